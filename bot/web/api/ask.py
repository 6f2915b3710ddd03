"""Programs ask, search and read. Next: `bot/web/api/chat.py`."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.answerer import turns_after
from bot.followups.turn import MOST_TURNS
from bot.members.alias import alias
from bot.members.register import LanguageChoice
from bot.reply import article_to_json, hit_to_json
from bot.web.api.models import AskRequest, SearchRequest
from bot.web.guard.addresses import address_of
from bot.web.guard.bodies import model_of
from bot.web.services import WebServices
from corpus.article import Article

# Seconds that a program's connection waits for an answer; after that it may fetch it.
PATIENCE = 60.0
_CHOICES: dict[str, LanguageChoice] = {"en": "en", "zh": "hans"}
ACCEPTED, MISSING, GONE, BROKEN = 202, 404, 410, 503


async def ask_json(request: Request) -> Response:
    """Answer a question with citations; `stream` sends what happens as server-sent events."""
    asked = await model_of(request, AskRequest)
    key = await taken(request, asked.question, asked.after, asked.lang, asked.key)
    headers = {"Location": f"/api/v1/answers/{key}"}
    if asked.stream:
        return EventSourceResponse(_stages(request, key), headers=headers)
    return await _answered(request, key, PATIENCE, headers)


async def fetch_json(request: Request) -> Response:
    """Return an answer that was asked for earlier."""
    return await _answered(request, request.path_params["key"], 0.001, {})


async def search_json(request: Request) -> Response:
    """Return the passages that fit best."""
    services: WebServices = request.app.state.services
    wanted = await model_of(request, SearchRequest)
    count_caller(request)
    index = await asyncio.to_thread(services.answerer.index)
    hits = await asyncio.to_thread(index.search, wanted.question, wanted.k)
    return JSONResponse({"hits": [hit_to_json(hit) for hit in hits], "generation": index.name})


async def article_json(request: Request) -> Response:
    """Return a whole article."""
    services: WebServices = request.app.state.services
    return JSONResponse(_whole_json(await services.article(request)))


async def taken(
    request: Request,
    question: str,
    before: list[str],
    language: str | None = None,
    key: str = "",
) -> str:
    """Take a program's question; return the key of its answer, which may be the caller's own.

    Raises:
        HTTPException: 429 where it asks too often, 503 where too many wait.
    """
    services: WebServices = request.app.state.services
    if key and services.desk.knows(key):
        return key
    services.refuse_when_full()
    member = count_caller(request)
    turns = await asyncio.to_thread(turns_after, services.answerer, before[-MOST_TURNS:])
    return services.desk.take(question, member, _CHOICES.get(language or "", "auto"), turns, key)


async def finished(request: Request, key: str, seconds: float) -> dict[str, Any] | None:
    """Return the JSON of an answer; None if it is not there after so many seconds.

    Raises:
        HTTPException: There is none and will be none.
    """
    services: WebServices = request.app.state.services
    if not await services.desk.wait(key, seconds):
        return None
    if services.desk.has_failed(key):
        raise HTTPException(BROKEN, "this cannot be answered now; try again in a while")
    question = services.desk.question(key)
    if question is None:
        raise HTTPException(MISSING, "there is no such answer")
    kept = services.desk.kept(question)
    if kept is None:
        raise HTTPException(GONE, "this answer was erased, or its articles have changed: ask again")
    return dict(kept.tree)


async def _answered(
    request: Request, key: str, seconds: float, headers: dict[str, str]
) -> Response:
    tree = await finished(request, key, seconds)
    if tree is None:
        return JSONResponse({"status": "working"}, ACCEPTED, headers=headers)
    return JSONResponse(tree, headers=headers)


async def _stages(request: Request, key: str) -> AsyncIterator[ServerSentEvent]:
    """Yield what happens: `taken`, then `answer` or `error`."""
    yield ServerSentEvent(json.dumps({"answer": f"/api/v1/answers/{key}"}), event="taken")
    try:
        tree = await finished(request, key, PATIENCE)
    except HTTPException as error:
        yield ServerSentEvent(json.dumps({"message": error.detail}), event="error")
        return
    shown = tree or {"status": "working"}
    yield ServerSentEvent(json.dumps(shown, ensure_ascii=False), event="answer")


def count_caller(request: Request) -> str:
    """Return the hashed name of whoever asks, after counting the question.

    Raises:
        HTTPException: 429 where it asks too often.
    """
    services: WebServices = request.app.state.services
    name = request.state.caller or address_of(request, services.web.proxies)
    member = alias(int.from_bytes(name.encode(), "big"), "key")
    services.refuse_too_often(request, member)
    return member


def _whole_json(article: Article) -> dict[str, Any]:
    return {**article_to_json(article), "section": article.section, "text": article.text}
