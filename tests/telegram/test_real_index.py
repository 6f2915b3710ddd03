"""The bot in Telegram over a real index, from the question to the printed words."""

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.answerer import ArchiveAnswerer
from bot.telegram.text.messages import TELEGRAM_CHINESE
from corpus.article import Article
from corpus.config import Settings
from index.search import Index
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.world import AWARD, PHOTO, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]

Publish = Callable[[Sequence[Article]], Index]


async def test_a_question_is_answered_from_the_index_with_the_printed_words(
    server: TelegramServer, running: Running, settings: Settings, published: Publish
) -> None:
    published([AWARD, PHOTO])
    async with running(answerer=ArchiveAnswerer(settings)):
        await server.say("摄影大赛收到多少幅作品？")
        [shown] = await answered(server)

    [passage, *_] = shown.styled("expandable_blockquote")
    assert passage in PHOTO.text
    assert "600" in passage


async def test_what_is_published_while_the_bot_runs_can_be_asked_at_once(
    server: TelegramServer, running: Running, settings: Settings, published: Publish
) -> None:
    question = "摄影大赛收到多少幅作品？"
    published([AWARD])
    async with running(answerer=ArchiveAnswerer(settings)):
        await server.say(question)
        [before] = await answered(server)
        published([AWARD, PHOTO])
        await server.say(question)
        _, after = await answered(server, count=2)

    assert "600" not in before.text
    assert "600" in after.text


async def test_the_questions_to_tap_are_answered_by_the_archive(
    server: TelegramServer, running: Running, settings: Settings, published: Publish
) -> None:
    published([AWARD, PHOTO])
    async with running(answerer=ArchiveAnswerer(settings)):
        await server.say("/start")
        [greeting] = await answered(server)
        buttons = [
            row[0]["text"] for row in greeting.fields.get("reply_markup", {}).get("keyboard", [])
        ]
        for button in buttons:
            await server.say(button)
        await settled(server)
        answers = (await answered(server, count=1 + len(buttons)))[1:]

    assert greeting.text.startswith(TELEGRAM_CHINESE.greeting)
    assert len(answers) == len(buttons)
    assert not [one for one in answers if "没有找到" in one.text]


def mapped(pid: int | None) -> str:
    """Return the files that a process has in its memory; "" where the system does not tell."""
    maps = Path(f"/proc/{pid}/maps")
    return maps.read_text() if maps.exists() else ""


async def test_the_command_answers_until_it_is_told_to_stop_and_says_nothing_secret(
    server: TelegramServer, settings: Settings, published: Publish, tmp_path: Path
) -> None:
    published([AWARD, PHOTO])
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "GONGDA_TELEGRAM_TOKEN": TOKEN,
        "GONGDA_BOT__TELEGRAM__BASE_URL": server.address,
        "GONGDA_BOT__JOURNAL": str(tmp_path / "journal.sqlite"),
        "GONGDA_INDEX__FOLDER": str(settings.index.folder),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "bot"),
        cwd=tmp_path,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        await server.say("摄影大赛收到多少幅作品？")
        await answered(server)
        in_memory = mapped(process.pid)
    finally:
        process.terminate()
        output, _ = await process.communicate()

    assert process.returncode == 0
    assert "answering as @gongda_bot" in output.decode()
    assert TOKEN not in output.decode()
    assert "摄影" not in output.decode()
    assert "libtorch" not in in_memory
