"""Sections of the settings that few archives set; `corpus/config.py` puts all of them together.

Doors: `section.py` (what every section is), `engines.py` (engines for more than one machine).
"""
