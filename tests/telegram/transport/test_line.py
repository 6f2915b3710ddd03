"""On the way to Telegram: proxies, and what is no answer of Telegram's."""

import asyncio

import pytest

from bot.telegram.transport.line import Line, check_proxy
from corpus.errors import ConfigError
from tests.telegram.emulator import TelegramServer

pytest_plugins = ["tests.telegram.fixtures"]


REPLY = b'{"ok": true, "result": true}'


def http(reply: bytes) -> bytes:
    """Return a reply as a web server sends it."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(reply), reply)


async def test_telegram_is_reached_through_the_proxy_that_is_set(server: TelegramServer) -> None:
    asked: list[bytes] = []

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.write(http(REPLY))
        await writer.drain()
        writer.close()

    proxy = await asyncio.start_server(relay, "127.0.0.1", 0)
    port = proxy.sockets[0].getsockname()[1]
    async with proxy, Line(1, proxy=f"http://127.0.0.1:{port}") as line:
        await line.do_request("http://telegram.invalid/botX/getMe", "GET")

    assert asked == [b"GET http://telegram.invalid/botX/getMe HTTP/1.1\r\n"]


async def test_a_socks_proxy_is_spoken_to_in_its_own_way() -> None:
    asked: list[bytes] = []

    async def socks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        version, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(bytes([version, 0]))  # Nobody has to prove who they are.
        *_, length = await reader.readexactly(5)
        asked.append(await reader.readexactly(length + 2))
        writer.write(bytes([version, 0, 0, 1, 0, 0, 0, 0, 0, 0]))
        asked.append(await reader.readline())
        writer.write(http(REPLY))
        await writer.drain()
        writer.close()

    proxy = await asyncio.start_server(socks, "127.0.0.1", 0)
    port = proxy.sockets[0].getsockname()[1]
    async with proxy, Line(1, proxy=f"socks5://127.0.0.1:{port}") as line:
        status, payload = await line.do_request("http://telegram.invalid/botX/getMe", "GET")

    assert asked == [b"telegram.invalid\x00\x50", b"GET /botX/getMe HTTP/1.1\r\n"]
    assert (status, payload) == (200, REPLY)


@pytest.mark.parametrize("proxy", ["gopher://127.0.0.1:1", "127.0.0.1:1080", "http://[::1"])
def test_a_proxy_that_is_none_is_named_without_a_traceback(proxy: str) -> None:
    with pytest.raises(ConfigError, match=r"the proxy of bot\.telegram\.proxy cannot be used"):
        check_proxy(proxy)


def test_so_is_one_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1:1")

    with pytest.raises(ConfigError, match="the proxy of the environment"):
        check_proxy("")
