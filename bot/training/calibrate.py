"""`python -m bot.training.calibrate`: what the reader's logits are worth, from questions asked.

Every question is asked of an index; each quote that the reader points at is right if it holds the
gold words. Once more without the passages that hold them, when none is right. A logistic regression
over all of these gives the probability, thresholds are set by hand from the curve that is printed,
and both go to `calibration.json` in the model's folder.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.evaluation.ask import holds
from bot.question.question import analyse
from bot.reading.calibration import FILE, Calibration
from bot.reading.premise import left_of_premise
from bot.reading.reader import Quote
from bot.reading.span_reader import FOLDER, LONGEST, SpanReader
from bot.reply import Language
from corpus.config import IndexSettings
from index.engines.transformer import open_transformer
from index.evaluation.golden import read_golden
from index.evaluation.measures import JudgedQuestion
from index.hit import Hit
from index.reader import open_reader
from index.search import Index
from index.text.words import fold

# Passages asked for, so that enough are left when those that answer are taken away.
DEPTH = 20
# How strongly weights are drawn to nothing.
RIDGE = 0.02
CURVE = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)

_Rows = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question with the evidence for each quote that was pointed at.

    Attributes:
        asked: The question.
        language: Its own.
        rows: Evidence, shape `(quotes, 7)`.
        left: What the question's places and years leave of each probability, in (0, 1].
        right: Whether each quote holds the gold words.
        answerable: Whether any passage among the hits may answer: false once those are taken away.
    """

    asked: JudgedQuestion
    language: Language
    rows: _Rows
    left: tuple[float, ...]
    right: tuple[bool, ...]
    answerable: bool


def weigh(
    index: Index, reader: SpanReader, questions: Sequence[JudgedQuestion]
) -> Iterator[Weighed]:
    """Yield every question as it is, and those with an answer once more without it."""
    for one in questions:
        hits = list(index.search(one.text, DEPTH))
        yield _weighed(index, reader, one, hits)
        if one.answers:
            golds = [fold(answer) for answer in one.answers]
            left = [hit for hit in hits if not any(g in fold(hit.passage.text) for g in golds)]
            yield _weighed(index, reader, one, left, False)


def _weighed(
    index: Index,
    reader: SpanReader,
    asked: JudgedQuestion,
    hits: Sequence[Hit],
    answerable: bool | None = None,
) -> Weighed:
    question = analyse(asked.text, hits[0].why.bridge if hits else ())
    found = list(reader.candidates(question, hits, index.idf))
    rows = np.array([evidence for _, evidence in found], np.float32).reshape(len(found), -1)
    left = tuple(left_of_premise(question, quote.text, quote.article) for quote, _ in found)
    right = tuple(_is_right(quote, asked) for quote, _ in found)
    able = asked.answerable if answerable is None else answerable
    return Weighed(asked, question.language, rows, left, right, able)


def _is_right(quote: Quote, asked: JudgedQuestion) -> bool:
    return bool(holds(quote.text, asked))


def fit(every: Sequence[Weighed]) -> npt.NDArray[np.float32]:
    """Return a weight for each piece of evidence, and last what is added to their sum."""
    x = np.concatenate([one.rows for one in every if len(one.rows)]).astype(np.float64)
    y = np.array([right for one in every for right in one.right], np.float64)
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = (x - middle) / spread

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        sums = z @ weights[:-1] + weights[-1]
        off = 1 / (1 + np.exp(-sums)) - y
        value = np.mean(np.logaddexp(0, sums) - y * sums) + RIDGE / 2 * (weights[:-1] ** 2).sum()
        slopes = z.T @ off / len(y) + RIDGE * weights[:-1]
        return float(value), np.append(slopes, off.mean())

    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True).x
    weights = found[:-1] / spread
    return np.append(weights, found[-1] - weights @ middle).astype(np.float32)


def threshold_lines(every: Sequence[Weighed], weights: _Rows, language: Language) -> Iterator[str]:
    """Yield a line a threshold: shares right, wrong and refused of what can be answered and not."""
    calibration = Calibration({language: weights}, {})
    own = [(w, *_best(w, calibration)) for w in every if w.language == language]
    sure = np.array([p for _, p, _ in own])
    right = np.array([right for _, _, right in own], bool)
    able = np.array([w.answerable for w, _, _ in own], bool)
    answerable = np.array([w.asked.answerable for w, _, _ in own], bool)
    removed = answerable & ~able
    for threshold in CURVE:
        given = sure >= threshold
        yield (
            f"{language} {threshold:.2f}: right {np.mean((given & right)[able]):.3f}, "
            f"wrong {np.mean((given & ~right)[able]):.3f} of {able.sum()}; "
            f"refused {np.mean(~given[~answerable]):.3f} of {(~answerable).sum()}, "
            f"passages removed {np.mean(~given[removed]):.3f}"
        )


def _best(one: Weighed, calibration: Calibration) -> tuple[float, bool]:
    sure = [
        calibration.probability(row, one.language) * left
        for row, left in zip(one.rows, one.left, strict=True)
    ]
    if not sure:
        return 0.0, False
    place = int(np.argmax(sure))
    return sure[place], one.right[place]


@click.command()
@click.option("--index", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--set", "sets", type=click.Path(path_type=Path, exists=True), multiple=True)
@click.option("--chinese", default=0.5, show_default=True, help="Threshold that ships.")
@click.option("--english", default=0.5, show_default=True, help="Threshold that ships.")
@click.option("--model", type=click.Path(path_type=Path), default=FOLDER)
def main(folder: Path, sets: tuple[Path, ...], chinese: float, english: float, model: Path) -> None:
    """Fit the calibration on golden questions over an index, and print the curve of thresholds."""
    index = open_reader(IndexSettings(folder=folder)).index()
    reader = SpanReader(open_transformer(model, LONGEST), Calibration({}, {}))
    asked = [one for path in sets for one in read_golden(path, index.articles())]
    with click.progressbar(weigh(index, reader, asked), length=None, label="asking") as bar:
        every = list(bar)
    weights = fit(every)
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        for line in threshold_lines(every, weights, language):
            click.echo(line)
    tree = {
        "weights": {language: [round(float(w), 5) for w in weights] for language in languages},
        "thresholds": {"zh": chinese, "en": english},
        "fitted_on": [path.name for path in sets],
    }
    (model / FILE).write_text(json.dumps(tree, indent=1) + "\n", encoding="utf-8")
    click.echo(f"wrote {model / FILE}")


if __name__ == "__main__":
    main()
