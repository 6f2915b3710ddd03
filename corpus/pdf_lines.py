"""Glyphs of a page -> lines of one column each.

`corpus/pdf_runs.py` finds where columns part a row, `corpus/pdf_downward.py` what is not
level. Pure functions. Next: `corpus/pdf_blocks.py` gathers the lines of a column.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from corpus.pdf_downward import part_downward, with_initials
from corpus.pdf_runs import read_runs
from corpus.pdf_sheet import Area, Glyph, Sheet, TextLine

# A Latin word ends at a gap of this.
WORD_GAP = 0.18
# Glyphs of one line differ in height by less, in size by less (a share).
BASE_SLACK = 0.25
SIZE_SLACK = 0.07
# In sizes of the letter: how far it reaches above and below the line it stands on.
ASCENT, DESCENT = 0.88, 0.12
BLANK = re.compile(r"\s")


def read_lines(sheet: Sheet) -> list[TextLine]:
    """Return the lines of a page from the top, those beside one another from the left."""
    level, downward = part_downward(sheet.glyphs)
    body = body_size(level)
    lines = [line for run in read_runs(_rows(level), sheet.rules, body) if (line := _line(run))]
    lines = [*with_initials(lines, body), *map(_downward_line, downward)]
    lines = [replace(line, frame=_frame(line.area, sheet.frames)) for line in lines]
    return sorted(lines, key=lambda line: (line.base, line.area.left))


def _downward_line(run: Sequence[Glyph]) -> TextLine:
    """Return a line that is set downwards."""
    size = median(glyph.size for glyph in run)
    left, right = min(glyph.left for glyph in run), max(glyph.right for glyph in run)
    area = Area(left, run[0].base - ASCENT * size, right, run[-1].base + DESCENT * size)
    text = "".join(glyph.text for glyph in run).strip()
    bold = sum(glyph.bold for glyph in run) > len(run) / 2
    return TextLine(text, area, area.bottom, size, run[0].font, bold, downward=True)


def body_size(glyphs: Sequence[Glyph]) -> float:
    """Return the size that most letters of a page have, to half a point."""
    counts: dict[float, int] = {}
    for glyph in glyphs:
        size = round(glyph.size * 2) / 2
        counts[size] = counts.get(size, 0) + 1
    return max(counts, key=lambda size: counts[size], default=10.0)


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs on one base and of one size, over the whole page, from the left."""
    rows: list[list[Glyph]] = []
    open_rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        open_rows = [
            row for row in open_rows if glyph.base - row[0].base < BASE_SLACK * row[0].size
        ]
        fitting = (
            row for row in open_rows if abs(row[0].size - glyph.size) <= SIZE_SLACK * glyph.size
        )
        row = next(fitting, None)
        if row is None:
            row = []
            rows.append(row)
            open_rows.append(row)
        row.append(glyph)
    for row in rows:
        yield sorted(row, key=lambda glyph: glyph.left)


def _line(run: Sequence[Glyph]) -> TextLine | None:
    inked = [number for number, glyph in enumerate(run) if not BLANK.fullmatch(glyph.text)]
    if not inked:
        return None
    run = run[inked[0] : inked[-1] + 1]
    size = median(glyph.size for glyph in run)
    base = median(glyph.base for glyph in run)
    area = Area(run[0].left, base - ASCENT * size, run[-1].right, base + DESCENT * size)
    fonts = [glyph.font for glyph in run]
    bold = sum(glyph.bold for glyph in run) > len(run) / 2
    return TextLine(_words(run), area, base, size, max(set(fonts), key=fonts.count), bold)


def _words(run: Sequence[Glyph]) -> str:
    """Return the text of a run, with a space where a gap parts two Latin words."""
    parts = [run[0].text]
    for last, glyph in pairwise(run):
        latin = last.text.isascii() and glyph.text.isascii()
        wide = glyph.left - last.right > WORD_GAP * glyph.size
        if latin and wide and last.text.isalnum() and glyph.text.isalnum() and _is_word_gap(run):
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts)


def _is_word_gap(run: Sequence[Glyph]) -> bool:
    """Tell words without spaces from letters that are spaced to fill a line."""
    gaps = [glyph.left - last.right for last, glyph in pairwise(run)]
    return median(gaps) < WORD_GAP * run[0].size / 2


def _frame(area: Area, frames: Sequence[Area]) -> int:
    """Return the number of the smallest frame around an area."""
    around = [n for n, frame in enumerate(frames) if frame.holds(area, slack=2.0)]
    return min(around, key=lambda n: frames[n].width * frames[n].height, default=-1)
