"""Generations on disk: immutable folders, checksummed, published by one atomic rename.

Doors: `generation.py` (`current`, `publish`, `lock`), `texts.py` (articles and passages),
`manifest.py`. Nobody else writes into a generation's folder without `generation.py`.
"""
