"""What administrators type: /stats, /reload and /rebuild, each in a private chat only.

For everybody else there are no such commands. Next: `bot/telegram/editors/rebuilding.py` shows a
build, `bot/telegram/editors/upload.py` takes the page files that administrators send.
"""

import asyncio
import datetime
import time
from collections.abc import Mapping

from bot.editors.messages import AdminMessages, admin_messages
from bot.journal.statistics import QuestionFigures, failures, feedback, question_figures, unanswered
from bot.members.language import spoken_in
from bot.printed import excerpt
from bot.telegram.context.services import Command, Request, Services
from bot.telegram.editors.membership import approve, revoke, show_members
from bot.telegram.editors.rebuilding import Watched, rebuild_watched
from bot.telegram.handlers.commands import unknown_command
from corpus.errors import ConfigError, GongdaError

_DAY = 86400.0
# The journal knows how an update ended for two days (`bot/journal/journal.py`).
KNOWN_DAYS = 2


async def show_figures(request: Request, services: Services) -> None:
    """Say how much is asked, how it is answered, and what was asked in vain."""
    frame, db = spoken_in(admin_messages, request), services.journal.db
    now = time.time()
    midnight = datetime.datetime.combine(datetime.date.today(), datetime.time()).timestamp()
    today, week, verdicts = (
        question_figures(db, midnight),
        question_figures(db, now - 7 * _DAY),
        feedback(db, now - 7 * _DAY),
    )
    said = frame.stats.format(
        today=today.questions,
        today_members=today.members,
        week=week.questions,
        week_members=week.members,
        answered=_percent(week.questions - week.refused, week.questions),
        refused=_percent(week.refused, week.questions),
        times=_times(week, frame),
        good=verdicts.good,
        bad=verdicts.bad,
        failures=failures(db, now - KNOWN_DAYS * _DAY),
        depth=max(0, services.lanes.depth - 1),  # besides the command itself
        generation=await _generation(services),
    )
    await services.post.deliver(request.place, f"{said}\n\n{_in_vain(unanswered(db), frame)}")


async def reload_settings(request: Request, services: Services) -> None:
    """Read config.yaml again and say what changed."""
    frame = spoken_in(admin_messages, request)
    try:
        changed, fixed = services.reload()
    except ConfigError as error:
        said = frame.not_reloaded.format(what=error.what, remedy=error.remedy)
        await services.post.deliver(request.place, said)
        return
    said = frame.reloaded.format(keys=_listed(changed)) if changed else frame.nothing_changed
    later = f"\n\n{frame.needs_start.format(keys=_listed(fixed))}" if fixed else ""
    await services.post.deliver(request.place, said + later)


async def rebuild_index(request: Request, services: Services) -> None:
    """Build the index again and show how far it is."""
    await rebuild_watched(Watched(request.place, request), services)


def _for_administrators(command: Command) -> Command:
    async def guarded(request: Request, services: Services) -> None:
        if not services.is_admin(request.person):
            await unknown_command(request, services)
        elif not request.private:
            said = spoken_in(admin_messages, request).only_private
            await services.post.deliver(request.place, said)
        else:
            await command(request, services)

    return guarded


ADMIN_COMMANDS: Mapping[str, Command] = {
    "stats": _for_administrators(show_figures),
    "reload": _for_administrators(reload_settings),
    "members": _for_administrators(show_members),
    "approve": _for_administrators(approve),
    "revoke": _for_administrators(revoke),
    "rebuild": _for_administrators(rebuild_index),
}


async def _generation(services: Services) -> str:
    try:
        return (await asyncio.to_thread(services.answerer.coverage)).generation
    except GongdaError as error:
        return error.what


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "—"


def _times(request: QuestionFigures, frame: AdminMessages) -> str:
    if request.median is None or request.slow is None:
        return frame.no_times
    return frame.times.format(median=f"{request.median:.1f}", slow=f"{request.slow:.1f}")


def _in_vain(questions: list[str], frame: AdminMessages) -> str:
    if not questions:
        return frame.none_unanswered
    listed = [f"{number}. {excerpt(one)}" for number, one in enumerate(questions, 1)]
    return "\n".join([frame.unanswered, *listed])


def _listed(keys: list[str]) -> str:
    return "\n".join(f"· {key}" for key in keys)
