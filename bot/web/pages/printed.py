"""The printed page of an article, with the words outlined where they stand.

Next: `bot/web/printed.py`, which finds and draws.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.members.language import spoken_in
from bot.messages import messages
from bot.printed import place_in_print
from bot.web.guard.sessions import session_of
from bot.web.pages.articles import marked_range
from bot.web.pages.html import html_page, sentence_page
from bot.web.pages.messages import web_messages
from bot.web.pages.shown import article_href, url_path
from bot.web.services import WebServices
from corpus.article import Article
from corpus.errors import PageError

MISSING = 404
# Seconds that a browser may show a picture again without asking.
FRESH = 3600


async def show_printed(request: Request) -> Response:
    """Show the page as it was printed; `?from=3&to=9` outlines a range of the text."""
    services: WebServices = request.app.state.services
    session = session_of(request)
    article = await services.article(request)
    span = marked_range(request, article) or (0, len(article.text))
    frame = spoken_in(web_messages, session.speech)
    if not services.printed.is_made(article, *span):
        services.refuse_too_often(request, session.member)
    try:
        place = await services.printed.place(article, *span)
    except PageError:
        place = None
    if place is None:
        return sentence_page(request, session, frame.no_print, MISSING)
    return html_page(
        request,
        session,
        "printed.html",
        place=place,
        title=article.title or frame.untitled,
        where=place_in_print(article, spoken_in(messages, session.speech)),
        words=article.text[span[0] : span[1]],
        picture=f"/pictures/{place.page}/{url_path(article.id)}",
        back=article_href(article.id, *(marked_range(request, article) or ())),
    )


async def send_picture(request: Request) -> Response:
    """Send a page as a picture."""
    services: WebServices = request.app.state.services
    article, page = await services.article(request), request.path_params["page"]
    if not services.printed.has_picture(article, page):
        services.refuse_too_often(request, session_of(request).member)
    return await picture_response(services, article, page)


async def picture_response(services: WebServices, article: Article, page: int) -> Response:
    """Return a page of the file behind an article as a PNG.

    Raises:
        HTTPException: 404, there is none.
    """
    try:
        picture = await services.printed.picture(article, page)
    except PageError:
        picture = None
    if picture is None:
        raise HTTPException(MISSING, "there is no such page")
    headers = {"Cache-Control": f"private, max-age={FRESH}"}
    return Response(picture, media_type="image/png", headers=headers)
