"""What the journal keeps of questions and answers: turns for hours, questions as long as is set.

Next: `bot/telegram/handlers/questions.py` keeps them.
"""

import time
from dataclasses import dataclass

from bot.followups.turn import MOST_TURNS, SILENCE
from bot.journal.schema import Tables

# What an update has come to while its answer goes out; `finish` says how it ended.
BEGUN = "begun"

# A chat's hashed name and its topic, 0 where it has none: what is said there is one conversation.
Topic = tuple[str, int]


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that was answered or refused, as it is kept.

    Attributes:
        update_id: The update that asked it.
        key: Stands in the data of the answer's buttons.
        chat: Hashed name of the chat.
        member: Hashed name of who asked.
        language: Of the frame: zh or en.
        kind: Of the answer: quote, list, none, or talk for small talk.
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


_QUESTION = ", ".join(KeptQuestion.__dataclass_fields__)


class Questions(Tables):
    """The tables `turns` and `questions`; every method is one committed transaction."""

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
        wanted = (*topic, now - SILENCE, update_id, topic[0], replied_to, now, MOST_TURNS)
        return [turn for (turn,) in self.db.execute(sql, wanted)][::-1]

    def forget_turns(self, topic: Topic) -> None:
        """Erase what was said in a chat's topic."""
        self.db.execute("DELETE FROM turns WHERE chat = ? AND thread = ?", topic)

    def keep_question(self, question: KeptQuestion, update_id: int) -> None:
        """Keep a question and its answer's view, in place of what was asked before it was edited.

        Args:
            question: Under the update that first asked it.
            update_id: The update that asks it now; its answer is about to go out.
        """
        values = tuple(getattr(question, name) for name in KeptQuestion.__dataclass_fields__)
        with self.transaction():
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

    def question(self, update_id: int) -> KeptQuestion | None:
        """Return what an update asked, or None."""
        return self._question("update_id = ?", update_id)

    def question_by_key(self, key: str) -> KeptQuestion | None:
        """Return the question whose answer has buttons with this key, or None."""
        return self._question("key = ?", key)

    def last_question(self, topic: Topic) -> KeptQuestion | None:
        """Return the last question of a chat's topic, as far as its turns are remembered."""
        sql = "SELECT update_id FROM turns WHERE chat = ? AND thread = ? ORDER BY said DESC LIMIT 1"
        last = self.db.execute(sql, topic).fetchone()
        return self.question(last[0]) if last else None

    def has_begun(self, update_id: int) -> bool:
        """Say whether `keep_question` was called for an update that is not finished."""
        sql = "SELECT 1 FROM updates WHERE update_id = ? AND outcome = ?"
        return self.db.execute(sql, (update_id, BEGUN)).fetchone() is not None

    def _question(self, condition: str, value: object) -> KeptQuestion | None:
        row = self.db.execute(
            f"SELECT {_QUESTION} FROM questions WHERE {condition}", (value,)
        ).fetchone()
        return KeptQuestion(*row) if row else None
