"""The ruler: what was asked, what came of it, and every measure of one question. Nothing asks here.

`index/evaluation/beir.py` and `index/evaluation/golden.py` read sets of questions,
`bot/evaluation/ask.py` asks them and notes an `Outcome` each, `index/evaluation/statistics.py`
turns the values of many questions into means with intervals. Ranking measures are computed by
ir_measures.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.article import Article
from corpus.errors import EvaluationError

# Documents ranked for each question, as the measures ask for.
RANKED = 10
RANKING_MEASURES = {
    "recall@1": "R@1",
    "recall@5": "R@5",
    "recall@10": "R@10",
    "mrr@10": "RR@10",
    "ndcg@10": "nDCG@10",
}

# Values by question id, of one measure; a question that the measure says nothing of is left out.
Column = dict[str, float]


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question of a set, and what is known of its answer.

    Attributes:
        id: Names the question within its set.
        text: As asked.
        documents: Ids of the articles that answer it, each with its grade, at least 1.
        answers: Gold answers; the quote has to hold one of them.
        items: Gold items, where the answer is a list.
        answerable: False where nothing in the archive answers.
        together: The quote has to hold all of `answers`.
        partial: The list has more items than `items` names: precision cannot be told.
        today: The day it is asked on, which 去年 and "last week" count from; None for today.
    """

    id: str
    text: str
    documents: Mapping[str, int]
    answers: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    answerable: bool = True
    together: bool = False
    partial: bool = False
    today: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, and sets of questions over them by name."""

    articles: tuple[Article, ...]
    sets: Mapping[str, tuple[JudgedQuestion, ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question; `None` where the set does not know what would be right.

    Attributes:
        id: Of the question.
        question: As asked.
        language: As the bot took it.
        answerable: Whether the archive answers it.
        relevant: Ids of the articles that answer, with grades.
        ranking: Ids and scores of the articles found, best first.
        kind: Of the answer; `none` is a refusal.
        quote: The first quote; "" for a refusal.
        confidence: Of the answer, in [0, 1].
        right: The first quote holds the gold answer; a refusal does not.
        right_unrefused: The same, had the best quote been given whatever its confidence.
        right_given: The same, had only the right documents been searched.
        list_precision: Share of the items said that are gold ones.
        list_recall: Share of the gold items that were said.
        citations: How many the answer has.
        exact: How many of them are verbatim the document's text at their offsets.
        kind_without: Kind of the answer when the right documents are out of the archive.
        confidence_without: Its confidence.
        search_ms: Milliseconds of finding.
        total_ms: Milliseconds of the whole answer.
        threshold: Confidence from which the reader gives an answer.
    """

    id: str
    question: str
    language: Literal["zh", "en"]
    answerable: bool
    relevant: dict[str, int]
    ranking: tuple[tuple[str, float], ...]
    kind: str
    quote: str
    confidence: float
    right: bool | None
    right_unrefused: bool | None
    right_given: bool | None
    list_precision: float | None
    list_recall: float | None
    citations: int
    exact: int
    kind_without: str | None
    confidence_without: float | None
    search_ms: float
    total_ms: float
    threshold: float = 0.5


# Measures of the answer itself: each gives a question's value, or None where it says nothing of it.
ANSWER_MEASURES: dict[str, Callable[[Outcome], float | None]] = {
    "answer_in_quote": lambda one: one.right,
    "answer_in_quote_unrefused": lambda one: one.right_unrefused,
    "answer_in_quote_given_document": lambda one: one.right_given,
    "answered": lambda one: float(one.kind != "none"),
    "wrong": lambda one: None if one.right is None else float(one.kind != "none" and not one.right),
    "right_when_answered": lambda one: one.right if one.kind != "none" else None,
    "list_precision": lambda one: one.list_precision,
    "list_recall": lambda one: one.list_recall,
}


def columns(outcomes: Sequence[Outcome]) -> dict[str, Column]:
    """Return every measure's value for every question that can be answered.

    `columns(outcomes)["recall@1"]` -> `{"q1": 1.0, "q2": 0.0, …}`
    """
    able = [one for one in outcomes if one.answerable]
    return ranking_columns(able) | {
        name: {one.id: float(value) for one in able if (value := measure(one)) is not None}
        for name, measure in ANSWER_MEASURES.items()
    }


def ranking_columns(outcomes: Sequence[Outcome]) -> dict[str, Column]:
    """Return recall, MRR and nDCG of every question whose documents are known."""
    known = {one.id: one for one in outcomes if one.relevant}
    if not known:
        return {name: {} for name in RANKING_MEASURES}
    ir_measures = needed("ir_measures", "ir-measures")
    measures = {ir_measures.parse_measure(told): name for name, told in RANKING_MEASURES.items()}
    qrels = {one.id: one.relevant for one in known.values()}
    run = {one.id: _places(one) for one in known.values()}
    # A question that found nothing is in no run: it counts 0.
    found: dict[str, Column] = {name: dict.fromkeys(known, 0.0) for name in RANKING_MEASURES}
    for metric in ir_measures.iter_calc(list(measures), qrels, run):
        found[measures[metric.measure]][metric.query_id] = float(metric.value)
    return found


def needed(module: str, package: str):  # type: ignore[no-untyped-def] # noqa: ANN201
    """Import a library that only measuring needs.

    Raises:
        EvaluationError: It is not installed.
    """
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise EvaluationError(
            f"measuring needs {package}, which cannot be imported: {error}",
            f"type `python -m pip install {package}`",
        ) from None


def _places(one: Outcome) -> dict[str, float]:
    """Return scores that fall with the place, so that equal scores keep their order."""
    return {document: -float(place) for place, (document, _) in enumerate(one.ranking)}
