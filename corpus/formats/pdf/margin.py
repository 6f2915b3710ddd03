"""The page's own lines: name of the paper, day, number of the page, at its top or bottom.

A front page has the name in large letters and that line below, a quarter down; what leads to other
pages (驿站开门迎客　2版) is none of it. Next: `corpus/formats/pdf/roles.py`.
"""

import re
from collections.abc import Sequence

from corpus.formats.pdf.layout.blocks import COMES, LEAVES, TextBlock
from corpus.formats.pdf.sheet.geometry import Area
from corpus.page.headlines import MASTHEAD, is_masthead
from corpus.page.pageinfo import NAMED_DATE, NAMED_PAPER
from corpus.page.punctuation import is_closed

# Share of the page's height, from its top or bottom, in which its own line stands; and from the top
# of a front page.
PAGE_EDGE, FRONT_EDGE = 0.1, 0.25
MOST_LINES = 2
# What leads to another page: its headline, then the number.
GUIDE = re.compile(r"\D{3,39}[^\d\s第][\s　]*[A-D]?\d{1,2}版")


def own_lines(blocks: Sequence[TextBlock], page: Area) -> list[TextBlock]:
    """Return the page's own lines, with what stands on one base with them."""
    strong = [block for block in blocks if _tells_more(block, blocks, page)]
    sure = [block for block in blocks if _is_sure(block, strong, page)]
    own = {id(block) for block in sure}
    return [block for block in blocks if id(block) in own or _stands_beside(block, sure)]


def _is_sure(block: TextBlock, strong: Sequence[TextBlock], page: Area) -> bool:
    """Say whether a block is the page's own by itself, or as the name over such lines."""
    known = any(block is one for one in strong)
    return known or _is_own(block, page) or _is_name(block, strong, page)


def _tells_more(block: TextBlock, blocks: Sequence[TextBlock], page: Area) -> bool:
    """Say whether a line, with what stands on its base, tells day and number, or more."""
    if len(block.lines) > MOST_LINES or block.area.bottom > FRONT_EDGE * page.height:
        return False
    if not MASTHEAD.search(block.text) or is_closed(block.text):
        return False
    row = "　".join(other.text for other in blocks if _on_one_base(block, other))
    return is_masthead(row) and NAMED_DATE.search(row) is not None


def _on_one_base(one: TextBlock, other: TextBlock) -> bool:
    near = abs(one.lines[0].base - other.lines[0].base) < one.size / 2
    return near and one.frame == other.frame and len(other.lines) <= MOST_LINES


def _is_own(block: TextBlock, page: Area) -> bool:
    """Say whether a block is the page's own line, at its top or bottom, in no box."""
    text, edge = block.text, PAGE_EDGE * page.height
    if block.area.bottom > edge and block.area.top < page.height - edge:
        return False
    if len(block.lines) > MOST_LINES or _leads_on(text):
        return False
    bare = text.strip(" 　-—·.|第页PagepA")
    if bare.isdigit() or not bare:
        return True
    return block.frame < 0 and MASTHEAD.search(text) is not None and not is_closed(text)


def _leads_on(text: str) -> bool:
    """Say whether words lead to another page, or come from one."""
    guide = GUIDE.fullmatch(text) and not NAMED_PAPER.fullmatch(text.split()[0])
    return any((COMES.match(text), LEAVES.search(text), guide))


def _is_name(block: TextBlock, lines: Sequence[TextBlock], page: Area) -> bool:
    """Say whether a block is the paper's name over the line of a front page, or Latin below it."""
    if block.area.bottom > FRONT_EDGE * page.height or len(block.lines) > 1:
        return False
    if not any(block.area.top < one.area.top and block.area.over(one.area) > 0 for one in lines):
        return False
    return NAMED_PAPER.fullmatch(block.text) is not None or block.text.isascii()


def _stands_beside(block: TextBlock, sure: Sequence[TextBlock]) -> bool:
    """Say whether a line stands on one base with one of the page's own, and is set no larger."""
    if len(block.lines) != 1 or not sure:
        return False
    small = block.size <= max(own.size for own in sure) + 0.5
    return small and any(_on_one_base(block, own) and block.size <= own.size + 0.5 for own in sure)
