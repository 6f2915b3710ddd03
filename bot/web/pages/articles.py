"""An article at its permanent address, with a range of it marked; days and pages to browse.

Next: `bot/web/pages/html.py`.
"""

import asyncio
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.members.language import spoken_in
from bot.messages import Messages, messages
from bot.printed import place_in_print
from bot.web.guard.sessions import session_of
from bot.web.pages.html import html_page
from bot.web.pages.shown import WebPiece, article_href, correct_href, marked_pieces, printed_href
from bot.web.services import WebServices
from corpus.article import Article

MISSING, FOUND = 404, 302


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article in a list: its headline, and where it can be read."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page of a day, and its articles; `label` is "" where the page is not known."""

    label: str
    articles: tuple[ListedArticle, ...]


async def show_article(request: Request) -> Response:
    """Show an article; `?from=3&to=9` marks a range of it, in code points."""
    services: WebServices = request.app.state.services
    session = session_of(request)
    found = await services.article(request)
    marked = marked_range(request, found)
    # Looked for at each view: without its file the page cannot be shown.
    there = await asyncio.to_thread(services.printed.file, found)
    printed = printed_href(found.id, marked) if there else ""
    speech = session.speech
    separator = "、" if speech.language == "zh" else ", "
    return html_page(
        request,
        session,
        "article.html",
        article=found,
        place=place_in_print(found, spoken_in(messages, speech)),
        authors=separator.join(found.authors),
        paragraphs=tuple(marked_paragraphs(found.text, *(marked or (0, 0)))),
        marked=marked is not None,
        printed=printed,
        correct=correct_href(found.id),
        day=f"/days/{found.date.isoformat()}" if found.date else "/days",
    )


def marked_range(request: Request, article: Article) -> tuple[int, int] | None:
    """Return the range that the address asks for; None if it asks for none, or for nonsense."""
    told = (request.query_params.get("from", ""), request.query_params.get("to", ""))
    if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in told):
        return None
    start, end = int(told[0]), min(int(told[1]), len(article.text))
    return (start, end) if start < end else None


def marked_paragraphs(text: str, start: int, end: int) -> Iterator[tuple[WebPiece, ...]]:
    """Yield each paragraph in pieces, what lies in the range in bold."""
    offset = 0
    for paragraph in text.split("\n"):
        first, last = max(start - offset, 0), min(end - offset, len(paragraph))
        if paragraph.strip():
            ranges = [(first, last)] if first < last else []
            yield tuple(marked_pieces(paragraph, ranges))
        offset += len(paragraph) + 1


async def show_days(request: Request) -> Response:
    """Show the days of which there is a paper, newest first, by year and month."""
    services: WebServices = request.app.state.services
    index = await asyncio.to_thread(services.answerer.index)
    printed = await asyncio.to_thread(index.days)
    months = [
        (month, [day.isoformat() for day in group])
        for month, group in groupby(printed, key=lambda day: f"{day:%Y-%m}")
    ]
    return html_page(request, session_of(request), "days.html", months=months)


async def show_latest(request: Request) -> Response:
    """Lead to the newest day."""
    services: WebServices = request.app.state.services
    index = await asyncio.to_thread(services.answerer.index)
    printed = await asyncio.to_thread(index.days)
    return RedirectResponse(f"/days/{printed[0].isoformat()}" if printed else "/days", FOUND)


async def show_day(request: Request) -> Response:
    """Show the articles of a day, page by page."""
    services: WebServices = request.app.state.services
    session = session_of(request)
    try:
        wanted = datetime.date.fromisoformat(request.path_params["day"])
    except ValueError:
        raise HTTPException(MISSING) from None
    index = await asyncio.to_thread(services.answerer.index)
    printed = await asyncio.to_thread(index.printed_on, wanted)
    if not printed:
        raise HTTPException(MISSING)
    frame = spoken_in(messages, session.speech)
    papers = "、".join(sorted({f"《{one.paper}》" for one in printed if one.paper}))
    return html_page(
        request,
        session,
        "day.html",
        day=wanted.isoformat(),
        papers=papers,
        pages=tuple(listed_pages(printed, frame)),
    )


def listed_pages(articles: Sequence[Article], frame: Messages) -> Iterator[ListedPage]:
    """Yield the articles of a day page by page, in the order given."""
    for number, group in groupby(articles, key=lambda one: one.page):
        label = "" if number is None else frame.page.format(page=number)
        yield ListedPage(
            label, tuple(ListedArticle(one.title, article_href(one.id)) for one in group)
        )
