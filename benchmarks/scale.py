"""The same archive found by the files and by Milvus: equal hits, and what each takes.

    python -m benchmarks.scale --shared ../shared --passages 1000 [--address http://HOST:19530]

Articles are made up of real news and laws, as in `benchmarks/speed/large_pages.py`; questions are
beginnings of sentences from all over them, and the English samples of config.yaml. Without an
address Milvus Lite answers, from a file: that is for correctness, and its times say nothing of a
server's. Printed are, a size: seconds of the build and of the storing, whether the first ten are
the same, how far scores differ, and milliseconds a question. The page is docs/scale.md.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from benchmarks.speed.large_pages import made_up, real_articles
from corpus.article import Article
from corpus.config import IndexSettings
from corpus.passages import cut
from corpus.settings.engines import MilvusSettings
from index.building.build import write_generation
from index.hit import Hit
from index.reader import open_reader
from index.search import Index
from index.store.generation import lock

SEED = 0
FIRST = 10
# Characters of a sentence that stand for a question.
LONG = 20
ENGLISH = (
    "which stations won awards?",
    "how many people were rescued from the fire?",
    "when does the law on labour contracts take effect?",
    "who visited the workers before the spring festival?",
)

COLUMNS = (
    "passages",
    "build, s",
    "store, s",
    "first ten equal",
    "the same ten",
    "scores apart",
    "files p50, ms",
    "Milvus p50, ms",
)


@dataclass(slots=True)
class Compared:
    """What was counted of one size.

    Attributes:
        equal: Questions whose first ten are the same passages in the same order.
        same: Those whose first ten are the same passages.
        apart: The largest difference of a passage's score.
        files: Milliseconds a question, by the files.
        engine: The same by Milvus.
    """

    equal: int = 0
    same: int = 0
    apart: float = 0.0
    files: list[float] = field(default_factory=list)
    engine: list[float] = field(default_factory=list)


class Stages:
    """When a build began to store."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.stored = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Note the first passage that is on its way."""
        if stage == "publish" and not self.stored:
            self.stored = time.perf_counter()


def articles_of(data: Path, passages: int) -> Iterator[Article]:
    """Yield articles until they hold so many passages."""
    source, draw, held, number = real_articles(data), random.Random(SEED), 0, 0
    while held < passages:
        title, text = made_up(source, draw)
        article = Article(f"made-{number}", title, text)
        held += len(cut(article))
        number += 1
        yield article


def questions_of(articles: Sequence[Article], count: int) -> list[str]:
    """Return beginnings of sentences from all over the articles, and the English questions."""
    draw = random.Random(SEED)
    sentences = [draw.choice(one.text.split("。")) for one in articles if one.text]
    asked = [one.strip()[:LONG] for one in draw.sample(sentences, min(count, len(sentences)))]
    return [*filter(None, asked), *ENGLISH]


def compared(files: Index, engine: Index, questions: Sequence[str]) -> Compared:
    """Ask both, in turn."""
    found = Compared()
    for question in questions:
        ours, took = timed(files, question)
        theirs, their_time = timed(engine, question)
        found.files.append(took)
        found.engine.append(their_time)
        found.equal += places(ours) == places(theirs)
        found.same += {*places(ours)} == {*places(theirs)}
        scores = dict(zip(places(ours), (hit.score for hit in ours), strict=True))
        differences = [
            abs(hit.score - scores[place])
            for place, hit in zip(places(theirs), theirs, strict=True)
            if place in scores
        ]
        found.apart = max(found.apart, *differences, 0.0)
    return found


def timed(index: Index, question: str) -> tuple[tuple[Hit, ...], float]:
    """Return the hits, and the milliseconds they took."""
    began = time.perf_counter()
    hits = index.search(question, FIRST)
    return hits, (time.perf_counter() - began) * 1000


def places(hits: Sequence[Hit]) -> list[tuple[str, int]]:
    """Return what tells each hit."""
    return [(hit.passage.article.id, hit.passage.start) for hit in hits]


@click.command()
@click.option("--shared", type=click.Path(path_type=Path), required=True, help="Development data.")
@click.option("--passages", multiple=True, type=int, default=(1_000,), show_default=True)
@click.option("--questions", default=40, show_default=True)
@click.option("--address", default="", help="Of a Milvus; without one, Milvus Lite.")
def main(shared: Path, passages: tuple[int, ...], questions: int, address: str) -> None:
    """Measure each size."""
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + " ---: |" * len(COLUMNS))
    for count in passages:
        with tempfile.TemporaryDirectory(prefix="gongda-") as folder:
            print("| " + " | ".join(row(Path(folder), shared, (count, questions), address)) + " |")


def row(folder: Path, shared: Path, sizes: tuple[int, int], address: str) -> list[str]:
    """Return the figures of one size."""
    articles = list(articles_of(shared / "data", sizes[0]))
    files = IndexSettings(folder=folder / "index", encoder="bundled-static")
    milvus = MilvusSettings(address=address or str(folder / "milvus.db"), name="scale", seconds=300)
    engine = files.model_copy(update={"engine": "milvus", "milvus": milvus})
    stages = Stages()
    with lock(files.folder):
        _, held, _ = write_generation(articles, engine, stages)
    ended = time.perf_counter()
    asked = questions_of(articles, sizes[1])
    found = compared(open_reader(files).index(), open_reader(engine).index(), asked)
    return [
        f"{held:,}",
        f"{stages.stored - stages.began:.0f}",
        f"{ended - stages.stored:.0f}",
        f"{found.equal} of {len(asked)}",
        f"{found.same} of {len(asked)}",
        f"{found.apart:.1e}",
        f"{statistics.median(found.files):.1f}",
        f"{statistics.median(found.engine):.1f}",
    ]


if __name__ == "__main__":
    main()
