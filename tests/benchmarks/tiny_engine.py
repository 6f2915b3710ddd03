"""The smallest engine that keeps the benchmark's protocol: a document is found by its characters.

Run as a process by `tests/benchmarks/test_peers.py`. It prints where it should not, on purpose.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.workers.worker import Document, Found, Quote, Start, Unsupported, serve

FILE = "documents.json"


class Tiny:
    """Documents in a dictionary, and in a file."""

    packages = ("click",)

    def __init__(self) -> None:
        self._folder = Path()
        self._texts: dict[str, str] = {}

    def libraries(self) -> None:
        """Print where a reply would go."""
        sys.stdout.write("a library greets\n")

    def start(self, how: Start) -> None:
        """Refuse one variant."""
        if how.variant == "broken":
            raise ValueError("there is no such variant")
        self._folder = how.folder

    def build(self, documents: Sequence[Document]) -> int:
        """Keep the texts."""
        self._texts = {one.id: one.text for one in documents}
        self._keep()
        return len(documents)

    def open(self) -> str:
        """Read them back."""
        self._texts = json.loads((self._folder / FILE).read_text("utf-8"))
        return "nothing was made again"

    def ask(self, question: str, k: int) -> Found:
        """Count shared characters; quote two of the best."""
        if question == "sleep":
            time.sleep(5)
        if question == "die":
            os.write(2, b"out of luck\n")
            os._exit(1)
        shared = {name: len(set(text) & set(question)) for name, text in self._texts.items()}
        best = sorted((name for name in shared if shared[name]), key=lambda name: -shared[name])[:k]
        return Found(best, [Quote(one, self._texts[one][:2], 0, 2) for one in best[:1]])

    def add(self, document: Document) -> None:
        """Keep one more."""
        self._texts[document.id] = document.text
        self._keep()

    def delete(self, document: str) -> None:
        """Cannot."""
        raise Unsupported("it never forgets")

    def _keep(self) -> None:
        sys.stdout.write("kept\n")
        (self._folder / FILE).write_text(json.dumps(self._texts), "utf-8")


if __name__ == "__main__":
    serve(Tiny())
