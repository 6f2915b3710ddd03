"""A spreadsheet (XLSX) -> Markdown: each sheet is an article, each of its rows a row of a table.

openpyxl reads, a row at a time; `corpus/formats/office/cells.py` says what a cell shows. Rows of
one cell are lines: the first of a sheet its headline. Hidden sheets, and formulas whose result the
file does not hold, are left out and told. Next: `corpus/tables.py`, which finds each row's header.
"""

import io
import mimetypes
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.errors import PageError
from corpus.formats.office.cells import cell_words
from corpus.formats.office.looks import row_line
from corpus.formats.office.package import DAMAGE, open_package
from corpus.notes import Document, Note
from corpus.page.lines import PageLine
from corpus.page.markdown import Marked, as_markdown
from corpus.page.punctuation import headline_like

REMEDY = "save it again as XLSX, or as text"
KIND = "XLSX workbook"
# Cells of a workbook, and columns of a sheet: a year's list of payments has 50,000 cells.
MOST_CELLS, MOST_COLUMNS = 500_000, 200
# Rows below each other without a word, after which a sheet is taken to have ended.
MOST_EMPTY = 10_000
# What programs call a sheet that nobody named.
NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d{0,3}", re.IGNORECASE)
# A parser of XML says so with an error of its own.
DAMAGED_SHEET: tuple[type[Exception], ...] = (*DAMAGE, SyntaxError)
# A cell with a formula and without its result.
NO_RESULT = re.compile(rb"</f>\s*(?:<v\s*/>\s*|<v>\s*</v>\s*)?</c>")


def sheets_document(raw: bytes) -> Document:
    """Return a workbook as Markdown, one text a sheet, and what was not read of it.

    Raises:
        PageError: It is damaged, locked, no such document, or too large.
    """
    with open_package(raw, KIND, REMEDY) as package:
        sheets = [name for name in package.names if name.startswith("xl/worksheets/")]
        uncounted = sum(len(NO_RESULT.findall(package.part(name))) for name in sheets)
    texts, hidden = _read(raw)
    notes = [Note("not read", words=f"隐藏的工作表“{name}”", count=1) for name in hidden]
    if uncounted:
        notes.append(Note("not read", words="没有结果的公式", count=uncounted))
    return Document(texts, tuple(notes))


def _read(raw: bytes) -> tuple[list[str], list[str]]:
    """Return the text of each sheet, and the names of those that are hidden."""
    mimetypes.knownfiles.clear()  # openpyxl asks for them, and they lie outside of the cell
    import openpyxl

    texts: list[str] = []
    hidden: list[str] = []
    left = MOST_CELLS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of charts and styles that openpyxl does not know
        try:
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    hidden.append(sheet.title)
                    continue
                rows = list(_rows(sheet, left))
                left -= sum(map(len, rows))
                texts.append(as_markdown(list(_lines(sheet.title, rows))))
        except DAMAGED_SHEET as error:
            what = f"it is no {KIND}, or a damaged one: {type(error).__name__}"
            raise PageError(what, REMEDY) from None
    return texts, hidden


def _rows(sheet: Any, left: int) -> Iterator[list[str]]:  # noqa: ANN401 - openpyxl has no types
    """Yield what each row shows, without empty cells at its end; nothing for an empty row."""
    empty = 0
    sheet.reset_dimensions()  # what the file says of them may be wrong
    for row in sheet.iter_rows(max_col=MOST_COLUMNS):
        cells = [cell_words(cell.value, getattr(cell, "number_format", "")) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        left -= len(cells)
        if left < 0:
            raise PageError(f"it has more than {MOST_CELLS:,} cells", "split it into several files")
        empty = 0 if cells else empty + 1
        if empty > MOST_EMPTY:
            return
        yield cells


def _lines(name: str, rows: Sequence[list[str]]) -> Iterator[Marked]:
    """Yield the lines of a sheet, under its first line of one cell, or else its name."""
    lines = _row_lines([row for row in rows if row])
    if lines and not lines[0].mark and headline_like(PageLine(lines[0].text)):
        yield Marked(lines[0].text, "#")
        lines = lines[1:]
    elif lines and not NAMELESS.fullmatch(name.strip()):
        yield Marked(name.strip(), "#")
    yield from lines


def _row_lines(held: Sequence[list[str]]) -> list[Marked]:
    """Return the lines of rows, without the columns in front that none of them fills."""
    width = max(map(len, held), default=0)
    first = min((n for row in held for n, cell in enumerate(row) if cell), default=0)
    lines = (row_line(_padded(row[first:], width - first)) for row in held)
    return [line for line in lines if line]


def _padded(row: list[str], width: int) -> list[str]:
    return row + [""] * (width - len(row))
