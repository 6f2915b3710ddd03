"""The cells of a grid, those with no line between them as one -> rows with as many cells each.

A cell over several rows holds for each of them, one over several columns stands in the first; a row
that is one cell is a line of its own. Names of columns that stand over one another are joined:
救助（元）over 上半年 and 下半年 names both. Pure functions. Next:
`corpus/formats/pdf/layout/ruled_tables.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from corpus.formats.pdf.layout.table_rows import TOUCH, CellRow
from corpus.formats.pdf.sheet.geometry import Area

# Letters of a cell that is said again in each of its rows, and rows of names of columns.
LONGEST_REPEATED, MOST_NAMING = 20, 3
# Cells of a grid.
MOST_CELLS = 20_000

# A cell: its row and its column, counted from 0.
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines that touch one another.

    Attributes:
        level: Those from left to right.
        uprights: Those from top to bottom.
        xs: Where columns part, from the left, both sides included.
        ys: Where rows part, from the top, both ends included.
    """

    level: tuple[Area, ...]
    uprights: tuple[Area, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def area(self) -> Area:
        """Around all of it."""
        return Area(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """How many there are."""
        return len(self.xs) - 1


def firsts_of(grid: Grid) -> dict[Spot, Spot]:
    """Return for each cell the first of those that are one with it, itself included."""
    every = list(product(range(grid.rows), range(grid.columns)))
    if len(every) > MOST_CELLS:
        return {spot: spot for spot in every}
    root = {spot: spot for spot in every}
    for one, other in _open(grid):
        first, second = sorted((_top(root, one), _top(root, other)))
        root[second] = first
    return {spot: _top(root, spot) for spot in every}


def _open(grid: Grid) -> Iterator[tuple[Spot, Spot]]:
    """Yield the neighbours with no line between them."""
    walls, floors = _by_place(grid.uprights, grid.xs), _by_place(grid.level, grid.ys)
    middles_x = [(a + b) / 2 for a, b in pairwise(grid.xs)]
    middles_y = [(a + b) / 2 for a, b in pairwise(grid.ys)]
    for row, column in product(range(grid.rows), range(grid.columns)):
        x, y = middles_x[column], middles_y[row]
        if column + 1 < grid.columns and not _crossed(walls[column + 1], y):
            yield (row, column), (row, column + 1)
        if row + 1 < grid.rows and not _crossed(floors[row + 1], x):
            yield (row, column), (row + 1, column)


def _by_place(lines: Sequence[Area], places: Sequence[float]) -> dict[int, list[Area]]:
    """Return the lines that stand at each of some places, those of no place left out."""
    found: defaultdict[int, list[Area]] = defaultdict(list)
    for line in lines:
        at = line.left if line.height > line.width else line.top
        nearest = min(range(len(places)), key=lambda number: abs(places[number] - at))
        if abs(places[nearest] - at) <= TOUCH:
            found[nearest].append(line)
    return found


def _crossed(lines: Sequence[Area], middle: float) -> bool:
    """Say whether one of some lines, all level or all upright, runs past the middle of a cell."""
    return any(
        line.top - 1 <= middle <= line.bottom + 1
        if line.height > line.width
        else line.left - 1 <= middle <= line.right + 1
        for line in lines
    )


def _top(root: dict[Spot, Spot], spot: Spot) -> Spot:
    while root[spot] != spot:
        root[spot] = root[root[spot]]
        spot = root[spot]
    return spot


def cell_rows(grid: Grid, firsts: dict[Spot, Spot], words: dict[Spot, str]) -> list[CellRow]:
    """Return the rows of a grid.

    Args:
        grid: It.
        firsts: What `firsts_of` returned.
        words: What stands in each of the cells that are first.
    """
    done: list[CellRow] = []
    naming = _naming(grid, firsts, words)
    if naming:
        names = [_names(column, naming, firsts, words) for column in range(grid.columns)]
        done.append(CellRow(grid.ys[naming[0]], grid.ys[naming[-1] + 1], tuple(names)))
    for row in range(grid.rows):
        if row not in naming:
            done.append(_row(row, grid, firsts, words))
    return sorted(done, key=lambda row: row.top)


def _row(row: int, grid: Grid, firsts: dict[Spot, Spot], words: dict[Spot, str]) -> CellRow:
    top, bottom = grid.ys[row], grid.ys[row + 1]
    if _is_whole(row, grid, firsts):
        first = firsts[row, 0]
        return CellRow(top, bottom, (words[first] if first == (row, 0) else "",))
    cells = (_said(row, column, firsts, words) for column in range(grid.columns))
    return CellRow(top, bottom, tuple(cells))


def _said(row: int, column: int, firsts: dict[Spot, Spot], words: dict[Spot, str]) -> str:
    """Return what a cell says: one over several rows says it in each, over columns in the first."""
    first = firsts[row, column]
    if column and firsts[row, column - 1] == first:
        return ""
    again = first[0] != row
    return "" if again and len(words[first]) > LONGEST_REPEATED else words[first]


def _is_whole(row: int, grid: Grid, firsts: dict[Spot, Spot]) -> bool:
    """Say whether a row is one cell."""
    return len({firsts[row, column] for column in range(grid.columns)}) == 1


def _naming(grid: Grid, firsts: dict[Spot, Spot], words: dict[Spot, str]) -> range:
    """Return the rows that name the columns together; empty where one does."""
    start = next((row for row in range(grid.rows) if not _is_whole(row, grid, firsts)), 0)
    end = start
    while end + 1 < grid.rows and end - start + 1 < MOST_NAMING:
        if not any(_stands_over(end, column, grid, firsts, words) for column in _columns(grid)):
            break
        end += 1
    return range(start, end + 1) if end > start else range(0)


def _columns(grid: Grid) -> range:
    return range(grid.columns - 1)


def _stands_over(
    row: int, column: int, grid: Grid, firsts: dict[Spot, Spot], words: dict[Spot, str]
) -> bool:
    """Say whether a cell over two columns has a name for each of them below it."""
    one = firsts[row, column]
    if firsts[row, column + 1] != one or _is_whole(row, grid, firsts) or not words[one]:
        return False
    below = firsts[row + 1, column], firsts[row + 1, column + 1]
    return len({one, *below}) == 3 and all(words[spot] for spot in below)


def _names(column: int, naming: range, firsts: dict[Spot, Spot], words: dict[Spot, str]) -> str:
    """Return what a column is called, by all the cells that stand over it."""
    over = dict.fromkeys(firsts[row, column] for row in naming)
    return "".join(words[spot] for spot in over)
