"""The bundled model: pieces, pairs of texts, the training loop, the folder that ships.

`index/training/__main__.py` runs them; `fit.py` is the loop, `ship.py` writes the folder.
"""
