"""Glyphs of a page -> lines of one column each, and lines -> blocks that stand together.

A line ends where the gap is wider than a character or an upright rule stands. A block is a run of
lines of one size under one another, so a column of body text, or a headline. Pure functions. Next:
`corpus/pdf_roles.py` says what each block is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from corpus.pdf_page import Area, Glyph, Sheet

# In sizes of the letter. Two words of a line stand nearer, two columns further apart: justified
# Chinese is spaced by up to 0.3, a narrow gutter is 1. Headlines are set more loosely.
COLUMN_GAP = 0.8
HEADLINE_GAP = 1.6
# Where so many lines of the page begin, a gap of this parts columns.
NARROW_GUTTER = 0.25
EDGE_LINES = 4
# A Latin word ends at a gap of this.
WORD_GAP = 0.18
# Glyphs of one line differ in height by less, in size by less (a share).
BASE_SLACK = 0.25
SIZE_SLACK = 0.07
# In sizes of the letter, from base to base. Body text is set at 1.2 to 1.8.
WIDEST_LEADING = 2.3
# A block's own leading may vary by this share, where it is known.
LEADING_SLACK = 0.3
# In sizes of the letter: an indent of two characters, and a little.
INDENT = 2.6
ASCENT, DESCENT = 0.88, 0.12
BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of one column.

    Attributes:
        text: Its words, without outer blanks.
        area: Where it stands, outer blanks left out.
        base: The line its letters stand on.
        size: Of its letters, in points.
        font: Of most of its letters.
        bold: Whether most of its letters are.
        frame: The number of the frame it stands in, -1 for none.
    """

    text: str
    area: Area
    base: float
    size: float
    font: int = 0
    bold: bool = False
    frame: int = -1


@dataclass(slots=True)
class Block:
    """Lines that stand under one another and belong together.

    Attributes:
        lines: From the top.
        area: Around them.
        frame: The number of the frame they stand in, -1 for none.
    """

    lines: list[TextLine]
    area: Area
    frame: int = -1
    leading: float = 0.0
    tags: set[str] = field(default_factory=set)

    @property
    def size(self) -> float:
        """The size of the letters."""
        return self.lines[0].size

    @property
    def text(self) -> str:
        """All its words in a row."""
        return "".join(line.text for line in self.lines)


def read_lines(sheet: Sheet) -> list[TextLine]:
    """Return the lines of a page from the top, those beside one another from the left."""
    body = body_size(sheet.glyphs)
    upright = [rule for rule in sheet.rules if rule.height > rule.width]
    runs: list[list[Glyph]] = []
    for row in _rows(sheet.glyphs):
        near = [rule for rule in upright if rule.top < row[0].base < rule.bottom + 1]
        gap = HEADLINE_GAP if row[0].size > 1.5 * body else COLUMN_GAP
        runs += _runs(row, near, gap)
    edges = _edges(runs)
    lines = [
        replace(line, frame=_frame(line.area, sheet.frames))
        for run in runs
        for part in _cut_at(run, edges)
        if (line := _line(part))
    ]
    return sorted(lines, key=lambda line: (line.base, line.area.left))


def _edges(runs: Iterable[Sequence[Glyph]]) -> Counter[int]:
    """Count where lines begin, to a point: the left edges of columns."""
    return Counter(round(run[0].left) for run in runs)


def _cut_at(run: Sequence[Glyph], edges: Counter[int]) -> Iterator[Sequence[Glyph]]:
    """Cut a line that reaches into the gutter, as a stop set beyond the edge does."""
    usual = median(b.left - a.right for a, b in pairwise(run)) if len(run) > 1 else 0.0
    start = 0
    for number, (last, glyph) in enumerate(pairwise(run), start=1):
        gap = glyph.left - last.right
        place = round(glyph.left)
        lines = edges[place - 1] + edges[place] + edges[place + 1]
        if lines >= EDGE_LINES and gap > max(NARROW_GUTTER * glyph.size, 2 * usual):
            yield run[start:number]
            start = number
    yield run[start:]


def body_size(glyphs: Sequence[Glyph]) -> float:
    """Return the size that most letters of a page have, to half a point."""
    counts: dict[float, int] = {}
    for glyph in glyphs:
        size = round(glyph.size * 2) / 2
        counts[size] = counts.get(size, 0) + 1
    return max(counts, key=lambda size: counts[size], default=10.0)


def read_blocks(lines: Sequence[TextLine], sheet: Sheet) -> list[Block]:
    """Gather lines, sorted from the top, into blocks."""
    level = [rule for rule in sheet.rules if rule.width >= rule.height]
    blocks: list[Block] = []
    open_blocks: list[Block] = []
    for line in lines:
        open_blocks = [
            block
            for block in open_blocks
            if line.base - block.lines[-1].base < WIDEST_LEADING * max(block.size, line.size)
        ]
        near = [block for block in open_blocks if _goes_on(block, line, level)]
        if near:
            block = max(near, key=lambda block: (block.lines[-1].base, block.area.over(line.area)))
            if len(block.lines) == 1:
                block.leading = line.base - block.lines[0].base
            block.lines.append(line)
            block.area = block.area.joined(line.area)
        else:
            block = Block([line], line.area, line.frame)
            blocks.append(block)
            open_blocks.append(block)
    return blocks


def _goes_on(block: Block, line: TextLine, rules: Iterable[Area]) -> bool:
    """Say whether a line is the next of a block."""
    last = block.lines[-1]
    if abs(last.size - line.size) > SIZE_SLACK * last.size or block.frame != line.frame:
        return False
    step = line.base - last.base
    if step < 0.7 * line.size or (block.leading and step > block.leading * (1 + LEADING_SLACK)):
        return False
    if not _aligned(block, line):
        return False
    between = Area(line.area.left, last.base, line.area.right, line.base - 0.3 * line.size)
    return not any(
        between.top - 0.5 <= rule.top
        and rule.bottom <= between.bottom + 0.5
        and rule.over(between) > 0
        for rule in rules
    )


def _aligned(block: Block, line: TextLine) -> bool:
    """Say whether a line stands in the column of a block."""
    shared = block.area.over(line.area)
    outdent = block.area.left - line.area.left
    if len(block.lines) == 1 and 0 < outdent <= INDENT * line.size:
        return line.area.right <= block.area.right + INDENT * line.size
    if shared <= 0.3 * min(block.area.width, line.area.width):
        return False
    indent = INDENT * line.size
    if abs(line.area.left - block.area.left) <= indent:
        # A line far wider than all above it stands over more than their column.
        grown = line.area.right - block.area.right
        return grown <= indent or len(block.lines) == 1 or grown < 0.6 * block.area.width
    middle = (line.area.left + line.area.right - block.area.left - block.area.right) / 2
    return abs(middle) <= line.size or shared >= 0.95 * line.area.width


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


def _runs(row: Sequence[Glyph], rules: Sequence[Area], gap: float) -> Iterator[list[Glyph]]:
    """Cut a row where the columns part."""
    run: list[Glyph] = []
    for glyph in row:
        if run:
            last = run[-1]
            ruled = any(
                last.right - 1 <= rule.left and rule.right <= glyph.left + 1 for rule in rules
            )
            if ruled or glyph.left - last.right > gap * glyph.size:
                yield run
                run = []
        run.append(glyph)
    if run:
        yield run


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


__all__ = ["Block", "TextLine", "body_size", "read_blocks", "read_lines"]
