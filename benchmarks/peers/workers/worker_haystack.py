"""Haystack 3: its in-memory store, BM25 and embedding retrievers, joined by reciprocal rank.

The pipeline of its tutorial on hybrid retrieval, without a ranker. `default` keeps the splitter
and the BM25 tokeniser as they come; since 3.x the latter takes Chinese a character at a time.
`jieba` cuts at Chinese full stops by the recursive splitter, and counts jieba's words: BM25 of the
store reads `content` only and cuts it by a regular expression, so a component lays the words into
`content` with spaces between after the vectors are made of the text as it is.

The store lives in memory and is written as one JSON file, which every change writes anew.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from benchmarks.peers.workers.hybrid import BATCH, CANDIDATES
from benchmarks.peers.workers.worker import Document, Found, Start, distinct, serve

if TYPE_CHECKING:
    from haystack import Document as Passage

FILE = "store.json"
SPLITTER = {"split_length": 250, "split_unit": "char", "separators": ["\n\n", "\n", "。", "，"]}
# Words that stand between spaces; it was the store's default before 3.x.
WORDS = r"(?u)\b\w+\b"
RECIPROCAL = "reciprocal_rank_fusion"


class Haystack:
    """One pipeline that indexes, one that asks, one store."""

    packages = (
        "haystack-ai",
        "sentence-transformers-haystack",
        "sentence-transformers",
        "torch",
        "jieba",
    )

    def __init__(self) -> None:
        self._how: Start | None = None
        self._store: Any = None
        self._indexing: Any = None
        self._asking: Any = None
        self._embedders: tuple[Any, Any] = (None, None)

    def libraries(self) -> None:
        """Import the components."""
        import haystack.components.joiners
        import haystack.components.preprocessors
        import haystack.components.retrievers.in_memory
        import haystack.components.writers
        import haystack.document_stores.in_memory  # noqa: F401
        import haystack_integrations.components.embedders.sentence_transformers  # noqa: F401
        import sentence_transformers  # noqa: F401

    def start(self, how: Start) -> None:
        """Load the model, once for documents and questions: Haystack shares it."""
        from haystack.utils import ComponentDevice  # type: ignore[import-not-found]
        from haystack_integrations.components.embedders.sentence_transformers import (  # type: ignore[import-not-found]
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )

        self._how = how
        settings = {
            "model": how.model,
            "device": ComponentDevice.from_str("cpu"),
            "batch_size": BATCH,
            "progress_bar": False,
            "normalize_embeddings": True,
            "local_files_only": True,
        }
        documents = SentenceTransformersDocumentEmbedder(meta_fields_to_embed=["title"], **settings)
        self._embedders = (documents, SentenceTransformersTextEmbedder(**settings))
        for one in self._embedders:
            one.warm_up()

    def build(self, documents: Sequence[Document]) -> int:
        """Run the pipeline that indexes, and write the store."""
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        words = {"bm25_tokenization_regex": WORDS} if self._jieba() else {}
        self._wire(InMemoryDocumentStore(return_embedding=False, **words))
        self._write(documents)
        return int(self._store.count_documents())

    def open(self) -> str:
        """Read the store back."""
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._wire(InMemoryDocumentStore.load_from_disk(self._file()))
        return "its BM25 statistics are made again from the file"

    def ask(self, question: str, k: int) -> Found:
        """Run the pipeline that asks."""
        given = {"words": {"query": self._words(question)}, "embedder": {"text": question}}
        passages = self._asking.run(given)["joiner"]["documents"]
        return Found(distinct((one.meta["article"] for one in passages), k))

    def add(self, document: Document) -> None:
        """Run the pipeline that indexes for one document, and write the whole store."""
        self._write([document])

    def delete(self, document: str) -> None:
        """Delete its passages, and write the whole store."""
        self._store.delete_by_filter({"field": "meta.article", "operator": "==", "value": document})
        self._store.save_to_disk(self._file())

    def _wire(self, store: Any) -> None:  # noqa: ANN401
        self._store = store
        documents, questions = self._embedders
        cut = _cutter() if self._jieba() else None
        self._indexing = _indexing(store, _splitter(self._jieba()), documents, cut)
        self._asking = _asking(store, questions)

    def _write(self, documents: Sequence[Document]) -> None:
        from haystack import Document as Passage

        whole = [
            Passage(content=one.text, meta={"article": one.id, "title": one.title})
            for one in documents
        ]
        self._indexing.run({"splitter": {"documents": whole}})
        self._store.save_to_disk(self._file())

    def _words(self, question: str) -> str:
        return spaced(question) if self._jieba() else question

    def _jieba(self) -> bool:
        assert self._how, "start comes first"
        return self._how.variant == "jieba"

    def _file(self) -> str:
        assert self._how, "start comes first"
        self._how.folder.mkdir(parents=True, exist_ok=True)
        return str(self._how.folder / FILE)


def spaced(text: str) -> str:
    """Put spaces between jieba's words: `"工会主席"` -> `"工会 主席"`."""
    import jieba

    return " ".join(jieba.lcut_for_search(text))


def _splitter(jieba: bool) -> Any:  # noqa: ANN401
    from haystack.components.preprocessors import DocumentSplitter, RecursiveDocumentSplitter

    return RecursiveDocumentSplitter(**SPLITTER) if jieba else DocumentSplitter()


def _cutter() -> Any:  # noqa: ANN401
    """Make the component that lays words into `content`; the title's as well, for BM25 sees it."""
    from dataclasses import replace

    from haystack import Document as Passage
    from haystack import component

    def run(self: object, documents: list[Passage]) -> dict[str, list["Passage"]]:
        cut = [replace(one, content=spaced(_titled(one))) for one in documents]
        return {"documents": cut}

    run = component.output_types(documents=list[Passage])(run)
    return component(type("JiebaCutter", (), {"run": run}))()


def _titled(passage: "Passage") -> str:
    return f"{passage.meta['title']}\n{passage.content}"


def _indexing(store: Any, splitter: Any, embedder: Any, cutter: Any) -> Any:  # noqa: ANN401
    from haystack import Pipeline
    from haystack.components.writers import DocumentWriter
    from haystack.document_stores.types import DuplicatePolicy  # type: ignore[import-not-found]

    steps = {"splitter": splitter, "embedder": embedder, "cutter": cutter}
    steps["writer"] = DocumentWriter(store, policy=DuplicatePolicy.OVERWRITE)
    return _chained({name: step for name, step in steps.items() if step}, Pipeline())


def _chained(steps: dict[str, Any], pipeline: Any) -> Any:  # noqa: ANN401
    for name, step in steps.items():
        pipeline.add_component(name, step)
    names = list(steps)
    for one, following in pairwise(names):
        pipeline.connect(f"{one}.documents", f"{following}.documents")
    return pipeline


def _asking(store: Any, embedder: Any) -> Any:  # noqa: ANN401
    from haystack import Pipeline
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import (
        InMemoryBM25Retriever,
        InMemoryEmbeddingRetriever,
    )

    pipeline = Pipeline()
    pipeline.add_component("embedder", embedder)
    pipeline.add_component("vectors", InMemoryEmbeddingRetriever(store, top_k=CANDIDATES))
    pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=CANDIDATES))
    pipeline.add_component("joiner", DocumentJoiner(join_mode=RECIPROCAL, top_k=CANDIDATES))
    pipeline.connect("embedder.embedding", "vectors.query_embedding")
    pipeline.connect("words", "joiner")
    pipeline.connect("vectors", "joiner")
    return pipeline


if __name__ == "__main__":
    serve(Haystack())
