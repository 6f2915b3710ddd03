"""`gongda serve` as a process: what it opens, where it listens. Next: `bot/web/app.py`."""

import asyncio
import logging
import socket
import sqlite3
import threading
from types import FrameType

import uvicorn

from bot.answerer import ArchiveAnswerer
from bot.channel.text.traditional import is_traditional
from bot.journal.journal import open_journal
from bot.journal.lock import lock_journal
from bot.monitoring.ending import end_soon, leave
from bot.monitoring.logs import set_up_logging
from bot.monitoring.loopback import is_loopback
from bot.reply import Language
from bot.web.app import build_app
from bot.web.guard.connections import BoundedConnection
from bot.web.services import build_services
from corpus.config import Settings
from corpus.errors import ConfigError, GongdaError
from corpus.settings.channels import WebSettings

log = logging.getLogger(__name__)

# Requests at a time; more are refused at once with 503. Questions have a lower limit, which says
# when to ask again.
MOST_AT_ONCE = 400
# Seconds for an idle connection, and for what is begun when the server stops.
KEEP_ALIVE, GRACE = 20, 2
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def run_web(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; a stop ends the process here, it does not return.

    Raises:
        ConfigError: `bot.web.listen` is no address and port, or one that other machines reach and
            was asked for once only.
        ChannelError: The journal cannot be used, for instance as another server does.
    """
    host, port = listen_address(settings.bot.web.listen)
    _check_reach(host, settings.bot.web)
    set_up_logging(settings.bot.log)
    journal_path = settings.bot.web.journal
    with lock_journal(journal_path), open_journal(journal_path) as journal:
        answerer = ArchiveAnswerer(settings)
        threading.Thread(target=_warm, args=(answerer,), daemon=True).start()
        app = build_app(build_services(settings, answerer, journal))
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            http=BoundedConnection,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_AT_ONCE,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=GRACE,
        )
        log.info("open http://%s", settings.bot.web.listen)
        asyncio.run(_Server(config, journal.db).serve())


class _Server(uvicorn.Server):
    """A server that ends within seconds of the signal, whatever still runs."""

    def __init__(self, config: uvicorn.Config, journal: sqlite3.Connection) -> None:
        super().__init__(config)
        self._journal = journal

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop."""
        end_soon()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, and end the process."""
        await super().shutdown(sockets)
        leave(self._journal)


def listen_address(address: str) -> tuple[str, int]:
    """Return host and port.

    >>> listen_address("127.0.0.1:8800"), listen_address("[::1]:80")
    (('127.0.0.1', 8800), ('::1', 80))

    Raises:
        ConfigError: It is no address and port.
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ConfigError(
            f"bot.web.listen is {address!r}", "write an address and a port, like 127.0.0.1:8800"
        )
    return host.strip("[]"), int(port)


def _check_reach(host: str, web: WebSettings) -> None:
    """Refuse an address that other machines reach, unless it was asked for twice."""
    try:
        alone = is_loopback(host)
    except OSError as error:
        raise ConfigError(
            f"bot.web.listen is {web.listen!r}: {error}", "write an address, like 127.0.0.1:8800"
        ) from None
    if not alone and not web.listen_beyond:
        raise ConfigError(
            f"bot.web.listen is {web.listen}, which other machines reach",
            "listen on 127.0.0.1 behind a proxy with https; if you mean it, set "
            "bot.web.listen_beyond to true as well",
        )


def _warm(answerer: ArchiveAnswerer) -> None:
    """Open index, model and tables before the first member waits for them."""
    try:
        for language in _LANGUAGES:
            answerer.sample_questions(language)
    except GongdaError as error:
        log.error("%s", error)
    is_traditional("")
