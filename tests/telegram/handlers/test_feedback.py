"""One verdict a member and question is kept, the last one given."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channel.views.messages import VIEW_CHINESE, VIEW_ENGLISH
from bot.journal.feedback import REASONS, give_verdict, verdict_of
from bot.journal.journal import open_journal
from bot.journal.questions import KeptQuestion


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return a journal in which update 7 is an answered question."""
    asked = KeptQuestion(7, "key", "chat", "member", "zh", "quote", 0.9, 0.0, "g1", "谁？", None)
    with open_journal(tmp_path / "journal.sqlite") as journal:
        journal.keep_question(asked, 7)
        yield journal.db


def kept(db: sqlite3.Connection) -> list[tuple[str, str, str | None]]:
    return db.execute("SELECT member, verdict, reason FROM feedback ORDER BY member").fetchall()


def test_the_last_verdict_of_a_member_counts(db: sqlite3.Connection) -> None:
    give_verdict(db, 7, "甲", "bad", "stale")
    give_verdict(db, 7, "甲", "good")

    assert kept(db) == [("甲", "good", None)]


def test_every_member_has_a_verdict_of_their_own(db: sqlite3.Connection) -> None:
    give_verdict(db, 7, "甲", "good")
    give_verdict(db, 7, "乙", "bad", "off")

    assert verdict_of(db, 7, "甲") == "good"
    assert verdict_of(db, 7, "乙") == "bad"
    assert verdict_of(db, 7, "丙") == ""


def test_a_question_that_is_not_kept_takes_no_verdict(db: sqlite3.Connection) -> None:
    give_verdict(db, 8, "甲", "good")

    assert kept(db) == []


def test_every_reason_has_a_button_in_either_language() -> None:
    assert tuple(stored for stored, _ in VIEW_CHINESE.reasons) == REASONS
    assert tuple(stored for stored, _ in VIEW_ENGLISH.reasons) == REASONS
