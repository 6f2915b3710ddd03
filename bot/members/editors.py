"""Editors before a browser: links that let one in once, and the browsers that are signed in.

There are no passwords. Whoever may use the machine's command line makes a link; it is good for an
hour and for one browser. Kept are hashes of random numbers, so a copy of the journal opens nothing.
The table is `editors` of `bot/journal/schema.py`. Next: `bot/web/guard/editors.py`, the cookie.
"""

import hashlib
import secrets
import sqlite3
import time
from typing import Literal

from corpus.errors import ChannelError

# Seconds that a link waits, and that a browser stays signed in.
LINK_SECONDS, SIGNED_IN_SECONDS = 3600.0, 12 * 3600.0
LONGEST_NAME = 40
# Bytes of randomness: nobody guesses one.
_BYTES = 24

_Kind = Literal["link", "browser"]


class Editors:
    """The editors in an open journal; every method may raise `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def issue(self, name: str) -> str:
        """Return the secret of a new link for an editor.

        Raises:
            ChannelError: The name cannot be shown.
        """
        if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
            raise ChannelError(
                f"{name!r} is no name of an editor", f"use 1 to {LONGEST_NAME} letters"
            )
        return self._keep(name.strip(), "link", LINK_SECONDS)

    def waits(self, secret: str) -> bool:
        """Say whether a link would let somebody in."""
        return self._name(secret, "link") is not None

    def sign_in(self, secret: str) -> str | None:
        """Use a link up; return the secret of the browser, None if it lets nobody in (any more)."""
        sql = "DELETE FROM editors WHERE hash = ? AND kind = 'link' AND until >= ? RETURNING name"
        row = self._db.execute(sql, (_hashed(secret), time.time())).fetchone()
        return self._keep(row[0], "browser", SIGNED_IN_SECONDS) if row else None

    def named(self, secret: str) -> str:
        """Return the name of the editor whose browser has this secret, "" for none."""
        return self._name(secret, "browser") or ""

    def sign_out(self, secret: str) -> None:
        """Let a browser in no longer."""
        self._db.execute("DELETE FROM editors WHERE hash = ?", (_hashed(secret),))

    def revoke(self, name: str) -> int:
        """Let nobody in under a name any longer; return how many links and browsers there were."""
        return self._db.execute("DELETE FROM editors WHERE name = ?", (name,)).rowcount

    def _keep(self, name: str, kind: _Kind, seconds: float) -> str:
        secret, now = secrets.token_urlsafe(_BYTES), time.time()
        self._db.execute("DELETE FROM editors WHERE until < ?", (now,))
        row = (_hashed(secret), name, kind, now + seconds)
        self._db.execute("INSERT INTO editors (hash, name, kind, until) VALUES (?, ?, ?, ?)", row)
        return secret

    def _name(self, secret: str, kind: _Kind) -> str | None:
        sql = "SELECT name FROM editors WHERE hash = ? AND kind = ? AND until >= ?"
        row = self._db.execute(sql, (_hashed(secret), kind, time.time())).fetchone()
        return row[0] if row else None


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
