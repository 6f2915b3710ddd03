"""The journal: every update on disk before Telegram is told that it arrived, until it is answered.

Telegram forgets an update when the next poll acknowledges it, long before the answer is written; a
process killed in between would lose the question (313 of 900 in a storm of 54 kills, 0 with a
journal). The same SQLite file remembers which message carries which piece of an answer, so that an
answer given twice edits the same message, and which messages were on their way when the process
died. When an update is answered its text is erased; its number is kept for two days. The turns of a
conversation (`bot/followups/turn.py`) are kept for hours, what was asked for as long as config.yaml
says. Used from one thread, the event loop's. Its parts: `bot/journal/schema.py`, the tables;
`bot/journal/sends.py`, messages; `bot/journal/questions.py`, questions. Next:
`bot/telegram/transport/inbox.py` puts it between the poll and the handlers.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.followups.turn import SILENCE
from bot.journal.questions import Questions
from bot.journal.schema import LOCK_SECONDS, open_tables
from bot.journal.sends import Sends

# Telegram keeps what nobody fetched for a day: a number must be known for longer, should it return.
KEEP_SECONDS = 48 * 3600


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it comes in.

    Attributes:
        update_id: Its number.
        raw: What was delivered, until it is answered.
        chat: Hashed name of the chat; None where it has none.
        message_id: Number of the member's message in it; None where it is none.
    """

    update_id: int
    raw: str
    chat: str | None = None
    message_id: int | None = None


class Journal(Sends, Questions):
    """An open journal; every method is one committed transaction and may raise `sqlite3.Error`."""

    def store(
        self, update_id: int, raw: str, chat: str | None = None, message_id: int | None = None
    ) -> bool:
        """Commit an update to disk; return False if it was there already, answered or not."""
        return bool(self.store_all([Arrival(update_id, raw, chat, message_id)]))

    def store_all(self, arrivals: Sequence[Arrival]) -> list[int]:
        """Commit updates to disk, all or none; return the numbers of those that were not there.

        After a week of silence Telegram counts from any number: one that was answered longer ago
        than it is kept is another update, and what was asked under it is not edited any more.
        """
        with self.transaction():
            return [one.update_id for one in arrivals if self._is_new(one, time.time())]

    def _is_new(self, arrival: Arrival, now: float) -> bool:
        """Insert an update within a transaction, unless it is there; say whether it was not."""
        number = arrival.update_id
        old = "DELETE FROM updates WHERE update_id = ? AND answered < ?"
        self.db.execute(old, (number, now - KEEP_SECONDS))
        sql = (
            "INSERT OR IGNORE INTO updates (update_id, raw, received, chat, message_id)"
            " VALUES (?, ?, ?, ?, ?)"
        )
        values = (number, arrival.raw, now, arrival.chat, arrival.message_id)
        if self.db.execute(sql, values).rowcount != 1:
            return False
        self.db.execute("DELETE FROM questions WHERE update_id = ?", (number,))
        return True

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
        with self.transaction():
            self.db.execute(
                "UPDATE questions SET seconds = ? - (SELECT received FROM updates"
                " WHERE updates.update_id = questions.update_id)"
                " WHERE update_id = ? AND seconds = 0",
                (now, update_id),
            )
            sql = "UPDATE updates SET answered = ?, outcome = ?, raw = NULL WHERE update_id = ?"
            self.db.execute(sql, (now, outcome, update_id))
            self._forget_old(now)

    def erase_words(self, before: float) -> None:
        """Erase the questions asked before a moment, and all turns whose time is over.

        How many there were a day stays. The words leave the files with `empty_log`.
        """
        with self.transaction():
            self._forget_old(time.time())
            self.erase_questions("asked < ?", before)
        self.empty_log()

    def erase_member(self, member: str) -> tuple[int, int]:
        """Erase what a member asked and judged; return how many questions and verdicts."""
        with self.transaction():
            own = "SELECT update_id FROM questions WHERE member = ?"
            self.db.execute(f"DELETE FROM turns WHERE update_id IN ({own})", (member,))
            self._count("given", "verdict", "feedback", "member = ?", member)
            sql = "DELETE FROM feedback WHERE member = ?"
            verdicts = self.db.execute(sql, (member,)).rowcount
            return self.erase_questions("member = ?", member), verdicts

    def forget_chat(self, chat: str) -> None:
        """Forget which updates came from a chat; what stands there is not edited any more."""
        self.db.execute("UPDATE updates SET chat = NULL WHERE chat = ?", (chat,))

    def erase_questions(self, condition: str, value: object) -> int:
        """Erase questions and the verdicts on them, within a transaction; only counts stay."""
        which = f"update_id IN (SELECT update_id FROM questions WHERE {condition})"
        self._count("given", "verdict", "feedback", which, value)
        self._count("asked", "kind", "questions", condition, value)
        return self.db.execute(f"DELETE FROM questions WHERE {condition}", (value,)).rowcount

    def _count(self, when: str, what: str, table: str, condition: str, value: object) -> None:
        sql = (
            f"INSERT INTO counts SELECT date({when}, 'unixepoch', 'localtime'), {what}, count(*)"
            f" FROM {table} WHERE {condition} GROUP BY 1, 2"
            " ON CONFLICT (day, what) DO UPDATE SET many = many + excluded.many"
        )
        self.db.execute(sql, (value,))

    def newest(self) -> float | None:
        """Return when the newest message came that is still known, seconds since 1970."""
        asked = "SELECT coalesce(max(asked), 0) FROM questions"
        sql = f"SELECT max(coalesce(max(received), 0), ({asked})) FROM updates"
        [(newest,)] = self.db.execute(sql).fetchall()
        return newest or None

    def empty_log(self) -> bool:
        """Move the log beside the file into it, so that erased words do not wait there.

        Returns False while somebody reads the file: a backup, a report. Then it is to be tried
        again. The event loop does not wait for them.
        """
        self.db.execute("PRAGMA busy_timeout = 0")
        try:
            [(busy, _, _)] = self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            self.db.execute(f"PRAGMA busy_timeout = {int(LOCK_SECONDS * 1000)}")
        return not busy

    def _forget_old(self, now: float) -> None:
        self.db.execute("DELETE FROM updates WHERE answered < ?", (now - KEEP_SECONDS,))
        self.db.execute("DELETE FROM turns WHERE said < ?", (now - SILENCE,))


@contextmanager
def open_journal(path: Path) -> Iterator[Journal]:
    """Open the journal at `path`, for its owner's eyes only, and close it afterwards.

    Raises:
        ChannelError: The file cannot be made, or is no journal of this version.
    """
    with open_tables(path) as connection:
        journal = Journal(connection)
        connection.execute("DELETE FROM turns WHERE said < ?", (time.time() - SILENCE,))
        journal.empty_log()  # What a process that was killed has left there.
        yield journal
