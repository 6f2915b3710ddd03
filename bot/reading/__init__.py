"""The one room where a question and its passages become a quote, or a doubt.

Doors: `reader.py` (`Reader`, what every reader promises, and `Quote`) and `select.py` (`QUICK`, the
first reader: which sentences answer). Behind it: `confidence.py`, whether they do at all.
"""
