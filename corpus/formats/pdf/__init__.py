"""A PDF, or pictures of pages, -> Markdown: one text an article, in reading order.

Door: `document.py`; it runs in a process of its own, `corpus/formats/sandbox.py`. Reading order:
`sheet/`, `layout/`, `roles.py`, `reading_order.py`; `noting.py` says what was lost.
"""
