"""A file of any kind -> the text that `corpus/page/` reads.

Door: `reading.py` (`read_texts`, `texts_of`, the kinds that are known); `archive.py` opens a zip. A
new kind gets a file here, or a folder where one file is not enough, and a line in `reading.py`, or
in `readers.py` if it is read in a process of its own.
"""
