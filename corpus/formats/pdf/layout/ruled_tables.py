"""Tables with ruled cells -> blocks of rows; their letters and lines are taken off the page.

Lines that touch make a grid. It is a table where its cells hold little: rules between articles and
columns make grids, too, with whole reports in them. A row is one line, its cells parted as in every
other format. Pure functions. Next:
`corpus/formats/pdf/layout/aligned_tables.py` looks for tables without rules in what is left.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product
from statistics import median

from corpus.formats.pdf.layout.blocks import TextBlock
from corpus.formats.pdf.layout.table_rows import (
    TOUCH,
    CellRow,
    cell_text,
    table_block,
    without_table,
)
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet

# Lines of a page that is looked at for tables; a drawing has more.
MOST_LINES = 600
# Edges: two rows and two columns at least.
FEWEST_EDGES = 3
# Letters of a cell, in the middle and at most: a column of a report has hundreds. Share of cells
# that hold any.
USUAL_CELL, LONGEST_CELL = 40, 240
FILLED = 0.4


@dataclass(frozen=True, slots=True)
class _Grid:
    """Lines that touch one another.

    Attributes:
        uprights: Those from top to bottom.
        ys: Heights of the level ones, from the top.
    """

    uprights: tuple[Area, ...]
    ys: tuple[float, ...]

    @property
    def area(self) -> Area:
        """Around all of it."""
        xs = [line.left for line in self.uprights]
        return Area(min(xs), self.ys[0], max(xs), self.ys[-1])

    def edges(self, top: float, bottom: float) -> list[float]:
        """Return where the cells of a row part, from the left."""
        middle = (top + bottom) / 2
        return _apart(u.left for u in self.uprights if u.top - 1 <= middle <= u.bottom + 1)


def take_ruled(sheet: Sheet) -> tuple[Sheet, list[TextBlock]]:
    """Return a page without its tables that have ruled cells, and those."""
    tables: list[TextBlock] = []
    for grid in _grids(sheet):
        within = [glyph for glyph in sheet.glyphs if _stands_in(glyph, grid.area)]
        rows = _rows(grid, within)
        if _is_table(rows):
            sheet = without_table(sheet, grid.area, within)
            tables.append(table_block(grid.area, rows, median(glyph.size for glyph in within)))
    return sheet, tables


def _grids(sheet: Sheet) -> Iterator[_Grid]:
    """Yield the sets of lines that touch one another, if they have rows and columns."""
    lines = [*sheet.strokes, *chain.from_iterable(map(_edges, sheet.frames))]
    level = _joined([line for line in lines if line.width >= line.height])
    uprights = _joined([line for line in lines if line.width < line.height])
    if len(level) + len(uprights) > MOST_LINES:
        return
    for lying, standing in _touching(level, uprights):
        ys = _apart(line.top for line in lying)
        if min(len(ys), len(_apart(line.left for line in standing))) >= FEWEST_EDGES:
            yield _Grid(tuple(standing), tuple(ys))


def _touching(
    level: Sequence[Area], uprights: Sequence[Area]
) -> Iterator[tuple[list[Area], list[Area]]]:
    """Yield the level and the upright lines of each set in which each touches another."""
    every = [*level, *uprights]
    root = list(range(len(every)))
    for a, b in product(range(len(level)), range(len(level), len(every))):
        if every[a].over(every[b]) >= -TOUCH and every[a].beside(every[b]) >= -TOUCH:
            root[_top(root, b)] = _top(root, a)
    groups: defaultdict[int, tuple[list[Area], list[Area]]] = defaultdict(lambda: ([], []))
    for number, line in enumerate(every):
        groups[_top(root, number)][number >= len(level)].append(line)
    yield from groups.values()


def _edges(frame: Area) -> Iterator[Area]:
    """Yield the four sides of a box."""
    left, top, right, bottom = frame.left, frame.top, frame.right, frame.bottom
    yield from (Area(left, y, right, y) for y in (top, bottom))
    yield from (Area(x, top, x, bottom) for x in (left, right))


def _joined(lines: Sequence[Area]) -> list[Area]:
    """Join lines that go on from one another: a border is often drawn cell by cell."""
    done: list[Area] = []
    for line in sorted(lines, key=lambda one: (one.left + one.top, one.left)):
        near = [
            at
            for at, other in enumerate(done[-MOST_LINES:], start=max(0, len(done) - MOST_LINES))
            if _goes_on(other, line)
        ]
        if near:
            done[near[0]] = done[near[0]].joined(line)
        else:
            done.append(line)
    return done


def _goes_on(one: Area, other: Area) -> bool:
    joined = one.joined(other)
    thin = min(joined.width, joined.height) <= TOUCH + min(one.width, one.height)
    return thin and one.over(other) >= -TOUCH and one.beside(other) >= -TOUCH


def _top(root: list[int], number: int) -> int:
    while root[number] != number:
        root[number] = root[root[number]]
        number = root[number]
    return number


def _apart(places: Iterator[float]) -> list[float]:
    """Return places from the lowest, those close to the one before left out."""
    done: list[float] = []
    for place in sorted(places):
        if not done or place - done[-1] > TOUCH:
            done.append(place)
    return done


def _stands_in(glyph: Glyph, area: Area) -> bool:
    middle, height = (glyph.left + glyph.right) / 2, glyph.base - 0.3 * glyph.size
    return area.left <= middle <= area.right and area.top <= height <= area.bottom


def _rows(grid: _Grid, glyphs: Sequence[Glyph]) -> list[CellRow]:
    """Return the rows of a grid."""
    rows = []
    for top, bottom in pairwise(grid.ys):
        edges = grid.edges(top, bottom)
        cells: list[list[Glyph]] = [[] for _ in range(len(edges) + 1)]
        for glyph in glyphs:
            if top <= glyph.base - 0.3 * glyph.size < bottom:
                cells[bisect_right(edges, (glyph.left + glyph.right) / 2)].append(glyph)
        rows.append(CellRow(top, bottom, tuple(map(cell_text, cells[1:-1] or cells))))
    return rows


def _is_table(rows: Sequence[CellRow]) -> bool:
    cells = [cell for row in rows for cell in row.cells]
    lengths = [len(cell) for cell in cells if cell]
    if len(lengths) < max(FEWEST_EDGES, FILLED * len(cells)):
        return False
    return median(lengths) <= USUAL_CELL and max(lengths) <= LONGEST_CELL
