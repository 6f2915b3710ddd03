"""A Bot API server, a shelf of articles, and the bot between them, as `gongda bot` runs it.

A test file says `pytest_plugins = ["tests.telegram.fixtures"]`.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.answerer import Answerer
from bot.journal.journal import open_journal
from bot.monitoring.logs import quiet_logs
from bot.telegram.service import build_service, serve
from tests.telegram.emulator import TOKEN, TelegramServer, telegram_server
from tests.telegram.shelf_answerer import ShelfDesk, telegram_settings
from tests.telegram.world import AWARD, PHOTO, Running


@pytest.fixture
def shelf() -> ShelfDesk:
    return ShelfDesk([AWARD, PHOTO])


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with telegram_server() as running:
        yield running


@pytest.fixture
def running(server: TelegramServer, shelf: ShelfDesk, tmp_path: Path) -> Running:
    """Return a context in which the bot runs; leaving it stops the bot as SIGTERM does."""
    quiet_logs()

    @asynccontextmanager
    async def bot(answerer: Answerer = shelf, **channel: object) -> AsyncIterator[None]:
        settings = telegram_settings(server.address, tmp_path / "journal.sqlite", TOKEN, **channel)
        stop = asyncio.Event()
        with open_journal(settings.bot.journal) as journal:
            task = asyncio.create_task(serve(build_service(settings, answerer, journal), stop.wait))
            try:
                await server.until(lambda: task.done() or server.methods("getUpdates"))
                yield
            finally:
                stop.set()
                await task

    return bot
