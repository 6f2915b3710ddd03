"""Where words stand on the pages of a PDF, and a picture of a page to show them on.

The page is read as for an index (`document.py`), so that words which run over lines and columns are
found in the order in which they are read; each letter's place is its glyph's. Words that run on to
another page are shown on the one that holds most of them. Runs in a process of its own
(`corpus/formats/sandbox.py`).
"""

import struct
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from corpus.errors import PageError
from corpus.formats.pdf.document import PdfPage, read_page_of
from corpus.formats.pdf.layout.blocks import TextBlock
from corpus.formats.pdf.layout.lines import BASE_SLACK
from corpus.formats.pdf.sheet.decode import open_page, open_pdf, read_sheets
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet, TextLine
from corpus.formats.pdf.sheet.textless import read_textless
from corpus.notes import PlaceOnPage

# Letters that a piece of them has at least: a shorter one stands anywhere.
SHORTEST_PIECE = 4
# Share of the letters that are found before a page is taken for theirs; and for theirs alone.
FOUND, WHOLE = 0.5, 0.98
# Dots of the longer side, and dots a point: what a wide screen shows.
LONGEST_SIDE, MOST_SCALE = 2_400, 2.5
# Points around a letter.
SLACK = 1.0


def find_words(raw: bytes, words: str, first: int = 1) -> PlaceOnPage | None:
    """Return where words stand in a PDF; None if they are not found.

    Args:
        raw: The file.
        words: As they were read.
        first: Page of the file to look at first, counted from 1.

    Raises:
        PageError: It cannot be read.
        ScansWaitError: A page has to be recognised, and nothing was loaded for that.
    """
    document = open_pdf(raw)
    wanted = _bare(words)
    best, most = None, FOUND * len(wanted)
    for number in sorted(range(len(document)), key=lambda one: (one != first - 1, one)):
        place, found = _on_page(document, number, wanted)
        if found > most:
            best, most = place, found
        if best and most >= WHOLE * len(wanted):
            break
    return best


def _on_page(document: Any, number: int, wanted: str) -> tuple[PlaceOnPage | None, int]:  # noqa: ANN401 - pypdfium2 has no types
    """Return where letters stand on a page, counted from 0, and how many of them do."""
    sheet = _read(document, number)
    if sheet is None:
        return None, 0
    letters = list(_placed(sheet, read_page_of(number + 1, sheet)))
    runs = _runs(wanted, letters)
    size = (sheet.area.width, sheet.area.height)
    place = PlaceOnPage(number + 1, *size, tuple(_boxes(letters, runs)))
    return place, sum(end - start for start, end in runs)


def draw_page(raw: bytes, number: int) -> bytes:
    """Return a page of a PDF, counted from 1, as a PNG.

    Raises:
        PageError: It cannot be read, or has no such page.
    """
    import pypdfium2

    document = open_pdf(raw)
    if not 0 < number <= len(document):
        raise PageError(f"it has no page {number}", f"name one up to {len(document)}")
    try:
        page, _, _ = open_page(document, number - 1)
        page.set_rotation(0)  # Places of letters know no other.
        scale = min(MOST_SCALE, LONGEST_SIDE / max(*page.get_size(), 1.0))
        bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    except pypdfium2.PdfiumError:
        raise PageError(f"page {number} cannot be drawn", "save it as PDF again") from None
    return _png(bitmap)


def _read(document: Any, number: int) -> Sheet | None:  # noqa: ANN401
    """Return a page, recognised where it has no text; None where nobody can."""
    sheets = list(read_sheets(document, [number]))
    try:
        # Its pages are counted from this one.
        return read_textless([document[number]], sheets)[0][0] if sheets else None
    except PageError:
        return None


def _bare(text: str) -> str:
    """Return what tells words apart: letters and digits in one form.

    >>> _bare("ＡＢ， 近300个。")
    'ab近300个'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum())


# A letter, its line's number, and where it stands.
_PlacedLetter = tuple[str, int, Area]


def _placed(sheet: Sheet, page: PdfPage) -> Iterator[_PlacedLetter]:
    """Yield the letters of a page in reading order."""
    for number, line in enumerate(line for block in _blocks(page) for line in block.lines):
        for text, area in _characters(line, sheet):
            yield from ((letter, number, area) for letter in _bare(text))


def _blocks(page: PdfPage) -> list[TextBlock]:
    """Return the blocks of a page in reading order."""
    blocks = [block for story in page.stories for block in story.blocks]
    blocks += [caption.block for story in page.stories for caption in story.captions]
    if page.is_document or not blocks:
        return sorted(page.roles.bodies, key=lambda block: block.area.top)
    return blocks


def _characters(line: TextLine, sheet: Sheet) -> Iterator[tuple[str, Area]]:
    """Yield the characters of a line, each at its glyph, or at its share of the line."""
    glyphs = sorted(
        (glyph for glyph in sheet.glyphs if _is_of(line, glyph)), key=lambda glyph: glyph.left
    )
    if _bare("".join(glyph.text for glyph in glyphs)) == _bare(line.text):
        for glyph in glyphs:
            yield glyph.text, Area(glyph.left, line.area.top, glyph.right, line.area.bottom)
        return
    for place, character in enumerate(line.text):
        yield character, _share(line, place)


def _is_of(line: TextLine, glyph: Glyph) -> bool:
    """Say whether a glyph stands on a line, within its column."""
    level = abs(glyph.base - line.base) <= BASE_SLACK * line.size
    return level and line.area.left - SLACK <= glyph.left <= line.area.right


def _share(line: TextLine, place: int) -> Area:
    """Return the area of a character, as if all of its line were of one width."""
    area, part = line.area, 1 / len(line.text)
    if line.downward:
        step = area.height * part
        top = area.top + place * step
        return Area(area.left, top, area.right, top + step)
    step = area.width * part
    left = area.left + place * step
    return Area(left, area.top, left + step, area.bottom)


def _runs(wanted: str, letters: Sequence[_PlacedLetter]) -> list[tuple[int, int]]:
    """Return the stretches of a page that hold the wanted letters, piece by piece."""
    page = "".join(letter for letter, _, _ in letters)
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(wanted):
        length = _longest(wanted, at, page)
        if length < min(SHORTEST_PIECE, len(wanted)):
            at += 1
            continue
        after = runs[-1][1] if runs else 0
        start = page.find(wanted[at : at + length], after)
        start = start if start >= 0 else page.find(wanted[at : at + length])
        runs.append((start, start + length))
        at += length
    return runs


def _longest(wanted: str, at: int, page: str) -> int:
    """Return how many of the wanted letters from a place on stand together on the page."""
    low, high = 0, len(wanted) - at
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[at : at + middle] in page:
            low = middle
        else:
            high = middle - 1
    return low


def _boxes(
    letters: Sequence[_PlacedLetter], runs: Sequence[tuple[int, int]]
) -> Iterator[tuple[float, float, float, float]]:
    """Yield a box for each line of each stretch: left, top, right, bottom."""
    for start, end in runs:
        for _, group in groupby(letters[start:end], key=lambda one: one[1]):
            areas = [area for _, _, area in group]
            box = areas[0]
            for area in areas[1:]:
                box = box.joined(area)
            yield box.left, box.top, box.right, box.bottom


def _png(bitmap: Any) -> bytes:  # noqa: ANN401
    """Write rows of red, green and blue as a PNG; https://www.w3.org/TR/png-3/ names the parts."""
    import numpy as np

    rows = bitmap.to_numpy()[:, :, :3]
    height, width, _ = rows.shape
    # Each row as its difference from the one above (filter 2): blank paper is then zeros.
    above = np.zeros_like(rows)
    above[1:] = rows[:-1]
    filtered = np.full((height, 1 + 3 * width), 2, np.uint8)
    filtered[:, 1:] = (rows - above).reshape(height, 3 * width)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(filtered.tobytes())), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
