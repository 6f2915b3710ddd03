"""The same article in two files, and corrected re-prints: which are they, and which one counts?

Texts are compared by their shingles, runs of five characters. Sixteen of the smallest hashes of
each text (one-permutation minwise hashing, Li, Owen and Zhang 2012,
https://arxiv.org/abs/1208.1259) bring likely pairs together, so that the time grows with the
characters, not with the pairs; only those are then compared in full. Reports of different days that
differ in a number are two reports. Left out: reading (`corpus/load.py`); what is done about it
(`index/building/build.py`).
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

import numpy as np
import numpy.typing as npt

from corpus.article import Article

DuplicateKind = Literal["same", "corrected"]
Hashes = npt.NDArray[np.uint64]

SHINGLE = 5
BINS_BITS = 4
BINS = 1 << BINS_BITS
# Hashes that must agree for a pair to be compared. A pair with 0.85 of its shingles in common is
# missed once in 30,000: (1 - 0.85 ** 2) ** 8.
BAND = 2
EMPTY = np.uint64(2**64 - 1)
MULTIPLIER, MIXER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
# Share of common shingles from which two texts are one: a sentence changed in ten.
ALIKE = 0.8
# The same where headline, day and page agree, too.
ALIKE_IN_PLACE = 0.3
# Shingles. Shorter texts (weather, sign-offs, captions) are one only if they are equal.
FEWEST = 40
# Earlier texts that one of the same hashes is compared with.
MOST_COMPARED = 8
# Characters hashed at once: 100 MB of working memory.
CHUNK = 2_000_000
# Days between an article and its corrected re-print.
LATEST_REPRINT = datetime.timedelta(days=31)
NUMBER = re.compile(r"[\d〇一二两三四五六七八九十百千万亿]+")
PIECES = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two articles of which only the newer one counts.

    Attributes:
        older: The one that is left out.
        newer: The one that stands for both.
        kind: `same` if not a character of headline and text differs, else `corrected`.
    """

    older: Article
    newer: Article
    kind: DuplicateKind


def duplicates(articles: Sequence[Article]) -> list[Duplicate]:
    """Return every article that a newer one replaces, in the order given.

    Newer is what was printed later; on one day, or where a day is unknown, what comes later by its
    file's name: `02.md`, `02-corrected.md`; and then what comes later in `articles`.
    """
    groups = _Groups(len(articles))
    for one, other in _pairs(articles):
        if _is_duplicate(articles[one], articles[other]):
            groups.join(one, other)
    newest: dict[int, int] = {}
    for place in range(len(articles)):
        root = groups.root(place)
        best = newest.setdefault(root, place)
        if best != place:
            newest[root] = max(best, place, key=lambda at: (_age(articles[at]), at))
    return [
        Duplicate(article, articles[winner], _kind(article, articles[winner]))
        for place, article in enumerate(articles)
        if (winner := newest[groups.root(place)]) != place
    ]


def newest(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles without those that a newer one replaces."""
    older = {id(one.older) for one in duplicates(articles)}
    return tuple(article for article in articles if id(article) not in older)


def _is_duplicate(one: Article, other: Article) -> bool:
    """Say whether one of two likely articles replaces the other."""
    if (one.title, _bare(one.text)) == (other.title, _bare(other.text)) and _same_day(one, other):
        return True
    if one.source == other.source or not (_same_day(one, other) or _is_reprint(one, other)):
        return False
    return _resemblance(one.text, other.text) >= (
        ALIKE_IN_PLACE if _place(one) == _place(other) is not None else ALIKE
    )


def _is_reprint(one: Article, other: Article) -> bool:
    """Say whether articles of two days can be one: the same headline and numbers, soon after."""
    if one.date is None or other.date is None or not one.title:
        return False
    soon = abs(one.date - other.date) <= LATEST_REPRINT
    return soon and one.title == other.title and _numbers(one) == _numbers(other)


def _pairs(articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    """Yield pairs worth comparing: equal texts, equal headlines in one place, common hashes."""
    bare = [_bare(article.text) for article in articles]
    yield from _neighbours(
        (place, (article.title, text))
        for place, (article, text) in enumerate(zip(articles, bare, strict=True))
    )
    yield from _neighbours(
        (place, where) for place, a in enumerate(articles) if (where := _place(a)) is not None
    )
    sketches = _sketches(bare)
    for band in range(0, BINS, BAND):
        columns = sketches[:, band : band + BAND]
        full = np.flatnonzero((columns != EMPTY).all(axis=1))
        keys = columns[full, 0] * MULTIPLIER + columns[full, 1]
        _, which, often = np.unique(keys, return_inverse=True, return_counts=True)
        shared = np.flatnonzero(often[which] > 1)
        yield from _neighbours(zip(full[shared].tolist(), which[shared].tolist(), strict=True))


def _neighbours(keyed: Iterable[tuple[int, object]]) -> Iterator[tuple[int, int]]:
    """Yield each place with the last few before it that have the same key."""
    seen: dict[object, list[int]] = {}
    for place, key in keyed:
        earlier = seen.setdefault(key, [])
        yield from ((other, place) for other in earlier)
        earlier.append(place)
        del earlier[:-MOST_COMPARED]


def _sketches(bare: Sequence[str]) -> Hashes:
    """Return the smallest hash of each bin for each text, shape `(len(bare), BINS)`.

    `EMPTY` where a bin has none; a text of fewer than `FEWEST` shingles has none at all.
    """
    sketches = np.full((len(bare), BINS), EMPTY, np.uint64)
    start = size = 0
    for end, text in enumerate(bare, start=1):
        size += len(text)
        if size >= CHUNK or end == len(bare):
            _sketch(bare[start:end], sketches[start:end])
            start, size = end, 0
    return sketches


def _sketch(texts: Sequence[str], sketches: Hashes) -> None:
    """Fill the sketches of some texts, all in one go."""
    lengths = np.array([len(text) for text in texts])
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(joined, np.uint32).astype(np.uint64)
    count = len(codes) - SHINGLE + 1
    if count <= 0:
        return
    hashes = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        hashes *= MULTIPLIER
        hashes += codes[place : place + count]
    hashes ^= hashes >> np.uint64(31)
    hashes *= MIXER
    owners = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    first, last = owners[:count], owners[SHINGLE - 1 :]
    whole = (first == last) & np.repeat(lengths >= FEWEST, lengths)[:count]
    bins = first * np.int64(BINS) + (hashes >> np.uint64(64 - BINS_BITS)).astype(np.int64)
    np.minimum.at(sketches.reshape(-1), bins[whole], hashes[whole])


def _resemblance(one: str, other: str) -> float:
    """Return the share of shingles that two texts have in common, from 0 to 1."""
    first, second = _shingles(_bare(one)), _shingles(_bare(other))
    if min(len(first), len(second)) < FEWEST:
        return 0.0
    return len(first & second) / len(first | second)


def _shingles(bare: str) -> set[str]:
    return {bare[at : at + SHINGLE] for at in range(len(bare) - SHINGLE + 1)}


def _bare(text: str) -> str:
    return "".join(text.split())


def _numbers(article: Article) -> list[str]:
    return NUMBER.findall(article.text)


def _same_day(one: Article, other: Article) -> bool:
    return one.date is None or other.date is None or one.date == other.date


def _place(article: Article) -> tuple[str, datetime.date, int] | None:
    """Return headline, day and page; None if one is not known."""
    if not article.title or article.date is None or article.page is None:
        return None
    return article.title, article.date, article.page


def _age(article: Article) -> tuple[datetime.date, list[tuple[str, int]]]:
    """Order by day of printing, then by the name of the file, its numbers as numbers."""
    path = PurePosixPath(article.source)
    pieces = PIECES.split(path.stem)
    words, numbers = pieces[::2], [int(piece) for piece in pieces[1::2]] + [0]
    name = [(word, number) for word, number in zip(words, numbers, strict=True)]
    return article.date or datetime.date.min, name


def _kind(older: Article, newer: Article) -> DuplicateKind:
    same = (older.title, older.text) == (newer.title, newer.text)
    return "same" if same else "corrected"


class _Groups:
    """Joins places into groups (union-find)."""

    def __init__(self, count: int) -> None:
        """Put every place into a group of its own."""
        self._above = list(range(count))

    def root(self, place: int) -> int:
        """Return the place that stands for a group."""
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        self._above[self.root(other)] = self.root(one)
