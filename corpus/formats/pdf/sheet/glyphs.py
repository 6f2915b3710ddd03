"""The text of one page as PDFium knows it -> glyphs, each of them accounted for.

A glyph is read, dropped because it is printed over itself, left out because it stands at a slant,
or unreadable: then U+FFFD stands where it was. Nothing else happens to it, and `Count` tells how
many of each there were. Next: `corpus/formats/pdf/layout/lines.py` makes lines of the glyphs.
"""

import ctypes
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from corpus.formats.pdf.sheet.geometry import Glyph
from corpus.formats.pdf.sheet.letters import HAN, UNREADABLE, is_blank, letter
from corpus.notes import Count

# Degrees; text turned by more is a watermark, but for Latin on its side in a line set downwards.
LEVEL = 3.0
ON_ITS_SIDE = -90.0
BOLD_WEIGHT = 600
# What a font without a weight of its own says in its name: Times-Bold, ABCDEF+SourceHanSans-Heavy.
BOLD_NAME = re.compile(rb"bold|black|heavy", re.IGNORECASE)
LONGEST_NAME = 128
# The same letter printed twice so near is one, made bold by overprinting: in points, in sizes of
# the letter for large ones, never more than the second; and in widths of the letter, so that `ll`
# stays two: its letters stand 2.2 points apart at a size of 10.
OVERPRINT, MOST_OVERPRINT = 1.2, 2.4
OVERPRINT_SIZE, OVERPRINT_WIDTH = 0.08, 0.4
# Points. Letters that one glyph stands for (`ff`, `——`) have one place.
SAME_PLACE = 0.01
LARGEST = 2_000.0
# FPDF_TEXTRENDERMODE_INVISIBLE and _CLIP: what draws no letters.
UNSEEN = (3, 7)
# Of a character beyond U+FFFF, as UTF-16 writes it; and a code that draws nothing.
FIRST_HALVES, SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
NOTHING = 10


# Left, bottom, right, top, as PDF counts them.
Bounds = tuple[float, float, float, float]


@dataclass(slots=True)
class Written:
    """The texts of a page, as PDFium holds them.

    Attributes:
        bounds: Of each, by its address.
        inkless: Addresses of those without ink.
    """

    bounds: dict[int, Bounds] = field(default_factory=dict)
    inkless: set[int] = field(default_factory=set)


@dataclass(slots=True)
class PageText:
    """What is read of a page's text while it is read.

    Attributes:
        text: PDFium's page of text.
        left: Of the page's box.
        top: Of the page's box.
        written: The texts that it is made of.
        count: What became of each glyph so far.
        twice: The letters that are dropped because they are printed over themselves.
        aslant: The letters that stand at a slant.
        hidden: Glyphs that are not to be seen, as an OCR writes them under its picture.
    """

    text: Any
    left: float
    top: float
    written: Written
    count: Count = field(default_factory=Count)
    twice: list[str] = field(default_factory=list)
    aslant: list[str] = field(default_factory=list)
    hidden: int = 0


def read_glyphs(page: PageText) -> tuple[Glyph, ...]:
    """Return the glyphs of a page, and fill its count."""
    letters: defaultdict[int, list[str]] = defaultdict(list)
    drawn = list(_one_a_place(_drawn(page)))
    for text, glyph in drawn:
        letters[text] += () if _shows_nothing(glyph) else (glyph.text,)
    page.twice += _left_out(page.written, letters)
    return tuple(_printed_once((glyph for _, glyph in drawn), page))


def _left_out(written: Written, letters: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """Yield the letters of texts that PDFium itself takes for a text printed over itself.

    It does not tell them; but they stand where a text stands that it has read.
    """
    spots: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for text in letters:
        if text in written.bounds:
            spots[_spot(written.bounds[text])].append(text)
    for text, bounds in written.bounds.items():
        if text not in letters and bounds[2] - bounds[0] > SAME_PLACE:
            near = chain.from_iterable(spots[spot] for spot in _around(*_spot(bounds)))
            same = next((one for one in near if _is_near(bounds, written.bounds[one])), 0)
            yield from letters.get(same, ())


def _around(column: int, row: int) -> list[tuple[int, int]]:
    """Return a spot and the eight that touch it."""
    return [(column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


def _spot(bounds: Bounds) -> tuple[int, int]:
    return int(bounds[0] // MOST_OVERPRINT), int(bounds[1] // MOST_OVERPRINT)


def _is_near(one: Bounds, other: Bounds) -> bool:
    return all(abs(a - b) <= MOST_OVERPRINT for a, b in zip(one, other, strict=True))


def _shows_nothing(glyph: Glyph) -> bool:
    return all(map(is_blank, glyph.text))


def _drawn(page: PageText) -> Iterator[tuple[int, Glyph]]:
    """Yield glyphs, each with the address of the text that it is of."""
    from pypdfium2 import raw

    probe = _Probe(page)
    for number in range(page.text.count_chars()):
        character = _character(page.text, number)
        if not character:
            continue
        item = raw.FPDFText_GetTextObject(page.text, number)
        if is_blank(character) and address(item) in page.written.inkless:
            continue  # It was left out because it is blank, not for want of a font.
        turned = probe.turned(number)
        on_its_side = abs(turned - ON_ITS_SIDE) <= LEVEL
        if abs(turned) > LEVEL and not on_its_side:
            page.aslant.append(character)
            continue
        if item and not is_blank(character):
            page.hidden += raw.FPDFTextObj_GetTextRenderMode(item) in UNSEEN
        yield address(item), probe.glyph(number, character, item, on_its_side)


class _Probe:
    """Asks PDFium for a glyph's place and look, into memory that is used again for the next."""

    def __init__(self, page: PageText) -> None:
        from pypdfium2 import raw

        self.page = page
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.box, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.named_bold: dict[int, bool] = {}

    def turned(self, number: int) -> float:
        """Return by how many degrees a glyph is turned; `glyph` of the same number comes next."""
        from pypdfium2 import raw

        raw.FPDFText_GetMatrix(self.page.text, number, self.matrix)
        return math.degrees(math.atan2(self.matrix.b, self.matrix.a))

    def glyph(self, number: int, character: str, item: Any, on_its_side: bool) -> Glyph:  # noqa: ANN401
        """Return a glyph, which is of the text `item`."""
        from pypdfium2 import raw

        text, box, x, y, matrix = self.page.text, self.box, self.x, self.y, self.matrix
        raw.FPDFText_GetLooseCharBox(text, number, box)
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        font = raw.FPDFTextObj_GetFont(item) if item else None
        # Some fonts tell the width of the ink only; a Chinese character is as wide as it is high.
        size = raw.FPDFText_GetFontSize(text, number)
        wide = size * math.hypot(matrix.a, matrix.b)
        square = not on_its_side and HAN.match(character) is not None
        return Glyph(
            character,
            (min(box.left, x.value) if square else box.left) - self.page.left,
            (max(box.right, x.value + wide) if square else box.right) - self.page.left,
            self.page.top - (box.bottom if on_its_side else y.value),
            size * math.hypot(matrix.c, matrix.d),
            address(font) if font else 0,
            raw.FPDFText_GetFontWeight(text, number) >= BOLD_WEIGHT or self._is_named_bold(font),
            on_its_side,
        )

    def _is_named_bold(self, font: Any) -> bool:  # noqa: ANN401
        """Say whether a font is bold by its name; each is asked once a page."""
        from pypdfium2 import raw

        if not font:
            return False
        place = address(font)
        if place not in self.named_bold:
            name = ctypes.create_string_buffer(LONGEST_NAME)
            raw.FPDFFont_GetBaseFontName(font, name, LONGEST_NAME)
            self.named_bold[place] = BOLD_NAME.search(name.value) is not None
        return self.named_bold[place]


def _character(text: Any, number: int) -> str:  # noqa: ANN401 - pypdfium2 has no types
    """Return a drawn character, "" for one that PDFium has made up, U+FFFD for an unknown one."""
    from pypdfium2 import raw

    if raw.FPDFText_IsGenerated(text, number) == 1:
        return ""
    if raw.FPDFText_IsHyphen(text, number) == 1:
        return "-"
    code = _code(text, number)
    if raw.FPDFText_HasUnicodeMapError(text, number) == 1 and not is_blank(letter(code)):
        return UNREADABLE
    return "" if code in (9, 10, 13) else letter(code)


def _code(text: Any, number: int) -> int:  # noqa: ANN401
    """Return the code of a character; PDFium tells a rare one (𠮷) in two halves, one by one."""
    from pypdfium2 import raw

    code = int(raw.FPDFText_GetUnicode(text, number))
    if code in FIRST_HALVES:
        second = int(raw.FPDFText_GetUnicode(text, number + 1))
        if second in SECOND_HALVES:
            return 0x10000 + ((code - FIRST_HALVES.start) << 10) + second - SECOND_HALVES.start
    if code in SECOND_HALVES and number:
        first = raw.FPDFText_GetUnicode(text, number - 1)
        return NOTHING if first in FIRST_HALVES else code
    return code


def address(handle: Any) -> int:  # noqa: ANN401
    """Return what tells an object of PDFium from others."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _one_a_place(drawn: Iterable[tuple[int, Glyph]]) -> Iterator[tuple[int, Glyph]]:
    """Join the letters that one glyph stands for: PDFium tells them one by one, at one place."""
    last: tuple[int, Glyph] | None = None
    for text, glyph in drawn:
        if last and last[0] == text and _is_same_place(last[1], glyph):
            last = text, replace(last[1], text=last[1].text + glyph.text)
            continue
        if last:
            yield last
        last = text, glyph
    if last:
        yield last


def _is_same_place(one: Glyph, other: Glyph) -> bool:
    apart = max(abs(one.left - other.left), abs(one.right - other.right))
    return max(apart, abs(one.base - other.base)) < SAME_PLACE


def _printed_once(glyphs: Iterable[Glyph], page: PageText) -> Iterator[Glyph]:
    """Drop glyphs printed over themselves, and such as have no place or extent; count all."""
    spots: defaultdict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    read = unreadable = lost = 0
    for glyph in glyphs:
        blank = _shows_nothing(glyph)
        if not (0 < glyph.size < LARGEST and math.isfinite(glyph.left + glyph.base)):
            lost += not blank
            continue
        column, row = int(glyph.left // MOST_OVERPRINT), int(glyph.base // MOST_OVERPRINT)
        near = chain.from_iterable(spots[glyph.text, *spot] for spot in _around(column, row))
        if not blank and any(_is_over(glyph, other) for other in near):
            page.twice.append(glyph.text)
            continue
        spots[glyph.text, column, row].append(glyph)
        unreadable += UNREADABLE in glyph.text
        read += not blank and UNREADABLE not in glyph.text
        yield glyph
    aslant = sum(not is_blank(character) for character in page.aslant)
    page.count = Count(read, len(page.twice), unreadable + lost, aslant)


def _is_over(glyph: Glyph, other: Glyph) -> bool:
    """Say whether a glyph stands where the same letter stands already."""
    near = min(max(OVERPRINT, OVERPRINT_SIZE * glyph.size), MOST_OVERPRINT)
    across = min(near, OVERPRINT_WIDTH * (glyph.right - glyph.left))
    return abs(glyph.left - other.left) <= across and abs(glyph.base - other.base) <= near
