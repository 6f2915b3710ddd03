"""The evidence of a sentence: how it compares with what the question asks, as a row of numbers.

Every overlap is a share of the question's own weight, and stands there twice, absolute and
relative to the best sentence of the question: the absolute ones tell whether anything answers,
the relative ones which sentence. Next: `bot/reading/select.py` turns rows into probabilities.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from bot.question.cues import WANTS
from bot.question.measure import PRINTED_NUMBER, measured
from bot.question.question import Question
from bot.question.tags import SentenceTags
from bot.question.terms import QuestionWord
from bot.reading.overlap import (
    IntVector,
    Matrix,
    held,
    longest_run,
    marks,
    rarity,
    relatives_of,
    weight_share,
)


class Idf(Protocol):
    """How rare a word of the archive is."""

    def __call__(self, word: str, grams: bool = False, /) -> float:
        """Return its weight, at least 0; `grams` for a pair of characters."""


@dataclass(frozen=True, slots=True)
class SentenceBlock:
    """Neighbouring sentences of one article, with what the search said of them.

    Attributes:
        heading: Headline, kicker and subtitle, folded.
        lead: First sentence of the article, folded: with the headline it says what it is about.
        sentences: In printed order.
        first: How many sentences of the article stand before them.
        ranks: For each sentence, the rank of its passage among the hits, from 0.
        shares: For each sentence, the score of its passage divided by the best hit's.
    """

    heading: str
    lead: str
    sentences: Sequence[SentenceTags]
    first: int
    ranks: Sequence[float]
    shares: Sequence[float]


OVERLAPS = (
    "idf", "local", "near", "pairs", "pairs_local", "around", "before", "headed", "run", "akin",
    "akin_near", "rest", "rest_near", "rest_local", "rest_akin", "rest_marks",
    "article", "article_pairs",
)  # fmt: skip
_KINDS = (
    "fit", "fit_new", "unit", "days", "amounts", "people", "places", "bodies", "titles", "causes",
    "definitions", "manners", "pauses", "measured", "counted",
)  # fmt: skip
_PLACES = ("length", "short", "first", "position", "rank", "share")
FEATURES = (
    *OVERLAPS, *(f"{name}_gap" for name in OVERLAPS), "share_gap", *_KINDS, *_PLACES,
    "english", "list", "groups", "left", "measure", "counting", *(f"want_{want}" for want in WANTS),
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


def evidence_rows(question: Question, blocks: Sequence[SentenceBlock], weights: Weights) -> Matrix:
    """Return one row of evidence a sentence, over all blocks: shape `(sentences, len(NAMES))`."""
    blocks = [block for block in blocks if block.sentences]
    seen = _look(question, blocks)
    overlaps = np.column_stack(_overlaps(question, seen, weights))
    kinds = np.array([_kind(question, one) for block in blocks for one in block.sentences])
    places = np.vstack([_places(block) for block in blocks])
    ahead = np.column_stack([overlaps, places[:, -1:]])
    gaps = ahead - ahead.max(axis=0, keepdims=True)
    constant = _constants(question, seen, weights)
    return np.column_stack([overlaps, gaps, kinds, places, constant]).astype(np.float32)


def weights_of(groups: Sequence[QuestionWord], idf: Idf, grams: bool = False) -> Matrix:
    """Return how rare each group is: the mean rareness of its words, by their weights."""
    total = [
        group.counts
        * sum(idf(word, grams) * weight for word, weight in group.into)
        / max(1e-6, sum(weight for _, weight in group.into))
        for group in groups
    ]
    return np.array(total or [0.0], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of the question stands where, over the sentences of all blocks.

    Attributes:
        texts: The sentences, folded.
        starts: Place of each block's first sentence.
        block: For each sentence, the place of its block.
        words: How well each sentence holds each group; `pairs` the same for pairs of characters.
        akin: The same, by relatives as well.
        heading: How well each block's headline holds each group.
        about: The same for what tells the block's subject. Every sentence of an article about a
            fish may answer a question about that fish; which one does is told by the other words.
    """

    texts: Sequence[str]
    starts: IntVector
    block: IntVector
    words: Matrix
    pairs: Matrix
    akin: Matrix
    heading: Matrix
    about: Matrix


def _look(question: Question, blocks: Sequence[SentenceBlock]) -> _Seen:
    texts = [one.folded for block in blocks for one in block.sentences]
    sizes = [len(block.sentences) for block in blocks]
    words = held(question.groups, texts)
    heading = held(question.groups, [block.heading for block in blocks])
    lead = held(question.groups, [block.lead for block in blocks])
    return _Seen(
        texts=texts,
        starts=np.cumsum([0, *sizes[:-1]]),
        block=np.repeat(np.arange(len(blocks)), sizes),
        words=words,
        pairs=held(question.pairs, texts),
        akin=np.maximum(words, relatives_of(question.groups).of(texts)),
        heading=heading,
        about=np.maximum(heading, lead),
    )


def _overlaps(question: Question, seen: _Seen, all_weights: Weights) -> list[Matrix]:
    """Return the columns of `OVERLAPS`."""
    weights, pair_weights = all_weights.words, all_weights.pairs
    words, pairs, akin = seen.words, seen.pairs, seen.akin
    before, after = _beside(seen)
    close = closeness(question)
    left = weights * (1.0 - seen.about)
    mine = left[seen.block]
    rare = rarity(words, seen.starts)[seen.block]
    rare_pairs = rarity(pairs, seen.starts)[seen.block]
    article = np.maximum(np.maximum.reduceat(words, seen.starts), seen.heading)
    article_pairs = np.maximum.reduceat(pairs, seen.starts)
    return [
        weight_share(words, weights),
        weight_share(words, weights * rare),
        weight_share(words, weights * close),
        weight_share(pairs, pair_weights),
        weight_share(pairs, pair_weights * rare_pairs),
        weight_share(np.maximum(before, after), weights),
        weight_share(before, weights),
        weight_share(np.maximum(before, seen.heading[seen.block]), weights),
        np.array([longest_run(question.pieces, text) for text in seen.texts]),
        weight_share(akin, weights),
        weight_share(akin, weights * close),
        weight_share(words, mine),
        weight_share(words, mine * close),
        weight_share(words, mine * rare),
        weight_share(akin, mine),
        marks(question.groups, left, seen.texts, seen.starts),
        weight_share(article, weights)[seen.block],
        weight_share(article_pairs, pair_weights)[seen.block],
    ]


def _beside(seen: _Seen) -> tuple[Matrix, Matrix]:
    """Return what a sentence holds together with the one before it; what the one after holds."""
    before, after = np.zeros_like(seen.words), np.zeros_like(seen.words)
    before[1:], after[:-1] = seen.words[:-1], seen.words[1:]
    before[seen.starts] = 0.0
    after[seen.starts[1:] - 1] = 0.0
    return np.maximum(seen.words, before), after


def closeness(question: Question) -> Matrix:
    """Return how close each group stands to the asking word, in their order."""
    return np.array([group.closeness for group in question.groups] or [0.0], dtype=np.float32)


def _kind(question: Question, one: SentenceTags) -> list[float]:
    asked = " ".join(question.pieces)
    new_people = sum(name not in asked for name in one.people)
    new_places = sum(name not in asked for name in one.places)
    amounts = measured(one.folded, question.measure) if question.measure else one.amounts
    new_amounts = sum(amount not in asked for amount in amounts)
    fits = {
        "person": (len(one.people), new_people),
        "time": (one.days, one.days),
        "place": (len(one.places), new_places),
        "number": (len(amounts), new_amounts),
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
        new_amounts if question.measure else 0, _counts(question.counted, one),
    )  # fmt: skip
    return [float(np.log1p(count)) for count in counts]


def _counts(counted: QuestionWord | None, one: SentenceTags) -> float:
    """Return how surely a number in a sentence counts what is asked for: 37名工友 for "workers"."""
    if counted is None:
        return 0.0
    return max(
        (share for word, share in counted.into if _numbered(word).search(one.folded)), default=0.0
    )


@lru_cache(maxsize=1024)
def _numbered(word: str) -> re.Pattern[str]:
    return re.compile(rf"{PRINTED_NUMBER}[^\W\d_]{{0,5}}?{re.escape(word)}")


def _places(block: SentenceBlock) -> Matrix:
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
        ]
    )


def _constants(question: Question, seen: _Seen, weights: Weights) -> Matrix:
    wants = [float(question.want == want) for want in WANTS]
    size = min(1.0, len(question.groups) / 10.0)
    same = [float(question.language == "en"), float(question.wants_list), size]
    asked = [float(question.measure is not None), float(question.counted is not None), *wants]
    table = np.tile(np.array([*same, 0.0, *asked], np.float32), (len(seen.texts), 1))
    table[:, len(same)] = weight_share(1.0 - seen.about, weights.words)[seen.block]
    return table
