"""txtai: one hybrid embeddings database, vectors in FAISS, words in BM25, text in SQLite.

Documents are indexed whole, as its examples do with paragraphs. `default` is `hybrid=True`: words
by Unicode's word boundaries, which take Chinese a character at a time. `jieba` is a scoring class
of our own by its path, the way txtai offers for words that its tokeniser cannot cut.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.peers.workers.hybrid import BATCH
from benchmarks.peers.workers.worker import Document, Found, Start, distinct, serve

JIEBA = {"method": "benchmarks.peers.txtai_words.Jieba", "terms": True, "normalize": True}


class Txtai:
    """One `Embeddings`."""

    packages = ("txtai", "faiss-cpu", "sentence-transformers", "torch", "jieba")

    def __init__(self) -> None:
        self._how: Start | None = None
        self._database: Any = None

    def libraries(self) -> None:
        """Import it."""
        import txtai  # type: ignore[import-not-found]  # noqa: F401

    def start(self, how: Start) -> None:
        """Load the model."""
        from txtai import Embeddings

        self._how = how
        words = {"scoring": JIEBA} if how.variant == "jieba" else {}
        self._database = Embeddings(
            path=how.model,
            method="sentence-transformers",
            hybrid=True,
            content=True,
            gpu=False,
            encodebatch=BATCH,
            **words,
        )

    def build(self, documents: Sequence[Document]) -> int:
        """Index and save."""
        self._database.index(map(_row, documents))
        self._save()
        return int(self._database.count())

    def open(self) -> str:
        """Load it."""
        self._database.load(self._folder())
        return ""

    def ask(self, question: str, k: int) -> Found:
        """Search."""
        return Found(distinct((one["id"] for one in self._database.search(question, k)), k))

    def add(self, document: Document) -> None:
        """Upsert and save."""
        self._database.upsert([_row(document)])
        self._save()

    def delete(self, document: str) -> None:
        """Delete and save."""
        self._database.delete([document])
        self._save()

    def _save(self) -> None:
        self._database.save(self._folder())

    def _folder(self) -> str:
        assert self._how, "start comes first"
        return str(self._how.folder)


def _row(document: Document) -> tuple[str, str]:
    return document.id, f"{document.title}\n{document.text}" if document.title else document.text


if __name__ == "__main__":
    serve(Txtai())
