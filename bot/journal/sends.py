"""What the journal knows of the bot's own messages: which stand in a chat, which were on their way.

Next: `bot/telegram/transport/post.py` sends by it.
"""

from dataclasses import dataclass

from bot.journal.schema import Tables


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


class Sends(Tables):
    """The tables `replies` and `sends`; every method is one committed transaction."""

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

    def under_way(self, update_id: int) -> list[int]:
        """Return the pieces that were begun to be sent and may have arrived."""
        sql = "SELECT piece FROM sends WHERE update_id = ? AND tries > 0"
        return [piece for (piece,) in self.db.execute(sql, (update_id,))]

    def not_sent(self, update_id: int, piece: int) -> None:
        """Take `begin_send` back: Telegram said that it did not take the message."""
        sql = "UPDATE sends SET tries = tries - 1 WHERE update_id = ? AND piece = ?"
        self.db.execute(sql, (update_id, piece))

    def note_reply(self, update_id: int, piece: int, message_id: int, space: str = "") -> None:
        """Remember the message that carries a piece, in place of an earlier one."""
        with self.transaction():
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
