"""No question is lost, answered twice, or kept waiting by somebody else."""

import asyncio
import json
import logging
import shutil
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from lo_bot_api_emulator import ApiRefusal

from bot.channel import lanes
from bot.journal.journal import open_journal
from bot.telegram.text.messages import TELEGRAM_CHINESE
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.shelf_answerer import ShelfDesk
from tests.telegram.world import AWARD, QUESTION, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]


async def test_thirty_questions_of_one_member_do_not_delay_another(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    shelf.seconds = 0.05
    async with running(per_minute=100):
        for number in range(30):
            await server.say(f"{QUESTION}{number}", chat_id=21)
        await server.say(QUESTION, chat_id=22)
        await answered(server, 22)
        unanswered = 30 - len(server.of_chat(21))
        await answered(server, 21, 30)

    asked = [question for question in shelf.asked if question != QUESTION]
    assert unanswered > 10
    assert asked == [f"{QUESTION}{number}" for number in range(30)]


async def test_a_bot_killed_in_mid_question_answers_it_in_the_next_run_without_a_second_message(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    program = Path(__file__).parents[1] / "shelf_answerer.py"
    arguments = (server.address, str(tmp_path / "journal.sqlite"), TOKEN)
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(program), *arguments, cwd=program.parents[2], env={"PYTHONPATH": "."}
    )
    try:
        await server.say(QUESTION, chat_id=11)
        await server.say(QUESTION, chat_id=11)
        await server.until(lambda: server.of_chat(11))
        await server.until(lambda: int(server.methods("getUpdates")[-1].get("offset", 0)) > 2)
    finally:
        process.kill()
        await process.wait()
    # The server has been told that both arrived; the emulator ends the dead poll by itself.
    await server.until(lambda: not server.is_polled)

    async with running():
        await answered(server, 11, 2)
        await server.until(lambda: len(server.of_chat(11)) == 2)

    shown = server.of_chat(11)
    assert [one.styled("expandable_blockquote") for one in shown] == [[AWARD.text]] * 2


async def test_a_stop_does_not_wait_for_what_has_not_begun_and_the_next_run_answers_it(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    shelf.seconds = 0.5
    async with running():
        for _ in range(20):
            await server.say(QUESTION)
        await server.until(lambda: shelf.asked)
        await server.until(lambda: int(server.methods("getUpdates")[-1].get("offset", 0)) > 20)
        began = time.monotonic()
    stopped_in = time.monotonic() - began
    before = len(shelf.asked)
    shelf.seconds = 0.0

    async with running():
        await answered(server, 11, 20)

    assert stopped_in < 3.0
    assert before < 3
    assert len(server.methods("sendMessage")) == 20


async def test_an_update_that_cannot_be_read_stops_nothing(
    server: TelegramServer, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    server.poison = [
        {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 11}}},
        {"update_id": 2, "message": 5},
        {"update_id": 3, "message": {"message_id": 1, "date": "x", "chat": {}}},
    ]
    async with running():
        await server.until(lambda: not server.poison)
        for _ in range(4):  # The emulator gives the first three the numbers of the broken ones.
            await server.say(QUESTION)
        await answered(server)
        polls = len(server.methods("getUpdates"))

    assert "update 2 cannot be read" in caplog.text
    assert polls < 20


async def test_an_answer_is_tried_again_when_telegram_could_not_be_reached(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 0.05)
    server.faults["editMessageText"] = [ApiRefusal("Bad Gateway", 502)] * 7
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)

    assert shown.versions == [TELEGRAM_CHINESE.working]
    assert len(server.methods("sendMessage")) == 1


async def test_a_flood_limit_is_waited_out_as_long_as_telegram_says(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 60.0)
    limit = ApiRefusal("Too Many Requests: retry after 1", 429, {"retry_after": 1})
    server.faults["editMessageText"] = [limit]
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_a_sign_of_life_that_the_member_deleted_is_replaced_by_a_message(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    shelf.seconds = 0.3
    async with running():
        await server.say(QUESTION)
        await server.until(lambda: server.shown)
        server.shown.clear()
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_a_member_who_blocked_the_bot_is_no_error(
    server: TelegramServer, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = ApiRefusal("Forbidden: bot was blocked by the user", 403)
    server.faults["sendMessage"] = [blocked]
    async with running():
        await server.say(QUESTION)
        await settled(server)

    assert len(server.methods("sendMessage")) == 2
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert not [record for record in errors if record.name.startswith("bot")]


async def test_an_update_that_keeps_killing_the_bot_is_given_up_with_an_apology(
    server: TelegramServer, running: Running, shelf: ShelfDesk, tmp_path: Path
) -> None:
    with open_journal(tmp_path / "killed" / "journal.sqlite") as journal, ExitStack() as searches:
        journal.store(500, _raw_question(500))
        for _ in range(lanes.MOST_CRASHES):
            searches.enter_context(journal.search(500))
        shutil.copytree(tmp_path / "killed", tmp_path, dirs_exist_ok=True)

    async with running():
        [shown] = await answered(server)

    assert shown.text == TELEGRAM_CHINESE.failed.format(reference=500)
    assert shelf.asked == []


async def test_a_journal_that_cannot_be_written_keeps_the_question_with_telegram(
    server: TelegramServer, running: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running():
        with open_journal(tmp_path / "journal.sqlite") as other:
            other.db.execute("BEGIN IMMEDIATE")
            await server.say(QUESTION)
            await server.until(lambda: "the journal cannot be written" in caplog.text)
            other.db.execute("ROLLBACK")
        told, shown = await answered(server, count=2)

    assert told.text == TELEGRAM_CHINESE.waits
    assert shown.styled("expandable_blockquote") == [AWARD.text]


def _raw_question(update_id: int) -> str:
    message = {
        "message_id": 1,
        "date": int(time.time()),
        "chat": {"id": 11, "type": "private"},
        "text": QUESTION,
    }
    return json.dumps({"update_id": update_id, "message": message})
