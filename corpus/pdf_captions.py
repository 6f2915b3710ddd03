"""Gives each caption of a page to the article that its picture stands in."""

from collections.abc import Sequence

from corpus.pdf_parts import Roles, Story
from corpus.pdf_pieces import is_over
from corpus.pdf_sheet import Area

# Points. A picture stands below its article rather than beside it, and beside rather than above.
BESIDE, ABOVE = 20.0, 30.0
FAR = 1e4
# Points by which a picture may reach into what stands over it, as a size of the letter.
SIZE = 10.0


def place_captions(stories: Sequence[Story], roles: Roles) -> None:
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
    above = [spot.top - area.bottom for area in areas if is_over(area, spot, SIZE)]
    sides = [abs(area.over(spot)) for area in areas if area.beside(spot) > 0]
    below = [area.top - spot.bottom for area in areas if is_over(spot, area, SIZE)]
    nearest = [
        min(above, default=FAR),
        min(sides, default=FAR) + BESIDE,
        min(below, default=FAR) + ABOVE,
    ]
    return -min(nearest)
