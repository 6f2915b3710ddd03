"""What an editor should know of how a PDF was read: letters lost, dropped, or only guessed.

More than a trace of a page is worth a note, once a file for each kind, with the first page that it
holds for and a sample. Next: `corpus/check/reader_notes.py` makes findings of them.
"""

from collections.abc import Iterator, Sequence

from corpus.formats.pdf.layout.lines import sideways
from corpus.formats.pdf.sheet.geometry import Sheet
from corpus.formats.pdf.sheet.letters import UNREADABLE
from corpus.notes import Note, NoteKind

# A trace: fewer letters than this, or than this share of the page.
FEWEST, SHARE = 3, 0.001
SHOWN = 24


def reading_notes(sheets: Sequence[Sheet], crowded: Sequence[int]) -> Iterator[Note]:
    """Yield what is to be said of a file's pages; `crowded` are numbers of pages."""
    pages = list(enumerate(sheets, start=1))
    turned = [(n, sheet.aslant + sideways(sheet.glyphs)) for n, sheet in pages]
    yield from _of_letters(
        "unreadable", [(n, _around(s), s.count.unreadable) for n, s in pages if _many(s, 0)]
    )
    yield from _of_letters(
        "printed twice", [(n, s.twice, s.count.twice) for n, s in pages if _many(s, 1)]
    )
    yield from _of_letters("aslant", [(n, text, len(text)) for n, text in turned if text.strip()])
    yield from _of_pages("recognised", [n for n, sheet in pages if sheet.recognised])
    yield from _of_pages("crowded", crowded)


def _of_letters(kind: NoteKind, noted: Sequence[tuple[int, str, int]]) -> Iterator[Note]:
    """Yield a note with the first page, a sample of it, and how many letters it is of."""
    if noted:
        page, text, _ = noted[0]
        yield Note(kind, page, text[:SHOWN], sum(count for _, _, count in noted))


def _of_pages(kind: NoteKind, numbers: Sequence[int]) -> Iterator[Note]:
    if numbers:
        yield Note(kind, numbers[0], count=len(numbers))


def _many(sheet: Sheet, which: int) -> bool:
    count = (sheet.count.unreadable, sheet.count.twice)[which]
    return count >= max(FEWEST, SHARE * sheet.count.drawn)


def _around(sheet: Sheet) -> str:
    """Return the letters around the first unreadable one, in the order of the file."""
    text = "".join(glyph.text for glyph in sheet.glyphs)
    place = max(text.find(UNREADABLE), 0)
    return text[max(0, place - SHOWN // 2) : place + SHOWN // 2].strip()
