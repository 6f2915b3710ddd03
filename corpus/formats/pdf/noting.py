"""What an editor should know of how a PDF was read: letters lost, dropped, or only guessed.

More than a trace of a page is worth a note, once a file for each kind, with the first page that it
holds for and a sample. Next: `corpus/check/reader_notes.py` makes findings of them.
"""

from collections.abc import Iterator, Sequence

from corpus.formats.pdf.lines import sideways
from corpus.formats.pdf.sheet.geometry import Sheet
from corpus.formats.pdf.sheet.letters import UNREADABLE
from corpus.notes import Note

# A trace: fewer letters than this, or than this share of the page.
FEWEST, SHARE = 3, 0.001
SHOWN = 24


def reading_notes(sheets: Sequence[Sheet], crowded: Sequence[int]) -> Iterator[Note]:
    """Yield what is to be said of a file's pages; `crowded` are numbers of pages."""
    pages = list(enumerate(sheets, start=1))
    unreadable = [(n, _around(one), one.count.unreadable) for n, one in pages if _many(one, 0)]
    twice = [(n, one.twice, one.count.twice) for n, one in pages if _many(one, 1)]
    turned = [(n, one.aslant + sideways(one.glyphs)) for n, one in pages]
    aslant = [(n, letters, len(letters)) for n, letters in turned if letters.strip()]
    recognised = [n for n, one in pages if one.recognised]
    if unreadable:
        yield Note("unreadable", *unreadable[0][:2], sum(count for _, _, count in unreadable))
    if twice:
        yield Note("printed twice", *_sample(twice[0]), sum(count for _, _, count in twice))
    if aslant:
        yield Note("aslant", *_sample(aslant[0]), sum(count for _, _, count in aslant))
    if recognised:
        yield Note("recognised", recognised[0], count=len(recognised))
    if crowded:
        yield Note("crowded", crowded[0], count=len(crowded))


def _sample(noted: tuple[int, str, int]) -> tuple[int, str]:
    return noted[0], noted[1][:SHOWN]


def _many(sheet: Sheet, which: int) -> bool:
    count = (sheet.count.unreadable, sheet.count.twice)[which]
    return count >= max(FEWEST, SHARE * sheet.count.drawn)


def _around(sheet: Sheet) -> str:
    """Return the letters around the first unreadable one, in the order of the file."""
    text = "".join(glyph.text for glyph in sheet.glyphs)
    place = max(text.find(UNREADABLE), 0)
    return text[max(0, place - SHOWN // 2) : place + SHOWN // 2].strip()
