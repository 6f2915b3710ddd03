"""What the bundled model and the dictionary are made from, read and cleaned.

Door: `sources.py`; the others make English forms, glosses, senses and Pinyin of it.
"""
