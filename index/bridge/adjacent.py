"""Which Han characters stand side by side in a corpus, and in how many passages.

A name that is spelt by its sound is looked for character by character, twenty thousand pairs a
question; tantivy takes 3 microseconds for each of them, times the segments. Here a character's
followers are read at once: two arrays in order of the pairs, memory-mapped. Next:
`index/bridge/names_by_sound.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.engines.lexical import Lexical
from index.text.words import is_han

PAIRS, COUNTS = "pairs.npy", "pair_counts.npy"
# Bits of a character's code point.
BITS = 21
# Characters and words whose counts are kept in memory: most ask for the same.
KEPT_CHARACTERS, KEPT_WORDS = 2048, 16_384

Codes = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.uint32]


class CorpusCounts:
    """How often words and pairs of characters stand in a corpus; `index.names.Corpus` for all."""

    def __init__(self, corpus: Lexical, pairs: Codes, counts: Counts) -> None:
        """Keep the open files."""
        self._corpus = corpus
        self._pairs = pairs
        self._counts = counts
        self.followers = lru_cache(KEPT_CHARACTERS)(self._followers)
        self._of_word = lru_cache(KEPT_WORDS)(corpus.frequency)

    def frequency(self, word: str, grams: bool = False) -> int:
        """Return the number of passages that hold a word, or a bigram."""
        if grams and len(word) == 2 and is_han(word):
            return self.followers(word[0]).get(word[1], 0)
        return self._of_word(word, grams)

    def together(self, grams: Sequence[str]) -> int:
        """Return the number of passages that hold all the bigrams."""
        if not all(self.frequency(gram, True) for gram in grams):
            return 0
        return self._corpus.together(grams)

    def _followers(self, character: str) -> Mapping[str, int]:
        """Return the characters that follow one, and in how many passages."""
        code = ord(character)
        bounds = np.array([code << BITS, (code + 1) << BITS], np.uint64)
        start, end = np.searchsorted(self._pairs, bounds)
        second = (self._pairs[start:end] & np.uint64((1 << BITS) - 1)).tolist()
        return dict(zip(map(chr, second), self._counts[start:end].tolist(), strict=True))


def write_pairs(folder: Path, grams: Iterable[tuple[str, int]]) -> None:
    """Write the pairs of Han characters among the bigrams of a corpus, with their counts."""
    found = {_code(gram): count for gram, count in grams if len(gram) == 2 and is_han(gram)}
    codes = np.fromiter(found, np.uint64, len(found))
    counts = np.fromiter(found.values(), np.uint32, len(found))
    order = np.argsort(codes)
    np.save(folder / PAIRS, codes[order])
    np.save(folder / COUNTS, counts[order])


def open_corpus_counts(folder: Path, corpus: Lexical) -> CorpusCounts:
    """Map what `write_pairs` wrote of this corpus."""
    pairs, counts = (np.load(folder / name, mmap_mode="r") for name in (PAIRS, COUNTS))
    return CorpusCounts(corpus, pairs, counts)


def _code(pair: str) -> int:
    return ord(pair[0]) << BITS | ord(pair[1])
