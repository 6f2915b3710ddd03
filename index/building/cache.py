"""What a build would otherwise make again: checked bytes by key, in a SQLite file of its own.

Two lie beside the generations: vectors that a build made and has not published yet, so that a
killed one loses at most a batch; and pages as they were read (`index/building/pages.py`). Nothing
depends on
them: a damaged or missing file is as good as an empty one, and is replaced. What the last build did
not use is dropped and overwritten, so that nothing of a deleted article stays.
"""

import contextlib
import hashlib
import itertools
import sqlite3
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.building.embedding import Embedding
from index.engines.encoder import Vectors
from index.store.digest import digest_of

# Texts embedded and committed together: a killed build loses at most this many.
BATCH = 1024
# Bytes that stand before each value to tell damage.
CHECK_SIZE = 8
# What SQLite adds to the name of a file while it writes.
COMPANIONS = ("-wal", "-shm", "-journal")


class Cache:
    """An open cache; it never fails, it only forgets."""

    def __init__(self, path: Path) -> None:
        """Open or make the file."""
        self._path = path
        self._broken = False
        self._connection: sqlite3.Connection | None = None
        with self._forgiving():
            self._connection = sqlite3.connect(path)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA secure_delete = ON")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS entry (key BLOB PRIMARY KEY, value BLOB NOT NULL)"
            )

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is known of these keys, at most `BATCH` of them."""
        marks = ", ".join("?" * len(keys))
        known: dict[bytes, bytes] = {}
        with self._forgiving() as connection:
            rows = connection.execute(f"SELECT key, value FROM entry WHERE key IN ({marks})", keys)
            for key, value in rows:
                if value[:CHECK_SIZE] == _check(key, value[CHECK_SIZE:]):
                    known[key] = value[CHECK_SIZE:]
        return known

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Remember these, in one transaction."""
        with self._forgiving() as connection, connection:
            connection.executemany(
                "INSERT OR REPLACE INTO entry VALUES (?, ?)",
                ((key, _check(key, value) + value) for key, value in entries),
            )

    def keep(self, used: Collection[bytes]) -> None:
        """Forget everything but these keys."""
        with self._forgiving() as connection, connection:
            rows = connection.execute("SELECT key FROM entry").fetchall()
            stale = [row for row in rows if row[0] not in used]
            connection.executemany("DELETE FROM entry WHERE key = ?", stale)

    def close(self) -> None:
        """Close the file; a broken one is removed, so that the next build starts a new one."""
        with self._forgiving() as connection:
            connection.close()
        if self._broken:
            remove_cache(self._path)

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[sqlite3.Connection]:
        """Do nothing, and from then on know nothing, where SQLite finds its file damaged."""
        try:
            yield self._connection or sqlite3.connect(":memory:")
        except sqlite3.DatabaseError:
            self._broken = True


@contextlib.contextmanager
def open_cache(path: Path) -> Iterator[Cache]:
    """Open a cache file, and close it in the end."""
    cache = Cache(path)
    try:
        yield cache
    finally:
        cache.close()


def remove_cache(path: Path) -> None:
    """Remove a cache file and what SQLite put beside it."""
    for name in (path.name, *(path.name + companion for companion in COMPANIONS)):
        path.with_name(name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts that are embedded together.

    Attributes:
        keys: Of every text, in order.
        known: Vectors that need not be made.
        missing: Texts whose vectors have to be.
    """

    keys: list[bytes]
    known: dict[bytes, Vectors]
    missing: dict[bytes, str]


def embed(
    cache: Cache, embedding: Embedding, texts: Sequence[str]
) -> Generator[tuple[Vectors, int]]:
    """Yield the vectors of the texts batch by batch, and how many of the batch had to be made.

    Each item is shape `(up to BATCH, dimension)`, float32, in the order of the texts.
    """
    batches, asked = itertools.tee(_batches(cache, embedding.encoder.name, texts))
    each_made = embedding.vectors(list(batch.missing.values()) for batch in asked)
    for batch, made in zip(batches, each_made, strict=True):
        vectors = batch.known | dict(zip(batch.missing, made, strict=True))
        cache.put((key, vectors[key].tobytes()) for key in batch.missing)
        yield np.stack([vectors[key] for key in batch.keys]), len(batch.missing)


def _batches(cache: Cache, encoder: str, texts: Sequence[str]) -> Iterator[_Batch]:
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        keys = [digest_of((encoder, text)) for text in batch]
        known: dict[bytes, Vectors] = {
            key: np.frombuffer(value, dtype=np.float32) for key, value in cache.get(keys).items()
        }
        missing = {key: text for key, text in zip(keys, batch, strict=True) if key not in known}
        yield _Batch(keys, known, missing)


def _check(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=CHECK_SIZE, key=key).digest()
