"""rank_bm25 and FAISS in one plain script.

`default` cuts at blanks, as its README does. It keeps nothing itself; pickle does.
"""

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.workers.hybrid import Hybrid
from benchmarks.peers.workers.worker import serve

FILE = "words.pickle"


class RankBM25:
    """BM25Okapi over all passages."""

    def __init__(self) -> None:
        self._bm25: Any = None

    def libraries(self) -> None:
        """Import it."""
        import rank_bm25  # type: ignore[import-not-found]  # noqa: F401

    def tokens(self, texts: Sequence[str]) -> list[list[str]]:
        """Cut at blanks."""
        return [text.split(" ") for text in texts]

    def build(self, tokens: Sequence[list[str]]) -> None:
        """Count the words."""
        from rank_bm25 import BM25Okapi

        self._bm25 = BM25Okapi(tokens)

    def best(self, tokens: list[str], count: int) -> list[int]:
        """Score every passage, take the best."""
        import numpy as np

        scores = self._bm25.get_scores(tokens)
        top = np.argpartition(-scores, count - 1)[:count]
        return [int(one) for one in top[np.argsort(-scores[top])] if scores[one] > 0]

    def save(self, folder: Path) -> None:
        """Pickle it."""
        with (folder / FILE).open("wb") as file:
            pickle.dump(self._bm25, file)

    def load(self, folder: Path) -> None:
        """Unpickle it."""
        with (folder / FILE).open("rb") as file:
            self._bm25 = pickle.load(file)


if __name__ == "__main__":
    packages = ("rank-bm25", "faiss-cpu", "sentence-transformers", "torch", "jieba")
    serve(Hybrid(packages, RankBM25()))
