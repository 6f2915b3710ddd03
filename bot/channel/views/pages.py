"""An article opened in place of an answer: one page of it, with the quoted words in bold.

What is shown between head and foot is `article.text[start:end]`, as printed. Pages end where a
paragraph or a sentence ends, and never within the quote if it fits on one. Next:
`bot/telegram/handlers/buttons.py` shows them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channel.text.cut import Range, ranges, units_before
from bot.channel.text.styled import Formatted, join_styled, styled
from bot.channel.text.traditional import Convert, converted, traditional
from bot.channel.views.answer import source_of
from bot.channel.views.messages import view_messages
from bot.channel.views.view import Shown, View
from bot.members.language import Speech, spoken_in
from bot.messages import messages
from bot.printed import excerpt, place_in_print
from corpus.article import Article

# UTF-16 units of an article on one page. A telephone shows about 300 characters at a time; of the
# bundled pages' articles half have fewer than 220 characters, and the longest has 430.
PAGE_UNITS = 1500
# Pages are made about equally long, give or take this much, rather than full but for a last line.
SLACK_UNITS = 200
# Characters of a headline or a list of authors that the head of a page shows.
LONGEST_HEAD = 200
# Further passages on one page of "more".
PASSAGES_A_PAGE = 3
# Units of one such passage that are shown; an ordinary one has 200 (`corpus/passages.py`).
LONGEST_PASSAGE = 900


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One page of several.

    Attributes:
        text: As a member sees it.
        number: Which page it is, counted from 1.
        count: How many there are.
    """

    text: Formatted
    number: int
    count: int


def article_page(
    article: Article, quote: Range, view: View, number: int = 0, convert: Convert | None = None
) -> MessagePage:
    """Return a page of an article, by default the one on which the quote begins.

    `number` counts from 1, and 0 is that default. With `convert` the page is shown in the other
    script, and says so.
    """
    pages = _pages(article.text, quote)
    home = next((at for at, page in enumerate(pages, 1) if page[0] <= quote[0] < page[1]), 1)
    number = min(number, len(pages)) or home
    body = _marked(article.text, pages[number - 1], quote)
    frame = view_messages(view.language, view.traditional)
    parts: list[Formatted | str] = [_head(article, view), body]
    if convert:
        parts = [styled(frame.converted, "italic"), *(converted(_plain(p), convert) for p in parts)]
    if len(pages) > 1:
        parts.append(frame.page_of.format(number=number, count=len(pages)))
    return MessagePage(join_styled(parts, between="\n\n"), number, len(pages))


def more_page(
    shown: Sequence[tuple[Shown, Article]], view: View, number: int = 1
) -> tuple[MessagePage, tuple[Shown, ...]]:
    """Return a page of further passages, and which passages stand on it."""
    count = -(-len(shown) // PASSAGES_A_PAGE)
    number = max(1, min(number, count))
    here = shown[(number - 1) * PASSAGES_A_PAGE : number * PASSAGES_A_PAGE]
    frame = view_messages(view.language, view.traditional)
    parts: list[Formatted | str] = [frame.more_head]
    parts += [_passage(one, article, view) for one, article in here]
    if count > 1:
        parts.append(frame.page_of.format(number=number, count=count))
    return MessagePage(join_styled(parts, between="\n\n"), number, count), tuple(
        one for one, _ in here
    )


def _pages(text: str, quote: Range) -> list[Range]:
    total = units_before(text)[-1]
    count = -(-total // PAGE_UNITS) or 1
    room = min(PAGE_UNITS, total // count + SLACK_UNITS)
    pages = [_bare(text, *page) for page in ranges(text, room, whole=quote)]
    return [page for page in pages if page[0] < page[1]] or [(0, len(text))]


def _bare(text: str, start: int, end: int) -> Range:
    """Return the range without the white space at its ends, which Telegram would cut off."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _marked(text: str, page: Range, quote: Range) -> Formatted:
    start, end = page
    first, last = max(start, quote[0]), min(end, quote[1])
    if first >= last or (first, last) == (0, len(text)):
        return Formatted(text[start:end])  # No quote here, or nothing else: bold would say nothing.
    return join_styled([text[start:first], styled(text[first:last], "bold"), text[last:end]])


def _head(article: Article, view: View) -> str:
    """Return where the article was printed, its headlines as they stand there, and its authors."""
    frame = spoken_in(messages, Speech(view.language, view.traditional))
    views = view_messages(view.language, view.traditional)
    authors = ("、" if view.language == "zh" else ", ").join(article.authors)
    lines = [
        place_in_print(article, frame, LONGEST_HEAD),
        excerpt(article.kicker, LONGEST_HEAD),
        views.headline.format(title=excerpt(article.title, LONGEST_HEAD)) if article.title else "",
        excerpt(article.subtitle, LONGEST_HEAD),
        views.authors.format(names=excerpt(authors, LONGEST_HEAD)) if authors else "",
    ]
    return "\n".join(line for line in lines if line)


def _passage(one: Shown, article: Article, view: View) -> Formatted:
    text = article.text[one.first : one.last]
    end = next(iter(ranges(text, LONGEST_PASSAGE)))[1]
    source = excerpt(source_of(article, view.language, _write(view)), LONGEST_HEAD)
    rest = "…" if end < len(text) else ""
    quoted = styled(text[:end], "expandable_blockquote")
    return join_styled([f"[{one.n}] {source}\n", quoted, rest])


def _write(view: View) -> Convert:
    return traditional if view.traditional else str


def _plain(part: Formatted | str) -> Formatted:
    return Formatted(part) if isinstance(part, str) else part
