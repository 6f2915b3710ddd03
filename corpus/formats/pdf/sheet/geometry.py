"""What stands on a printed page: areas, glyphs, and all of a page in one record.

Places are in points, counted from the upper left corner of the page. Next:
`corpus/formats/pdf/sheet/decode.py` reads them from a PDF,
`corpus/formats/pdf/layout/lines.py` makes lines of them.
"""

from dataclasses import dataclass, field

from corpus.notes import Count


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in points, from the upper left corner of the page; `bottom` exceeds `top`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def over(self, other: "Area") -> float:
        """Return how many points of width two areas share, negative for the gap between them."""
        return min(self.right, other.right) - max(self.left, other.left)

    def beside(self, other: "Area") -> float:
        """Return how many points of height two areas share, negative for the gap between them."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def holds(self, other: "Area", slack: float = 1.0) -> bool:
        """Say whether another area lies within this one."""
        across = self.left - slack <= other.left and other.right <= self.right + slack
        return across and self.top - slack <= other.top and other.bottom <= self.bottom + slack

    def joined(self, other: "Area") -> "Area":
        """Return the smallest area that holds both."""
        return Area(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character.

    Attributes:
        text: The character, or the few that a ligature stands for.
        left: Where it begins.
        right: Where the next may begin.
        base: The line it stands on.
        size: Of its font, in points.
        font: Tells fonts apart within the page.
        bold: Whether the font is.
        turned: Whether it lies on its side, its head to the right; `base` is then its lower edge.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    font: int = 0
    bold: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of one column.

    Attributes:
        text: Its words, without outer blanks.
        area: Where it stands, outer blanks left out.
        base: The line its letters stand on.
        size: Of its letters, in points.
        font: Of most of its letters.
        bold: Whether most of its letters are.
        frame: The number of the frame it stands in, -1 for none.
        downward: Whether its letters stand under one another.
        labelled: Whether a label hangs before it; `area` begins after that.
    """

    text: str
    area: Area
    base: float
    size: float
    font: int = 0
    bold: bool = False
    frame: int = -1
    downward: bool = False
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page.

    Attributes:
        area: The page itself.
        glyphs: In the order of the file, which need not be that of reading.
        rules: Thin lines, level or upright.
        frames: Boxes that are drawn or filled.
        pictures: Images.
        strokes: Thin lines of any length, the rules among them.
        count: What became of each glyph.
        twice: The letters dropped because they are printed over themselves.
        aslant: The letters left out because they stand at a slant.
        pictured: Whether an image as large as the page stands on it, or images hold half of it.
        outlines: Shapes that are neither rules nor frames, as letters drawn without a font are.
        recognised: Whether the text lies hidden behind a picture of the page, as an OCR writes it.
    """

    area: Area
    glyphs: tuple[Glyph, ...]
    rules: tuple[Area, ...] = ()
    frames: tuple[Area, ...] = ()
    pictures: tuple[Area, ...] = ()
    strokes: tuple[Area, ...] = ()
    count: Count = field(default_factory=Count)
    twice: str = ""
    aslant: str = ""
    pictured: bool = False
    outlines: int = 0
    recognised: bool = False
