"""Vectors and their nearest neighbours, in FAISS; which structure at which size.

A vector's number is its passage's number. Similarity is the cosine: vectors have unit length.
"""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.engines.encoder import Vectors
from index.engines.lexical import Scored

if TYPE_CHECKING:
    import faiss

# Floats (vectors x dimension) up to which every vector is compared, 10 ms at 100,000 x 256. Beyond,
# four bits for every two numbers choose candidates and the vectors themselves decide. Questions of
# CMRC dev over the bundled model's vectors of news and laws, milliseconds and recall@10:
#            100,000 x 256: all 9.2; so 0.65, 0.985; RaBitQ with a refining pass 1.3, 0.764;
#            128 of 316 lists (IVF) 4.6, 0.951; 845,000 x 256: so 5.2, 0.965
# (random vectors, as in most comparisons, flatter lists and single bits: texts have no clusters).
FLAT_LIMIT = 25_000_000
FLAT = "Flat"
# Candidates that the refining pass scores exactly, as a multiple of k: doubled until the sampled
# recall is as good as is asked, or twice the most that was ever needed is reached.
REFINE_FACTOR, MOST_REFINED = 10, 160
RECALL, NEAREST = 0.98, 10
# Vectors that the quantiser learns from.
LEARNT_FROM = 100_000
# Vectors compared at once for the exact answer: 64 MB of 256 numbers.
CHUNK = 65_536
# What two equal cosines may differ by when they are summed in another order.
EQUAL = 1e-5


def structure_for(count: int, dimension: int) -> str:
    """Return the FAISS factory string for that many vectors.

    >>> structure_for(20_000, 256), structure_for(1_000_000, 256)
    ('Flat', 'PQ128x4fs,Refine(Flat)')
    """
    if count * dimension <= FLAT_LIMIT:
        return FLAT
    return f"PQ{dimension // 2 if dimension % 2 == 0 else dimension}x4fs,Refine(Flat)"


def write_dense(
    path: Path, vectors: Vectors, structure: str, questions: Vectors | None = None
) -> float:
    """Index the vectors, shape `(count, dimension)`, into a file of that structure.

    Args:
        path: The file.
        vectors: Of unit length.
        structure: What `structure_for` returns.
        questions: Vectors of questions to try; by default some of the vectors themselves.

    Returns:
        Its recall@10: which share of their nearest vectors it finds, compared with all.
    """
    import faiss

    index = faiss.index_factory(vectors.shape[1], structure, faiss.METRIC_INNER_PRODUCT)
    with _every_core():
        if not index.is_trained:
            index.train(vectors[:: max(1, len(vectors) // LEARNT_FROM)])
        index.add(vectors)
        found = _fitted(index, vectors, vectors[:NEAREST] if questions is None else questions)
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:  # What FAISS makes of a full disk.
        raise OSError(f"FAISS cannot write {path}: {error}") from error
    return found


def recall(dense: "Dense", vectors: Vectors, questions: Vectors, k: int = NEAREST) -> float:
    """Return which share of the k nearest vectors a structure finds; equal ones are either's."""
    k = min(k, len(vectors))
    if not k or not len(questions):
        return 1.0
    least = _kth_best(vectors, questions, k) - EQUAL
    found = [
        sum(one.score >= lowest for one in dense.search(vector, k)) / k
        for vector, lowest in zip(questions, least, strict=True)
    ]
    return float(np.mean(found))


def _fitted(index: "faiss.Index", vectors: Vectors, asked: Vectors) -> float:
    """Let the refining pass look at as many candidates as it takes; return the recall."""
    import faiss

    if not isinstance(index, faiss.IndexRefine):
        return 1.0
    index.k_factor = REFINE_FACTOR
    while (found := recall(Dense(index), vectors, asked)) < RECALL:
        if index.k_factor >= MOST_REFINED:
            break
        index.k_factor *= 2
    return found


def _kth_best(vectors: Vectors, asked: Vectors, k: int) -> Vectors:
    """Return the cosine of the k-th nearest vector to each that is asked for."""
    best = np.full((len(asked), k), -np.inf, np.float32)
    for start in range(0, len(vectors), CHUNK):
        some = asked @ vectors[start : start + CHUNK].T
        best = np.partition(np.concatenate([best, some], axis=1), -k, axis=1)[:, -k:]
    lowest: Vectors = best.min(axis=1)
    return lowest


@contextlib.contextmanager
def _every_core() -> Iterator[None]:
    """Let FAISS use all cores for a while; afterwards one, as for a question."""
    import faiss

    faiss.omp_set_num_threads(os.cpu_count() or 1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(1)


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
    def refine_factor(self) -> float:
        """How many candidates are scored exactly, as a multiple of k; 0 where all are."""
        return float(getattr(self._index, "k_factor", 0.0))

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
    return Dense(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
