"""The conversation in Telegram: what a member sends, and what comes back.

A question gets a sign of life at once, a message that becomes the answer when it is found. No
message text reaches a log. Nothing is decided here about answers: `bot/desk.py` makes them,
`bot/telegram/reply.py` shows them. Next: `bot/telegram/service.py` starts it all.
"""

import asyncio
import datetime
import hashlib
import logging
import secrets
import traceback
from collections.abc import Sequence
from typing import Any

from telegram import Message, ReplyKeyboardMarkup, Update, User
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.coverage import sentence
from bot.desk import AnsweringDesk
from bot.journal import Journal
from bot.markup import Formatted, joined
from bot.reply import Language
from bot.telegram.hear import Heard, frame_language, hear
from bot.telegram.inbox import Lanes
from bot.telegram.messages import telegram_messages
from bot.telegram.reply import Place, answer_text, deliver
from bot.turn import from_text, to_text, turn_of
from corpus.errors import GongdaError

log = logging.getLogger(__name__)

Context = CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
App = Application[ExtBot[Any], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]

# Characters. Questions are read up to their 300th; what is this long is no question but a text.
LONGEST_QUESTION = 500
# An answer that comes this long after its question says so.
LATE = datetime.timedelta(minutes=3)
# Searches at a time, each of a different chat.
SEARCHES = 4
SAMPLES = 3
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Talk:
    """The handlers, and what they share."""

    def __init__(
        self, desk: AnsweringDesk, journal: Journal, lanes: Lanes, allow: Sequence[int]
    ) -> None:
        self._desk = desk
        self._journal = journal
        self._lanes = lanes
        self._allow = frozenset(allow)
        self._searches = asyncio.Semaphore(SEARCHES)
        self._commands = {
            "ask": self._answer,
            "start": self._greet,
            "help": self._help,
            "about": self._about,
            "new": self._forget,
        }

    async def on_message(self, update: Update, context: Context) -> None:
        """Answer a message that is for the bot, from a person who may ask."""
        message = update.message
        heard = hear(message, context.bot.bot) if message else None
        if message is None or heard is None:
            return
        if self._allow and (message.from_user is None or message.from_user.id not in self._allow):
            await self._meet_stranger(update, message, heard, context)
            return
        command = self._commands.get(heard.command)
        if command is not None:
            await command(update, message, heard, context)
        elif message.chat.type == message.chat.PRIVATE:
            frame = telegram_messages(frame_language("", message.from_user))
            await self._say(update, context, frame.unknown_command)

    async def _answer(
        self, update: Update, message: Message, heard: Heard, context: Context
    ) -> None:
        language = frame_language(heard.text, message.from_user)
        frame = telegram_messages(language)
        if not any(character.isalnum() for character in heard.text):
            example = (await self._samples(language) or ["…"])[0]
            await self._say(update, context, frame.ask_in_words.format(example=example))
            return
        if len(heard.text) > LONGEST_QUESTION:
            await self._say(update, context, frame.too_long.format(limit=LONGEST_QUESTION))
            return
        place = place_of(update, message)
        if not self._journal.replies(place.update_id):
            await deliver(context.bot, self._journal, place, Formatted(frame.working))
        before = self._journal.turns(place.update_id, place.topic, replied_to(message, context))
        turns = [from_text(turn) for turn in before]
        async with self._searches:
            with self._journal.search(update.update_id):
                answer = await asyncio.to_thread(self._desk.ask, heard.text, None, turns)
        self._journal.keep_turn(place.update_id, place.topic, to_text(turn_of(answer)))
        extent = f"\n\n{answer.coverage}" if answer.coverage else ""
        reply = joined([late_note(message, answer.language), answer_text(answer), extent])
        await deliver(context.bot, self._journal, place, reply)

    async def _greet(self, update: Update, message: Message, _: Heard, context: Context) -> None:
        if self._journal.replies(update.update_id):
            return
        language = frame_language("", message.from_user)
        frame = telegram_messages(language)
        questions = await self._samples(language)
        if message.chat.type != message.chat.PRIVATE or not questions:
            lines = [frame.greeting, "", *questions]
            await self._say(update, context, "\n".join(lines).strip())
            return
        # A tap sends the question as the member's own message: it is journaled like every other, it
        # works for ever, and it shows that questions are simply typed.
        keyboard = ReplyKeyboardMarkup(
            [[question] for question in questions],
            resize_keyboard=True,
            one_time_keyboard=True,
            input_field_placeholder=frame.tap,
        )
        text = f"{frame.greeting}\n\n{frame.try_these}"
        sent = await message.reply_text(text, reply_markup=keyboard)
        self._journal.note_reply(update.update_id, 0, sent.message_id)

    async def _forget(self, update: Update, message: Message, _: Heard, context: Context) -> None:
        self._journal.forget_turns(place_of(update, message).topic)
        frame = telegram_messages(frame_language("", message.from_user))
        await self._say(update, context, frame.forgotten)

    async def _help(self, update: Update, message: Message, _: Heard, context: Context) -> None:
        frame = telegram_messages(frame_language("", message.from_user))
        await self._say(update, context, frame.help)

    async def _about(self, update: Update, message: Message, _: Heard, context: Context) -> None:
        language = frame_language("", message.from_user)
        frame = telegram_messages(language)
        coverage = sentence(await asyncio.to_thread(self._desk.coverage), language)
        await self._say(update, context, "\n\n".join((frame.about, coverage, frame.privacy)))

    async def _meet_stranger(
        self, update: Update, message: Message, heard: Heard, context: Context
    ) -> None:
        """Tell a person who is not on the list so, once; then be silent."""
        person = message.from_user
        if person is None or not self._journal.first_meeting(_alias(person, context.bot.token)):
            return
        frame = telegram_messages(frame_language(heard.text, person))
        await self._say(update, context, frame.stranger.format(member=person.id))

    async def _samples(self, language: Language) -> list[str]:
        """Return questions to try, in the member's language as far as there are any."""
        questions: list[str] = []
        for spoken in sorted(LANGUAGES, key=lambda one: one != language):
            if len(questions) < SAMPLES:
                questions += await asyncio.to_thread(self._desk.sample_questions, spoken)
        return questions[:SAMPLES]

    async def _say(self, update: Update, context: Context, text: str) -> None:
        assert update.message is not None
        await deliver(context.bot, self._journal, place_of(update, update.message), Formatted(text))

    async def on_error(self, update: object, context: Context) -> None:
        """Apologise with a reference number; the log has the number and the trace, but no text."""
        error = context.error
        if not isinstance(update, Update) or error is None:
            log.error("outside of any update: %s", trace(error))
        elif isinstance(error, Forbidden):
            log.info("update %s: the member has blocked the bot", update.update_id)
        elif unreached(error):
            log.warning("update %s waits: %s", update.update_id, error)
            self._lanes.unreached(update.update_id)
        else:
            reference = secrets.token_hex(4)
            log.error("reference %s, update %s: %s", reference, update.update_id, trace(error))
            await self.apologise(update, context.bot, reference)

    async def apologise(self, update: Update, bot: ExtBot[Any], reference: str) -> None:
        """Say that something broke, in place of the answer."""
        message = update.message
        if message is None:
            return
        language = frame_language(message.text or "", message.from_user)
        text = telegram_messages(language).failed.format(reference=reference)
        try:
            await deliver(bot, self._journal, place_of(update, message), Formatted(text))
        except TelegramError as error:
            log.warning("reference %s: no apology could be sent: %s", reference, error)


def place_of(update: Update, message: Message) -> Place:
    """Return where the reply to a message goes."""
    thread = message.message_thread_id if message.is_topic_message else None
    return Place(update.update_id, message.chat.id, message.message_id, thread)


def replied_to(message: Message, context: Context) -> int | None:
    """Return the number of the bot's message that this one replies to, if it replies to one."""
    earlier = message.reply_to_message
    own = earlier and earlier.from_user and earlier.from_user.id == context.bot.id
    return earlier.message_id if earlier and own else None


def late_note(message: Message, language: Language) -> str:
    """Return the sentence that an answer begins with when its question is old, else ""."""
    waited = datetime.datetime.now(datetime.UTC) - message.date
    if waited < LATE:
        return ""
    frame = telegram_messages(language)
    minutes = int(waited.total_seconds() // 60)
    much = minutes >= 120
    wait = frame.hours.format(n=minutes // 60) if much else frame.minutes.format(n=minutes)
    return frame.late.format(wait=wait) + "\n\n"


def unreached(error: BaseException) -> bool:
    """Say whether Telegram could not be reached, so that the same may work later."""
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)


def trace(error: BaseException | None) -> str:
    """Return where an error came from, without its words: they may hold what a member wrote."""
    if error is None:
        return "no error"
    words = f": {error}" if isinstance(error, TelegramError | GongdaError) else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    cause = error.__cause__ or error.__context__
    before = f"\nafter {trace(cause)}" if cause else ""
    return f"{type(error).__name__}{words}\n{frames}{before}"


def _alias(person: User, token: str) -> str:
    """Return a name for a person from which nobody without the token can tell who it is."""
    return hashlib.blake2b(str(person.id).encode(), key=token.encode()[:64]).hexdigest()[:32]
