"""Sections of the settings that are long or that few archives set.

`corpus/config.py` puts all of them together. Doors: `section.py` (what every section is),
`channels.py` (Telegram, the page, keys), `language_model.py`, `engines.py` (engines for more than
one machine).
"""
