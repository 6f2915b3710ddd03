"""`python -m bot.training.calibrate`: what the reader's logits are worth, from questions asked.

Questions are asked of an index; each quote that the reader points at is right if it holds the gold
words. Once more without the passages that hold them, when none is right. A logistic regression over
all of these tells the quotes of a question apart; a second one, over the best quote of each, makes
what is told of it honest (Platt scaling). Thresholds are set by hand from the curve that is
printed, and all of it goes to `calibration.json` in the model's folder.
"""

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
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
from corpus.article import Article
from corpus.config import IndexSettings
from corpus.passages import TextRange
from index.engines.transformer import open_transformer
from index.evaluation.golden import read_golden
from index.evaluation.measures import JudgedQuestion
from index.evaluation.message_sets import is_message_set, read_message_set
from index.hit import Hit
from index.reader import open_reader
from index.search import Index
from index.text.words import fold

# Passages asked for, so that enough are left when those that answer are taken away.
DEPTH = 20
# How strongly weights are drawn to nothing.
RIDGE = 0.0005
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

    @property
    def is_removed(self) -> bool:
        """Say whether the passages that answer were taken away."""
        return self.asked.answerable and not self.answerable


def weigh(
    index: Index, reader: SpanReader, questions: Iterable[JudgedQuestion]
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
    question = analyse(asked.text, hits[0].stand_ins if hits else ())
    found = [*itertools.chain.from_iterable(reader.candidates(question, hits, index.idf))]
    rows = np.array([evidence for _, evidence in found], np.float32).reshape(len(found), -1)
    left = tuple(
        left_of_premise(question, quote.article, TextRange(quote.start, quote.end))
        for quote, _ in found
    )
    right = tuple(_is_right(quote, asked) for quote, _ in found)
    able = asked.answerable if answerable is None else answerable
    return Weighed(asked, question.language, rows, left, right, able)


def _is_right(quote: Quote, asked: JudgedQuestion) -> bool:
    return bool(holds(quote.text, asked))


def fit(every: Sequence[Weighed]) -> _Rows:
    """Return a weight for each piece of evidence, and last what is added to their sum."""
    asked = [one for one in every if len(one.rows)]
    rows = np.concatenate([one.rows for one in asked])
    weights = _regression(rows, [right for one in asked for right in one.right])
    best = [_best_sum(one, weights) for one in asked if not one.is_removed]
    told, right = np.array([sums for sums, _ in best]), [right for _, right in best]
    slope, more = _regression(told[:, None], right)
    return np.append(weights[:-1] * slope, weights[-1] * slope + more).astype(np.float32)


def _best_sum(one: Weighed, weights: _Rows) -> tuple[float, bool]:
    """Return the sum of weighed evidence for a question's best quote, and whether it is right."""
    sums = one.rows @ weights[:-1] + weights[-1]
    place = int(np.argmax(sums))
    return float(sums[place]), one.right[place]


def _regression(rows: _Rows, right: Sequence[bool]) -> _Rows:
    """Return the weights of a logistic regression, and last what is added."""
    x, y = rows.astype(np.float64), np.array(right, np.float64)
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
    removed = np.array([w.is_removed for w, _, _ in own], bool)
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


def questions_of(path: Path, articles: Sequence[Article]) -> Sequence[JudgedQuestion]:
    """Return the questions of a golden file, or of a set of messages those asked in one message.

    Raises:
        EvaluationError: The file is missing or broken, or is about pages that are not there.
    """
    if not is_message_set(path):
        return read_golden(path, articles)
    return [
        JudgedQuestion(
            id=case.id,
            text=case.turns[0],
            documents={},
            answers=case.parts[0].answers,
            answerable=case.expects == "answers",
            together=True,
        )
        for case in read_message_set(path)
        if len(case.turns) == 1 and case.expects in {"answers", "refuse"}
    ]


@click.command()
@click.option(
    "--asked",
    type=(click.Path(path_type=Path, exists=True), click.Path(path_type=Path, exists=True)),
    multiple=True,
    required=True,
    help="An index folder, and questions or messages over it.",
)
@click.option("--chinese", default=0.5, show_default=True, help="Threshold that ships.")
@click.option("--english", default=0.5, show_default=True, help="Threshold that ships.")
@click.option("--model", type=click.Path(path_type=Path), default=FOLDER)
def main(asked: tuple[tuple[Path, Path], ...], chinese: float, english: float, model: Path) -> None:
    """Fit the calibration on questions over indexes, and print the curve of thresholds."""
    reader = SpanReader(open_transformer(model, LONGEST), Calibration({}, {}))
    every: list[Weighed] = []
    for folder, path in asked:
        index = open_reader(IndexSettings(folder=folder)).index()
        questions = questions_of(path, index.articles())
        with click.progressbar(questions, label=f"asking {path.parent.name}/{path.name}") as bar:
            every += weigh(index, reader, bar)
    weights = fit(every)
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        for line in threshold_lines(every, weights, language):
            click.echo(line)
    tree = {
        "weights": {language: [round(float(w), 5) for w in weights] for language in languages},
        "thresholds": {"zh": chinese, "en": english},
        "fitted_on": [f"{path.parent.name}/{path.name}" for _, path in asked],
    }
    (model / FILE).write_text(json.dumps(tree, indent=1) + "\n", encoding="utf-8")
    click.echo(f"wrote {model / FILE}")


if __name__ == "__main__":
    main()
