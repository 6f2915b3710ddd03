"""A text document of LibreOffice or another office (ODT) -> Markdown.

lxml reads its content and styles. Headings count by their level or by their look, as in DOCX;
tables become rows, footnotes follow the paragraph that refers to them. Comments, deleted text, and
what stands over and under every page are left out. Next: `corpus/formats/office/looks.py`.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from corpus.errors import PageError
from corpus.formats.office.looks import (
    USUAL_SIZE,
    StyledLine,
    headed_by_look,
    is_layout,
    row_line,
)
from corpus.formats.office.package import open_package
from corpus.page.markdown import Marked, as_markdown

REMEDY = "save it again as ODT, DOCX or text"
KIND = "ODT document"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, STYLE, OFFICE = (
    f"{{{_NAMES}{one}:1.0}}" for one in ("text", "table", "style", "office")
)
DRAW, FO = f"{{{_NAMES}drawing:1.0}}", f"{{{_NAMES}xsl-fo-compatible:1.0}}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
NOTE, BOXES = f"{TEXT}note-body", (f"{DRAW}text-box", f"{DRAW}custom-shape")
# What is printed nowhere, with all that it holds.
HIDDEN = frozenset({f"{OFFICE}annotation", f"{TEXT}tracked-changes"})
# What is not printed as words of its paragraph: comments, deleted text, notes, text boxes (both are
# read by themselves), how to pronounce, pictures' descriptions.
NOT_PRINTED = frozenset(
    {
        *HIDDEN,
        f"{OFFICE}annotation-end",
        f"{TEXT}note",
        f"{TEXT}ruby-text",
        f"{DRAW}frame",
        f"{DRAW}custom-shape",
    }
)
# Headings that stand under the title, and bold as numbers say it.
TITLE_STYLE = re.compile(r"title|标题|題目|题目", re.IGNORECASE)
SUBTITLE_STYLE = re.compile(r"subtitle|副标题|副標題", re.IGNORECASE)
HEADING_STYLE = re.compile(r"(?:heading|标题|標題)(?:_20_|\s)*(\d)", re.IGNORECASE)
BOLD = frozenset({"bold", "600", "700", "800", "900"})
POINTS = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)pt")
DEEPEST_STYLE = 12
# Copies that a cell or a space may stand for.
MOST_COPIES = 100


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style prints, "" or 0 where it does not tell."""

    above: str = ""
    size: float = 0.0
    bold: str = ""
    placed: str = ""


def odt_text(raw: bytes) -> str:
    """Return an ODT document as Markdown.

    Raises:
        PageError: It is damaged, locked, no such document, or too large.
    """
    with open_package(raw, KIND, REMEDY) as package:
        if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.part(
            "META-INF/manifest.xml"
        ):
            raise PageError("it is locked by a password", "save it again without the password")
        content = package.tree("content.xml")
        looks: dict[str, _Look] = {}
        for root in (package.tree("styles.xml") if "styles.xml" in package.names else content,):
            looks |= _looks(root)
        looks |= _looks(content)
        body = content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise ValueError("no text")
        return as_markdown(list(headed_by_look(list(_Lines(looks).of(body)))))


def _looks(root: Any) -> dict[str, _Look]:  # noqa: ANN401 - lxml has no types
    found: dict[str, _Look] = {}
    for style in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
        letters, lines = (
            style.find(f"{STYLE}text-properties"),
            style.find(f"{STYLE}paragraph-properties"),
        )
        family = style.get(f"{STYLE}family", "")
        name = style.get(f"{STYLE}name", family)
        found[name] = _Look(
            style.get(f"{STYLE}parent-style-name") or (family if name != family else ""),
            _points(_of(letters, f"{STYLE}font-size-asian") or _of(letters, f"{FO}font-size")),
            _of(letters, f"{STYLE}font-weight-asian") or _of(letters, f"{FO}font-weight"),
            _of(lines, f"{FO}text-align"),
        )
    return found


def _of(item: Any, name: str) -> str:  # noqa: ANN401
    return str(item.get(name, "")) if item is not None else ""


def _points(written: str) -> float:
    found = POINTS.fullmatch(written)
    return float(found[1]) if found else 0.0


class _Lines:
    """The lines of a document whose styles are known."""

    def __init__(self, looks: dict[str, _Look]) -> None:
        """Keep the styles by name."""
        self._looks = looks

    def of(self, parent: Any, item_mark: str = "") -> Iterator[StyledLine]:  # noqa: ANN401
        """Yield the lines below an element, in order."""
        for item in parent:
            if item.tag in PARAGRAPHS:
                yield from self._paragraph(item, item_mark)
            elif item.tag == f"{TABLE}table-row":
                yield from self._row(item)
            elif item.tag == f"{TEXT}list":
                yield from self.of(item, "-")
            elif isinstance(item.tag, str) and item.tag not in NOT_PRINTED:
                yield from self.of(item, item_mark)
            elif item.tag in (f"{DRAW}frame", f"{DRAW}custom-shape"):
                yield from self.of(item)

    def _paragraph(self, item: Any, item_mark: str) -> Iterator[StyledLine]:  # noqa: ANN401
        name = item.get(f"{TEXT}style-name", "")
        mark = self._mark(item, name) or item_mark or self._bold(item, name)
        size, centred = self._size(item, name), self._first(name, "placed") == "center"
        texts = [text.strip(" \t") for text in _words(item).split("\n")]
        for number, text in enumerate(filter(None, texts)):
            yield StyledLine(Marked(text, mark, soft=number > 0), size, centred)
        apart = list(_outermost(item, (NOTE, *BOXES)))
        for note in apart:
            if note.tag == NOTE and (words := " ".join(_paragraphs_of(note))):
                yield StyledLine(Marked(words))
        for box in apart:
            if box.tag in BOXES:
                yield from self.of(box)

    def _row(self, row: Any) -> Iterator[StyledLine]:  # noqa: ANN401
        cells = list(_cells(row))
        filled = [_paragraphs_of(cell) for cell in cells]
        if row.find(f".//{TABLE}table") is not None or is_layout(filled):
            for cell in cells:
                yield from self.of(cell)
        elif line := row_line([" ".join(cell) for cell in filled]):
            yield StyledLine(line)

    def _mark(self, item: Any, name: str) -> str:  # noqa: ANN401
        if item.tag == f"{TEXT}h":
            level = item.get(f"{TEXT}outline-level", "1")
            return "#" * min(6, max(1, int(level) if level.isdigit() else 1))
        for one in self._chain(name):
            if SUBTITLE_STYLE.search(one):
                return ""
            if found := HEADING_STYLE.search(one):
                return "#" * min(6, max(1, int(found[1])))
            if TITLE_STYLE.search(one):
                return "#"
        return ""

    def _bold(self, item: Any, name: str) -> str:  # noqa: ANN401
        """Return `**` where every word of a paragraph is bold."""
        whole = self._first(name, "bold") in BOLD
        spans = list(item.iter(f"{TEXT}span"))
        if not whole and any(map(_has_words, (item.text, *(span.tail for span in spans)))):
            return ""
        bold = [self._is_bold(span, whole) for span in spans if _has_words(span.text)]
        return "**" if all(bold) and (whole or bold) else ""

    def _is_bold(self, span: Any, whole: bool) -> bool:  # noqa: ANN401
        own = self._first(span.get(f"{TEXT}style-name", ""), "bold")
        return own in BOLD or (whole and not own)

    def _size(self, item: Any, name: str) -> float:  # noqa: ANN401
        """Return the size of a paragraph's largest letters, in points."""
        spans = (span.get(f"{TEXT}style-name", "") for span in item.iter(f"{TEXT}span"))
        own = max((float(self._first(span, "size") or 0) for span in spans), default=0.0)
        return own or float(self._first(name, "size") or 0) or USUAL_SIZE

    def _first(self, name: str, what: str) -> str:
        """Return what a style, or the first above it that tells, says."""
        looks = (self._looks[one] for one in self._chain(name))
        return next((str(value) for look in looks if (value := getattr(look, what))), "")

    def _chain(self, name: str) -> Iterator[str]:
        for _ in range(DEEPEST_STYLE):
            if name not in self._looks:
                return
            yield name
            name = self._looks[name].above


def _cells(row: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the cells of a row, repeated ones as often as they say; an empty last one once."""
    cells = [cell for cell in row if cell.tag in CELLS]
    for number, cell in enumerate(cells):
        written = cell.get(f"{TABLE}number-columns-repeated", "1")
        count = min(int(written), MOST_COPIES) if written.isdigit() else 1
        empty = number == len(cells) - 1 and not len(cell)
        yield from [cell] * (min(count, 1) if empty else count)


def _outermost(parent: Any, tags: Collection[str]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the printed elements of some tags, none within another: it is read with that one."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag not in HIDDEN:
            yield from _outermost(child, tags)


def _paragraphs_of(parent: Any) -> list[str]:  # noqa: ANN401
    """Return the words of the printed paragraphs of a cell or note, and of what stands in them."""
    return [words for one in _printed(parent) if (words := " ".join(_words(one).split()))]


def _printed(parent: Any) -> Iterator[Any]:  # noqa: ANN401
    for paragraph in _outermost(parent, PARAGRAPHS):
        yield paragraph
        yield from _printed(paragraph)


def _has_words(text: str | None) -> bool:
    return bool((text or "").strip())


def _words(item: Any) -> str:  # noqa: ANN401
    """Return what is printed of a paragraph; notes and text boxes in it are none of its words."""
    return "".join(_parts(item))


def _parts(item: Any) -> Iterator[str]:  # noqa: ANN401
    yield item.text or ""
    for child in item:
        if child.tag == f"{TEXT}s":
            written = child.get(f"{TEXT}c", "1")
            yield " " * (min(int(written), MOST_COPIES) if written.isdigit() else 1)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in NOT_PRINTED:
            yield from _parts(child)
        yield child.tail or ""


__all__ = ["odt_text"]
