"""A question, from the member's words to the answer in the chat.

A question gets a sign of life at once, a message that becomes the answer when it is found. What it
was and what its buttons need goes into the journal before the answer goes out. Nothing is decided
here about answers: `bot/answerer.py` makes them, `bot/channel/views/answer.py` shows them.
"""

import datetime
import logging
import secrets
import time

from telegram import Message

from bot.channel.text.styled import Formatted, join_styled, split
from bot.channel.text.traditional import traditional
from bot.channel.views.answer import answer_text
from bot.channel.views.view import View, view_of
from bot.channel.views.view import view_to_json as to_view
from bot.followups.turn import turn_from_json, turn_of, turn_to_json
from bot.journal.journal import Journal
from bot.journal.questions import KeptQuestion
from bot.members.language import spoken_in
from bot.message.aside import without_asides
from bot.question.question import LONGEST_ANALYSED
from bot.reply import Answer, Language
from bot.telegram.context.services import Request, Services
from bot.telegram.handlers.keyboards import answer_keyboard
from bot.telegram.text.messages import telegram_messages

log = logging.getLogger(__name__)

# An answer that comes this long after its question says so.
LATE = datetime.timedelta(minutes=3)
# Bytes of randomness in the key of an answer's buttons.
_KEY_BYTES = 9


async def answer_question(request: Request, services: Services) -> None:
    """Answer a question, or say kindly why it is none."""
    text, frame = request.addressed.text, spoken_in(telegram_messages, request)
    if not any(character.isalnum() for character in text):
        example = (await services.samples(request.language) or ["…"])[0]
        await services.post.deliver(request.place, frame.ask_in_words.format(example=example))
        return
    if len(without_asides(text)) > LONGEST_ANALYSED:
        await services.post.deliver(request.place, frame.too_long.format(limit=LONGEST_ANALYSED))
        return
    if _is_answered(request, services.journal):
        return
    await services.post.begun(request.place, frame.working)
    found = await _found(request, services)
    reply, view = _shown(found, request)
    kept = _keep(found, to_view(view), request, services)
    await services.post.deliver(request.place, reply, answer_keyboard(view, kept.key))
    seconds = time.time() - services.journal.received(request.update_id)
    services.metrics.answered(found.kind, found.language, seconds)
    details = {"update_id": request.update_id, "kind": found.kind, "seconds": round(seconds, 3)}
    log.info("update %s answered", request.update_id, extra=details)


def _is_answered(request: Request, journal: Journal) -> bool:
    """Say whether nothing is to be done for words, as a message was edited.

    Either they stayed the same (a link's preview came), or they had to wait for Telegram and others
    have taken their place meanwhile.
    """
    earlier = journal.question(request.place.update_id)
    if earlier is None or earlier.question is None:
        return False
    if earlier.question == request.addressed.text:
        return request.edited and not journal.has_begun(request.update_id)
    return not journal.is_newest(request.update_id)


def _shown(found: Answer, request: Request) -> tuple[Formatted, View]:
    """Return the reply, and what its buttons need; in the member's script."""
    in_traditional = found.language == "zh" and request.traditional
    late = late_note(request.message, found.language)
    begin = traditional(late) if in_traditional else late
    reply = join_styled([begin, answer_text(found, in_traditional)])
    return reply, view_of(found, split(reply), in_traditional)


async def _found(request: Request, services: Services) -> Answer:
    replied_to = _replied_to(request.message, services.bot.id)
    before = services.journal.turns(request.place.update_id, request.topic, replied_to)
    turns = [turn_from_json(turn) for turn in before]
    with services.journal.search(request.update_id):
        return await services.ask(
            request.addressed.text, request.language if request.chosen else None, turns
        )


def _keep(found: Answer, view: str, request: Request, services: Services) -> KeptQuestion:
    """Keep the turn for follow-ups, and the question for its buttons and for the editors."""
    update_id = request.place.update_id
    earlier = services.journal.question(update_id)
    question = KeptQuestion(
        update_id=update_id,
        key=earlier.key if earlier else secrets.token_urlsafe(_KEY_BYTES),
        chat=request.topic[0],
        member=request.member,
        language=found.language,
        kind="talk" if found.talk else found.kind,
        confidence=found.confidence,
        asked=request.message.date.timestamp(),
        generation=found.generation,
        question=request.addressed.text,
        view=view,
    )
    if not found.talk:
        services.journal.keep_turn(update_id, request.topic, turn_to_json(turn_of(found)))
    services.journal.keep_question(question, request.update_id)
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
