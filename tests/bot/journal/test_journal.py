"""The journal keeps a question until it is answered, and its text no longer than that."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.followups.turn import MOST_TURNS, SILENCE
from bot.journal.journal import KEEP_SECONDS, Journal, open_journal
from corpus.errors import ChannelError

# As the first version of the bot made it, with chats under their numbers.
VERSION_1 = """
CREATE TABLE updates (
    update_id INTEGER PRIMARY KEY, raw TEXT, crashes INTEGER NOT NULL DEFAULT 0,
    received REAL NOT NULL, answered REAL, outcome TEXT
);
CREATE INDEX by_answered ON updates (answered);
CREATE TABLE replies (
    update_id INTEGER NOT NULL REFERENCES updates ON DELETE CASCADE, piece INTEGER NOT NULL,
    message_id INTEGER NOT NULL, PRIMARY KEY (update_id, piece)
);
CREATE TABLE turns (
    update_id INTEGER PRIMARY KEY REFERENCES updates ON DELETE CASCADE,
    chat INTEGER NOT NULL, thread INTEGER NOT NULL, said REAL NOT NULL, turn TEXT NOT NULL
);
CREATE INDEX by_chat ON turns (chat, thread, said);
CREATE TABLE strangers (member TEXT PRIMARY KEY, told REAL NOT NULL);
INSERT INTO updates VALUES (7, 'seven', 2, 1e9, NULL, NULL), (6, NULL, 0, 1e9, 1.1e9, 'answered');
INSERT INTO replies VALUES (7, 0, 70), (7, 1, 71);
INSERT INTO turns VALUES (6, 110022003300, 0, 1e9, 'a turn');
PRAGMA user_version = 1;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "journal.sqlite"


def stored_bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_an_update_waits_across_restarts_until_it_is_finished(path: Path) -> None:
    with open_journal(path) as journal:
        journal.store(7, "seven")
        journal.store(8, "eight")
        journal.finish(7, "answered")

    with open_journal(path) as journal:
        assert journal.waiting() == [(8, "eight")]


def test_an_update_that_comes_again_is_known_whether_answered_or_not(path: Path) -> None:
    with open_journal(path) as journal:
        first = journal.store(7, "seven")
        while_waiting = journal.store(7, "seven")
        journal.finish(7, "answered")
        afterwards = journal.store(7, "seven")

        assert (first, while_waiting, afterwards) == (True, False, False)
        assert journal.waiting() == []


def test_the_text_of_a_question_is_gone_from_the_file_when_it_is_answered(path: Path) -> None:
    with open_journal(path) as journal:
        journal.store(7, "a-secret-question" * 500)
        journal.finish(7, "answered")

    assert b"a-secret-question" not in stored_bytes(path)


def test_a_search_that_ends_is_no_crash_whether_it_found_or_failed(path: Path) -> None:
    with open_journal(path) as journal:
        journal.store(7, "seven")
        with journal.search(7):
            meanwhile = journal.crashes(7)
        with pytest.raises(ValueError, match="failed"), journal.search(7):
            raise ValueError("failed")

        assert (meanwhile, journal.crashes(7)) == (1, 0)


def test_a_search_that_never_ended_is_a_crash_in_the_next_run(path: Path) -> None:
    with open_journal(path) as journal:
        journal.store(7, "seven")
        with journal.search(7):
            shutil.copytree(path.parent, path.parent.with_name("after the kill"))

    with open_journal(path.parent.with_name("after the kill") / path.name) as journal:
        assert journal.crashes(7) == 1
        assert journal.crashes(8) == 0


def test_the_messages_of_an_answer_are_remembered_by_piece(path: Path) -> None:
    with open_journal(path) as journal:
        journal.store(7, "seven")
        journal.note_reply(7, 0, 100)
        journal.note_reply(7, 1, 101)
        journal.note_reply(7, 0, 102)

    with open_journal(path) as journal:
        assert journal.replies(7) == {0: 102, 1: 101}
        assert journal.replies(8) == {}


def test_what_was_answered_two_days_ago_is_forgotten_with_its_messages(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_700_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    with open_journal(path) as journal:
        journal.store(7, "seven")
        journal.note_reply(7, 0, 100)
        journal.finish(7, "answered")
        journal.store(8, "eight")
        now += KEEP_SECONDS + 1
        journal.store(9, "nine")

        journal.finish(9, "answered")

        assert journal.replies(7) == {}
        assert journal.store(7, "seven")
        assert (8, "eight") in journal.waiting()


def test_the_last_turns_of_a_chat_outlive_a_restart_and_no_other_chat_sees_them(
    path: Path,
) -> None:
    with open_journal(path) as journal:
        for number in range(MOST_TURNS + 2):
            journal.store(number, "raw")
            journal.keep_turn(number, (11, 0), f"turn {number}")

    with open_journal(path) as journal:
        assert journal.turns(99, (11, 0)) == ["turn 2", "turn 3", "turn 4", "turn 5"]
        assert journal.turns(5, (11, 0))[-1] == "turn 4"
        assert journal.turns(99, (11, 7)) == journal.turns(99, (12, 0)) == []


def test_a_reply_to_an_answer_goes_on_from_there(path: Path) -> None:
    with open_journal(path) as journal:
        for number in (1, 2, 3):
            journal.store(number, "raw")
            journal.keep_turn(number, (11, 0), f"turn {number}")
            journal.note_reply(number, 0, 100 + number)

        assert journal.turns(99, (11, 0), 102) == ["turn 1", "turn 2"]
        assert journal.turns(99, (11, 0), 555) == ["turn 1", "turn 2", "turn 3"]


def test_turns_are_forgotten_on_demand_and_after_hours_of_silence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_700_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    with open_journal(path) as journal:
        for number, topic in ((1, (11, 0)), (2, (12, 0))):
            journal.store(number, "raw")
            journal.keep_turn(number, topic, "secret turn")

        journal.forget_turns((11, 0))

        assert (journal.turns(9, (11, 0)), journal.turns(9, (12, 0))) == ([], ["secret turn"])
        now += SILENCE + 1
        assert journal.turns(9, (12, 0)) == []
        journal.finish(1, "answered")
    assert b"secret turn" not in path.read_bytes()


def test_only_the_owner_may_read_the_journal(path: Path) -> None:
    with open_journal(path) as journal:
        journal.store(7, "seven")

        modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    assert modes == {0o600}


def test_a_file_that_is_no_journal_is_refused_with_what_to_do(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is a letter, not a database" * 100)

    with pytest.raises(ChannelError) as refused, open_journal(path):
        pass

    assert str(path) in refused.value.what
    assert "bot.journal" in refused.value.remedy


def test_a_journal_of_a_later_version_is_refused(path: Path) -> None:
    with open_journal(path):
        pass
    later = sqlite3.connect(path)
    later.execute("PRAGMA user_version = 99")
    later.close()

    with pytest.raises(ChannelError, match="version is 99"), open_journal(path):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(ChannelError), open_journal(tmp_path / "journal.sqlite"):
        pass


def test_a_locked_journal_raises_an_error_that_the_queue_knows(path: Path) -> None:
    with open_journal(path) as journal:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(sqlite3.OperationalError):
            journal.store(7, "seven")

        other.execute("ROLLBACK")
        other.close()
        assert isinstance(journal, Journal)
        assert journal.store(7, "seven")


def test_a_journal_of_the_first_version_keeps_what_waits_and_where_its_answer_stands(
    tmp_path: Path,
) -> None:
    old = sqlite3.connect(tmp_path / "journal.sqlite")
    old.executescript(VERSION_1)
    old.close()

    with open_journal(tmp_path / "journal.sqlite") as journal:
        waiting, known = journal.waiting(), journal.store(7, "seven again")
        crashes, replies = journal.crashes(7), journal.replies(7)
        journal.keep_turn(7, ("chat", 0), "another turn")
        journal.finish(7, "answered")
    with open_journal(tmp_path / "journal.sqlite") as journal:
        afterwards = journal.waiting()

    assert (waiting, known, crashes) == ([(7, "seven")], False, 2)
    assert replies == {0: 70, 1: 71}
    assert afterwards == []
    assert (110022003300).to_bytes(6, "big") not in stored_bytes(tmp_path / "journal.sqlite")


def test_a_number_answered_longer_ago_than_it_is_kept_is_another_update(path: Path) -> None:
    with open_journal(path) as journal:
        journal.store(7, "seven")
        journal.finish(7, "answered")
        journal.db.execute("UPDATE updates SET answered = answered - ?", (KEEP_SECONDS + 1,))

        assert journal.store(7, "another seven")
        assert journal.waiting() == [(7, "another seven")]
