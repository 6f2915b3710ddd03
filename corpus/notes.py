"""What a reader has to say about its own reading: what was left out, and what nobody can read.

Pure records. `corpus/formats/pdf/document.py` writes them, `corpus/check/` shows them.
"""

from dataclasses import dataclass, field
from typing import Literal

from corpus.page.pageinfo import PageInfo

# What a note is about. "unreadable": the file does not say which letters its glyphs are; "printed
# twice": letters over themselves, read once; "aslant": watermarks; "recognised": the letters were
# guessed by a program from a picture; "picture": pages without text that were not read; "crowded":
# too many headlines to tell articles apart; "not read": a part of the file.
NoteKind = Literal[
    "unreadable", "printed twice", "aslant", "recognised", "picture", "crowded", "not read"
]


@dataclass(frozen=True, slots=True)
class Count:
    """What became of the glyphs of a file, blanks left out.

    Attributes:
        read: Letters that are read.
        twice: Printed over the same letter, so read once.
        unreadable: The file does not say which letters they are, or gives them no place.
        aslant: Left out because they stand at a slant.
    """

    read: int = 0
    twice: int = 0
    unreadable: int = 0
    aslant: int = 0

    @property
    def drawn(self) -> int:
        """All glyphs that are drawn."""
        return self.read + self.twice + self.unreadable + self.aslant

    def __add__(self, other: "Count") -> "Count":
        """Return the count of two pages."""
        return Count(
            self.read + other.read,
            self.twice + other.twice,
            self.unreadable + other.unreadable,
            self.aslant + other.aslant,
        )


@dataclass(frozen=True, slots=True)
class Note:
    """Something that an editor should know about how a file was read.

    Attributes:
        kind: What it is about.
        page: Of the file, counted from 1; 0 for the whole file.
        words: A sample, as it was read; of what was not read its name.
        count: How many glyphs, or articles.
    """

    kind: NoteKind
    page: int = 0
    words: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class PlaceOnPage:
    """Where words stand on a page of a file, in points from its upper left corner.

    Attributes:
        page: Of the file, counted from 1.
        width: Of the page.
        height: Of the page.
        boxes: Around the words, one a line: left, top, right, bottom.
    """

    page: int
    width: float
    height: float
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read.

    Attributes:
        texts: One for most kinds, one an article for a newspaper's PDF.
        notes: About the reading.
        count: Of a PDF's glyphs; None for other kinds.
        aside: What was read of a PDF and stands in no text: the page's own lines, notes that lead
            to other pages, letters printed twice or at a slant.
        told: What the file says of itself beside its words; holds where neither these nor its
            name tell.
    """

    texts: list[str]
    notes: tuple[Note, ...] = field(default=())
    count: Count | None = None
    aside: str = ""
    told: PageInfo = field(default=PageInfo())
