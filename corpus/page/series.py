"""What a series prints that is no report: a table of contents, and short news under one headline.

Both are told by what repeats. A table of contents says little but the headlines of the articles
beside it, in lines, in one paragraph or in a table, shortened or with page numbers; the first words
below the headline of a short piece say that headline again, which the words below a sub-heading of
a report do not. Next: `corpus/page/newspaper.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

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
# short news 524 are parted, of 3,846 others one.
REPEATED, MOST_PIECES = 0.4, 0.7
# Lines of a table of contents that are headlines beside it: at least so many, and this share. In
# the same broadcasts 313 of 315 such tables are known, and no article is taken for one.
FEWEST_LINES, MOST_LINES = 3, 0.6
# Else pairs of characters: the share of a headline's that name it, and how many headlines are named
# where they make up which share of all that is said.
NAMED, SAID = 0.6, ((3, 0.5), (2, 0.75))
# Lines of such a table, and headlines of a page that has one; a broadcast has 40.
MOST_BESIDE = 300
SEAM = "\n"
# Short news whose headline stands before its words: 【骑手之家开门】昨天，…, ● 骑手之家开门 昨天，…
# And characters of such a one.
RUN_IN = re.compile(r"\s{0,4}【([^【】]{1,60})】\s{0,4}(.*)", re.DOTALL)
GAP = re.compile(r"[\s　]+")
SHORTEST_MARKED = 4
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
    if not _are_short_news(pieces) and article.subtitle:
        pieces = list(_pieces([article.subtitle, *lines[start:]]))
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


class Headline(NamedTuple):
    """A headline, looked at once for all that is compared with it.

    Attributes:
        size: Its characters.
        letters: Those of them that are letters or digits.
        pairs: Each two letters in a row.
    """

    size: int
    letters: str
    pairs: frozenset[str]


def read_headline(words: str) -> Headline:
    """Return a headline to compare with."""
    return Headline(len(words), _letters(words), _pairs(words))


def is_contents(lines: Sequence[str], headlines: Sequence[Headline]) -> bool:
    """Say whether most lines are headlines that stand beside them: a table of contents.

    >>> beside = map(read_headline, ["夜班食堂开门", "书屋有新书", "焊工评上技师"])
    >>> is_contents(["1.夜班食堂开门；", "2.书屋有新书；", "3.焊工评上技师。"], [*beside])
    True
    """
    if len(lines) > MOST_BESIDE or len(headlines) > MOST_BESIDE:
        return False
    return _are_headlines(lines, headlines) or _says_headlines(lines, headlines)


def _are_headlines(lines: Sequence[str], headlines: Sequence[Headline]) -> bool:
    """Say whether most of some lines are headlines word for word."""
    beside = SEAM.join(one.letters for one in headlines)
    items = [_letters(ITEM.sub("", line, count=1)) for line in lines]
    said = [one for one in items if len(one) >= SHORTEST - 1]
    repeated = sum(one in beside for one in said)
    return repeated >= max(FEWEST_LINES, MOST_LINES * len(said))


def _says_headlines(lines: Sequence[str], headlines: Sequence[Headline]) -> bool:
    """Say whether lines say little but headlines, more or less as they stand."""
    longest = 2 * sum(one.size for one in headlines) + LONGEST_OPENING
    if sum(map(len, lines)) > longest:
        return False
    items = (ITEM.sub("", line, count=1) for line in lines)
    said: set[str] = set().union(*map(_pairs, items))
    pairs = [one.pairs for one in headlines if len(one.pairs) >= SHORTEST - 2]
    named = [one for one in pairs if len(one & said) >= NAMED * len(one)]
    repeated = len(said.intersection(set().union(*named)))
    return any(len(named) >= count and repeated >= share * len(said) for count, share in SAID)


def without_headlines(lines: Sequence[str], headlines: Sequence[Headline]) -> list[str]:
    """Return what stands above a page's articles without a table of contents in it.

    >>> beside = map(read_headline, ["夜班食堂开门", "书屋有新书", "焊工评上技师"])
    >>> lines = ["清江职工报", "1.夜班食堂开门", "2.书屋有新书", "3.焊工评上技师"]
    >>> without_headlines(lines, [*beside])
    ['清江职工报']
    """
    named = [line for line in lines if _says_one(line, headlines)]
    if len(named) < SAID[-1][0]:
        return list(lines)
    return [line for line in lines if line not in named]


def _says_one(line: str, headlines: Sequence[Headline]) -> bool:
    pairs = _pairs(line)
    return len(pairs) >= SHORTEST - 2 and any(
        len(pairs & one.pairs) >= NAMED * len(pairs) for one in headlines
    )


def without_contents(articles: Sequence[Article]) -> list[Article]:
    """Return the articles of a page but for its table of contents."""
    if len(articles) > MOST_BESIDE + 1:
        return list(articles)
    titles = [read_headline(one.title) for one in articles]
    return [
        one
        for number, one in enumerate(articles)
        if not is_contents(one.text.split("\n"), titles[:number] + titles[number + 1 :])
    ]


def _is_opening(line: str) -> bool:
    return len(line) <= LONGEST_OPENING and byline.opens(line)


def _pieces(lines: Sequence[str]) -> Iterator[_Piece]:
    """Yield each headline with what stands below it; nothing if words stand above the first."""
    piece: _Piece | None = None
    for line in lines:
        title, words = _parted(line)
        if title:
            if piece:
                yield piece
            piece = _Piece(title, [words] if words else [])
        elif piece is None:
            return
        else:
            piece.body.append(line)
    if piece:
        yield piece


def _parted(line: str) -> tuple[str, str]:
    """Return the headline that a line is, or begins with, and what follows it; "" for none.

    >>> _parted("【骑手之家开门】昨天，骑手之家开门。"), _parted("昨天，骑手之家开门。")[0]
    (('骑手之家开门', '昨天，骑手之家开门。'), '')
    """
    if run_in := RUN_IN.match(line):
        title, words = run_in[1], run_in[2]
    else:
        title, words = ITEM.sub("", line, count=1).strip(), ""
        if title != line and not headline_like(PageLine(title or line)):
            title, words = (*GAP.split(title, maxsplit=1), "")[:2]
    shortest = SHORTEST if title == line else SHORTEST_MARKED
    is_title = len(title) >= shortest and headline_like(PageLine(title))
    return (title, words) if is_title else ("", line)


def _are_short_news(pieces: Sequence[_Piece]) -> bool:
    if len(pieces) < 2 or not all(piece.body for piece in pieces):
        return False
    if any(sum(map(len, piece.body)) > LONGEST_PIECE for piece in pieces):
        return False
    repeating = sum(piece.repeats >= REPEATED for piece in pieces)
    return repeating >= (2 if len(pieces) == 2 else MOST_PIECES * len(pieces))


def _letters(words: str) -> str:
    return NOT_LETTERS.sub("", words)


def _pairs(words: str) -> frozenset[str]:
    letters = _letters(words)
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
