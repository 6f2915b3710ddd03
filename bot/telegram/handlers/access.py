"""Who may ask: everybody, those on a list, or also those whom an administrator let in.

A stranger is told once, then met with silence; who asks too often likewise. Next:
`bot/telegram/handlers/approval.py`, how administrators are asked; `bot/members/throttle.py`, how
often one may ask.
"""

from telegram import CallbackQuery

from bot.members.language import language_choice_of, speech_of, spoken_in
from bot.members.messages import AccessMessages, access_messages
from bot.members.register import Members
from bot.members.throttle import MINUTE, Admission, Throttle
from bot.telegram.context.addressed import speaker
from bot.telegram.context.services import Request, Services, is_open
from bot.telegram.handlers.approval import ask_administrators
from corpus.config import Settings
from corpus.errors import ConfigError

# Commands that do not count as questions: who asked too much may still read, take back and leave.
FREE = frozenset({"start", "help", "privacy", "forget", "cancel"})
# And of these, what everybody may say, whom nobody let in too: it is about their own data.
OWN = frozenset({"privacy", "forget"})
# Seconds that are said as such; more are said in minutes.
FEW_SECONDS = 90


def check_access(settings: Settings) -> None:
    """Check that somebody may ask.

    Raises:
        ConfigError: Nobody could ever ask, or nobody could let anybody in.
    """
    channel = settings.bot.telegram
    if channel.access == "approval" and not channel.admins:
        raise ConfigError(
            "bot.telegram.access is approval, but bot.telegram.admins names nobody to approve",
            "set bot.telegram.admins to a list of Telegram user ids, for instance [123456789]",
        )
    if channel.access == "list" and not (channel.allow or channel.admins):
        raise ConfigError(
            "bot.telegram.access is list, but bot.telegram.allow names nobody",
            "set bot.telegram.allow to a list of Telegram user ids, or bot.telegram.access to open",
        )


def may_ask(number: int, services: Services) -> bool:
    """Say whether a person, or a group in whose name somebody writes, is answered."""
    channel = services.telegram
    if is_open(channel) or number in channel.allow or number in channel.admins:
        return True
    if channel.access != "approval":
        return False
    return Members(services.journal.db).role(services.alias(number)) == "approved"


async def admitted(request: Request, services: Services) -> bool:
    """Say whether to go on with a message; who may not ask, or not so often, is told once."""
    number = speaker(request.message)
    if not may_ask(number, services) and request.addressed.command not in OWN:
        await meet_stranger(request, services)
        return False
    if number in services.telegram.admins:
        return True
    small = request.addressed.command in FREE
    admission = _admission(request, services.gestures if small else services.throttle, services)
    if admission.verdict == "tell":
        frame = spoken_in(access_messages, request)
        text = frame.too_many_taps if small else frame.too_many
        wait = waiting(admission.wait, frame)
        await services.post.deliver(request.place, text.format(wait=wait))
    return admission.verdict == "go"


def _admission(request: Request, throttle: Throttle, services: Services) -> Admission:
    services.throttle.limit(services.telegram.per_minute, services.telegram.per_hour)
    sent = (request.message.edit_date or request.message.date).timestamp()
    admission = throttle.admit(request.member, sent, request.update_id)
    if admission.verdict != "go":
        services.metrics.throttled()
    return admission


def refused_tap(query: CallbackQuery, update_id: int, services: Services) -> str | None:
    """Return what is said to who may not tap a button, "" to say nothing; None if they may."""
    person = query.from_user
    if person.id in services.telegram.admins:
        return None
    member = services.alias(person.id)
    came = services.journal.received(update_id)
    admission = services.gestures.admit(member, came, update_id)
    choice = language_choice_of(member, services.journal.db)
    frame = spoken_in(access_messages, speech_of("", person, choice))
    if admission.verdict != "go":
        services.metrics.throttled()
        said = frame.too_many_taps.format(wait=waiting(admission.wait, frame))
        return said if admission.verdict == "tell" else ""
    return None if may_ask(person.id, services) else frame.not_yours


def waiting(seconds: int, frame: AccessMessages) -> str:
    """Return how long to wait, in words.

    >>> waiting(40, access_messages("en")), waiting(100, access_messages("en"))
    ('40 seconds', '2 minutes')
    """
    if seconds <= FEW_SECONDS:
        return frame.seconds.format(n=seconds)
    return frame.minutes.format(n=-(-seconds // MINUTE))


async def meet_stranger(request: Request, services: Services) -> None:
    """Tell a person who may not ask so, once, and ask the administrators where they decide."""
    members = Members(services.journal.db)
    # In each group once too: what is said there is no use to who then writes in private.
    where = request.member if request.private else f"{request.member}@{request.topic[0]}"
    role = members.role(request.member)
    approval = services.telegram.access == "approval"
    may_apply = request.private and approval and role != "refused"
    if members.was_told(where) and not (may_apply and role is None):
        return
    await services.strangers.acquire()
    text, reached = await _said_to_stranger(request, services, may_apply, role == "refused")
    await services.post.deliver(request.place, text)
    await services.post.sweep(request.place)
    if reached:
        members.note_told(where)


async def _said_to_stranger(
    request: Request, services: Services, may_apply: bool, refused: bool
) -> tuple[str, bool]:
    """Return what a stranger is told, and whether for good: not while no administrator knows."""
    frame = spoken_in(access_messages, request)
    if request.message.sender_chat is not None or request.person is None:
        return frame.anonymous, True
    if not request.private:
        return frame.stranger_in_group, True
    if refused:
        return frame.refused, True
    reached = not may_apply or await ask_administrators(request, request.person, services)
    if may_apply and reached:
        return frame.asked_for, True
    return frame.stranger.format(member=request.person.id), reached
