"""A dry run over pages, for editors: which articles are found, where they stand, what looks wrong.

Doors: `run.py` (`check`) and `findings.py`, the records that it returns.
"""
