"""Body blocks and headlines of a page -> articles in reading order.

A block right under a headline belongs to it. Every other block goes on from one that ended: down
the same column below a picture, or at the top of the next, beside the headline, or wherever an
article was continued. For each pair of blocks a score weighs how they stand to each other and
whether the words fit: a line cut in mid-sentence wants a start without indent. The best pairs are
taken first; no block is followed by two, and no article has two headlines. Next:
`corpus/pdf_text.py` writes them down.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from corpus import byline
from corpus.pdf_lines import Block
from corpus.pdf_page import Area
from corpus.pdf_roles import Caption, Head, Roles
from corpus.punctuation import is_closed, torn

# In sizes of the body.
INDENTED = 0.8
SHORT_LINE = 1.6
# A gutter is at most so wide.
GUTTER = 4.0
# A paragraph may end with these as well, before an item of a list.
MAY_END = "；：;:"
# A rule so near below a headline underlines it.
UNDERLINE = 1.5
# Free space down a column that parts what stands over it from what stands below.
APART = 2.5
# A page of more blocks is no newspaper page; its blocks are read as they stand.
MOST_BLOCKS = 600

# Weights of a pair of blocks, fitted by hand on the fourteen layouts of `benchmarks/broadsheets.py`,
# none on the six held out. What decides is the sum.
SAME_HEADLINE, BACKWARDS = 5.0, -5.0
BELOW, BELOW_RULE = 3.0, -0.5
NEXT_COLUMN, ALIGNED, LOWER = 2.0, 2.0, -1.5
FURTHER, LEFT = 0.0, -1.5
BESIDE_HEADLINE = 2.0
# A sentence that is cut wants the one that goes on; a whole one ends any article.
CUT_FITS, WHOLE_FITS, CLASHES, MAY_FIT = 3.0, 1.0, -3.0, 1.0
OPENS_REPORT = -4.0
# A pair with less is none: the block is then an article without a headline.
LEAST = -0.5


@dataclass(slots=True)
class Story:
    """An article of a page: its headline, its blocks in reading order, its captions."""

    head: Head | None
    blocks: list[Block] = field(default_factory=list)
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


@dataclass(slots=True)
class _Piece:
    """A body block with what was found out about it: its headline, and how it begins and ends."""

    block: Block
    head: int = -1
    over: int = -1
    ruled: bool = False
    cut_start: bool | None = None
    cut_end: bool | None = None


def read_stories(roles: Roles, rules: Sequence[Area]) -> list[Story]:
    """Return the articles of a page, from the top, those beside one another from the left."""
    pieces = [_Piece(block) for block in roles.bodies]
    indents = uses_indents(roles)
    for piece in pieces:
        _look_above(piece, pieces, roles, rules)
        _look_at_seams(piece, roles, indents)
    follows = _pairs(pieces, roles) if len(pieces) <= MOST_BLOCKS else {}
    stories = _stories(pieces, follows, roles)
    _place_captions(stories, roles)
    return sorted(stories, key=_place)


def _place(story: Story) -> tuple[float, float]:
    area = story.head.area if story.head else story.area
    return (round(area.top / 20), area.left)


def uses_indents(roles: Roles) -> bool:
    """Say whether paragraphs of the page begin with an indent."""
    lines = [(line.area.left - block.area.left) for block in roles.bodies for line in block.lines]
    return sum(indent >= INDENTED * roles.size for indent in lines) > 0.02 * len(lines)


def _look_above(
    piece: _Piece, pieces: Sequence[_Piece], roles: Roles, rules: Sequence[Area]
) -> None:
    """Find what stands right above a block: its headline, another block, a rule."""
    area, nearest = piece.block.area, -1.0
    for number, head in enumerate(roles.heads):
        if head.frame == piece.block.frame and _is_over(head.span, area, roles.size):
            if head.area.bottom > nearest:
                nearest, piece.head = head.area.bottom, number
    for number, other in enumerate(pieces):
        if other is piece or other.block.frame != piece.block.frame:
            continue
        if _is_over(other.block.area, area, roles.size) and other.block.area.bottom > nearest:
            nearest, piece.head, piece.over = other.block.area.bottom, -1, number
    for rule in rules:
        if rule.width > rule.height and _is_over(rule, area, roles.size) and rule.bottom > nearest:
            if piece.head < 0 or rule.top - nearest > UNDERLINE * roles.size:
                piece.ruled, piece.head = True, -1


def _is_over(upper: Area, lower: Area, size: float) -> bool:
    """Say whether an area stands over another, sharing a good part of its width."""
    shared = upper.over(lower)
    return upper.bottom <= lower.top + 0.4 * size and shared > 0.3 * min(upper.width, lower.width)


def _look_at_seams(piece: _Piece, roles: Roles, indents: bool) -> None:
    """Find whether a block begins and ends in mid-sentence; None where its look does not tell."""
    block, size = piece.block, roles.size
    first, last = block.lines[0], block.lines[-1]
    left, right = _column(block, roles)
    if indents:
        piece.cut_start = first.area.left - left < INDENTED * size
    elif byline.opens(first.text):
        piece.cut_start = False
    if right - last.area.right >= SHORT_LINE * size:
        piece.cut_end = False
    elif not (is_closed(last.text) or last.text[-1] in MAY_END):
        piece.cut_end = True


def _column(block: Block, roles: Roles) -> tuple[float, float]:
    """Return the edges of a block's column, which one short line or verse alone does not show."""
    near = [
        other.area
        for other in roles.bodies
        if other.frame == block.frame
        and abs(block.area.left - other.area.left) < 3 * roles.size
        and other.area.over(block.area) > 0
    ]
    left = min(area.left for area in near) if len(block.lines) == 1 else block.area.left
    return left, max(block.area.right, median(area.right for area in near))


def _pairs(pieces: Sequence[_Piece], roles: Roles) -> dict[int, int]:
    """Return for each block that is gone on from, the block that follows."""
    scored = []
    for a, before in enumerate(pieces):
        for b, after in enumerate(pieces):
            if a != b and (score := _score(before, after, a, roles)) is not None:
                scored.append((score, -b, a))
    # First what stands below in the same column, so that a stack is one before columns are joined.
    follows: dict[int, int] = {}
    root = list(range(len(pieces)))
    for score, minus_b, a in sorted(scored, reverse=True):
        b = -minus_b
        if score < LEAST or a in follows or b in follows.values() or _top(root, a) == _top(root, b):
            continue
        if _heads_differ(pieces, root, a, b):
            continue
        follows[a] = b
        root[_top(root, b)] = _top(root, a)
    return follows


def _top(root: Sequence[int], number: int) -> int:
    while root[number] != number:
        number = root[number]
    return number


def _heads_differ(pieces: Sequence[_Piece], root: Sequence[int], a: int, b: int) -> bool:
    """Say whether two runs of blocks stand under different headlines, or the second under its own."""
    first, second = _top(root, a), _top(root, b)
    upper, lower = pieces[first].head, pieces[second].head
    return lower >= 0 and lower != upper


def _score(before: _Piece, after: _Piece, number: int, roles: Roles) -> float | None:
    """Return how well a block goes on from another, None if it cannot."""
    if before.block.frame != after.block.frame:
        return None
    if after.head >= 0:
        if before.head != after.head:
            return None
        standing = SAME_HEADLINE if _is_right(before, after) else BACKWARDS
        return standing + _seam(before, after)
    return _standing(before, after, number, roles) + _seam(before, after)


def _is_right(before: _Piece, after: _Piece) -> bool:
    return after.block.area.left > before.block.area.left + 1


def _standing(before: _Piece, after: _Piece, number: int, roles: Roles) -> float:
    """Weigh how a block stands to the one before it."""
    upper, lower = before.block.area, after.block.area
    if after.over == number and not after.ruled:
        free = _free(upper, lower, roles)
        return BELOW + SAME_HEADLINE if free < APART * roles.size else BELOW
    if after.over == number:
        return BELOW_RULE
    gap = lower.left - upper.right
    if gap < -2 * roles.size:
        return LEFT if lower.right < upper.left else FURTHER - 1.0
    if gap > GUTTER * roles.size:
        return FURTHER - gap / 1_000
    score = NEXT_COLUMN
    if abs(lower.top - upper.top) < roles.size:
        score += ALIGNED
    if before.head >= 0:
        article = roles.heads[before.head].area.joined(upper)
        score += BESIDE_HEADLINE if lower.beside(article) > 0 else 0.0
    return score + (LOWER if lower.top > upper.bottom else 0.0)


def _free(upper: Area, lower: Area, roles: Roles) -> float:
    """Return the largest gap between two areas that neither picture nor caption fills."""
    column = Area(lower.left, upper.bottom, lower.right, lower.top)
    filled = [*roles.pictures, *(caption.block.area for caption in roles.captions)]
    within = sorted(
        (area.top, area.bottom)
        for area in filled
        if area.over(column) > 0 and area.beside(column) > 0
    )
    gaps, place = [], column.top
    for top, bottom in [*within, (column.bottom, column.bottom)]:
        gaps.append(top - place)
        place = max(place, bottom)
    return max(gaps)


def _seam(before: _Piece, after: _Piece) -> float:
    """Weigh whether the words of a block go on from those before."""
    score = 0.0
    if before.cut_end is not None and after.cut_start is not None:
        fits = CUT_FITS if before.cut_end else WHOLE_FITS
        score = fits if before.cut_end == after.cut_start else CLASHES
    elif before.cut_end is not None or after.cut_start is not None:
        score = MAY_FIT / 2
    first, last = after.block.lines[0].text, before.block.lines[-1].text
    if byline.opens(first):
        score += OPENS_REPORT
    if before.cut_end and torn(last, first):
        score += MAY_FIT
    return score


def _stories(pieces: Sequence[_Piece], follows: dict[int, int], roles: Roles) -> list[Story]:
    later = set(follows.values())
    stories = {number: Story(head) for number, head in enumerate(roles.heads)}
    untitled: list[Story] = []
    for number, piece in enumerate(pieces):
        if number in later:
            continue
        run = [pieces[n].block for n in _run(number, follows)]
        if piece.head >= 0:
            stories[piece.head].blocks += run
        else:
            untitled.append(Story(None, run))
    return [*stories.values(), *untitled]


def _run(number: int, follows: dict[int, int]) -> Iterator[int]:
    step: int | None = number
    while step is not None:
        yield step
        step = follows.get(step)


def _place_captions(stories: Sequence[Story], roles: Roles) -> None:
    """Give each caption to the article that its picture stands in."""
    for caption in roles.captions:
        spot = caption.picture or caption.block.area
        frame = caption.block.frame
        near = [story for story in stories if _frame(story) == frame] or list(stories)
        if near:
            max(near, key=lambda story: _nearness(story, spot)).captions.append(caption)


def _frame(story: Story) -> int:
    return story.head.frame if story.head else story.blocks[0].frame


def _nearness(story: Story, spot: Area) -> float:
    """Return how near an article is to a picture: right above it counts most, then around it."""
    areas = [block.area for block in story.blocks]
    areas += [story.head.span] if story.head else []
    above = [spot.top - area.bottom for area in areas if _is_over(area, spot, 10.0)]
    sides = [abs(area.over(spot)) for area in areas if area.beside(spot) > 0]
    below = [area.top - spot.bottom for area in areas if _is_over(spot, area, 10.0)]
    nearest = [min(above, default=1e4), min(sides, default=1e4) + 20, min(below, default=1e4) + 30]
    return -min(nearest)
