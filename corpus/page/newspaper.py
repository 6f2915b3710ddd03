"""A printed page -> its articles.

The main path: `markup` reads lines, `unmarked` and `headlines` give each line to its article,
`columns` joins what the columns cut, `byline` reads the names, `series` parts short news. Nothing
of the page is lost: every character stands in kicker, title, subtitle, section or text of one
article, but for a table of contents, which says each headline a second time. Next:
`corpus/load.py` reads whole folders, `corpus/passages.py` cuts the articles.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from corpus.article import Article
from corpus.page import byline
from corpus.page.bare_headlines import mark_headlines
from corpus.page.headlines import SUBTITLE_LINES, Story, is_masthead, stories
from corpus.page.lines import PageLine, clean, read_lines
from corpus.page.pageinfo import PageInfo, from_file_name, info_from_line, split_front_matter
from corpus.page.paragraphs import paragraphs
from corpus.page.punctuation import headline_like, torn
from corpus.page.series import (
    MOST_BESIDE,
    read_headline,
    short_news,
    without_contents,
    without_headlines,
)

# Hexadecimal digits: at 20 articles a page, two headlines share an id once in 10^7 pages.
ID_DIGITS = 8
# Characters. A shorter line below a headline is the first piece of a cut paragraph, more so where
# no byline shows where the report begins.
SHORTEST_SUBTITLE = 4
SHORTEST_UNSIGNED = 7
# Characters of the line that a page prints about itself, and what no such line holds.
LONGEST_MASTHEAD, PROSE = 60, re.compile("[，。；]")
# Characters of a name that is closed up.
LONGEST_CHAPTER = 100
WIDE_CHAPTER_NAME = re.compile(r"(?:(?<=\s)|^)\S(?:\s{1,9}\S){1,50}$")


def read_page(text: str, source: str, defaults: PageInfo | None = None) -> tuple[Article, ...]:
    """Return the articles of a page in printed order.

    `## 海外职工别样庆新年`, `元旦来临之际，…` -> one article with that title and text.

    Args:
        text: The page, Markdown or plain, with or without YAML front matter.
        source: Its path relative to the corpus folder; date and page are read off its name.
        defaults: What holds where neither front matter nor file name tells.

    Raises:
        PageError: The front matter is broken.
    """
    matter, body = split_front_matter(clean(text))
    told = matter.over(_printed(body)).over(from_file_name(source))
    info = told.over(defaults or PageInfo())
    found = stories(mark_headlines(read_lines(body)))
    seen: Counter[str] = Counter()
    articles = []
    _clear_banners(found)
    for story in found:
        title = _title(story)
        seen[title] += 1
        articles.append(_article(story, _id(source, title, seen[title]), info, source))
    if len(articles) == 1:
        articles = [_told(articles[0], info)]
    return tuple(without_contents(list(_parted(articles, source, seen))))


def _clear_banners(found: Sequence[Story]) -> None:
    """Take tables of contents out of what stands above the articles of a page."""
    named = [_title(story) for story in found if not story.is_chapter][:MOST_BESIDE]
    titles = [*map(read_headline, named)]
    clear: dict[tuple[str, ...], list[str]] = {}
    for story in found:
        banner = tuple(story.section)
        if banner not in clear:
            clear[banner] = without_headlines(banner, titles)
        story.section = list(clear[banner])


def _printed(body: str) -> PageInfo:
    """Return what the first line tells, if it is the one that a page prints about itself."""
    first = body.lstrip().partition("\n")[0].lstrip("# ").strip()
    short = len(first) <= LONGEST_MASTHEAD and not PROSE.search(first)
    return info_from_line(first) if short and is_masthead(first) else PageInfo()


def _parted(articles: Sequence[Article], source: str, seen: Counter[str]) -> Iterator[Article]:
    """Yield the articles, each piece of short news as one of its own."""
    for article in articles:
        pieces = short_news(article)
        for piece in pieces:
            if len(pieces) > 1:
                seen[piece.title] += 1
                piece = replace(piece, id=_id(source, piece.title, seen[piece.title]))
            yield piece


def _told(article: Article, info: PageInfo) -> Article:
    """Fill up the only article of a file with what the file's head tells of it."""
    return replace(
        article,
        kicker=article.kicker or info.kicker,
        subtitle=article.subtitle or info.subtitle,
        authors=_people(article, info),
    )


def _people(article: Article, info: PageInfo) -> tuple[str, ...]:
    """Return who wrote: whom the words name, else whom the head tells, before a photographer."""
    lines = (line for line in article.text.split("\n") if not byline.is_caption(line))
    if byline.authors(list(lines)):
        return article.authors
    return tuple(dict.fromkeys((*info.authors, *article.authors)))


def _article(story: Story, name: str, info: PageInfo, source: str) -> Article:
    subtitle, body = _split_subtitle(story)
    printed = paragraphs(body)
    return Article(
        id=name,
        title=_title(story),
        # A headline with nothing under it is all that was printed, and so is its own text.
        text="\n".join(printed) or " ".join(story.title),
        kicker=" ".join(story.kicker),
        subtitle=" ".join([*story.subtitle, *subtitle]),
        section="" if story.is_chapter else " ".join(story.section),
        paper=info.paper,
        date=info.date,
        page=info.page,
        authors=byline.authors(printed),
        source=source,
        recognised=bool(info.recognised),
    )


def _title(story: Story) -> str:
    """Return the headline in one line; a chapter of a law is named with its law."""
    lines = [*story.section, *story.title] if story.is_chapter else story.title
    return " ".join(_narrow(line) for line in lines)


def _narrow(title: str) -> str:
    """Close up a name printed wide: `第一章 总　则` -> `第一章 总则`."""
    words = " ".join(title.split())
    if len(words) > LONGEST_CHAPTER:
        return words
    return WIDE_CHAPTER_NAME.sub(lambda name: "".join(name[0].split()), words)


def _split_subtitle(story: Story) -> tuple[list[str], list[PageLine]]:
    """Take the lines between headline and report off the body."""
    body = story.body
    count = _bare_lines(body)
    if not story.title or story.is_chapter or not 0 < count <= SUBTITLE_LINES:
        return [], body
    if count == len(body) or not _ends_subtitle(body, count):
        return [], body
    return [line.text for line in body[:count]], body[count:]


def _bare_lines(body: Sequence[PageLine]) -> int:
    """Return how many lines a body begins with that could be a subtitle, none of its dateline."""
    count = 0
    while count < len(body) and headline_like(body[count]):
        count += 1
    if 0 < count < len(body) and byline.is_cut_dateline(body[count - 1].text, body[count].text):
        count -= 1
    return count


def _ends_subtitle(body: Sequence[PageLine], count: int) -> bool:
    """Say whether the report begins at `count`: with a byline, or with prose that is no remainder.

    Without a byline, a bare line with a comma may be the first piece of a cut paragraph.
    """
    last, first = body[count - 1].text, body[count].text
    if byline.opens(first):
        return len(body[0].text) >= SHORTEST_SUBTITLE
    if count > 1 or last.startswith("—"):
        return count == 1
    if len(last) < SHORTEST_UNSIGNED or re.search(r"[，,]", last):
        return False
    return not torn(last, first)


def _id(source: str, title: str, number: int) -> str:
    """Name an article by file and headline, not by place or text: both may be edited."""
    path = PurePosixPath(source)
    folder = "" if path.parent == PurePosixPath() else str(path.parent)
    digest = hashlib.sha256(f"{folder}\n{title}".encode()).hexdigest()[:ID_DIGITS]
    stem = re.sub(r"[\s:/\\]+", "_", path.stem)
    return f"{stem}-{digest}" + (f"-{number}" if number > 1 else "")


__all__ = ["read_page"]
