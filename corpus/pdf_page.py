"""A PDF -> what stands on each page: glyphs with place and size, rules, frames and pictures.

PDFium (pypdfium2) decodes fonts and encodings; nothing is interpreted here. Places are in points,
counted from the upper left corner of the page. Text that is turned on its side is left out. Runs
in a process of its own (`corpus/apart.py`). Next: `corpus/pdf_lines.py` makes lines of the glyphs.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.errors import PageError

# Pages of one file. A paper's issue has 4 to 32, a yearbook some hundreds.
MOST_PAGES = 500
# Glyphs of one file; a full broadsheet page has about 10,000. Reading as many takes about 20 s.
MOST_GLYPHS = 1_500_000
# Lines and frames of one page; drawings made of thousands of strokes are no rules.
MOST_STROKES = 3_000
# Points. A rule is thinner than this, a frame or picture larger than that in both directions.
THICKEST_RULE = 3.5
SHORTEST_RULE = 20.0
SMALLEST_FRAME = 24.0
# Share of the page above which a frame is its edge and a picture its background.
WHOLE_PAGE = 0.8
# Degrees; text turned further is a watermark or stands on its side.
LEVEL = 3.0
BOLD_WEIGHT = 600
# Points. The same glyph printed twice so near is one, made bold by overprinting.
OVERPRINT = 1.2
# Radicals and compatibility forms that some fonts map their glyphs to: ⼯ is printed for 工.
LOOKALIKE = ((0x2E80, 0x2FD5), (0xF900, 0xFAD9))


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in points, from the upper left corner of the page; `bottom` exceeds `top`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def over(self, other: "Area") -> float:
        """Return how many points of width two areas share, negative for the gap between them."""
        return min(self.right, other.right) - max(self.left, other.left)

    def beside(self, other: "Area") -> float:
        """Return how many points of height two areas share, negative for the gap between them."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def holds(self, other: "Area", slack: float = 1.0) -> bool:
        """Say whether another area lies within this one."""
        across = self.left - slack <= other.left and other.right <= self.right + slack
        return across and self.top - slack <= other.top and other.bottom <= self.bottom + slack

    def joined(self, other: "Area") -> "Area":
        """Return the smallest area that holds both."""
        return Area(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character.

    Attributes:
        text: The character, or the few that a ligature stands for.
        left: Where it begins.
        right: Where the next may begin.
        base: The line it stands on.
        size: Of its font, in points.
        font: Tells fonts apart within the page.
        bold: Whether the font is.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    font: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page.

    Attributes:
        area: The page itself.
        glyphs: In the order of the file, which need not be that of reading.
        rules: Thin lines, level or upright.
        frames: Boxes that are drawn or filled.
        pictures: Images.
    """

    area: Area
    glyphs: tuple[Glyph, ...]
    rules: tuple[Area, ...] = ()
    frames: tuple[Area, ...] = ()
    pictures: tuple[Area, ...] = ()


def open_pdf(raw: bytes) -> Any:  # noqa: ANN401 - pypdfium2 has no types
    """Return a PDFium document.

    Raises:
        PageError: It is damaged, locked by a password, without pages or with too many.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise PageError("it is locked by a password", "save it without one") from None
        raise PageError("it is no PDF, or a damaged one", "save or print it as PDF again") from None
    if not pages:
        raise PageError("it is a PDF without pages", "save or print it as PDF again")
    if pages > MOST_PAGES:
        what = f"it has {pages:,} pages, more than {MOST_PAGES}"
        raise PageError(what, "split it into issues")
    return document


def read_sheets(document: Any) -> Iterator[Sheet]:  # noqa: ANN401
    """Yield the pages of a document.

    Raises:
        PageError: It holds too much text to be a newspaper.
    """
    import pypdfium2

    left = MOST_GLYPHS
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue  # the other pages are still worth reading
        left -= text.count_chars()
        if left < 0:
            what = f"it holds more than {MOST_GLYPHS:,} characters"
            raise PageError(what, "split it into issues")
        yield _sheet(page, text)
        text.close()
        page.close()


def _sheet(page: Any, text: Any) -> Sheet:  # noqa: ANN401
    box = page.get_bbox()
    area = Area(0.0, 0.0, box[2] - box[0], box[3] - box[1])
    glyphs = tuple(_printed_once(_glyphs(text, box[0], box[3])))
    rules, frames, pictures = _drawn(page, area, box)
    return Sheet(area, glyphs, rules, frames, pictures)


def _glyphs(text: Any, left: float, top: float) -> Iterator[Glyph]:  # noqa: ANN401
    from pypdfium2 import raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for number in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, number)
        if code < 32 or raw.FPDFText_IsGenerated(text, number) == 1:
            continue
        raw.FPDFText_GetMatrix(text, number, matrix)
        turned = math.degrees(math.atan2(matrix.b, matrix.a))
        if abs(turned) > LEVEL or not raw.FPDFText_GetLooseCharBox(text, number, box):
            continue
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        item = raw.FPDFText_GetTextObject(text, number)
        font = raw.FPDFTextObj_GetFont(item) if item else None
        yield Glyph(
            _character(code),
            box.left - left,
            box.right - left,
            top - y.value,
            raw.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d),
            ctypes.cast(font, ctypes.c_void_p).value or 0 if font else 0,
            raw.FPDFText_GetFontWeight(text, number) >= BOLD_WEIGHT,
        )


def _character(code: int) -> str:
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    character = chr(code)
    if any(first <= code <= last for first, last in LOOKALIKE):
        return unicodedata.normalize("NFKC", character)
    return character


def _printed_once(glyphs: Iterator[Glyph]) -> Iterator[Glyph]:
    """Drop glyphs printed over themselves, and such as have no extent."""
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        if not (0 < glyph.size < 2_000 and math.isfinite(glyph.left) and math.isfinite(glyph.base)):
            continue
        column, row = round(glyph.left / OVERPRINT), round(glyph.base / OVERPRINT)
        spots = {(glyph.text, column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)}
        if glyph.text.isspace() or spots.isdisjoint(seen):
            seen.add((glyph.text, column, row))
            yield glyph


Drawn = tuple[tuple[Area, ...], tuple[Area, ...], tuple[Area, ...]]


def _drawn(page: Any, area: Area, box: tuple[float, ...]) -> Drawn:  # noqa: ANN401
    """Return rules, frames and pictures."""
    from pypdfium2 import raw

    rules: list[Area] = []
    frames: list[Area] = []
    pictures: list[Area] = []
    for number, item in enumerate(page.get_objects(max_depth=2)):
        if number > MOST_STROKES + 100_000 or len(rules) + len(frames) > MOST_STROKES:
            break
        if item.type not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        left, bottom, right, top = item.get_bounds()
        spot = Area(left - box[0], box[3] - top, right - box[0], box[3] - bottom)
        if not all(math.isfinite(edge) for edge in (left, bottom, right, top)):
            continue
        if min(spot.width, spot.height) <= THICKEST_RULE:
            if max(spot.width, spot.height) >= SHORTEST_RULE:
                rules.append(spot)
        elif _is_frame(spot, area):
            (frames if item.type == raw.FPDF_PAGEOBJ_PATH else pictures).append(spot)
    return tuple(rules), tuple(frames), tuple(pictures)


def _is_frame(spot: Area, page: Area) -> bool:
    if min(spot.width, spot.height) < SMALLEST_FRAME:
        return False
    return spot.width * spot.height < WHOLE_PAGE * page.width * page.height
