"""What stands on the pages of a PDF: glyphs, each accounted for, rules, frames and pictures.

Doors: `decode.py` and `geometry.py`, the records; `textless.py` for pages without text, and
`ocr.py`, which loads what recognises them. A second reader, to compare with: `second_reading.py`.
"""
