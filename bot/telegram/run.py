"""`gongda bot` as a process: what it opens before it answers, and the signals it hears.

Next: `bot/telegram/service.py`, the bot itself.
"""

import asyncio
import logging
import signal

from bot.answerer import ArchiveAnswerer
from bot.channel.text.traditional import is_traditional
from bot.journal.journal import open_journal
from bot.journal.lock import lock_journal
from bot.monitoring.ending import end_soon, leave
from bot.monitoring.logs import set_up_logging
from bot.telegram.context.services import FRAME_LANGUAGES, Services
from bot.telegram.service import Reread, RunningBot, build_service, serve, token_of
from corpus.config import Settings
from corpus.errors import ConfigError

log = logging.getLogger(__name__)


def run_bot(settings: Settings, reread: Reread) -> None:
    """Answer in Telegram until SIGINT or SIGTERM; SIGHUP reads the settings again.

    A stop ends the process here, it does not return.

    Raises:
        ChannelError: There is no token, Telegram refuses it or cannot be reached, or the journal
            cannot be used, for instance as another bot does.
        GenerationError: There is no index to answer from.
    """
    token_of(settings)
    set_up_logging(settings.bot.log)
    with lock_journal(settings.bot.journal), open_journal(settings.bot.journal) as journal:
        answerer = ArchiveAnswerer(settings)
        for language in FRAME_LANGUAGES:
            answerer.sample_questions(
                language
            )  # Opens index and model before the first member waits.
        is_traditional("")  # And the tables of characters.
        asyncio.run(_until_signal(build_service(settings, answerer, journal, reread)))


async def _until_signal(service: RunningBot) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, _end, stop)
    loop.add_signal_handler(signal.SIGHUP, _reload, service.services)
    await serve(service, stop.wait)
    leave(service.services.journal.db)


def _end(stop: asyncio.Event) -> None:
    stop.set()
    end_soon()


def _reload(services: Services) -> None:
    try:
        changed, fixed = services.reload()
    except ConfigError as error:
        log.error("the settings stay as they were: %s", error)
        return
    log.info("settings read again; changed: %s", ", ".join(changed) or "nothing")
    if fixed:
        log.warning("only a new start changes these: %s", ", ".join(fixed))
