"""`gongda evaluate`: every question of a set, asked as a member would; what came of it, as figures.

Doors: `sets.py` (`measure`), `summary.py`, `tables.py`, `plot.py`, `run.py` (what is kept and
compared). The measures are those of `index/evaluation/`.
"""
