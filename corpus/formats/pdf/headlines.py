"""Tells headlines from bodies, and gathers what makes up a headline.

Of the blocks that stand close together: a kicker above, the largest lines, a subtitle below; set
downwards, from the right to the left. Next: `corpus/formats/pdf/reading_order.py`.
"""

from collections import Counter
from collections.abc import Sequence

from corpus.formats.pdf.blocks import Block, Head, Roles
from corpus.formats.pdf.geometry import Area, Sheet, TextLine
from corpus.formats.pdf.lines import SIZE_SLACK
from corpus.page import byline
from corpus.page.lines import Line
from corpus.page.paragraphs import glue
from corpus.page.punctuation import headline_like, is_closed, torn

# Times the body's size. Headlines of newspapers begin at 1.3, sub-headings within a column below.
HEADLINE_SIZE = 1.2
SUBHEADING_SIZE = 1.35
# Times the body's size. A kicker or subtitle may be set hardly larger than the body.
MINOR_SIZE = 1.03
# A block of so many lines with stops in them is body, however large it is set.
BODY_LINES = 4
# Lines of a kicker or subtitle.
MINOR_LINES = 3
# In sizes of the larger letter: the gap within a headline.
HEAD_GAP = 1.0


def take_heads(blocks: Sequence[Block], roles: Roles, sheet: Sheet) -> None:
    """Tell headlines from bodies."""
    large = [block for block in blocks if _is_large(block, roles.size)]
    subheadings = [block for block in large if _is_subheading(block, blocks, roles.size)]
    large = [block for block in large if block not in subheadings]
    rest = [block for block in blocks if not any(block is other for other in large)]
    usual = usual_font(rest)
    minor = [
        block
        for block in rest
        if _may_be_minor(block, roles.size) and _is_set_apart(block, rest, roles.size, usual)
    ]
    groups = _grouped(large, sheet.rules)
    for group in groups:
        for block in list(minor):
            if _adjoins(block, group, blocks, sheet.rules):
                group.append(block)
                minor.remove(block)
    taken = {id(block) for group in groups for block in group}
    heads = [_head(group, sheet.rules) for group in groups]
    for head in heads:
        head.span = _up_to_next(head, heads)
    roles.heads = heads
    roles.bodies = [block for block in blocks if id(block) not in taken]
    for block in subheadings:
        block.tags.add("subheading")


def _is_large(block: Block, size: float) -> bool:
    if block.size < HEADLINE_SIZE * size or len(block.text) < 2:
        return False
    prose = len(block.lines) >= BODY_LINES and "。" in block.text
    return not prose or block.size > 2 * size


def _is_subheading(block: Block, blocks: Sequence[Block], size: float) -> bool:
    """Say whether a line stands within a column, with the report going on above and below."""
    if block.size > SUBHEADING_SIZE * size or len(block.lines) > 2:
        return False
    near = [other for other in blocks if other.frame == block.frame and other is not block]
    above = [other for other in near if 0 <= block.area.top - other.area.bottom <= 1.6 * size]
    below = [other for other in near if 0 <= other.area.top - block.area.bottom <= 1.6 * size]
    for over in above:
        for under in below:
            column = over.area.joined(under.area)
            narrow = column.width <= 1.1 * max(over.area.width, under.area.width)
            within = column.holds(block.area, slack=size)
            plain = max(over.size, under.size) <= (1 + SIZE_SLACK) * size
            if narrow and within and plain and not byline.opens(under.lines[0].text):
                return True
    return False


def _may_be_minor(block: Block, size: float) -> bool:
    if len(block.lines) > MINOR_LINES or block.size < 0.97 * size:
        return False
    text = " ".join(line.text for line in block.lines)
    dashed = text.startswith("—")
    return dashed or (headline_like(Line(text)) and not is_closed(text))


def usual_font(blocks: Sequence[Block]) -> int:
    """Return the font of most lines."""
    fonts = Counter(line.font for block in blocks for line in block.lines)
    return fonts.most_common(1)[0][0] if fonts else 0


def _is_set_apart(block: Block, blocks: Sequence[Block], size: float, usual: int) -> bool:
    """Say whether a block is no column: larger than the body, bold, or alone in its row.

    A font of its own counts for a block that stands alone only: a PDF may hold one font in parts.
    """
    line = block.lines[0]
    if line.downward or line.size > MINOR_SIZE * size or line.bold:
        return True
    if _stands_in_row(block, blocks):
        return False
    return line.font != usual or len(block.lines) == 1


def _stands_in_row(block: Block, blocks: Sequence[Block]) -> bool:
    """Say whether columns of the same letters begin at the same height beside a block."""
    return any(
        other is not block
        and abs(other.size - block.size) <= SIZE_SLACK * block.size
        and abs(other.area.top - block.area.top) < block.size / 2
        and other.area.over(block.area) < 0
        for other in blocks
    )


def _grouped(large: Sequence[Block], rules: Sequence[Area]) -> list[list[Block]]:
    """Gather large blocks that stand close under one another."""
    groups: list[list[Block]] = []
    for block in sorted(large, key=lambda block: block.area.top):
        near = [group for group in groups if _is_near(block, group, rules)]
        if near:
            near[-1].append(block)
        else:
            groups.append([block])
    return groups


def _is_near(block: Block, group: Sequence[Block], rules: Sequence[Area]) -> bool:
    return any(_touches(other, block, rules) for other in group)


def _touches(upper: Block, lower: Block, rules: Sequence[Area]) -> bool:
    """Say whether two blocks stand so close that they are one headline."""
    if upper.frame != lower.frame or upper.lines[0].downward != lower.lines[0].downward:
        return False
    if upper.lines[0].downward:
        return _stand_together(upper.area, lower.area, max(upper.size, lower.size))
    if upper.area.over(lower.area) <= 0:
        return False
    gap = lower.area.top - upper.area.bottom
    if not -0.3 * lower.size <= gap <= HEAD_GAP * max(upper.size, lower.size):
        return False
    between = upper.area.joined(lower.area)
    return not any(
        rule.width > rule.height
        and upper.area.bottom - 1 <= rule.top <= lower.area.top + 1
        and rule.over(between) > 0
        for rule in rules
    )


def _stand_together(one: Area, other: Area, size: float) -> bool:
    """Say whether two lines set downwards stand beside one another, one being no tail of more."""
    shared = one.beside(other) > 0.5 * min(one.height, other.height)
    return shared and -one.over(other) <= HEAD_GAP * size


def _adjoins(
    block: Block, group: Sequence[Block], blocks: Sequence[Block], rules: Sequence[Area]
) -> bool:
    """Say whether a bare line is kicker or subtitle of a headline: set apart from any column."""
    largest = max(other.size for other in group)
    if block.size > largest:
        return False
    for other in group:
        if _touches(block, other, rules):
            return not _is_tail(block, blocks)
        if _touches(other, block, rules):
            return True
    return False


def _is_tail(block: Block, blocks: Sequence[Block]) -> bool:
    """Say whether a line over a headline is the end of the column above it."""
    return any(
        other is not block
        and abs(other.size - block.size) <= SIZE_SLACK * block.size
        and other.lines[-1].font == block.lines[0].font
        and 0 <= block.area.top - other.area.bottom <= 1.5 * block.size
        and other.area.over(block.area) > 0
        for other in blocks
    )


def _head(group: Sequence[Block], rules: Sequence[Area]) -> Head:
    downward = group[0].lines[0].downward
    lines = sorted(
        (line for block in group for line in block.lines),
        key=lambda line: -line.area.left if downward else line.base,
    )
    largest = max(line.size for line in lines)
    area = group[0].area
    for block in group[1:]:
        area = area.joined(block.area)
    head = Head(area, _span(area, largest, rules), largest, group[0].frame, downward)
    before: TextLine | None = None
    part: list[str] = head.kicker
    for line in lines:
        if line.size >= 0.93 * largest:
            part = head.title
        elif head.title:
            part = head.subtitle
        if before and part and _is_wrapped(before, line, area):
            part[-1] = glue(part[-1], line.text)
        else:
            part.append(line.text)
        before = line
    return head


def _is_wrapped(before: TextLine, line: TextLine, area: Area) -> bool:
    """Say whether a line of a headline goes on from one that filled its width."""
    if abs(before.size - line.size) > SIZE_SLACK * line.size:
        return False
    if line.downward:
        return before.area.bottom > area.bottom - 1.1 * line.size
    flush = abs(before.area.left - line.area.left) < 0.5 * line.size
    full = before.area.right > area.right - 1.1 * line.size
    return (flush and full) or torn(before.text, line.text)


def _span(area: Area, size: float, rules: Sequence[Area]) -> Area:
    """Return the width that a rule right above a headline gives it."""
    for rule in (rule for rule in rules if rule.width >= rule.height):
        near = -2 <= area.top - rule.bottom <= size
        if near and rule.left - 3 <= area.left and area.right <= rule.right + 3:
            return Area(rule.left, area.top, rule.right, area.bottom)
    return area


def _up_to_next(head: Head, heads: Sequence[Head]) -> Area:
    """Return a headline's width, cut where the next headlines at its height stand."""
    left, right = head.span.left, head.span.right
    for other in heads:
        if other.area.beside(head.area) <= 0:
            continue
        if other.area.left > head.area.right:
            right = min(right, other.area.left - 1)
        elif other.area.right < head.area.left:
            left = head.area.left
    return Area(left, head.span.top, right, head.span.bottom)
