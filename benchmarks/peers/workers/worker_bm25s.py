"""bm25s and FAISS in one plain script.

`default` is bm25s's own tokeniser with English stop words, as its README has it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.workers.hybrid import Hybrid
from benchmarks.peers.workers.worker import serve

FOLDER = "words"


class BM25S:
    """bm25s over all passages."""

    def __init__(self) -> None:
        self._bm25: Any = None

    def libraries(self) -> None:
        """Import it."""
        import bm25s  # type: ignore[import-not-found]  # noqa: F401

    def tokens(self, texts: Sequence[str]) -> list[list[str]]:
        """Cut as bm25s does where nothing is said."""
        import bm25s

        cut: list[list[str]] = bm25s.tokenize(
            list(texts), stopwords="en", return_ids=False, show_progress=False
        )
        return cut

    def build(self, tokens: Sequence[list[str]]) -> None:
        """Count the words."""
        import bm25s

        self._bm25 = bm25s.BM25()
        self._bm25.index(list(tokens), show_progress=False)

    def best(self, tokens: list[str], count: int) -> list[int]:
        """Take the best of the passages that share a word."""
        found, scores = self._bm25.retrieve([tokens], k=count, show_progress=False)
        return [int(n) for n, score in zip(found[0], scores[0], strict=True) if score > 0]

    def save(self, folder: Path) -> None:
        """Keep it in its own format."""
        self._bm25.save(folder / FOLDER)

    def load(self, folder: Path) -> None:
        """Open it memory-mapped, as its README advises."""
        import bm25s

        self._bm25 = bm25s.BM25.load(folder / FOLDER, mmap=True)


if __name__ == "__main__":
    packages = ("bm25s", "faiss-cpu", "sentence-transformers", "torch", "jieba")
    serve(Hybrid(packages, BM25S()))
