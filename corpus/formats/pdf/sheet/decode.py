"""A PDF -> what stands on each page: glyphs with place and size, rules, frames and pictures.

PDFium (pypdfium2) decodes fonts and encodings; nothing is interpreted here. Places are in points,
counted from the upper left corner of the page. Runs in a process of its own
(`corpus/formats/sandbox.py`). Next: `corpus/formats/pdf/sheet/glyphs.py` reads the text of a page.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from corpus.errors import PageError
from corpus.formats.pdf.sheet.geometry import Area, Sheet
from corpus.formats.pdf.sheet.glyphs import PageText, Written, address, read_glyphs

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
# Points. A row of a table is as high.
SHORTEST_STROKE = 5.0
SMALLEST_FRAME = 24.0
# Share of the page above which a frame is its edge and a picture its background.
WHOLE_PAGE = 0.8
# Share of a page that images hold where they are its text.
PICTURED = 0.5


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


def read_sheets(document: Any, numbers: Sequence[int] | None = None) -> Iterator[Sheet]:  # noqa: ANN401
    """Yield the pages of a document, or those with some numbers, counted from 0.

    Raises:
        PageError: It holds too much text to be a newspaper.
    """
    import pypdfium2

    left = MOST_GLYPHS
    for number in range(len(document)) if numbers is None else numbers:
        try:
            page = document[number]
            written = _give_ink(page)
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue  # the other pages are still worth reading
        left -= text.count_chars()
        if left < 0:
            what = f"it holds more than {MOST_GLYPHS:,} characters"
            raise PageError(what, "split it into issues")
        yield _sheet(page, text, written)
        text.close()
        page.close()


def _give_ink(page: Any) -> Written:  # noqa: ANN401
    """Give an outline to text without ink, and return the texts of a page.

    Where a font is not in the file and this machine has none in its place, PDFium knows a letter's
    width but no ink of it, and leaves out a text of one letter: its ink is 0 wide. An outline
    counts as ink, and moving a text by nothing makes PDFium measure it again.
    """
    from pypdfium2 import raw

    written = Written()
    for item in islice(page.get_objects(), MOST_OBJECTS):
        if item.type != WRITTEN:
            continue
        bounds = item.get_bounds()
        written.bounds[address(item.raw)] = bounds
        if abs(bounds[2] - bounds[0]) < NARROWEST_TEXT:
            raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_STROKE)
            raw.FPDFPageObj_SetStrokeWidth(item, 1.0)
            raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, 0, 0)
            written.inkless.add(address(item.raw))
    return written


def _sheet(page: Any, text: Any, written: Written) -> Sheet:  # noqa: ANN401
    box = page.get_bbox()
    area = Area(0.0, 0.0, box[2] - box[0], box[3] - box[1])
    reading = PageText(text, box[0], box[3], written)
    glyphs = read_glyphs(reading)
    drawing = _drawn(page, area, box)
    unseen = reading.hidden > len(glyphs) / 2 or drawing.over_text
    return Sheet(
        area,
        glyphs,
        tuple(rule for rule in drawing.strokes if max(rule.width, rule.height) >= SHORTEST_RULE),
        tuple(drawing.frames),
        tuple(drawing.pictures),
        tuple(drawing.strokes),
        reading.count,
        "".join(reading.twice),
        "".join(reading.aslant),
        drawing.covered or _share(drawing.pictures, area) > PICTURED,
        drawing.outlines,
        drawing.covered and unseen,
    )


def _share(areas: Sequence[Area], page: Area) -> float:
    whole = max(page.width * page.height, 1.0)
    return sum(area.width * area.height for area in areas) / whole


@dataclass(slots=True)
class _Drawing:
    """What is drawn on a page.

    Attributes:
        strokes: Thin lines, level or upright, of any length that a cell of a table has.
        frames: Boxes that are drawn or filled.
        pictures: Images that are smaller than the page.
        outlines: Other shapes.
        covered: Whether an image is as large as the page.
        over_text: Whether that was drawn over text.
    """

    strokes: list[Area] = field(default_factory=list)
    frames: list[Area] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    outlines: int = 0
    covered: bool = False
    over_text: bool = False


def _drawn(page: Any, area: Area, box: tuple[float, ...]) -> _Drawing:  # noqa: ANN401
    drawing = _Drawing()
    written = False
    for number, item in enumerate(page.get_objects(max_depth=2)):
        if number > MOST_OBJECTS or len(drawing.strokes) + len(drawing.frames) > MOST_STROKES:
            break
        written = written or item.type == WRITTEN
        spot = _shown(item, box) if item.type in DRAWN else None
        if spot is not None:
            _note(drawing, item, spot, area, written)
    return drawing


def _note(drawing: _Drawing, item: Any, spot: Area, page: Area, written: bool) -> None:  # noqa: ANN401
    """Put a drawing or picture where it belongs; `written` says whether text came before it."""
    from pypdfium2 import raw

    picture = item.type != raw.FPDF_PAGEOBJ_PATH
    if min(spot.width, spot.height) <= THICKEST_RULE:
        if max(spot.width, spot.height) >= SHORTEST_STROKE:
            drawing.strokes.append(spot)
    elif _is_frame(spot, page):
        (drawing.pictures if picture else drawing.frames).append(spot)
    elif not picture:
        drawing.outlines += 1
    elif min(spot.width, spot.height) >= SMALLEST_FRAME:
        drawing.covered = True
        drawing.over_text = drawing.over_text or written


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
