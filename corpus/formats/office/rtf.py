r"""A document in Rich Text Format (RTF) -> Markdown.

striprtf decodes: code pages, `\u` characters, what is no text. It knows no sizes, so that signs of
our own, which no document holds, are put before it reads and taken off after: where letters grow
or turn bold, where a group begins and ends, where a cell ends. Left out, as striprtf does: text
boxes, foot- and endnotes. Next: `corpus/formats/office/looks.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from striprtf import striprtf

from corpus.errors import PageError
from corpus.formats.office.looks import StyledLine, headed_by_look, row_line
from corpus.page.markdown import Marked, as_markdown

REMEDY = "save it again as RTF, DOCX or text"
START = b"{\\rtf"
# Characters from a private plane, where no font has letters.
_PLANE = 0xF0000
OPENS, CLOSES, BOLD, LIGHT, PLAIN, CENTRED, ANEW, IN_TABLE, CELL, ROW, HEADING = (
    chr(_PLANE + number) for number in range(11)
)
SIZES = _PLANE + 0x1000
# Half points.
LARGEST_SIZE = 400
USUAL = 24
LOOKS = re.compile(
    r"\\(?:(?P<fs>fs)(?P<size>\d{1,4})|(?P<b>b)(?P<off>0?)|(?P<plain>plain)|(?P<qc>qc)"
    r"|(?P<pard>pard)|(?P<intbl>intbl)|(?P<cell>(?:nest)?cell)|(?P<row>(?:nest)?row)"
    r"|(?P<outline>outlinelevel)(?P<level>[0-5]))(?![a-zA-Z0-9-]) ?"
)
ESCAPED = re.compile(r"(?:\\\\|\\[{}])|([{}])")
# A letter of two bytes whose second is written as itself.
HALF_LETTER = re.compile(r"(?<!\\'[0-9a-fA-F]{2})((?:\\'[0-9a-fA-F]{2})++)([@-\[\]-z|~])")
FIELD = re.compile(r"(\\fldinst\b[^}\n]{0,200}?)HYPERLINK")
# Where a font of the table begins.
FONT = re.compile(r"(?<!\\)\\f(?=\d)")
CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
CHINESE = {"936": "gbk", "54936": "gb18030", "950": "big5"}
CHARSETS = (("\\fcharset134", "gbk"), ("\\fcharset136", "big5"))
# Groups within groups; each is a step of a stack.
DEEPEST = 2_000


def rtf_text(raw: bytes) -> str:
    """Return an RTF document as Markdown.

    Raises:
        PageError: It is no RTF, or a damaged one.
    """
    if not raw.lstrip().startswith(START):
        raise PageError("it is no RTF document, or a damaged one", REMEDY)
    written = raw.decode("latin-1")
    return as_markdown(list(headed_by_look(list(_lines(_decoded(written))))))


def _decoded(written: str) -> str:
    """Return the words of a document between our signs."""
    reading: Any = striprtf.rtf_to_text
    encoding = _encoding(written)
    whole = HALF_LETTER.sub(lambda pieces: _joined(pieces, encoding), written)
    signed = _with_ended_fonts(LOOKS.sub(_signed, ESCAPED.sub(_edged, FIELD.sub(r"\1LINK", whole))))
    try:
        return str(reading(signed, encoding=encoding, errors="replace"))
    except (ValueError, LookupError, TypeError, OverflowError):
        raise PageError("it is no RTF document, or a damaged one", REMEDY) from None


def _with_ended_fonts(signed: str) -> str:
    """End every font of the font table, and its line, before the next one begins.

    From a font without a code page or an end striprtf would look for them through all that follow,
    and take those of another.
    """
    seeking: Any = striprtf.font_table_group
    table = str(seeking(signed))
    inside = table.removesuffix("}")
    ended = FONT.sub(r" ;\n\\f", inside) + " ;" + table[len(inside) :]
    return signed.replace(table, ended, 1) if table else signed


def _encoding(written: str) -> str:
    page = CODE_PAGE.search(written)
    if page and page[1] in CHINESE:
        return CHINESE[page[1]]
    return next((name for sign, name in CHARSETS if sign in written), "cp1252")


def _joined(pieces: re.Match[str], encoding: str) -> str:
    r"""Write the second byte of a letter like its first: `\'e9F` -> `\'e9\'46`."""
    octets = bytes.fromhex(pieces[1].replace("\\'", ""))
    try:
        octets.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end == len(octets):
            return f"{pieces[1]}\\'{ord(pieces[2]):02x}"
    return pieces[0]


def _edged(edge: re.Match[str]) -> str:
    """Put a sign outside of each edge of a group, so that both or none are seen."""
    if edge[1] is None:
        return edge[0]
    return f"{OPENS}{{" if edge[1] == "{" else f"}}{CLOSES}"


def _signed(word: re.Match[str]) -> str:
    """Put a sign behind a word that tells how letters look."""
    if word["fs"]:
        sign = chr(SIZES + min(int(word["size"]), LARGEST_SIZE))
    elif word["b"]:
        sign = LIGHT if word["off"] else BOLD
    elif word["outline"]:
        sign = HEADING + word["level"]
    elif word["cell"] or word["row"]:
        return CELL if word["cell"] else ROW
    else:
        signs = (("plain", PLAIN), ("qc", CENTRED), ("pard", ANEW), ("intbl", IN_TABLE))
        sign = next(sign for name, sign in signs if word[name])
    return f"{word[0].rstrip()} {sign}"


@dataclass(frozen=True, slots=True)
class _Letters:
    """How letters look: half points, and whether they are bold."""

    size: int = USUAL
    bold: bool = False


@dataclass(slots=True)
class _Reading:
    """What stands between two edges of paragraphs, and what holds there."""

    letters: _Letters = _Letters()
    outer: list[_Letters] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    largest: int = 0
    light: bool = False
    centred: bool = False
    in_table: bool = False
    level: int = -1
    cells: list[str] = field(default_factory=list)

    def add(self, character: str) -> None:
        """Take up a character that is printed."""
        self.words.append(character)
        if not character.isspace():
            self.largest = max(self.largest, self.letters.size)
            self.light = self.light or not self.letters.bold

    def turn(self, sign: str) -> None:
        """Follow a sign that changes how letters look."""
        if sign == OPENS and len(self.outer) < DEEPEST:
            self.outer.append(self.letters)
        elif sign == CLOSES and self.outer:
            self.letters = self.outer.pop()
        elif sign in (BOLD, LIGHT):
            self.letters = replace(self.letters, bold=sign == BOLD)
        elif sign == PLAIN:
            self.letters = _Letters()
        elif ord(sign) >= SIZES:
            self.letters = replace(self.letters, size=ord(sign) - SIZES)

    def place(self, sign: str) -> None:
        """Follow a sign that says what the paragraph is."""
        if sign == ANEW:
            self.centred, self.in_table, self.level = False, False, -1
        elif sign == CENTRED:
            self.centred = True
        elif sign == IN_TABLE:
            self.in_table = True

    def taken(self) -> str:
        """Return the words so far, and begin anew."""
        text = " ".join("".join(self.words).split())
        self.words = []
        return text

    def line(self) -> Iterator[StyledLine]:
        """End a paragraph."""
        size, light = self.largest / 2, self.light
        self.largest, self.light = 0, False
        if text := self.taken():
            mark = "#" * (self.level + 1) if self.level >= 0 else "" if light else "**"
            yield StyledLine(Marked(text, mark), size, self.centred)

    def row(self) -> Iterator[StyledLine]:
        """End a row of a table."""
        cells, self.cells = self.cells, []
        self.largest, self.light = 0, False
        if line := row_line(cells):
            yield StyledLine(line)


def _lines(text: str) -> Iterator[StyledLine]:
    """Follow the signs and yield the lines between them."""
    now = _Reading()
    pending = False
    for character in text:
        if pending:
            now.level, pending = int(character), False
        elif ord(character) < _PLANE:
            if character == "\n" and not now.in_table:
                yield from now.line()
            else:
                now.add(character)
        elif character == HEADING:
            pending = True
        elif character == CELL:
            now.cells.append(now.taken())
        elif character == ROW:
            yield from now.row()
        else:
            now.turn(character)
            now.place(character)
    yield from now.line()


__all__ = ["rtf_text"]
