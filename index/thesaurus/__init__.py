"""Members' words and the printed ones: which words stand in for a question's.

Doors: `build.py` (`write_thesaurus`) and `lookup.py` (`Thesaurus`). Behind them: `short_forms.py`,
what the archive itself calls by two names, and `everyday.txt`, the groups that ship with the
program. An editors' own file is read by `corpus/thesaurus.py`.
"""
