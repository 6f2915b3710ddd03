"""What is drawn on a page, letters aside: rules, frames, images; and whether one hides letters.

Places are in points, counted from the upper left corner of the page. Next:
`corpus/formats/pdf/sheet/decode.py`.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from corpus.formats.pdf.sheet.geometry import Area, Glyph

# Lines and frames of one page; drawings made of thousands of strokes are no rules.
MOST_STROKES = 3_000
MOST_OBJECTS = 100_000
# Paths that an object is clipped by, and corners of each.
MOST_CLIPS = 64
# Images that are looked at for letters behind them, strips of one counted as one.
MOST_IMAGES = 200
# FPDF_PAGEOBJ_TEXT, and FPDF_PAGEOBJ_PATH and FPDF_PAGEOBJ_IMAGE.
WRITTEN = 1
DRAWN = (2, 3)
# Points. A rule is thinner than this, a frame or picture larger than that in both directions.
THICKEST_RULE = 3.5
SMALLEST_FRAME = 24.0
# Points. A row of a table is as high.
SHORTEST_STROKE = 5.0
# Points by which the edges of strips of one image differ.
STRIP_SLACK = 1.0
# Share of the page above which a frame is its edge and a picture its background.
WHOLE_PAGE = 0.8


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page.

    Attributes:
        strokes: Thin lines, level or upright, of any length that a cell of a table has.
        frames: Boxes that are drawn or filled.
        images: Each image, and how many texts were written before it.
        outlines: Other shapes.
        texts: How many texts are written.
    """

    strokes: list[Area] = field(default_factory=list)
    frames: list[Area] = field(default_factory=list)
    images: list[tuple[Area, int]] = field(default_factory=list)
    outlines: int = 0
    texts: int = 0


def read_drawing(page: Any, area: Area, box: tuple[float, ...]) -> Drawing:  # noqa: ANN401
    """Return what is drawn on a page of PDFium's; `box` is around it, left, bottom, right, top."""
    drawing = Drawing()
    for number, item in enumerate(page.get_objects(max_depth=2)):
        if number > MOST_OBJECTS or len(drawing.strokes) + len(drawing.frames) > MOST_STROKES:
            break
        drawing.texts += item.type == WRITTEN
        spot = _shown(item, box) if item.type in DRAWN else None
        if spot is not None:
            _note(drawing, item, spot, area)
    return drawing


def _note(drawing: Drawing, item: Any, spot: Area, page: Area) -> None:  # noqa: ANN401
    """Put a drawing or picture where it belongs."""
    from pypdfium2 import raw

    if min(spot.width, spot.height) <= THICKEST_RULE:
        if max(spot.width, spot.height) >= SHORTEST_STROKE:
            drawing.strokes.append(spot)
    elif item.type != raw.FPDF_PAGEOBJ_PATH:
        drawing.images.append((spot, drawing.texts))
    elif is_frame(spot, page):
        drawing.frames.append(spot)
    else:
        drawing.outlines += 1


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


def is_frame(spot: Area, page: Area) -> bool:
    """Say whether an area is as high and wide as a box or picture is, and none as the page."""
    if min(spot.width, spot.height) < SMALLEST_FRAME:
        return False
    return spot.width * spot.height < WHOLE_PAGE * page.width * page.height


def is_behind(glyphs: Sequence[Glyph], drawing: Drawing, hidden: bool) -> bool:
    """Say whether most letters stand where an image is, drawn over them, or hidden before it.

    A scan may be one image or many strips of one, with or without its margins.
    """
    images = [one for one, before in drawing.images if hidden or before > drawing.texts / 2]
    images = list(islice(_whole(images), MOST_IMAGES))
    within = sum(any(_stands_on(glyph, image) for image in images) for glyph in glyphs)
    return within > len(glyphs) / 2


def _whole(images: Sequence[Area]) -> Iterator[Area]:
    """Yield images, strips that touch one another as one."""
    last: Area | None = None
    for image in sorted(images, key=lambda one: (one.left, one.top)):
        if last and _goes_on(last, image):
            last = last.joined(image)
            continue
        if last:
            yield last
        last = image
    if last:
        yield last


def _goes_on(upper: Area, lower: Area) -> bool:
    """Say whether a strip stands right below another."""
    apart = max(abs(upper.left - lower.left), abs(upper.right - lower.right))
    return max(apart, -upper.beside(lower)) < STRIP_SLACK


def _stands_on(glyph: Glyph, image: Area) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return image.left <= middle <= image.right and image.top <= glyph.base <= image.bottom
