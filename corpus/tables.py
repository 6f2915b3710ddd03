"""Tables in the text of an article: rows, cells, and the header that says what a cell is.

Every format's rows stand in `article.text` as lines with “ | ” between the cells. Such lines right
below one another, with as many cells each, are a table:

    菜名 | 价格（元） | 供应时间
    红烧肉 | 12 | 午餐

A row alone says little (12 of what?), a header alone nothing: a row is searched and read with its
header, and quoted beside it. Everything here is offsets, so that both stay what was printed. Next:
`corpus/passages.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

EDGE = "|"
LINE = re.compile(r"[^\n]+")
# Characters of a cell of a header.
LONGEST_LABEL = 14
# What names a column, where no column of numbers tells that the first row is none of them.
LABEL = re.compile(
    r"(?:序号|编号|姓名|名称|名单|单位|部门|职务|岗位|时间|日期|地点|地址|电话|价格|金额|标准|项目|内容"
    r"|类别|类型|备注|说明|[^\W\d]名|奖项|数量|人数|组别|线路|站点|课程|班次|期限)(?:（.*）|\(.*\))?"
    r"|(?:name|date|time|place|price|phone|address|item|notes?|unit|type)s?(?: \(.*\))?",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
# The unit of a column: 价格（元）, Price (yuan).
UNIT = re.compile(r"\s{0,9}[（(](?:单位[:：]?\s{0,9})?([^（）()]{1,6})[）)]\s{0,9}$")
NUMBER = re.compile(r"[\d.,]+")

# Start and end of a stretch of text, half open, in code points.
CellRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table: where it stands, and each of its cells, empty ones too."""

    start: int
    end: int
    cells: tuple[CellRange, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Rows of as many cells; `header` is None where no row says what the columns are."""

    header: TableRow | None
    rows: tuple[TableRow, ...]

    @property
    def start(self) -> int:
        """Its first character, the header's if it has one."""
        return (self.header or self.rows[0]).start

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.rows[-1].end


@lru_cache(maxsize=256)
def tables(text: str) -> tuple[PrintedTable, ...]:
    r"""Return the tables of a text, in order.

    >>> [len(table.rows) for table in tables("菜名 | 价格\n红烧肉 | 12\n牛肉面 | 15")]
    [2]
    """
    if EDGE not in text:
        return ()
    lines = (_row(text, match) for match in LINE.finditer(text))
    runs = (list(run) for cells, run in groupby(lines, lambda row: len(row.cells)) if cells > 1)
    return tuple(_table(text, run) for run in runs if len(run) > 1)


def table_at(text: str, start: int) -> tuple[PrintedTable, TableRow] | None:
    """Return the row that a place stands in, the header not counted, and its table."""
    for table in tables(text):
        for row in table.rows if start < table.end else ():
            if row.start <= start < row.end:
                return table, row
    return None


def table_below(text: str, end: int) -> PrintedTable | None:
    """Return the table that begins on the line below a place, or None."""
    start = end + len(text[end:]) - len(text[end:].lstrip())
    return next((table for table in tables(text) if table.start == start), None)


def header_at(text: str, start: int) -> CellRange | None:
    """Return where the header of the row stands that a place is in; None outside of any table."""
    found = table_at(text, start)
    header = found[0].header if found else None
    return (header.start, header.end) if header else None


def is_header(text: str, start: int, end: int) -> bool:
    """Say whether a stretch is a header, or a part of one."""
    headers = (table.header for table in tables(text))
    return any(one.start <= start and end <= one.end for one in headers if one)


def labelled(text: str, start: int, end: int) -> str:
    r"""Return a stretch as it is read: each cell of a row behind what its column is called.

    >>> text = "菜名 | 价格（元）\n红烧肉 | 12"
    >>> labelled(text, 11, 19)
    '菜名：红烧肉，价格：12元'
    """
    found = table_at(text, start)
    if found is None or found[0].header is None or end > found[1].end:
        return text[start:end]
    table, row = found
    pairs = zip(_texts(text, table.header), _texts(text, row), strict=True)
    return "，".join(_labelled(label, cell) for label, cell in pairs if cell)


def labelled_words(text: str, start: int, end: int) -> str:
    r"""Return words of one cell behind what its column is called, and other words alone.

    >>> labelled_words("菜名 | 价格（元）\n红烧肉 | 12", 17, 19)
    '价格：12元'
    """
    found = table_at(text, start)
    header = found[0].header if found else None
    if found and header:
        for label, (first, last) in zip(header.cells, found[1].cells, strict=True):
            if first <= start and end <= last:
                return _labelled(text[slice(*label)], text[start:end])
    return text[start:end]


def _labelled(label: str, cell: str) -> str:
    """Return a cell behind its label, in the manner of the label's script.

    >>> _labelled("价格（元）", "12"), _labelled("Price (yuan)", "12")
    ('价格：12元', 'Price: 12 yuan')
    """
    unit = UNIT.search(label)
    bare = label[: unit.start()] if unit else label
    colon, gap = (": ", " ") if label.isascii() else ("：", "")
    counted = f"{cell}{gap}{unit[1]}" if unit and NUMBER.fullmatch(cell) else cell
    return f"{bare}{colon}{counted}" if bare else counted


def _row(text: str, line: re.Match[str]) -> TableRow:
    edges = [place for place in range(*line.span()) if text[place] == EDGE]
    starts = [line.start(), *(edge + 1 for edge in edges)]
    cells = tuple(_trimmed(text, *ends) for ends in zip(starts, [*edges, line.end()], strict=True))
    return TableRow(*_trimmed(text, *line.span()), cells)


def _table(text: str, run: Sequence[TableRow]) -> PrintedTable:
    first, *rest = run
    return (
        PrintedTable(first, tuple(rest))
        if _heads(text, first, rest)
        else PrintedTable(None, tuple(run))
    )


def _heads(text: str, first: TableRow, rest: Sequence[TableRow]) -> bool:
    """Say whether a row names the columns of those below it."""
    labels = _texts(text, first)
    short = all(len(label) <= LONGEST_LABEL and not DIGIT.search(label) for label in labels)
    if not short or not all(labels[1:]) or len({*labels}) < len(labels):
        return False
    columns = zip(*(_texts(text, row) for row in rest), strict=True)
    numbered = any(all(map(DIGIT.search, column)) for column in columns)
    return numbered or any(map(LABEL.fullmatch, labels))


def _texts(text: str, row: TableRow | None) -> list[str]:
    return [text[slice(*cell)] for cell in row.cells] if row else []


def _trimmed(text: str, start: int, end: int) -> CellRange:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    return begin, max(begin, start + len(piece.rstrip()))


def labelled_columns(text: str, table: PrintedTable) -> Iterator[tuple[str, tuple[CellRange, ...]]]:
    """Yield what each column is called, "" where nothing says it, and where its cells stand."""
    labels = _texts(text, table.header) or [""] * len(table.rows[0].cells)
    yield from zip(labels, zip(*(row.cells for row in table.rows), strict=True), strict=True)
