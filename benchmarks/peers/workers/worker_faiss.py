"""FAISS alone, without any words: for questions in another language they may only be in the way."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.workers.hybrid import Hybrid
from benchmarks.peers.workers.worker import serve


class NoWords:
    """Finds nothing by words."""

    def libraries(self) -> None:
        """Import nothing."""

    def tokens(self, texts: Sequence[str]) -> list[list[str]]:
        """Cut nothing."""
        return [[] for _ in texts]

    def build(self, tokens: Sequence[list[str]]) -> None:
        """Index nothing."""

    def best(self, tokens: list[str], count: int) -> list[int]:
        """Find nothing."""
        return []

    def save(self, folder: Path) -> None:
        """Keep nothing."""

    def load(self, folder: Path) -> None:
        """Open nothing."""


if __name__ == "__main__":
    serve(Hybrid(("faiss-cpu", "sentence-transformers", "torch"), NoWords()))
