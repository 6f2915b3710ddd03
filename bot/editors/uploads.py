"""Page files that administrators sent and have not confirmed: a row, and the bytes beside it.

The bytes lie in `<journal>.uploads/<key>/<name>`, so that `corpus/load.py` reads them as it reads
the archive. Both survive a restart; after a day they are gone. Next:
`bot/telegram/editors/upload.py`.
"""

import secrets
import shutil
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

# Seconds. Shorter than the two days in which the journal knows the preview's message.
KEPT_SECONDS = 24 * 3600.0
_KEY_BYTES = 9


@dataclass(frozen=True, slots=True)
class Upload:
    """A page file that waits for a tap.

    Attributes:
        key: Stands in the data of its buttons; begins with the update that brought it.
        name: Of the page in the archive.
        path: Where its bytes lie.
    """

    key: str
    name: str
    path: Path

    @property
    def update_id(self) -> int:
        """The update that brought it, which names the preview in the journal."""
        return int(self.key.partition("-")[0])


class Uploads:
    """The table `uploads` of an open journal and the folder beside it."""

    def __init__(self, connection: sqlite3.Connection, journal: Path) -> None:
        self._db = connection
        self._folder = journal.with_name(f"{journal.name}.uploads").absolute()

    def keep(self, update_id: int, member: str, name: str, content: bytes) -> Upload:
        """Keep a file in place of what the same update brought before."""
        self.sweep()
        sql = "SELECT key FROM uploads WHERE key GLOB ?"
        for (earlier,) in self._db.execute(sql, (f"{update_id}-*",)).fetchall():
            self.drop(earlier)
        upload = self.enter(update_id, member, name)
        write_upload(upload, content)
        return upload

    def enter(self, update_id: int, member: str, name: str) -> Upload:
        """Enter a file whose bytes are still to be written; its name may have folders."""
        key = f"{update_id}-{secrets.token_urlsafe(_KEY_BYTES)}"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        upload = Upload(key, name, self._folder / key / name)
        upload.path.parent.mkdir(parents=True)
        sql = "INSERT INTO uploads (key, member, name, path, made) VALUES (?, ?, ?, ?, ?)"
        self._db.execute(sql, (key, member, name, str(upload.path), time.time()))
        return upload

    def of(self, member: str) -> list[Upload]:
        """Return all that a member sent and that still waits, in the order in which it came."""
        sql = "SELECT key, name, path FROM uploads WHERE member = ? AND made >= ? ORDER BY rowid"
        rows = self._db.execute(sql, (member, time.time() - KEPT_SECONDS)).fetchall()
        every = (Upload(key, name, Path(path)) for key, name, path in rows)
        return [upload for upload in every if upload.path.is_file()]

    def find(self, key: str, member: str) -> Upload | None:
        """Return what a member sent, None if it was dropped or is too old."""
        sql = "SELECT name, path FROM uploads WHERE key = ? AND member = ? AND made >= ?"
        row = self._db.execute(sql, (key, member, time.time() - KEPT_SECONDS)).fetchone()
        return Upload(key, row[0], Path(row[1])) if row else None

    def drop(self, key: str) -> None:
        """Forget a file."""
        self._db.execute("DELETE FROM uploads WHERE key = ?", (key,))
        shutil.rmtree(self._folder / key, ignore_errors=True)

    def sweep(self) -> None:
        """Forget what is too old, and what lies in the folder without a row."""
        self._db.execute("DELETE FROM uploads WHERE made < ?", (time.time() - KEPT_SECONDS,))
        known = {key for (key,) in self._db.execute("SELECT key FROM uploads")}
        for left in self._folder.glob("*"):
            if left.name not in known:
                shutil.rmtree(left, ignore_errors=True)


def write_upload(upload: Upload, content: bytes) -> None:
    """Write the bytes of a file that was entered."""
    upload.path.write_bytes(content)
