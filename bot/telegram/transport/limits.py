"""How fast the bot sends: Telegram's limits, kept chat by chat, so that no chat holds up another.

Where Telegram says 429, the chat that it was said of rests, and no other. A short rest is waited
out; a long one is handed back as `RetryAfter`, and the update waits in its lane
(`bot/channel/lanes.py`) while the others go on. Whatever Telegram says, a chat is asked for again
after a minute; where it is refused again, after two, then four, then every five: what was said to
last a day is often over sooner. A call that names no chat (the answer to a tap) rests for
everybody, so for a minute at most. Next: `bot/telegram/transport/post.py` sends.
"""

import asyncio
import datetime
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

log = logging.getLogger(__name__)

# Messages and edits: a second in all chats together, a minute in one group. Telegram's own figures.
A_SECOND, A_GROUP_MINUTE = 30, 20
# Seconds: a longer rest is not waited out here.
PATIENCE = 3.0
# Seconds that a chat rests at most, whatever Telegram says: after one refusal, and after many.
FIRST_REST, LONGEST_REST = 60.0, 300.0
# Seconds that a call of no chat rests at most.
LONGEST_FOR_ALL = 60.0
# Chats that are remembered; those that have long been asked for no more are forgotten beyond.
REMEMBERED = 512
# A poll tells by itself whether a webhook stands in its way: it does not wait for this.
_NOT_NEEDED = "deleteWebhook"

Call = Callable[..., Coroutine[Any, Any, Any]]


@dataclass(frozen=True, slots=True)
class Rest:
    """How long a chat, or a call of no chat, is left alone.

    Attributes:
        end: When it may be tried again, as `time.monotonic()` counts.
        refusals: How often in a row Telegram has said 429.
    """

    end: float
    refusals: int


class Limits(BaseRateLimiter[int]):
    """The library asks here before each request but the poll's."""

    def __init__(self) -> None:
        self._overall = AsyncLimiter(A_SECOND, 1)
        self._groups: dict[object, AsyncLimiter] = {}
        self._resting: dict[object, Rest] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(  # noqa: PLR0913 - the library's own signature
        self,
        callback: Call,
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:  # noqa: ANN401
        """Send a request when it may be sent, and once more after a short rest.

        Raises:
            RetryAfter: Telegram wants a longer rest of this chat, or one after the other.
        """
        chat = data.get("chat_id")
        key = endpoint if chat is None else chat
        for again in (True, False):
            await self._rest(key)
            await self._pace(chat)
            try:
                done = await callback(*args, **kwargs)
                self._resting.pop(key, None)
                return done
            except RetryAfter as error:
                self._halt(endpoint, chat, seconds_of(error))
                if endpoint == _NOT_NEEDED:
                    return True
                if not again:
                    raise
        return None

    async def _rest(self, key: object) -> None:
        rest = self._resting.get(key)
        seconds = rest.end - time.monotonic() if rest else 0.0
        if seconds > PATIENCE:
            raise RetryAfter(int(seconds) + 1)
        if seconds > 0:
            await asyncio.sleep(seconds)

    def _halt(self, endpoint: str, chat: object, said: float) -> None:
        """Let a chat rest, or a call of no chat, for as many seconds as Telegram said, or fewer."""
        key = endpoint if chat is None else chat
        before, now = self._resting.get(key), time.monotonic()
        refusals = before.refusals if before else 0
        longest = LONGEST_FOR_ALL if chat is None else longest_rest(refusals)
        seconds = min(said, longest)
        if said > PATIENCE:
            whose = endpoint if chat is None else "one chat"
            log.warning(
                "Telegram wants %s to rest for %.0f s: asked again in %.0f s", whose, said, seconds
            )
        if len(self._resting) >= REMEMBERED:
            self._resting = {
                one: rest for one, rest in self._resting.items() if rest.end + LONGEST_REST > now
            }
        self._resting[key] = Rest(now + seconds, refusals + 1)

    async def _pace(self, chat: object) -> None:
        if chat is None:
            return
        if isinstance(chat, str) or (isinstance(chat, int) and chat < 0):
            await self._group(chat).acquire()
        await self._overall.acquire()

    def _group(self, chat: object) -> AsyncLimiter:
        if len(self._groups) >= REMEMBERED:
            self._groups = {
                one: limit
                for one, limit in self._groups.items()
                if not limit.has_capacity(limit.max_rate)
            }
        return self._groups.setdefault(chat, AsyncLimiter(A_GROUP_MINUTE, 60))


def longest_rest(refusals: int) -> float:
    """Return for how many seconds a chat rests at most that was refused so often before.

    >>> [longest_rest(refusals) for refusals in (0, 1, 2, 3, 10_000)]
    [60.0, 120.0, 240.0, 300.0, 300.0]
    """
    return min(FIRST_REST * 2.0 ** min(refusals, 10), LONGEST_REST)


def seconds_of(error: RetryAfter) -> float:
    """Return for how long Telegram wants to be left alone: `RetryAfter(7)` -> 7.0."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, datetime.timedelta) else float(wait)
