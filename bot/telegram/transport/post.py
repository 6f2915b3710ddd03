"""The one place that sends: a reply goes into messages that the journal knows.

What was sent before is edited, so that delivering twice leaves no trace. A send is noted before it
is made: if the process dies before Telegram's reply is noted, the message may or may not stand in
the chat. Then it is sent again, and afterwards the numbers in between are tried: the one that lets
itself be edited is the stray, and is deleted. Next: `bot/telegram/routing.py`, what is said.
"""

import logging
from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from telegram import (
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from bot.channel.text.styled import Formatted, is_visible, split, utf16_spans
from bot.journal.journal import Journal
from bot.journal.sends import Stray
from bot.members.alias import alias

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Chats below this number count their messages for themselves: supergroups and channels.
SUPERGROUPS = -1_000_000_000_000
# Pieces of one reply; the pieces of the next slot are counted from here.
SLOT = 1000
# Unknown numbers that are tried for a stray. Private chats are counted through together, but what
# members wrote and what was sent is known: in a storm of 20 kills and 300 questions at most 28 were
# left to try.
TRIED = 60
# What a stray says for the moment between being found and being deleted.
PROBE = "…"

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup


@dataclass(frozen=True, slots=True)
class ReplyPlace:
    """Where a reply goes.

    Attributes:
        update_id: The update that is answered; names the reply in the journal.
        chat_id: The chat.
        message_id: The member's message, which is replied to; None to reply to nothing.
        thread_id: The topic of a forum, None elsewhere.
        slot: Which of several replies to the same update: 0 to who asked, 1 … to others.
    """

    update_id: int
    chat_id: int
    message_id: int | None = None
    thread_id: int | None = None
    slot: int = 0


class Post:
    """Delivers replies."""

    def __init__(self, bot: ExtBot[Any], journal: Journal) -> None:
        self._bot = bot
        self._journal = journal
        self._moved: dict[int, int] = {}

    async def deliver(
        self, place: ReplyPlace, reply: Formatted | str, keyboard: Keyboard | None = None
    ) -> None:
        """Show a reply at its place, editing what was sent there before.

        The keyboard stands under the last piece. A keyboard of questions to tap comes with the
        first delivery only: Telegram lets no edit touch it.

        Raises:
            TelegramError: Telegram cannot be reached or refuses; delivering again does no harm.
        """
        whole = Formatted(reply) if isinstance(reply, str) else reply
        try:
            await self._deliver(self._now(place), whole, keyboard)
        except ChatMigrated as error:
            log.info("update %s: the group has become a supergroup", place.update_id)
            self._moved[place.chat_id] = error.new_chat_id
            for number in self._of_slot(place):
                self._journal.drop_reply(place.update_id, number)
            await self._deliver(self._now(place), whole, keyboard)

    def _now(self, place: ReplyPlace) -> ReplyPlace:
        """Return the place in the supergroup that its group has become; it numbers anew."""
        moved = self._moved.get(place.chat_id)
        return replace(place, chat_id=moved, message_id=None) if moved else place

    async def _deliver(
        self, place: ReplyPlace, whole: Formatted, keyboard: Keyboard | None
    ) -> None:
        sent = self._of_slot(place)
        pieces = [piece for piece in split(whole) if is_visible(piece)]
        for number, piece in enumerate(pieces, place.slot * SLOT):
            below = keyboard if piece is pieces[-1] else None
            known = sent.pop(number, None)
            if known is None or not await self._edited(place, known, piece, below):
                await self._send(place, number, piece, below)
        for number, message_id in sent.items():
            await self._delete(place.chat_id, message_id)
            self._journal.drop_reply(place.update_id, number)

    async def begun(self, place: ReplyPlace, text: str) -> None:
        """Show a sign of life, unless something was shown already."""
        if not self._of_slot(place) and not self._is_under_way(place):
            await self.deliver(place, text)

    def _is_under_way(self, place: ReplyPlace) -> bool:
        """Say whether something may stand there that Telegram has not acknowledged."""
        pieces = self._journal.under_way(place.update_id)
        return any(piece // SLOT == place.slot for piece in pieces)

    async def show(
        self, chat_id: int, message_id: int, text: Formatted, keyboard: Keyboard | None
    ) -> None:
        """Show something else in a message that carries buttons, as far as it is still there."""
        for piece in split(text)[:1]:
            await self._edited(ReplyPlace(0, chat_id), message_id, piece, keyboard)

    async def relabel(self, chat_id: int, message_id: int, keyboard: InlineKeyboardMarkup) -> None:
        """Put other buttons under a message, as far as it is still there."""
        try:
            await self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=keyboard)
        except BadRequest as error:
            log.info("buttons not changed: %s", error)

    async def sweep(self, place: ReplyPlace) -> None:
        """Remove what an earlier process may have sent without living to note it."""
        strays = self._journal.strays(place.update_id)
        for stray in (one for one in strays if one.piece // SLOT == place.slot):
            if place.chat_id not in self._moved:
                await self._remove(place, stray)
            self._journal.swept(place.update_id, stray.piece)

    def _of_slot(self, place: ReplyPlace) -> dict[int, int]:
        sent = self._journal.replies(place.update_id)
        return {piece: one for piece, one in sent.items() if piece // SLOT == place.slot}

    async def _edited(
        self, place: ReplyPlace, message_id: int, piece: Formatted, keyboard: Keyboard | None
    ) -> bool:
        """Edit a message; return False if it can no longer be edited, deleted for instance."""
        below = keyboard if isinstance(keyboard, InlineKeyboardMarkup) else None
        try:
            await self._bot.edit_message_text(
                piece.text,
                chat_id=place.chat_id,
                message_id=message_id,
                entities=entities_of(piece),
                link_preview_options=NO_PREVIEW,
                reply_markup=below,
            )
        except BadRequest as error:
            log.info("message not edited: %s", error)
            if "not modified" not in error.message.lower():
                # One with questions to tap cannot be edited: another message takes its place.
                await self._delete(place.chat_id, message_id)
                return False
        return True

    async def _send(
        self, place: ReplyPlace, number: int, piece: Formatted, keyboard: Keyboard | None
    ) -> None:
        space, after = self._space(place.chat_id), place.message_id or 0
        self._journal.begin_send(place.update_id, number, space, after)
        try:
            message = await self._bot.send_message(
                place.chat_id,
                piece.text,
                entities=entities_of(piece),
                link_preview_options=NO_PREVIEW,
                message_thread_id=place.thread_id,
                reply_parameters=_reply_to(place),
                reply_markup=keyboard,
            )
        except TelegramError as error:
            if is_refusal(error):
                self._journal.not_sent(place.update_id, number)
            raise
        self._journal.note_reply(place.update_id, number, message.message_id, space)

    async def _remove(self, place: ReplyPlace, stray: Stray) -> None:
        found = 0
        numbers = (one for one in range(stray.floor + 1, stray.ceiling) if one not in stray.known)
        for number in deque(numbers, TRIED):
            if await self._is_ours(place.chat_id, number):
                log.info("update %s: a message sent twice is removed", place.update_id)
                await self._delete(place.chat_id, number)
                found += 1
            if found == stray.many:
                return

    async def _is_ours(self, chat_id: int, message_id: int) -> bool:
        """Say whether a message that the journal does not know was sent by the bot."""
        try:
            await self._bot.edit_message_text(PROBE, chat_id=chat_id, message_id=message_id)
        except BadRequest as error:
            return "not modified" in error.message.lower()
        return True

    async def _delete(self, chat_id: int, message_id: int) -> None:
        try:
            await self._bot.delete_message(chat_id, message_id)
        except BadRequest as error:
            log.info("message not deleted: %s", error)

    def _space(self, chat_id: int) -> str:
        return alias(chat_id, self._bot.token) if chat_id < SUPERGROUPS else ""


def entities_of(piece: Formatted) -> list[MessageEntity]:
    """Return the styles as Telegram takes them."""
    return [MessageEntity(style, offset, length) for style, offset, length in utf16_spans(piece)]


def is_refusal(error: TelegramError) -> bool:
    """Say whether Telegram has answered that it did not do what it was asked."""
    return isinstance(error, BadRequest | ChatMigrated | Forbidden | InvalidToken | RetryAfter)


def is_unreachable(error: BaseException) -> bool:
    """Say whether Telegram could not be reached, so that the same may work later.

    So may what is refused for a revoked token, when the bot is started with its new one.
    """
    later = isinstance(error, NetworkError | RetryAfter | InvalidToken)
    return later and not isinstance(error, BadRequest)


def _reply_to(place: ReplyPlace) -> ReplyParameters | None:
    if place.message_id is None:
        return None
    return ReplyParameters(place.message_id, allow_sending_without_reply=True)
