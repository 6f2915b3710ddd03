"""A stand-in encoder: texts that share characters lie near each other, and its work is counted."""

import hashlib
import itertools
from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors

DIMENSION = 64


class CountingEncoder:
    """Hashes character bigrams into a few dimensions; remembers what it was asked to encode."""

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.dimension = DIMENSION
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], /) -> Vectors:
        """Return unit vectors, shape `(len(texts), DIMENSION)`."""
        self.encoded += texts
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for pair in itertools.pairwise(text):
                digest = hashlib.blake2b("".join(pair).encode(), digest_size=2).digest()
                vectors[row, int.from_bytes(digest) % DIMENSION] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(norms, 1e-9)
