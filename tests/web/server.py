"""A running server, and the browsers before it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import httpx
from starlette.applications import Starlette

from bot.members.editors import Editors
from bot.web.services import WebServices

HOST = "http://gongda.localhost"


@dataclass(frozen=True)
class Server:
    """A running server, and a browser before it.

    Attributes:
        app: The server.
        services: Its parts.
        browser: Keeps cookies, follows no redirect by itself.
    """

    app: Starlette
    services: WebServices
    browser: httpx.AsyncClient

    def another(self, address: str = "127.0.0.1") -> httpx.AsyncClient:
        """Return a browser without cookies, at an address."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(address, 1))
        return httpx.AsyncClient(transport=transport, base_url=HOST)

    async def form(self, path: str, **fields: str) -> httpx.Response:
        """Send a form as the page would."""
        return await self.browser.post(path, data={"seal": await self.seal(), **fields})

    async def seal(self) -> str:
        """Return the seal of this browser's session."""
        page = (await self.browser.get("/privacy")).text
        return page.split('name="seal" value="')[1][:32]

    async def sign_in(self, name: str = "ann") -> None:
        """Make this browser an editor's."""
        secret = Editors(self.services.journal.db).issue(name)
        taken = await self.form(f"/sign-in/{secret}")
        assert taken.status_code == 303, taken.text

    async def bring(self, *files: tuple[str, bytes]) -> httpx.Response:
        """Send files as an editor's page would, and return the page of their check."""
        many = [("files", (name, content)) for name, content in files]
        data = {"seal": await self.seal()}
        taken = await self.browser.post("/editors/files", data=data, files=many)
        assert taken.status_code == 303, taken.text
        return await self.browser.get("/editors/files")

    async def published(self, **fields: str) -> str:
        """Publish what waits, wait until that has ended, and return the editors' page."""
        taken = await self.form("/editors/publish", **fields)
        assert taken.status_code == 303, taken.text
        async with asyncio.timeout(60):
            await self.browser.get("/editors/progress")
        return (await self.browser.get("/editors")).text

    async def ask(self, question: str) -> httpx.Response:
        """Ask, and return the page of the answer."""
        taken = await self.form("/ask", question=question)
        assert taken.status_code == 303, taken.text
        return await self.browser.get(taken.headers["location"])


Serve = Callable[..., AbstractAsyncContextManager[Server]]


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(20):
        while not await true():
            await asyncio.sleep(0.02)
