"""Lines of a page -> blocks: lines of one size that stand under one another in one column.

A block is a run of lines, so a column of body text, or a headline. Here are also the records of
what a page is made of, once each block is known for what it is. Pure functions. Next:
`corpus/formats/pdf/roles.py` says what each block is and fills those records.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.formats.pdf.layout.lines import SIZE_SLACK
from corpus.formats.pdf.sheet.geometry import Area, Sheet, TextLine

# In sizes of the letter, from base to base. Body text is set at 1.2 to 1.8.
WIDEST_LEADING = 2.3
# A block's own leading may vary by this share, where it is known.
LEADING_SLACK = 0.3
# In sizes of the letter: an indent of two characters, and a little.
INDENT = 2.6
# An article leaves for another page, and comes from one. A part of the page's number may be missing
# where the note is cut by the end of a line.
LEAVES = re.compile(
    r"[（(【\[]\s{0,5}[下转轉]{2}\s{0,5}第?\s{0,5}([A-D]?\d{1,3}|[一二三四五六七八九十]{1,4})\s{0,5}版\s{0,5}[^（）()]{0,12}[）)】\]]\s{0,5}$"
)
COMES = re.compile(
    r"^\s{0,5}[（(【\[]\s{0,5}[紧緊上接]{2,3}\s{0,5}第?\s{0,5}([A-D]?\d{1,3}|[一二三四五六七八九十]{1,4})\s{0,5}版\s{0,5}[^（）()]{0,12}[）)】\]]\s{0,5}"
)
LONGEST_NOTE = 24
# Tags of a block: one whose lines are rows, and a line within a column that is set like a headline.
TABLE, SUBHEADING = "table", "subheading"


@dataclass(slots=True)
class TextBlock:
    """Lines that stand under one another and belong together.

    Attributes:
        lines: From the top.
        area: Around them.
        frame: The number of the frame they stand in, -1 for none.
        leading: From base to base, 0 where one line says nothing of it.
        tags: `TABLE` or `SUBHEADING`.
        columns: Left and right edge of each column of a table that only white space parts.
    """

    lines: list[TextLine]
    area: Area
    frame: int = -1
    leading: float = 0.0
    tags: set[str] = field(default_factory=set)
    columns: tuple[tuple[float, float], ...] = ()

    @property
    def size(self) -> float:
        """The size of the letters."""
        return self.lines[0].size

    @property
    def text(self) -> str:
        """All its words in a row."""
        return "".join(line.text for line in self.lines)


def read_blocks(lines: Sequence[TextLine], sheet: Sheet) -> list[TextBlock]:
    """Gather lines, sorted from the top, into blocks."""
    level = [rule for rule in sheet.rules if rule.width >= rule.height]
    blocks: list[TextBlock] = []
    open_blocks: list[TextBlock] = []
    for line in lines:
        open_blocks = [
            block
            for block in open_blocks
            if line.base - block.lines[-1].base < WIDEST_LEADING * max(block.size, line.size)
        ]
        near = [block for block in open_blocks if _goes_on(block, line, level)]
        if near:
            block = max(near, key=lambda block: (block.lines[-1].base, block.area.over(line.area)))
            if len(block.lines) == 1:
                block.leading = line.base - block.lines[0].base
            block.lines.append(line)
            block.area = block.area.joined(line.area)
        else:
            block = TextBlock([line], line.area, line.frame)
            blocks.append(block)
            open_blocks.append(block)
    return blocks


def _goes_on(block: TextBlock, line: TextLine, rules: Iterable[Area]) -> bool:
    """Say whether a line is the next of a block."""
    last = block.lines[-1]
    if last.downward or line.downward or _is_turned(block, line):
        return False
    if abs(last.size - line.size) > SIZE_SLACK * last.size or block.frame != line.frame:
        return False
    if not _steps_on(block, line) or not _aligned(block, line):
        return False
    between = Area(line.area.left, last.base, line.area.right, line.base - 0.3 * line.size)
    return not any(_crosses(rule, between) for rule in rules)


def _steps_on(block: TextBlock, line: TextLine) -> bool:
    """Say whether a line stands as far below the last one as the lines of a block do."""
    step = line.base - block.lines[-1].base
    wide = block.leading and step > block.leading * (1 + LEADING_SLACK)
    return step >= 0.7 * line.size and not wide


def _crosses(rule: Area, between: Area) -> bool:
    """Say whether a rule stands within an area between two lines."""
    within = between.top - 0.5 <= rule.top and rule.bottom <= between.bottom + 0.5
    return within and rule.over(between) > 0


def _is_turned(block: TextBlock, line: TextLine) -> bool:
    """Say whether an article leaves for another page here, or comes from one."""
    return bool(COMES.match(line.text) or LEAVES.search(block.text[-LONGEST_NOTE:]))


def _aligned(block: TextBlock, line: TextLine) -> bool:
    """Say whether a line stands in the column of a block."""
    shared = block.area.over(line.area)
    outdent = block.area.left - line.area.left
    if len(block.lines) == 1 and 0 < outdent <= INDENT * line.size:
        return line.area.right <= block.area.right + INDENT * line.size
    if shared <= 0.3 * min(block.area.width, line.area.width):
        return False
    indent = INDENT * line.size
    if abs(line.area.left - block.area.left) <= indent:
        # A line far wider than all above it stands over more than their column.
        grown = line.area.right - block.area.right
        return grown <= indent or len(block.lines) == 1 or grown < 0.6 * block.area.width
    middle = (line.area.left + line.area.right - block.area.left - block.area.right) / 2
    return abs(middle) <= line.size or shared >= 0.95 * line.area.width


@dataclass(slots=True)
class Head:
    """A headline with what belongs to it.

    Attributes:
        area: Around its letters.
        span: The width over which it stands: a rule above it may show more than its letters.
        size: Of its largest letters.
        frame: The number of the frame it stands in, -1 for none.
        downward: Whether it is set downwards, so beside its report.
        kicker: What stands above the largest lines.
        title: The largest lines.
        subtitle: What stands below.
    """

    area: Area
    span: Area
    size: float
    frame: int = -1
    downward: bool = False
    kicker: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    subtitle: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Caption:
    """Words about a picture, and where that is; None where only the words are."""

    block: TextBlock
    picture: Area | None


@dataclass(slots=True)
class Roles:
    """The blocks of a page by what they are.

    Attributes:
        heads: Headlines.
        bodies: Blocks of reports, sub-headings among them.
        captions: Of pictures.
        margin: The page's own lines: name of the paper, date, number.
        pictures: Images, and frames without words.
        size: Of the body's letters.
    """

    heads: list[Head] = field(default_factory=list)
    bodies: list[TextBlock] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    margin: list[TextBlock] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    size: float = 10.0


@dataclass(slots=True)
class PdfStory:
    """An article: its headline, its blocks in reading order, its captions."""

    head: Head | None
    blocks: list[TextBlock] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)

    @property
    def area(self) -> Area:
        """Around all of it."""
        areas = [block.area for block in self.blocks]
        areas += [self.head.area] if self.head else []
        areas += [caption.block.area for caption in self.captions]
        area = areas[0]
        for other in areas[1:]:
            area = area.joined(other)
        return area
