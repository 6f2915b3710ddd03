"""A question, from the member's words to the answer in the chat.

A question gets a sign of life at once, a message that becomes the answer when it is found. What it
was and what its buttons need goes into the journal before the answer goes out. Nothing is decided
here about answers: `bot/asking.py` makes them, `bot/channel/views/answer.py` shows them.
"""

import datetime
import logging
import secrets
import time

from telegram import Message

from bot.channel.text.styled import Formatted, joined, split
from bot.channel.text.traditional import traditional
from bot.channel.views.answer import answer_text
from bot.channel.views.view import View, view_of
from bot.channel.views.view import to_text as to_view
from bot.followups.turn import from_text, to_text, turn_of
from bot.journal.journal import Journal
from bot.journal.questions import Question
from bot.members.language import spoken_in
from bot.reply import Answer, Language
from bot.telegram.context.shared import Asked, Shared
from bot.telegram.handlers.keyboards import answer_keyboard
from bot.telegram.text.messages import telegram_messages

log = logging.getLogger(__name__)

# Characters. Questions are read up to their 300th; what is this long is no question but a text.
LONGEST_QUESTION = 500
# An answer that comes this long after its question says so.
LATE = datetime.timedelta(minutes=3)
# Bytes of randomness in the key of an answer's buttons.
KEY_BYTES = 9


async def answer(asked: Asked, shared: Shared) -> None:
    """Answer a question, or say kindly why it is none."""
    text, frame = asked.heard.text, spoken_in(telegram_messages, asked)
    if not any(character.isalnum() for character in text):
        example = (await shared.samples(asked.language) or ["…"])[0]
        await shared.post.deliver(asked.place, frame.ask_in_words.format(example=example))
        return
    if len(text) > LONGEST_QUESTION:
        await shared.post.deliver(asked.place, frame.too_long.format(limit=LONGEST_QUESTION))
        return
    if _is_answered(asked, shared.journal):
        return
    await shared.post.begun(asked.place, frame.working)
    found = await _found(asked, shared)
    reply, view = _shown(found, asked)
    kept = _keep(found, to_view(view), asked, shared)
    await shared.post.deliver(asked.place, reply, answer_keyboard(view, kept.key))
    seconds = time.time() - shared.journal.received(asked.update_id)
    shared.metrics.answered(found.kind, found.language, seconds)
    details = {"update_id": asked.update_id, "kind": found.kind, "seconds": round(seconds, 3)}
    log.info("update %s answered", asked.update_id, extra=details)


def _is_answered(asked: Asked, journal: Journal) -> bool:
    """Say whether nothing is to be done for words, as a message was edited.

    Either they stayed the same (a link's preview came), or they had to wait for Telegram and others
    have taken their place meanwhile.
    """
    earlier = journal.question(asked.place.update_id)
    if earlier is None or earlier.question is None:
        return False
    if earlier.question == asked.heard.text:
        return asked.edited and not journal.has_begun(asked.update_id)
    return not journal.is_newest(asked.update_id)


def _shown(found: Answer, asked: Asked) -> tuple[Formatted, View]:
    """Return the reply, and what its buttons need; in the member's script."""
    in_traditional = found.language == "zh" and asked.traditional
    late = late_note(asked.message, found.language)
    begin = traditional(late) if in_traditional else late
    reply = joined([begin, answer_text(found, in_traditional)])
    return reply, view_of(found, split(reply), in_traditional)


async def _found(asked: Asked, shared: Shared) -> Answer:
    replied_to = _replied_to(asked.message, shared.bot.id)
    before = shared.journal.turns(asked.place.update_id, asked.topic, replied_to)
    turns = [from_text(turn) for turn in before]
    with shared.journal.search(asked.update_id):
        return await shared.ask(asked.heard.text, asked.language if asked.chosen else None, turns)


def _keep(found: Answer, view: str, asked: Asked, shared: Shared) -> Question:
    """Keep the turn for follow-ups, and the question for its buttons and for the editors."""
    update_id = asked.place.update_id
    earlier = shared.journal.question(update_id)
    question = Question(
        update_id=update_id,
        key=earlier.key if earlier else secrets.token_urlsafe(KEY_BYTES),
        chat=asked.topic[0],
        member=asked.member,
        language=found.language,
        kind=found.kind,
        confidence=found.confidence,
        asked=asked.message.date.timestamp(),
        generation=found.generation,
        question=asked.heard.text,
        view=view,
    )
    shared.journal.keep_turn(update_id, asked.topic, to_text(turn_of(found)))
    shared.journal.keep_question(question, asked.update_id)
    return question


def _replied_to(message: Message, own_id: int) -> int | None:
    """Return the number of the bot's message that this one replies to, if it replies to one."""
    earlier = message.reply_to_message
    own = earlier and earlier.from_user and earlier.from_user.id == own_id
    return earlier.message_id if earlier and own else None


def late_note(message: Message, language: Language) -> str:
    """Return the sentence that an answer begins with when its question is old, else ""."""
    said = message.edit_date or message.date
    waited = datetime.datetime.now(datetime.UTC) - said
    if waited < LATE:
        return ""
    frame = telegram_messages(language)
    minutes = int(waited.total_seconds() // 60)
    much = minutes >= 120
    wait = frame.hours.format(n=minutes // 60) if much else frame.minutes.format(n=minutes)
    return frame.late.format(wait=wait) + "\n\n"
