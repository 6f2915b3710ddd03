"""A page as a picture -> glyphs, through RapidOCR: the extra `ocr`, whose wheel has its models.

Lines are detected in strips of the page, which keeps within the memory of a reading, and each is
recognised by itself; the model tells in which part of a line it saw each letter. A page that lies
askew is turned first. Nothing is downloaded: the models' files are named. Next:
`corpus/formats/pdf/layout/lines.py` parts lines that run over two columns.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import atan2, degrees
from pathlib import Path
from statistics import median
from typing import Any
from unicodedata import category

from corpus.formats.pdf.sheet.geometry import Area, Glyph
from corpus.formats.pdf.sheet.letter_sizes import stepped, usual_size

POINTS = 72
# Dots an inch at which lines are detected and at which they are read: letters of 9 points are 18
# and 25 dots high. Dots of a strip, and of a page, which is drawn smaller above that.
DETECTED, READ = 144, 200
MOST_STRIP, MOST_DOTS = 800_000, 30_000_000
# Points by which strips overlap: a headline is no higher, or it is put together from two strips.
OVERLAP = 70
# Share of the smaller of two boxes, down and across, that is in both if they are of one line.
SAME_HEIGHT, SAME_WIDTH = 0.5, 0.6
# Degrees below which a page is left as it lies; lines that tell, and times their height.
LEVEL, TELLING, LONG = 0.15, 5, 8.0
# What the model is less sure of is dirt, or a piece of a picture.
SUREST_DIRT = 0.5
# Times its width: a higher box is a line set downwards.
DOWNWARD = 1.5
# A box's height in sizes of the letter, what it stands off the letters on each side as a share of
# its height, and how far below its middle they stand, in sizes: medians over 60 lines of 8 to 20
# points.
BOX, OFF, BASE = 1.25, 0.12, 0.36
# Full-width signs of a line from which its width tells their size better than its height does.
FEWEST_SIGNS = 4
# In widths of a letter, and more for a blank: what is further apart is not spread evenly together.
WIDEST_STEP = 1.7
# Widths in sizes of the letter.
NARROW, BLANK = 0.5, 0.4
# Of Unicode's categories: marks that open, and that close or part.
OPENING, CLOSING = ("Ps", "Pi"), ("Pe", "Pf", "Po")
MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
}
SETTINGS = {
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "Global.max_side_len": 100_000,
    "Det.limit_type": "max",
    "Det.limit_side_len": 100_000,
    "Det.max_candidates": 10_000,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line as it was recognised: its letters with the place of each along it, in points."""

    letters: tuple[tuple[str, float, float], ...]
    box: Area
    size: float
    downward: bool


def load_rapid() -> Callable[[Any], list[Glyph]] | None:
    """Return what recognises a page, with its models in memory; None where it is not installed."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return None
    import numpy as np
    from rapidocr import RapidOCR

    models = Path(spec.origin).parent / "models"
    paths = {key: str(models / name) for key, name in MODELS.items()}
    engine = RapidOCR(params={**SETTINGS, **paths})
    blank = np.full((64, 64, 3), 255, np.uint8)  # the models are loaded by the first picture
    engine(blank, use_det=True, use_cls=False, use_rec=False)
    engine(blank, use_det=False, use_cls=False, use_rec=True)
    return lambda page: _recognised(engine, page)


def _recognised(engine: Any, page: Any) -> list[Glyph]:  # noqa: ANN401 - neither has types
    """Return the glyphs of a page of PDFium's."""
    width, height = page.get_size()
    dots = width * height * (READ / POINTS) ** 2
    scale = READ / POINTS * min(1.0, (MOST_DOTS / max(dots, 1.0)) ** 0.5)
    rough = scale * DETECTED / READ
    small, picture = _drawn(page, rough), _drawn(page, scale)
    slope = _slope(engine, small, rough)
    if abs(slope) > LEVEL:
        small, picture = _turned(small, slope), _turned(picture, slope)
    boxes = _boxes(engine, small, rough)
    read = (_read(engine, picture, box, scale) for box in boxes)
    return list(glyphs_of([line for line in read if line]))


def _drawn(page: Any, scale: float) -> Any:  # noqa: ANN401
    """Return a page in shades of grey: rows of columns, scale in dots a point."""
    rows = page.render(scale=scale, grayscale=True).to_numpy()
    return rows.reshape(rows.shape[:2])


def _turned(picture: Any, angle: float) -> Any:  # noqa: ANN401
    """Turn a picture about its middle, so that lines that fall by so many degrees are level."""
    import cv2

    rows, columns = picture.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, 1.0)
    return cv2.warpAffine(picture, matrix, (columns, rows), borderValue=255)


def _coloured(picture: Any) -> Any:  # noqa: ANN401
    """Return a picture in shades of grey with the three channels that the models expect."""
    return picture[:, :, None].repeat(3, axis=2)


def _detected(engine: Any, picture: Any) -> Any:  # noqa: ANN401
    """Return four corners a line, clockwise from the upper left one; the shape is (lines, 4, 2)."""
    found = engine(_coloured(picture), use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    return () if boxes is None else boxes


def _strips(picture: Any, scale: float) -> Iterator[tuple[int, int]]:  # noqa: ANN401
    """Yield first row and one past the last of strips that overlap."""
    rows, columns = picture.shape
    overlap = round(OVERLAP * scale)
    high = max(2 * overlap, MOST_STRIP // max(columns, 1))
    top = 0
    while True:
        yield top, min(rows, top + high)
        if top + high >= rows:
            return
        top += high - overlap


def _slope(engine: Any, small: Any, scale: float) -> float:  # noqa: ANN401
    """Return by how many degrees lines fall to the right, as a strip in the middle tells."""
    strips = list(_strips(small, scale))
    top, bottom = strips[len(strips) // 2]
    slopes = []
    for upper_left, upper_right, _, lower_left in _detected(engine, small[top:bottom]):
        right, down = upper_right - upper_left
        if right > LONG * abs(lower_left[1] - upper_left[1]):
            slopes.append(degrees(atan2(down, right)))
    return median(slopes) if len(slopes) >= TELLING else 0.0


def _boxes(engine: Any, small: Any, scale: float) -> list[Area]:  # noqa: ANN401
    """Return the boxes of lines, in points, each once."""
    boxes: list[Area] = []
    for top, bottom in _strips(small, scale):
        here: list[Area] = []
        for corners in _detected(engine, small[top:bottom]):
            left, first = (float(one) for one in corners.min(axis=0))
            right, last = (float(one) for one in corners.max(axis=0))
            box = Area(left / scale, (first + top) / scale, right / scale, (last + top) / scale)
            for same in [other for other in boxes if _is_same(other, box)]:
                boxes.remove(same)
                box = box.joined(same)
            here.append(box)
        boxes += here
    return sorted(boxes, key=lambda box: (box.top, box.left))


def _is_same(one: Area, other: Area) -> bool:
    """Say whether two boxes, of strips that overlap, are of one line."""
    high = one.beside(other) >= SAME_HEIGHT * min(one.height, other.height)
    return high and one.over(other) >= SAME_WIDTH * min(one.width, other.width)


def _read(engine: Any, picture: Any, box: Area, scale: float) -> RecognisedLine | None:  # noqa: ANN401
    """Return what stands in a box; None for dirt."""
    top, bottom = max(0, int(box.top * scale)), int(box.bottom * scale) + 1
    left, right = max(0, int(box.left * scale)), int(box.right * scale) + 1
    piece = picture[top:bottom, left:right]
    downward = box.height > DOWNWARD * box.width
    if downward:
        piece = piece[:, ::-1].swapaxes(0, 1)  # a quarter turn to the left
    done = engine(
        _coloured(piece), use_det=False, use_cls=False, use_rec=True, return_word_box=True
    )
    if not getattr(done, "txts", None) or not done.txts[0].strip():
        return None
    if done.scores[0] < SUREST_DIRT:
        return None
    words = done.word_results[0]
    columns = [column for part in words.word_cols for column in part]
    return placed_line(done.txts[0], columns, words.line_txt_len, box)


def placed_line(text: str, columns: Sequence[int], parts: float, box: Area) -> RecognisedLine:
    """Place the letters of a line.

    Args:
        text: Blanks between words included, which have no column.
        columns: In which of the parts of the line each letter was seen.
        parts: How many there are.
        box: Around the line.
    """
    downward = box.height > DOWNWARD * box.width
    thick, start, end = box.height, box.left, box.right
    if downward:
        thick, start, end = box.width, box.top, box.bottom
    start, end = start + OFF * thick, end - OFF * thick
    middles = [start + (column + 0.5) / parts * (end - start) for column in columns]
    stretches = _to_edges(list(_stretches(text, middles, thick / BOX)), start, end, thick / BOX)
    sizes = [_spread_size(signs, first, last) for signs, first, last in stretches]
    units = sum(map(_width, text))
    size = median(sizes) if units >= FEWEST_SIGNS else min(thick / BOX, median(sizes))
    letters = [one for stretch in stretches for one in _spread(*stretch)]
    return RecognisedLine(tuple(letters), box, size, downward)


def _stretches(
    text: str, middles: Sequence[float], size: float
) -> Iterator[tuple[str, float, float]]:
    """Yield letters that stand close together, with where they begin and end."""
    places = iter(middles)
    run: list[tuple[str, float]] = []
    blanks = ""
    for sign in text.strip():
        if sign.isspace():
            blanks += sign
            continue
        place = next(places, middles[-1])
        room = size * (WIDEST_STEP + BLANK * len(blanks))
        if run and _is_apart(run[-1], (sign, place), room):
            yield _ends(run, size)
            run, blanks = [], ""
        run += [*((blank, place) for blank in blanks), (sign, place)]
        blanks = ""
    yield _ends(run, size)


def _is_apart(before: tuple[str, float], after: tuple[str, float], room: float) -> bool:
    """Say whether two letters, given with their middles, are further apart than `room` a width."""
    return after[1] - before[1] > room * (_width(before[0]) + _width(after[0])) / 2


def _ends(run: Sequence[tuple[str, float]], size: float) -> tuple[str, float, float]:
    """Return the letters of a stretch, and its edges half a letter off their middles."""
    (first, start), (last, end) = run[0], run[-1]
    signs = "".join(sign for sign, _ in run)
    return signs, start - _width(first) * size / 2, end + _width(last) * size / 2


def _to_edges(
    stretches: list[tuple[str, float, float]], start: float, end: float, size: float
) -> list[tuple[str, float, float]]:
    """Move the outer edges of a line's stretches to those of its ink, which the box shows better.

    A stop fills the first half of its square only, an opening mark the second.
    """
    signs, _, last = stretches[0]
    half = size / 2 if category(signs[0]) in OPENING and not signs[0].isascii() else 0.0
    stretches[0] = (signs, start - half, last)
    signs, first, _ = stretches[-1]
    half = size / 2 if category(signs[-1]) in CLOSING and not signs[-1].isascii() else 0.0
    stretches[-1] = (signs, first, end + half)
    return stretches


def _width(sign: str) -> float:
    """Return the width of a letter in sizes, as fonts of newspapers have it."""
    if sign.isspace():
        return BLANK
    return NARROW if sign.isascii() else 1.0


def _spread_size(signs: str, start: float, end: float) -> float:
    return (end - start) / sum(map(_width, signs))


def _spread(signs: str, start: float, end: float) -> Iterator[tuple[str, float, float]]:
    """Yield each letter with where it begins and ends, evenly over a stretch."""
    unit = _spread_size(signs, start, end)
    for sign in signs:
        yield sign, start, start + unit * _width(sign)
        start += unit * _width(sign)


def glyphs_of(lines: Sequence[RecognisedLine]) -> Iterator[Glyph]:
    """Yield the letters of lines, their sizes brought to steps."""
    body = usual_size((line.size, len(line.letters)) for line in lines)
    for line in lines:
        size, box = stepped(line.size, body), line.box
        middle, centre = (box.top + box.bottom) / 2, (box.left + box.right) / 2
        for sign, start, end in line.letters:
            if line.downward:
                yield Glyph(sign, centre - size / 2, centre + size / 2, end, size)
            else:
                yield Glyph(sign, start, end, middle + BASE * size, size)
