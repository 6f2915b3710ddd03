"""The tables of the journal, and the one way to open the file.

Next: `bot/journal/journal.py` uses them.

Whoever reads this file learns little about people: members and chats stand here under hashed names
(`bot/members/alias.py`), the text of an update is erased when it is answered, and the words of
questions and answers when the retention time is over.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import ChannelError

SCHEMA_VERSION = 3
# A write waits this long for another process (a backup) before it fails; the loop waits with it.
LOCK_SECONDS = 1.0

_PRAGMAS = (
    "journal_mode = WAL",
    # A commit survives a power cut; it costs 4 ms instead of 0.02 ms, some times a question.
    "synchronous = FULL",
    "foreign_keys = ON",
    # Erased texts leave the file for good, and soon: pages of the log before they move to the file.
    "secure_delete = ON",
    "wal_autocheckpoint = 100",
)
_SCHEMA = """
-- What Telegram delivered: `raw` until it is answered, the number for two days.
CREATE TABLE IF NOT EXISTS updates (
    update_id INTEGER PRIMARY KEY, raw TEXT, crashes INTEGER NOT NULL DEFAULT 0,
    received REAL NOT NULL, answered REAL, outcome TEXT, chat TEXT, message_id INTEGER
);
CREATE INDEX IF NOT EXISTS by_answered ON updates (answered);
CREATE INDEX IF NOT EXISTS by_message ON updates (chat, message_id);
-- Which message of the bot carries which piece of the answer to an update.
CREATE TABLE IF NOT EXISTS replies (
    update_id INTEGER NOT NULL REFERENCES updates ON DELETE CASCADE, piece INTEGER NOT NULL,
    message_id INTEGER NOT NULL, space TEXT NOT NULL DEFAULT '', PRIMARY KEY (update_id, piece)
);
CREATE INDEX IF NOT EXISTS by_space ON replies (space, message_id);
-- A message on its way: begun, and not known to have arrived. `floor` is the newest number before.
CREATE TABLE IF NOT EXISTS sends (
    update_id INTEGER NOT NULL REFERENCES updates ON DELETE CASCADE, piece INTEGER NOT NULL,
    floor INTEGER NOT NULL, tries INTEGER NOT NULL, PRIMARY KEY (update_id, piece)
);
-- What was said lately, so that a follow-up is understood; hours.
CREATE TABLE IF NOT EXISTS turns (
    update_id INTEGER PRIMARY KEY REFERENCES updates ON DELETE CASCADE,
    chat TEXT NOT NULL, thread INTEGER NOT NULL, said REAL NOT NULL, turn TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS by_chat ON turns (chat, thread, said);
-- One row a question that was answered or refused, until retention is over.
-- `key` stands in the data of the answer's buttons, `view` is what they need.
CREATE TABLE IF NOT EXISTS questions (
    update_id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, chat TEXT NOT NULL,
    member TEXT NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL, confidence REAL NOT NULL,
    asked REAL NOT NULL, seconds REAL NOT NULL, generation TEXT NOT NULL, question TEXT, view TEXT
);
CREATE INDEX IF NOT EXISTS by_asked ON questions (asked);
CREATE INDEX IF NOT EXISTS by_member ON questions (member);
-- One verdict a member and question: `good` or `bad`, with a reason from a short list.
CREATE TABLE IF NOT EXISTS feedback (
    update_id INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE, member TEXT NOT NULL,
    verdict TEXT NOT NULL, reason TEXT, given REAL NOT NULL, PRIMARY KEY (update_id, member)
);
-- What is left of erased questions and verdicts: how many of a kind a day, and of nobody.
CREATE TABLE IF NOT EXISTS counts (
    day TEXT NOT NULL, what TEXT NOT NULL, many INTEGER NOT NULL, PRIMARY KEY (day, what)
);
-- Members: how far they may go and how they like it. `contact` is their number, only while an
-- administrator is being asked about them.
CREATE TABLE IF NOT EXISTS members (
    member TEXT PRIMARY KEY, role TEXT, told REAL, language TEXT, contact INTEGER, key TEXT UNIQUE
);
-- Pages that an administrator sent and has not yet confirmed; the bytes lie beside the journal.
CREATE TABLE IF NOT EXISTS uploads (
    key TEXT PRIMARY KEY, member TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
    made REAL NOT NULL
);
-- Editors before a browser: links not yet used, and browsers that are signed in; hashes only.
CREATE TABLE IF NOT EXISTS editors (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, until REAL NOT NULL
);
"""
# Version 1 kept chats by their numbers, for hours; what is unanswered and sent stays.
_FROM_VERSION_1 = """
DROP TABLE IF EXISTS turns;
DROP TABLE IF EXISTS strangers;
ALTER TABLE updates ADD COLUMN chat TEXT;
ALTER TABLE updates ADD COLUMN message_id INTEGER;
ALTER TABLE replies ADD COLUMN space TEXT NOT NULL DEFAULT '';
"""


class Tables:
    """An open journal.

    Attributes:
        db: The connection, for `bot/members/register.py` and others that keep tables of their own.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit at the end all that is written meanwhile, or take all of it back."""
        with self.db:
            self.db.execute("BEGIN IMMEDIATE")
            yield


@contextmanager
def open_tables(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the journal's file at `path`, for its owner's eyes only, and close it afterwards.

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
        yield connection
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, 1, 2, SCHEMA_VERSION):
            raise sqlite3.DatabaseError(f"its version is {version}, not {SCHEMA_VERSION}")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        upgrade = _FROM_VERSION_1 if version == 1 else ""
        mark = f"PRAGMA user_version = {SCHEMA_VERSION};"
        connection.executescript(f"BEGIN;{upgrade}{_SCHEMA}{mark}COMMIT;")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
