"""A member's message -> the questions in it, or the small talk that it is.

Reading order: `aside.py` (addresses, mentions, signatures: never part of a question), `pieces.py`
(sentences and clauses), `likeness.py` (what a sentence most resembles: a question, a bare topic,
talk, or what one tells beside a question; learnt from `sentences.tsv`), `read.py` (the door: the
questions, in order), `talk.py` (what is replied to talk), `several.py` (several answers as one).
"""
