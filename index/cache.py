"""Vectors already made, so that a rebuild embeds only what is new or changed.

A SQLite file beside the generations: hash of (model, text) -> vector. It holds no text. What the
last build did not use is dropped, so that nothing of a deleted article stays.
"""

import hashlib
import sqlite3
from collections.abc import Generator, Sequence
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Vectors

# Texts embedded and committed together: a killed build loses at most this many.
BATCH = 1024


def embed(path: Path, encoder: Encoder, texts: Sequence[str]) -> Generator[tuple[Vectors, int]]:
    """Yield the vectors of the texts batch by batch, and how many of the batch had to be made.

    Each item is shape `(up to BATCH, dimension)`, float32, in the order of the texts.
    """
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB)")
        used: set[bytes] = set()
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            keys = [_key(encoder.name, text) for text in batch]
            used.update(keys)
            yield _vectors(connection, encoder, batch, keys)
        _drop_unused(connection, used)
    finally:
        connection.close()


def _vectors(
    connection: sqlite3.Connection, encoder: Encoder, texts: Sequence[str], keys: Sequence[bytes]
) -> tuple[Vectors, int]:
    marks = ", ".join("?" * len(keys))
    rows = connection.execute(f"SELECT key, value FROM vector WHERE key IN ({marks})", keys)
    known = {key: np.frombuffer(value, dtype=np.float32) for key, value in rows}
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        made = encoder.encode(list(missing.values()))
        known.update(zip(missing, made, strict=True))
        with connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?)",
                ((key, vector.tobytes()) for key, vector in zip(missing, made, strict=True)),
            )
    return np.stack([known[key] for key in keys]), len(missing)


def _drop_unused(connection: sqlite3.Connection, used: set[bytes]) -> None:
    stale = [row for row in connection.execute("SELECT key FROM vector") if row[0] not in used]
    with connection:
        connection.executemany("DELETE FROM vector WHERE key = ?", stale)


def _key(name: str, text: str) -> bytes:
    return hashlib.blake2b(f"{name}\0{text}".encode(), digest_size=16).digest()
