"""Does the quote hold the answer, and is what nothing answers refused?

    python -m benchmarks.answers --shared ../shared

Prints, for CMRC 2018 dev, DRCD test and the English questions over CMRC paragraphs:
answer-in-quote given the right paragraph and end to end among 20,000 broadcast paragraphs; the
length of the quotes; AUROC of the confidence between questions as they are and with their
paragraph taken away, or with a name swapped; and the curve of the threshold.
"""

import csv
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
import numpy as np
from scipy.stats import bootstrap
from sklearn.metrics import roc_auc_score

from benchmarks.retrieval import opened
from benchmarks.sets import Asked, broadcast, squad
from bot.answer import HITS, THRESHOLD
from bot.question import analyse
from bot.select import Quote, select
from bot.training.questions import swapped
from bot.traits import names
from corpus.article import Article
from corpus.passages import cut
from index.hit import Hit, Why
from index.search import Index
from index.words import fold, is_han

# Hits asked for before those of one paragraph are taken away, or kept.
DEPTH = 40
# Thresholds of the printed curve.
CURVE = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


@dataclass
class Figures:
    """What was seen for each question of a set; parallel lists."""

    given: list[bool] = field(default_factory=list)
    found: list[bool] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    sure: list[float] = field(default_factory=list)
    gone: list[float] = field(default_factory=list)
    swapped: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


@click.command()
@click.option("--shared", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--every", default=1, help="Ask only every n-th question.")
@click.option("--distractors", default=20_000)
def main(shared: Path, every: int, distractors: int) -> None:
    """Measure all three sets."""
    evaluation = shared / "data" / "eval"
    noise = broadcast(shared, distractors)
    articles, asked = squad(evaluation / "cmrc2018_dev.json")
    with tempfile.TemporaryDirectory() as folder:
        index = opened([*articles, *noise], Path(folder) / "index")
        report("CMRC dev", look(index, articles, asked[::every]), "zh")
        report("English over CMRC", look(index, articles, english(articles)), "en")
    articles, asked = squad(evaluation / "drcd_test.json")
    with tempfile.TemporaryDirectory() as folder:
        index = opened([*articles, *noise], Path(folder) / "index")
        report("DRCD test", look(index, articles, asked[::every]), "zh")


def english(articles: Sequence[Article]) -> list[Asked]:
    """Return the English questions over CMRC paragraphs that lie beside this file."""
    known = {article.id.rsplit("_QUERY", 1)[0]: article.id for article in articles}
    path = Path(__file__).with_name("english_questions.tsv")
    with path.open(encoding="utf-8", newline="") as rows:
        return [
            Asked(f"en-{number}", row["question"], known[row["paragraph"]], (row["answer"],))
            for number, row in enumerate(csv.DictReader(rows, delimiter="\t"))
        ]


def look(index: Index, articles: Sequence[Article], asked: Sequence[Asked]) -> Figures:
    """Ask every question in every guise."""
    figures, chance = Figures(), random.Random(0)
    paragraphs = {article.id: article for article in articles}
    # Names are only known in Chinese questions.
    chinese = [one for one in asked if is_han(one.question)]
    others = sorted({name for one in chinese for name in names(fold(one.question))})
    for one in asked:
        hits = index.search(one.question, DEPTH)
        quote = best(index, one.question, given(hits, paragraphs[one.article]))
        figures.given.append(holds(quote, one))
        figures.lengths.append(quote.end - quote.start)
        began = time.perf_counter()
        quote = best(index, one.question, hits[:HITS])
        figures.milliseconds.append(1000 * (time.perf_counter() - began))
        figures.found.append(holds(quote, one))
        figures.sure.append(quote.confidence)
        left = [hit for hit in hits if hit.passage.article.id != one.article]
        figures.gone.append(best(index, one.question, left[:HITS]).confidence)
        other = swapped(one.question, others, chance) if others else None
        if other and other != one.question:
            figures.swapped.append(best(index, other, index.search(other, HITS)).confidence)
    return figures


def given(hits: Sequence[Hit], article: Article) -> list[Hit]:
    """Return the passages of one article as hits, those that were not found behind the others."""
    found = {hit.passage.id: hit for hit in hits}
    every = [found.get(one.id, Hit(one, 0.0, Why())) for one in cut(article)]
    return sorted(every, key=lambda hit: -hit.score)


def best(index: Index, question: str, hits: Sequence[Hit]) -> Quote:
    """Return the quote that would be the first claim."""
    bridge = hits[0].why.bridge if hits else ()
    return select(analyse(question, bridge), hits, index.idf)[0]


def holds(quote: Quote, asked: Asked) -> bool:
    """Say whether a quote of the right paragraph holds a gold answer."""
    return quote.article.id == asked.article and any(one in quote.text for one in asked.answers)


def report(title: str, figures: Figures, language: str) -> None:
    """Print the figures of one set."""
    print(f"\n{title}: {len(figures.given)} questions")
    print(f"  answer in quote, given the paragraph  {_share(figures.given)}")
    print(f"  answer in quote, end to end           {_share(figures.found)}")
    print(f"  quote, mean characters                {np.mean(figures.lengths):.0f}")
    p50, p99 = np.quantile(figures.milliseconds, [0.5, 0.99])
    print(f"  selecting, milliseconds p50 / p99     {p50:.1f} / {p99:.1f}")
    for name, without in (("paragraph removed", figures.gone), ("name swapped", figures.swapped)):
        if not without:
            continue
        cut_off = float(np.quantile(figures.sure, 0.05))
        refused = np.mean(np.array(without) < cut_off)
        print(
            f"  {name:18} AUROC {_auroc(figures.sure, without):.3f}, at 95 % answered "
            f"{refused:.3f} refused (threshold {cut_off:.3f})"
        )
    print(f"  {'threshold':>9} {'answered':>9} {'of them right':>14} {'removed refused':>16}")
    for threshold in sorted({*CURVE, THRESHOLD["en" if language == "en" else "zh"]}):
        print(f"  {threshold:9.2f} {_row(figures, threshold)}")


def _row(figures: Figures, threshold: float) -> str:
    sure, gone = np.array(figures.sure), np.array(figures.gone)
    answered = sure >= threshold
    right = np.array(figures.found)[answered].mean() if answered.any() else float("nan")
    return f"{answered.mean():9.3f} {right:14.3f} {(gone < threshold).mean():16.3f}"


def _share(right: Sequence[bool]) -> str:
    values = np.array(right, dtype=float)
    spread = bootstrap((values,), np.mean, n_resamples=2000, rng=0).confidence_interval
    return f"{values.mean():.3f} [{spread.low:.3f}, {spread.high:.3f}]"


def _auroc(there: Sequence[float], gone: Sequence[float]) -> float:
    return float(roc_auc_score([1] * len(there) + [0] * len(gone), [*there, *gone]))


if __name__ == "__main__":
    main()
