"""Rows of cells as a block of the page, and a page without the letters that they were made of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.formats.pdf.layout.blocks import TABLE, TextBlock
from corpus.formats.pdf.layout.lines import ASCENT, DESCENT, read_text_lines
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet, TextLine
from corpus.page.markdown import BETWEEN_CELLS
from corpus.page.paragraphs import glue

# Points. Lines that should touch miss each other by up to this; lines nearer are one line.
TOUCH = 3.0


@dataclass(frozen=True, slots=True)
class CellRow:
    """A row of a table: where it begins and ends from the top, and its cells, empty ones too."""

    top: float
    bottom: float
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its cells on one line, or the only one that holds words; "" if none does."""
        held = [cell for cell in self.cells if cell]
        return BETWEEN_CELLS.join(self.cells).rstrip() if len(held) > 1 else "".join(held)


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """Return the words of a cell, its lines joined."""
    text = ""
    for line in read_text_lines(Sheet(Area(0, 0, 0, 0), tuple(glyphs))):
        text = glue(text, line.text) if text else line.text
    return text


def table_block(area: Area, rows: Sequence[CellRow], size: float) -> TextBlock:
    """Return a table as a block with a line a row; `size` is that of its letters."""
    lines = []
    for row in rows:
        if row.text:
            base = (row.top + row.bottom + (ASCENT - DESCENT) * size) / 2
            lines.append(
                TextLine(row.text, Area(area.left, row.top, area.right, row.bottom), base, size)
            )
    return TextBlock(lines, area, tags={TABLE})


def without_table(sheet: Sheet, area: Area, glyphs: Sequence[Glyph]) -> Sheet:
    """Return a page without some of its glyphs, and without the lines within an area."""
    taken = {id(glyph) for glyph in glyphs}
    return replace(
        sheet,
        glyphs=tuple(glyph for glyph in sheet.glyphs if id(glyph) not in taken),
        rules=tuple(rule for rule in sheet.rules if not area.holds(rule, TOUCH)),
        frames=tuple(frame for frame in sheet.frames if not area.holds(frame, TOUCH)),
    )
