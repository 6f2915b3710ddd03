"""How the bundled model was made: `python -m index.training --data FOLDER --out index/model`.

Read in this order: `sources.py` (files), `glosses.py` and `english.py` (the dictionary),
`vocabulary.py` (pieces), `pseudo.py` and `pairs.py` (what is shown to the model), `fit.py` (the
loop), `ship.py` (the folder).
"""
