"""Tables with ruled cells -> blocks of rows; their letters and lines are taken off the page.

Lines that touch make a grid, open at its sides or not. It is a table where its cells hold little:
rules between articles and columns make grids, too, with whole reports in them. A row is one line,
its cells parted as in every other format. Pure functions. Next:
`corpus/formats/pdf/layout/merged_cells.py` tells which cells are one,
`corpus/formats/pdf/layout/aligned_tables.py` looks for tables without rules in what is left.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, product
from statistics import median

from corpus.formats.pdf.layout.blocks import TextBlock
from corpus.formats.pdf.layout.lines import ASCENT, DESCENT, glyph_rows
from corpus.formats.pdf.layout.merged_cells import Grid, Spot, cell_rows, firsts_of
from corpus.formats.pdf.layout.table_rows import (
    TOUCH,
    CellRow,
    cell_text,
    table_block,
    without_table,
)
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet
from corpus.tables import tables

# Lines of a page that is looked at for tables; a drawing has more.
MOST_LINES = 600
# Edges: two rows and two columns at least.
FEWEST_EDGES = 3
# Letters of a cell, in the middle and at most: a column of a report has hundreds. Share of cells
# that hold any.
USUAL_CELL, LONGEST_CELL = 40, 240
FILLED = 0.4
# Points by which lines reach beyond the last edge where a table is open there.
NARROWEST_CELL = 8.0
# Rows of a grid that may have no rules between their lines: a row for the names, one for the rest.
# Letters of a cell of such a line, in the middle.
MOST_BANDS, USUAL_LINE = 3, 12


def take_ruled(sheet: Sheet) -> tuple[Sheet, list[TextBlock]]:
    """Return a page without its tables that have ruled cells, and those."""
    found: list[TextBlock] = []
    for grid in _grids(sheet):
        within = [glyph for glyph in sheet.glyphs if _stands_in(glyph, grid.area)]
        rows = _rows(grid, within)
        if _is_table(rows):
            sheet = without_table(sheet, grid.area, within)
            found.append(table_block(grid.area, rows, median(glyph.size for glyph in within)))
    return sheet, found


def _grids(sheet: Sheet) -> Iterator[Grid]:
    """Yield the sets of lines that touch one another, if they have rows and columns."""
    lines = [*sheet.strokes, *chain.from_iterable(map(_edges, sheet.frames))]
    level = _joined([line for line in lines if line.width >= line.height])
    uprights = _joined([line for line in lines if line.width < line.height])
    if len(level) + len(uprights) > MOST_LINES:
        return
    for lying, standing in _touching(level, uprights):
        grid = _grid(lying, standing)
        if min(grid.rows, grid.columns) >= FEWEST_EDGES - 1:
            yield grid


def _grid(lying: Sequence[Area], standing: Sequence[Area]) -> Grid:
    """Return the grid that some level and some upright lines make."""
    xs = _with_ends(
        _apart(line.left for line in standing), [(line.left, line.right) for line in lying]
    )
    ys = _with_ends(
        _apart(line.top for line in lying), [(line.top, line.bottom) for line in standing]
    )
    return Grid(tuple(lying), tuple(standing), tuple(xs), tuple(ys))


def _with_ends(edges: Sequence[float], crossing: Sequence[tuple[float, float]]) -> list[float]:
    """Return edges with the two ends at which most lines that cross them end, where it is open."""
    if not edges or len(crossing) < 2:
        return list(edges)
    first, last = median(start for start, _ in crossing), median(end for _, end in crossing)
    before = [first] if edges[0] - first > NARROWEST_CELL else []
    after = [last] if last - edges[-1] > NARROWEST_CELL else []
    return [*before, *edges, *after]


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


def _rows(grid: Grid, glyphs: Sequence[Glyph]) -> list[CellRow]:
    """Return the rows of a grid."""
    firsts = firsts_of(grid)
    held: defaultdict[Spot, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        row = bisect_right(grid.ys, glyph.base - 0.3 * glyph.size) - 1
        column = bisect_right(grid.xs, (glyph.left + glyph.right) / 2) - 1
        held[firsts[min(row, grid.rows - 1), min(column, grid.columns - 1)]].append(glyph)
    words = {spot: cell_text(held[spot]) for spot in set(firsts.values())}
    rows = cell_rows(grid, firsts, words)
    if grid.rows > MOST_BANDS:
        return rows
    lines = [one for row in rows for one in _lines(row, grid, glyphs)]
    return lines if _is_headed(lines) else rows


def _is_headed(rows: Sequence[CellRow]) -> bool:
    """Say whether rows are short cells below one that names the columns, no lines of reports."""
    found = tables("\n".join(row.text for row in rows))
    lengths = [len(cell) for row in rows for cell in row.cells]
    return len(found) == 1 and found[0].header is not None and median(lengths) <= USUAL_LINE


def _lines(row: CellRow, grid: Grid, glyphs: Sequence[Glyph]) -> list[CellRow]:
    """Return a row, in as many as it has lines where each of them fills all its cells.

    Rules around a table, below its names and between its columns are all that some have.
    """
    within = [one for one in glyphs if row.top <= one.base - 0.3 * one.size < row.bottom]
    lines = [_in_columns(line, grid.xs) for line in glyph_rows(within)]
    if len(row.cells) != grid.columns or len(lines) < 2 or not all(map(all, lines)):
        return [row]
    done = []
    for cells in lines:
        first = cells[0][0]
        top, bottom = first.base - ASCENT * first.size, first.base + DESCENT * first.size
        done.append(CellRow(top, bottom, tuple(map(cell_text, cells))))
    return done


def _in_columns(line: Sequence[Glyph], xs: Sequence[float]) -> list[list[Glyph]]:
    cells: list[list[Glyph]] = [[] for _ in xs[1:]]
    for glyph in line:
        column = bisect_right(xs, (glyph.left + glyph.right) / 2) - 1
        cells[min(column, len(cells) - 1)].append(glyph)
    return cells


def _is_table(rows: Sequence[CellRow]) -> bool:
    cells = [cell for row in rows for cell in row.cells]
    lengths = [len(cell) for cell in cells if cell]
    if len(lengths) < max(FEWEST_EDGES, FILLED * len(cells)):
        return False
    return median(lengths) <= USUAL_CELL and max(lengths) <= LONGEST_CELL
