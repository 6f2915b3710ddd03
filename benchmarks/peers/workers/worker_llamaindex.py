"""LlamaIndex: a vector index over FAISS and its BM25 retriever, fused by reciprocal rank.

As its example of reciprocal rank fusion has it, with one query, so without a language model.
`default` keeps the splitter (1,024 tokens of GPT) and BM25's words: two characters or more between
word boundaries, stemmed as English. Its retriever takes no tokeniser any more, so for `jieba` the
bm25s index is made here of jieba's words and handed over as `existing_bm25`, and the question is
cut the same way; passages then are the splitter's at a length that suits Chinese paragraphs.

`FaissMapVectorStore` is the store that can delete. BM25 can neither add nor delete: it is made
anew; words once cut are remembered.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.peers.workers.hybrid import BATCH, CANDIDATES
from benchmarks.peers.workers.worker import DEEPER, Document, Found, Start, distinct, serve

VECTORS, WORDS = "vectors", "words"
# Tokens of GPT, of which a Chinese character takes one to two: some 250 characters.
LENGTH, OVERLAP = 384, 32
# Words that stand between spaces.
SPACED = r"(?u)\S+"


class LlamaIndex:
    """An index of vectors, a retriever of words."""

    packages = (
        "llama-index-core",
        "llama-index-retrievers-bm25",
        "llama-index-vector-stores-faiss",
        "bm25s",
        "faiss-cpu",
        "sentence-transformers",
        "torch",
        "jieba",
    )

    def __init__(self) -> None:
        self._how: Start | None = None
        self._model: Any = None
        self._index: Any = None
        self._bm25: Any = None
        self._cut: dict[str, list[str]] = {}

    def libraries(self) -> None:
        """Import core and the three integrations."""
        import llama_index.core
        import llama_index.retrievers.bm25
        import llama_index.vector_stores.faiss  # noqa: F401
        import sentence_transformers  # noqa: F401

    def start(self, how: Start) -> None:
        """Load the model."""
        self._how = how
        self._model = _model(how.model)

    def build(self, documents: Sequence[Document]) -> int:
        """Split, embed, count words, persist."""
        import faiss
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.vector_stores.faiss import FaissMapVectorStore

        width = len(self._model.get_text_embedding("工会"))
        vectors = FaissMapVectorStore(faiss.IndexIDMap2(faiss.IndexFlatIP(width)))
        self._index = VectorStoreIndex(
            self._nodes(documents),
            storage_context=StorageContext.from_defaults(vector_store=vectors),
            embed_model=self._model,
            insert_batch_size=BATCH,
        )
        self._count()
        self._persist()
        return len(self._index.docstore.docs)

    def open(self) -> str:
        """Load both sides as they were persisted."""
        import bm25s
        from llama_index.core import StorageContext, load_index_from_storage
        from llama_index.retrievers.bm25 import BM25Retriever
        from llama_index.vector_stores.faiss import FaissMapVectorStore

        folder = self._folder(VECTORS)
        vectors = FaissMapVectorStore.from_persist_dir(folder)
        context = StorageContext.from_defaults(vector_store=vectors, persist_dir=folder)
        self._index = load_index_from_storage(context, embed_model=self._model)
        if self._jieba():
            kept = bm25s.BM25.load(self._folder(WORDS), load_corpus=True)
            self._bm25 = _spaced_retriever(kept)
        else:
            self._bm25 = BM25Retriever.from_persist_dir(self._folder(WORDS))
        return ""

    def ask(self, question: str, k: int) -> Found:
        """Fuse both retrievers."""
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever

        near = self._index.as_retriever(similarity_top_k=CANDIDATES)
        fusion = QueryFusionRetriever(
            [near, self._bm25],
            llm=MockLLM(),
            mode="reciprocal_rerank",
            similarity_top_k=DEEPER * k,
            num_queries=1,
            use_async=False,
        )
        return Found(distinct((one.node.ref_doc_id for one in fusion.retrieve(question)), k))

    def add(self, document: Document) -> None:
        """Insert its nodes, count all words anew, persist."""
        self._index.insert_nodes(self._nodes([document]))
        self._count()
        self._persist()

    def delete(self, document: str) -> None:
        """Delete its nodes, count all words anew, persist."""
        nodes = self._index.docstore.get_ref_doc_info(document).node_ids
        self._index.delete_nodes(list(nodes), delete_from_docstore=True)
        self._count()
        self._persist()

    def _nodes(self, documents: Sequence[Document]) -> list[Any]:
        from llama_index.core import Document as Whole
        from llama_index.core.node_parser import SentenceSplitter

        lengths = {"chunk_size": LENGTH, "chunk_overlap": OVERLAP} if self._jieba() else {}
        whole = [
            Whole(id_=one.id, text=one.text, metadata={"title": one.title} if one.title else {})
            for one in documents
        ]
        nodes: list[Any] = SentenceSplitter(**lengths).get_nodes_from_documents(whole)
        return nodes

    def _count(self) -> None:
        """Make BM25 of all nodes."""
        from llama_index.retrievers.bm25 import BM25Retriever

        if self._jieba():
            self._bm25 = _spaced_retriever(self._counted(list(self._index.docstore.docs.values())))
        else:
            self._bm25 = BM25Retriever.from_defaults(
                docstore=self._index.docstore, similarity_top_k=CANDIDATES
            )

    def _counted(self, nodes: Sequence[Any]) -> Any:  # noqa: ANN401
        """Index jieba's words; the corpus is what BM25Retriever keeps as well."""
        import bm25s
        from llama_index.core.schema import MetadataMode
        from llama_index.core.vector_stores.utils import node_to_metadata_dict

        for one in nodes:
            if one.node_id not in self._cut:
                self._cut[one.node_id] = words(one.get_content(MetadataMode.EMBED))
        corpus = [node_to_metadata_dict(one) | {"node_id": one.node_id} for one in nodes]
        counted = bm25s.BM25(corpus=corpus)
        counted.index([self._cut[one.node_id] for one in nodes], show_progress=False)
        return counted

    def _persist(self) -> None:
        self._index.storage_context.persist(self._folder(VECTORS))
        self._bm25.persist(self._folder(WORDS))

    def _folder(self, name: str) -> str:
        assert self._how, "start comes first"
        return str(self._how.folder / name)

    def _jieba(self) -> bool:
        assert self._how, "start comes first"
        return self._how.variant == "jieba"


def words(text: str) -> list[str]:
    """Cut by jieba, without what is blank: `"工会主席"` -> `["工会", "主席"]`."""
    import jieba

    return [word for word in jieba.lcut_for_search(text.lower()) if word.strip()]


def _model(folder: str) -> Any:  # noqa: ANN401
    """Load the model as an embedding of our own, as their page on custom embeddings has it.

    Theirs for sentence-transformers wants a longest input, and a static model has none.
    """
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder, device="cpu", local_files_only=True)

    class Static(BaseEmbedding):
        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            vectors = model.encode(texts, batch_size=BATCH, normalize_embeddings=True)
            return [[float(one) for one in vector] for vector in vectors]

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    return Static(embed_batch_size=BATCH)


def _spaced_retriever(counted: Any) -> Any:  # noqa: ANN401
    """Return their retriever over an index; it sees the question cut by jieba."""
    from llama_index.core.schema import NodeWithScore, QueryBundle
    from llama_index.retrievers.bm25 import BM25Retriever

    class Spaced(BM25Retriever):  # type: ignore[misc]
        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            spaced = QueryBundle(" ".join(words(query_bundle.query_str)))
            found: list[NodeWithScore] = super()._retrieve(spaced)
            return found

    return Spaced(
        existing_bm25=counted,
        similarity_top_k=CANDIDATES,
        token_pattern=SPACED,
        skip_stemming=True,
    )


if __name__ == "__main__":
    serve(LlamaIndex())
