"""The archive of `tests/telegram/archive.py`, and the bot over it.

A test file says `pytest_plugins = ["tests.telegram.fixtures", "tests.telegram.archive_fixtures"]`.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.answerer import ArchiveAnswerer
from bot.journal.journal import open_journal
from bot.monitoring.logs import quiet_logs
from bot.telegram.service import build_service, serve
from corpus.config import Settings
from index.building.build import build_generation as build_generation
from tests.telegram.archive import FIRST_PAGE, Archive, archive_settings
from tests.telegram.emulator import TelegramServer


@pytest.fixture(scope="session")
def first_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an archive with one page, indexed: to be copied, not to be changed."""
    folder = tmp_path_factory.mktemp("first_page")
    settings = archive_settings("http://127.0.0.1:9", folder)
    settings.corpus.folders[0].mkdir()
    first = settings.corpus.folders[0] / "2023-01-05_01.md"
    first.write_text(FIRST_PAGE, encoding="utf-8")
    build_generation(settings)
    return folder


@pytest.fixture
def archive(server: TelegramServer, first_page: Path, tmp_path: Path) -> Settings:
    """Return the settings of an archive with one page, indexed, of the test's own."""
    shutil.copytree(first_page, tmp_path, dirs_exist_ok=True)
    return archive_settings(server.address, tmp_path)


@pytest.fixture
def open_archive(server: TelegramServer, archive: Settings) -> Archive:
    """Return a context in which the bot runs over the archive."""
    quiet_logs()

    @asynccontextmanager
    async def running(
        settings: Settings = archive, reread: Callable[[], Settings] | None = None
    ) -> AsyncIterator[None]:
        stop = asyncio.Event()
        polls = len(server.methods("getUpdates"))
        with open_journal(settings.bot.journal) as journal:
            service = build_service(settings, ArchiveAnswerer(settings), journal, reread)
            task = asyncio.create_task(serve(service, stop.wait))
            try:
                await server.until(lambda: task.done() or len(server.methods("getUpdates")) > polls)
                yield
            finally:
                stop.set()
                await task

    return running
