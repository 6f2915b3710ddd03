"""Which address leads where, for browsers and for programs. Next: `bot/web/run.py` serves it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.journal.house import keep_house
from bot.members.language import spoken_in
from bot.monitoring.health import Health, is_the_file, is_writable
from bot.monitoring.loopback import is_loopback
from bot.web.api.endpoints import ENDPOINTS, api_routes
from bot.web.api.errors import api_error
from bot.web.api.tools import ToolsDoor
from bot.web.editing.messages import editing_messages
from bot.web.editing.overview import uploads_of
from bot.web.editing.routes import editing_routes
from bot.web.guard.editors import ONLY_EDITORS
from bot.web.guard.headers import SafeHeaders
from bot.web.guard.hosts import OwnNames
from bot.web.guard.paths import page_in
from bot.web.guard.sessions import session_of
from bot.web.pages import answers, articles, ask, printed, privacy
from bot.web.pages.html import ROOM, sentence_page
from bot.web.pages.messages import WebMessages, web_messages
from bot.web.services import WebServices
from corpus.errors import GongdaError

TOO_MANY, UNWELL = 429, 503
STATIC = ROOM / "static"
_PROGRAMS = ("/api/", "/v1/", "/mcp", "/healthz", "/metrics")


def build_app(services: WebServices) -> Starlette:
    """Put pages and programs' addresses together."""
    tools = ToolsDoor(services)
    app = Starlette(
        routes=[
            *_pages(),
            *editing_routes(),
            *api_routes(ENDPOINTS),
            Route("/mcp", tools),
            *_operations(),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(OwnNames, only=_is_alone(services)),
            Middleware(
                CORSMiddleware,
                allow_origins=services.web.origins,
                allow_methods=["GET", "POST"],
                allow_headers=["Authorization", "Content-Type"],
                expose_headers=["Location", "Retry-After"],
            ),
        ],
        exception_handlers={
            HTTPException: _refused,
            GongdaError: _broken,
            sqlite3.Error: _broken,
            Exception: _broken,
        },
        lifespan=_lifespan,
    )
    app.state.services = services
    app.state.tools = tools
    return app


def _is_alone(services: WebServices) -> bool:
    """Say whether only this machine reaches the server, and no proxy lets others in."""
    host = services.web.listen.rpartition(":")[0].strip("[]")
    return is_loopback(host) and not services.web.proxies


def _pages() -> list[Route | Mount]:
    return [
        Route("/", ask.show_front),
        Route("/ask", ask.take_question, methods=["POST"]),
        Route("/anew", ask.forget_subject, methods=["POST"]),
        Route("/language", ask.keep_language, methods=["POST"]),
        Route("/answers/{key}", answers.show_answer),
        Route("/answers/{key}/verdict", answers.keep_verdict, methods=["POST"]),
        Route("/articles/{id:path}", articles.show_article),
        Route("/pages/{id:path}", printed.show_printed),
        Route(page_in("/pictures/{page}/{id:path}"), printed.send_picture),
        Route("/days", articles.show_days),
        Route("/days/{day}", articles.show_day),
        Route("/latest", articles.show_latest),
        Route("/privacy", privacy.show_privacy),
        Route("/privacy", privacy.forget_member, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _operations() -> list[Route]:
    return [Route("/healthz", _healthz), Route("/metrics", _metrics)]


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Begin with what an earlier run left, and erase every hour what has had its time."""
    services: WebServices = app.state.services
    services.desk.replay()
    keeping = asyncio.create_task(_kept_house(services))
    tools: ToolsDoor = app.state.tools
    try:
        yield
    finally:
        await tools.close()
        keeping.cancel()
        await services.publisher.close()
        await services.desk.close()


async def _kept_house(services: WebServices) -> None:
    sweep = uploads_of(services).sweep
    await keep_house(services.journal, lambda: services.web.retention_days, sweep)


async def _health(services: WebServices) -> Health:
    generation = ""
    notes: tuple[str, ...] = ()
    with suppress(GongdaError):
        covered = await asyncio.to_thread(services.answerer.coverage)
        generation, notes = covered.generation, covered.notes
    return Health(
        last_poll_age=None,
        queue=services.desk.lanes.depth,
        generation=generation,
        started=services.started,
        journal_ok=is_writable(services.journal.db),
        oldest=services.desk.lanes.oldest,
        journal_there=is_the_file(services.journal.db, services.web.journal),
        index_there=not generation or services.answerer.is_there(generation),
        notes=notes,
    )


async def _healthz(request: Request) -> Response:
    health = await _health(request.app.state.services)
    return JSONResponse(health.as_json(), UNWELL if health.problems else 200)


async def _metrics(request: Request) -> Response:
    services: WebServices = request.app.state.services
    health = await _health(services)
    services.metrics.now(health.queue, health.last_poll_age, health.generation)
    return Response(services.metrics.page(), media_type="text/plain; version=0.0.4; charset=utf-8")


async def _refused(request: Request, error: Exception) -> Response:
    """Say why a request was not taken, as a page or as JSON."""
    assert isinstance(error, HTTPException)
    if request.url.path.startswith(_PROGRAMS):
        return api_error(error.status_code, error.detail, error.headers)
    session = session_of(request)
    frame = spoken_in(web_messages, session.speech)
    said = _sentence(error, frame)
    if error.detail == ONLY_EDITORS:
        said = spoken_in(editing_messages, session.speech).only_editors
    refused = sentence_page(request, session, said, error.status_code)
    refused.headers.update(error.headers or {})
    return refused


def _sentence(error: HTTPException, frame: WebMessages) -> str:
    if error.status_code == TOO_MANY:
        return frame.too_many.format(seconds=(error.headers or {}).get("Retry-After", "60"))
    known = {403: frame.foreign, 404: frame.not_here, 405: frame.not_here, 413: frame.too_large}
    return known.get(error.status_code, frame.failed)


async def _broken(request: Request, error: Exception) -> Response:
    """Apologise; what broke is told to who runs the server (by the log), not to who asked."""
    if request.url.path.startswith(_PROGRAMS):
        return api_error(UNWELL, "this cannot be answered now; try again in a while")
    session = session_of(request)
    return sentence_page(request, session, spoken_in(web_messages, session.speech).failed, UNWELL)
