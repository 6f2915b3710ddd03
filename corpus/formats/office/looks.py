"""Lines of a document with their look -> the same lines with their headlines marked.

Editors mark a headline by size, weight and place more often than by a style. Next:
`corpus/page/newspaper.py`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.page.lines import PageLine
from corpus.page.markdown import BETWEEN_CELLS, Marked
from corpus.page.punctuation import headline_like

# Points, where neither run nor style tells.
USUAL_SIZE = 10.5
# Times the body's size from which a line without a heading's style is one.
HEADLINE_SIZE = 1.25
# Characters of a paragraph of a report; what a table's cell holds is shorter, or is one.
PROSE = 40


@dataclass(frozen=True, slots=True)
class StyledLine:
    """A line of a document and how it looks.

    Attributes:
        line: Its words and mark.
        size: Of its largest letters, in points.
        centred: It stands in the middle of the page.
    """

    line: Marked
    size: float = USUAL_SIZE
    centred: bool = False


def headed_by_look(looks: Sequence[StyledLine]) -> Iterator[Marked]:
    """Mark the largest lines of each run of prominent lines; what stands beside is no headline."""
    usual = _usual_size(looks)
    for prominent, group in groupby(looks, key=lambda look: _is_prominent(look, usual)):
        run = list(group)
        most = max((look.size, look.line.mark) for look in run)
        above = ""
        for look in run:
            line = look.line
            if prominent:
                mark = "#" if (look.size, line.mark) == most else ""
                line = replace(line, mark=mark, soft=bool(mark) and mark == above)
                above = mark
            yield line


def _is_prominent(look: StyledLine, usual: float) -> bool:
    """Say whether a line looks like a headline, or like what stands beside one."""
    if look.line.mark not in ("", "**") or not headline_like(PageLine(look.line.text)):
        return False
    larger = look.size >= HEADLINE_SIZE * usual
    return larger or (look.centred and (look.line.mark == "**" or look.size > usual))


def _usual_size(looks: Sequence[StyledLine]) -> float:
    """Return the size that most letters have."""
    counts: Counter[float] = Counter()
    for look in looks:
        counts[look.size] += len(look.line.text)
    return counts.most_common(1)[0][0] if counts else USUAL_SIZE


def is_layout(cells: Sequence[Sequence[str]]) -> bool:
    """Say whether a row places reports on the page, rather than holding names and numbers.

    A cell of a table may hold several paragraphs; a report has several of prose.

    Args:
        cells: The paragraphs of each cell of the row, empty ones left out.
    """
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        return len(filled[0]) > 1
    return any(sum(_is_prose(words) for words in cell) > 1 for cell in filled)


def _is_prose(words: str) -> bool:
    return len(words) >= PROSE and "。" in words


def row_line(cells: Sequence[str]) -> Marked | None:
    """Return the cells of a row as one line, empty ones kept where others would move up.

    >>> row_line(["甲", "", "乙"]).text, row_line(["", "甲", ""]).text, row_line(["", ""])
    ('甲 |  | 乙', '甲', None)
    """
    held = [cell for cell in cells if cell]
    if not held:
        return None
    if len(held) == 1:
        return Marked(held[0])
    return Marked(BETWEEN_CELLS.join(cells), "|")
