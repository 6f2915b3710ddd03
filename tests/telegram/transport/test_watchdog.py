"""A poll that ended in silence is noticed, and starts again."""

import asyncio
from pathlib import Path

import pytest

from bot.journal.journal import open_journal
from bot.telegram.service import build_service, serve
from bot.telegram.transport import polling
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.shelf_answerer import ShelfDesk, telegram_settings
from tests.telegram.world import QUESTION, answered

pytest_plugins = ["tests.telegram.fixtures"]


async def test_a_poll_that_ended_in_silence_is_started_again_and_hears_what_came_meanwhile(
    server: TelegramServer,
    shelf: ShelfDesk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(polling, "_LOOK", 0.1)
    monkeypatch.setattr(polling, "STALLED", 1.0)
    settings = telegram_settings(server.address, tmp_path / "journal.sqlite", TOKEN)
    failing = iter([True])

    def ends_the_poll() -> None:
        if next(failing, False):
            raise RuntimeError("an error that the library does not expect")

    with open_journal(settings.bot.journal) as journal:
        service = build_service(settings, shelf, journal)
        service.queue.taken = ends_the_poll
        stop = asyncio.Event()
        task = asyncio.create_task(serve(service, stop.wait))
        await server.until(lambda: server.methods("getUpdates"))
        service.queue.taken = ends_the_poll
        await server.say("这一条打断了轮询", chat_id=12)
        await server.say(QUESTION)
        [shown] = await answered(server)
        stop.set()
        await task

    assert shown.text.startswith("鲁谷驿站")
    assert "it is started again" in caplog.text


async def test_a_good_poll_is_left_alone(
    server: TelegramServer,
    shelf: ShelfDesk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(polling, "_LOOK", 0.05)
    settings = telegram_settings(server.address, tmp_path / "journal.sqlite", TOKEN)

    with open_journal(settings.bot.journal) as journal:
        stop = asyncio.Event()
        task = asyncio.create_task(serve(build_service(settings, shelf, journal), stop.wait))
        await server.say(QUESTION)
        await answered(server)
        await asyncio.sleep(0.3)
        stop.set()
        await task

    assert "started again" not in caplog.text
