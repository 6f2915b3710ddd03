"""What every engine is given: documents as JSON lines, and questions with their documents.

    finding.jsonl    848 paragraphs of CMRC 2018 dev, 1,000 of DRCD test, 20,000 of the news
    speed.jsonl      passages made of news and laws, each a document, so that all count the same
    building.jsonl   the first few of them, for builds that are repeated; warming.jsonl: fewer still

Written once into a folder under var, and taken from there the next time.
"""

import itertools
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.quality.sets import DISTRACTORS, broadcast, english, squad
from benchmarks.speed.large_pages import made_up, real_articles
from corpus.article import Article
from corpus.passages import cut
from index.evaluation.measures import JudgedQuestion

SEED = 0
# Passages of the build that comes before the counted ones.
WARMING = 100
SETS = {
    "zh": "Chinese, CMRC dev",
    "en": "English, CMRC dev",
    "en_drcd": "English, DRCD test",
}
# A document that no other is like, for adding and deleting.
NEW = {
    "id": "new-one",
    "title": "",
    "text": "青禾镇工会在柳桥码头开设了夜间热水驿站，首周接待渡船职工七百一十三人次。",
}
NEW_QUESTION = "青禾镇工会在柳桥码头开设了什么？"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much work is done.

    Attributes:
        news: Paragraphs of the news among which the right ones must be found.
        every: Only every n-th question is asked, of each set.
        speed: Passages that the speed of a question is measured at.
        building: Passages of the builds that are repeated.
        rounds: How often each timing is alternated with ours.
    """

    news: int = DISTRACTORS
    every: int = 8
    speed: int = 100_000
    building: int = 3_000
    rounds: int = 5


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the documents that answer it, and what the answer says."""

    id: str
    text: str
    documents: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Files of documents, and questions by set; `warm` ones are asked nowhere else."""

    finding: Path
    speed: Path
    building: Path
    warming: Path
    sets: dict[str, list[Question]]
    warm: list[str]


def prepare(folder: Path, shared: Path, sizes: Sizes) -> Work:
    """Write what is not there yet, and return all of it."""
    folder.mkdir(parents=True, exist_ok=True)
    cmrc, asked = squad(shared / "data" / "eval" / "cmrc2018_dev.json")
    drcd, _ = squad(shared / "data" / "eval" / "drcd_test.json")
    finding = folder / f"finding-{sizes.news}.jsonl"
    _once(finding, lambda: [*cmrc, *drcd, *broadcast(shared, sizes.news)])
    speed = folder / f"speed-{sizes.speed}.jsonl"
    _once(speed, lambda: itertools.islice(_passages(shared / "data"), sizes.speed))
    building = _first(speed, sizes.building, folder / f"building-{sizes.building}.jsonl")
    warming = _first(speed, WARMING, folder / "warming.jsonl")
    sets = {
        "zh": _some(asked, sizes.every),
        "en": _some(english("english_questions.tsv"), max(1, sizes.every // 8)),
        "en_drcd": _some(english("english_drcd.tsv"), max(1, sizes.every // 4)),
    }
    taken = {one.id for one in sets["zh"]}
    warm = [one.text for one in asked if one.id not in taken]
    random.Random(SEED).shuffle(warm)
    return Work(finding, speed, building, warming, sets, list(dict.fromkeys(warm)))


def only_answering(work: Work, path: Path) -> Work:
    """Write only the documents that answer a question; return the work with those to find among.

    For models that take a second for a few passages.
    """
    right = {one for asked in work.sets.values() for each in asked for one in each.documents}
    with work.finding.open(encoding="utf-8") as lines:
        path.write_text("".join(line for line in lines if json.loads(line)["id"] in right), "utf-8")
    return replace(work, finding=path)


def _some(asked: Sequence[JudgedQuestion], every: int) -> list[Question]:
    """Return every n-th question that something answers."""
    able = [one for one in asked if one.answerable and one.documents]
    return [Question(one.id, one.text, tuple(one.documents), one.answers) for one in able[::every]]


def _passages(data: Path) -> Iterator[Article]:
    """Yield passages of made-up articles without end, each as an article of its own."""
    source, draw = real_articles(data), random.Random(SEED)
    for number in itertools.count():
        _, text = made_up(source, draw)
        for passage in cut(Article(id=f"made-{number}", title="", text=text)):
            yield Article(id=passage.id, title="", text=passage.text)


def _once(path: Path, articles: Callable[[], Iterable[Article]]) -> None:
    if path.exists():
        return
    aside = path.with_suffix(".part")
    with aside.open("w", encoding="utf-8") as file:
        for one in articles():
            row = {"id": one.id, "title": one.title, "text": one.text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    aside.rename(path)


def _first(source: Path, count: int, path: Path) -> Path:
    with source.open(encoding="utf-8") as lines:
        path.write_text("".join(itertools.islice(lines, count)), "utf-8")
    return path


def texts(path: Path) -> dict[str, str]:
    """Return every document's text by its id."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: row["text"] for row in rows}


def told(sizes: Sizes) -> dict[str, int]:
    """Return the sizes as JSON has them."""
    return asdict(sizes)
