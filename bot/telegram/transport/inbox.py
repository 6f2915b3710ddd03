"""Between Telegram and the handlers: nothing is lost, nobody waits for somebody else's questions.

`JournalQueue` commits each update to disk before the poll (`bot/telegram/transport/polling.py`) or
the webhook (`bot/telegram/transport/webhook.py`) acknowledges it. `Lanes` answers the questions of
one chat in their order and lets the chats go on beside each other. Both are small subclasses of
what python-telegram-bot offers for that. Next: `bot/telegram/transport/post.py`, how a reply gets
out; then `bot/telegram/talk.py`, the handlers.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, cast

from telegram import Message, Update
from telegram.error import NetworkError
from telegram.ext import BaseUpdateProcessor

from bot.journal.journal import Journal

log = logging.getLogger(__name__)

# An update whose search has killed the process so often is given up.
MOST_CRASHES = 5
# When Telegram could not be reached, the answer is tried again after this long, then after twice as
# long, and so on: hundreds of questions that wait through an outage must not be sought at once.
RETRY_SECONDS = 5.0
LONGEST_RETRY_SECONDS = 60.0
# The library admits so many updates at once before `Lanes` sees them: wide, as the lanes schedule.
ADMITTED = 4096

Alias = Callable[[int], str]
Refused = Callable[[Update, Exception], None]


class JournalQueue(asyncio.Queue[object]):
    """The queue from the poll to the handlers; what is put in is on disk before it is in.

    Attributes:
        refused: Hears of an update that the journal did not take.
        taken: Hears that it took one.
    """

    def __init__(self, journal: Journal, alias: Alias) -> None:
        super().__init__()
        self._journal = journal
        self._alias = alias
        self.refused: Refused = lambda update, error: None
        self.taken: Callable[[], None] = lambda: None

    async def put(self, item: object) -> None:
        """Journal an update and queue it, unless it is known: then it is answered or waiting.

        An inline query is queued only: its answer is of no use when it comes late.

        Raises:
            NetworkError: The journal cannot be written. No other error may leave here, or the poll
                ends in silence; after this one Telegram delivers the update again.
        """
        if isinstance(item, Update) and not item.inline_query and not self._stored(item):
            return
        await super().put(item)

    def _stored(self, update: Update) -> bool:
        chat = self._alias(update.effective_chat.id) if update.effective_chat else None
        message = spoken(update)
        number = message.message_id if message else None
        try:
            new = self._journal.store(update.update_id, update.to_json(), chat, number)
        except (sqlite3.Error, OverflowError) as error:
            self.refused(update, error)
            raise NetworkError(f"the journal cannot be written: {error}") from error
        self.taken()
        return new


def spoken(update: Update) -> Message | None:
    """Return what a member wrote or rewrote, if the update is that."""
    return update.message or update.edited_message


class Lanes(BaseUpdateProcessor):
    """One ordered lane a chat; an update leaves the journal when its handlers have returned.

    Attributes:
        requeue: Puts an update back into the queue.
        give_up: Tells a member that the question cannot be answered.
        urgent: Says whether an update does not wait in its lane: /cancel.
        failed: Hears that the journal could not be written while an update was handled.
    """

    def __init__(self, journal: Journal) -> None:
        super().__init__(ADMITTED)
        self._journal = journal
        self._locks: dict[object, asyncio.Lock] = {}
        self._waiting: dict[object, dict[int, Update]] = {}
        self._unreached: set[int] = set()
        self._retries: dict[int, int] = {}
        self._broken: set[int] = set()
        self._closed = False
        self.requeue: Callable[[Update], None] = lambda update: None
        self.give_up: Callable[[Update], Coroutine[Any, Any, None]] | None = None
        self.urgent: Callable[[Update], bool] = lambda update: False
        self.failed: Refused = lambda update, error: None

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    def close(self) -> None:
        """Begin nothing more: what waits is in the journal, and stopping takes no time."""
        self._closed = True

    @property
    def closed(self) -> bool:
        """Whether the bot stops: what takes long ends, and waits in the journal."""
        return self._closed

    @property
    def depth(self) -> int:
        """How many updates wait for their turn."""
        return sum(len(lane) for lane in self._waiting.values())

    def unreached(self, update_id: int) -> None:
        """Note that Telegram could not be reached while this update was handled."""
        self._unreached.add(update_id)

    def broke(self, update_id: int) -> None:
        """Note that the handlers of this update ended in an apology."""
        self._broken.add(update_id)

    def cancel_waiting(self, chat_id: int, person_id: int) -> int:
        """Drop what a person has said in a chat and what has not begun; return how much."""
        lane = self._waiting.get(chat_id, {})
        own = [
            update
            for update in lane.values()
            if spoken(update) and update.effective_user and update.effective_user.id == person_id
        ]
        for update in own:
            del lane[update.update_id]
            self._retries.pop(update.update_id, None)
            self._journal.finish(update.update_id, "cancelled")
        return len(own)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the handlers when all earlier updates of the same chat are done."""
        work = cast(Coroutine[Any, Any, None], coroutine)
        try:
            if not isinstance(update, Update):
                await work
            elif self.urgent(update):
                await self._kept(update, work)
            else:
                await self._in_lane(update, work)
        finally:
            work.close()

    async def _in_lane(self, update: Update, work: Coroutine[Any, Any, None]) -> None:
        lane = _lane(update)
        lock = self._locks.setdefault(lane, asyncio.Lock())
        waiting = self._waiting.setdefault(lane, {})
        waiting[update.update_id] = update
        try:
            async with lock:
                if waiting.pop(update.update_id, None) and not self._closed:
                    await self._kept(update, work)
        finally:
            waiting.pop(update.update_id, None)
            if not waiting and not lock.locked():
                self._waiting.pop(lane, None)
                self._locks.pop(lane, None)

    async def _kept(self, update: Update, work: Coroutine[Any, Any, None]) -> None:
        """Run the handlers; if the journal breaks meanwhile, the update waits."""
        try:
            await self._answer(update, work)
        except sqlite3.Error as error:
            self.failed(update, error)
            self._later(update)

    async def _answer(self, update: Update, work: Coroutine[Any, Any, None]) -> None:
        if self._journal.crashes(update.update_id) >= MOST_CRASHES:
            log.error("update %s is given up after %s crashes", update.update_id, MOST_CRASHES)
            self._journal.finish(update.update_id, "given up")
            if self.give_up is not None:
                await self.give_up(update)
            return
        await work
        if update.update_id not in self._unreached:
            failed = update.update_id in self._broken
            self._broken.discard(update.update_id)
            self._retries.pop(update.update_id, None)
            self._journal.finish(update.update_id, "failed" if failed else "answered")
            return
        self._unreached.discard(update.update_id)
        self._later(update)

    def _later(self, update: Update) -> None:
        before = self._retries.get(update.update_id, 0)
        self._retries[update.update_id] = before + 1
        asyncio.get_running_loop().call_later(retry_seconds(before), self._again, update)

    def _again(self, update: Update) -> None:
        if not self._closed:
            self.requeue(update)


def retry_seconds(before: int) -> float:
    """Return how long to wait after so many tries before.

    >>> [retry_seconds(before) for before in (0, 1, 2, 9)]
    [5.0, 10.0, 20.0, 60.0]
    """
    return min(RETRY_SECONDS * 2.0 ** min(before, 10), LONGEST_RETRY_SECONDS)


def _lane(update: Update) -> object:
    """Return what an update waits behind: its chat; whoever types inline waits for nobody."""
    if update.effective_chat:
        return update.effective_chat.id
    return ("inline", update.update_id)
