"""How the bot is, on a loopback port: /healthz for a watchdog, /metrics for Prometheus.

Healthy means that questions arrive, can be kept and can be answered: the poll is fresh, the journal
takes a write, there is a generation. Nothing here says anything about members. It runs in the
bot's own event loop, so that a bot that hangs does not answer here either.
"""

import logging
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tornado.web import Application, RequestHandler

from bot.monitoring.metrics import Metrics
from bot.monitoring.server import BoundedServer, listening

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
# Seconds. A good poll comes at least every 15: 10 of its own patience, 5 of the connection's.
STALE_POLL = 60.0
# Seconds that the oldest unanswered update may be old.
STALE_UPDATE = 60.0
UNWELL = 503
# Bytes of a body: nobody has anything to post here.
LARGEST_BODY = 1 << 10


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is at one moment.

    Attributes:
        last_poll_age: Seconds since Telegram last answered a poll; None with a webhook.
        queue: Updates that wait for their turn.
        generation: Name of the index that answers; empty if there is none.
        started: When the bot began, as `time.monotonic()` counts.
        journal_ok: Whether the journal takes a write.
        heard: Whether a poll was ever answered, or Telegram knows where to post to.
        oldest: Seconds since the oldest unanswered update came in.
        journal_there: Whether the open journal is the file of its name.
        index_there: Whether the folder of the index that answers is there.
        notes: What is not as it was set up, though questions are answered.
    """

    last_poll_age: float | None
    queue: int
    generation: str
    started: float
    journal_ok: bool
    heard: bool = True
    oldest: float = 0.0
    journal_there: bool = True
    index_there: bool = True
    notes: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What keeps questions from being answered; empty if nothing does."""
        stale = self.last_poll_age is not None and self.last_poll_age > STALE_POLL
        found = {
            "Telegram has not been heard since the start": not self.heard,
            f"Telegram has not answered a poll for {STALE_POLL:.0f} s": stale,
            f"an update waits for more than {STALE_UPDATE:.0f} s": self.oldest > STALE_UPDATE,
            "the journal cannot be written": not self.journal_ok,
            "the journal's file is gone or another one": not self.journal_there,
            "there is no index to answer from": not self.generation,
            "the folder of the index is gone": not self.index_there,
        }
        return tuple(problem for problem, is_so in found.items() if is_so)

    def as_json(self) -> dict[str, object]:
        """Return it as /healthz shows it."""
        age = self.last_poll_age
        return {
            "status": "stalled" if self.problems else "ok",
            "problems": list(self.problems),
            "notes": list(self.notes),
            "seconds_since_poll": None if age is None else round(age, 1),
            "queue": self.queue,
            "seconds_of_oldest": round(self.oldest, 1),
            "generation": self.generation,
            "uptime_seconds": round(time.monotonic() - self.started),
        }


CheckHealth = Callable[[], Awaitable[Health]]


@asynccontextmanager
async def serving(port: int, look: CheckHealth, metrics: Metrics) -> AsyncIterator[None]:
    """Serve both pages on a loopback port while the context is open; port 0 serves nothing.

    A port that is taken is told in the log: members are answered all the same.
    """
    if not port:
        yield
        return
    parts = {"look": look, "metrics": metrics}
    pages = [(r"/healthz", _Healthz, parts), (r"/metrics", _Metrics, parts)]
    application = Application(pages, log_function=lambda handler: None)
    server = BoundedServer(application, max_body_size=LARGEST_BODY)
    try:
        server.add_socket(listening(LOOPBACK, port))
    except OSError as error:
        log.warning("no /healthz and /metrics on %s:%s: %s", LOOPBACK, port, error)
    else:
        log.info("/healthz and /metrics on %s:%s", LOOPBACK, port)
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()


def is_writable(journal: sqlite3.Connection) -> bool:
    """Say whether the journal takes a write, by writing its version number over itself.

    Reading alone would not notice a full disk, a lock or a read-only file. It costs one commit.
    """
    try:
        version = journal.execute("PRAGMA user_version").fetchone()[0]
        journal.execute(f"PRAGMA user_version = {version}")
    except sqlite3.Error as error:
        log.error("the journal cannot be written: %s", error)
        return False
    return True


def is_the_file(journal: sqlite3.Connection, path: Path) -> bool:
    """Say whether an open journal is the file of its name; what is unlinked is written in vain.

    Of the files that this process has open one must be the one that the name stands for now.
    """
    try:
        named = path.stat()
        journal.execute("PRAGMA schema_version").fetchone()
    except (OSError, sqlite3.Error):
        return False
    return any(os.path.samestat(named, one) for one in _open_files())


def _open_files() -> Iterator[os.stat_result]:
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - a Path would be resolved
        with suppress(OSError):
            yield os.fstat(int(name))


class _Page(RequestHandler):
    def initialize(self, look: CheckHealth, metrics: Metrics) -> None:
        self._look = look
        self._metrics = metrics

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")


class _Healthz(_Page):
    """Says how the bot is: 200 if well, else 503."""

    async def get(self) -> None:
        health = await self._look()
        if health.problems:
            self.set_status(UNWELL)
        self.finish(health.as_json())


class _Metrics(_Page):
    """Gives the figures."""

    async def get(self) -> None:
        health = await self._look()
        self._metrics.now(health.queue, health.last_poll_age, health.generation)
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.finish(self._metrics.page())
