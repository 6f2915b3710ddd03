"""What a page is made of, once each block is known for what it is: the records that are passed on.

Next: `corpus/pdf_roles.py` fills them.
"""

from dataclasses import dataclass, field

from corpus.pdf_blocks import Block
from corpus.pdf_sheet import Area


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

    block: Block
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
    bodies: list[Block] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    margin: list[Block] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    size: float = 10.0


@dataclass(slots=True)
class Story:
    """An article: its headline, its blocks in reading order, its captions."""

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
