"""Does the quote answer at all? The evidence for and against, as a row of numbers.

A question that nothing answers looks like one that something does, except that some rare word of it stands
nowhere near the quote (电话 of 海淀区总工会的电话是多少), a name is another one (朝阳区 for 石景山区), or
the thing asked for is of no kind that the quote holds. `bot/select.py` turns the row into a probability.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.features import NAMES, Block, Idf, Matrix, strengths, weights_of, words_of
from bot.question import WANTS, Group, Question

FROM_ROW = (
    "idf", "near", "pairs", "around", "headed", "run", "idf_gap", "near_gap", "fit", "fit_new", "unit",
    "days", "amounts", "people", "length", "rank", "share", "cosine", "cosine_gap",
)  # fmt: skip
SCOPES = ("quote", "beside", "article", "all")
OWN = (
    "probability", "runner_up", "spread",
    *(f"{scope}_{what}" for scope in SCOPES for what in ("held", "near", "pairs", "missing")),
    "name_in_quote", "name_in_article", "names", "size", "english", "list",
    *(f"want_{want}" for want in WANTS),
)  # fmt: skip
DOUBTS = (*FROM_ROW, *OWN)
_COLUMNS = [NAMES.index(name) for name in FROM_ROW]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote among all the sentences that it was chosen from.

    Attributes:
        blocks: The sentences of the hits.
        table: Their rows of `bot/features.py`.
        shares: Their shares of the selector's belief.
        run: First and last sentence of the quote, counted over all blocks.
    """

    question: Question
    blocks: Sequence[Block]
    table: Matrix
    shares: Matrix
    run: tuple[int, int]


def doubts(evidence: Evidence, idf: Idf) -> Matrix:
    """Return the row of evidence for and against a quote: shape `(len(DOUBTS),)`."""
    first, last = evidence.run
    row = evidence.table[first : last + 1].max(axis=0)[_COLUMNS]
    scopes = _scopes(evidence)
    held = [value for scope in scopes for value in _coverage(evidence.question, scope, idf)]
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


def _scopes(evidence: Evidence) -> list[str]:
    """Return ever wider folded texts: the quote; with neighbours and headline; its article; all."""
    first, last = evidence.run
    before = 0
    for block in evidence.blocks:
        if first < before + len(block.sentences):
            break
        before += len(block.sentences)
    own = [sentence.folded for sentence in block.sentences]
    start, end = first - before, last - before + 1
    every = [sentence.folded for one in evidence.blocks for sentence in one.sentences]
    return [
        "\n".join(own[start:end]),
        "\n".join([block.heading, *own[max(0, start - 1) : end + 1]]),
        "\n".join([block.heading, *own]),
        "\n".join([*(one.heading for one in evidence.blocks), *every]),
    ]


def _coverage(question: Question, scope: str, idf: Idf) -> tuple[float, float, float, float]:
    """Return the shares of words held, near ones held, pairs held; and the heaviest word missing."""
    own = words_of(scope)
    weights = weights_of(question.groups, idf)
    held = np.array(strengths(question.groups, scope, own) or [0.0])
    near = weights * np.array([group.closeness for group in question.groups] or [0.0])
    pair_weights = weights_of(question.pairs, idf, grams=True)
    pairs = np.array(strengths(question.pairs, scope, own) or [0.0])
    missing = float((weights * (1.0 - held)).max() / max(1e-6, float(weights.max())))
    return _share(held, weights), _share(held, near), _share(pairs, pair_weights), missing


def _share(held: Matrix, weights: Matrix) -> float:
    return float(held @ weights / max(1e-6, float(weights.sum())))


def _names(question: Question, scopes: Sequence[str]) -> list[float]:
    """Return how much of the worst-held name stands beside the quote, in its article; and how many there are."""
    return [
        min((_held(name, scopes[1]) for name in question.names), default=1.0),
        min((_held(name, scopes[2]) for name in question.names), default=1.0),
        min(1.0, len(question.names) / 4.0),
    ]


def _held(name: Sequence[Group], scope: str) -> float:
    return float(np.mean(strengths(name, scope, words_of(scope))))


def _constants(question: Question) -> list[float]:
    wants = [float(question.want == want) for want in WANTS]
    size = min(1.0, len(question.groups) / 10.0)
    return [size, float(question.language == "en"), float(question.wants_list), *wants]
