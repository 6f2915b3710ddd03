"""What every handler is given: what was heard, and what the handlers share.

Doors: `hear.py` (`hear`), `shared.py` (`Shared`, `Asked`).
"""
