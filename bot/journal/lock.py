"""One bot a journal: two would answer every question twice. Next: `bot/telegram/run.py`."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import ChannelError


@contextmanager
def lock_journal(journal: Path) -> Iterator[None]:
    """Hold `<journal>.lock`, which the system lets go of when the process ends, however it ends.

    Raises:
        ChannelError: Another bot holds it, or it cannot be made.
    """
    path = journal.with_name(f"{journal.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ChannelError(
            f"cannot open {path}: {error.strerror}",
            "make its folder writable, or set bot.journal in config.yaml",
        ) from None
    try:
        _take(held, journal)
        yield
    finally:
        os.close(held)


def _take(held: int, journal: Path) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(held, 20, 0).decode("ascii", "replace").strip()
        raise ChannelError(
            f"another bot, process {holder or 'unknown'}, uses the journal {journal}",
            "stop that one first, or give this one a token and a bot.journal of its own",
        ) from None
    os.ftruncate(held, 0)
    os.pwrite(held, str(os.getpid()).encode(), 0)
