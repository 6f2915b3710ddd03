"""A question in one language finds pages in another: its words as weighted words of theirs.

Door: `translate.py` (`Bridge`). The dictionary is `glosses.py`; the others stand in where it has
nothing: by sound, by meaning, by company, by what stands side by side.
"""
