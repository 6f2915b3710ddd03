"""Pages whose letters cannot be told: pictures, outlines, fonts that do not say what they draw.

Where all pages are such, a program recognises them, or the file is refused with the true reason;
where some are, the others are read all the same, and a note tells which were not. Next:
`corpus/formats/pdf/sheet/ocr.py`.
"""

from collections.abc import Sequence
from typing import Any

from corpus.errors import PageError
from corpus.formats.pdf.sheet.geometry import Sheet
from corpus.formats.pdf.sheet.ocr import read_scans
from corpus.notes import Note

# Letters of a page. A scan has none, or the few that a scanner stamps on it.
FEWEST_GLYPHS = 20
# Share of a page's glyphs above which unreadable ones leave no text worth reading.
MOST_UNREADABLE = 0.5
PICTURES = "it is a scan: its pages are pictures without text"
OUTLINES = "its letters are drawn as shapes, not written as text"
NO_LETTERS = "its fonts do not say which letters they draw"


def read_textless(document: Any, sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Note]]:  # noqa: ANN401
    """Return the sheets with those read anew that have no text, and notes on those that cannot be.

    Raises:
        PageError: No page has text, and no program recognises them.
        ScansWaitError: Some have none, and nothing was loaded to recognise them.
    """
    reasons = {number: reason for number, one in enumerate(sheets) if (reason := _reason(one))}
    if not reasons:
        return list(sheets), []
    numbers = sorted(reasons)
    try:
        anew = dict(zip(numbers, read_scans(document, numbers, reasons[numbers[0]]), strict=True))
    except PageError:
        if not any(sheet.count.read for n, sheet in enumerate(sheets) if n not in reasons):
            raise
        note = Note("picture", numbers[0] + 1, count=len(numbers))
        return [_without(sheet) for sheet in sheets], [note]
    return [anew.get(number, sheet) for number, sheet in enumerate(sheets)], []


def _without(sheet: Sheet) -> Sheet:
    """Return a page whose letters say nothing without them; what can be read of a scan stays."""
    return sheet if _reason(sheet) != NO_LETTERS else Sheet(sheet.area, (), count=sheet.count)


def _reason(sheet: Sheet) -> str:
    """Return why a page has no text worth reading, "" if it has, or is empty."""
    count = sheet.count
    if count.unreadable > MOST_UNREADABLE * count.drawn:
        return NO_LETTERS
    if count.drawn >= FEWEST_GLYPHS:
        return ""
    if sheet.pictured:
        return PICTURES
    return OUTLINES if sheet.outlines >= FEWEST_GLYPHS and not count.read else ""
