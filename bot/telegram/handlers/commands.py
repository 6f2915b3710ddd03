"""What a member can ask for beside questions: greeting, help, sources, the newest issue, and so on.

Each command is one function; `MEMBER_COMMANDS` names them. Those about a member's own data are in
`bot/telegram/handlers/privacy.py`, the language in `bot/telegram/handlers/language.py`.
"""

import asyncio
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from telegram import ReplyKeyboardMarkup

from bot.channel.text.styled import Formatted
from bot.channel.text.traditional import converted, traditional
from bot.channel.views.view import view_from_json
from bot.coverage import sentence
from bot.journal.questions import KeptQuestion
from bot.members.language import spoken_in
from bot.telegram.context.addressed import AddressedMessage
from bot.telegram.context.services import Command, Request, Services
from bot.telegram.handlers.language import choose_language
from bot.telegram.handlers.privacy import cancel, forget, tell_privacy
from bot.telegram.handlers.questions import answer_question
from bot.telegram.text.command_messages import command_messages
from bot.telegram.text.messages import telegram_messages

# Of 1: how like a command a misspelt one must be to be taken for it; "hlep" and "help" have 0.75,
# "source" and "sources" 0.92, "stats" and "start" 0.8, "weather" and "new" 0.4.
_ALIKE = 0.6


async def greet(request: Request, services: Services) -> None:
    """Say hello, with questions to tap."""
    frame = spoken_in(telegram_messages, request)
    questions = await services.samples(request.language)
    if not request.private or not questions:
        lines = [frame.greeting, "", *questions]
        await services.post.deliver(request.place, "\n".join(lines).strip())
        return
    # A tap sends the question as the member's own message: it is journaled like every other, it
    # works for ever, and it shows that questions are simply typed.
    keyboard = ReplyKeyboardMarkup(
        [[question] for question in questions],
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder=frame.tap,
    )
    await services.post.deliver(request.place, f"{frame.greeting}\n\n{frame.try_these}", keyboard)


async def start_anew(request: Request, services: Services) -> None:
    """Forget what the next question could lean on."""
    services.journal.forget_turns(request.topic)
    await services.post.deliver(request.place, spoken_in(telegram_messages, request).forgotten)


async def give_help(request: Request, services: Services) -> None:
    """Tell how to ask."""
    await services.post.deliver(request.place, spoken_in(telegram_messages, request).help)


async def tell_why(request: Request, services: Services) -> None:
    """Tell how the last answer of this chat's topic was found, or the one that is replied to."""
    frame = spoken_in(command_messages, request)
    question = _replied_to(request, services) or services.journal.last_question(request.topic)
    view = view_from_json(question.view) if question else None
    if question is None:
        text = frame.nothing_asked
    elif view is None or question.question is None:
        text = frame.erased
    else:
        head = spoken_in(command_messages, view).why.format(question=question.question)
        text = "\n".join((head, "", *view.why))
    await services.post.deliver(request.place, text)


def _replied_to(request: Request, services: Services) -> KeptQuestion | None:
    """Return the question whose answer a message replies to, if it replies to one."""
    earlier = request.message.reply_to_message
    if earlier is None:
        return None
    sql = (
        "SELECT update_id FROM questions JOIN replies USING (update_id)"
        " WHERE chat = ? AND message_id = ?"
    )
    row = services.journal.db.execute(sql, (request.topic[0], earlier.message_id)).fetchone()
    return services.journal.question(row[0]) if row else None


async def tell_sources(request: Request, services: Services) -> None:
    """Tell who answers, from which papers and days, and which issue is the newest."""
    frame = spoken_in(command_messages, request)
    coverage = await asyncio.to_thread(services.answerer.coverage)
    extent = Formatted(sentence(coverage, request.language))
    if request.traditional:
        extent = converted(extent, traditional, coverage.papers)
    newest = frame.newest.format(day=coverage.last) if coverage.last else ""
    lines = filter(None, (frame.about, extent.text, newest))
    await services.post.deliver(request.place, "\n\n".join(lines))


async def tell_latest(request: Request, services: Services) -> None:
    """Answer what stands in the newest issue, with buttons and follow-ups like every answer."""
    frame = spoken_in(command_messages, request)
    coverage = await asyncio.to_thread(services.answerer.coverage)
    if coverage.last is None:
        await services.post.deliver(request.place, frame.undated)
        return
    question = AddressedMessage("ask", command_messages(request.language).latest)
    await answer_question(replace(request, addressed=question, chosen=True), services)


async def unknown_command(request: Request, services: Services) -> None:
    """Offer the command that is spelt most like it; in a group it may be another bot's."""
    if not request.private:
        return
    near = nearest_command(request.addressed.command, MEMBER_COMMANDS)
    if near is None:
        text = spoken_in(telegram_messages, request).unknown_command
    else:
        frame = spoken_in(command_messages, request)
        text = frame.did_you_mean.format(wrong=request.addressed.command, near=near)
    await services.post.deliver(request.place, text)


def nearest_command(wrong: str, commands: Iterable[str]) -> str | None:
    """Return the command that is spelt most like a wrong one, None if none is like it.

    >>> nearest_command("hlep", ("help", "new")), nearest_command("weather", ("help", "new"))
    ('help', None)
    """
    return next(iter(difflib.get_close_matches(wrong, list(commands), 1, _ALIKE)), None)


MEMBER_COMMANDS: Mapping[str, Command] = {
    "ask": answer_question,
    "start": greet,
    "help": give_help,
    "latest": tell_latest,
    "new": start_anew,
    "why": tell_why,
    "sources": tell_sources,
    "lang": choose_language,
    "privacy": tell_privacy,
    "forget": forget,
    "cancel": cancel,
}
