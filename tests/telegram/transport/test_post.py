"""Sending once, even where a process died between sending and noting that it did."""

import json
import time
from pathlib import Path

from lo_bot_api_emulator import ApiRefusal
from telegram import Bot

from bot.journal.journal import open_journal
from bot.telegram.text.messages import TELEGRAM_CHINESE
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.world import AWARD, QUESTION, Running, answered

pytest_plugins = ["tests.telegram.fixtures"]


def raw_question(update_id: int, message_id: int, chat: int = 11) -> str:
    """Return an update as the journal keeps it."""
    message = {
        "message_id": message_id,
        "date": int(time.time()),
        "chat": {"id": chat, "type": "private"},
        "from": {"id": chat, "is_bot": False, "first_name": "甲"},
        "text": QUESTION,
    }
    return json.dumps({"update_id": update_id, "message": message})


async def died_after_sending(server: TelegramServer, path: Path, times: int = 1) -> None:
    """Leave what a bot leaves that dies between its sign of life and the note of it."""
    bot = Bot(TOKEN, base_url=f"{server.address}/bot")
    asked = server.next_number(11)
    async with bot:
        with open_journal(path) as journal:
            journal.store(5, raw_question(5, asked))
            for _ in range(times):
                journal.begin_send(5, 0, "", asked)
                await bot.send_message(11, TELEGRAM_CHINESE.working)
        await bot.send_message(12, "an answer to somebody else in between")


async def test_a_sign_of_life_that_nobody_noted_is_removed(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    await died_after_sending(server, tmp_path / "journal.sqlite")

    async with running():
        await server.until(lambda: server.deleted)

    [shown] = server.of_chat(11)
    assert shown.styled("expandable_blockquote") == [AWARD.text]
    assert [one.text for one in server.of_chat(12)] == ["an answer to somebody else in between"]


async def test_after_several_deaths_every_sign_of_life_is_removed(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    await died_after_sending(server, tmp_path / "journal.sqlite", times=3)

    async with running():
        await server.until(lambda: len(server.deleted) == 3)

    assert len(server.of_chat(11)) == 1


async def test_a_send_that_never_reached_telegram_costs_only_a_look(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    with open_journal(tmp_path / "journal.sqlite") as journal:
        journal.store(5, raw_question(5, 1))
        journal.begin_send(5, 0, "", 1)
    server.next_number(11)

    async with running():
        [shown] = await answered(server)
        await server.say("/help", chat_id=12)
        await answered(server, 12)

    assert shown.styled("expandable_blockquote") == [AWARD.text]
    assert not server.deleted


async def test_members_own_messages_in_between_are_left_alone(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    await died_after_sending(server, tmp_path / "journal.sqlite")
    await server.say("谢谢")
    said = server.last_said()

    async with running():
        await server.until(lambda: server.deleted)
        await answered(server, count=2)

    assert (11, said) in server.said
    assert len(server.deleted) == 1


async def test_what_telegram_refused_was_not_sent(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    server.faults["sendMessage"] = [ApiRefusal("Bad Request: not enough rights")]

    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)

    assert shown.text.startswith(TELEGRAM_CHINESE.failed.split("{")[0][:12])
    with open_journal(tmp_path / "journal.sqlite") as journal:
        assert not journal.db.execute("SELECT * FROM sends WHERE tries > 1").fetchall()
