"""Hearing by webhook: the same answers, and only Telegram is heard."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession
from lo_bot_api_emulator import ApiRefusal

from bot.journal.journal import Journal, open_journal
from bot.monitoring import server as server_module
from bot.telegram.service import build_service, serve
from bot.telegram.transport import limits, webhook
from bot.telegram.transport.webhook import SECRET_HEADER
from corpus.errors import ChannelError
from tests.idle import idle_connections
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.shelf_answerer import ShelfDesk, telegram_settings
from tests.telegram.world import AWARD, QUESTION, answered

pytest_plugins = ["tests.telegram.fixtures"]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@asynccontextmanager
async def hooked(
    server: TelegramServer, shelf: ShelfDesk, path: Path, port: int, **more: object
) -> AsyncIterator[Journal]:
    """Run the bot behind a webhook."""
    settings = telegram_settings(server.address, path, TOKEN)
    own = {"webhook": f"http://127.0.0.1:{port}/hook", "listen": f"127.0.0.1:{port}"}
    own |= {name: str(value) for name, value in more.items()}
    channel = settings.bot.telegram.model_copy(update=own)
    bot = settings.bot.model_copy(update={"telegram": channel})
    settings = settings.model_copy(update={"bot": bot})
    with open_journal(path) as journal:
        stop = asyncio.Event()
        task = asyncio.create_task(serve(build_service(settings, shelf, journal), stop.wait))
        try:
            await server.until(lambda: task.done() or server.methods("setWebhook"))
            yield journal
        finally:
            stop.set()
            await task


async def test_a_question_that_telegram_posts_is_answered(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path
) -> None:
    async with hooked(server, shelf, tmp_path / "journal.sqlite", free_port()):
        await server.say(QUESTION)
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]
    [told] = server.methods("setWebhook")
    assert len(told["secret_token"]) >= 32
    assert not server.methods("getUpdates")


@pytest.mark.parametrize("given", [None, "", "wrong", "x" * 43])
async def test_whoever_does_not_know_the_secret_is_not_heard(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path, given: str | None
) -> None:
    port = free_port()
    update = {"update_id": 1, "message": {"message_id": 1, "date": 0, "text": QUESTION}}
    headers = {SECRET_HEADER: given} if given is not None else {}
    async with hooked(server, shelf, tmp_path / "journal.sqlite", port), ClientSession() as session:
        url = f"http://127.0.0.1:{port}/hook"
        async with session.post(url, json=update, headers=headers) as reply:
            status = reply.status

    assert status == 403
    assert shelf.asked == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"no JSON", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"update_id": "a"}', 400),
        (b'{"update_id": 8, "message": 5}', 200),
    ],
)
async def test_what_cannot_be_read_is_refused_or_taken_once_and_for_all(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path, body: bytes, status: int
) -> None:
    port = free_port()
    async with hooked(server, shelf, tmp_path / "journal.sqlite", port), ClientSession() as session:
        secret = server.methods("setWebhook")[0]["secret_token"]
        url, headers = f"http://127.0.0.1:{port}/hook", {SECRET_HEADER: secret}
        async with session.post(url, data=body, headers=headers) as reply:
            found = reply.status
        await server.say(QUESTION)
        await answered(server)

    assert found == status


async def test_what_the_journal_does_not_take_telegram_posts_again(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with hooked(server, shelf, tmp_path / "journal.sqlite", free_port()) as journal:
        journal.db.execute("PRAGMA query_only = ON")
        await server.say(QUESTION)
        await server.until(lambda: "webhook: the journal cannot be written" in caplog.text)
        journal.db.execute("PRAGMA query_only = OFF")
        _, shown = await answered(server, count=2)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_a_port_that_is_taken_is_told(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])

        with pytest.raises(ChannelError, match=f"cannot listen on 127.0.0.1:{port}"):
            async with hooked(server, shelf, tmp_path / "journal.sqlite", port):
                pass


@pytest.mark.parametrize(
    "refusal", [ApiRefusal("Bad Request: bad webhook"), ApiRefusal("Bad Gateway", 502)]
)
async def test_an_address_that_telegram_does_not_take_is_told(
    refusal: ApiRefusal, server: TelegramServer, shelf: ShelfDesk, tmp_path: Path
) -> None:
    server.faults["setWebhook"] = [refusal]

    with pytest.raises(ChannelError, match="to an https address that reaches"):
        async with hooked(server, shelf, tmp_path / "journal.sqlite", free_port()):
            await asyncio.sleep(0.5)  # A stop that comes first is not told what failed.


async def test_a_webhook_that_telegram_lets_wait_is_told_again_and_answers(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LONGEST_REST", 0.1)
    monkeypatch.setattr(limits, "LONGEST_FOR_ALL", 0.1)
    words = "Too Many Requests: retry after 86400"
    server.faults["setWebhook"] = [ApiRefusal(words, 429, {"retry_after": 86_400})] * 2
    async with hooked(server, shelf, tmp_path / "journal.sqlite", free_port()):
        await server.say(QUESTION)
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_an_address_that_other_machines_reach_is_refused_unless_asked_for_twice(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path
) -> None:
    port = free_port()
    path = tmp_path / "journal.sqlite"

    with pytest.raises(ChannelError, match="which other machines reach"):
        async with hooked(server, shelf, path, port, listen=f"0.0.0.0:{port}"):
            pass
    async with hooked(server, shelf, path, port, listen=f"0.0.0.0:{port}", listen_beyond=True):
        await server.say(QUESTION)
        await answered(server)


async def test_who_does_not_know_the_secret_is_refused_before_the_body_has_come(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path
) -> None:
    port = free_port()
    async with hooked(server, shelf, tmp_path / "journal.sqlite", port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nhalf")
        line = await asyncio.wait_for(reader.readline(), 5)
        writer.close()

    assert b" 403 " in line


async def test_of_two_hundred_idle_connections_few_are_taken_and_none_deafens_the_webhook(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "PATIENCE", 4.0)
    port = free_port()
    async with (
        hooked(server, shelf, tmp_path / "journal.sqlite", port),
        idle_connections(port, 200) as ends,
    ):
        at_once = [one for one in ends if one.done()]
        await server.say(QUESTION)
        [shown] = await answered(server)
        _, held = await asyncio.wait(ends, timeout=60)

    assert len(at_once) == 200 - server_module.MOST_CONNECTIONS
    assert not held
    assert shown.styled("expandable_blockquote") == [AWARD.text]
