"""A part of a web page -> its lines, each with its mark.

Next: `corpus/formats/html/outer_lines.py` takes off the lines that are no report.
"""

import re
from collections.abc import Iterator
from typing import Any

from corpus.formats.html.main_part import BLOCKS
from corpus.page.markdown import BETWEEN_CELLS, Marked

# Characters of text, most of it in links, that lead away and say nothing themselves.
LONGEST_LINK_LINE = 60
LINKED_SHARE = 0.7
HAN_SEAM = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")
CAPTION = re.compile(
    r"caption|photo-?(?:desc|title|info)|(?:img|pic)[-_]?(?:desc|note|info)|tushuo", re.IGNORECASE
)
# What counts a headline; where it is an element of its own, only its style may set it apart.
SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}\.?")
CHAPTER_NUMBER = re.compile(r"第[\d一二三四五六七八九十百零〇]{1,6}[编章节条]")
# Stands between cells while a line is gathered; no page holds it, lxml refuses it.
CELL = "\x1f"


def html_lines(main: Any) -> Iterator[Marked]:  # noqa: ANN401 - lxml has no types
    """Yield the lines of a part in the page's order."""
    from lxml import etree

    line = _Line()
    for event, item in etree.iterwalk(main, events=("start", "end")):
        tail = item.tail if item is not main else ""
        if not isinstance(item.tag, str):
            line.add(tail if event == "end" else "")
            continue
        yield from _at_edge(line, item, event)
        line.step(item, event)
        line.add(item.text if event == "start" else tail)
    yield from line.flush()


def _at_edge(line: "_Line", item: Any, event: str) -> Iterator[Marked]:  # noqa: ANN401
    """End the line where a block begins or ends; cells of a table of names share one."""
    if item.tag in ("td", "th") and not _holds_blocks(item):
        line.parts += [CELL] if event == "end" and line.parts else []
    elif item.tag == "br":
        yield from line.break_off() if event == "start" else ()
    elif item.tag in BLOCKS and not line.in_cell(item):
        yield from line.flush()


def _holds_blocks(cell: Any) -> bool:  # noqa: ANN401
    """Say whether a cell lays out the page, rather than holding a name or a number."""
    seen = 0
    for one in cell.iter():
        if one is not cell and (one.tag in BLOCKS or one.tag == "br"):
            seen += 1
            if seen > 1 or one.tag != "p":
                return True
    return False


class _Line:
    """A line while it is gathered: its words, and how many of them are bold or in links."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.parts: list[str] = []
        self.inside: list[str] = []
        self.captions = 0
        self.bold = 0
        self.linked = 0
        self.item = 0
        self.soft = False
        self.cell: tuple[Any, bool] = (None, False)

    def in_cell(self, item: Any) -> bool:  # noqa: ANN401
        """Say whether an element is the one paragraph of a cell."""
        parent = item.getparent()
        return item.tag == "p" and parent is not None and self._is_cell(parent)

    def _is_cell(self, parent: Any) -> bool:  # noqa: ANN401
        if self.cell[0] is not parent:  # Else each paragraph of a cell would look at all of it.
            self.cell = (parent, parent.tag in ("td", "th") and not _holds_blocks(parent))
        return self.cell[1]

    def step(self, item: Any, event: str) -> None:  # noqa: ANN401
        """Go into an element or out of it; the items of a numbered list are counted."""
        tag = item.tag
        is_caption = tag == "figcaption" or CAPTION.search(item.get("class") or "") is not None
        if event == "start":
            if tag == "li":
                self.item += 1 if "ol" in self.inside else 0
            elif tag in ("ol", "ul"):
                self.item = 0
            self.inside.append(tag)
            self.captions += is_caption
        elif self.inside:
            self.inside.pop()
            self.captions -= is_caption

    def add(self, words: str | None) -> None:
        """Take up words."""
        if not words:
            return
        if self._level() and _is_labelled("".join(self.parts).strip(), words):
            self.parts.append(" ")
        self.parts.append(words)
        length = len("".join(words.split()))
        self.bold += length if {"b", "strong"} & set(self.inside) else 0
        self.linked += length if "a" in self.inside else 0

    def break_off(self) -> Iterator[Marked]:
        """End the line at a line break; a headline goes on."""
        if self._level():
            self.parts.append(" ")
        else:
            yield from self.flush(soft=True)

    def flush(self, *, soft: bool = False) -> Iterator[Marked]:
        """End the line; the next follows a line break, or a paragraph's edge."""
        text, is_row = self._text()
        length = max(1, len("".join(text.split())))
        short = length <= LONGEST_LINK_LINE and not text.endswith("。")
        leads_away = self.linked > LINKED_SHARE * length and short
        if text and not (leads_away and ("li" in self.inside or not self._level())):
            yield Marked(text, self._mark(is_row, length), self.soft)
        self.soft = soft and bool(text)
        self.parts, self.bold, self.linked = [], 0, 0

    def _text(self) -> tuple[str, bool]:
        """Return the words of the line, and whether they are a row of cells."""
        cells = [_spaced(cell) for cell in "".join(self.parts).split(CELL)]
        held = [cell for cell in cells if cell]
        is_row = len(held) > 1
        # The last part stands behind the last cell.
        return BETWEEN_CELLS.join(cells[:-1] if is_row and not cells[-1] else held), is_row

    def _level(self) -> str:
        return next((tag for tag in reversed(self.inside) if re.fullmatch("h[1-6]", tag)), "")

    def _mark(self, is_row: bool, length: int) -> str:
        if level := self._level():
            return "#" * int(level[1])
        if self.captions > 0:
            return "^"
        if is_row:
            return "|"
        if "li" in self.inside:
            return f"{self.item}." if self.item else "-"
        return "**" if self.bold >= 0.9 * length else ""


def _is_labelled(before: str, after: str) -> bool:
    """Say whether words count the headline that follows them.

    >>> _is_labelled("1.1", "Members"), _is_labelled("第二章", "会员"), _is_labelled("3.5", "万人")
    (True, True, False)
    """
    latin = after[:1].isascii() and after[:1].isalpha()
    return (latin and SECTION.fullmatch(before) is not None) or bool(
        CHAPTER_NUMBER.fullmatch(before)
    )


def _spaced(words: str) -> str:
    """Close up what markup spread over lines: nothing between Chinese, one space between words."""
    lines = (part.strip() for part in words.split("\n"))
    text = HAN_SEAM.sub("", "\n".join(filter(None, lines)))
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip()
