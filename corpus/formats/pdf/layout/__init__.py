"""What stands on a page of a PDF, put together from its glyphs: lines, blocks, tables.

Doors: `lines.py`, `blocks.py` with the records of a page, `ruled_tables.py` for cells with lines
around them, `aligned_tables.py` for columns that only white space parts.
"""
