"""The door before `/mcp`: keys, their scopes, the throttle, foreign sites.

The tools themselves are `bot/mcp/tools.py`. Next: `bot/mcp/http.py`, the application behind it.
"""

import asyncio
import json
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from importlib.util import find_spec
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.api.ask import count_caller
from bot.web.api.errors import api_error
from bot.web.guard.bodies import LARGEST_JSON, bounded_body
from bot.web.guard.hosts import check_origin
from bot.web.guard.keys import Scope as KeyScope
from bot.web.guard.keys import caller
from bot.web.services import WebServices

NOT_READY = 503


class ToolsDoor:
    """Lets a request through to the tools, or says why not.

    They are opened by the first request: most servers are never asked for them, and importing them
    would double the time in which one starts.
    """

    def __init__(self, services: WebServices) -> None:
        self._services = services
        self._opening = asyncio.Lock()
        self._ready, self._stop = asyncio.Event(), asyncio.Event()
        self._holding: asyncio.Task[None] | None = None
        self._app: ASGIApp | None = None
        self._scopes: Mapping[str, KeyScope] = {}

    async def close(self) -> None:
        """Answer nothing more."""
        self._stop.set()
        if self._holding:
            await self._holding

    async def _opened(self) -> ASGIApp:
        """Return the application behind the door.

        Raises:
            HTTPException: The package `mcp` is not installed.
        """
        if find_spec("mcp") is None:
            raise HTTPException(NOT_READY, "type `pip install 'gongda[mcp]'` and start again")
        async with self._opening:
            if self._app is None:
                services = self._services
                tools_app, self._scopes = await asyncio.to_thread(_loaded)
                app, running = tools_app(services.settings, services.answerer, LARGEST_JSON)
                self._holding = asyncio.create_task(self._hold(running))
                await self._ready.wait()
                self._app = app
        return self._app

    async def _hold(self, running: AbstractAsyncContextManager[None]) -> None:
        """Keep a context open in a task of its own: the one that enters it has to leave it."""
        async with running:
            self._ready.set()
            await self._stop.wait()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at a request, then pass it on with its body."""
        request = Request(scope, receive)
        try:
            app = await self._opened()
            body = await self._admitted(request)
        except HTTPException as error:
            refused = api_error(error.status_code, error.detail, error.headers)
            await refused(scope, receive, send)
            return
        await app(scope, _again(body, receive), send)

    async def _admitted(self, request: Request) -> bytes:
        """Return the body of a request that may pass.

        Raises:
            HTTPException: It may not.
        """
        check_origin(request, self._services.web.origins)
        body = await bounded_body(request, LARGEST_JSON)
        tools = _called(body)
        sent, keys = request.headers.get("authorization", ""), self._services.settings.api_keys
        request.state.caller = caller(sent, keys, None)
        for scope in {self._scopes[tool] for tool in tools if tool in self._scopes}:
            caller(sent, keys, scope)
        for _ in tools:
            count_caller(request)
        return body


def _loaded() -> tuple[Any, Mapping[str, KeyScope]]:
    """Import the tools; half a second."""
    from bot.mcp.http import SCOPES, tools_app

    return tools_app, SCOPES


def _called(body: bytes) -> list[str]:
    """Return the names of the tools that a request calls; of what is no JSON none."""
    try:
        tree = json.loads(body)
    except (ValueError, RecursionError):
        return []
    calls = tree if isinstance(tree, list) else [tree]
    return [
        str((one.get("params") or {}).get("name", ""))
        for one in calls
        if isinstance(one, dict)
        and one.get("method") == "tools/call"
        and isinstance(one.get("params"), dict)
    ]


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a way to receive a body that was read already."""
    sent = False

    async def receive_again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
