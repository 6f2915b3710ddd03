"""`gongda serve` as a process: what it opens, where it listens. Next: `bot/web/app.py`."""

import asyncio
import logging
import threading

import uvicorn

from bot.answerer import ArchiveAnswerer
from bot.channel.text.traditional import is_traditional
from bot.journal.journal import open_journal
from bot.journal.lock import lock_journal
from bot.monitoring.logs import set_up_logging
from bot.reply import Language
from bot.web.app import build_app
from bot.web.services import build_services
from corpus.config import Settings
from corpus.errors import ConfigError, GongdaError

log = logging.getLogger(__name__)

# Connections at a time; more are refused at once with 503. Questions have a lower limit, which says
# when to ask again.
MOST_AT_ONCE = 400
# Seconds for an idle connection, and for what is begun when the server stops.
KEEP_ALIVE, GRACE = 20, 10
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def run_web(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises:
        ConfigError: `bot.web.listen` is no address and port.
        ChannelError: The journal cannot be used, for instance as another server does.
    """
    host, port = listen_address(settings.bot.web.listen)
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
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_AT_ONCE,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=GRACE,
        )
        log.info("open http://%s", settings.bot.web.listen)
        asyncio.run(uvicorn.Server(config).serve())


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


def _warm(answerer: ArchiveAnswerer) -> None:
    """Open index, model and tables before the first member waits for them."""
    try:
        for language in _LANGUAGES:
            answerer.sample_questions(language)
    except GongdaError as error:
        log.error("%s", error)
    is_traditional("")
