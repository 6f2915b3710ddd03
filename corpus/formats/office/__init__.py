"""Documents of office programs -> Markdown: Word, Writer, RTF, slides and sheets.

Doors: `docx.py`, `odt.py`, `rtf.py`, `slides.py`, `sheets.py`; `package.py` opens zips of parts and
holds the limits of all zips. `looks.py` tells headlines by their look, for every kind of document.
"""
