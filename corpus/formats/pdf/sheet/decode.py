"""A PDF -> what stands on each page: glyphs with place and size, rules, frames and pictures.

PDFium (pypdfium2) decodes fonts and encodings; nothing is interpreted here. Places are in points,
counted from the upper left corner of the page. Runs in a process of its own
(`corpus/formats/sandbox.py`). Next: `corpus/formats/pdf/sheet/glyphs.py` reads the text of a page,
`corpus/formats/pdf/sheet/drawing.py` what is drawn on it.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from corpus.errors import PageError
from corpus.formats.pdf.sheet.drawing import (
    MOST_OBJECTS,
    WRITTEN,
    is_behind,
    is_frame,
    read_drawing,
)
from corpus.formats.pdf.sheet.geometry import Area, Sheet
from corpus.formats.pdf.sheet.glyphs import PageText, Written, address, read_glyphs
from corpus.formats.pdf.sheet.upright import turned_back, usual_turn

# Pages of one file. A paper's issue has 4 to 32, a yearbook some hundreds.
MOST_PAGES = 500
# Glyphs of one file; a full broadsheet page has about 10,000. Reading as many takes about 20 s.
MOST_GLYPHS = 1_500_000
# Points. PDFium leaves out text whose ink is narrower.
NARROWEST_TEXT = 0.01
# Points. A rule is no stroke of a cell.
SHORTEST_RULE = 20.0
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
            page, written, text = open_page(document, number)
        except pypdfium2.PdfiumError:
            continue  # the other pages are still worth reading
        left -= text.count_chars()
        if left < 0:
            what = f"it holds more than {MOST_GLYPHS:,} characters"
            raise PageError(what, "split it into issues")
        yield _sheet(page, text, written)
        text.close()
        page.close()


def open_page(document: Any, number: int) -> tuple[Any, Written, Any]:  # noqa: ANN401
    """Return a page with most of its text upright, its texts, and PDFium's page of text."""
    page = document[number]
    written = _give_ink(page)
    text = page.get_textpage()
    if turn := usual_turn(text):
        text.close()
        page.close()
        page = turned_back(document, number, turn)
        written = _give_ink(page)
        text = page.get_textpage()
    return page, written, text


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
    drawing = read_drawing(page, area, box)
    images = [image for image, _ in drawing.images]
    recognised = is_behind(glyphs, drawing, reading.hidden > len(glyphs) / 2)
    return Sheet(
        area,
        glyphs,
        tuple(rule for rule in drawing.strokes if max(rule.width, rule.height) >= SHORTEST_RULE),
        tuple(drawing.frames),
        () if recognised else tuple(one for one in images if is_frame(one, area)),
        tuple(drawing.strokes),
        reading.count,
        "".join(reading.twice),
        "".join(reading.aslant),
        _share(images, area) > PICTURED,
        drawing.outlines,
        recognised,
    )


def _share(areas: Sequence[Area], page: Area) -> float:
    whole = max(page.width * page.height, 1.0)
    return sum(area.width * area.height for area in areas) / whole
