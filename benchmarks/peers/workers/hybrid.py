"""What the two plain scripts share: passages, FAISS, reciprocal rank fusion, files on disk.

The script that somebody writes in an afternoon: cut at full stops, embed, count words, fuse. Each
worker brings the side that counts words. Needs nothing of ours.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from benchmarks.peers.workers.worker import DEEPER, Document, Found, Start, distinct

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Characters of a passage: whole sentences, as many as go in.
LONGEST = 250
SENTENCES = re.compile(r"[^。！？!?\n]*[。！？!?\n]?")
# Passages that each side proposes, and the constant of reciprocal rank fusion as it was published.
CANDIDATES = 100
RRF = 60
BATCH = 256
PASSAGES, VECTORS = "passages.json", "vectors.faiss"

Cut = Callable[[str], list[str]]


class Words(Protocol):
    """The side that counts words."""

    def libraries(self) -> None:
        """Import what it needs."""

    def tokens(self, texts: Sequence[str]) -> list[list[str]]:
        """Cut texts as the library does where one does not think about it."""

    def build(self, tokens: Sequence[list[str]]) -> None:
        """Index the words of all passages."""

    def best(self, tokens: list[str], count: int) -> list[int]:
        """Return the numbers of the best passages that share a word."""

    def save(self, folder: Path) -> None:
        """Keep the index."""

    def load(self, folder: Path) -> None:
        """Open what was kept."""


class Hybrid:
    """Words and vectors of the same passages."""

    def __init__(self, packages: Sequence[str], words: Words) -> None:
        self.packages = packages
        self._words = words
        self._how: Start | None = None
        self._model: SentenceTransformer | None = None
        self._passages: list[tuple[str, str]] = []
        self._tokens: list[list[str]] = []
        self._vectors: Any = None

    def libraries(self) -> None:
        """Import both sides."""
        import faiss  # noqa: F401
        import sentence_transformers  # noqa: F401

        self._words.libraries()

    def start(self, how: Start) -> None:
        """Load the model."""
        from sentence_transformers import SentenceTransformer

        self._how = how
        self._model = SentenceTransformer(how.model, device="cpu", local_files_only=True)

    def build(self, documents: Sequence[Document]) -> int:
        """Cut, embed, count, keep."""
        import faiss

        self._passages = [(one.id, text) for one in documents for text in passages(one)]
        texts = [text for _, text in self._passages]
        self._tokens = self._cut(texts)
        self._words.build(self._tokens)
        vectors = self._embed(texts)
        self._vectors = faiss.IndexFlatIP(vectors.shape[1])
        self._vectors.add(vectors)
        self._save()
        return len(texts)

    def open(self) -> str:
        """Read everything back."""
        import faiss

        folder = self._started().folder
        kept = json.loads((folder / PASSAGES).read_text("utf-8"))
        self._passages = [(one, text) for one, text in kept["passages"]]
        self._tokens = kept["tokens"]
        self._vectors = faiss.read_index(str(folder / VECTORS))
        self._words.load(folder)
        return ""

    def ask(self, question: str, k: int) -> Found:
        """Fuse the ranks of both sides."""
        _, near = self._vectors.search(self._embed([question]), CANDIDATES)
        shared = self._words.best(self._cut([question])[0], min(CANDIDATES, len(self._passages)))
        order = fused([shared, [int(one) for one in near[0] if one >= 0]])
        return Found(distinct((self._passages[one][0] for one in order[: DEEPER * k]), k))

    def add(self, document: Document) -> None:
        """Append the vectors; the words are counted anew, for neither library can add to them."""
        texts = passages(document)
        self._passages += [(document.id, text) for text in texts]
        self._tokens += self._cut(texts)
        self._vectors.add(self._embed(texts))
        self._words.build(self._tokens)
        self._save()

    def delete(self, document: str) -> None:
        """Take the vectors out; the words are counted anew."""
        import numpy as np

        gone = [n for n, (one, _) in enumerate(self._passages) if one == document]
        for number in reversed(gone):
            del self._passages[number], self._tokens[number]
        self._vectors.remove_ids(np.array(gone, dtype=np.int64))
        self._words.build(self._tokens)
        self._save()

    def _cut(self, texts: Sequence[str]) -> list[list[str]]:
        if self._started().variant != "jieba":
            return self._words.tokens(texts)
        import jieba

        return [[word for word in jieba.lcut_for_search(text) if word.strip()] for text in texts]

    def _embed(self, texts: Sequence[str]) -> Any:  # noqa: ANN401 - a matrix, (len(texts), width)
        assert self._model, "start comes first"
        return self._model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )

    def _save(self) -> None:
        import faiss

        folder = self._started().folder
        folder.mkdir(parents=True, exist_ok=True)
        kept = {"passages": self._passages, "tokens": self._tokens}
        (folder / PASSAGES).write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        faiss.write_index(self._vectors, str(folder / VECTORS))
        self._words.save(folder)

    def _started(self) -> Start:
        assert self._how, "start comes first"
        return self._how


def passages(document: Document) -> list[str]:
    """Cut a document into runs of whole sentences; the title goes before each."""
    runs = list(_runs(document.text))
    return [f"{document.title}\n{run}" if document.title else run for run in runs]


def _runs(text: str) -> Iterator[str]:
    run = ""
    for sentence in SENTENCES.findall(text):
        if run and len(run) + len(sentence) > LONGEST:
            yield run
            run = ""
        run += sentence
    if run.strip():
        yield run


def fused(rankings: Sequence[Sequence[int]]) -> list[int]:
    """Fuse rankings by reciprocal rank, best first: `[[1, 2], [2, 3]]` -> `[2, 1, 3]`."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for place, number in enumerate(ranking, start=1):
            scores[number] = scores.get(number, 0.0) + 1 / (RRF + place)
    return sorted(scores, key=lambda number: (-scores[number], number))
