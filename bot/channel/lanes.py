"""Ordered lanes: one a chat, beside each other; nothing leaves the journal before it is answered.

What comes in waits for what came before it in its lane, and is tried again, later and later, where
the channel or the journal cannot be reached. It knows no messenger: a channel says of each of its
items which number the journal has for it, in which lane it waits, and whose it is. Telegram's
channel does so in `bot/telegram/transport/inbox.py`.
"""

import asyncio
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.journal.journal import Journal

log = logging.getLogger(__name__)

# An item whose search has killed the process so often is given up.
MOST_CRASHES = 5
# When the channel could not be reached, the answer is tried again after this long, then after twice
# as long, and so on: hundreds of questions that wait through an outage must not be sought at once.
RETRY_SECONDS = 5.0
LONGEST_RETRY_SECONDS = 60.0

# Items that may wait in a lane, beside the one in work, unless the channel says otherwise.
MOST_WAITING = 200

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the lanes know of an item.

    Attributes:
        number: The one that the journal keeps it under.
        lane: What it waits in: items of one lane are handled one after the other.
        person: Who said it; None for what nobody can take back.
    """

    number: int
    lane: object
    person: int | None


class OrderedLanes(Generic[Item]):
    """One ordered lane a chat; an item leaves the journal when its handlers have returned.

    Attributes:
        requeue: Puts an item back into the queue.
        give_up: Tells a member that the question cannot be answered.
        urgent: Says whether an item does not wait in its lane: /cancel.
        failed: Hears that the journal could not be written while an item was handled.
        most: How many items may wait in the lane of an item, those to be tried again included.
        overflows: Hears of the first item that is one too many; the later ones are dropped silently
            until nothing waits in the lane. What was taken in once is never dropped.
    """

    def __init__(self, journal: Journal, ticket_of: Callable[[Item], Ticket]) -> None:
        self._journal = journal
        self._ticket_of = ticket_of
        self._locks: dict[object, asyncio.Lock] = {}
        self._waiting: dict[object, dict[int, Item]] = {}
        self._unreached: dict[int, float] = {}
        self._since: dict[int, float] = {}
        self._at_work: set[asyncio.Task[Any]] = set()
        self._full: set[object] = set()
        self._lane_of: dict[int, object] = {}
        self._held: Counter[object] = Counter()
        self._retries: dict[int, int] = {}
        self._broken: set[int] = set()
        self._closed = False
        self.requeue: Callable[[Item], None] = lambda item: None
        self.give_up: Callable[[Item], Coroutine[Any, Any, None]] | None = None
        self.urgent: Callable[[Item], bool] = lambda item: False
        self.failed: Callable[[Item, Exception], None] = lambda item, error: None
        self.most: Callable[[Item], int] = lambda item: MOST_WAITING
        self.overflows: Callable[[Item], Coroutine[Any, Any, None]] | None = None

    def close(self) -> None:
        """Begin nothing more: what waits is in the journal, and stopping takes no time."""
        self._closed = True

    @property
    def closed(self) -> bool:
        """Whether the bot stops: what takes long ends, and waits in the journal."""
        return self._closed

    async def abandon(self, patience: float) -> None:
        """Leave what is begun and does not end: the journal has it, the next run answers it."""
        begun = {one for one in self._at_work if not one.done()}
        for task in begun:
            task.cancel()
        if begun:
            await asyncio.wait(begun, timeout=patience)

    @property
    def depth(self) -> int:
        """How many items are not finished: they wait, are worked on, or are to be tried again."""
        return len(self._since)

    @property
    def oldest(self) -> float:
        """Seconds since the oldest unfinished item came in here; 0 if there is none."""
        return time.monotonic() - min(self._since.values()) if self._since else 0.0

    def unreached(self, number: int, seconds: float = 0.0) -> None:
        """Note that the channel could not be reached for an item, and how long it is to wait."""
        self._unreached[number] = seconds

    def broke(self, number: int) -> None:
        """Note that the handlers of this item ended in an apology."""
        self._broken.add(number)

    def cancel_waiting(self, lane: object, person: int) -> int:
        """Drop what a person has said in a lane and what has not begun; return how much."""
        waiting = self._waiting.get(lane, {})
        own = [number for number, item in waiting.items() if self._ticket_of(item).person == person]
        for number in own:
            del waiting[number]
            self._finish(number, "cancelled")
        return len(own)

    async def handle(self, item: Item, work: Awaitable[None]) -> None:
        """Do the work of an item when all earlier items of the same lane are done."""
        ticket, task = self._ticket_of(item), asyncio.current_task()
        self._since.setdefault(ticket.number, time.monotonic())
        if task is not None:
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)
        if self.urgent(item):
            await self._kept(item, ticket.number, work)
        elif not self._takes_in(item, ticket):
            await self._kept(item, ticket.number, self._overflow(item, ticket.lane))
        else:
            await self._in_lane(item, ticket, work)

    def _takes_in(self, item: Item, ticket: Ticket) -> bool:
        """Say whether the lane has room for an item, or has held it before."""
        if ticket.number in self._lane_of:
            return True
        if self._held[ticket.lane] > self.most(item):
            return False
        self._lane_of[ticket.number] = ticket.lane
        self._held[ticket.lane] += 1
        return True

    async def _overflow(self, item: Item, lane: object) -> None:
        if lane in self._full or self.overflows is None:
            return
        self._full.add(lane)
        await self.overflows(item)

    async def _in_lane(self, item: Item, ticket: Ticket, work: Awaitable[None]) -> None:
        lock = self._locks.setdefault(ticket.lane, asyncio.Lock())
        waiting = self._waiting.setdefault(ticket.lane, {})
        waiting[ticket.number] = item
        try:
            async with lock:
                if waiting.pop(ticket.number, None) and not self._closed:
                    await self._kept(item, ticket.number, work)
        finally:
            waiting.pop(ticket.number, None)
            if not waiting and not lock.locked():
                self._waiting.pop(ticket.lane, None)
                self._locks.pop(ticket.lane, None)

    async def _kept(self, item: Item, number: int, work: Awaitable[None]) -> None:
        """Run the handlers; if the journal breaks meanwhile, the item waits."""
        try:
            await self._answer(item, number, work)
        except sqlite3.Error as error:
            self.failed(item, error)
            self._later(item, number)

    async def _answer(self, item: Item, number: int, work: Awaitable[None]) -> None:
        if self._journal.crashes(number) >= MOST_CRASHES:
            log.error("update %s is given up after %s crashes", number, MOST_CRASHES)
            self._finish(number, "given up")
            if self.give_up is not None:
                await self.give_up(item)
            return
        await work
        if number not in self._unreached:
            failed = number in self._broken
            self._broken.discard(number)
            self._finish(number, "failed" if failed else "answered")
            return
        self._later(item, number, self._unreached.pop(number))

    def _finish(self, number: int, outcome: str) -> None:
        self._journal.finish(number, outcome)
        self._retries.pop(number, None)
        self._since.pop(number, None)
        if number in self._lane_of:
            self._let_go(self._lane_of.pop(number))

    def _let_go(self, lane: object) -> None:
        self._held[lane] -= 1
        if self._held[lane] <= 1:
            self._full.discard(lane)
        if not self._held[lane]:
            del self._held[lane]

    def _later(self, item: Item, number: int, least: float = 0.0) -> None:
        before = self._retries.get(number, 0)
        self._retries[number] = before + 1
        wait = max(retry_seconds(before), min(least, LONGEST_RETRY_SECONDS))
        asyncio.get_running_loop().call_later(wait, self._again, item)

    def _again(self, item: Item) -> None:
        if not self._closed:
            self.requeue(item)


def retry_seconds(before: int) -> float:
    """Return how long to wait after so many tries before.

    >>> [retry_seconds(before) for before in (0, 1, 2, 9)]
    [5.0, 10.0, 20.0, 60.0]
    """
    return min(RETRY_SECONDS * 2.0 ** min(before, 10), LONGEST_RETRY_SECONDS)
