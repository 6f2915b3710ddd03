"""How often the paragraph that answers is found, and which part of the search it is owed to.

    python -m benchmarks.retrieval --shared ../shared

Prints recall, MRR and nDCG of CMRC 2018 dev over its 848 paragraphs and 20,000 broadcast
paragraphs, of the same questions in Traditional characters, and of the 150 English development
questions. Metrics by ir_measures; intervals by a bootstrap over questions.
"""

import csv
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import click
import ir_measures
import numpy as np
import opencc
from ir_measures import RR, R, nDCG
from scipy.stats import bootstrap

from benchmarks.sets import Asked, broadcast, squad
from corpus.article import Article
from corpus.config import IndexSettings
from index.build import write_generation
from index.encoder import load_encoder
from index.generation import current, lock
from index.search import Index, open_index

MEASURES = [R @ 1, R @ 5, R @ 10, RR @ 10, nDCG @ 10]
# Passages asked for, so that ten different paragraphs are among them.
DEPTH = 50

Ranking = Callable[[str], Sequence[str]]


def opened(articles: Sequence[Article], folder: Path, encoder: str = "bundled") -> Index:
    """Publish the articles as a generation in an empty folder and open it."""
    settings = IndexSettings(folder=folder, encoder=encoder)
    with lock(folder):
        write_generation(articles, settings, lambda stage, done, total: None)
    return open_index(current(folder), load_encoder(encoder))


def ranked(index: Index) -> Ranking:
    """Return a function from a question to the ids of the articles found, best first."""
    return lambda question: list(
        dict.fromkeys(hit.passage.article.id for hit in index.search(question, DEPTH))
    )


def measure(asked: Sequence[Asked], ranking: Ranking) -> dict[str, list[float]]:
    """Return every measure's value for every question, and `ms`, the time each took."""
    qrels = [ir_measures.Qrel(one.id, one.article, 1) for one in asked]
    run, milliseconds = [], []
    for one in asked:
        began = time.perf_counter()
        found = ranking(one.question)
        milliseconds.append(1000 * (time.perf_counter() - began))
        run += [ir_measures.ScoredDoc(one.id, name, -place) for place, name in enumerate(found)]
    values: dict[str, list[float]] = {str(measured): [] for measured in MEASURES}
    for metric in ir_measures.iter_calc(MEASURES, qrels, run):
        values[str(metric.measure)].append(metric.value)
    # A question that found nothing is not in the run: it counts 0.
    for column in values.values():
        column += [0.0] * (len(asked) - len(column))
    return {**values, "ms": milliseconds}


def row(name: str, values: dict[str, list[float]]) -> str:
    """Return a line of the table: means, the 95 % interval of recall@1, and the median time."""
    ones = np.asarray(values["R@1"])
    low, high = bootstrap((ones,), np.mean, n_resamples=1000, rng=0).confidence_interval
    means = "  ".join(f"{statistics.mean(values[str(measured)]):.4f}" for measured in MEASURES)
    return f"{name:34} {means}  [{low:.4f}, {high:.4f}]  {statistics.median(values['ms']):.2f} ms"


def english() -> list[Asked]:
    """Return the English development questions over CMRC paragraphs."""
    path = Path(__file__).with_name("english_questions.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Asked(f"en-{number}", line["question"], line["paragraph"], (line["answer"],))
            for number, line in enumerate(csv.DictReader(file, delimiter="\t"))
        ]


def _traditional(asked: Sequence[Asked]) -> list[Asked]:
    convert = opencc.OpenCC("s2t").convert
    return [replace(one, question=convert(one.question)) for one in asked]


@click.command()
@click.option("--shared", type=click.Path(exists=True, path_type=Path), default="../shared")
def main(shared: Path) -> None:
    """Print the table."""
    articles, asked = squad(shared / "data" / "eval" / "cmrc2018_dev.json")
    with tempfile.TemporaryDirectory() as folder:
        index = opened([*articles, *broadcast(shared)], Path(folder))
        print(f"{len(asked)} questions, {index.manifest.articles} paragraphs")
        print(f"{'':34} {'  '.join(f'{measured!s:6}' for measured in MEASURES)}  95 % of R@1")
        print(row("Chinese", measure(asked, ranked(index))))
        print(row("in Traditional characters", measure(_traditional(asked), ranked(index))))
        print(row("English", measure(english(), ranked(index))))
        index.close()


if __name__ == "__main__":
    main()
