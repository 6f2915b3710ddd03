"""Tells headlines from bodies, and gathers what makes up a headline.

Of the blocks that stand close together: a kicker above, the largest lines, a subtitle below; set
downwards, from the right to the left. Next: `corpus/formats/pdf/reading_order.py`.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, product

from corpus.formats.pdf.layout.blocks import SUBHEADING, Head, Roles, TextBlock
from corpus.formats.pdf.layout.lines import SIZE_SLACK
from corpus.formats.pdf.sheet.geometry import Area, Sheet, TextLine
from corpus.page import byline
from corpus.page.lines import PageLine
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
# What a line's end does not part: an opening mark and what follows, a word, a number with its unit.
FIRST_WORD = re.compile(r"[“‘（《〈「『【(]{0,3}(?:[A-Za-z0-9.,%]{1,20}.?|.)")
LATIN_WIDTH = 0.5
# Times the size of a headline: the largest that is kicker or subtitle beside it. In its sizes: how
# far that stands off, and how far it reaches above and below.
SIDE_SIZE, SIDE_GAP, SIDE_SLACK = 0.6, 2.5, 0.3
# In sizes of the letter: how near above a headline its article's rule stands.
RULED_OFF = 1.2
# In sizes of the larger letter: the gap within a headline.
HEAD_GAP = 1.0


def without_banners(sheet: Sheet, size: float) -> Sheet:
    """Return a page without the frames that hold a headline alone: it belongs to what is around.

    Such a frame is the dark ground of white letters, or a box around the words.
    """
    glyphs = sorted(sheet.glyphs, key=lambda glyph: glyph.base)
    bases = [glyph.base for glyph in glyphs]

    def is_banner(frame: Area) -> bool:
        level = glyphs[bisect_left(bases, frame.top) : bisect_right(bases, frame.bottom)]
        within = [glyph for glyph in level if frame.left <= glyph.left <= frame.right]
        return bool(within) and all(glyph.size >= HEADLINE_SIZE * size for glyph in within)

    return replace(sheet, frames=tuple(one for one in sheet.frames if not is_banner(one)))


def tell_headlines_from_bodies(blocks: Sequence[TextBlock], roles: Roles, sheet: Sheet) -> None:
    """Tell headlines from bodies."""
    large = [block for block in blocks if _is_large(block, roles.size)]
    subheadings = _subheadings(large, blocks, roles.size, sheet.rules)
    for block in subheadings:
        block.tags.add(SUBHEADING)
    large = [block for block in large if block not in subheadings]
    groups = _grouped(large, sheet.rules)
    _add_minor(groups, _minor(_without(blocks, large), roles.size), blocks, sheet.rules)
    roles.bodies = _without(blocks, list(chain.from_iterable(groups)))
    roles.heads = [_head(group, sheet.rules) for group in groups]
    _take_sides(roles)
    for head in roles.heads:
        head.span = _up_to_next(head, roles.heads)


def _take_sides(roles: Roles) -> None:
    """Join what stands beside a much larger headline to it: its kicker on the left, or subtitle."""
    for side in sorted(roles.heads, key=lambda head: head.size):
        host = next((head for head in roles.heads if _is_side(side, head, roles)), None)
        if host is None:
            continue
        words = [*side.kicker, *side.title, *side.subtitle]
        if side.area.left < host.area.left:
            host.kicker = [*words, *host.kicker]
        else:
            host.subtitle += words
        host.area, host.span = host.area.joined(side.area), host.span.joined(side.span)
        roles.heads = [head for head in roles.heads if head is not side]


def _is_side(side: Head, host: Head, roles: Roles) -> bool:
    """Say whether a headline stands within the height of a larger one, over the same report."""
    if side.size > SIDE_SIZE * host.size or side.frame != host.frame:
        return False
    if side.downward or host.downward:
        return False
    slack = SIDE_SLACK * host.size
    within = host.area.top - slack <= side.area.top and side.area.bottom <= host.area.bottom + slack
    return (
        within
        and 0 <= -side.area.over(host.area) <= SIDE_GAP * host.size
        and _stand_over_one_report(side.area, host.area, roles)
    )


def _stand_over_one_report(side: Area, host: Area, roles: Roles) -> bool:
    """Say whether the columns under both headlines begin level, at most one as a report does."""
    low = max(side.bottom, host.bottom) - roles.size
    under = [body for body in roles.bodies if body.area.over(side.joined(host)) > 0]
    if any(side.top < body.area.top <= low for body in under):
        return False
    row = _first_row(under, low, roles.size)
    return _stands_over(side, row) and _stands_over(host, row) and _openings(row) <= 1


def _first_row(bodies: Sequence[TextBlock], low: float, size: float) -> list[TextBlock]:
    """Return the blocks that begin first below a height."""
    below = [body for body in bodies if body.area.top > low]
    top = min((body.area.top for body in below), default=0.0)
    return [body for body in below if body.area.top - top < size]


def _stands_over(area: Area, bodies: Sequence[TextBlock]) -> bool:
    return any(body.area.over(area) > 0 for body in bodies)


def _openings(bodies: Sequence[TextBlock]) -> int:
    """Return how many blocks begin as a report does."""
    return sum(byline.opens(body.lines[0].text) for body in bodies)


def _without(blocks: Sequence[TextBlock], taken: Sequence[TextBlock]) -> list[TextBlock]:
    ids = set(map(id, taken))
    return [block for block in blocks if id(block) not in ids]


def _minor(blocks: Sequence[TextBlock], size: float) -> list[TextBlock]:
    """Return what may be a kicker or subtitle among the blocks that are no headline."""
    usual = usual_font(blocks)
    return [
        block
        for block in blocks
        if _may_be_minor(block, size) and _is_set_apart(block, blocks, size, usual)
    ]


def _add_minor(
    groups: Sequence[list[TextBlock]],
    minor: Sequence[TextBlock],
    blocks: Sequence[TextBlock],
    rules: Sequence[Area],
) -> None:
    """Give every kicker and subtitle to the first headline that it adjoins."""
    left = list(minor)
    for group in groups:
        for block in list(left):
            if _adjoins(block, group, blocks, rules):
                group.append(block)
                left.remove(block)


def _is_large(block: TextBlock, size: float) -> bool:
    if block.size < HEADLINE_SIZE * size or len(block.text) < 2:
        return False
    prose = len(block.lines) >= BODY_LINES and "。" in block.text
    return not prose or block.size > 2 * size


def _subheadings(
    large: Sequence[TextBlock], blocks: Sequence[TextBlock], size: float, rules: Sequence[Area]
) -> list[TextBlock]:
    """Return the large blocks that stand within a column, with no rule above."""
    within = [block for block in large if _is_subheading(block, blocks, size)]
    return [block for block in within if not _is_ruled_off(block, rules)]


def _is_subheading(block: TextBlock, blocks: Sequence[TextBlock], size: float) -> bool:
    """Say whether a line stands within a column, with the report going on above and below."""
    if block.size > SUBHEADING_SIZE * size or len(block.lines) > 2:
        return False
    others = _without([other for other in blocks if other.frame == block.frame], [block])
    above = [other for other in others if _is_next(other.area, block.area, size)]
    below = [other for other in others if _is_next(block.area, other.area, size)]
    return any(_stands_between(block, *pair, size) for pair in product(above, below))


def _is_ruled_off(block: TextBlock, rules: Sequence[Area]) -> bool:
    """Say whether a rule as wide as a line stands right above it, as over an article."""
    area = block.area
    return any(
        rule.width > max(rule.height, area.width / 2)
        and 0 <= area.top - rule.bottom <= RULED_OFF * block.size
        and rule.over(area) > 0
        for rule in rules
    )


def _is_next(upper: Area, lower: Area, size: float) -> bool:
    return 0 <= lower.top - upper.bottom <= 1.6 * size


def _stands_between(block: TextBlock, over: TextBlock, under: TextBlock, size: float) -> bool:
    """Say whether two blocks are one column of body in which a line stands."""
    column = over.area.joined(under.area)
    narrow = column.width <= 1.1 * max(over.area.width, under.area.width)
    within = column.holds(block.area, slack=size)
    plain = max(over.size, under.size) <= (1 + SIZE_SLACK) * size
    return narrow and within and plain and not byline.opens(under.lines[0].text)


def _may_be_minor(block: TextBlock, size: float) -> bool:
    if len(block.lines) > MINOR_LINES or block.size < 0.97 * size:
        return False
    text = " ".join(line.text for line in block.lines)
    dashed = text.startswith("—")
    return dashed or (headline_like(PageLine(text)) and not is_closed(text))


def usual_font(blocks: Sequence[TextBlock]) -> int:
    """Return the font of most lines."""
    fonts = Counter(line.font for block in blocks for line in block.lines)
    return fonts.most_common(1)[0][0] if fonts else 0


def _is_set_apart(block: TextBlock, blocks: Sequence[TextBlock], size: float, usual: int) -> bool:
    """Say whether a block is no column: larger than the body, bold, or alone in its row.

    A font of its own counts for a block that stands alone only: a PDF may hold one font in parts.
    """
    line = block.lines[0]
    if line.downward or line.size > MINOR_SIZE * size or line.bold:
        return True
    if _stands_in_row(block, blocks):
        return False
    return line.font != usual or len(block.lines) == 1


def _stands_in_row(block: TextBlock, blocks: Sequence[TextBlock]) -> bool:
    """Say whether columns of the same letters begin at the same height beside a block."""
    return any(
        other is not block
        and abs(other.size - block.size) <= SIZE_SLACK * block.size
        and abs(other.area.top - block.area.top) < block.size / 2
        and other.area.over(block.area) < 0
        for other in blocks
    )


def _grouped(large: Sequence[TextBlock], rules: Sequence[Area]) -> list[list[TextBlock]]:
    """Gather large blocks that stand close under one another."""
    groups: list[list[TextBlock]] = []
    for block in sorted(large, key=lambda block: block.area.top):
        near = [group for group in groups if _is_near(block, group, rules)]
        if near:
            near[-1].append(block)
        else:
            groups.append([block])
    return groups


def _is_near(block: TextBlock, group: Sequence[TextBlock], rules: Sequence[Area]) -> bool:
    return any(_touches(other, block, rules) for other in group)


def _touches(upper: TextBlock, lower: TextBlock, rules: Sequence[Area]) -> bool:
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
    block: TextBlock, group: Sequence[TextBlock], blocks: Sequence[TextBlock], rules: Sequence[Area]
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


def _is_tail(block: TextBlock, blocks: Sequence[TextBlock]) -> bool:
    """Say whether a line over a headline is the end of the column above it."""
    return any(
        other is not block
        and abs(other.size - block.size) <= SIZE_SLACK * block.size
        and other.lines[-1].font == block.lines[0].font
        and 0 <= block.area.top - other.area.bottom <= 1.5 * block.size
        and other.area.over(block.area) > 0
        for other in blocks
    )


def _head(group: Sequence[TextBlock], rules: Sequence[Area]) -> Head:
    downward = group[0].lines[0].downward
    lines = [line for block in group for line in block.lines]
    lines.sort(key=lambda line: -line.area.left if downward else line.base)
    largest = max(line.size for line in lines)
    area = group[0].area
    for block in group[1:]:
        area = area.joined(block.area)
    head = Head(area, _span(area, largest, rules), largest, group[0].frame, downward)
    _fill(head, lines)
    return head


def _fill(head: Head, lines: Sequence[TextLine]) -> None:
    """Tell kicker, headline and subtitle apart: the headline's lines are the largest."""
    last: TextLine | None = None
    part: list[str] = head.kicker
    for line in lines:
        if line.size >= 0.93 * head.size:
            part = head.title
        elif head.title:
            part = head.subtitle
        if last and part and _is_wrapped(last, line, head.area):
            part[-1] = glue(part[-1], line.text)
        else:
            part.append(line.text)
        last = line


def _is_wrapped(before: TextLine, line: TextLine, area: Area) -> bool:
    """Say whether a line of a headline goes on from one that filled its width."""
    if abs(before.size - line.size) > SIZE_SLACK * line.size:
        return False
    if line.downward:
        return before.area.bottom > area.bottom - 1.1 * line.size
    flush = abs(before.area.left - line.area.left) < 0.5 * line.size
    full = before.area.right > area.right - _whole(line.text) * line.size
    return (flush and full) or torn(before.text, line.text)


def _whole(text: str) -> float:
    """Return the width, in sizes of the letter, of what no line's end may part from its beginning.

    >>> _whole("“流动的家”"), _whole("2022年"), _whole("工会")
    (2.1, 3.1, 1.1)
    """
    start = FIRST_WORD.match(text)
    letters = start[0] if start else text[:1]
    return sum(LATIN_WIDTH if letter.isascii() else 1.0 for letter in letters) + 0.1


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
