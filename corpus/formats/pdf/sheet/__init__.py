"""What stands on the pages of a PDF: glyphs, rules, frames and pictures.

Doors: `decode.py`, which reads them, and `geometry.py`, the records; `ocr.py` for pictures of
pages.
"""
