"""A whole server in the test's own event loop, over the bundled pages.

A test file says `pytest_plugins = ["tests.web.fixtures"]`.
"""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.answerer import ArchiveAnswerer
from bot.journal.journal import open_journal
from bot.web.app import build_app
from bot.web.services import build_services
from corpus.config import BUNDLED_PAGES, BotSettings, CorpusSettings, IndexSettings, Settings
from corpus.settings.channels import ApiKey, WebSettings
from index.building.build import build_generation
from tests.web.server import HOST, Serve, Server


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an index over the bundled pages."""
    folder = tmp_path_factory.mktemp("web") / "index"
    build_generation(Settings(index=IndexSettings(folder=folder, encoder="bundled-static")))
    return folder


@pytest.fixture
def serve(shelf: Path, tmp_path: Path) -> Serve:
    """Return a context in which a server runs."""

    @asynccontextmanager
    async def serving(
        keys: dict[str, ApiKey] | None = None,
        answerer: Callable[[Settings], ArchiveAnswerer] = ArchiveAnswerer,
        corpus: CorpusSettings | None = None,
        **web: object,
    ) -> AsyncIterator[Server]:
        journal = tmp_path / "web.sqlite"
        settings = Settings(
            corpus=corpus or CorpusSettings(),
            index=IndexSettings(
                folder=tmp_path / "index" if corpus else shelf, encoder="bundled-static"
            ),
            bot=BotSettings(
                web=WebSettings(journal=journal, **web),
                reader="quick",
                samples=("谭玉兰安全行驶了多少公里？",),
            ),
            api_keys=keys or {},
        )
        with open_journal(journal) as opened:
            services = build_services(settings, answerer(settings), opened)
            app = build_app(services)
            async with app.router.lifespan_context(app):
                transport = httpx.ASGITransport(app, raise_app_exceptions=False)
                async with httpx.AsyncClient(transport=transport, base_url=HOST) as browser:
                    yield Server(app, services, browser)

    return serving


@pytest.fixture
async def server(serve: Serve) -> AsyncIterator[Server]:
    """Return a running server with ordinary settings."""
    async with serve() as running:
        yield running


@pytest.fixture
def desk(shelf: Path, tmp_path: Path) -> CorpusSettings:
    """Return an archive of one's own, which an editor may change: pages, and an index of them."""
    shutil.copytree(BUNDLED_PAGES, tmp_path / "pages")
    shutil.copytree(shelf, tmp_path / "index")
    return CorpusSettings(folders=(tmp_path / "pages",))
