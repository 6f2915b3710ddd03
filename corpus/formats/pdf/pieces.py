"""What is found out about a block of body before it is joined to others.

What stands right above it (its headline, another block, a rule) or, where a headline has nothing
below it, beside it; and whether it begins and ends in mid-sentence. Next:
`corpus/formats/pdf/reading_order.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.formats.pdf.layout.blocks import COMES, TABLE, Head, Roles, TextBlock
from corpus.formats.pdf.sheet.geometry import Area
from corpus.page import byline
from corpus.page.punctuation import is_closed

# In sizes of the body.
INDENTED = 0.8
SHORT_LINE = 1.6
INDENT = 3.0
# In sizes of the body: lines that end so near its edge fill a column; two show where that is.
FLUSH = 0.7
FLUSH_LINES = 2
# Share of lines with an indent from which a page is one with indents; a list alone has fewer.
INDENTED_LINES = 0.02
# A paragraph may end with these as well, before an item of a list.
MAY_END = "；：;:"
# In sizes of the body: a rule so near below a headline underlines it.
UNDERLINE = 1.5
# Share of a column's width: a shorter rule parts no articles.
ORNAMENT = 0.6
BYLINE_LINES = 2
# In sizes of the body: how far a headline stands off the report beside it.
BESIDE = 4.0
# In sizes of the headline: what stands further below it may be of another article.
FAR = 4.0
# In sizes of the headline: how far its top may differ from that of the report beside it.
LEVEL_TOPS = 1.2
# In sizes of the body: by how much a headline in the middle of its columns may be off.
CENTRED = 1.5
# In sizes of the body: free space above a block that another article may end in, and by how much a
# headline beside it may begin higher or lower.
BAND_GAP, BAND_LEVEL = 1.2, 1.0
# Share of the narrower that two areas have in common where one stands over the other.
SHARED = 0.3


@dataclass(slots=True)
class BodyPiece:
    """A body block with what was found out about it.

    Attributes:
        block: It.
        head: The number of the headline right above or beside it, -1 for none.
        over: The number of the block right above it, -1 for none.
        ruled: Whether a rule stands between it and what is above.
        cut_start: Whether it begins in mid-sentence; None where its look does not tell.
        cut_end: Whether it ends so.
        band: Whether an article begins at its height, beside it and free of what is above.
        ceiling: Above this height, in points from the top, nothing of its article stands; 0 where
            nothing tells.
    """

    block: TextBlock
    head: int = -1
    over: int = -1
    ruled: bool = False
    cut_start: bool | None = None
    cut_end: bool | None = None
    band: bool = False
    ceiling: float = 0.0


def read_pieces(roles: Roles, rules: Sequence[Area]) -> list[BodyPiece]:
    """Return the bodies of a page with what stands around them."""
    pieces = [BodyPiece(block) for block in roles.bodies]
    indents = uses_indents(roles)
    level = [rule for rule in rules if rule.width > rule.height]
    for piece in pieces:
        _look_above(piece, pieces, roles)
        _look_for_rules(piece, roles, level)
        _look_at_seams(piece, roles, indents)
    for number, head in enumerate(roles.heads):
        _look_for_centred(number, head, pieces, roles)
        below = _below(number, pieces)
        if head.downward or all(_is_far(head, piece, roles) for piece in below):
            _move_beside(number, head, pieces, roles)
    _look_for_bands(pieces, roles)
    return pieces


def _look_for_bands(pieces: Sequence[BodyPiece], roles: Roles) -> None:
    """Find the blocks that begin level with the beginning of an article, and how far up it goes."""
    begun = [(head.area, head.frame) for head in roles.heads]
    begun += [(piece.block.area, piece.block.frame) for piece in pieces if _comes(piece)]
    for piece in filter(lambda piece: _may_be_of_another(piece, roles), pieces):
        frame = piece.block.frame
        if any(_begins_with(piece, area, pieces, roles) for area, of in begun if of == frame):
            piece.band, piece.head = True, -1
    for piece in sorted(pieces, key=lambda piece: piece.block.area.top):
        piece.ceiling = _ceiling(piece, pieces, roles)


def _may_be_of_another(piece: BodyPiece, roles: Roles) -> bool:
    """Say whether no headline stands right above or beside a block."""
    return piece.head < 0 or _is_far(roles.heads[piece.head], piece, roles)


def _comes(piece: BodyPiece) -> bool:
    """Say whether an article goes on here that was begun on another page."""
    return COMES.match(piece.block.lines[0].text) is not None


def _begins_with(piece: BodyPiece, begun: Area, pieces: Sequence[BodyPiece], roles: Roles) -> bool:
    """Say whether a line drawn over the beginning of an article and a block crosses no other block.

    Below such a line another article begins, as it does below a rule.
    """
    area, size = piece.block.area, roles.size
    if abs(begun.top - area.top) > BAND_LEVEL * size or begun.over(area) > 0:
        return False
    row = begun.joined(area)
    line = Area(row.left, row.top - BAND_GAP * size, row.right, row.top)
    return not any(
        other.block.area.over(line) > 0
        and other.block.area.top < line.bottom - (BAND_GAP - 1) * size
        and other.block.area.bottom > line.top
        for other in pieces
    )


def _ceiling(piece: BodyPiece, pieces: Sequence[BodyPiece], roles: Roles) -> float:
    """Return the height above which nothing of a block's article stands."""
    if piece.head >= 0:
        return min(roles.heads[piece.head].area.top, piece.block.area.top)
    if piece.band or _comes(piece):
        return piece.block.area.top
    return pieces[piece.over].ceiling if piece.over >= 0 and not piece.ruled else 0.0


def _below(number: int, pieces: Sequence[BodyPiece]) -> list[BodyPiece]:
    """Return the blocks of a headline."""
    return [piece for piece in pieces if piece.head == number]


def _move_beside(number: int, head: Head, pieces: Sequence[BodyPiece], roles: Roles) -> None:
    """Give a headline the block beside it in place of what is far below, if there is one."""
    below = _below(number, pieces)
    _look_beside(number, head, pieces, roles)
    if any(piece.head == number and piece not in below for piece in pieces):
        for piece in below:
            piece.head = -1


def uses_indents(roles: Roles) -> bool:
    """Say whether paragraphs of the page begin with an indent."""
    lines = [(line.area.left - block.area.left) for block in roles.bodies for line in block.lines]
    return sum(indent >= INDENTED * roles.size for indent in lines) > INDENTED_LINES * len(lines)


def is_over(upper: Area, lower: Area, size: float) -> bool:
    """Say whether an area stands over another, sharing a good part of its width."""
    shared = upper.over(lower)
    within = shared > SHARED * min(upper.width, lower.width)
    return upper.bottom <= lower.top + 0.4 * size and within


def _look_above(piece: BodyPiece, pieces: Sequence[BodyPiece], roles: Roles) -> None:
    """Find the headline or block right above."""
    area, frame = piece.block.area, piece.block.frame
    heads = [
        (head.area.bottom, number)
        for number, head in enumerate(roles.heads)
        if head.frame == frame and not head.downward and is_over(head.span, area, roles.size)
    ]
    blocks = [
        (other.block.area.bottom, number)
        for number, other in enumerate(pieces)
        if other is not piece
        and other.block.frame == frame
        and is_over(other.block.area, area, roles.size)
    ]
    head, block = max(heads, default=(-1.0, -1)), max(blocks, default=(-1.0, -1))
    if block[0] > head[0]:
        piece.over = block[1]
    else:
        piece.head = head[1]


def _look_for_rules(piece: BodyPiece, roles: Roles, level: Sequence[Area]) -> None:
    """Find a rule between a block and what is above.

    One right below a headline underlines it; one right below the names, or one much shorter than
    the column, is an ornament.
    """
    nearest = roles.heads[piece.head].area.bottom if piece.head >= 0 else -1.0
    off = UNDERLINE * roles.size if piece.head >= 0 else 0.0
    over = piece.over
    if over >= 0:
        nearest = roles.bodies[over].area.bottom
        off = UNDERLINE * roles.size if _is_byline(roles.bodies[over]) else 0.0
    for rule in level:
        if rule.bottom <= nearest or rule.top - nearest <= off:
            continue
        if rule.width < ORNAMENT * piece.block.area.width:
            continue
        if is_over(rule, piece.block.area, roles.size):
            piece.ruled, piece.head = True, -1


def _is_byline(block: TextBlock) -> bool:
    return len(block.lines) <= BYLINE_LINES and byline.is_byline(block.text)


def _look_for_centred(number: int, head: Head, pieces: Sequence[BodyPiece], roles: Roles) -> None:
    """Give a short headline, set in the middle of its columns, those left of what is below it."""
    below = _below(number, pieces)
    if not below:
        return
    first = min(below, key=lambda piece: piece.block.area.left)
    if _is_flush_beside(head, first.block.area, roles):
        return
    row = [piece for piece in pieces if _is_in_row(piece, first, head, pieces, roles)]
    chain = sorted((*row, *below), key=lambda piece: piece.block.area.left)
    for start, piece in enumerate(chain):
        if piece in below:
            return
        if _is_centred(head.area, [other.block.area for other in chain[start:]], roles.size):
            piece.head, piece.over = number, -1
            return


def _is_flush_beside(head: Head, column: Area, roles: Roles) -> bool:
    """Say whether a headline begins where its column does, with another headline on its left."""
    if abs(head.area.left - column.left) > FLUSH * roles.size:
        return False
    return any(
        other.area.right <= head.area.left
        and other.area.beside(head.area) > 0
        and other.frame == head.frame
        for other in roles.heads
    )


def _is_centred(head: Area, columns: Sequence[Area], size: float) -> bool:
    """Say whether a headline stands over the middle of some of these columns, from the first."""
    if any(_gap(a, b) > BESIDE * size for a, b in pairwise(columns)):
        return False
    middle = (head.left + head.right) / 2
    # The last column may hold a few words only; the first is full.
    wholes = (
        (columns[0].left + last.left + columns[0].width) / 2
        for last in columns
        if last.left > middle
    )
    return any(abs(whole - middle) < CENTRED * size for whole in wholes)


def _is_in_row(
    piece: BodyPiece, first: BodyPiece, head: Head, pieces: Sequence[BodyPiece], roles: Roles
) -> bool:
    """Say whether a block begins where another does, with nothing above up to the headline."""
    area = piece.block.area
    if piece.head >= 0 or piece.block.frame != head.frame or piece is first:
        return False
    over = pieces[piece.over].block.area.bottom if piece.over >= 0 else -1.0
    return abs(area.top - first.block.area.top) < roles.size and over <= head.area.top


def _look_beside(number: int, head: Head, pieces: Sequence[BodyPiece], roles: Roles) -> None:
    """Give a headline with nothing below it the block that begins beside it.

    On its right that is the nearest; on its left, the first of the columns that lead up to it.
    """
    level = [piece for piece in pieces if _is_level(piece, head)]
    room = BESIDE * roles.size
    right = [piece for piece in level if 0 <= _gap(head.area, piece.block.area) <= room]
    left = _leading_up(head.area, level, roles) if head.downward else []
    if left or right:
        chosen = left[-1] if left else min(right, key=lambda piece: piece.block.area.left)
        chosen.head, chosen.over = number, -1


def _is_level(piece: BodyPiece, head: Head) -> bool:
    """Say whether a block without a headline begins as high as one does."""
    if piece.head >= 0 or piece.block.frame != head.frame:
        return False
    return abs(piece.block.area.top - head.area.top) <= LEVEL_TOPS * head.size


def _is_far(head: Head, piece: BodyPiece, roles: Roles) -> bool:
    """Say whether free space parts a block from the headline above it, pictures left out."""
    upper, lower = head.area, piece.block.area
    filled = [*roles.pictures, *(caption.block.area for caption in roles.captions)]
    within = sum(
        area.height
        for area in filled
        if area.over(lower) > 0 and upper.bottom - 1 < area.top and area.bottom < lower.top + 1
    )
    return lower.top - upper.bottom - within > FAR * head.size


def _leading_up(head: Area, level: Sequence[BodyPiece], roles: Roles) -> list[BodyPiece]:
    """Return the columns on the left of a headline set downwards, the nearest first."""
    found: list[BodyPiece] = []
    for piece in sorted(level, key=lambda piece: -piece.block.area.right):
        beside = found[-1].block.area if found else head
        gap = _gap(piece.block.area, beside)
        if gap >= -roles.size and (not found or gap <= BESIDE * roles.size):
            found.append(piece)
    return found


def _gap(left: Area, right: Area) -> float:
    """Return how far an area begins after another ends."""
    return right.left - left.right


def _look_at_seams(piece: BodyPiece, roles: Roles, indents: bool) -> None:
    """Find whether a block begins and ends in mid-sentence; None where its look does not tell."""
    block, size = piece.block, roles.size
    if TABLE in block.tags:
        return
    first, last = block.lines[0], block.lines[-1]
    left, right = _column(block, roles)
    if first.labelled:
        piece.cut_start = False
    elif indents:
        piece.cut_start = first.area.left - left < INDENTED * size
    elif byline.opens(first.text):
        piece.cut_start = False
    if right - last.area.right >= SHORT_LINE * size:
        piece.cut_end = False
    elif not (is_closed(last.text) or last.text[-1] in MAY_END):
        piece.cut_end = True


def _column(block: TextBlock, roles: Roles) -> tuple[float, float]:
    """Return the edges of a block's column, which one short line or verse alone does not show."""
    area = block.area
    flush = sum(area.right - line.area.right < FLUSH * roles.size for line in block.lines)
    if flush >= FLUSH_LINES:
        return area.left, area.right
    near = [
        other.area
        for other in roles.bodies
        if other.frame == block.frame
        and abs(area.left - other.area.left) < INDENT * roles.size
        and other.area.over(area) > 0
    ]
    left = min(other.left for other in near) if len(block.lines) == 1 else area.left
    return left, max(area.right, median(other.right for other in near))
