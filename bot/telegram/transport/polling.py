"""Hearing by polling, and noticing when it has gone deaf.

Next: `bot/telegram/transport/inbox.py` keeps what is heard.

`ReadableUpdates` keeps one broken update from stopping the poll and knows when the last poll went
well. `Poll` starts it again when none has for a minute: the library's poll ends in silence on an
error that it does not expect, and still says that it runs.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, cast

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot, Updater
from telegram.request import RequestData

from bot.telegram.transport.inbox import JournalQueue
from bot.telegram.transport.line import Line

log = logging.getLogger(__name__)

# What is asked of Telegram, by polling and by webhook.
UPDATE_TYPES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
# Seconds. A good poll comes at least every 10 (its own patience) and 5 (the connection's).
STALLED = 60.0
_LOOK = 5.0
# A poll that does not let itself be stopped for so long is left behind.
STOP_SECONDS = 10.0
# The connection's patience, on top of the poll's own; and the longest rest after a 429: the library
# would sleep for as long as it is told, a day for instance, and hear nobody.
PATIENCE = 5.0
LONGEST_REST = 30

# What the library raises over an update that is not shaped as the Bot API promises.
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError)


class ReadableUpdates(Line):
    """The poll's connection: an update that cannot be read arrives as its bare number.

    Otherwise the library drops the whole batch and asks for it again, at once and for ever.

    Attributes:
        last_good: When Telegram last answered a poll, as `time.monotonic()` counts.
        heard: Whether it ever did.
        brought: Hears of the updates of a poll, before the library puts them in one by one.
    """

    def __init__(self, proxy: str = "") -> None:
        super().__init__(connections=1, patience=PATIENCE, proxy=proxy)
        self.last_good = time.monotonic()
        self.heard = False
        self.brought: Callable[[Sequence[Update]], None] = lambda updates: None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: Any,  # noqa: ANN401 - the library's own signature
        **more: Any,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        """Send a request, and note when it went well."""
        status, payload = await super().do_request(url, method, request_data, *timeouts, **more)
        if status < 300:
            self.last_good, self.heard = time.monotonic(), True
        return status, payload

    def parse_json_payload(  # type: ignore[override] # always called on a line, which remembers
        self, payload: bytes
    ) -> dict[str, Any]:
        """Return the server's reply; `{"update_id": 7, "message": 5}` becomes `{"update_id": 7}`.

        Raises:
            TelegramError: The reply is no JSON object.
        """
        try:
            reply = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            reply = None
        if not isinstance(reply, dict):
            raise TelegramError("Invalid server response")
        asked = reply.get("parameters")
        if isinstance(asked, dict) and isinstance(asked.get("retry_after"), int):
            asked["retry_after"] = min(asked["retry_after"], LONGEST_REST)
        if isinstance(reply.get("result"), list):
            read = [read_update(update) for update in reply["result"]]
            reply["result"] = [raw for raw, _ in read]
            self.brought([update for _, update in read if update is not None])
        return reply


def read_update(raw: object) -> tuple[object, Update | None]:
    """Return an update as it is and as the library reads it.

    Where the library cannot, only its number is left; what has none is no update.
    """
    if not isinstance(raw, dict) or "update_id" not in raw:
        return raw, None
    try:
        update = Update.de_json(raw, None)
        update.to_json()
    except _UNREADABLE as error:
        log.warning("update %s cannot be read: %s", raw["update_id"], type(error).__name__)
        return {"update_id": raw["update_id"]}, None
    return raw, update


def readable_update(raw: object) -> object:
    """Return an update as it is, or only its number if the library cannot read it."""
    return read_update(raw)[0]


class Poll:
    """A poll that is started again when it stalls."""

    def __init__(self, bot: ExtBot[Any], queue: JournalQueue, line: ReadableUpdates) -> None:
        self._bot = bot
        self._queue = queue
        self._line = line
        self._updater = self._new()
        self._begun = time.monotonic()
        self._watch: asyncio.Task[None] | None = None

    @property
    def age(self) -> float:
        """Seconds since Telegram last answered."""
        return time.monotonic() - self._line.last_good

    @property
    def heard(self) -> bool:
        """Whether a poll was ever answered."""
        return self._line.heard

    async def start(self) -> None:
        """Begin to poll, and to watch over it."""
        await self._start()
        self._watch = asyncio.create_task(self._watched())

    async def stop(self) -> None:
        """End both."""
        if self._watch:
            self._watch.cancel()
        if self._updater.running:
            await self._updater.stop()

    def _new(self) -> Updater:
        return Updater(self._bot, cast(asyncio.Queue[object], self._queue))

    async def _start(self) -> None:
        await self._updater.initialize()
        await self._updater.start_polling(
            allowed_updates=UPDATE_TYPES,
            bootstrap_retries=-1,
            drop_pending_updates=False,
            error_callback=lambda error: log.warning("polling: %s", error),
        )

    async def _watched(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            if min(self.age, time.monotonic() - self._begun) > STALLED:
                log.error("no good poll for %.0f s: it is started again", self.age)
                await self._restart()

    async def _restart(self) -> None:
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._updater.stop()
        except (TimeoutError, RuntimeError, TelegramError) as error:
            log.warning("the stalled poll did not end well: %s", type(error).__name__)
        self._begun = time.monotonic()  # A new start is no good poll: `age` goes on growing.
        self._updater = self._new()  # The old one keeps in itself what went wrong.
        try:
            await self._start()
        except (RuntimeError, TelegramError) as error:
            log.error("polling did not begin: %s", type(error).__name__)
