"""What is kept of a member, and how they have it erased: /privacy, /forget, /cancel."""

import shutil
import sqlite3
from pathlib import Path

from bot.followups.turn import SILENCE
from bot.members.language import spoken_in
from bot.members.register import Members
from bot.telegram.context.shared import Asked, Shared
from bot.telegram.handlers.access import is_open
from bot.telegram.text.command_messages import command_messages

HOUR = 3600


async def tell_privacy(asked: Asked, shared: Shared) -> None:
    """Tell what happens to questions, in sentences that are true under the present settings."""
    frame = spoken_in(command_messages, asked)
    days = shared.telegram.retention_days
    kept = frame.kept.format(days=days) if days else frame.kept_shortly
    lines = [frame.privacy.format(kept=kept, hours=int(SILENCE // HOUR))]
    if shared.telegram.access == "approval":
        lines.append(frame.approval)
    await shared.post.deliver(asked.place, "\n".join(lines))


async def forget(asked: Asked, shared: Shared) -> None:
    """Erase what a member said and chose; whether they may ask stays, and so do bare counts."""
    questions, verdicts = erase(asked.member, shared.journal.db)
    if asked.private:
        shared.journal.forget_turns(asked.topic)
    Members(shared.journal.db).choose(asked.member, "auto")
    shared.journal.empty_log()
    frame = spoken_in(command_messages, asked)
    text = frame.forget.format(questions=questions, verdicts=verdicts)
    standing = "" if is_open(shared) else frame.standing
    await shared.post.deliver(asked.place, "\n".join(filter(None, (text, standing))))


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


async def cancel(asked: Asked, shared: Shared) -> None:
    """Drop what a member has asked here and what has not begun, and a page not yet confirmed."""
    person = asked.person
    waited = shared.lanes.cancel_waiting(asked.place.chat_id, person.id) if person else 0
    frame = spoken_in(command_messages, asked)
    said = [frame.cancelled.format(n=waited)] if waited else []
    if _drop_uploads(asked.member, shared.journal.db):
        said.append(frame.dropped)
    await shared.post.deliver(asked.place, "\n".join(said) or frame.nothing_waits)


def _drop_uploads(member: str, connection: sqlite3.Connection) -> int:
    """Forget the pages that a member sent and has not confirmed, each in a folder of its own."""
    sql = "DELETE FROM uploads WHERE member = ? RETURNING path"
    folders = [Path(path).parent for (path,) in connection.execute(sql, (member,)).fetchall()]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return len(folders)
