"""The journal: every update on disk before Telegram is told that it arrived, until it is answered.

Telegram forgets an update when the next poll acknowledges it, long before the answer is written; a
process killed in between would lose the question (313 of 900 in a storm of 54 kills, 0 with a
journal). The same SQLite file remembers which message carries which piece of an answer, so that an
answer given twice edits the same message, and which messages were on their way when the process
died. When an update is answered its text is erased; its number is kept for two days. The turns of a
conversation (`bot/turn.py`) are kept for hours, what was asked for as long as config.yaml says.
Used from one thread, the event loop's. Next: `bot/telegram/inbox.py` puts it between the poll and
the handlers; `bot/journal_schema.py` has the tables.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.journal_schema import open_tables
from bot.turn import REMEMBERED, SILENCE

# Telegram keeps what nobody fetched for a day: a number must be known for longer, should it return.
KEEP_SECONDS = 48 * 3600

# What an update has come to while its answer goes out; `finish` says how it ended.
BEGUN = "begun"

# A chat's hashed name and its topic, 0 where it has none: what is said there is one conversation.
Topic = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Stray:
    """A message that may have been sent unnoticed before the one that is known.

    Attributes:
        piece: Which piece of the answer it would carry.
        floor: Its number is above this one.
        ceiling: Its number is below this one, that of the known message.
        many: How many there may be.
        known: Numbers in between that are other messages of the bot, or messages of members.
    """

    piece: int
    floor: int
    ceiling: int
    many: int
    known: frozenset[int]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was answered or refused, as it is kept.

    Attributes:
        update_id: The update that asked it.
        key: Stands in the data of the answer's buttons.
        chat: Hashed name of the chat.
        member: Hashed name of who asked.
        language: Of the frame: zh or en.
        kind: Of the answer: quote, list or none.
        confidence: Of the answer, in [0, 1].
        asked: When the member sent it, seconds since 1970.
        generation: The index that answered.
        question: Its words; None when the retention time is over.
        view: What the buttons need, as JSON; None when the retention time is over.
    """

    update_id: int
    key: str
    chat: str
    member: str
    language: str
    kind: str
    confidence: float
    asked: float
    generation: str
    question: str | None
    view: str | None


_QUESTION = ", ".join(Question.__dataclass_fields__)


class Journal:
    """An open journal; every method is one committed transaction and may raise `sqlite3.Error`.

    Attributes:
        db: The connection, for `bot/telegram/members.py` and others that keep tables of their own.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection

    def store(
        self, update_id: int, raw: str, chat: str | None = None, message_id: int | None = None
    ) -> bool:
        """Commit an update to disk; return False if it was there already, answered or not.

        After a week of silence Telegram counts from any number: one that was answered longer ago
        than it is kept is another update, and what was asked under it is not edited any more.
        """
        now = time.time()
        sql = (
            "INSERT OR IGNORE INTO updates (update_id, raw, received, chat, message_id)"
            " VALUES (?, ?, ?, ?, ?)"
        )
        with self._transaction():
            old = "DELETE FROM updates WHERE update_id = ? AND answered < ?"
            self.db.execute(old, (update_id, now - KEEP_SECONDS))
            values = (update_id, raw, now, chat, message_id)
            new = self.db.execute(sql, values).rowcount == 1
            if new:
                self.db.execute("DELETE FROM questions WHERE update_id = ?", (update_id,))
            return new

    def waiting(self) -> list[tuple[int, str]]:
        """Return number and text of what is not yet answered, oldest first."""
        sql = "SELECT update_id, raw FROM updates WHERE answered IS NULL ORDER BY update_id"
        return self.db.execute(sql).fetchall()

    def received(self, update_id: int) -> float:
        """Return when an update came in, seconds since 1970; now if it is not known."""
        sql = "SELECT received FROM updates WHERE update_id = ?"
        return next((when for (when,) in self.db.execute(sql, (update_id,))), time.time())

    def first_replied(self, chat: str, message_id: int) -> int | None:
        """Return the update of a member's message, written or rewritten, that was replied to."""
        sql = (
            "SELECT min(update_id) FROM updates JOIN replies USING (update_id)"
            " WHERE chat = ? AND updates.message_id = ?"
        )
        return next((first for (first,) in self.db.execute(sql, (chat, message_id))), None)

    def is_newest(self, update_id: int) -> bool:
        """Say whether no later update has brought the same message with other words."""
        sql = (
            "SELECT 1 FROM updates AS own JOIN updates AS later USING (chat, message_id)"
            " WHERE own.update_id = ? AND later.update_id > own.update_id"
        )
        return self.db.execute(sql, (update_id,)).fetchone() is None

    def has_begun(self, update_id: int) -> bool:
        """Say whether `keep_question` was called for an update that is not finished."""
        sql = "SELECT 1 FROM updates WHERE update_id = ? AND outcome = ?"
        return self.db.execute(sql, (update_id, BEGUN)).fetchone() is not None

    def crashes(self, update_id: int) -> int:
        """Return how often a search for this update began and never came back."""
        sql = "SELECT crashes FROM updates WHERE update_id = ?"
        return sum(count for (count,) in self.db.execute(sql, (update_id,)))

    @contextmanager
    def search(self, update_id: int) -> Iterator[None]:
        """Count a search that begins, and take it back when it ends, well or not.

        Only what kills the process stays counted; waiting for Telegram is no search.
        """
        self.db.execute(
            "UPDATE updates SET crashes = crashes + 1 WHERE update_id = ?", (update_id,)
        )
        try:
            yield
        finally:
            sql = "UPDATE updates SET crashes = crashes - 1 WHERE update_id = ?"
            self.db.execute(sql, (update_id,))

    def finish(self, update_id: int, outcome: str) -> None:
        """Mark an update as done and erase its text; forget what was done two days ago."""
        now = time.time()
        with self._transaction():
            self.db.execute(
                "UPDATE questions SET seconds = ? - (SELECT received FROM updates"
                " WHERE updates.update_id = questions.update_id)"
                " WHERE update_id = ? AND seconds = 0",
                (now, update_id),
            )
            sql = "UPDATE updates SET answered = ?, outcome = ?, raw = NULL WHERE update_id = ?"
            self.db.execute(sql, (now, outcome, update_id))
            self._forget_old(now)

    def replies(self, update_id: int) -> dict[int, int]:
        """Return which message carries which piece of the answer, pieces counted from 0."""
        sql = "SELECT piece, message_id FROM replies WHERE update_id = ?"
        return dict(self.db.execute(sql, (update_id,)).fetchall())

    def begin_send(self, update_id: int, piece: int, space: str, after: int) -> None:
        """Note that a message is about to be sent, whose number will be above `after`.

        Args:
            update_id: What it answers.
            piece: Which piece of the answer it carries.
            space: Messages are counted through within one: "" for all private chats together, a
                supergroup's name for itself.
            after: Number of the member's message; a later one of the bot in the space counts more.
        """
        sql = (
            "INSERT INTO sends SELECT update_id, ?, max(?, coalesce((SELECT max(message_id)"
            " FROM replies WHERE space = ?), 0)), 1 FROM updates WHERE update_id = ?"
            " ON CONFLICT DO UPDATE SET tries = tries + 1"
        )
        self.db.execute(sql, (piece, after, space, update_id))

    def not_sent(self, update_id: int, piece: int) -> None:
        """Take `begin_send` back: Telegram said that it did not take the message."""
        sql = "UPDATE sends SET tries = tries - 1 WHERE update_id = ? AND piece = ?"
        self.db.execute(sql, (update_id, piece))

    def note_reply(self, update_id: int, piece: int, message_id: int, space: str = "") -> None:
        """Remember the message that carries a piece, in place of an earlier one."""
        with self._transaction():
            self.db.execute(
                "INSERT OR REPLACE INTO replies"
                " SELECT update_id, ?, ?, ? FROM updates WHERE update_id = ?",
                (piece, message_id, space, update_id),
            )
            sql = "DELETE FROM sends WHERE update_id = ? AND piece = ? AND tries < 2"
            self.db.execute(sql, (update_id, piece))

    def drop_reply(self, update_id: int, piece: int) -> None:
        """Forget a message that was deleted."""
        self.db.execute("DELETE FROM replies WHERE update_id = ? AND piece = ?", (update_id, piece))

    def strays(self, update_id: int) -> list[Stray]:
        """Return what may have been sent unnoticed when an earlier process died."""
        sql = (
            "SELECT piece, floor, message_id, tries - 1, space"
            " FROM sends JOIN replies USING (update_id, piece) WHERE update_id = ? AND tries > 1"
        )
        # A supergroup stands among the spaces under its own name, a private chat under "".
        between = (
            "SELECT message_id FROM replies WHERE space = :space AND message_id > :floor"
            " UNION SELECT message_id FROM updates WHERE message_id > :floor AND CASE :space"
            " WHEN '' THEN chat NOT IN (SELECT space FROM replies) ELSE chat = :space END"
        )
        return [
            Stray(
                piece,
                floor if floor < ceiling else 0,
                ceiling,
                many,
                frozenset(
                    one for (one,) in self.db.execute(between, {"space": space, "floor": floor})
                ),
            )
            for piece, floor, ceiling, many, space in self.db.execute(sql, (update_id,)).fetchall()
        ]

    def swept(self, update_id: int, piece: int) -> None:
        """Note that what `strays` told of a piece is gone."""
        self.db.execute("DELETE FROM sends WHERE update_id = ? AND piece = ?", (update_id, piece))

    def keep_turn(self, update_id: int, topic: Topic, turn: str) -> None:
        """Remember what was asked and answered, for the follow-ups of the next hours."""
        sql = "INSERT OR REPLACE INTO turns SELECT ?, ?, ?, ?, ? FROM updates WHERE update_id = ?"
        self.db.execute(sql, (update_id, *topic, time.time(), turn, update_id))

    def turns(self, update_id: int, topic: Topic, replied_to: int | None = None) -> list[str]:
        """Return the last turns before an update, oldest first.

        A reply to an answer of the bot goes on from there: what was said after it is left out.
        """
        now = time.time()
        said = (
            "SELECT said FROM turns JOIN replies USING (update_id)"
            " WHERE chat = ? AND message_id = ?"
        )
        sql = (
            f"SELECT turn FROM turns WHERE chat = ? AND thread = ? AND said >= ? AND update_id <> ?"
            f" AND said <= coalesce(({said}), ?) ORDER BY said DESC LIMIT ?"
        )
        wanted = (*topic, now - SILENCE, update_id, topic[0], replied_to, now, REMEMBERED)
        return [turn for (turn,) in self.db.execute(sql, wanted)][::-1]

    def forget_turns(self, topic: Topic) -> None:
        """Erase what was said in a chat's topic."""
        self.db.execute("DELETE FROM turns WHERE chat = ? AND thread = ?", topic)

    def keep_question(self, question: Question, update_id: int) -> None:
        """Keep a question and its answer's view, in place of what was asked before it was edited.

        Args:
            question: Under the update that first asked it.
            update_id: The update that asks it now; its answer is about to go out.
        """
        values = tuple(getattr(question, name) for name in Question.__dataclass_fields__)
        with self._transaction():
            self.db.execute(
                f"INSERT INTO questions ({_QUESTION}, seconds) VALUES (?,?,?,?,?,?,?,?,?,?,?,0)"
                " ON CONFLICT (update_id) DO UPDATE SET language = excluded.language,"
                " kind = excluded.kind, confidence = excluded.confidence,"
                " generation = excluded.generation, question = excluded.question,"
                " view = excluded.view",
                values,
            )
            sql = "UPDATE updates SET outcome = ? WHERE update_id = ?"
            self.db.execute(sql, (BEGUN, update_id))

    def question(self, update_id: int) -> Question | None:
        """Return what an update asked, or None."""
        return self._question("update_id = ?", update_id)

    def question_by_key(self, key: str) -> Question | None:
        """Return the question whose answer has buttons with this key, or None."""
        return self._question("key = ?", key)

    def last_question(self, topic: Topic) -> Question | None:
        """Return the last question of a chat's topic, as far as its turns are remembered."""
        sql = "SELECT update_id FROM turns WHERE chat = ? AND thread = ? ORDER BY said DESC LIMIT 1"
        last = self.db.execute(sql, topic).fetchone()
        return self.question(last[0]) if last else None

    def erase_words(self, before: float) -> None:
        """Erase the words of questions asked before a moment, and of all turns whose time is over.

        Their counts stay. Nothing of the words is left in the files.
        """
        with self._transaction():
            self._forget_old(time.time())
            sql = (
                "UPDATE questions SET question = NULL, view = NULL"
                " WHERE asked < ? AND (question IS NOT NULL OR view IS NOT NULL)"
            )
            self.db.execute(sql, (before,))
        self.empty_log()

    def empty_log(self) -> None:
        """Move the log beside the file into it, so that erased words do not wait there."""
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _forget_old(self, now: float) -> None:
        self.db.execute("DELETE FROM updates WHERE answered < ?", (now - KEEP_SECONDS,))
        self.db.execute("DELETE FROM turns WHERE said < ?", (now - SILENCE,))

    def _question(self, condition: str, value: object) -> Question | None:
        row = self.db.execute(
            f"SELECT {_QUESTION} FROM questions WHERE {condition}", (value,)
        ).fetchone()
        return Question(*row) if row else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self.db:  # Commits at the end, or takes all back.
            self.db.execute("BEGIN IMMEDIATE")
            yield


@contextmanager
def open_journal(path: Path) -> Iterator[Journal]:
    """Open the journal at `path`, for its owner's eyes only, and close it afterwards.

    Raises:
        ChannelError: The file cannot be made, or is no journal of this version.
    """
    with open_tables(path) as connection:
        journal = Journal(connection)
        connection.execute("DELETE FROM turns WHERE said < ?", (time.time() - SILENCE,))
        yield journal
