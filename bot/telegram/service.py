"""The Telegram channel: `gongda bot`.

Read from here: `bot/telegram/transport/polling.py` or `bot/telegram/transport/webhook.py`
(receiving), `bot/telegram/transport/inbox.py` (what comes in is kept),
`bot/telegram/context/addressed.py` (what is asked), `bot/telegram/routing.py` (who answers it),
`bot/telegram/handlers/questions.py` (a question), `bot/channel/views/answer.py` (how an answer
looks), `bot/telegram/transport/post.py` (how it gets out). This package imports python-telegram-bot
at the top; the command line imports it in the `bot` command alone.
"""

import asyncio
import json
import logging
import os
import sqlite3
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import (
    AIORateLimiter,
    ApplicationBuilder,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.answerer import Answerer
from bot.editors.uploads import Uploads
from bot.journal.journal import Journal
from bot.members.alias import alias
from bot.monitoring.health import CheckHealth, Health, is_writable, serving
from bot.telegram.context.addressed import is_command
from bot.telegram.context.services import SEARCHES, App, Services
from bot.telegram.handlers.access import check_access
from bot.telegram.handlers.inline import Inline
from bot.telegram.routing import Router
from bot.telegram.text.menus import set_menus
from bot.telegram.transport.inbox import JournalQueue, Lanes
from bot.telegram.transport.polling import Poll, ReadableUpdates
from bot.telegram.transport.post import Post
from bot.telegram.transport.webhook import Webhook
from corpus.config import Settings
from corpus.errors import ChannelError, GongdaError

log = logging.getLogger(__name__)

# After a 429 the library waits as told and asks again so often; its default is to give up at once.
FLOOD_RETRIES = 5
HOUR, DAY = 3600.0, 86400.0
Waiter = Callable[[], Awaitable[object]]
Reread = Callable[[], Settings]


@dataclass(frozen=True, slots=True)
class RunningBot:
    """The parts of a running bot.

    Attributes:
        application: The library's; its handlers are ours.
        queue: From the ear to the handlers.
        lanes: The order in which they run.
        shared: What all handlers use.
        line: The connection of the poll.
    """

    application: App
    queue: JournalQueue
    lanes: Lanes
    services: Services
    line: ReadableUpdates


async def serve(service: RunningBot, stopped: Waiter) -> None:
    """Answer until `stopped` returns; what is begun is finished then, what waits stays on disk.

    Raises:
        ChannelError: Telegram refuses the token or cannot be reached at the start.
    """
    settings, application = service.services.settings, service.application
    await _connect(application, settings)
    services, ear = service.services, _ear(service)
    keeping = asyncio.create_task(_keep_house(services))
    try:
        async with serving(services.telegram.health, _health(service, ear), services.metrics):
            await set_menus(services.bot, settings)
            _replay(service)
            await application.start()
            await ear.start()
            await stopped()
    finally:
        keeping.cancel()
        service.lanes.close()
        await ear.stop()
        if application.running:
            await application.stop()
        await application.shutdown()


def build_service(
    settings: Settings, answerer: Answerer, journal: Journal, reread: Reread | None = None
) -> RunningBot:
    """Put the parts together; nothing is sent yet.

    Raises:
        ConfigError: Nobody could ever ask.
    """
    check_access(settings)
    # Waiting times as timedelta, the library's future: else it warns at every 429.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    server, token = settings.bot.telegram.base_url.rstrip("/"), token_of(settings)
    queue, lanes = JournalQueue(journal, lambda number: alias(number, token)), Lanes(journal)
    line = ReadableUpdates()
    application: App = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{server}/bot")
        .base_file_url(f"{server}/file/bot")
        .get_updates_request(line)
        .rate_limiter(AIORateLimiter(max_retries=FLOOD_RETRIES))
        .updater(None)
        .update_queue(queue)
        .concurrent_updates(lanes)
        .build()
    )
    services = Services(
        settings=settings,
        answerer=answerer,
        journal=journal,
        lanes=lanes,
        bot=application.bot,
        post=Post(application.bot, journal),
        searches=asyncio.Semaphore(SEARCHES),
        reread=lambda: _checked(reread() if reread else settings),
    )
    service = RunningBot(application, queue, lanes, services, line)
    _join(service, Router(services))
    return service


def _checked(settings: Settings) -> Settings:
    """Return settings under which somebody may ask; raises as `check_access` does."""
    check_access(settings)
    return settings


def _join(service: RunningBot, talk: Router) -> None:
    """Let the parts know what they need of each other."""
    queue, lanes = service.queue, service.lanes
    queue.refused = lanes.failed = talk.outage.began
    queue.taken = talk.outage.over
    lanes.requeue = queue.put_nowait
    lanes.give_up = lambda update: talk.apologise(update, str(update.update_id))
    # Nor does a chat wait for the build that was asked for in it.
    lanes.urgent = lambda update: any(is_command(update, one) for one in ("cancel", "rebuild"))
    written = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    messages = MessageHandler(written & ~filters.StatusUpdate.ALL, talk.on_message)
    service.application.add_handler(messages)
    service.application.add_handler(CallbackQueryHandler(talk.on_tap))
    service.application.add_handler(InlineQueryHandler(Inline(service.services).on_query))
    service.application.add_error_handler(talk.on_error)


def _ear(service: RunningBot) -> Poll | Webhook:
    channel = service.services.telegram
    if channel.webhook:
        return Webhook(service.services.bot, service.queue, channel.webhook, channel.listen)
    return Poll(service.services.bot, service.queue, service.line)


def _health(service: RunningBot, ear: Poll | Webhook) -> CheckHealth:
    """Return how to look at the bot's health."""
    services, started = service.services, time.monotonic()

    async def look() -> Health:
        try:
            # A new generation is opened by who looks first: that takes its time.
            generation = (await asyncio.to_thread(services.answerer.coverage)).generation
        except GongdaError:
            generation = ""
        return Health(
            last_poll_age=ear.age if isinstance(ear, Poll) else None,
            queue=service.queue.qsize() + service.lanes.depth,
            generation=generation,
            started=started,
            journal_ok=is_writable(services.journal.db),
        )

    return look


async def _keep_house(services: Services) -> None:
    """Erase the words and the page files whose time is over, every hour."""
    while True:
        try:
            services.journal.erase_words(time.time() - services.telegram.retention_days * DAY)
            Uploads(services.journal.db, services.settings.bot.journal).sweep()
        except sqlite3.Error as error:
            log.error("nothing could be erased from the journal, tried again later: %s", error)
        await asyncio.sleep(HOUR)


def token_of(settings: Settings) -> str:
    """Return the bot's token.

    Raises:
        ChannelError: There is none.
    """
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    if not token.strip():
        raise ChannelError(
            "there is no Telegram token",
            "get one from @BotFather, then `export GONGDA_TELEGRAM_TOKEN=…`",
        )
    return token.strip()


async def _connect(application: App, settings: Settings) -> None:
    try:
        await application.initialize()
    except InvalidToken:
        await application.bot.request.shutdown()
        # The library's own words hold the token.
        raise ChannelError(
            "Telegram refuses the token", "check it with @BotFather, then export it again"
        ) from None
    except NetworkError as error:
        await application.bot.request.shutdown()
        raise ChannelError(
            f"cannot reach {settings.bot.telegram.base_url}: {error}",
            "check the network and bot.telegram.base_url; unanswered questions are kept",
        ) from None


def _replay(service: RunningBot) -> None:
    """Queue what an earlier run left unanswered."""
    waiting = service.services.journal.waiting()
    for _, raw in waiting:
        service.queue.put_nowait(Update.de_json(json.loads(raw), service.services.bot))
    if waiting:
        log.info("%s unanswered updates from an earlier run", len(waiting))
        service.services.metrics.replayed(len(waiting))
