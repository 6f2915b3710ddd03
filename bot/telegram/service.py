"""The Telegram channel: `gongda bot`.

Read from here: `inbox.py` (what comes in is kept), `hear.py` (what is asked),
`talk.py` (the handlers), `reply.py` (how an answer looks). Polling only: it needs
no public address. This package of files imports python-telegram-bot at the top; the command line
imports this file in the `bot` command alone.
"""

import asyncio
import json
import logging
import os
import signal
from collections.abc import Awaitable, Callable

from telegram import (
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Update,
)
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import AIORateLimiter, ApplicationBuilder, MessageHandler, filters

from bot.desk import AnsweringDesk, Desk
from bot.journal import Journal, open_journal
from bot.telegram.inbox import JournalQueue, Lanes, ReadableUpdates
from bot.telegram.messages import CHINESE, ENGLISH
from bot.telegram.talk import LANGUAGES, App, Talk
from corpus.config import Settings
from corpus.errors import ChannelError

log = logging.getLogger(__name__)

# After a 429 the library waits as told and asks again so often; its default is to give up at once.
FLOOD_RETRIES = 5
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
Waiter = Callable[[], Awaitable[object]]


def run_bot(settings: Settings) -> None:
    """Answer in Telegram until SIGINT or SIGTERM.

    Raises:
        ChannelError: There is no token, Telegram refuses it or cannot be reached, or the journal
            cannot be used.
        GenerationError: There is no index to answer from.
    """
    _token(settings)
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)
    quiet_logs()
    desk = Desk(settings)
    for language in LANGUAGES:
        desk.sample_questions(language)  # Opens index and model before the first member waits.
    with open_journal(settings.bot.journal) as journal:
        asyncio.run(_until_signal(settings, desk, journal))


async def serve(settings: Settings, desk: AnsweringDesk, journal: Journal, stopped: Waiter) -> None:
    """Answer until `stopped` returns; what is begun is finished then, what waits stays on disk.

    Raises:
        ChannelError: Telegram refuses the token or cannot be reached at the start.
    """
    application, lanes = build(settings, desk, journal)
    await _connect(application, settings)
    try:
        await _set_menus(application)
        _replay(application, journal)
        await application.start()
        await _poll(application)
        await stopped()
    finally:
        await _stop(application, lanes)


def build(settings: Settings, desk: AnsweringDesk, journal: Journal) -> tuple[App, Lanes]:
    """Put the application together; nothing is sent yet."""
    # Waiting times as timedelta, the library's future: else it warns at every 429.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    server = settings.bot.telegram.base_url.rstrip("/")
    queue, lanes = JournalQueue(journal), Lanes(journal)
    talk = Talk(desk, journal, lanes, settings.bot.telegram.allow)
    application: App = (
        ApplicationBuilder()
        .token(_token(settings))
        .base_url(f"{server}/bot")
        .base_file_url(f"{server}/file/bot")
        .get_updates_request(ReadableUpdates(connection_pool_size=1))
        .rate_limiter(AIORateLimiter(max_retries=FLOOD_RETRIES))
        .update_queue(queue)
        .concurrent_updates(lanes)
        .build()
    )
    lanes.requeue = queue.put_nowait
    lanes.give_up = lambda update: talk.apologise(update, application.bot, str(update.update_id))
    wanted = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
    application.add_handler(MessageHandler(wanted, talk.on_message))
    application.add_error_handler(talk.on_error)
    return application, lanes


def quiet_logs() -> None:
    """Keep the library's loggers from what nobody should read.

    httpx logs the token within addresses, the library logs texts at DEBUG. Its poll logs the trace
    of every network failure, which `_poll` says in a line.
    """
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.INFO)
    logging.getLogger("telegram.ext.Updater").setLevel(logging.CRITICAL)


def _token(settings: Settings) -> str:
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    if not token.strip():
        raise ChannelError(
            "there is no Telegram token",
            "get one from @BotFather, then `export GONGDA_TELEGRAM_TOKEN=…`",
        )
    return token.strip()


async def _until_signal(settings: Settings, desk: AnsweringDesk, journal: Journal) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await serve(settings, desk, journal, stop.wait)


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


async def _set_menus(application: App) -> None:
    """Offer the commands in Chinese where the member's Telegram is Chinese, else in English."""
    bot = application.bot
    log.info("answering as @%s", bot.bot.username)
    try:
        for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
            await bot.set_my_commands(ENGLISH.commands, scope=scope)
            await bot.set_my_commands(CHINESE.commands, scope=scope, language_code="zh")
    except TelegramError as error:
        log.warning("the menus could not be set: %s", error)


def _replay(application: App, journal: Journal) -> None:
    """Queue what an earlier run left unanswered."""
    waiting = journal.waiting()
    for _, raw in waiting:
        application.update_queue.put_nowait(_restored(raw, application))
    if waiting:
        log.info("%s unanswered updates from an earlier run", len(waiting))


def _restored(raw: str, application: App) -> Update:
    return Update.de_json(json.loads(raw), application.bot)


async def _poll(application: App) -> None:
    assert application.updater is not None
    await application.updater.start_polling(
        allowed_updates=[Update.MESSAGE],
        bootstrap_retries=-1,
        drop_pending_updates=False,
        error_callback=lambda error: log.warning("polling: %s", error),
    )


async def _stop(application: App, lanes: Lanes) -> None:
    lanes.close()
    assert application.updater is not None
    if application.updater.running:
        await application.updater.stop()
    if application.running:
        await application.stop()
    await application.shutdown()
