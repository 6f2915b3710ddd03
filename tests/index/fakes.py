"""Stand-ins for models: what shares characters is near, and the work of an encoder is counted."""

import hashlib
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.engines.encoder import Vectors
from index.engines.rerank import Scores

DIMENSION = 64


class CountingEncoder:
    """Hashes character bigrams into a few dimensions; remembers what it was asked to encode."""

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.dimension = DIMENSION
        self.reads_sentences = False
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

    def encode_questions(self, questions: Sequence[str], /) -> Vectors:
        """Return the vectors of questions, which are those of any text."""
        return self.encode(questions)


class CharacterReranker:
    """Scores the share of a question's characters that stand in a text."""

    name = "characters"

    def score(self, question: str, texts: Sequence[str], /) -> Scores:
        """Return one share a text, shape `(len(texts),)`."""
        shares = [sum(one in text for one in question) / len(question) for text in texts]
        return np.array(shares, dtype=np.float32)


def flip(path: Path) -> None:
    """Turn one bit in the middle of a file, as a failing disk does."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
