"""What ranks and what models: BM25 in tantivy, vectors in FAISS, the encoder, the reranker.

Doors: `lexical.py`, `dense.py`, `encoder.py`, `rerank.py`. The others are theirs: `segments.py` and
`processes.py` of the first, `bundled.py` and `pieces.py` of the encoder.
"""
