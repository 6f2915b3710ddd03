"""Body blocks and headlines of a page -> articles in reading order.

A block right under a headline belongs to it. Every other block goes on from one that ended: down
the same column below a picture, or at the top of the next, beside the headline, or wherever an
article was continued. For each pair of blocks a score weighs how they stand to each other and
whether the words fit: a line cut in mid-sentence wants a start without indent. The best pairs are
taken first; no block is followed by two, and no article has two headlines. Next:
`corpus/formats/pdf/markdown.py` writes them down.
"""

from collections.abc import Iterator, Sequence

from corpus.formats.pdf.layout.blocks import COMES, LEAVES, LONGEST_NOTE, PdfStory, Roles
from corpus.formats.pdf.pieces import BodyPiece, is_over, read_pieces
from corpus.formats.pdf.sheet.geometry import Area
from corpus.page import byline
from corpus.page.punctuation import torn

# In sizes of the body.
# A gutter is at most so wide.
GUTTER = 4.0
# A paragraph may end with these as well, before an item of a list.
MAY_END = "；：;:"
# Free space down a column that parts what stands over it from what stands below.
APART = 2.5
# A page of more blocks is no newspaper page; its blocks are read as they stand.
MOST_BLOCKS = 600
# Weights of a pair of blocks, fitted by hand on the layouts of `benchmarks/broadsheets/__main__.py`
# that are there to work with, on none of those held out. What decides is the sum.
SAME_HEADLINE, BACKWARDS = 5.0, -5.0
BELOW, BELOW_RULE = 3.0, -0.5
NEXT_COLUMN, ALIGNED, LOWER = 2.0, 2.0, -1.5
FURTHER, LEFT = 0.0, -1.5
# Beside a picture that fills a column, the next column further off is of the same row.
SAME_ROW = 0.5
BESIDE_HEADLINE = 2.0
# A sentence that is cut wants the one that goes on; a whole one ends any article.
CUT_FITS, WHOLE_FITS, CLASHES, MAY_FIT = 3.0, 1.0, -3.0, 1.0
OPENS_REPORT = -4.0
# What leaves for another page ends here, what comes from one goes on from nothing here.
TURNED = -100.0
# A pair with less is none: the block is then an article without a headline.
LEAST = -0.5
# An article does not rise above its headline, nor go on below the beginning of another.
BEYOND = -4.0
# Nor does it change the size of its letters by more than this share.
SIZES_APART, OTHER_SIZE = 0.2, -6.0

# Points. A picture stands below its article rather than beside it, and beside rather than above.
BESIDE, ABOVE = 20.0, 30.0
FAR = 1e4
# Points by which a picture may reach into what stands over it, as a size of the letter.
SIZE = 10.0


def read_stories(roles: Roles, rules: Sequence[Area]) -> list[PdfStory]:
    """Return the articles of a page, from the top, those beside one another from the left."""
    pieces = read_pieces(roles, rules)
    follows = _pairs(pieces, roles) if len(pieces) <= MOST_BLOCKS else {}
    stories = _stories(pieces, follows, roles)
    place_captions(stories, roles)
    return sorted(stories, key=_place)


def _place(story: PdfStory) -> tuple[float, float]:
    area = story.head.area if story.head else story.area
    return (round(area.top / 20), area.left)


def _pairs(pieces: Sequence[BodyPiece], roles: Roles) -> dict[int, int]:
    """Return for each block that is gone on from, the block that follows."""
    # First what stands below in the same column, so that a stack is one before columns are joined.
    follows: dict[int, int] = {}
    root = list(range(len(pieces)))
    for score, minus_b, a in sorted(_scored(pieces, roles), reverse=True):
        b = -minus_b
        if score < LEAST or a in follows or b in follows.values() or _top(root, a) == _top(root, b):
            continue
        if _heads_differ(pieces, root, a, b):
            continue
        follows[a] = b
        root[_top(root, b)] = _top(root, a)
    return follows


def _scored(pieces: Sequence[BodyPiece], roles: Roles) -> Iterator[tuple[float, int, int]]:
    """Yield the score of each block `b` after each other one `a`, with -b and a."""
    for a, before in enumerate(pieces):
        for b, after in enumerate(pieces):
            if a != b and (score := _score(before, after, a, roles)) is not None:
                yield score, -b, a


def _top(root: Sequence[int], number: int) -> int:
    while root[number] != number:
        number = root[number]
    return number


def _heads_differ(pieces: Sequence[BodyPiece], root: Sequence[int], a: int, b: int) -> bool:
    """Say whether two runs stand under different headlines, or the second under its own."""
    first, second = _top(root, a), _top(root, b)
    upper, lower = pieces[first].head, pieces[second].head
    return lower >= 0 and lower != upper


def _score(before: BodyPiece, after: BodyPiece, number: int, roles: Roles) -> float | None:
    """Return how well a block goes on from another, None if it cannot."""
    if before.block.frame != after.block.frame:
        return None
    if after.head >= 0:
        if before.head != after.head:
            return None
        standing = SAME_HEADLINE if _is_right(before, after) else BACKWARDS
        return standing + _seam(before, after)
    standing = BEYOND if _is_beyond(before, after, roles) else 0.0
    standing += OTHER_SIZE if _differ_in_size(before, after) else 0.0
    return standing + _standing(before, after, number, roles) + _seam(before, after)


def _differ_in_size(before: BodyPiece, after: BodyPiece) -> bool:
    """Say whether two blocks are set in letters of different sizes, as no report is."""
    sizes = sorted((before.block.size, after.block.size))
    return sizes[1] > (1 + SIZES_APART) * sizes[0]


def _is_beyond(before: BodyPiece, after: BodyPiece, roles: Roles) -> bool:
    """Say whether a block stands above the article of another, or in one that begins below it."""
    upper, lower = before.block.area, after.block.area
    return lower.top < before.ceiling - roles.size or (after.band and upper.bottom < lower.top)


def _is_right(before: BodyPiece, after: BodyPiece) -> bool:
    return after.block.area.left > before.block.area.left + 1


def _standing(before: BodyPiece, after: BodyPiece, number: int, roles: Roles) -> float:
    """Weigh how a block stands to the one before it."""
    upper, lower = before.block.area, after.block.area
    if after.over == number and not (after.ruled or after.band):
        free = _free(upper, lower, roles)
        return BELOW + SAME_HEADLINE if free < APART * roles.size else BELOW
    if after.over == number:
        return BELOW_RULE
    gap = lower.left - upper.right
    if gap < -2 * roles.size:
        return LEFT if lower.right < upper.left else FURTHER - 1.0
    if gap > GUTTER * roles.size:
        level = SAME_ROW if lower.beside(upper) > 0 else 0.0
        return FURTHER + level - gap / 1_000
    return _next_column(before, lower, roles)


def _next_column(before: BodyPiece, lower: Area, roles: Roles) -> float:
    """Weigh how a block stands that begins in the column on the right."""
    upper = before.block.area
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


def _seam(before: BodyPiece, after: BodyPiece) -> float:
    """Weigh whether the words of a block go on from those before."""
    first, last = after.block.lines[0].text, before.block.lines[-1].text
    if COMES.match(first) or LEAVES.search(before.block.text[-LONGEST_NOTE:]):
        return TURNED
    score = _cuts(before.cut_end, after.cut_start)
    if byline.opens(first):
        score += OPENS_REPORT
    if before.cut_end and torn(last, first):
        score += MAY_FIT
    return score


def _cuts(end: bool | None, start: bool | None) -> float:
    """Weigh whether both blocks, or neither, are cut in mid-sentence where they would join."""
    if end is None and start is None:
        return 0.0
    if end is None or start is None:
        return MAY_FIT / 2
    if end != start:
        return CLASHES
    return CUT_FITS if end else WHOLE_FITS


def _stories(pieces: Sequence[BodyPiece], follows: dict[int, int], roles: Roles) -> list[PdfStory]:
    later = set(follows.values())
    stories = {number: PdfStory(head) for number, head in enumerate(roles.heads)}
    untitled: list[PdfStory] = []
    for number, piece in enumerate(pieces):
        if number in later:
            continue
        run = [pieces[n].block for n in _run(number, follows)]
        if piece.head >= 0:
            stories[piece.head].blocks += run
        else:
            untitled.append(PdfStory(None, run))
    return [*stories.values(), *untitled]


def _run(number: int, follows: dict[int, int]) -> Iterator[int]:
    step: int | None = number
    while step is not None:
        yield step
        step = follows.get(step)


def place_captions(stories: Sequence[PdfStory], roles: Roles) -> None:
    """Give each caption to the article that its picture stands in."""
    for caption in roles.captions:
        spot = caption.picture or caption.block.area
        frame = caption.block.frame
        near = [story for story in stories if _frame(story) == frame] or list(stories)
        if near:
            max(near, key=lambda story: _nearness(story, spot)).captions.append(caption)


def _frame(story: PdfStory) -> int:
    return story.head.frame if story.head else story.blocks[0].frame


def _nearness(story: PdfStory, spot: Area) -> float:
    """Return how near an article is to a picture: right above it counts most, then around it."""
    areas = [block.area for block in story.blocks]
    areas += [story.head.span] if story.head else []
    above = [spot.top - area.bottom for area in areas if is_over(area, spot, SIZE)]
    sides = [abs(area.over(spot)) for area in areas if area.beside(spot) > 0]
    below = [area.top - spot.bottom for area in areas if is_over(spot, area, SIZE)]
    nearest = [
        min(above, default=FAR),
        min(sides, default=FAR) + BESIDE,
        min(below, default=FAR) + ABOVE,
    ]
    return -min(nearest)
