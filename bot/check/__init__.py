"""The check of `corpus/check/` as editors see it: lines for the terminal, JSON, one HTML page.

Doors: `lines.py` and `html.py`; `messages.py` has the sentences.
"""
