"""The paragraphs of a Word document -> its printed lines, each with its mark and look.

The words are taken from every run that is printed, so that inserted text counts and deleted text
does not; comments, page headers and footers stand in parts of their own and are left out. Next:
`corpus/formats/office/looks.py` tells headlines by their look.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.formats.office.looks import USUAL_SIZE, StyledLine, is_layout, row_line
from corpus.page.markdown import Marked

HEADING_STYLE = re.compile(r"(?:heading|标题|標題)\s*(\d)", re.IGNORECASE)
TITLE_STYLE = re.compile(r"title|标题|標題|题目", re.IGNORECASE)
SUBTITLE_STYLE = re.compile(r"subtitle|副标题|副標題", re.IGNORECASE)
# Steps from a style to the one it is based on; a loop has more.
DEEPEST_STYLE = 12
# What is not printed as words: deleted and moved text, field codes, the copy for older programs,
# how to pronounce.
NOT_PRINTED = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "rt"})
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def docx_lines(
    body: Any,  # noqa: ANN401 - python-docx has no types for its parts
    styles: Mapping[str, Any],
    notes: Mapping[str, str],
) -> Iterator[StyledLine]:
    """Yield the lines of a document's body; a note follows the paragraph that refers to it."""
    layout: dict[Any, bool] = {}
    for item in _printed(body):
        row = _row_of(item)
        is_first = row not in layout
        if row is not None and is_first:
            layout[row] = _is_layout(row)
        if row is None or layout[row]:
            yield from _paragraph(item, styles)
        elif is_first and (line := row_line(_cells(row))):
            yield StyledLine(line)
        yield from _notes_of(item, notes)


def _row_of(item: Any) -> Any:  # noqa: ANN401
    return next((parent for parent in item.iterancestors() if parent.tag == f"{W}tr"), None)


def _notes_of(item: Any, notes: Mapping[str, str]) -> Iterator[StyledLine]:  # noqa: ANN401
    for reference in item.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
        if note := notes.get(f"{_name(reference)[:3]}{reference.get(f'{W}id')}"):
            yield StyledLine(Marked(note))


def _printed(body: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the paragraphs that are printed: none within a copy for older programs."""
    unprinted: set[Any] = set()
    for item in body.iter(f"{W}p", f"{W}tc"):
        for parent in item.iterancestors():
            if _name(parent) in NOT_PRINTED or parent in unprinted:
                unprinted.add(item)
                break
            if parent.tag in (f"{W}p", f"{W}tc"):
                break
        if item.tag == f"{W}p" and item not in unprinted:
            yield item


def paragraph_words(paragraph: Any) -> str:  # noqa: ANN401
    """Return what is printed of a paragraph; a text box in it is a paragraph of its own."""
    parts: list[str] = []
    for item in paragraph.iter():
        name = _name(item)
        if (name == "t" or name in SIGNS) and _is_printed(item, paragraph):
            parts.append(SIGNS.get(name, item.text or ""))
    return "".join(parts)


def _paragraph(item: Any, styles: Mapping[str, Any]) -> Iterator[StyledLine]:  # noqa: ANN401
    found = item.find(f"{W}pPr/{W}pStyle")
    style = styles.get(found.get(f"{W}val")) if found is not None else None
    placed = item.find(f"{W}pPr/{W}jc")
    centred = placed is not None and placed.get(f"{W}val") == "center"
    mark, size = _mark(item, style), _size(item, style)
    texts = [text.strip(" \t") for text in paragraph_words(item).split("\n")]
    for number, text in enumerate(filter(None, texts)):
        yield StyledLine(Marked(text, mark, soft=number > 0), size, centred)


def _is_layout(row: Any) -> bool:  # noqa: ANN401
    if row.find(f".//{W}tbl") is not None:
        return True
    return is_layout([_paragraphs_in(cell) for cell in row.iter(f"{W}tc")])


def _paragraphs_in(cell: Any) -> list[str]:  # noqa: ANN401
    paragraphs = (" ".join(paragraph_words(one).split()) for one in cell.iter(f"{W}p"))
    return [words for words in paragraphs if words]


def _cells(row: Any) -> list[str]:  # noqa: ANN401
    return [" ".join(_paragraphs_in(cell)) for cell in row.iter(f"{W}tc")]


def _is_printed(item: Any, paragraph: Any) -> bool:  # noqa: ANN401
    for parent in item.iterancestors():
        name = _name(parent)
        if name in NOT_PRINTED:
            return False
        if name == "r" and _is_on(parent.find(f"{W}rPr/{W}vanish")):
            return False
        if name == "p":
            return parent is paragraph
    return True


def _name(item: Any) -> str:  # noqa: ANN401
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""


def _mark(paragraph: Any, style: Any) -> str:  # noqa: ANN401
    """Return `#`s for a heading, `-` for an item of a list, `**` for a bold line."""
    level = paragraph.find(f"{W}pPr/{W}outlineLvl")
    number = level.get(f"{W}val", "") if level is not None else ""
    if number.isdigit() and int(number) < 6:
        return "#" * (int(number) + 1)
    named = _mark_of_style(style)
    if named is not None:
        return named
    if paragraph.find(f"{W}pPr/{W}numPr") is not None:
        return "-"
    return "**" if _is_bold(paragraph) else ""


def _mark_of_style(style: Any) -> str | None:  # noqa: ANN401
    """Return what the name of a style, or of one that it is based on, says; None if nothing."""
    for name in _style_names(style):
        if SUBTITLE_STYLE.search(name):
            return ""
        if found := HEADING_STYLE.search(name):
            return "#" * min(6, max(1, int(found[1])))
        if TITLE_STYLE.search(name):
            return "#"
    return None


def _is_bold(paragraph: Any) -> bool:  # noqa: ANN401
    runs = [run for run in paragraph.iter(f"{W}r") if (run.findtext(f"{W}t") or "").strip()]
    return bool(runs) and all(_is_on(run.find(f"{W}rPr/{W}b")) for run in runs)


def _is_on(flag: Any) -> bool:  # noqa: ANN401
    return flag is not None and flag.get(f"{W}val", "1") not in ("0", "false", "off")


def _style_names(style: Any) -> Iterator[str]:  # noqa: ANN401
    for _ in range(DEEPEST_STYLE):
        if style is None:
            return
        yield style.name or ""
        style = style.base_style


def _size(paragraph: Any, style: Any) -> float:  # noqa: ANN401
    """Return the size of a paragraph's largest letters, in points."""
    own = [_half_points(run.find(f"{W}rPr/{W}sz")) for run in paragraph.iter(f"{W}r")]
    if any(own):
        return max(own)
    for _ in range(DEEPEST_STYLE):
        if style is None:
            break
        if size := _half_points(style.element.find(f"{W}rPr/{W}sz")):
            return size
        style = style.base_style
    return USUAL_SIZE


def _half_points(size: Any) -> float:  # noqa: ANN401
    written = size.get(f"{W}val", "") if size is not None else ""
    return int(written) / 2 if written.isascii() and written.isdigit() and len(written) < 5 else 0.0
