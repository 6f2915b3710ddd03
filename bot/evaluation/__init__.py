"""`gongda evaluate`: every question of a set, asked as a member would; what came of it, as figures.

Doors: `sets.py` (`measure`), `summary.py`, `tables.py`, `plot.py`, `run.py` (what is kept and
compared); for members' messages `conversation.py` and `message_tables.py`. The measures are
those of `index/evaluation/`.
"""
