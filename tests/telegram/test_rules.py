"""Rules that no one file keeps alone: what stays on disk, and what Telegram may do."""

import asyncio
import json
import os
import sqlite3
import time
from pathlib import Path

import pytest
from lo_bot_api_emulator import ApiRefusal

from bot.channel import lanes
from bot.journal import house
from bot.journal.journal import KEEP_SECONDS, open_journal
from bot.journal.lock import lock_journal
from bot.telegram.service import build_service, serve
from bot.telegram.text.command_messages import command_messages
from bot.telegram.text.messages import TELEGRAM_CHINESE
from corpus.errors import ChannelError
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.shelf_answerer import ShelfDesk, telegram_settings
from tests.telegram.world import AWARD, QUESTION, Running, answered, settled

pytest_plugins = ["tests.telegram.fixtures"]
# A member's number that is nothing else, and words that nobody else says.
MEMBER = 7_313_370_042
SECRET = "哪些驿站获评最美？我的暗号是葡萄柚"


def on_disk(folder: Path) -> bytes:
    """Return all bytes of the journal: the file, its log and what is free in them."""
    return b"".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file())


async def test_no_number_of_a_member_is_on_disk_once_the_answer_is_out(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    async with running():
        await server.say(SECRET, chat_id=MEMBER)
        [shown] = await answered(server, MEMBER)
        await server.answer_to(await server.press(MEMBER, shown.message_id, "👍 有用"))
        await server.say("/forget", chat_id=MEMBER)
        await answered(server, MEMBER, count=2)
        await settled(server)
        left = on_disk(tmp_path)

    assert "葡萄柚".encode() not in left
    assert json.dumps("葡萄柚")[1:-1].encode() not in left
    assert str(MEMBER).encode() not in on_disk(tmp_path)
    assert MEMBER.to_bytes(6, "big") not in on_disk(tmp_path)


def test_what_is_erased_leaves_no_bytes_among_what_others_asked(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.sqlite") as journal:
        for number in range(1, 400):
            who, words = ("own", "葡萄柚" * 60) if number % 3 == 0 else ("other", "柠檬" * 90)
            journal.store(number, words)
            row = (number, f"k{number}", "c", who, "zh", "none", 0.5, 1.0, 1.0, "g", words, words)
            journal.db.execute(f"INSERT INTO questions VALUES ({','.join('?' * 12)})", row)
            journal.finish(number, "answered")
        journal.db.execute("DELETE FROM questions WHERE member = 'own' AND update_id % 2 = 0")
        journal.db.execute("UPDATE questions SET question = NULL, view = NULL WHERE member = 'own'")
        journal.empty_log()

        left = on_disk(tmp_path)

    assert "柠檬".encode() in left
    assert "葡萄柚".encode() not in left


async def test_words_whose_time_is_over_leave_the_disk_though_the_journal_was_locked_before(
    server: TelegramServer,
    shelf: ShelfDesk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(house, "HOUR", 0.2)
    path = tmp_path / "journal.sqlite"
    settings = telegram_settings(server.address, path, TOKEN, retention_days=0)
    locking = sqlite3.connect(path, isolation_level=None)
    with open_journal(path) as journal:
        journal.db.execute("PRAGMA busy_timeout = 1")
        locking.execute("BEGIN IMMEDIATE")
        stop = asyncio.Event()
        task = asyncio.create_task(serve(build_service(settings, shelf, journal), stop.wait))
        await server.until(lambda: "nothing could be erased" in caplog.text)
        locking.execute("ROLLBACK")
        await server.say(SECRET)
        await answered(server)
        await server.say("/new")
        await server.until(lambda: "葡萄柚".encode() not in on_disk(tmp_path))
        stop.set()
        await task
    locking.close()


async def test_a_number_that_telegram_uses_again_after_a_week_is_a_new_question(
    server: TelegramServer, running: Running, tmp_path: Path
) -> None:
    async with running():
        update_id = await server.say(QUESTION)
        await answered(server)
        await settled(server)
    with open_journal(tmp_path / "journal.sqlite") as journal:
        journal.db.execute("UPDATE updates SET answered = answered - ?", (KEEP_SECONDS + 1,))

        as_new = journal.store(update_id, "raw", "another chat", 5)

        assert as_new
        assert journal.question(update_id) is None
        assert journal.replies(update_id) == {}


async def test_updates_whose_numbers_jump_far_ahead_are_answered(
    server: TelegramServer, running: Running
) -> None:
    async with running():
        await server.say("/help")
        message = {
            "message_id": server.next_number(11),
            "date": int(time.time()),
            "chat": {"id": 11, "type": "private"},
            "text": QUESTION,
        }
        await server.enqueue_update({"update_id": 2**31 - 2, "message": message}, token=TOKEN)
        _, shown = await answered(server, count=2)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_in_a_group_that_became_a_supergroup_the_question_is_answered_there(
    server: TelegramServer, running: Running
) -> None:
    group, supergroup = -500, -1_000_000_000_500
    moved = {"migrate_to_chat_id": supergroup}
    server.faults["sendMessage"] = [ApiRefusal("Bad Request: group upgraded", 400, moved)]
    async with running():
        await server.say(f"/ask {QUESTION}", chat_id=group)
        [shown] = await answered(server, supergroup)
        await settled(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]
    assert len(server.of_chat(supergroup)) == 1
    assert not server.of_chat(group)


async def test_questions_wait_while_the_token_is_revoked(
    server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 0.1)
    server.faults["sendMessage"] = [ApiRefusal("Unauthorized", 401)] * 2
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_what_telegram_did_without_saying_so_is_seen_once(
    method: str, server: TelegramServer, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "RETRY_SECONDS", 0.1)
    unsaid = [method]

    def lose_reply(done: str, fields: dict[str, object]) -> None:
        if done in unsaid:
            unsaid.remove(done)
            raise ApiRefusal("Gateway Timeout", 504)

    server.done = lose_reply
    async with running():
        await server.say(QUESTION)
        await answered(server)
        await settled(server)
        await server.until(lambda: len(server.of_chat(11)) == 1)

    [shown] = server.of_chat(11)
    assert not unsaid
    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_a_flood_limit_on_an_edit_keeps_its_one_message(
    server: TelegramServer, running: Running
) -> None:
    flood = ApiRefusal("Too Many Requests: retry after 1", 429, {"retry_after": 1})
    server.faults["editMessageText"] = [flood, flood]
    async with running():
        await server.say(QUESTION)
        [shown] = await answered(server)

    assert shown.styled("expandable_blockquote") == [AWARD.text]
    assert len(server.of_chat(11)) == 1


async def test_a_message_from_the_future_is_answered_and_not_called_late(
    server: TelegramServer, running: Running
) -> None:
    async with running(per_minute=1, per_hour=60):
        await server.say(QUESTION, date=int(time.time()) + 86_400)
        [shown] = await answered(server)
        await server.say(QUESTION, chat_id=12)
        [other] = await answered(server, 12)

    assert shown.text == other.text
    assert not shown.text.startswith(TELEGRAM_CHINESE.late[:4])


def test_a_second_bot_on_the_same_journal_is_refused_until_the_first_has_ended(
    tmp_path: Path,
) -> None:
    journal = tmp_path / "var" / "journal.sqlite"

    with lock_journal(journal), pytest.raises(ChannelError) as refused, lock_journal(journal):
        pass
    with lock_journal(journal):
        pass

    assert f"another bot, process {os.getpid()}, uses the journal {journal}" in str(refused.value)
    assert "stop that one first" in str(refused.value)


async def test_a_stop_lets_the_question_in_work_be_answered(
    server: TelegramServer, running: Running, shelf: ShelfDesk, tmp_path: Path
) -> None:
    shelf.seconds = 0.5
    async with running():
        await server.say(QUESTION)
        await server.until(lambda: shelf.asked)

    [shown] = server.of_chat(11)
    assert shown.styled("expandable_blockquote") == [AWARD.text]
    with open_journal(tmp_path / "journal.sqlite") as journal:
        assert journal.waiting() == []


async def test_cancel_while_a_question_is_in_work_says_that_its_answer_comes(
    server: TelegramServer, running: Running, shelf: ShelfDesk
) -> None:
    shelf.seconds = 0.5
    async with running():
        await server.say(QUESTION)
        await server.until(lambda: shelf.asked)
        await server.say("/cancel")
        [told] = await answered(server)
        shown, _ = await answered(server, count=2)

    assert told.text == command_messages("zh").nothing_waits
    assert shown.styled("expandable_blockquote") == [AWARD.text]


async def test_nothing_is_kept_in_memory_of_chats_that_were_answered(
    server: TelegramServer, shelf: ShelfDesk, tmp_path: Path
) -> None:
    settings = telegram_settings(server.address, tmp_path / "journal.sqlite", TOKEN)
    with open_journal(settings.bot.journal) as journal:
        bot, stop = build_service(settings, shelf, journal), asyncio.Event()
        task = asyncio.create_task(serve(bot, stop.wait))
        for chat in range(100, 130):
            await server.say(QUESTION, chat_id=chat)
        await server.until(lambda: server.methods("getUpdates"))
        await server.until(
            lambda: sum(shown.versions != [] for shown in server.shown.values()) == 30
        )
        await server.until(lambda: not journal.waiting())
        stop.set()
        await task

    held = {name: value for name, value in vars(bot.lanes).items() if isinstance(value, dict | set)}
    assert held
    assert not any(held.values()), held


def test_what_waits_for_telegram_is_tried_less_and_less_often_but_every_minute() -> None:
    waits = [lanes.retry_seconds(before) for before in range(2000)]

    assert waits[:5] == [5.0, 10.0, 20.0, 40.0, 60.0]
    assert set(waits[4:]) == {60.0}
