"""A page whose text lies on its side, on its head or a little askew -> the same page, upright.

A wide table is often written sideways on a page that is turned when it is shown, and what an OCR
writes behind a scan lies as askew as the scan. PDFium turns the whole page, so that whatever is
read of it later stands as it is seen. Next: `corpus/formats/pdf/sheet/decode.py`.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from typing import Any

from corpus.formats.pdf.sheet.glyphs import LEVEL

QUARTER = 90
# Characters that are looked at, and those that have to tell of a turn.
MOST_LOOKED_AT, FEWEST = 600, 8
# Share of them that lie alike.
USUAL = 0.5
# Degrees: less is level, and letters of one page differ by less.
ASKEW, ALIKE = 0.15, 0.4


def usual_turn(text: Any) -> float:  # noqa: ANN401 - pypdfium2 has no types
    """Return by how many degrees most text of a page is turned, 0 where it is level or of no turn.

    Args:
        text: PDFium's page of text.
    """
    turns = list(_turns(text))
    if len(turns) < FEWEST:
        return 0.0
    quarters: defaultdict[int, list[float]] = defaultdict(list)
    for turn in turns:
        quarter = round(turn / QUARTER)
        if abs(turn - QUARTER * quarter) <= LEVEL:
            quarters[quarter % 4].append(turn - QUARTER * quarter)
    quarter, off = max(quarters.items(), key=lambda item: len(item[1]), default=(0, []))
    if len(off) <= USUAL * len(turns):
        return 0.0
    askew = median(off)
    steady = sum(abs(one - askew) <= ALIKE for one in off) > USUAL * len(turns)
    return QUARTER * quarter + (askew if steady and abs(askew) > ASKEW else 0.0)


def _turns(text: Any) -> Iterator[float]:  # noqa: ANN401
    """Yield by how many degrees characters are turned, those of the whole page alike."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    count = text.count_chars()
    for number in range(0, count, max(1, count // MOST_LOOKED_AT)):
        drawn = raw.FPDFText_IsGenerated(text, number) != 1
        if drawn and raw.FPDFText_GetMatrix(text, number, matrix):
            yield math.degrees(math.atan2(matrix.b, matrix.a))


def turned_back(document: Any, number: int, turn: float) -> Any:  # noqa: ANN401
    """Return a page of a document, turned so that text at `turn` degrees is level.

    Args:
        document: PDFium's; the page is changed in it.
        number: Of the page, counted from 0.
        turn: What `usual_turn` returned.
    """
    from pypdfium2 import raw

    page = document[number]
    left, bottom, right, top = page.get_bbox()
    wide, high = right - left, top - bottom
    if round(turn / QUARTER) % 2:
        wide, high = high, wide
    cos, sin = math.cos(math.radians(-turn)), math.sin(math.radians(-turn))
    x, y = (left + right) / 2, (bottom + top) / 2
    matrix = raw.FS_MATRIX(
        cos, sin, -sin, cos, wide / 2 - cos * x + sin * y, high / 2 - sin * x - cos * y
    )
    raw.FPDFPage_TransFormWithClip(page, matrix, None)
    page.set_mediabox(0, 0, wide, high)
    page.set_cropbox(0, 0, wide, high)
    page.set_rotation(0)
    page.close()
    return document[number]
