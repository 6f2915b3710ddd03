"""The whole bot in a process of its own is told to reload: settings that are wrong open no door."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.members.messages import ACCESS_CHINESE
from corpus.article import Article
from corpus.config import Settings
from index.search import Index
from tests.bot.commands.test_cli_machine import obey_modes
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.world import AWARD, QUESTION, answered

pytest_plugins = ["tests.telegram.fixtures"]

Publish = Callable[[Sequence[Article]], Index]
# Seconds in which a busy machine starts the bot.
PATIENCE = 60.0
STRANGERS = range(21, 25)


async def test_torn_empty_closed_or_vanished_settings_let_no_stranger_in(
    server: TelegramServer, settings: Settings, published: Publish, tmp_path: Path
) -> None:
    published([AWARD])
    path, log = tmp_path / "config.yaml", tmp_path / "log"
    whole = f"index: {{folder: {settings.index.folder}}}\nbot:\n  telegram: {{allow: [990]}}\n"
    path.write_text(whole, encoding="utf-8")
    with log.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "bot"),
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(Path(__file__).parents[3]),
                "GONGDA_TELEGRAM_TOKEN": TOKEN,
                "GONGDA_BOT__TELEGRAM__BASE_URL": server.address,
                "GONGDA_BOT__JOURNAL": str(tmp_path / "journal.sqlite"),
            },
            stderr=written,
            preexec_fn=obey_modes,
        )

    async def reloaded(times: int, words: str) -> None:
        process.send_signal(signal.SIGHUP)
        await server.until(lambda: log.read_text("utf-8").count(words) == times, PATIENCE)

    refused = "the settings stay as they were"
    try:
        await server.until(lambda: server.methods("getUpdates"), PATIENCE)
        damages: Sequence[Callable[[], object]] = (
            lambda: path.write_text(whole.partition("  telegram")[0], encoding="utf-8"),
            lambda: path.write_text("", encoding="utf-8"),
            lambda: path.chmod(0),
            path.unlink,
        )
        for number, (stranger, damage) in enumerate(zip(STRANGERS, damages, strict=True), start=1):
            damage()
            await reloaded(number, refused)
            await server.say(QUESTION, chat_id=stranger)
            [told] = await answered(server, stranger)
            assert told.text == ACCESS_CHINESE.stranger.format(member=stranger)
        path.write_text(whole.replace("allow: [990]", "access: open"), encoding="utf-8")
        await reloaded(1, "settings read again")
        await server.say(QUESTION, chat_id=31)
        [shown] = await answered(server, 31)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()

    assert "Traceback" not in log.read_text("utf-8")
    assert shown.styled("expandable_blockquote")
