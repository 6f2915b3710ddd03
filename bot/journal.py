"""The journal: every update on disk before Telegram is told that it arrived, until it is answered.

Telegram forgets an update when the next poll acknowledges it, long before the answer is written; a
process killed in between would lose the question (313 of 900 in a storm of 54 kills, 0 with a
journal). The same SQLite file remembers which message carries which piece of an answer, so that an
answer given twice edits the same message. When an update is answered its text is erased; its number
is kept for two days. The turns of a conversation (`bot/turn.py`) are kept for hours, so that a
restart does not cut it off. Used from one thread, the event loop's. Next: `bot/telegram/inbox.py`
puts it between the poll and the handlers.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.turn import REMEMBERED, SILENCE
from corpus.errors import ChannelError

SCHEMA_VERSION = 1
# Telegram keeps what nobody fetched for a day: a number must be known for longer, should it return.
KEEP_SECONDS = 48 * 3600
# A write waits this long for another process (a backup) before it fails; the loop waits with it.
LOCK_SECONDS = 1.0

# A chat and its topic, 0 where it has none: what is said there is one conversation.
Topic = tuple[int, int]

_PRAGMAS = (
    "journal_mode = WAL",
    # A commit survives a power cut; it costs 4 ms instead of 0.02 ms, five times a question.
    "synchronous = FULL",
    "foreign_keys = ON",
    # Erased texts leave the file for good, and soon: pages of the log before they move to the file.
    "secure_delete = ON",
    "wal_autocheckpoint = 100",
)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS updates (
    update_id INTEGER PRIMARY KEY, raw TEXT, crashes INTEGER NOT NULL DEFAULT 0,
    received REAL NOT NULL, answered REAL, outcome TEXT
);
CREATE INDEX IF NOT EXISTS by_answered ON updates (answered);
CREATE TABLE IF NOT EXISTS replies (
    update_id INTEGER NOT NULL REFERENCES updates ON DELETE CASCADE, piece INTEGER NOT NULL,
    message_id INTEGER NOT NULL, PRIMARY KEY (update_id, piece)
);
CREATE TABLE IF NOT EXISTS turns (
    update_id INTEGER PRIMARY KEY REFERENCES updates ON DELETE CASCADE,
    chat INTEGER NOT NULL, thread INTEGER NOT NULL, said REAL NOT NULL, turn TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS by_chat ON turns (chat, thread, said);
CREATE TABLE IF NOT EXISTS strangers (member TEXT PRIMARY KEY, told REAL NOT NULL);
"""


class Journal:
    """An open journal; every method is one committed transaction and may raise `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def store(self, update_id: int, raw: str) -> bool:
        """Commit an update to disk; return False if it was there already, answered or not."""
        sql = "INSERT OR IGNORE INTO updates (update_id, raw, received) VALUES (?, ?, ?)"
        return self._db.execute(sql, (update_id, raw, time.time())).rowcount == 1

    def waiting(self) -> list[tuple[int, str]]:
        """Return number and text of what is not yet answered, oldest first."""
        sql = "SELECT update_id, raw FROM updates WHERE answered IS NULL ORDER BY update_id"
        return self._db.execute(sql).fetchall()

    def crashes(self, update_id: int) -> int:
        """Return how often a search for this update began and never came back."""
        sql = "SELECT crashes FROM updates WHERE update_id = ?"
        return sum(count for (count,) in self._db.execute(sql, (update_id,)))

    @contextmanager
    def search(self, update_id: int) -> Iterator[None]:
        """Count a search that begins, and take it back when it ends, well or not.

        Only what kills the process stays counted; waiting for Telegram is no search.
        """
        self._db.execute(
            "UPDATE updates SET crashes = crashes + 1 WHERE update_id = ?", (update_id,)
        )
        try:
            yield
        finally:
            sql = "UPDATE updates SET crashes = crashes - 1 WHERE update_id = ?"
            self._db.execute(sql, (update_id,))

    def finish(self, update_id: int, outcome: str) -> None:
        """Mark an update as done and erase its text; forget what was done two days ago."""
        now = time.time()
        sql = "UPDATE updates SET answered = ?, outcome = ?, raw = NULL WHERE update_id = ?"
        self._db.execute(sql, (now, outcome, update_id))
        self._db.execute("DELETE FROM updates WHERE answered < ?", (now - KEEP_SECONDS,))
        self._db.execute("DELETE FROM turns WHERE said < ?", (now - SILENCE,))

    def replies(self, update_id: int) -> dict[int, int]:
        """Return which message carries which piece of the answer, pieces counted from 0."""
        sql = "SELECT piece, message_id FROM replies WHERE update_id = ?"
        return dict(self._db.execute(sql, (update_id,)).fetchall())

    def note_reply(self, update_id: int, piece: int, message_id: int) -> None:
        """Remember the message that carries a piece, in place of an earlier one."""
        sql = (
            "INSERT OR REPLACE INTO replies SELECT update_id, ?, ? FROM updates WHERE update_id = ?"
        )
        self._db.execute(sql, (piece, message_id, update_id))

    def keep_turn(self, update_id: int, topic: Topic, turn: str) -> None:
        """Remember what was asked and answered, for the follow-ups of the next hours."""
        sql = "INSERT OR REPLACE INTO turns SELECT ?, ?, ?, ?, ? FROM updates WHERE update_id = ?"
        self._db.execute(sql, (update_id, *topic, time.time(), turn, update_id))

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
        return [turn for (turn,) in self._db.execute(sql, wanted)][::-1]

    def forget_turns(self, topic: Topic) -> None:
        """Erase what was said in a chat's topic."""
        self._db.execute("DELETE FROM turns WHERE chat = ? AND thread = ?", topic)

    def first_meeting(self, member: str) -> bool:
        """Say whether this stranger (a hash, never an id) is here for the first time."""
        sql = "INSERT OR IGNORE INTO strangers VALUES (?, ?)"
        return self._db.execute(sql, (member, time.time())).rowcount == 1


@contextmanager
def open_journal(path: Path) -> Iterator[Journal]:
    """Open the journal at `path`, for its owner's eyes only, and close it afterwards.

    Raises:
        ChannelError: The file cannot be made, or is no journal of this version.
    """
    try:
        connection = _connect(path)
    except (sqlite3.Error, OSError) as error:
        raise ChannelError(
            f"cannot open the journal {path}: {error}",
            "make its folder writable, move the file away, or set bot.journal in config.yaml",
        ) from None
    try:
        yield Journal(connection)
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, SCHEMA_VERSION):
            raise sqlite3.DatabaseError(f"its version is {version}, not {SCHEMA_VERSION}")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(_SCHEMA)
        connection.execute("DELETE FROM turns WHERE said < ?", (time.time() - SILENCE,))
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
