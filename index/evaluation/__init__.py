"""The ruler: questions with known answers, and every measure of what was found. Nothing asks here.

Doors: `measures.py` (the records and the measures), `beir.py`, `golden.py` and `message_sets.py`
(where questions and messages come from), `written_cases.py`, `statistics.py` (is a difference
real?). `bot/evaluation/` asks.
"""
