"""Who may ask, as administrators see and change it: /members, /approve and /revoke.

The journal knows members by hashed names only, so nobody is listed but those who wait. A decision
counts from the next message or tap on. Next: `bot/telegram/handlers/approval.py` tells of it.
"""

from bot.editors.messages import admin_messages
from bot.members.language import spoken_in
from bot.members.register import MemberRole, Members
from bot.telegram.context.services import Request, Services
from bot.telegram.handlers.approval import settle

SHOWN_WAITING = 20
# Telegram's numbers have 52 bits at most.
LONGEST_NUMBER = 16


async def show_members(request: Request, services: Services) -> None:
    """Say how many may ask, and who waits for a decision."""
    frame, members = spoken_in(admin_messages, request), Members(services.journal.db)
    counts = members.counts()
    waiting = [frame.waiting_member.format(number=one) for one in members.waiting(SHOWN_WAITING)]
    text = frame.members.format(
        approved=counts.get("approved", 0),
        refused=counts.get("refused", 0),
        many=counts.get("waiting", 0),
        waiting="\n".join(waiting),
    )
    await services.post.deliver(request.place, text)


async def approve(request: Request, services: Services) -> None:
    """Let a person in: `/approve 123456789`."""
    frame = spoken_in(admin_messages, request)
    await _settle(request, services, "approved", frame.approved_member)


async def revoke(request: Request, services: Services) -> None:
    """Shut a person out: `/revoke 123456789`."""
    frame = spoken_in(admin_messages, request)
    await _settle(request, services, "refused", frame.revoked_member)


def _decides(number: int, services: Services) -> bool:
    """Say whether administrators decide about a person, and not config.yaml."""
    channel = services.telegram
    return channel.access == "approval" and number not in (*channel.allow, *channel.admins)


async def _settle(request: Request, services: Services, role: MemberRole, said: str) -> None:
    frame, words = spoken_in(admin_messages, request), request.addressed.text
    if not (words.isascii() and words.isdigit() and len(words) <= LONGEST_NUMBER):
        text = frame.which_member.format(command=request.addressed.command)
    elif not _decides(int(words), services):
        text = frame.decided_by_settings.format(access=services.telegram.access or "open / list")
    elif request.person is not None:
        await settle(request.person, int(words), role, services)
        text = said.format(number=words)
    await services.post.deliver(request.place, text)
