"""A build that an administrator watches: one message, edited until the build has ended.

A restart in the middle begins it again, in the same message. Next: `bot/editors/rebuild.py` does
the work; `bot/telegram/editors/admin.py` and `bot/telegram/editors/upload.py` ask for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError, TelegramError

from bot.channel.lanes import RETRY_SECONDS
from bot.coverage import sentence
from bot.editors.messages import AdminMessages, admin_messages
from bot.editors.progress import progress_text, report_text
from bot.editors.rebuild import rebuild
from bot.members.language import SpokenTo, language_choice_of, speech_of, spoken_in
from bot.telegram.context.services import Alert, Services
from bot.telegram.transport.post import ReplyPlace, is_unreachable
from corpus.errors import GongdaError, HeldBackError, IndexLockedError

if TYPE_CHECKING:
    from index.building.build import BuildReport

log = logging.getLogger(__name__)

# Seconds between two edits: a chat takes about one message a second, other replies included.
_EVERY = 2.0
# Seconds between two looks at whether the build has ended, or the bot is to stop.
_LOOK = 0.2
# Seconds that a build waits for another one, which may be of a whole archive.
PATIENCE = 1800.0


# Of the button under a build that is held back; its data names the update it belongs to.
HELD_BACK_BUTTON = "h"


class StoppingError(NetworkError):
    """The bot stops in the middle of a build: the update waits, as when Telegram is not reached."""


@dataclass(slots=True)
class _Watch:
    """How far the build is, and what was shown of it.

    Attributes:
        text: What to show now.
        shown: What was shown last.
        at: When, by the monotonic clock.
    """

    text: str = ""
    shown: str = ""
    at: float = float("-inf")


@dataclass(frozen=True, slots=True)
class Watched:
    """Where a build is shown and how.

    Attributes:
        place: Of the message.
        speech: The language to speak.
        head: What stands over it all the time; "" for nothing.
        patient: Whether it waits for another build to end.
        confirmed: Whether an administrator wants it even if most articles vanish.
    """

    place: ReplyPlace
    speech: SpokenTo
    head: str = ""
    patient: bool = False
    confirmed: bool = False


async def rebuild_watched(watched: Watched, services: Services) -> bool:
    """Build, show how far it is, then what came of it; return whether it succeeded.

    Raises:
        StoppingError: The bot stops; the build has ended without a trace.
        TelegramError: What came of it cannot be told.
    """
    frame = spoken_in(admin_messages, watched.speech)
    try:
        report = await _built(watched, services, frame)
    except IndexLockedError:
        await _tell(watched, frame.locked, services)
        return False
    except HeldBackError as error:
        log.warning("a build is held back: %s", error)
        said = frame.held_back.format(what=error.what)
        await _tell(watched, said, services, _publish_anyway(watched.place, frame))
        return False
    except GongdaError as error:
        log.warning("a build failed: %s", error)
        said = frame.not_built.format(what=error.what, remedy=error.remedy)
        await _tell(watched, said, services)
        return False
    # Opens the new index before the next member asks.
    coverage = await asyncio.to_thread(services.answerer.coverage)
    said = report_text(report, sentence(coverage, watched.speech.language), frame)
    await _tell(watched, said, services)
    return True


async def publish_anyway(
    query: CallbackQuery, parts: Sequence[str], services: Services
) -> str | None:
    """Build again and publish whatever vanishes, as an administrator taps under a held build."""
    member = services.alias(query.from_user.id)
    speech = speech_of("", query.from_user, language_choice_of(member, services.journal.db))
    frame = spoken_in(admin_messages, speech)
    if not services.is_admin(query.from_user):
        return Alert(frame.not_yours)
    if query.message is None or not (number := "".join(parts)).isdecimal():
        return Alert(frame.expired)
    with contextlib.suppress(TelegramError):
        await query.answer()  # The build takes longer than Telegram waits for an answer.
    place = ReplyPlace(int(number), query.message.chat.id)
    await rebuild_watched(Watched(place, speech, patient=True, confirmed=True), services)
    return None


def _publish_anyway(place: ReplyPlace, frame: AdminMessages) -> InlineKeyboardMarkup:
    data = f"{HELD_BACK_BUTTON}:{place.update_id}"
    return InlineKeyboardMarkup.from_button(
        InlineKeyboardButton(frame.publish_anyway, callback_data=data)
    )


async def _built(watched: Watched, services: Services, frame: AdminMessages) -> BuildReport:
    """Build, as soon as no other build is in the way."""
    watch = _Watch(text=progress_text("read", 0, 1, frame))
    deadline = time.monotonic() + PATIENCE * watched.patient
    while True:
        try:
            return await _followed(watched, watch, services, frame)
        except IndexLockedError:
            if time.monotonic() >= deadline:
                raise
            watch.text = frame.waiting
            await _show(watched, watch, services)
            await asyncio.sleep(_EVERY)


async def _followed(
    watched: Watched, watch: _Watch, services: Services, frame: AdminMessages
) -> BuildReport:
    def note(stage: str, done: int, total: int) -> None:
        watch.text = progress_text(stage, done, total, frame)

    task = asyncio.create_task(rebuild(services.settings, note, watched.confirmed))
    try:
        while not task.done():
            if services.lanes.closed:
                raise StoppingError("the bot stops; the build begins again at its next start")
            await _show(watched, watch, services)
            await asyncio.wait({task}, timeout=_LOOK)
        return task.result()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _show(watched: Watched, watch: _Watch, services: Services) -> None:
    """Edit the message if there is news and the last edit is a while ago; it may fail."""
    now = time.monotonic()
    if watch.text == watch.shown or now - watch.at < _EVERY:
        return
    watch.shown, watch.at = watch.text, now
    try:
        await services.post.deliver(watched.place, _under(watched.head, watch.text))
    except TelegramError as error:
        log.info("the progress of a build was not shown: %s", error)


async def _tell(
    watched: Watched, text: str, services: Services, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Say how it ended, for as long as it takes: delivering it later would mean another build."""
    while True:
        try:
            await services.post.deliver(watched.place, _under(watched.head, text), keyboard)
            return
        except TelegramError as error:
            if not is_unreachable(error) or services.lanes.closed:
                raise
            log.warning("the end of a build is told later: %s", error)
        await asyncio.sleep(RETRY_SECONDS)


def _under(head: str, text: str) -> str:
    return f"{head}\n\n{text}" if head else text
