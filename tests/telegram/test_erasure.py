"""What was erased is gone from the bytes: file, log, backup, output; under readers and crashes."""

import asyncio
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.journal import house
from bot.journal.house import DAY, Clock, keep_house
from bot.journal.journal import open_journal
from bot.members.alias import alias
from bot.telegram.text.command_messages import COMMAND_CHINESE
from tests.telegram.emulator import TOKEN, TelegramServer
from tests.telegram.world import Running, answered

pytest_plugins = ["tests.telegram.fixtures"]

PERSON = {"id": 7_654_321, "is_bot": False, "first_name": "欧阳锋记", "username": "ouyang_fj"}
WORDS = "哪些驿站获评最美，我家住九里亭？"
TRACES = ("7654321", "欧阳锋记", "ouyang_fj", "九里亭", alias(PERSON["id"], TOKEN))


def traces(folder: Path) -> dict[str, int]:
    """Return how often each trace of the person stands in the files of a folder, raw."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    raw = b"".join(path.read_bytes() for path in files)
    # JSON may spell Chinese as escapes.
    forms = {one: {one.encode(), one.encode("unicode_escape")} for one in TRACES}
    found = {one: sum(raw.count(form) for form in spelt) for one, spelt in forms.items()}
    return {one: many for one, many in found.items() if many}


async def say(server: TelegramServer, text: str) -> None:
    await server.say(text, chat_id=int(str(PERSON["id"])), **{"from": PERSON})


async def test_after_forget_no_byte_of_the_member_is_left(
    server: TelegramServer,
    running: Running,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(house, "TIDY", 0.05)
    caplog.set_level("DEBUG", "bot")
    chat = int(str(PERSON["id"]))
    async with running():
        for count in range(1, 6):
            await say(server, WORDS)
            await answered(server, chat, count)
        await say(server, "/forget")
        *_, told = await answered(server, chat, 6)
        await server.until(lambda: not traces(tmp_path))
    written = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]

    assert told.text == COMMAND_CHINESE.forget.format(questions=5, verdicts=0)
    assert not [line for line in written for trace in TRACES[1:4] if trace in line]


async def test_once_answered_no_byte_says_who_asked(
    server: TelegramServer, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "TIDY", 0.05)
    chat = int(str(PERSON["id"]))
    async with running():
        for count in range(1, 6):
            await say(server, WORDS)
            await answered(server, chat, count)
        await server.until(lambda: not {*traces(tmp_path)} & {*TRACES[:3]})
        left = traces(tmp_path)

    assert "九里亭" in left  # Editors learn what is missing.


async def test_while_a_backup_reads_the_member_is_told_so_and_all_is_gone_when_it_ends(
    server: TelegramServer, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "TIDY", 0.05)
    chat = int(str(PERSON["id"]))
    async with running():
        await say(server, WORDS)
        await answered(server, chat)
        with closing(sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM questions").fetchall()
            await say(server, "/forget")
            *_, told = await answered(server, chat, 2)
            reader.execute("ROLLBACK")
        await server.until(lambda: not traces(tmp_path))

    assert told.text.endswith(COMMAND_CHINESE.forget_later)


def test_what_a_killed_process_left_in_the_log_is_gone_after_the_next_start(tmp_path: Path) -> None:
    path, copied = tmp_path / "a" / "journal.sqlite", tmp_path / "b"
    with open_journal(path) as journal:
        journal.store(5, f"{WORDS} {PERSON['id']}")
        journal.finish(5, "answered")
        shutil.copytree(path.parent, copied)  # As a kill leaves them: the log is not emptied.
    shutil.rmtree(path.parent)
    before = traces(tmp_path)

    with open_journal(copied / "journal.sqlite"):
        after = traces(tmp_path)

    assert before
    assert not after


async def test_when_retention_is_over_only_counts_are_left(
    server: TelegramServer, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, now = int(str(PERSON["id"])), time.time()
    async with running():
        await say(server, WORDS)
        await answered(server, chat)
    monkeypatch.setattr(time, "time", lambda: now + 91 * DAY)
    with open_journal(tmp_path / "journal.sqlite") as journal:
        journal.erase_words(now + DAY)
        rows = journal.db.execute("SELECT count(*) FROM questions").fetchone()
        counts = journal.db.execute("SELECT what, many FROM counts").fetchall()

        assert not traces(tmp_path)
    assert rows == (0,)
    assert counts == [("quote", 1)]


def test_a_backup_made_after_erasing_holds_nothing(tmp_path: Path) -> None:
    with open_journal(tmp_path / "live" / "journal.sqlite") as journal:
        journal.store(5, f"{WORDS} {PERSON['id']} {PERSON['first_name']}")
        journal.finish(5, "answered")
        (tmp_path / "backup").mkdir()
        with closing(sqlite3.connect(tmp_path / "backup" / "journal.sqlite")) as backup:
            journal.db.backup(backup)

    assert not traces(tmp_path / "backup")


def test_a_clock_that_jumps_ahead_erases_nothing_for_an_hour_and_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock, now = Clock(), time.time()
    assert clock.trusted(now)

    monkeypatch.setattr(time, "time", lambda: now + 40 * DAY)

    assert not clock.trusted(now)
    assert not clock.trusted(now)
    assert "the clock is 40 days ahead of what was known" in caplog.text
    clock.careful_until = 0.0
    assert clock.trusted(now)


async def test_a_question_outlives_a_bot_that_starts_with_a_wrong_clock(
    server: TelegramServer, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, now = int(str(PERSON["id"])), time.time()
    async with running():
        await say(server, WORDS)
        await answered(server, chat)
    monkeypatch.setattr(time, "time", lambda: now + 140 * DAY)
    with open_journal(tmp_path / "journal.sqlite") as journal:
        housework = asyncio.create_task(keep_house(journal, lambda: 90.0, lambda: None))
        await asyncio.sleep(0.2)
        housework.cancel()
        kept = journal.db.execute("SELECT question FROM questions").fetchall()

    assert kept == [(WORDS,)]


def test_a_bot_that_starts_with_a_wrong_clock_erases_nothing_at_once() -> None:
    assert not Clock().trusted(time.time() - 40 * DAY)
    assert Clock().trusted(time.time() - DAY)
    assert Clock().trusted(None)
