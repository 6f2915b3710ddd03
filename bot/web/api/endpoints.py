"""One table of what programs can call: routes and the description are both made of it.

Next: `bot/web/api/openapi.py`.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.api.ask import article_json, ask_json, fetch_json, search_json
from bot.web.api.chat import complete
from bot.web.api.models import (
    AnswerJson,
    AskRequest,
    ChatJson,
    ChatRequest,
    PrintedPlaceJson,
    SearchJson,
    SearchRequest,
    WholeArticleJson,
)
from bot.web.api.openapi import Described, openapi_of
from bot.web.api.printed import picture_png, place_json
from bot.web.guard.hosts import check_origin
from bot.web.guard.keys import Scope, caller
from bot.web.guard.paths import page_in
from bot.web.services import WebServices

Handle = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address for programs.

    Attributes:
        method: GET or POST.
        path: With its parameters in braces.
        handle: Answers it.
        scope: What a key must allow.
        summary: What it does, for the description.
        takes: The body, None for none.
        gives: The reply; None for a picture.
    """

    method: Literal["GET", "POST"]
    path: str
    handle: Handle
    scope: Scope
    summary: str
    takes: type[BaseModel] | None
    gives: type[BaseModel] | None


ENDPOINTS = (
    Endpoint("POST", "/api/v1/ask", ask_json, "ask", "Answer a question.", AskRequest, AnswerJson),
    Endpoint(
        "GET", "/api/v1/answers/{key}", fetch_json, "ask", "Fetch an answer.", None, AnswerJson
    ),
    Endpoint(
        "POST",
        "/api/v1/search",
        search_json,
        "search",
        "Find passages.",
        SearchRequest,
        SearchJson,
    ),
    Endpoint(
        "GET",
        "/api/v1/articles/{id}",
        article_json,
        "read",
        "Read an article.",
        None,
        WholeArticleJson,
    ),
    Endpoint(
        "GET",
        "/api/v1/pages/{id}",
        place_json,
        "read",
        "Find an article, or ?from=3&to=9 of it, on its printed page (PDF).",
        None,
        PrintedPlaceJson,
    ),
    Endpoint(
        "GET",
        "/api/v1/pictures/{page}/{id}",
        picture_png,
        "read",
        "Draw a page of the file that an article was read from (PNG).",
        None,
        None,
    ),
    Endpoint(
        "POST",
        "/v1/chat/completions",
        complete,
        "ask",
        "Answer as OpenAI's clients ask.",
        ChatRequest,
        ChatJson,
    ),
)


def api_routes(endpoints: Sequence[Endpoint]) -> list[Route]:
    """Return the routes, and one for their description."""
    tree = openapi_of(
        [
            Described(one.method, one.path, one.scope, one.summary, one.takes, one.gives)
            for one in endpoints
        ]
    )

    async def description(request: Request) -> Response:
        return JSONResponse(tree)

    routes = [Route(_pattern(one.path), _guarded(one), methods=[one.method]) for one in endpoints]
    return [*routes, Route("/api/v1/openapi.json", description)]


def _pattern(path: str) -> str:
    """Return a path as starlette writes it: an id may hold a slash, a page is a number."""
    return page_in(path.replace("{id}", "{id:path}"))


def _guarded(endpoint: Endpoint) -> Handle:
    async def handle(request: Request) -> Response:
        services: WebServices = request.app.state.services
        check_origin(request, services.web.origins)
        sent = request.headers.get("authorization", "")
        request.state.caller = caller(sent, services.settings.api_keys, endpoint.scope)
        return await endpoint.handle(request)

    return handle
