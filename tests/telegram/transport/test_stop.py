"""The whole bot in a process of its own is told to stop: it ends within seconds, whatever hangs."""

import asyncio
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.config import Settings
from index.search import Index
from tests.telegram.emulator import TOKEN, TelegramServer, Weather
from tests.telegram.world import AWARD, PHOTO, answered

pytest_plugins = ["tests.telegram.fixtures"]

Publish = Callable[[Sequence[Article]], Index]
ASKED = "摄影大赛收到多少幅作品？"
WELL, STUCK = 11, 12
# Seconds in which a busy machine starts the bot.
PATIENCE = 60.0
# The bot, but that what it holds takes long to be taken apart, as models and an index do on a busy
# machine, and that a search for what nobody can answer never ends.
PROGRAM = """
import sys, time
from bot.answerer import ArchiveAnswerer
from bot.cli import main

class Heavy:
    def __del__(self, sleep=time.sleep):
        sleep(20)

def ask(self, question, *more, whole=ArchiveAnswerer.ask):
    if question == "永远":
        time.sleep(3600)
    return whole(self, question, *more)

ArchiveAnswerer.ask = ask
sys.heavy = Heavy()
main()
"""


@pytest.fixture
def environment(
    server: TelegramServer, settings: Settings, published: Publish, tmp_path: Path
) -> dict[str, str]:
    """Publish two articles, and return what the process needs to answer from them."""
    published([AWARD, PHOTO])
    return {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "GONGDA_TELEGRAM_TOKEN": TOKEN,
        "GONGDA_BOT__READER": "quick",
        "GONGDA_BOT__TELEGRAM__BASE_URL": server.address,
        "GONGDA_BOT__JOURNAL": str(tmp_path / "journal.sqlite"),
        "GONGDA_INDEX__FOLDER": str(settings.index.folder),
    }


@pytest.mark.parametrize(
    ("weather", "words"),
    [
        pytest.param(Weather(), "", id="fair"),
        pytest.param(Weather(rest=86_400), ASKED, id="429"),
        pytest.param(Weather(late=60.0), ASKED, id="a blocked call"),
        pytest.param(Weather(), "永远", id="a search without end"),
    ],
)
async def test_a_stop_takes_less_than_5_seconds_and_leaves_a_journal_that_is_closed(
    server: TelegramServer,
    environment: dict[str, str],
    tmp_path: Path,
    weather: Weather,
    words: str,
) -> None:
    journal = tmp_path / "journal.sqlite"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, "bot"), cwd=tmp_path, env=environment
    )
    try:
        await server.until(lambda: server.methods("getUpdates"), PATIENCE)
        await server.say(ASKED, chat_id=WELL)
        await answered(server, WELL)
        reached = asyncio.Event()
        server.sky = _over_one_chat(weather, reached)
        if words:
            await server.say(words, chat_id=STUCK)
            await reached.wait()
        began = time.monotonic()
        process.terminate()
        status = await asyncio.wait_for(process.wait(), 30)
        stopped_in = time.monotonic() - began
    finally:
        if process.returncode is None:
            process.kill()

    assert status == 0
    assert stopped_in < 5.0
    assert not journal.with_name("journal.sqlite-wal").exists()
    with closing(sqlite3.connect(journal)) as left:
        [(waiting,)] = left.execute("SELECT count(*) FROM updates WHERE raw IS NOT NULL").fetchall()
    assert waiting == bool(words)


def _over_one_chat(weather: Weather, reached: asyncio.Event) -> Callable[[str, int], Weather]:
    """Return a sky that is fair over all chats but one."""

    def sky(method: str, chat_id: int) -> Weather:
        if chat_id != STUCK or method not in ("sendMessage", "editMessageText"):
            return Weather()
        reached.set()
        return weather

    return sky
