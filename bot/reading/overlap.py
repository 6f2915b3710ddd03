"""How much of a question stands in a text: its words, their relatives, and their characters.

A text is a sentence of a hit, a headline or a stretch of an article. Everything is numbers in
[0, 1] by the question's groups, or a share of their weight. Next: `bot/reading/features.py` makes
the evidence of a sentence from it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bot.question.terms import QuestionWord
from index.bridge.related_words import open_related_words
from index.text.words import HAN, views

Matrix = npt.NDArray[np.float32]
IntVector = npt.NDArray[np.int64]

# Cosine of `index/bridge/related_words.py` from which two words are relatives: 获奖 and 评为 have
# 0.53.
AKIN = 0.3
# What a word counts that stands there with one more character between each two of its own.
SHORTENED = 0.8
_SHORT = re.compile(f"[{HAN}]{{2,4}}")
# Weight below which nothing is left to be held.
_NOTHING = 1e-3


# Questions share sentences; a sentence has 10 kB of words.
@lru_cache(maxsize=1024)
def words_and_characters(folded: str) -> frozenset[str]:
    """Return the words of a folded text, its pairs of characters and each of its characters."""
    cut, pairs = views(folded)
    return frozenset((*cut, *pairs, *folded))


class WordLookup:
    """The words of a question's groups, laid out so that a text is looked through once for all."""

    def __init__(self, groups: Sequence[QuestionWord]) -> None:
        """Note which groups each word serves, and which characters a word may begin with."""
        self._count = len(groups)
        self._serves: dict[str, list[tuple[int, float]]] = {}
        self._begun: dict[str, set[str]] = {}
        for place, group in enumerate(groups):
            for word, weight in group.into:
                self._serves.setdefault(word, []).append((place, weight))
                if len(word) > 1 and not word.isascii():
                    self._begun.setdefault(word[0], set()).add(word)
        self._words, self._first = frozenset(self._serves), frozenset(self._begun)

    def strengths(self, folded: str, own: frozenset[str]) -> list[float]:
        """Return for each group the weight of its best word in the text, or 0."""
        best = [0.0] * self._count
        there = set(self._words & own)
        for character in self._first & own:
            there.update(word for word in self._begun[character] if word in folded)
        for word in there:
            for place, weight in self._serves[word]:
                best[place] = max(best[place], weight)
        return best


@lru_cache(maxsize=128)
def _wanted(groups: tuple[QuestionWord, ...]) -> WordLookup:
    return WordLookup(groups)


def strengths(groups: Sequence[QuestionWord], folded: str, own: frozenset[str]) -> list[float]:
    """Return for each group how well a text holds it: the weight of its best word there, or 0."""
    return _wanted(tuple(groups)).strengths(folded, own)


def held(groups: Sequence[QuestionWord], texts: Sequence[str]) -> Matrix:
    """Return how well each folded text holds each group: shape `(texts, groups)`, one at least."""
    if not groups:
        return np.zeros((len(texts), 1), dtype=np.float32)
    found = _wanted(tuple(groups)).strengths
    return np.array([found(one, words_and_characters(one)) for one in texts], dtype=np.float32)


class Relatives:
    """What else may stand for the groups of a question.

    Words that keep the same company (获奖 for 评为), and a longer word for a short one whose
    characters it has in order (劳动模范 for 劳模).
    """

    def __init__(self, groups: Sequence[QuestionWord]) -> None:
        """Look the groups up once; texts are remembered, since several quotes share them."""
        together = open_related_words().together
        self._groups = groups
        self._directions = [together(dict(group.into)) for group in groups]
        self._known: dict[str, Matrix] = {}

    def of(self, texts: Sequence[str]) -> Matrix:
        """Return how near the words of folded texts come to each group: 1 for the same, else less.

        Shape `(texts, groups)`, one group at least.
        """
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if fresh:
            self._known.update(zip(fresh, self._compared(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])

    def _compared(self, texts: Sequence[str]) -> Matrix:
        if not self._groups:
            return np.zeros((len(texts), 1), np.float32)
        own = [words_and_characters(text) for text in texts]
        cosines = open_related_words().nearest(np.stack(self._directions), own)
        akin = ((cosines - AKIN) / (1.0 - AKIN)).clip(0.0, 1.0)
        short = np.array([[_in_order(group, text) for group in self._groups] for text in texts])
        return np.asarray(np.maximum(akin, short.reshape(akin.shape)), np.float32)


@lru_cache(maxsize=64)
def relatives_of(groups: tuple[QuestionWord, ...]) -> Relatives:
    """Return the relatives of a question's groups, looked up once for all that is compared."""
    return Relatives(groups)


def _in_order(group: QuestionWord, folded: str) -> float:
    """Return `SHORTENED` if a text holds the characters of the group's best word, in order."""
    word = group.into[0][0] if group.into else ""
    if not _SHORT.fullmatch(word) or not all(mark in folded for mark in word):
        return 0.0
    return SHORTENED if _spread(word).search(folded) else 0.0


@lru_cache(maxsize=1024)
def _spread(word: str) -> re.Pattern[str]:
    return re.compile(r"\w?".join(word))


def marks(
    groups: Sequence[QuestionWord], weights: Matrix, texts: Sequence[str], starts: IntVector
) -> Matrix:
    """Return the share of the groups' characters in each folded text, the rare ones first.

    吃什么 and 以藻类为食 share no word, 食物 and 为食 share 食. Texts stand in blocks, which begin
    at `starts`; `weights` has a row of the groups' weights a block. Shape `(texts,)`.
    """
    places, serves, likely = _characters(tuple(groups))
    if not places:
        return np.zeros(len(texts), dtype=np.float32)
    standing = np.zeros((len(texts), len(places)), dtype=np.float32)
    for row, text in enumerate(texts):
        standing[row, [places[mark] for mark in places.keys() & text]] = 1.0
    heavy = np.zeros((len(starts), len(places)), dtype=np.float32)
    for own, row in zip(heavy, weights, strict=True):
        np.maximum.at(own, serves[:, 0], row[serves[:, 1]] * likely)
    heavy *= rarity(standing, starts)
    return weight_share(standing, np.repeat(heavy, _sizes(starts, len(texts)), axis=0))


Characters = tuple[dict[str, int], npt.NDArray[np.int64], Matrix]


@lru_cache(maxsize=64)
def _characters(groups: tuple[QuestionWord, ...]) -> Characters:
    """Return each character's place; and of each in a word its place, its group, its weight."""
    places: dict[str, int] = {}
    serves, likely = [], []
    for number, group in enumerate(groups):
        for word, weight in group.into:
            for mark in word:
                serves.append((places.setdefault(mark, len(places)), number))
                likely.append(weight)
    return places, np.array(serves, np.int64).reshape(-1, 2), np.array(likely, np.float32)


def weight_share(held: Matrix, weights: Matrix) -> Matrix:
    """Return the share of the weight that is found in each text.

    `weights` are the same for all texts, or a row for each.
    """
    total = np.maximum(_NOTHING, weights.sum(axis=-1))
    return np.asarray((held * weights).sum(axis=-1) / total, dtype=np.float32)


def rarity(held: Matrix, starts: IntVector) -> Matrix:
    """Return how rare each group is in each block: a word of every sentence tells nothing.

    Blocks are runs of texts that begin at `starts`. Shape `(blocks, groups)`.
    """
    counts = _sizes(starts, len(held))[:, None]
    rare = np.log((counts + 1.0) / (np.add.reduceat(held, starts) + 0.5))
    return np.asarray(rare.clip(min=0.05), dtype=np.float32)


def _sizes(starts: IntVector, count: int) -> IntVector:
    return np.diff(starts, append=count)


def longest_run(pieces: Sequence[str], folded: str) -> float:
    """Return the longest stretch of the question that stands in a text, as a share of it."""
    whole = sum(len(piece) for piece in pieces)
    best = 0
    for piece in pieces:
        for start in range(len(piece)):
            while start + best < len(piece) and piece[start : start + best + 1] in folded:
                best += 1
    return best / max(1, whole)
