"""A journal that cannot be written: the member is told, the operator too, nothing is lost."""

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.channel import lanes
from bot.journal.journal import Journal, open_journal
from bot.telegram.service import build_service, serve
from bot.telegram.text.messages import TELEGRAM_CHINESE
from corpus.config import Settings
from tests.telegram.archive import Archive
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.shelf_answerer import ShelfDesk, telegram_settings
from tests.telegram.world import AWARD, QUESTION, answered

pytest_plugins = ["tests.telegram.fixtures", "tests.telegram.archive_fixtures"]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@asynccontextmanager
async def bot(
    server: TelegramServer, shelf: ShelfDesk, path: Path, health: int = 0
) -> AsyncIterator[Journal]:
    """Run the bot and hand out its open journal."""
    settings = telegram_settings(server.address, path, TOKEN, health=health)
    with open_journal(path) as journal:
        stop = asyncio.Event()
        task = asyncio.create_task(serve(build_service(settings, shelf, journal), stop.wait))
        await server.until(lambda: server.methods("getUpdates"))
        yield journal
        stop.set()
        await task


async def test_while_the_disk_is_full_the_member_is_told_once_and_answered_when_there_is_room(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    async with (
        bot(server, shelf, tmp_path / "journal.sqlite", port) as journal,
        httpx.AsyncClient(trust_env=False, verify=False) as client,
    ):
        [(pages,)] = journal.db.execute("PRAGMA page_count").fetchall()
        journal.db.execute(f"PRAGMA max_page_count = {pages}")
        await server.say("长" * 4000)
        await server.say(QUESTION, chat_id=11)
        await server.until(lambda: caplog.text.count("database or disk is full") > 2)
        red = await client.get(f"http://127.0.0.1:{port}/healthz")
        journal.db.execute("PRAGMA max_page_count = 1000000")
        told, too_long, shown = await answered(server, count=3)
        green = await client.get(f"http://127.0.0.1:{port}/healthz")

    assert (red.status_code, green.status_code) == (503, 200)
    assert red.json()["problems"] == ["the journal cannot be written"]
    assert told.text == TELEGRAM_CHINESE.waits
    assert too_long.text == TELEGRAM_CHINESE.too_long.format(limit=500)
    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def told_by_health(port: int, problem: str) -> int:
    """Wait until /healthz names a problem, and return the status that it answers with."""
    async with httpx.AsyncClient(trust_env=False, verify=False) as client, asyncio.timeout(30):
        while True:
            page = await client.get(f"http://127.0.0.1:{port}/healthz")
            if problem in page.json()["problems"]:
                return page.status_code
            await asyncio.sleep(0.05)


async def test_health_misses_a_journal_that_was_moved_away_under_the_bot(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path
) -> None:
    port, path = free_port(), tmp_path / "journal.sqlite"
    async with bot(server, shelf, path, port):
        await server.say(QUESTION)
        await answered(server)
        path.rename(tmp_path / "elsewhere")
        status = await told_by_health(port, "the journal's file is gone or another one")

    assert status == 503


async def test_health_misses_an_index_whose_folder_was_moved_away_under_the_bot(
    server: TelegramServer, archive: Settings, open_archive: Archive
) -> None:
    port, index = free_port(), archive.index.folder
    channel = archive.bot.telegram.model_copy(update={"health": port})
    watched = archive.bot.model_copy(update={"telegram": channel})
    async with open_archive(archive.model_copy(update={"bot": watched})):
        await server.say(QUESTION)
        await answered(server)
        index.rename(index.with_name("elsewhere"))
        status = await told_by_health(port, "the folder of the index is gone")
        index.with_name("elsewhere").rename(index)

    assert status == 503


async def test_a_damaged_journal_costs_no_question(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "journal.sqlite"
    async with bot(server, shelf, path) as journal:
        journal.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        journal.db.execute("PRAGMA cache_size = 0")
        path.write_bytes(b"no database" * 1000)
        await server.say(QUESTION)
        await server.until(lambda: server.of_chat(11))
    [told] = server.of_chat(11)
    path.unlink()
    for beside in tmp_path.glob("journal.sqlite-*"):
        beside.unlink()

    async with bot(server, shelf, path):
        _, shown = await answered(server, count=2)

    assert told.text == TELEGRAM_CHINESE.waits
    assert f"the journal {path} cannot be written" in caplog.text
    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_a_journal_that_breaks_while_an_answer_is_sought_lets_the_question_wait(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 0.2)
    shelf.seconds = 0.3
    async with bot(server, shelf, tmp_path / "journal.sqlite") as journal:
        await server.say(QUESTION)
        await server.until(lambda: shelf.asked)
        locking = sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)
        locking.execute("BEGIN IMMEDIATE")
        await server.until(lambda: len(server.of_chat(11)) == 2)
        locking.execute("ROLLBACK")
        locking.close()
        shown, told = await answered(server, count=2)
        await server.until(lambda: not journal.waiting())

    assert told.text == TELEGRAM_CHINESE.waits
    assert shown.styled("expandable_blockquote") == [AWARD.text]
