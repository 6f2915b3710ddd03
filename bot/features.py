"""The evidence of a sentence: how it compares with what the question asks, as a row of numbers.

Every overlap is a share of the question's own weight, and most stand there twice, absolute and
relative to the best sentence of the question: the absolute ones tell whether anything answers,
the relative ones which sentence. Next: `bot/select.py` turns rows into probabilities.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.cues import WANTS
from bot.question import Group, Question
from bot.traits import Traits
from index.words import views

Matrix = npt.NDArray[np.float32]


class Idf(Protocol):
    """How rare a word of the archive is."""

    def __call__(self, word: str, grams: bool = False, /) -> float:
        """Return its weight, at least 0; `grams` for a pair of characters."""


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring sentences of one article, with what the search said of them.

    Attributes:
        heading: Headline, kicker and subtitle, folded.
        sentences: In printed order.
        first: How many sentences of the article stand before them.
        ranks: For each sentence, the rank of its passage among the hits, from 0.
        shares: For each sentence, the score of its passage divided by the best hit's.
        cosines: For each sentence, similarity of meaning with the question; 0.0 without an encoder.
    """

    heading: str
    sentences: Sequence[Traits]
    first: int
    ranks: Sequence[float]
    shares: Sequence[float]
    cosines: Sequence[float]


OVERLAPS = ("idf", "local", "near", "pairs", "pairs_local", "around", "before", "headed", "run")
KINDS = (
    "fit", "fit_new", "unit", "days", "amounts", "people", "places", "bodies", "titles", "causes",
    "definitions", "manners", "pauses",
)  # fmt: skip
PLACES = ("length", "short", "first", "position", "rank", "share", "cosine")
NAMES = (
    *OVERLAPS, *(f"{name}_gap" for name in OVERLAPS), "share_gap", "cosine_gap", *KINDS, *PLACES,
    "english", "list", "groups", *(f"want_{want}" for want in WANTS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """How rare the question's words and pairs are, in their order; at least one each."""

    words: Matrix
    pairs: Matrix

    @classmethod
    def of(cls, question: Question, idf: Idf) -> "Weights":
        """Look every word up once."""
        return cls(weights_of(question.groups, idf), weights_of(question.pairs, idf, grams=True))


def rows(question: Question, blocks: Sequence[Block], weights: Weights) -> Matrix:
    """Return one row of evidence a sentence, over all blocks: shape `(sentences, len(NAMES))`."""
    overlaps = np.vstack([_overlaps(question, block, weights) for block in blocks])
    kinds = np.vstack([_kinds(question, block) for block in blocks])
    places = np.vstack([_places(block) for block in blocks])
    ahead = np.column_stack([overlaps, places[:, -2:]])
    gaps = ahead - ahead.max(axis=0, keepdims=True)
    constant = np.tile(_constants(question), (len(overlaps), 1))
    return np.column_stack([overlaps, gaps, kinds, places, constant]).astype(np.float32)


def strengths(groups: Sequence[Group], folded: str, own: frozenset[str]) -> list[float]:
    """Return for each group how well a text holds it: the weight of its best word there, or 0."""
    found = []
    for group in groups:
        best = 0.0
        for word, weight in group.into:
            if weight > best and (
                word in own or (len(word) > 1 and not word.isascii() and word in folded)
            ):
                best = weight
        found.append(best)
    return found


def weights_of(groups: Sequence[Group], idf: Idf, grams: bool = False) -> Matrix:
    """Return how rare each group is: the mean rareness of its words, by their weights."""
    total = [
        sum(idf(word, grams) * weight for word, weight in group.into)
        / max(1e-6, sum(weight for _, weight in group.into))
        for group in groups
    ]
    return np.array(total or [0.0], dtype=np.float32)


def _overlaps(question: Question, block: Block, all_weights: Weights) -> Matrix:
    weights, pair_weights = all_weights.words, all_weights.pairs
    held = _held(question.groups, block)
    pairs = _held(question.pairs, block)
    heading = np.array(strengths(question.groups, block.heading, words_of(block.heading)) or [0.0])
    near = weights * np.array([group.closeness for group in question.groups] or [0.0])
    before = np.maximum(held, np.vstack([np.zeros_like(held[:1]), held[:-1]]))
    after = np.vstack([held[1:], np.zeros_like(held[:1])])
    columns = [
        _share(held, weights),
        _share(held, weights * _rarity(held)),
        _share(held, near),
        _share(pairs, pair_weights),
        _share(pairs, pair_weights * _rarity(pairs)),
        _share(np.maximum(before, after), weights),
        _share(before, weights),
        _share(np.maximum(before, heading), weights),
        np.array([_run(question.pieces, sentence.folded) for sentence in block.sentences]),
    ]
    return np.column_stack(columns)


def _held(groups: Sequence[Group], block: Block) -> Matrix:
    if not groups:
        return np.zeros((len(block.sentences), 1), dtype=np.float32)
    return np.array(
        [strengths(groups, one.folded, words_of(one.folded)) for one in block.sentences],
        dtype=np.float32,
    )


@lru_cache(maxsize=8192)
def words_of(folded: str) -> frozenset[str]:
    """Return the words of a folded text, its pairs of characters and each of its characters."""
    cut, pairs = views(folded)
    return frozenset((*cut, *pairs, *folded))


def _share(held: Matrix, weights: Matrix) -> Matrix:
    total = max(1e-6, float(weights.sum()))
    return np.asarray((held * weights).sum(axis=1) / total, dtype=np.float32)


def _rarity(held: Matrix) -> Matrix:
    """Return how rare each group is in the block: a word of every sentence tells nothing."""
    rarity = np.log((len(held) + 1.0) / (held.sum(axis=0) + 0.5))
    return np.asarray(rarity.clip(min=0.05), dtype=np.float32)


def _run(pieces: Sequence[str], folded: str) -> float:
    """Return the longest stretch of the question that stands in the sentence, as a share of it."""
    whole = sum(len(piece) for piece in pieces)
    best = 0
    for piece in pieces:
        for start in range(len(piece)):
            while start + best < len(piece) and piece[start : start + best + 1] in folded:
                best += 1
    return best / max(1, whole)


def _kinds(question: Question, block: Block) -> Matrix:
    return np.array([_kind(question, sentence) for sentence in block.sentences])


def _kind(question: Question, one: Traits) -> list[float]:
    asked = " ".join(question.pieces)
    new_people = sum(name not in asked for name in one.people)
    new_places = sum(name not in asked for name in one.places)
    new_amounts = sum(amount not in asked for amount in one.amounts)
    fits = {
        "person": (len(one.people), new_people),
        "time": (one.days, one.days),
        "place": (len(one.places), new_places),
        "number": (len(one.amounts), new_amounts),
        "organisation": (one.bodies, one.bodies),
        "reason": (one.causes, one.causes),
        "definition": (one.definitions, one.definitions),
        "manner": (one.manners, one.manners),
        "other": (one.titles, one.definitions),
    }[question.want]
    unit = bool(question.unit) and any(amount[-1] == question.unit[0] for amount in one.amounts)
    counts = (
        *fits, unit, one.days, new_amounts, new_people, new_places, one.bodies, one.titles,
        one.causes, one.definitions, one.manners, one.pauses,
    )  # fmt: skip
    return [float(np.log1p(count)) for count in counts]


def _places(block: Block) -> Matrix:
    lengths = np.array([len(one.folded) for one in block.sentences], dtype=np.float32)
    order = np.arange(len(lengths)) + block.first
    return np.column_stack(
        [
            np.log(lengths + 1.0) / 5.0,
            lengths < 12,
            order == 0,
            order / (order[-1] + 1.0),
            np.asarray(block.ranks) / 10.0,
            np.asarray(block.shares),
            np.asarray(block.cosines),
        ]
    )


def _constants(question: Question) -> list[float]:
    wants = [float(question.want == want) for want in WANTS]
    size = min(1.0, len(question.groups) / 10.0)
    return [float(question.language == "en"), float(question.wants_list), size, *wants]
