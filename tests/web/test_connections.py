"""Connections that keep the server waiting: they are hung up on, members are answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.guard import connections
from bot.web.guard.connections import BoundedConnection

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
WHOLE = HEAD + b"\r\n"
SLOW = b"GET /slow HTTP/1.1\r\nHost: localhost\r\n"
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _echo(request: Request) -> Response:
    return PlainTextResponse(await request.body() or b"well")


async def _slow(request: Request) -> Response:
    await asyncio.sleep(0.3)
    return PlainTextResponse("late")


@asynccontextmanager
async def listening() -> AsyncIterator[int]:
    """Run a server with our connections; give its port."""
    app = Starlette(
        routes=[Route("/", _echo, methods=["GET", "POST"]), Route("/slow", _slow)],
    )
    config = uvicorn.Config(
        app, port=0, http=BoundedConnection, ws="none", log_config=None, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await serving


async def says(port: int, words: bytes) -> Line:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(words)
    await writer.drain()
    return reader, writer


async def _drip(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"x")
        await asyncio.sleep(0.02)


async def _until_the_end(reader: asyncio.StreamReader) -> bytes:
    """Return what is heard until the other side hangs up, however roughly."""
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""


async def is_answered(port: int) -> bool:
    reader, writer = await says(port, HEAD + b"Connection: close\r\n\r\n")
    with closing(writer):
        return (await asyncio.wait_for(reader.read(), 10)).endswith(b"well")


@pytest.mark.parametrize("said", [b"", HEAD, WHOLE, WHOLE + HEAD])
async def test_who_says_no_more_is_hung_up_on(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.1)
    async with listening() as port:
        reader, writer = await says(port, said)
        with closing(writer):
            heard = await asyncio.wait_for(_until_the_end(reader), 10)

    assert heard.count(b"well") == said.count(WHOLE)


async def test_dripping_a_head_gains_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    async with listening() as port:
        reader, writer = await says(port, HEAD + b"X: ")
        with closing(writer):
            dripping = asyncio.create_task(_drip(writer))
            heard = await asyncio.wait_for(_until_the_end(reader), 10)
            dripping.cancel()

    assert heard == b""


async def test_a_request_in_work_may_take_longer_than_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.1)
    async with listening() as port:
        reader, writer = await says(port, SLOW + b"\r\n")
        with closing(writer):
            heard = await asyncio.wait_for(reader.read(), 10)

    assert heard.endswith(b"late")


SILENT = {
    "nothing": b"",
    "half a head": HEAD,
    "half a body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc",
    "between two requests": WHOLE,
}


@pytest.mark.parametrize("said", SILENT.values(), ids=SILENT)
async def test_where_silent_ones_take_all_places_members_are_answered(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_OPEN", 8)
    async with listening() as port:
        held = [await says(port, said) for _ in range(24)]
        answered = [await is_answered(port) for _ in range(3)]
        hung_up = await asyncio.wait_for(_until_the_end(held[0][0]), 10)
        for _, writer in held:
            writer.close()

    assert answered == [True, True, True]
    assert hung_up.count(b"well") == said.count(WHOLE)


async def test_no_crowd_ends_a_question_in_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_OPEN", 4)
    async with listening() as port:
        slow = await says(port, SLOW + b"Connection: close\r\n\r\n")
        held = [await says(port, b"") for _ in range(12)]
        heard = await asyncio.wait_for(slow[0].read(), 10)
        for _, writer in (slow, *held):
            writer.close()

    assert heard.endswith(b"late")
