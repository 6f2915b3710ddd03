"""Vectors and their nearest neighbours, in FAISS; which structure at which size.

A vector's number is its passage's number. Similarity is the cosine: vectors have unit length.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.encoder import Vectors
from index.lexical import Scored

if TYPE_CHECKING:
    import faiss

# Floats (vectors x dimension) from which the exact scan is dearer than RaBitQ with a refining pass:
# 10.9 against 1.7 ms at 100,000 x 256, recall 1.000 (ENGINES). Below it, exact is fast enough.
FLAT_LIMIT = 25_000_000
FLAT = "Flat"
QUANTISED = "RaBitQfs,Refine(Flat)"
# Candidates that the refining pass scores exactly, as a multiple of k.
REFINE_FACTOR = 10


def structure_for(count: int, dimension: int) -> str:
    """Return the FAISS factory string for that many vectors.

    >>> structure_for(20_000, 256), structure_for(1_000_000, 256)
    ('Flat', 'RaBitQfs,Refine(Flat)')
    """
    return FLAT if count * dimension <= FLAT_LIMIT else QUANTISED


def write_dense(path: Path, vectors: Vectors, structure: str) -> None:
    """Index the vectors, shape `(count, dimension)`, into a file of that structure."""
    import faiss

    index = faiss.index_factory(vectors.shape[1], structure, faiss.METRIC_INNER_PRODUCT)
    if not index.is_trained:
        index.train(vectors)
    index.add(vectors)
    faiss.write_index(index, str(path))


class Dense:
    """An open vector index; safe to use from several threads."""

    def __init__(self, index: "faiss.Index") -> None:
        """Keep the index."""
        self._index = index

    def search(self, vector: Vectors, k: int) -> list[Scored]:
        """Return the k nearest passages to one unit vector, best first."""
        k = min(k, int(self._index.ntotal))
        if k == 0:
            return []
        scores, numbers = self._index.search(vector.reshape(1, -1), k)
        return [
            Scored(int(number), float(score))
            for score, number in zip(scores[0], numbers[0], strict=True)
            if number >= 0
        ]

    def similarity(self, vector: Vectors, numbers: Sequence[int]) -> list[float]:
        """Return the cosine of one unit vector with each of the numbered ones."""
        if not numbers:
            return []
        return [float(one) for one in self.rows(np.asarray(numbers, np.int64)) @ vector]

    def rows(self, numbers: npt.NDArray[np.int64]) -> Vectors:
        """Return the vectors with these numbers, shape `(len(numbers), dimension)`."""
        if not len(numbers):
            return np.zeros((0, self.dimension), np.float32)
        rows: Vectors = self._index.reconstruct_batch(numbers)
        return rows

    @property
    def exact(self) -> bool:
        """Whether `rows` gives every vector as it was put in, bit by bit."""
        import faiss

        return isinstance(self._index, faiss.IndexFlat | faiss.IndexRefineFlat)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return int(self._index.ntotal)


def open_dense(path: Path) -> Dense:
    """Map the index that `write_dense` wrote; it may be unlinked while it is open."""
    import faiss

    faiss.omp_set_num_threads(1)
    index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    if isinstance(index, faiss.IndexRefine):
        faiss.ParameterSpace().set_index_parameter(index, "k_factor_rf", REFINE_FACTOR)
    return Dense(index)
