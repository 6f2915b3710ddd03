"""Pages that are pictures -> glyphs, through the program that is installed: RapidOCR, or Tesseract.

A program tells where each letter stands; which line belongs to which column and article is decided
as for any other PDF. Loading one takes seconds and files, so it is done before the process is shut
off, and only in one that was started for a file with such pages (`corpus/formats/sandbox.py`).
Next: `corpus/formats/pdf/sheet/rapid.py`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from corpus.errors import PageError
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet
from corpus.formats.pdf.sheet.rapid import load_rapid
from corpus.formats.pdf.sheet.tesseract import load_tesseract
from corpus.notes import Count

MOST_SCANS = 64
INSTALL = (
    "type `pip install 'gongda[ocr]'` (or `sudo apt install tesseract-ocr tesseract-ocr-chi-sim`) "
    "and try again, or save the page with its text"
)
# A page of PDFium's -> its glyphs, in points.
Recogniser = Callable[[Any], Sequence[Glyph]]
# The first that is installed is taken.
PROGRAMS: tuple[Callable[[], Recogniser | None], ...] = (load_rapid, load_tesseract)
# What `prepare_recognition` loaded, None if nothing is installed; empty before.
_prepared: list[Recogniser | None] = []


class ScansWaitError(Exception):
    """Pages have to be recognised, and nothing was loaded for that."""


def prepare_recognition(programs: Sequence[Callable[[], Recogniser | None]] = PROGRAMS) -> None:
    """Load what recognises pages, for the rest of this process."""
    _prepared[:] = [next((ready for load in programs if (ready := load())), None)]


def forget_recognition() -> None:
    """Let go of what was loaded."""
    _prepared.clear()


def read_scans(document: Any, numbers: Sequence[int], what: str) -> list[Sheet]:  # noqa: ANN401
    """Return what is recognised on some pages.

    Args:
        document: PDFium's.
        numbers: Of the pages, counted from 0.
        what: Why their own text is not enough.

    Raises:
        PageError: No program is installed, or it fails, or there are too many pages.
        ScansWaitError: `prepare_recognition` was not called.
    """
    if not _prepared:
        raise ScansWaitError
    recogniser = _prepared[0]
    if recogniser is None:
        raise PageError(f"{what}, and no program that recognises letters is installed", INSTALL)
    if len(numbers) > MOST_SCANS:
        raise PageError(f"{what}, {len(numbers)} of them: more than {MOST_SCANS}", "split it")
    return [_scan(document[number], recogniser) for number in numbers]


def _scan(page: Any, recogniser: Recogniser) -> Sheet:  # noqa: ANN401
    glyphs = tuple(recogniser(page))
    area = Area(0.0, 0.0, *page.get_size())
    inked = sum(not glyph.text.isspace() for glyph in glyphs)
    return Sheet(area, glyphs, count=Count(read=inked), recognised=True)
