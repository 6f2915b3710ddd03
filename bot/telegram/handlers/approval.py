"""How a stranger is let in: every administrator gets two buttons, and one tap decides.

The first words of a stranger go no further; who they are is shown to the administrators by
Telegram's own name for them. Their number is kept until the decision has reached them, and no
longer. Taps are journaled like every update, so a decision survives a restart, and a second tap
changes nothing. `bot/telegram/handlers/access.py` begins it.
"""

import logging
import unicodedata
from collections.abc import Sequence

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, User
from telegram.error import BadRequest, Forbidden

from bot.channel.text.styled import Formatted
from bot.members.language import Speech, language_choice_of, speech_of, spoken_in
from bot.members.messages import AccessMessages, access_messages
from bot.members.register import Applicant, MemberRole, Members
from bot.telegram.context.services import Alert, Request, Services
from bot.telegram.transport.post import SLOT, Keyboard, ReplyPlace

log = logging.getLogger(__name__)

APPROVAL_BUTTON = "a"
# Slots of the replies to a stranger's first message: 0 is what is told there, then the decision,
# and from here on one for each administrator.
DECISION, ADMINS = 1, 2
# And from here on one for each administrator, of the message about many requests.
CROWD = 500
# Requests that wait beside each other, a message each; more are one message.
MOST_REQUESTS = 5
_ROLES: dict[str, MemberRole] = {"y": "approved", "n": "refused"}
_NAMED = {"zh": "中文", "en": "English"}


async def ask_administrators(request: Request, person: User, services: Services) -> bool:
    """Show every administrator who would like to ask, with two buttons; again does no harm.

    Returns False if none of them can be reached.
    """
    members = Members(services.journal.db)
    key = members.apply(request.member, person.id, request.update_id, request.language)
    applicant = members.applicant(key)
    assert applicant is not None
    waiting = members.counts()["waiting"]
    if waiting > MOST_REQUESTS:
        async with services.deciding:
            return await _tell_of_crowd(request.update_id, waiting - MOST_REQUESTS, services)
    reached = False
    code = person.language_code or "?"
    for nth, admin in enumerate(services.telegram.admins):
        frame = spoken_in(access_messages, _speech_of(admin, services))
        name = shown_name(person)
        text = frame.request.format(
            name=name,
            username=f"@{person.username}" if person.username else frame.no_username,
            number=person.id,
            language=_NAMED.get(code[:2], code),
        )
        place = ReplyPlace(applicant.update_id, admin, slot=ADMINS + nth)
        reached |= await _tell(place, text, _buttons(key, frame), services)
    return reached


async def _tell_of_crowd(update_id: int, many: int, services: Services) -> bool:
    """Tell every administrator, in one message that is edited, that many more wait.

    It is edited when twice as many wait: an edit for each would be a flood of its own.
    """
    if many.bit_count() > 1:
        return True
    if services.crowd is None or many == 1:
        services.crowd = update_id
    reached = False
    for nth, admin in enumerate(services.telegram.admins):
        text = spoken_in(access_messages, _speech_of(admin, services)).crowd.format(n=many)
        place = ReplyPlace(services.crowd, admin, slot=CROWD + nth)
        reached |= await _tell(place, text, None, services)
    return reached


def _buttons(key: str, frame: AccessMessages) -> InlineKeyboardMarkup:
    labels = zip((frame.agree, frame.decline), _ROLES, strict=True)
    return InlineKeyboardMarkup.from_row(
        [
            InlineKeyboardButton(label, callback_data=f"{APPROVAL_BUTTON}:{key}:{verdict}")
            for label, verdict in labels
        ]
    )


async def decide(query: CallbackQuery, parts: Sequence[str], services: Services) -> str | None:
    """Let a person in or not, as an administrator taps; tell all whom it concerns."""
    frame = spoken_in(access_messages, _speech_of(query.from_user.id, services, query.from_user))
    if not services.is_admin(query.from_user):
        return Alert(frame.admins_only)
    key, verdict = (*parts, "", "")[:2]
    members = Members(services.journal.db)
    first = verdict in _ROLES and members.decide(key, _ROLES[verdict])
    if first:
        audit(query.from_user, key, _ROLES[verdict])
    await tell_decision(query, key, services)
    applicant = members.applicant(key)
    if applicant is None:
        return Alert(frame.expired)
    return None if first else frame.decided


async def settle(
    admin: User, number: int, role: MemberRole, services: Services
) -> MemberRole | None:
    """Let a person in or not by their number, whatever was decided; return what that was."""
    members, member = Members(services.journal.db), services.alias(number)
    before = members.set_role(member, role)
    audit(admin, member, role)
    if (key := members.key(member)) is not None:
        await tell_decision(admin, key, services)
    return before


def audit(admin: User, who: str, role: MemberRole) -> None:
    """Write into the log who decided what: the administrator's number, the member's hashed one."""
    log.info("access: administrator %s sets %s to %s", admin.id, who, role)


async def tell_decision(query: CallbackQuery | User, key: str, services: Services) -> None:
    """Tell all whom a decision concerns, once."""
    members = Members(services.journal.db)
    async with services.deciding:
        applicant = members.applicant(key)
        # The contact is there until the decision has reached everybody, over a restart too.
        if applicant and applicant.contact is not None and applicant.role != "waiting":
            await _announce(query, applicant, services)
            await _tell_applicant(applicant, applicant.contact, services)
            members.erase_contact(key)


async def _tell_applicant(applicant: Applicant, contact: int, services: Services) -> None:
    frame = access_messages(applicant.language)
    text = frame.approved if applicant.role == "approved" else frame.refused
    await _tell(ReplyPlace(applicant.update_id, contact, slot=DECISION), text, None, services)


async def _announce(query: CallbackQuery | User, applicant: Applicant, services: Services) -> None:
    """Say under the request, to every administrator, who has decided and how."""
    message = query.message if isinstance(query, CallbackQuery) else None
    by = query.from_user if isinstance(query, CallbackQuery) else query
    request = message.text if isinstance(message, Message) and message.text else ""
    for nth, admin in enumerate(services.telegram.admins):
        place = ReplyPlace(applicant.update_id, admin, slot=ADMINS + nth)
        frame = spoken_in(access_messages, _speech_of(admin, services))
        said = frame.agreed if applicant.role == "approved" else frame.declined
        text = f"{request}\n\n{said.format(admin=shown_name(by))}".strip()
        if place.slot * SLOT in services.journal.replies(applicant.update_id):
            await _tell(place, text, None, services)
        elif admin == by.id and message is not None:
            # Asked so long ago that the journal has forgotten which messages those were.
            await services.post.show(message.chat.id, message.message_id, Formatted(text), None)


async def _tell(
    place: ReplyPlace, text: str, keyboard: Keyboard | None, services: Services
) -> bool:
    """Deliver to a person who did not write just now; return False if they blocked the bot."""
    try:
        await services.post.deliver(place, text, keyboard)
        await services.post.sweep(place)
    except (BadRequest, Forbidden) as error:
        log.warning("somebody cannot be told; have they pressed Start? %s", error)
        return False
    return True


def shown_name(person: User) -> str:
    """Return how Telegram shows a person, on one line and without what turns text around."""
    visible = (one for one in person.full_name if unicodedata.category(one) not in ("Cf", "Cc"))
    return " ".join("".join(visible).split())


def _speech_of(number: int, services: Services, user: User | None = None) -> Speech:
    """Return how to speak to a person who did not write just now."""
    return speech_of("", user, language_choice_of(services.alias(number), services.journal.db))
