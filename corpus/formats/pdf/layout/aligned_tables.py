"""Tables whose columns only white space parts -> blocks of rows; their letters are off the page.

Rows of short pieces stand under one another, and the gaps between the pieces run down through all
of them. Columns of reports look so, too; what makes a table is a first row that names the columns
(`corpus/tables.py`, which every format's tables are quoted by). Lines above and below such a table
go with it: they would part its article. Pure functions. Next:
`corpus/formats/pdf/layout/lines.py` reads what is left.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise
from statistics import median

from corpus.formats.pdf.layout.blocks import TextBlock
from corpus.formats.pdf.layout.lines import ASCENT, DESCENT, SIZE_SLACK, glyph_rows
from corpus.formats.pdf.layout.table_rows import CellRow, cell_text, table_block, without_table
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet
from corpus.tables import DIGIT, LABEL, tables

# In sizes of the letter: the narrowest gap between two cells, and between two columns.
CELL_GAP, COLUMN_GAP = 0.9, 0.6
# In sizes of the letter: how far a cell reaches beyond the row that names the columns.
OVERHANG = 4.0
# In sizes of the letter: from row to row at most, and how much wider than the one before.
HIGHEST_ROW, WIDER_STEP = 4.0, 1.6
# Rows below the one that names the columns, and letters of a cell in the middle and at most.
FEWEST_ROWS, USUAL_CELL, LONGEST_CELL = 2, 14, 60
# Letters of the longest name of a column. Columns, rows, and lines below that belong to no row.
LONGEST_NAME, MOST_COLUMNS, MOST_ROWS, MOST_NOTES = 12, 12, 80, 3
# Letters of a line of a report, and the share of its column that it fills.
PROSE_LINE, FULL_LINE = 8, 0.9
NUMBERS = re.compile(r"[\d\s.,:：/~－—–-]+")
# Marks of sentences, and the share of a table's cells that hold any.
STOPS, WITH_STOPS = frozenset("，。；：？！,;?!"), 0.2
# Share of a table's width that the letters of its rows fill at most; columns of reports fill more.
FULLEST = 0.8
# In sizes of the letter: how far above and below a table its lines stand.
RULE_REACH = 1.6
# Lines of a page's own above the rest of a table.
MOST_OWN_LINES = 4
# Glyphs of a page that is looked at.
MOST_GLYPHS = 40_000


@dataclass(frozen=True, slots=True)
class _Piece:
    """Glyphs of one row with no wide gap between them."""

    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)


# Left and right edge of a column.
ColumnEdges = tuple[float, float]
# The pieces of a row, from the left.
_PieceRow = list[_Piece]


def take_aligned(sheet: Sheet, above: Sequence[ColumnEdges] = ()) -> tuple[Sheet, list[TextBlock]]:
    """Return a page without its tables that have no ruled cells, and those.

    Args:
        sheet: The page.
        above: The columns of the table that the page before ends with, if it does.
    """
    if len(sheet.glyphs) > MOST_GLYPHS:
        return sheet, []
    rows = [_pieces(row) for row in glyph_rows(_inked(sheet))]
    found: list[TextBlock] = []
    taken: set[int] = set()
    if rest := _rest(rows, above):
        taken |= _ids(rest)
        sheet, block = _off(sheet, rest, above)
        found.append(block)
    for number, row in enumerate(rows):
        below = rows[number + 1 :]
        for names in _named(row):
            table = _table(names, below) if taken.isdisjoint(_ids([names])) else []
            if table and taken.isdisjoint(_ids(table)):
                taken |= _ids(table)
                sheet, block = _off(sheet, table, _columns(table))
                found.append(block)
    return sheet, found


def _rest(rows: Sequence[_PieceRow], columns: Sequence[ColumnEdges]) -> list[_PieceRow]:
    """Return the rows at the top of a page that go on with a table of some columns."""
    starts = (n for n, row in enumerate(rows[:MOST_OWN_LINES]) if len(row) > 1)
    first = next((n for n in starts if _fits(rows[n], columns)), len(rows))
    rest = list(_even(rows[first : first + MOST_ROWS], columns))
    told = sum(len(row) > 1 for row in rest) > len(rest) / 2
    return rest if told and _has_room(rest, columns) else []


def _even(rows: Sequence[_PieceRow], columns: Sequence[ColumnEdges]) -> Iterator[_PieceRow]:
    """Yield rows that stand in some columns, up to a wide gap."""
    last: _PieceRow | None = None
    for row in rows:
        if not _fits(row, columns) or (last and _is_far(last, row)):
            return
        last = row
        yield row


def _is_far(upper: _PieceRow, lower: _PieceRow) -> bool:
    return lower[0].base - upper[0].base > HIGHEST_ROW * lower[0].size


def _fits(row: _PieceRow, columns: Sequence[ColumnEdges]) -> bool:
    """Say whether each piece of a row stands in a column of its own."""
    within = [
        [n for n, (left, right) in enumerate(columns) if piece.left < right and left < piece.right]
        for piece in row
    ]
    return all(len(one) == 1 for one in within) and len({one[0] for one in within}) == len(row)


def _ids(rows: Sequence[_PieceRow]) -> set[int]:
    return {id(piece) for row in rows for piece in row}


def _inked(sheet: Sheet) -> list[Glyph]:
    return [glyph for glyph in sheet.glyphs if glyph.text.strip() and not glyph.turned]


def _pieces(row: Sequence[Glyph]) -> _PieceRow:
    """Cut a row at its wide gaps."""
    pieces = [[row[0]]]
    for last, glyph in pairwise(row):
        if glyph.left - last.right > CELL_GAP * glyph.size:
            pieces.append([])
        pieces[-1].append(glyph)
    return [_Piece(tuple(piece)) for piece in pieces]


def _named(row: _PieceRow) -> Iterator[_PieceRow]:
    """Yield runs of pieces that may name the columns below them, longer ones first."""
    for run in _runs(row):
        for length in range(min(len(run), MOST_COLUMNS), 1, -1):
            yield from (run[start : start + length] for start in range(len(run) - length + 1))


def _runs(row: _PieceRow) -> Iterator[_PieceRow]:
    """Yield neighbours of a row that are short and have neither digits nor stops."""
    for names, run in groupby(row, _may_name):
        if names:
            yield list(run)


def _may_name(piece: _Piece) -> bool:
    text = piece.text
    return len(text) <= LONGEST_NAME and not any(one.isdigit() or one in STOPS for one in text)


def _table(names: _PieceRow, below: Sequence[_PieceRow]) -> list[_PieceRow] | None:
    """Return the rows of the table that some pieces name the columns of; None if it is none."""
    rows = [names, *islice(_under(names, below), MOST_ROWS)]
    if not _may_be_headed(rows):
        return None
    shortest = max(FEWEST_ROWS + 1, len(rows) - MOST_NOTES)
    ends = range(len(rows), shortest - 1, -1)
    return next((rows[:end] for end in ends if _is_table(rows[:end])), None)


def _may_be_headed(rows: Sequence[_PieceRow]) -> bool:
    """Say whether a row may name the columns below: a usual name in it, or digits below it.

    Asked before cells are made, which takes long where a page is a list of names.
    """
    names = "".join(piece.text for piece in rows[0])
    below = (piece.text for row in rows[1:] for piece in row)
    return LABEL.search(names) is not None or any(map(DIGIT.search, below))


def _under(names: _PieceRow, below: Sequence[_PieceRow]) -> Iterator[_PieceRow]:
    """Yield the rows that stand under some pieces, as far as they go on in even steps."""
    size, base = names[0].size, names[0].base
    step = HIGHEST_ROW * size
    for row in below:
        if row[0].base - base > step:
            return
        within = list(_within(row, names))
        if not within or row[0].base - base < size / 2:
            continue
        if abs(row[0].size - size) > SIZE_SLACK * size or not _is_row(within, names):
            return
        step = min(step, max(WIDER_STEP * (row[0].base - base), 2 * size))
        base = row[0].base
        yield within


def _within(row: _PieceRow, names: _PieceRow) -> Iterator[_Piece]:
    """Yield the pieces of a row that stand under others, those of columns beside them left out."""
    first, last = names[0].left, names[-1].right
    reach = OVERHANG * names[0].size
    for piece in row:
        under = piece.right > first and piece.left < last
        if under or (first - reach <= piece.left and piece.right <= last + reach):
            yield piece


def _is_row(row: _PieceRow, names: _PieceRow) -> bool:
    """Say whether pieces are a row of a table, no line of a report that runs on beyond it."""
    reach = OVERHANG * names[0].size
    inside = names[0].left - reach <= row[0].left and row[-1].right <= names[-1].right + reach
    return inside and (len(row) > 1 or len(row[0].text) <= USUAL_CELL)


def _columns(rows: Sequence[_PieceRow]) -> list[ColumnEdges]:
    """Return left and right edge of each column: what some piece covers, between free strips."""
    columns: list[ColumnEdges] = []
    for piece in sorted((piece for row in rows for piece in row), key=lambda piece: piece.left):
        if columns and piece.left - columns[-1][1] < COLUMN_GAP * piece.size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], piece.right))
        else:
            columns.append((piece.left, piece.right))
    return columns


def _cells(rows: Sequence[_PieceRow], columns: Sequence[ColumnEdges]) -> list[CellRow]:
    """Return the rows as cells; a line that fills the fewest of them goes on from the row above."""
    done: list[tuple[float, float, list[list[Glyph]]]] = []
    for row in rows:
        cells = _in_columns(row, columns)
        top, bottom = row[0].base - ASCENT * row[0].size, row[0].base + DESCENT * row[0].size
        if len(done) > 1 and not cells[0] and sum(map(bool, cells)) <= len(cells) // 2:
            top, _, above = done.pop()
            cells = [upper + lower for upper, lower in zip(above, cells, strict=True)]
        done.append((top, bottom, cells))
    return [CellRow(top, end, tuple(map(cell_text, cells))) for top, end, cells in done]


def _in_columns(row: _PieceRow, columns: Sequence[ColumnEdges]) -> list[list[Glyph]]:
    """Return the glyphs of each cell of a row."""
    cells: list[list[Glyph]] = [[] for _ in columns]
    for piece in row:
        column = sum(right <= piece.left for _, right in columns)
        cells[min(column, len(cells) - 1)] += piece.glyphs
    return cells


def _is_table(rows: Sequence[_PieceRow]) -> bool:
    """Say whether rows are a table: short cells, under a row that names the columns."""
    if not _is_loose(rows):
        return False
    cells = _cells(rows, _columns(rows))
    [*found] = tables("\n".join(row.text for row in cells))
    return len(found) == 1 and found[0].header is not None and len(found[0].rows) == len(cells) - 1


def _is_loose(rows: Sequence[_PieceRow]) -> bool:
    """Say whether rows hold less than the columns of reports do."""
    columns = _columns(rows)
    pieces = [piece for row in rows for piece in row]
    return _has_room(rows, columns) and not any(_is_prose(one, pieces) for one in columns)


def _has_room(rows: Sequence[_PieceRow], columns: Sequence[ColumnEdges]) -> bool:
    """Say whether rows are short pieces in some columns, with white space beside them."""
    pieces = [piece for row in rows for piece in row]
    room = (columns[-1][1] - columns[0][0]) * len(rows)
    full = sum(piece.right - piece.left for piece in pieces) > FULLEST * room
    return len(columns) > 1 and not full and _are_cells(pieces)


def _are_cells(pieces: Sequence[_Piece]) -> bool:
    """Say whether pieces are short, few of them with a mark of sentences."""
    lengths = [len(piece.text) for piece in pieces]
    short = median(lengths) <= USUAL_CELL and max(lengths) <= LONGEST_CELL
    stops = sum(not STOPS.isdisjoint(piece.text) for piece in pieces)
    return short and stops <= WITH_STOPS * len(pieces)


def _is_prose(column: ColumnEdges, pieces: Sequence[_Piece]) -> bool:
    """Say whether most lines of a column are long and fill it, as those of a report do.

    Numbers do that as well: 5123-4001 is no line of a report.
    """
    left, right = column
    lines = [piece for piece in pieces if left <= piece.left < right]
    full = [one for one in lines if one.right - one.left > FULL_LINE * (right - left)]
    return sum(len(NUMBERS.sub("", one.text)) >= PROSE_LINE for one in full) > len(lines) / 2


def _off(
    sheet: Sheet, rows: Sequence[_PieceRow], columns: Sequence[ColumnEdges]
) -> tuple[Sheet, TextBlock]:
    """Return a page without a table, and that as a block."""
    cells, size = _cells(rows, columns), rows[0][0].size
    left = min(row[0].left for row in rows)
    area = Area(left, cells[0].top, max(row[-1].right for row in rows), cells[-1].bottom)
    block = table_block(area, cells, size)
    block.columns = tuple(columns)
    glyphs = [glyph for row in rows for piece in row for glyph in piece.glyphs]
    rest = without_table(sheet, area, glyphs)
    return replace(rest, rules=_rules_beside(rest.rules, area, size)), block


def _rules_beside(rules: Sequence[Area], area: Area, size: float) -> tuple[Area, ...]:
    """Return the rules of a page without those that stand above, in and below a table."""
    reach = RULE_REACH * size
    top, bottom = area.top - reach, area.bottom + reach
    return tuple(
        rule
        for rule in rules
        if not (top <= rule.top <= bottom and rule.width > rule.height and rule.over(area) > 0)
    )
