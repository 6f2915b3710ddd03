"""Text with styles, where it may be cut, and the two scripts of Chinese.

Doors: `styled.py` (`Formatted`, `split`), `cut.py`, `traditional.py`.
"""
