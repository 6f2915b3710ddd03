"""Whose search is next, where only a few can run at a time: those who had few lately go first.

A member who asks now and then does not wait behind one who asks without end, nor behind a crowd in
one chat. What somebody has had is forgotten by half every `HALVED` seconds; and whoever waits
comes nearer with each second, so nobody waits for ever. Next: `bot/telegram/context/services.py`
and `bot/web/desk.py` search in turns.
"""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

# Seconds in which what somebody has had counts half.
HALVED = 30.0
# Seconds of waiting that outweigh one search less.
PATIENCE = 5.0
# Searches beyond which somebody comes no later, and those too few to be remembered.
MOST, FORGOTTEN = 50.0, 0.05


@dataclass(slots=True)
class _Had:
    """Searches that somebody has had, forgotten by and by, and when they were counted."""

    searches: float
    at: float

    def now(self, moment: float) -> float:
        return self.searches * math.exp2((self.at - moment) / HALVED)


@dataclass(slots=True)
class _Waiting:
    """Somebody who waits since a moment; `turn` is done when it is theirs."""

    who: object
    since: float
    turn: asyncio.Future[None]


class SearchTurns:
    """So many at a time, the others in a fair order. Used from the event loop's thread."""

    def __init__(self, at_a_time: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = at_a_time
        self._clock = clock
        self._had: dict[object, _Had] = {}
        self._waiting: list[_Waiting] = []

    @asynccontextmanager
    async def of(self, who: object) -> AsyncIterator[None]:
        """Wait for a turn of somebody's, and hold it within the block."""
        await self._begin(who)
        self._count(who)
        try:
            yield
        finally:
            self._free += 1
            self._call_next()

    def __len__(self) -> int:
        """Return how many it remembers to have had a turn lately."""
        return len(self._had)

    async def _begin(self, who: object) -> None:
        if self._free and not self._waiting:
            self._free -= 1
            return
        waiting = _Waiting(who, self._clock(), asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            elif waiting.turn.done() and not waiting.turn.cancelled():
                self._free += 1  # It was theirs already: somebody else has it.
                self._call_next()
            raise

    def _call_next(self) -> None:
        while self._free and self._waiting:
            first = min(self._waiting, key=self._order)
            self._waiting.remove(first)
            if not first.turn.done():
                self._free -= 1
                first.turn.set_result(None)

    def _order(self, one: _Waiting) -> float:
        moment = self._clock()
        had = self._had.get(one.who)
        return min(MOST, had.now(moment) if had else 0.0) - (moment - one.since) / PATIENCE

    def _count(self, who: object) -> None:
        moment = self._clock()
        had = self._had.pop(who, None)
        self._had[who] = _Had((had.now(moment) if had else 0.0) + 1, moment)
        # The oldest come first.
        for other, kept in list(self._had.items()):
            if kept.now(moment) >= FORGOTTEN:
                break
            del self._had[other]
