"""What is kept of a member, and how they have it erased: /privacy, /forget, /cancel."""

import shutil
import sqlite3
from pathlib import Path

from bot.followups.turn import SILENCE
from bot.language_model.privacy import sent_to
from bot.members.language import spoken_in
from bot.members.register import Members
from bot.telegram.context.services import Request, Services, is_open
from bot.telegram.text.command_messages import command_messages

HOUR = 3600


async def tell_privacy(request: Request, services: Services) -> None:
    """Tell what happens to questions, in sentences that are true under the present settings."""
    frame = spoken_in(command_messages, request)
    days = services.telegram.retention_days
    kept = frame.kept.format(days=days) if days else frame.kept_shortly
    sent = sent_to(services.settings.bot)
    whither = frame.goes.format(model=sent.model, host=sent.host) if sent else frame.stays
    lines = [frame.privacy.format(whither=whither, kept=kept, hours=int(SILENCE // HOUR))]
    if services.telegram.access == "approval":
        lines.append(frame.approval)
    await services.post.deliver(request.place, "\n".join(lines))


async def forget(request: Request, services: Services) -> None:
    """Erase what a member said and chose; whether they may ask stays, and so do bare counts.

    While a backup or a report reads the journal, its log cannot be emptied: the member is told so,
    and it is emptied when they have ended (`bot/journal/house.py`).
    """
    questions, verdicts = services.journal.erase_member(request.member)
    if request.private:
        services.journal.forget_turns(request.topic)
        services.journal.forget_chat(request.topic[0])
    Members(services.journal.db).forget(request.member)
    emptied = services.journal.empty_log()
    frame = spoken_in(command_messages, request)
    said = [frame.forget.format(questions=questions, verdicts=verdicts)]
    if not emptied:
        said.append(frame.forget_later)
    if not is_open(services.telegram):
        said.append(frame.standing)
    await services.post.deliver(request.place, "\n".join(said))


async def cancel(request: Request, services: Services) -> None:
    """Drop what a member has asked here and what has not begun, and a page not yet confirmed."""
    person = request.person
    waited = services.lanes.cancel_waiting(request.place.chat_id, person.id) if person else 0
    frame = spoken_in(command_messages, request)
    said = [frame.cancelled.format(n=waited)] if waited else []
    if _drop_uploads(request.member, services.journal.db):
        said.append(frame.dropped)
    await services.post.deliver(request.place, "\n".join(said) or frame.nothing_waits)


def _drop_uploads(member: str, connection: sqlite3.Connection) -> int:
    """Forget the pages that a member sent and has not confirmed, each in a folder of its own."""
    sql = "DELETE FROM uploads WHERE member = ? RETURNING path"
    folders = [Path(path).parent for (path,) in connection.execute(sql, (member,)).fetchall()]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return len(folders)
