"""What is kept of a member: how far they may go, what they were told, and the language they chose.

The table `members` of `bot/journal/schema.py`, by hashed names (`bot/members/alias.py`). Used from
the event loop's thread. Next: `bot/telegram/handlers/access.py` decides with it who may ask.
"""

import re
import secrets
import sqlite3
import time
from dataclasses import dataclass
from typing import Literal, cast, get_args

from bot.reply import Language

# `waiting`: an administrator is being asked.
MemberRole = Literal["waiting", "approved", "refused"]
# What /lang offers: `hans` and `hant` are Chinese in simplified and in traditional characters.
LanguageChoice = Literal["auto", "hans", "hant", "en"]
LANGUAGE_CHOICES: tuple[LanguageChoice, ...] = get_args(LanguageChoice)

# The key of a request: the update that made it, the language of the person, something unguessable.
_KEY = re.compile(r"(\d{1,20})-(zh|en)-[\w-]+")
_KEY_BYTES = 9


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person about whom the administrators were asked.

    Attributes:
        role: Where they stand.
        contact: Their number in Telegram; None once the decision has reached them.
        update_id: The update with which they asked; names the administrators' messages.
        language: The one to tell them in.
    """

    role: MemberRole
    contact: int | None
    update_id: int
    language: Language


class Members:
    """The members in an open journal; every method may raise `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def role(self, member: str) -> MemberRole | None:
        """Return what was decided about a person, None if nothing."""
        return cast(MemberRole | None, self._value("role", member))

    def was_told(self, member: str) -> bool:
        """Say whether a stranger was told already that they may not ask."""
        return self._value("told", member) is not None

    def note_told(self, member: str) -> None:
        """Remember that a stranger was told."""
        self._set("told", member, time.time())

    def apply(self, member: str, contact: int, update_id: int, language: Language) -> str:
        """Begin to ask about a person; return the key for the buttons, the same if it is begun."""
        sql = (
            "INSERT INTO members (member, role, contact, key) VALUES (?, 'waiting', ?, ?)"
            " ON CONFLICT (member) DO UPDATE SET role = 'waiting', contact = excluded.contact,"
            " key = coalesce(key, excluded.key)"
        )
        key = f"{update_id}-{language}-{secrets.token_urlsafe(_KEY_BYTES)}"
        self._db.execute(sql, (member, contact, key))
        return str(self._value("key", member))

    def applicant(self, key: str) -> Applicant | None:
        """Return the person whom a button is about, None if nobody knows (any more)."""
        named = _KEY.fullmatch(key)
        row = self._db.execute("SELECT role, contact FROM members WHERE key = ?", (key,)).fetchone()
        if row is None or named is None:
            return None
        return Applicant(row[0], row[1], int(named[1]), "en" if named[2] == "en" else "zh")

    def decide(self, key: str, role: MemberRole) -> bool:
        """Decide about a person; return False, and change nothing, if it was decided before."""
        sql = "UPDATE members SET role = ? WHERE key = ? AND role = 'waiting'"
        return self._db.execute(sql, (role, key)).rowcount == 1

    def set_role(self, member: str, role: MemberRole) -> MemberRole | None:
        """Decide about a person, whatever was decided before; return what that was."""
        before = self.role(member)
        self._set("role", member, role)
        return before

    def key(self, member: str) -> str | None:
        """Return the key of the buttons that are about a person, None if there are none."""
        return cast(str | None, self._value("key", member))

    def counts(self) -> dict[str, int]:
        """Return how many persons stand where: `{"approved": 40, "waiting": 2}`."""
        sql = "SELECT role, count(*) FROM members WHERE role IS NOT NULL GROUP BY role"
        return dict(self._db.execute(sql).fetchall())

    def waiting(self, most: int) -> list[int]:
        """Return the numbers of those who wait for a decision, longest first."""
        sql = (
            "SELECT contact FROM members WHERE role = 'waiting' AND contact IS NOT NULL"
            " ORDER BY rowid LIMIT ?"
        )
        return [number for (number,) in self._db.execute(sql, (most,))]

    def erase_contact(self, key: str) -> None:
        """Forget the number of a person who has been told what was decided."""
        self._db.execute("UPDATE members SET contact = NULL WHERE key = ?", (key,))

    def language_choice(self, member: str) -> LanguageChoice:
        """Return the language that a member chose; `auto`: that of each question."""
        chosen = self._value("language", member)
        return next((one for one in LANGUAGE_CHOICES if one == chosen), "auto")

    def choose(self, member: str, choice: LanguageChoice) -> None:
        """Keep the language that a member chose."""
        self._set("language", member, None if choice == "auto" else choice)

    def forget(self, member: str) -> None:
        """Forget what a person chose; of whom nothing was decided nothing at all is left."""
        self.choose(member, "auto")
        sql = "DELETE FROM members WHERE member = ? AND role IS NULL AND told IS NULL"
        self._db.execute(sql, (member,))

    def _value(self, column: str, member: str) -> object:
        sql = f"SELECT {column} FROM members WHERE member = ?"
        return next((value for (value,) in self._db.execute(sql, (member,))), None)

    def _set(self, column: str, member: str, value: object) -> None:
        sql = (
            f"INSERT INTO members (member, {column}) VALUES (?, ?)"
            f" ON CONFLICT (member) DO UPDATE SET {column} = excluded.{column}"
        )
        self._db.execute(sql, (member, value))
