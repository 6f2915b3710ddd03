"""The ruler: questions with known answers, and every measure of what was found. Nothing asks here.

Doors: `measures.py` (the records and the measures), `beir.py` and `golden.py` (where questions come
from), `statistics.py` (is a difference real?). `bot/evaluation/` asks.
"""
