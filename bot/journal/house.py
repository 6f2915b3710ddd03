"""What a channel does beside answering: words whose time is over leave the files.

Erased words still stand in SQLite's log beside the journal until it is emptied, which nobody can do
while a backup reads: so it is tried every few seconds. A clock that has jumped ahead would make all
words look old: it is told, and nothing is erased for an hour. Next: `bot/journal/journal.py`.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.journal.journal import Journal

log = logging.getLogger(__name__)

# Seconds.
HOUR, DAY = 3600.0, 86_400.0
# Between two tries to empty the log.
TIDY = 10.0
# By so much the clock may run ahead between two looks, or since the last message, unremarked.
JUMP = 7 * DAY


@dataclass(slots=True)
class Clock:
    """Notices that the machine's clock was set forward, and says how long to be careful.

    Attributes:
        careful_until: Until when nothing is erased, as `time.monotonic()` counts.
    """

    careful_until: float = 0.0
    _apart: float | None = field(default=None)

    def trusted(self, newest: float | None) -> bool:
        """Say whether to erase by the clock; `newest` is when the newest known message came."""
        apart = time.time() - time.monotonic()
        ahead = apart - self._apart if self._apart is not None else self._since(newest)
        self._apart = apart
        if ahead > JUMP:
            self.careful_until = time.monotonic() + HOUR
            log.error(
                "the clock is %.0f days ahead of what was known: nothing is erased for an hour",
                ahead / DAY,
            )
        return time.monotonic() >= self.careful_until

    @staticmethod
    def _since(newest: float | None) -> float:
        return 0.0 if newest is None else time.time() - newest


async def keep_house(
    journal: Journal, retention_days: Callable[[], float], sweep: Callable[[], object]
) -> None:
    """Erase words whose time is over, every hour, and let `sweep` do the same with files.

    The log is emptied all the time. `retention_days` is asked each time: settings may be read anew.
    """
    clock, next_time = Clock(), 0.0
    while True:
        try:
            if time.monotonic() >= next_time and clock.trusted(journal.newest()):
                next_time = time.monotonic() + HOUR
                journal.erase_words(time.time() - retention_days() * DAY)
                sweep()
            journal.empty_log()
        except sqlite3.Error as error:
            log.error("nothing could be erased from the journal, tried again later: %s", error)
        await asyncio.sleep(TIDY)
