"""The printed page for programs: where words stand on it, and its picture.

Next: `bot/web/printed.py`, which finds and draws.
"""

from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.api.ask import MISSING, count_caller
from bot.web.pages.articles import marked_range
from bot.web.pages.printed import picture_response
from bot.web.pages.shown import url_path
from bot.web.services import WebServices
from corpus.errors import PageError


async def place_json(request: Request) -> Response:
    """Return where a range of an article stands: page of the file, boxes, address of a picture."""
    services: WebServices = request.app.state.services
    article = await services.article(request)
    span = marked_range(request, article) or (0, len(article.text))
    if not services.printed.is_made(article, *span):
        count_caller(request)
    try:
        place = await services.printed.place(article, *span)
    except PageError:
        place = None
    if place is None:
        raise HTTPException(MISSING, "there is no printed page of it, or the words are not on it")
    picture = f"/api/v1/pictures/{place.page}/{url_path(article.id)}"
    tree = {**asdict(place), "boxes": [list(box) for box in place.boxes], "picture": picture}
    return JSONResponse({"article": article.id, "start": span[0], "end": span[1], **tree})


async def picture_png(request: Request) -> Response:
    """Return a page of the file that an article was read from, as a PNG."""
    services: WebServices = request.app.state.services
    article, page = await services.article(request), request.path_params["page"]
    if not services.printed.has_picture(article, page):
        count_caller(request)
    return await picture_response(services, article, page)
