"""Who may ask: everybody, those on a list, or also those whom an administrator let in.

A stranger is told once, then met with silence; who asks too often likewise. Next:
`bot/telegram/handlers/approval.py`, how administrators are asked; `bot/members/throttle.py`, how
often one may ask.
"""

from bot.members.language import spoken_in
from bot.members.messages import AccessMessages, access_messages
from bot.members.register import Members
from bot.members.throttle import MINUTE
from bot.telegram.context.hear import speaker
from bot.telegram.context.shared import Asked, Shared
from bot.telegram.handlers.approval import ask_administrators
from corpus.config import Settings
from corpus.errors import ConfigError

# Commands that do not count: who asked too much may still read, take back and leave.
FREE = frozenset({"start", "help", "privacy", "forget", "cancel"})
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


def is_open(shared: Shared) -> bool:
    """Say whether everybody may ask."""
    channel = shared.telegram
    return (channel.access or ("list" if channel.allow else "open")) == "open"


def may_ask(number: int, shared: Shared) -> bool:
    """Say whether a person, or a group in whose name somebody writes, is answered."""
    channel = shared.telegram
    if is_open(shared) or number in channel.allow or number in channel.admins:
        return True
    if channel.access != "approval":
        return False
    return Members(shared.journal.db).role(shared.alias(number)) == "approved"


async def admitted(asked: Asked, shared: Shared) -> bool:
    """Say whether to go on with a message; who may not ask, or not so often, is told once."""
    number = speaker(asked.message)
    if not may_ask(number, shared):
        await meet_stranger(asked, shared)
        return False
    if number in shared.telegram.admins or asked.heard.command in FREE:
        return True
    shared.throttle.limit(shared.telegram.per_minute, shared.telegram.per_hour)
    sent = (asked.message.edit_date or asked.message.date).timestamp()
    admission = shared.throttle.admit(asked.member, sent, asked.update_id)
    if admission.verdict != "go":
        shared.metrics.throttled()
    if admission.verdict == "tell":
        frame = spoken_in(access_messages, asked)
        text = frame.too_many.format(wait=waiting(admission.wait, frame))
        await shared.post.deliver(asked.place, text)
    return admission.verdict == "go"


def waiting(seconds: int, frame: AccessMessages) -> str:
    """Return how long to wait, in words.

    >>> waiting(40, access_messages("en")), waiting(100, access_messages("en"))
    ('40 seconds', '2 minutes')
    """
    if seconds <= FEW_SECONDS:
        return frame.seconds.format(n=seconds)
    return frame.minutes.format(n=-(-seconds // MINUTE))


async def meet_stranger(asked: Asked, shared: Shared) -> None:
    """Tell a person who may not ask so, once, and ask the administrators where they decide."""
    members = Members(shared.journal.db)
    # In each group once too: what is said there is no use to who then writes in private.
    where = asked.member if asked.private else f"{asked.member}@{asked.topic[0]}"
    person = asked.person if asked.message.sender_chat is None else None
    may_apply = asked.private and shared.telegram.access == "approval"
    if members.was_told(where) and not (may_apply and members.role(asked.member) is None):
        return
    frame = spoken_in(access_messages, asked)
    reached = True
    if person is None:
        text = frame.anonymous
    elif not asked.private:
        text = frame.stranger_in_group
    elif may_apply and (reached := await ask_administrators(asked, person, shared)):
        text = frame.asked_for
    else:
        text = frame.stranger.format(member=person.id)
    await shared.post.deliver(asked.place, text)
    await shared.post.sweep(asked.place)
    if reached:
        members.note_told(where)
