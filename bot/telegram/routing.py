"""The conversation in Telegram: which handler a message, a tap or an inline query goes to.

No message text reaches a log. What a member may do and how it is answered stands in the files
named in `COMMANDS` and `TAPS`. Next: `bot/telegram/service.py` starts it all.
"""

import logging
import secrets
import sqlite3
import traceback
from collections.abc import Mapping

from telegram import CallbackQuery, Message, Update
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.members.language import language_choice_of, speech_of, spoken_in
from bot.members.messages import access_messages
from bot.telegram.context.addressed import AddressedMessage, addressed_message, speaker
from bot.telegram.context.services import Alert, Command, Context, Request, Services, Tap
from bot.telegram.editors.admin import ADMIN_COMMANDS
from bot.telegram.editors.rebuilding import HELD_BACK_BUTTON as HELD_BACK
from bot.telegram.editors.rebuilding import publish_anyway
from bot.telegram.editors.upload import PAGE_FILE, decide_page, page_file, receive_page
from bot.telegram.editors.upload import UPLOAD_BUTTON as PAGE
from bot.telegram.handlers.access import admitted, refused_tap
from bot.telegram.handlers.approval import APPROVAL_BUTTON as APPROVAL
from bot.telegram.handlers.approval import decide
from bot.telegram.handlers.buttons import BUTTONS, broken
from bot.telegram.handlers.commands import MEMBER_COMMANDS, unknown_command
from bot.telegram.handlers.language import LANGUAGE_BUTTON as LANGUAGE
from bot.telegram.handlers.language import tap_language
from bot.telegram.handlers.outage import Outage
from bot.telegram.text.messages import telegram_messages
from bot.telegram.transport.inbox import spoken
from bot.telegram.transport.limits import seconds_of
from bot.telegram.transport.post import ReplyPlace, is_unreachable
from corpus.errors import GongdaError

log = logging.getLogger(__name__)


COMMANDS: Mapping[str, Command] = {**MEMBER_COMMANDS, **ADMIN_COMMANDS, PAGE_FILE: receive_page}
# By the first part of a button's data, parts separated by colons.
TAPS: Mapping[str, Tap] = {
    **BUTTONS,
    APPROVAL: decide,
    LANGUAGE: tap_language,
    PAGE: decide_page,
    HELD_BACK: publish_anyway,
}


class Router:
    """The handlers."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.outage = Outage(services, self.request)

    async def on_message(self, update: Update, context: Context) -> None:
        """Answer a message that is for the bot, from a person who may ask."""
        request = self.request(update)
        if request is None:
            return
        if not await admitted(request, self._services):
            return
        command = COMMANDS.get(request.addressed.command, unknown_command)
        await command(request, self._services)
        await self._services.post.sweep(request.place)

    async def on_tap(self, update: Update, context: Context) -> None:
        """Do what a button says, and always answer the tap: until then it shows a clock.

        Of who taps too often the first tap too many is answered, the others are left alone.
        """
        query = update.callback_query
        assert query is not None
        if (refused := refused_tap(query, update.update_id, self._services)) is not None:
            if refused:
                await _close(query, Alert(refused))
            return
        name, *parts = (query.data or "").split(":")
        tap = TAPS.get(name)
        said = await tap(query, parts, self._services) if tap else None
        await _close(query, said)

    def request(self, update: Update) -> Request | None:
        """Return what a message asks of the bot, None if it is not for it."""
        message = spoken(update)
        if message is None:
            return None
        addressed = page_file(message, self._services) or addressed_message(
            message, self._services.bot.bot
        )
        if addressed is None:
            return None
        thread = message.message_thread_id if message.is_topic_message else None
        chat, member = message.chat.id, self._services.alias(speaker(message))
        choice = language_choice_of(member, self._services.journal.db)
        speech = speech_of(_words(addressed), message.from_user, choice)
        return Request(
            update_id=update.update_id,
            message=message,
            addressed=addressed,
            place=ReplyPlace(self._first(update, message), chat, message.message_id, thread),
            topic=(self._services.alias(chat), thread or 0),
            member=member,
            language=speech.language,
            edited=update.edited_message is not None,
            traditional=speech.traditional,
            chosen=speech.chosen,
        )

    def _first(self, update: Update, message: Message) -> int:
        """Return the update whose reply is to be edited: that of the message before its edits."""
        if update.edited_message is None:
            return update.update_id
        chat = self._services.alias(message.chat.id)
        first = self._services.journal.first_replied(chat, message.message_id)
        return update.update_id if first is None else first

    async def on_error(self, update: object, context: Context) -> None:
        """Apologise with a reference number; the log has the number and the trace, but no text."""
        error = context.error
        if not isinstance(update, Update) or error is None:
            log.error("outside of any update: %s", trace(error))
        elif isinstance(error, Forbidden):
            log.info("update %s: the member has blocked the bot", update.update_id)
        elif isinstance(error, sqlite3.Error):
            self.outage.began(update, error)
            self._services.lanes.unreached(update.update_id)
        elif is_unreachable(error):
            log.warning("update %s waits: %s", update.update_id, error)
            wait = seconds_of(error) if isinstance(error, RetryAfter) else 0.0
            self._services.lanes.unreached(update.update_id, wait)
        else:
            reference = secrets.token_hex(4)
            log.error("reference %s, update %s: %s", reference, update.update_id, trace(error))
            self._services.lanes.broke(update.update_id)
            self._services.metrics.failed()
            await self.apologise(update, reference)

    async def crowded(self, update: Update) -> None:
        """Say, once, that too much waits in a chat."""
        request = self.request(update)
        if request is None:
            return
        text = spoken_in(access_messages, request).crowded
        try:
            await self._services.post.deliver(request.place, text)
        except TelegramError as error:
            log.warning("update %s: no word that it is too much: %s", update.update_id, error)

    async def apologise(self, update: Update, reference: str) -> None:
        """Say that something broke, in place of the answer."""
        if update.callback_query:
            await _close(update.callback_query, broken(update.callback_query, reference))
            return
        request = self.request(update)
        if request is None:
            return
        text = spoken_in(telegram_messages, request).failed.format(reference=reference)
        try:
            await self._services.post.deliver(request.place, text)
            await self._services.post.sweep(request.place)
        except TelegramError as error:
            log.warning("reference %s: no apology could be sent: %s", reference, error)


async def _close(query: CallbackQuery, said: str | None) -> None:
    """Answer a tap, which may be too old for it: it came while the bot was down."""
    try:
        await query.answer(said, show_alert=isinstance(said, Alert))
    except TelegramError as error:
        log.info("tap not answered: %s", error)


def _words(addressed: AddressedMessage) -> str:
    """Return what tells the member's language: the question; a command's name tells nothing."""
    return addressed.text if addressed.command == "ask" else ""


def trace(error: BaseException | None) -> str:
    """Return where an error came from, without its words: they may hold what a member wrote."""
    if error is None:
        return "no error"
    words = f": {error}" if isinstance(error, TelegramError | GongdaError) else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    cause = error.__cause__ or error.__context__
    before = f"\nafter {trace(cause)}" if cause else ""
    return f"{type(error).__name__}{words}\n{frames}{before}"
