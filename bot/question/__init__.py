"""What a question asks for: its language, the kind of answer, its words with their weights.

Door: `question.py` (`analyse`). `tags.py` tells kinds of things in any sentence, `measure.py` kinds
of numbers, `cues.py` holds the words that ask, `terms.py` the words that the archive is asked for.
"""
