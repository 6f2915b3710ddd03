"""How the bundled model was made: `python -m index.training --data FOLDER --out index/model`.

Read in this order: `index/training/material/sources.py` (files),
`index/training/material/glosses.py` and `index/training/material/english.py` (the dictionary),
`index/training/encoder/vocabulary.py` (pieces), `index/training/encoder/pseudo.py` and
`index/training/encoder/pairs.py` (what is shown to the model), `index/training/encoder/fit.py` (the
loop), `index/training/encoder/ship.py` (the folder).
"""
