"""The two records the whole project passes around: an article, and a passage cut from it.

This is the bottom layer: it reads no file and imports nothing of ours. From here the main path goes
up: `corpus/page/newspaper.py` makes articles of a printed page, `corpus/passages.py` cuts them,
`index/search.py` ranks passages for a question, `bot/answer.py` makes an answer of the best.
"""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article of one printed page.

    Attributes:
        id: Names the article for good: it stays the same when other articles of the page change.
        title: The headline 主题, "" where the page prints none.
        kicker: The line above the headline 引题, "" if none.
        subtitle: The line between headline and byline 副题, "" if none.
        section: The banner or section that the page prints over it, "" if none.
        paper: Name of the newspaper, "" if unknown.
        date: Day of printing; None if unknown, and then nothing is guessed from it.
        page: Page number, counted from 1 as printed; None if unknown.
        authors: Reporters, correspondents and photographers, in printed order.
        text: The body as printed, byline included, one paragraph a line, columns joined. Every
            offset in this project counts code points of this string.
        source: Where it was read from: a path relative to the corpus folder.
        recognised: Whether a program recognised its letters on a picture; some may be wrong.
    """

    id: str
    title: str
    text: str
    kicker: str = ""
    subtitle: str = ""
    section: str = ""
    paper: str = ""
    date: datetime.date | None = None
    page: int | None = None
    authors: tuple[str, ...] = ()
    source: str = ""
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article short enough to be embedded, found and shown.

    Attributes:
        article: Where it was cut from.
        start: First character, counted from 0 in code points of `article.text` (not bytes).
        end: One past the last character, so `end - start` is the length.
    """

    article: Article
    start: int
    end: int

    @property
    def id(self) -> str:
        """Names the passage within the archive: `article id:start-end`."""
        return f"{self.article.id}:{self.start}-{self.end}"

    @property
    def text(self) -> str:
        """The words themselves, always equal to what was printed."""
        return self.article.text[self.start : self.end]
