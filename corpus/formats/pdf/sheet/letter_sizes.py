"""Sizes of letters that were recognised in a picture, brought to steps.

Letters of one size come out a little different in each line, so that a line a little larger would
pass for a headline. Pure functions. Next: `corpus/formats/pdf/sheet/rapid.py`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from corpus.formats.pdf.sheet.geometry import Sheet

# Lines whose size differs from the body's by less are body; others are brought to steps of this.
STEP = 0.16


def evened(sheet: Sheet, body: float) -> Sheet:
    """Bring the sizes of recognised letters to steps, so that a line a little larger is no head."""
    sized = (replace(one, size=stepped(one.size, body)) for one in sheet.glyphs)
    return replace(sheet, glyphs=tuple(sized))


def stepped(size: float, body: float) -> float:
    """Return the step that a size stands on; `body` is the size of most letters."""
    if abs(size - body) < STEP * body:
        return body
    return body * (1 + STEP * round((size / body - 1) / STEP))


def usual_size(lines: Iterable[tuple[float, int]]) -> float:
    """Return the size that most letters have, of lines given by size and number of letters."""
    counts: Counter[int] = Counter()
    for size, letters in lines:
        counts[round(size)] += letters
    around = {size: sum(counts[size + near] for near in (-1, 0, 1)) for size in counts}
    return float(max(around, key=lambda size: around[size], default=10))
