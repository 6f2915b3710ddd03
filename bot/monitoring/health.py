"""How the bot is, on a loopback port: /healthz for a watchdog, /metrics for Prometheus.

Healthy means that questions arrive, can be kept and can be answered: the poll is fresh, the journal
takes a write, there is a generation. Nothing here says anything about members. It runs in the
bot's own event loop, so that a bot that hangs does not answer here either.
"""

import logging
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.monitoring.metrics import Metrics

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
# Seconds. A good poll comes at least every 15: 10 of its own patience, 5 of the connection's.
STALE_POLL = 60.0
UNWELL = 503


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is at one moment.

    Attributes:
        last_poll_age: Seconds since Telegram last answered a poll; None with a webhook.
        queue: Updates that wait for their turn.
        generation: Name of the index that answers; empty if there is none.
        started: When the bot began, as `time.monotonic()` counts.
        journal_ok: Whether the journal takes a write.
    """

    last_poll_age: float | None
    queue: int
    generation: str
    started: float
    journal_ok: bool

    @property
    def problems(self) -> tuple[str, ...]:
        """What keeps questions from being answered; empty if nothing does."""
        stale = self.last_poll_age is not None and self.last_poll_age > STALE_POLL
        found = {
            f"Telegram has not answered a poll for {STALE_POLL:.0f} s": stale,
            "the journal cannot be written": not self.journal_ok,
            "there is no index to answer from": not self.generation,
        }
        return tuple(problem for problem, is_so in found.items() if is_so)

    def as_json(self) -> dict[str, object]:
        """Return it as /healthz shows it."""
        age = self.last_poll_age
        return {
            "status": "stalled" if self.problems else "ok",
            "problems": list(self.problems),
            "seconds_since_poll": None if age is None else round(age, 1),
            "queue": self.queue,
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
    server = HTTPServer(Application(pages, log_function=lambda handler: None))
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


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; tornado's own leaves one open where the port is taken."""
    found = socket.create_server((host, port))
    found.setblocking(False)
    return found


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
