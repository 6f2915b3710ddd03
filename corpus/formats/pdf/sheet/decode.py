"""A PDF -> what stands on each page: glyphs with place and size, rules, frames and pictures.

PDFium (pypdfium2) decodes fonts and encodings; nothing is interpreted here. Places are in points,
counted from the upper left corner of the page. Text at a slant is left out. Runs in a process of
its own (`corpus/formats/sandbox.py`). Next: `corpus/formats/pdf/lines.py` makes lines of the
glyphs.
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator, Set
from itertools import islice
from typing import Any

from corpus.errors import PageError
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet

# Pages of one file. A paper's issue has 4 to 32, a yearbook some hundreds.
MOST_PAGES = 500
# Glyphs of one file; a full broadsheet page has about 10,000. Reading as many takes about 20 s.
MOST_GLYPHS = 1_500_000
# Lines and frames of one page; drawings made of thousands of strokes are no rules.
MOST_STROKES = 3_000
MOST_OBJECTS = 100_000
# Paths that an object is clipped by, and corners of each.
MOST_CLIPS = 64
# FPDF_PAGEOBJ_TEXT, and FPDF_PAGEOBJ_PATH and FPDF_PAGEOBJ_IMAGE.
WRITTEN = 1
DRAWN = (2, 3)
# Points. PDFium leaves out text whose ink is narrower.
NARROWEST_TEXT = 0.01
# Points. A rule is thinner than this, a frame or picture larger than that in both directions.
THICKEST_RULE = 3.5
SHORTEST_RULE = 20.0
SMALLEST_FRAME = 24.0
# Share of the page above which a frame is its edge and a picture its background.
WHOLE_PAGE = 0.8
# Degrees; text turned by more is a watermark, but for Latin on its side in a line set downwards.
LEVEL = 3.0
ON_ITS_SIDE = -90.0
BOLD_WEIGHT = 600
# Points. The same glyph printed twice so near is one, made bold by overprinting.
OVERPRINT = 1.2
HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")
# Radicals and compatibility forms that some fonts map their glyphs to: ⼯ is printed for 工.
LOOKALIKE = ((0x2E80, 0x2FD5), (0xF900, 0xFAD9))


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
            inkless = _give_ink(page)
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue  # the other pages are still worth reading
        left -= text.count_chars()
        if left < 0:
            what = f"it holds more than {MOST_GLYPHS:,} characters"
            raise PageError(what, "split it into issues")
        yield _sheet(page, text, inkless)
        text.close()
        page.close()


def _give_ink(page: Any) -> set[int]:  # noqa: ANN401
    """Give an outline to text without ink, and return the addresses of such texts.

    Where a font is not in the file and this machine has none in its place, PDFium knows a letter's
    width but no ink of it, and leaves out a text of one letter: its ink is 0 wide. An outline
    counts as ink, and moving a text by nothing makes PDFium measure it again.
    """
    from pypdfium2 import raw

    inkless = set()
    for item in islice(page.get_objects(), MOST_OBJECTS):
        if item.type != WRITTEN:
            continue
        left, _, right, _ = item.get_bounds()
        if abs(right - left) < NARROWEST_TEXT:
            raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_STROKE)
            raw.FPDFPageObj_SetStrokeWidth(item, 1.0)
            raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, 0, 0)
            inkless.add(_address(item.raw))
    return inkless


def _address(handle: Any) -> int:  # noqa: ANN401
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _sheet(page: Any, text: Any, inkless: Set[int]) -> Sheet:  # noqa: ANN401
    box = page.get_bbox()
    area = Area(0.0, 0.0, box[2] - box[0], box[3] - box[1])
    glyphs = tuple(_printed_once(_glyphs(text, box[0], box[3], inkless)))
    rules, frames, pictures = _drawn(page, area, box)
    return Sheet(area, glyphs, rules, frames, pictures)


def _glyphs(text: Any, left: float, top: float, inkless: Set[int]) -> Iterator[Glyph]:  # noqa: ANN401
    from pypdfium2 import raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for number in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, number)
        if code < 32 or raw.FPDFText_IsGenerated(text, number) == 1:
            continue
        raw.FPDFText_GetMatrix(text, number, matrix)
        turned = math.degrees(math.atan2(matrix.b, matrix.a))
        turned_over = abs(turned - ON_ITS_SIDE) <= LEVEL
        if abs(turned) > LEVEL and not turned_over:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, number, box):
            continue
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        item = raw.FPDFText_GetTextObject(text, number)
        character = _character(code)
        if _is_blank(character) and _address(item) in inkless:
            continue  # It was left out because it is blank, not for want of a font.
        font = raw.FPDFTextObj_GetFont(item) if item else None
        # Some fonts tell the width of the ink only; a Chinese character is as wide as it is high.
        wide = raw.FPDFText_GetFontSize(text, number) * math.hypot(matrix.a, matrix.b)
        square = not turned_over and HAN.match(character) is not None
        yield Glyph(
            character,
            (min(box.left, x.value) if square else box.left) - left,
            (max(box.right, x.value + wide) if square else box.right) - left,
            top - (box.bottom if turned_over else y.value),
            raw.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d),
            _address(font) if font else 0,
            raw.FPDFText_GetFontWeight(text, number) >= BOLD_WEIGHT,
            turned_over,
        )


def _character(code: int) -> str:
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    character = chr(code)
    if any(first <= code <= last for first, last in LOOKALIKE):
        return unicodedata.normalize("NFKC", character)
    return character


def _is_blank(character: str) -> bool:
    return unicodedata.category(character)[0] in "ZC"


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
        if number > MOST_OBJECTS or len(rules) + len(frames) > MOST_STROKES:
            break
        spot = _shown(item, box) if item.type in DRAWN else None
        if spot is None:
            continue
        if min(spot.width, spot.height) <= THICKEST_RULE:
            if max(spot.width, spot.height) >= SHORTEST_RULE:
                rules.append(spot)
        elif _is_frame(spot, area):
            (frames if item.type == raw.FPDF_PAGEOBJ_PATH else pictures).append(spot)
    return tuple(rules), tuple(frames), tuple(pictures)


def _shown(item: Any, box: tuple[float, ...]) -> Area | None:  # noqa: ANN401
    """Return what is seen of a drawing or picture, None if nothing is."""
    left, bottom, right, top = item.get_bounds()
    for clip in _clips(item):
        left, bottom = max(left, clip[0]), max(bottom, clip[1])
        right, top = min(right, clip[2]), min(top, clip[3])
    if not all(map(math.isfinite, (left, bottom, right, top))) or right < left or top < bottom:
        return None
    return Area(left - box[0], box[3] - top, right - box[0], box[3] - bottom)


def _clips(item: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401
    """Yield the box around each path that an object is clipped by."""
    from pypdfium2 import raw

    clip = raw.FPDFPageObj_GetClipPath(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(0, min(raw.FPDFClipPath_CountPaths(clip), MOST_CLIPS))):
        segments = raw.FPDFClipPath_CountPathSegments(clip, path)
        xs, ys = [], []
        for number in range(max(0, min(segments, MOST_CLIPS))):
            segment = raw.FPDFClipPath_GetPathSegment(clip, path, number)
            if raw.FPDFPathSegment_GetPoint(segment, x, y):
                xs.append(x.value)
                ys.append(y.value)
        if xs:
            yield min(xs), min(ys), max(xs), max(ys)


def _is_frame(spot: Area, page: Area) -> bool:
    if min(spot.width, spot.height) < SMALLEST_FRAME:
        return False
    return spot.width * spot.height < WHOLE_PAGE * page.width * page.height
