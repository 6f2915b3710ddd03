"""The records of a check: what looks wrong, where it stands, and what was found on each page.

Pure records, no rules. Next: `corpus/check/run.py` fills them.
"""

from dataclasses import dataclass
from typing import Literal

from corpus.article import Article
from corpus.load import RefusedFile
from corpus.notes import Count

# What loses words comes first, what is only missing last.
FlawKind = Literal[
    "damaged",
    "unreadable",
    "other reading",
    "picture",
    "not read",
    "left over",
    "recognised",
    "crowded",
    "printed twice",
    "aslant",
    "broken off",
    "run together",
    "doubled mark",
    "never closed",
    "duplicate",
    "corrected",
    "same page",
    "caption",
    "odd headline",
    "no headline",
    "no text",
    "short",
    "long",
    "no byline",
    "no date",
    "future date",
    "no page number",
]
# What a stretch of a page is. A banner stands over several articles and belongs to the page.
PrintedPart = Literal["banner", "kicker", "headline", "subtitle", "byline", "body", "caption"]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in one article that looks wrong.

    Attributes:
        kind: What is wrong.
        start: First character of it in `article.text`, counted from 0 in code points.
        end: One past the last; equal to `start` where the whole article or its head is meant.
        words: The words to show.
    """

    kind: FlawKind
    start: int = 0
    end: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something on a page that looks wrong.

    Attributes:
        kind: What is wrong.
        article: Place of the article on its page, counted from 0; None for the page itself.
        start: First character of it in `CheckedPage.text`; None where it stands nowhere.
        end: One past the last.
        words: The words to show, as printed; "" if none.
        other: The file that it is compared with, or the page of the file, "" if none.
        count: How many there are, or how long it is.
    """

    kind: FlawKind
    article: int | None = None
    start: int | None = None
    end: int | None = None
    words: str = ""
    other: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A half-open range of a page's text that belongs to an article.

    Attributes:
        start: First character, counted from 0 in code points of `CheckedPage.text`.
        end: One past the last.
        article: Place of the article on its page, counted from 0.
        role: What it is in that article.
    """

    start: int
    end: int
    article: int
    role: PrintedPart


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """One file, its articles, and what looks wrong.

    Attributes:
        source: Its path relative to the corpus folder.
        text: What was read from the file, before anything was taken off.
        articles: In printed order.
        stretches: Which part of the text is which part of which article; sorted, without overlap.
        findings: In the order in which they stand on the page.
        characters: Of all articles' texts, spaces and marks of Markdown not counted.
        placed: How many of these were found in the page's text.
        count: What became of the glyphs of a PDF; None for other kinds.
    """

    source: str
    text: str
    articles: tuple[Article, ...]
    stretches: tuple[Stretch, ...]
    findings: tuple[Finding, ...]
    characters: int
    placed: int
    count: Count | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of some folders found.

    Attributes:
        pages: In the order of the folders and of the paths in them.
        refused: The files that cannot be read.
        habits: What most files lack, said once and not at every page; not counted as findings.
        left_out: Files and articles that a `_paper.yaml` leaves out, by name.
    """

    pages: tuple[CheckedPage, ...]
    refused: tuple[RefusedFile, ...]
    habits: tuple[FlawKind, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def findings(self) -> int:
        """How many things look wrong; a file that cannot be read is one."""
        return sum(len(page.findings) for page in self.pages) + len(self.refused)
