"""What is kept of a member, and how they have it erased: /privacy, /forget, /cancel."""

import shutil
import sqlite3
from pathlib import Path

from bot.followups.turn import SILENCE
from bot.members.language import spoken_in
from bot.members.register import Members
from bot.telegram.context.services import Request, Services
from bot.telegram.handlers.access import is_open
from bot.telegram.text.command_messages import command_messages

HOUR = 3600


async def tell_privacy(request: Request, services: Services) -> None:
    """Tell what happens to questions, in sentences that are true under the present settings."""
    frame = spoken_in(command_messages, request)
    days = services.telegram.retention_days
    kept = frame.kept.format(days=days) if days else frame.kept_shortly
    lines = [frame.privacy.format(kept=kept, hours=int(SILENCE // HOUR))]
    if services.telegram.access == "approval":
        lines.append(frame.approval)
    await services.post.deliver(request.place, "\n".join(lines))


async def forget(request: Request, services: Services) -> None:
    """Erase what a member said and chose; whether they may ask stays, and so do bare counts."""
    questions, verdicts = erase(request.member, services.journal.db)
    if request.private:
        services.journal.forget_turns(request.topic)
    Members(services.journal.db).choose(request.member, "auto")
    services.journal.empty_log()
    frame = spoken_in(command_messages, request)
    text = frame.forget.format(questions=questions, verdicts=verdicts)
    standing = "" if is_open(services) else frame.standing
    await services.post.deliver(request.place, "\n".join(filter(None, (text, standing))))


def erase(member: str, connection: sqlite3.Connection) -> tuple[int, int]:
    """Erase a member's words and verdicts; return of how many questions, and how many verdicts."""
    own = "SELECT update_id FROM questions WHERE member = ?"
    connection.execute(f"DELETE FROM turns WHERE update_id IN ({own})", (member,))
    sql = "DELETE FROM feedback WHERE member = ?"
    verdicts = connection.execute(sql, (member,)).rowcount
    sql = (
        "UPDATE questions SET question = NULL, view = NULL"
        " WHERE member = ? AND (question IS NOT NULL OR view IS NOT NULL)"
    )
    return connection.execute(sql, (member,)).rowcount, verdicts


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
