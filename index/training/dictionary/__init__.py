"""The bridge's dictionary, and the words that keep the same company.

Doors: `python -m index.training.dictionary.lexicon`, and `.related_words` for the second.
"""
