"""What the page promises holds of the bytes, of the clock and of /healthz, as Telegram's does."""

import asyncio
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.journal import house
from bot.journal.house import DAY
from bot.members.alias import alias
from bot.web.pages.messages import web_messages
from bot.web.run import run_web
from corpus.config import BotSettings, CorpusSettings, Settings
from corpus.errors import ConfigError
from corpus.settings.channels import WebSettings
from tests.web.server import Serve, Server, until

pytest_plugins = ["tests.web.fixtures"]

WORDS = "谭玉兰安全行驶了多少公里，我家住九里亭？"
TRACE = "九里亭"


def traces(folder: Path, *words: str) -> list[str]:
    """Return which of these words stand in the journal's files, raw or as JSON escapes."""
    raw = b"".join(path.read_bytes() for path in folder.glob("web.sqlite*") if path.is_file())
    forms = {one: (one.encode(), one.encode("unicode_escape")) for one in words}
    return [one for one, spelt in forms.items() if any(form in raw for form in spelt)]


async def test_after_erasing_no_byte_of_question_or_session_is_left(
    server: Server, tmp_path: Path
) -> None:
    await server.ask(WORDS)
    member = alias(int(server.browser.cookies["gongda"], 16), "session")
    before = traces(tmp_path, TRACE, member)
    said = await server.form("/privacy")

    assert before == [TRACE, member]
    assert said.status_code == 200
    assert traces(tmp_path, TRACE, member) == []


async def test_while_a_backup_reads_that_is_told_and_all_is_gone_when_it_ends(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "TIDY", 0.02)
    async with serve() as server:
        await server.ask(WORDS)
        with closing(sqlite3.connect(tmp_path / "web.sqlite", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM questions").fetchall()
            said = await server.form("/privacy")
            left = traces(tmp_path, TRACE)
            reader.execute("ROLLBACK")

        async def gone() -> bool:
            return not traces(tmp_path, TRACE)

        await until(gone)

    assert web_messages("zh").erased_later in said.text
    assert left == [TRACE]


async def test_a_clock_far_ahead_erases_nothing_at_once_and_is_told(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with serve() as server:
        taken = await server.form("/ask", question=WORDS)
        await server.browser.get(taken.headers["location"])
    now = time.time()
    with monkeypatch.context() as ahead:
        ahead.setattr(time, "time", lambda: now + 40 * DAY)
        async with serve() as later:
            await asyncio.sleep(0.05)
            kept = later.services.journal.db.execute("SELECT question FROM questions").fetchall()

    assert kept == [(WORDS,)]
    assert "the clock is 40 days ahead of what was known" in caplog.text


async def test_a_journal_that_cannot_be_written_for_a_while_is_kept_in_order_afterwards(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(house, "TIDY", 0.02)
    async with serve() as server:
        database = server.services.journal.db
        database.execute("PRAGMA query_only = ON")
        database.execute("PRAGMA busy_timeout = 0")
        monkeypatch.setattr(house, "HOUR", 0.0)

        async def is_told() -> bool:
            return "nothing could be erased from the journal" in caplog.text

        await until(is_told)
        database.execute("PRAGMA query_only = OFF")
        await server.ask(WORDS)
        await server.form("/privacy")

        assert traces(tmp_path, TRACE) == []


async def test_health_sees_a_journal_that_was_moved_away_and_an_index_that_is_gone(
    serve: Serve, desk: CorpusSettings, tmp_path: Path
) -> None:
    async with serve(corpus=desk) as server:
        await server.ask(WORDS)
        well = await server.browser.get("/healthz")
        shutil.move(tmp_path / "web.sqlite", tmp_path / "elsewhere.sqlite")
        shutil.rmtree(tmp_path / "index")
        unwell = await server.browser.get("/healthz")

    assert (well.status_code, unwell.status_code) == (200, 503)
    assert unwell.json()["problems"] == [
        "the journal's file is gone or another one",
        "the folder of the index is gone",
    ]


@pytest.mark.parametrize("listen", ["0.0.0.0:0", "[::]:0", "no.such.host.invalid:80"])
def test_an_address_that_other_machines_reach_is_refused_unless_asked_for_twice(
    listen: str, tmp_path: Path
) -> None:
    web = WebSettings(listen=listen, journal=tmp_path / "web.sqlite")

    with pytest.raises(ConfigError, match=r"bot\.web\.listen is"):
        run_web(Settings(bot=BotSettings(web=web)))
    assert list(tmp_path.iterdir()) == []
