"""The corpus's own words nearest in meaning to an English word, by the bundled model's vectors.

A dictionary says what its editors thought of; vectors also say that a station can be a 驿站, and
that who has won is 获评. They are written with a generation, one row a word of the corpus, one byte
a number, and read through a memory map. It is always the bundled model, whatever `index.encoder`
says: others need not know both languages. Next: `index/bridge.py`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexMismatchError
from index.encoder import Encoder
from index.words import is_han

if TYPE_CHECKING:
    from marisa_trie import Trie

WORDS, ROWS, SCALES, MODEL = "words.marisa", "rows.npy", "scales.npy", "model.txt"
LARGEST_BYTE = 127
# Cosine below which neighbours are chance, and how many are offered a word. With the weights below,
# R@1 on English questions / news sentences: 0.4 and 8 0.78 / 0.71, 0.3 and 8 0.79 / 0.72, 0.25 and
# 12 0.78 / 0.73; without neighbours 0.74 / 0.71.
NEAR, MOST = 0.25, 12
# A neighbour's weight is its cosine as a share of this (a good translation's), times the rest.
CERTAIN, SHARE = 0.7, 0.7
# Rows multiplied at once: 1 MB of bytes stays in the processor's cache.
CHUNK = 4096

Rows = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float32]


class Near:
    """The open rows of one generation; safe to use from several threads."""

    def __init__(self, words: "Trie", rows: Rows, scales: Floats, encoder: Encoder) -> None:
        """Keep the open files, and the model that made them."""
        self._words = words
        self._rows = rows
        self._scales = scales
        self._encoder = encoder

    def of_words(self, words: Sequence[str]) -> list[dict[str, float]]:
        """Return each word's nearest words of the corpus, weights in (0, 1], best first."""
        if not words or not len(self._rows):
            return [{} for _ in words]
        asked = self._encoder.encode(words).T
        blocks = range(0, len(self._rows), CHUNK)
        cosines = np.concatenate([self._cosines(start, asked) for start in blocks])
        return [self._best(column) for column in cosines.T]

    def _cosines(self, start: int, asked: Floats) -> Floats:
        rows = self._rows[start : start + CHUNK].astype(np.float32)
        found: Floats = (rows @ asked) * self._scales[start : start + CHUNK, None]
        return found

    def _best(self, cosines: Floats) -> dict[str, float]:
        near = np.flatnonzero(cosines > NEAR)
        order = near[np.argsort(-cosines[near], kind="stable")][:MOST]
        return {
            self._words.restore_key(int(place)): SHARE * min(1.0, float(cosines[place]) / CERTAIN)
            for place in order
        }


def write_near(folder: Path, vocabulary: Sequence[str], encoder: Encoder) -> None:
    """Write the Chinese words of a corpus with their vectors into an empty folder."""
    import marisa_trie

    words = marisa_trie.Trie({word for word in vocabulary if is_han(word)})
    words.save(str(folder / WORDS))
    vectors = encoder.encode([words.restore_key(place) for place in range(len(words))])
    scales = np.abs(vectors).max(axis=1, initial=1e-12) / np.float32(LARGEST_BYTE)
    np.save(folder / SCALES, scales.astype(np.float32))
    np.save(folder / ROWS, np.rint(vectors / scales[:, None]).astype(np.int8))
    (folder / MODEL).write_text(encoder.name, "utf-8")


def open_near(folder: Path, encoder: Encoder) -> Near:
    """Open what `write_near` wrote.

    Raises:
        IndexMismatchError: Another model made it.
    """
    import marisa_trie

    built = (folder / MODEL).read_text("utf-8")
    if built != encoder.name:
        raise IndexMismatchError(
            f"{folder} was built with the bundled model {built!r}, "
            f"but {encoder.name!r} is installed",
            "run `gongda index build`",
        )
    words = marisa_trie.Trie().mmap(str(folder / WORDS))
    rows, scales = (np.load(folder / name, mmap_mode="r") for name in (ROWS, SCALES))
    return Near(words, rows, scales, encoder)
