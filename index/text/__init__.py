"""Text -> words: one folding and one cut, the same for documents and for questions.

Doors: `words.py` for all text, `english.py` for English, `numerals.py` for one numeral.
"""
