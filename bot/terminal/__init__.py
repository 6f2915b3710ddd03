"""`gongda chat`, and everything that reaches a terminal: wrapped, coloured, harmless.

Doors: `repl.py` and `prompt.py` (the conversation), `render.py` (an answer as lines), `screen.py`
(what may reach a terminal), `progress.py` and `tables.py` (builds).
"""
