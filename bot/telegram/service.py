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
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from telegram import Update
from telegram.error import InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.answerer import Answerer
from bot.channel.lanes import MOST_WAITING
from bot.editors.uploads import Uploads
from bot.journal.house import keep_house
from bot.journal.journal import Journal
from bot.members.alias import alias
from bot.monitoring.health import CheckHealth, Health, is_the_file, is_writable, serving
from bot.telegram.context.addressed import is_command
from bot.telegram.context.services import SEARCHES, App, Services
from bot.telegram.handlers.access import check_access
from bot.telegram.handlers.inline import Inline
from bot.telegram.routing import Router
from bot.telegram.text.menus import set_menus
from bot.telegram.transport.inbox import JournalQueue, Lanes
from bot.telegram.transport.limits import Limits, seconds_of
from bot.telegram.transport.line import Line, check_proxy
from bot.telegram.transport.polling import LONGEST_REST, Poll, ReadableUpdates
from bot.telegram.transport.post import Post
from bot.telegram.transport.webhook import Webhook
from corpus.config import Settings
from corpus.errors import ChannelError, GongdaError

log = logging.getLogger(__name__)

# Seconds in which what is begun may come to its end when the bot stops.
STOP_SECONDS, LEAVE_SECONDS = 2.5, 0.5
# Requests at a time.
CONNECTIONS = 256
# Messages that may wait in one group: it takes 20 of the bot's messages and edits a minute, so that
# more would wait for longer than anybody does.
MOST_IN_A_GROUP = 20
Waiter = Callable[[], Awaitable[object]]
Reread = Callable[[], Settings]
Ear = Poll | Webhook


@dataclass(frozen=True, slots=True)
class RunningBot:
    """The parts of a running bot.

    Attributes:
        application: The library's; its handlers are ours.
        queue: From the ear to the handlers.
        lanes: The order in which they run.
        services: What all handlers use.
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
    stop = asyncio.ensure_future(stopped())
    ear, services = _ear(service), service.services
    async with serving(services.telegram.health, _health(service, ear), services.metrics):
        beginning = asyncio.create_task(_begin(service, ear))
        keeping = asyncio.create_task(_kept_house(services))
        try:
            await asyncio.wait({beginning, stop}, return_when=asyncio.FIRST_COMPLETED)
            if beginning.done():
                beginning.result()
                await stop
        finally:
            for task in (beginning, keeping, stop):
                task.cancel()
            await asyncio.wait({beginning}, timeout=2 * LEAVE_SECONDS)
            await _end(service, ear)


async def _kept_house(services: Services) -> None:
    uploads = Uploads(services.journal.db, services.settings.bot.journal)
    await keep_house(services.journal, lambda: services.telegram.retention_days, uploads.sweep)


async def _begin(service: RunningBot, ear: Ear) -> None:
    """Begin to hear and to answer; nothing that Telegram may let wait stands before that."""
    await _connect(service.application, service.services.settings)
    _replay(service)
    await service.application.start()
    menus = asyncio.create_task(set_menus(service.services.bot, service.services.settings))
    try:
        await ear.start()
        await menus
    finally:
        menus.cancel()
        # What is cut off closes its connection, if it is given the time.
        await asyncio.gather(menus, return_exceptions=True)


async def _end(service: RunningBot, ear: Ear) -> None:
    """Stop within seconds: what is begun may end, what does not is left to the next run."""
    service.lanes.close()
    application = service.application
    ends = [asyncio.create_task(ear.stop())]
    if application.running:
        ends.append(asyncio.create_task(application.stop()))
    _, late = await asyncio.wait(ends, timeout=STOP_SECONDS)
    for task in late:
        task.cancel()
    await service.lanes.abandon(LEAVE_SECONDS)
    try:
        async with asyncio.timeout(LEAVE_SECONDS):
            await asyncio.gather(*ends, return_exceptions=True)
            await application.shutdown()
            await application.bot.shutdown()  # Where it never came to know who it is.
    except TimeoutError:
        log.warning("not everything came to its end; what waits is in the journal")


def build_service(
    settings: Settings, answerer: Answerer, journal: Journal, reread: Reread | None = None
) -> RunningBot:
    """Put the parts together; nothing is sent yet.

    Raises:
        ConfigError: Nobody could ever ask, or the proxy cannot be used.
    """
    check_access(settings)
    check_proxy(settings.bot.telegram.proxy)
    # Waiting times as timedelta, the library's future: else it warns at every 429.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    server, token = settings.bot.telegram.base_url.rstrip("/"), token_of(settings)
    queue, lanes = JournalQueue(journal, lambda number: alias(number, token)), Lanes(journal)
    line = ReadableUpdates(settings.bot.telegram.proxy)
    application: App = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{server}/bot")
        .base_file_url(f"{server}/file/bot")
        .get_updates_request(line)
        .request(Line(CONNECTIONS, proxy=settings.bot.telegram.proxy))
        .rate_limiter(Limits())
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
    service.line.brought = queue.keep
    queue.refused = lanes.failed = talk.outage.began
    queue.taken = talk.outage.over
    lanes.requeue = queue.put_nowait
    lanes.most = _most_waiting
    lanes.overflows = talk.crowded
    lanes.give_up = lambda update: talk.apologise(update, str(update.update_id))
    # Nor does a chat wait for the build that was asked for in it.
    lanes.urgent = lambda update: any(is_command(update, one) for one in ("cancel", "rebuild"))
    written = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    messages = MessageHandler(written & ~filters.StatusUpdate.ALL, talk.on_message)
    service.application.add_handler(messages)
    service.application.add_handler(CallbackQueryHandler(talk.on_tap))
    service.application.add_handler(InlineQueryHandler(Inline(service.services).on_query))
    service.application.add_error_handler(talk.on_error)


def _most_waiting(update: Update) -> int:
    chat = update.effective_chat
    return MOST_IN_A_GROUP if chat is not None and chat.id < 0 else MOST_WAITING


def _ear(service: RunningBot) -> Ear:
    channel = service.services.telegram
    if channel.webhook:
        return Webhook(service.services.bot, service.queue, channel)
    return Poll(service.services.bot, service.queue, service.line)


def _health(service: RunningBot, ear: Ear) -> CheckHealth:
    """Return how to look at the bot's health."""
    services, started = service.services, time.monotonic()

    async def look() -> Health:
        generation = ""
        notes: tuple[str, ...] = ()
        with suppress(GongdaError):
            # A new generation is opened by who looks first: that takes its time.
            covered = await asyncio.to_thread(services.answerer.coverage)
            generation, notes = covered.generation, covered.notes
        return Health(
            last_poll_age=ear.age if isinstance(ear, Poll) else None,
            queue=service.queue.qsize() + service.lanes.depth,
            generation=generation,
            started=started,
            journal_ok=is_writable(services.journal.db) and not service.queue.refuses,
            heard=ear.heard,
            oldest=service.lanes.oldest,
            journal_there=is_the_file(services.journal.db, services.settings.bot.journal),
            index_there=not generation or services.answerer.is_there(generation),
            notes=notes,
        )

    return look


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
    """Learn who the bot is, as soon as Telegram says so."""
    while True:
        try:
            return await application.initialize()
        except RetryAfter as error:
            log.warning("Telegram does not say yet who the bot is: %s", error)
            await asyncio.sleep(min(seconds_of(error), LONGEST_REST))
        except InvalidToken:
            # The library's own words hold the token.
            raise ChannelError(
                "Telegram refuses the token", "check it with @BotFather, then export it again"
            ) from None
        except NetworkError as error:
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
