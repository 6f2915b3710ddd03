"""BM25 as a product of sparse vectors, for engines that know no words.

A passage's vector holds what tantivy multiplies a word's rarity with, a question's vector the
rarities (https://en.wikipedia.org/wiki/Okapi_BM25): their product is the score that
`index/engines/lexical.py` gives. Where a question has several words for one (a translation, a
stand-in) the product only bounds the score; `SparseQuestion.score` then tells it from the passage's
vector.
"""

import bisect
import functools
import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Passage
from corpus.passages import searched
from index.engines.lexical import FIELDS, OTHERS, Lexical, SoughtTerm, WordGroup, headline_of
from index.text.words import views

SparseVector = dict[int, float]

# Of BM25, as tantivy has them.
K1, B = 1.2, 0.75
# Terms whose numbers are kept in memory.
KEPT = 1 << 18
# The last dimension that Milvus takes, which no term has: of a passage without any.
FILLER = (1 << 32) - 2


def _length_steps() -> list[int]:
    """Return the 256 lengths that tantivy tells apart: all up to 40, then eight a doubling."""
    small = [*range(24)]
    for byte in range(256 - len(small)):
        bits, shift = byte & 7, (byte >> 3) - 1
        small.append(24 + (bits if shift < 0 else (bits | 8) << shift))
    return small


LENGTHS = _length_steps()


def length_step(length: int) -> int:
    """Return the length that tantivy takes a field of so many terms for.

    >>> length_step(39), length_step(41), length_step(1000)
    (39, 40, 984)
    """
    return LENGTHS[bisect.bisect_right(LENGTHS, length) - 1]


@functools.lru_cache(KEPT)
def dimension_of(field: str, term: str) -> int:
    """Return the dimension of a term in a field; of ten million terms one in 400 shares its own."""
    digest = hashlib.blake2b(f"{field} {term}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest()) % FILLER


def passage_terms(passage: Passage) -> tuple[list[str], ...]:
    """Return the terms of a passage, a list for each of `FIELDS`."""
    return (*views(searched(passage)), *_headline_terms(headline_of(passage)))


# The passages of an article follow one another, and share its headline.
_headline_terms = functools.lru_cache(maxsize=1)(views)


def mean_lengths(passages: Iterable[Passage]) -> tuple[float, ...]:
    """Return how many terms each of `FIELDS` has in the mean."""
    totals, count = [0] * len(FIELDS), 0
    for passage in passages:
        count += 1
        totals = [
            total + len(terms) for total, terms in zip(totals, passage_terms(passage), strict=True)
        ]
    return tuple(total / max(1, count) for total in totals)


def passage_vector(passage: Passage, means: Sequence[float]) -> SparseVector:
    """Return the vector of a passage among passages with these mean lengths."""
    vector: SparseVector = {}
    for field, terms, mean in zip(FIELDS, passage_terms(passage), means, strict=True):
        damped = K1 * (1 - B + B * length_step(len(terms)) / mean) if terms else 0.0
        for term, count in Counter(terms).items():
            vector[dimension_of(field, term)] = count * (K1 + 1) / (count + damped)
    return vector


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A term that is looked for: the dimensions that must all be there, with their weights."""

    weights: SparseVector

    def score(self, vector: Mapping[int, float]) -> float:
        """Return its share of a passage's score, 0.0 where a part is missing."""
        if not self.weights.keys() <= vector.keys():
            return 0.0
        return sum(weight * vector[one] for one, weight in self.weights.items())


@dataclass(frozen=True, slots=True)
class SparseQuestion:
    """A question as such an engine is asked it.

    Attributes:
        vector: Its product with a passage's vector is the score, or more.
        exact: Whether it is the score.
    """

    vector: SparseVector
    exact: bool
    _clauses: tuple[tuple[_Weighed, ...], ...]

    def score(self, vector: Mapping[int, float]) -> float:
        """Return the score of the passage with this vector."""
        return sum(_any_of(one.score(vector) for one in clause) for clause in self._clauses)


def sparse_question(groups: Sequence[WordGroup], lexical: Lexical) -> SparseQuestion:
    """Return a question's vector; what stands in no passage is left out."""
    clauses = tuple(tuple(_weighed(term, lexical)) for term in lexical.clauses(groups))
    vector: SparseVector = {}
    for weighed in (one for clause in clauses for one in clause):
        for dimension, weight in weighed.weights.items():
            vector[dimension] = vector.get(dimension, 0.0) + weight
    exact = all(
        len(clause) <= 1 and all(len(one.weights) == 1 for one in clause) for clause in clauses
    )
    return SparseQuestion(vector, exact, clauses)


def _weighed(clause: Sequence[SoughtTerm], lexical: Lexical) -> Iterator[_Weighed]:
    for term in clause:
        holding = [lexical.holding(term.field, part) for part in term.parts]
        if all(holding):
            yield _Weighed(
                {
                    dimension_of(term.field, part): term.weight * _rarity(count, len(lexical))
                    for part, count in zip(term.parts, holding, strict=True)
                }
            )


def _rarity(holding: int, passages: int) -> float:
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def _any_of(scores: Iterable[float]) -> float:
    """Return the best score, and a share of the others."""
    each = list(scores)
    best = max(each, default=0.0)
    return best + OTHERS * (sum(each) - best)
