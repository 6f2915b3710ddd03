"""Blocks of a page -> what each is: headline, body, caption, or the page's own line.

Size decides first, then place. A caption stands below a picture and is set smaller, or reads like
one. Next: `corpus/formats/pdf/headlines.py` tells headlines from bodies,
`corpus/formats/pdf/reading_order.py` finds which body belongs to which headline.
"""

from collections.abc import Sequence

from corpus.formats.pdf.headlines import tell_headlines_from_bodies
from corpus.formats.pdf.layout.blocks import Caption, Roles, TextBlock
from corpus.formats.pdf.margin import own_lines
from corpus.formats.pdf.sheet.geometry import Area, Sheet
from corpus.page import byline

# In sizes of the body: how near a caption stands below its picture, and how far it reaches beyond.
CAPTION_GAP = 2.0
CAPTION_OVERHANG = 1.5
CAPTION_LINES = 6
# Times the body's size: below, what stands under a picture is a caption; above, never.
CAPTION_SIZE = 0.95
LARGEST_CAPTION = 1.1


def read_roles(blocks: Sequence[TextBlock], sheet: Sheet, size: float) -> Roles:
    """Say what each block of a page is."""
    roles = Roles(size=size)
    used = {block.frame for block in blocks}
    empty = [frame for number, frame in enumerate(sheet.frames) if number not in used]
    roles.pictures = [*sheet.pictures, *empty]
    roles.margin = own_lines(blocks, sheet.area)
    rest = []
    for block in blocks:
        if any(block is own for own in roles.margin):
            continue
        if (picture := _pictured(block, roles)) or _reads_as_caption(block):
            roles.captions.append(Caption(block, picture))
        else:
            rest.append(block)
    tell_headlines_from_bodies(rest, roles, sheet)
    return roles


def _pictured(block: TextBlock, roles: Roles) -> Area | None:
    """Return the picture that a block is the caption of, None if it is none."""
    small = block.size <= CAPTION_SIZE * roles.size
    if len(block.lines) > CAPTION_LINES or block.size > LARGEST_CAPTION * roles.size:
        return None
    if not (small or byline.is_caption(block.text)):
        return None
    near = [picture for picture in roles.pictures if _is_below(block, picture, roles.size)]
    return max(near, key=lambda picture: picture.bottom, default=None)


def _is_below(block: TextBlock, picture: Area, size: float) -> bool:
    gap = block.area.top - picture.bottom
    if not -size <= gap <= CAPTION_GAP * size:
        return False
    reach = CAPTION_OVERHANG * size
    within = picture.left - reach <= block.area.left and block.area.right <= picture.right + reach
    return within and block.area.over(picture) > 0


def _reads_as_caption(block: TextBlock) -> bool:
    return len(block.lines) <= CAPTION_LINES and byline.is_caption(block.text)
