"""Does the quote answer at all? The evidence for and against, and how likely that makes it.

A question that nothing answers looks like one that something does, except that some rare word of
it stands nowhere near the quote (电话 of 海淀区总工会的电话是多少), a name is another one (朝阳区
for 石景山区), or the thing asked for is of no kind that the quote holds. The evidence is a row of
numbers; `bot/reading/network.py` turns it into a probability, and what no answer can do without
lowers that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.question.cues import WANTS
from bot.question.measure import measured
from bot.question.question import Question
from bot.question.terms import QuestionWord
from bot.reading.features import FEATURES, SentenceBlock, Weights, closeness
from bot.reading.network import network
from bot.reading.numbered import contradicts
from bot.reading.overlap import Matrix, relatives_of, strengths, weight_share, words_and_characters
from bot.reading.premise import WITHOUT_PREMISE, names_premise
from corpus.article import Article

FROM_ROW = (
    "idf", "near", "pairs", "around", "headed", "run", "idf_gap", "near_gap", "fit", "fit_new",
    "unit", "days", "amounts", "people", "length", "rank", "share", "rest", "rest_near",
    "rest_akin", "rest_marks", "left", "measured", "counted", "measure", "counting",
)  # fmt: skip
SCOPES = ("quote", "beside", "article", "all")
HELD = ("held", "near", "pairs", "akin", "missing", "missing_noun", "missing_akin")
OWN = (
    "probability", "runner_up", "spread",
    *(f"{scope}_{what}" for scope in SCOPES for what in HELD),
    "name_in_quote", "name_in_article", "names", "size", "english", "list",
    *(f"want_{want}" for want in WANTS),
)  # fmt: skip
DOUBTS = (*FROM_ROW, *OWN)
_COLUMNS = [FEATURES.index(name) for name in FROM_ROW]

# What is left of the confidence where a quote holds no number of the kind asked for
# (`bot/question/measure.py`).
WITHOUT_MEASURE = 0.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote among all the sentences that it was chosen from.

    Attributes:
        blocks: The sentences of the hits.
        table: Their rows of `bot/reading/features.py`.
        shares: Their shares of the selector's belief.
        run: First and last sentence of the quote, counted over all blocks.
    """

    question: Question
    blocks: Sequence[SentenceBlock]
    table: Matrix
    shares: Matrix
    run: tuple[int, int]


def doubts(evidence: Evidence, weights: Weights) -> Matrix:
    """Return the row of evidence for and against a quote: shape `(len(DOUBTS),)`."""
    first, last = evidence.run
    row = evidence.table[first : last + 1].max(axis=0)[_COLUMNS]
    scopes = _scopes(evidence)
    held = [value for scope in scopes for value in _coverage(evidence.question, scope, weights)]
    own = [
        *_belief(evidence),
        *held,
        *_names(evidence.question, scopes),
        *_constants(evidence.question),
    ]
    return np.array([*row, *own], dtype=np.float32)


def _belief(evidence: Evidence) -> list[float]:
    first, last = evidence.run
    inside = float(evidence.shares[first : last + 1].sum())
    outside = np.delete(evidence.shares, slice(first, last + 1))
    logs = np.log(evidence.shares + 1e-9)
    return [inside, float(outside.max(initial=0.0)), float(-(evidence.shares * logs).sum())]


@dataclass(frozen=True, slots=True)
class _Scope:
    """A stretch to look for the question's words in: folded parts, their text, their words."""

    parts: Sequence[str]
    folded: str
    words: frozenset[str]

    @classmethod
    def of(cls, parts: Sequence[str]) -> "_Scope":
        """Join sentences and headlines; their words are known already."""
        words = frozenset().union(*map(words_and_characters, parts))
        return cls(parts, "\n".join(parts), words)


def _scopes(evidence: Evidence) -> list[_Scope]:
    """Return ever wider stretches: the quote; with neighbours and headline; its article; all."""
    first, last = evidence.run
    before = 0
    for block in evidence.blocks:
        if first < before + len(block.sentences):
            break
        before += len(block.sentences)
    own = [sentence.folded for sentence in block.sentences]
    start, end = first - before, last - before + 1
    every = [
        part
        for one in evidence.blocks
        for part in (one.heading, *(sentence.folded for sentence in one.sentences))
    ]
    stretches = (
        own[start:end],
        [block.heading, *own[max(0, start - 1) : end + 1]],
        [block.heading, *own],
        every,
    )
    return [_Scope.of(stretch) for stretch in stretches]


def _coverage(question: Question, scope: _Scope, weights: Weights) -> tuple[float, ...]:
    """Return the shares held of words, near ones, pairs, relatives; the heaviest word missing.

    The latter three times: of all words, of those that name things, and of those that have not even
    a relative there.
    """
    found = _strengths(question.groups, scope)
    akin = np.maximum(found, relatives_of(question.groups).of(scope.parts).max(axis=0))
    heavy = weights.words / max(1e-6, float(weights.words.max()))
    nouns = np.array([group.noun for group in question.groups] or [False])
    return (
        float(weight_share(found, weights.words)),
        float(weight_share(found, weights.words * closeness(question))),
        float(weight_share(_strengths(question.pairs, scope), weights.pairs)),
        float(weight_share(akin, weights.words)),
        float((heavy * (1.0 - found)).max()),
        float((heavy * (1.0 - found) * nouns).max()),
        float((heavy * (1.0 - akin)).max()),
    )


def _strengths(groups: Sequence[QuestionWord], scope: _Scope) -> Matrix:
    return np.array(strengths(groups, scope.folded, scope.words) or [0.0], dtype=np.float32)


def _names(question: Question, scopes: Sequence[_Scope]) -> list[float]:
    """Return how much of the worst-held name stands beside the quote, in its article; how many."""
    return [
        min((_held(name, scopes[1]) for name in question.names), default=1.0),
        min((_held(name, scopes[2]) for name in question.names), default=1.0),
        min(1.0, len(question.names) / 4.0),
    ]


def _held(name: Sequence[QuestionWord], scope: _Scope) -> float:
    return float(_strengths(name, scope).mean())


def _constants(question: Question) -> list[float]:
    wants = [float(question.want == want) for want in WANTS]
    size = min(1.0, len(question.groups) / 10.0)
    return [size, float(question.language == "en"), float(question.wants_list), *wants]


def sureness(evidence: Evidence, weights: Weights, article: Article) -> float:
    """Return the confidence in a quote of an article; little of it where it cannot be meant."""
    question, (first, last) = evidence.question, evidence.run
    sure = confidence(doubts(evidence, weights))
    every = [one.folded for block in evidence.blocks for one in block.sentences]
    quoted = every[first : last + 1]
    another = contradicts(question.text, "\n".join(quoted))
    if another or not names_premise(question.text, question.language, article):
        sure *= WITHOUT_PREMISE
    if question.measure is None:
        return sure
    held = any(measured(one, question.measure) for one in quoted)
    return sure if held else sure * WITHOUT_MEASURE


def confidence(row: Matrix) -> float:
    """Return the calibrated probability that the quote behind a row of doubts answers."""
    return float(1.0 / (1.0 + np.exp(-network("calibration")(row[None, :])[0])))
