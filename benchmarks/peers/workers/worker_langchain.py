"""LangChain 1.x wired as Langchain-Chatchat 0.3 wires it: FAISS and BM25 in an ensemble.

For every question Chatchat makes a BM25 retriever of all passages in the store, cut by
`jieba.lcut_for_search`, and fuses it half and half with FAISS. That is done here as well, with its
separators and its order of retrievers. What differs: its threshold of 2.0, meant as no threshold
for distances, is left away, for where LangChain compares relevances it would drop all of FAISS.

`jieba` is Chatchat; `default` leaves the words to BM25Retriever, which cuts at spaces.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.peers.workers.hybrid import BATCH
from benchmarks.peers.workers.worker import DEEPER, Document, Found, Start, distinct, serve

# As Chatchat's settings have it: length, overlap, and where to cut, first to last.
LENGTH, OVERLAP = 750, 150
SEPARATORS = ["\n\n", "\n", "。|！|？", r"\.\s|\!\s|\?\s", r"；|;\s", r"，|,\s"]
EQUAL = [0.5, 0.5]


class LangChain:
    """A FAISS store with the passages in it; words are counted when asked."""

    packages = (
        "langchain-classic",
        "langchain-community",
        "langchain-huggingface",
        "rank-bm25",
        "faiss-cpu",
        "sentence-transformers",
        "torch",
        "jieba",
    )

    def __init__(self) -> None:
        self._how: Start | None = None
        self._model: Any = None
        self._store: Any = None

    def libraries(self) -> None:
        """Import what Chatchat imports."""
        import jieba  # noqa: F401
        import langchain_classic.retrievers  # noqa: F401
        import langchain_community.retrievers
        import langchain_community.vectorstores  # noqa: F401
        import langchain_huggingface  # noqa: F401
        import langchain_text_splitters  # noqa: F401
        import rank_bm25  # noqa: F401
        import sentence_transformers  # noqa: F401

    def start(self, how: Start) -> None:
        """Load the model."""
        from langchain_huggingface import HuggingFaceEmbeddings

        self._how = how
        self._model = HuggingFaceEmbeddings(
            model_name=how.model,
            model_kwargs={"device": "cpu", "local_files_only": True},
            encode_kwargs={"normalize_embeddings": True, "batch_size": BATCH},
        )

    def build(self, documents: Sequence[Document]) -> int:
        """Cut, embed, save."""
        from langchain_community.vectorstores import FAISS

        texts, sources = self._cut(documents)
        self._store = FAISS.from_texts(texts, self._model, sources, normalize_L2=True)
        self._save()
        return len(texts)

    def open(self) -> str:
        """Load FAISS and the passages."""
        from langchain_community.vectorstores import FAISS

        self._store = FAISS.load_local(
            str(self._started().folder),
            self._model,
            normalize_L2=True,
            allow_dangerous_deserialization=True,
        )
        return "BM25 is made anew for every question"

    def ask(self, question: str, k: int) -> Found:
        """Make BM25 of everything, and fuse."""
        from langchain_classic.retrievers import EnsembleRetriever

        vectors = self._store.as_retriever(search_kwargs={"k": DEEPER * k})
        both = [self._words(DEEPER * k), vectors]
        passages = EnsembleRetriever(retrievers=both, weights=EQUAL).invoke(question)
        return Found(distinct((one.metadata["source"] for one in passages[: DEEPER * k]), k))

    def add(self, document: Document) -> None:
        """Add its passages to FAISS, and save all of it."""
        texts, sources = self._cut([document])
        self._store.add_texts(texts, sources)
        self._save()

    def delete(self, document: str) -> None:
        """Look for its passages among all, delete them, and save."""
        passages = self._passages().items()
        self._store.delete([one for one, it in passages if it.metadata["source"] == document])
        self._save()

    def _words(self, count: int) -> Any:  # noqa: ANN401
        from langchain_community.retrievers import BM25Retriever

        cut: dict[str, Any] = {}
        if self._started().variant == "jieba":
            import jieba

            cut["preprocess_func"] = jieba.lcut_for_search
        return BM25Retriever.from_documents(list(self._passages().values()), k=count, **cut)

    def _passages(self) -> dict[str, Any]:
        passages: dict[str, Any] = self._store.docstore._dict  # as Chatchat does
        return passages

    def _cut(self, documents: Sequence[Document]) -> tuple[list[str], list[dict[str, str]]]:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(
            separators=SEPARATORS,
            is_separator_regex=True,
            keep_separator="end",
            chunk_size=LENGTH,
            chunk_overlap=OVERLAP,
        )
        whole = [f"{one.title}\n{one.text}" if one.title else one.text for one in documents]
        sources = [{"source": one.id} for one in documents]
        passages = splitter.create_documents(whole, sources)
        return [one.page_content for one in passages], [one.metadata for one in passages]

    def _save(self) -> None:
        self._store.save_local(str(self._started().folder))

    def _started(self) -> Start:
        assert self._how, "start comes first"
        return self._how


if __name__ == "__main__":
    serve(LangChain())
