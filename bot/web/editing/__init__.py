"""What editors do in the browser: bring pages, look at them, publish, roll back, correct.

Doors: `routes.py` (which address leads where), `sign_in.py`, `overview.py` (the first page),
`waiting.py` (files and their check), `publishing.py` (builds), `corrections.py` (heads of
articles), `vain.py` (what members asked in vain). What is done lies in `bot/editors/`, which knows
no channel; here is only how a browser asks for it.
"""
