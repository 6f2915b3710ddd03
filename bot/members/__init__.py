"""Who may ask, how often, in which language they are spoken to; nobody is kept by name.

Doors: `register.py` (roles and choices), `throttle.py`, `language.py` (`speech_of`), `alias.py`,
`messages.py`.
"""
