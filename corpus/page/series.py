"""What a series prints that is no report: a table of contents, and short news under one headline.

Both are told by what repeats. The lines of a table of contents are the headlines of the articles
beside it; the first words below the headline of a short piece say that headline again, which the
words below a sub-heading of a report do not. Next: `corpus/page/newspaper.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.article import Article
from corpus.page import byline
from corpus.page.lines import PageLine
from corpus.page.punctuation import ITEM, headline_like

# Characters of an opening that stands alone above short news: 央视网消息（新闻联播）：
LONGEST_OPENING = 30
# Characters of a headline that can say something, and of a short piece.
SHORTEST, LONGEST_PIECE = 6, 700
# Share of the pairs of characters of a headline that stand in the words below it, and of the pieces
# of which that must hold. `python -m benchmarks.series` over 326 broadcasts: of 574 articles of
# short news 525 are parted, of 3,846 others one.
REPEATED, MOST_PIECES = 0.4, 0.7
# Lines of a table of contents that are headlines beside it: at least so many, and this share. In
# the same broadcasts 306 of 315 such tables are known, and no article is taken for one.
FEWEST_LINES, MOST_LINES = 3, 0.6
# Lines of such a table, and headlines of a page that has one; a broadcast has 40.
MOST_BESIDE = 300
SEAM = "\n"
NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class _Piece:
    """A headline and the paragraphs below it."""

    title: str
    body: list[str]

    @property
    def repeats(self) -> float:
        """The share of the headline's pairs of characters that the paragraphs say again."""
        pairs = _pairs(self.title)
        return len(pairs & _pairs(" ".join(self.body))) / max(len(pairs), 1)


def short_news(article: Article) -> list[Article]:
    """Return the pieces of an article that is short news under one headline, else the article.

    What they stood under becomes part of their section; an opening above all of them stays with
    the first. The caller gives them ids of their own.
    """
    lines = article.text.split("\n")
    start = 1 if len(lines) > 1 and _is_opening(lines[0]) else 0
    pieces = list(_pieces(lines[start:]))
    if not _are_short_news(pieces):
        return [article]
    pieces[0].body[:0] = lines[:start]
    section = " ".join(filter(None, [article.section, article.title]))
    return [
        replace(
            article,
            title=piece.title,
            text="\n".join(piece.body),
            kicker="",
            subtitle="",
            section=section,
            authors=byline.authors(piece.body) or article.authors,
        )
        for piece in pieces
    ]


def is_contents(lines: Sequence[str], headlines: Sequence[str]) -> bool:
    """Say whether most lines are headlines that stand beside them: a table of contents.

    >>> is_contents(["1.夜班食堂开门；", "2.书屋有新书；", "3.焊工评上技师。"],
    ...             ["夜班食堂开门", "书屋有新书", "焊工评上技师"])
    True
    """
    if not FEWEST_LINES <= len(lines) <= MOST_BESIDE or len(headlines) > MOST_BESIDE:
        return False
    beside = SEAM.join(map(_letters, headlines))
    items = [_letters(ITEM.sub("", line, count=1)) for line in lines]
    said = [one for one in items if len(one) >= SHORTEST - 1]
    repeated = sum(one in beside for one in said)
    return repeated >= max(FEWEST_LINES, MOST_LINES * len(said))


def without_contents(articles: Sequence[Article]) -> list[Article]:
    """Return the articles of a page but for its table of contents."""
    titles = [one.title for one in articles]
    return [one for one in articles if not is_contents(one.text.split("\n"), titles)]


def _is_opening(line: str) -> bool:
    return len(line) <= LONGEST_OPENING and byline.opens(line)


def _pieces(lines: Sequence[str]) -> Iterator[_Piece]:
    """Yield each headline with what stands below it; nothing if words stand above the first."""
    piece: _Piece | None = None
    for line in lines:
        if headline_like(PageLine(line)) and len(line) >= SHORTEST:
            if piece:
                yield piece
            piece = _Piece(line, [])
        elif piece is None:
            return
        else:
            piece.body.append(line)
    if piece:
        yield piece


def _are_short_news(pieces: Sequence[_Piece]) -> bool:
    if len(pieces) < 2 or not all(piece.body for piece in pieces):
        return False
    if any(sum(map(len, piece.body)) > LONGEST_PIECE for piece in pieces):
        return False
    repeating = sum(piece.repeats >= REPEATED for piece in pieces)
    return repeating >= (2 if len(pieces) == 2 else MOST_PIECES * len(pieces))


def _letters(words: str) -> str:
    return NOT_LETTERS.sub("", words)


def _pairs(words: str) -> set[str]:
    letters = _letters(words)
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
