"""Who proposes passages for a question: the files of a generation, or an engine on other machines.

Doors: `candidates.py` (what every engine promises, and the files as one), `shared.py` (an engine
that several machines ask), `chosen.py` (the one that config.yaml names). `milvus.py` alone knows
Milvus; `sparse.py` is BM25 as such engines compute it.
"""
