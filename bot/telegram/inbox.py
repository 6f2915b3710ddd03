"""Between Telegram and the handlers: nothing is lost, nobody waits for somebody else's questions.

`ReadableUpdates` keeps one broken update from stopping the poll. `JournalQueue` commits each update
to disk before the poll acknowledges it. `Lanes` answers the questions of one chat in their order
and lets the chats go on beside each other. All three are small subclasses of what
python-telegram-bot offers for that. Next: `bot/telegram/talk.py`, the handlers.
"""

import asyncio
import json
import logging
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, cast

from telegram import Update
from telegram.error import NetworkError, TelegramError
from telegram.ext import BaseUpdateProcessor
from telegram.request import HTTPXRequest

from bot.journal import Journal

log = logging.getLogger(__name__)

# An update whose search has killed the process so often is given up.
MOST_CRASHES = 5
# When Telegram could not be reached, the answer is tried again after this long.
RETRY_SECONDS = 5.0
# The library admits so many updates at once before `Lanes` sees them: wide, as the lanes schedule.
ADMITTED = 4096

# What the library raises over an update that is not shaped as the Bot API promises.
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError)


class ReadableUpdates(HTTPXRequest):
    """The poll's connection: an update that cannot be read arrives as its bare number.

    Otherwise the library drops the whole batch and asks for it again, at once and for ever.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
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
        if isinstance(reply.get("result"), list):
            reply["result"] = [_readable(update) for update in reply["result"]]
        return reply


def _readable(raw: object) -> object:
    if not isinstance(raw, dict) or "update_id" not in raw:
        return raw
    try:
        Update.de_json(raw, None).to_json()
    except _UNREADABLE as error:
        log.warning("update %s cannot be read: %s", raw["update_id"], type(error).__name__)
        return {"update_id": raw["update_id"]}
    return raw


class JournalQueue(asyncio.Queue[object]):
    """The queue from the poll to the handlers; what is put in is on disk before it is in."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    async def put(self, item: object) -> None:
        """Journal an update and queue it, unless it is known: then it is answered or waiting.

        Raises:
            NetworkError: The journal cannot be written. No other error may leave here, or the poll
                ends in silence; after this one Telegram delivers the update again.
        """
        if isinstance(item, Update) and not self._stored(item):
            return
        await super().put(item)

    def _stored(self, update: Update) -> bool:
        try:
            return self._journal.store(update.update_id, update.to_json())
        except (sqlite3.Error, OverflowError) as error:
            raise NetworkError(f"the journal cannot be written: {error}") from error


class Lanes(BaseUpdateProcessor):
    """One ordered lane a chat; an update leaves the journal when its handlers have returned."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(ADMITTED)
        self._journal = journal
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: Counter[int] = Counter()
        self._unreached: set[int] = set()
        self._closed = False
        self.requeue: Callable[[Update], None] = lambda update: None
        self.give_up: Callable[[Update], Coroutine[Any, Any, None]] | None = None

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    def close(self) -> None:
        """Begin nothing more: what waits is in the journal, and stopping takes no time."""
        self._closed = True

    def unreached(self, update_id: int) -> None:
        """Note that Telegram could not be reached while this update was handled."""
        self._unreached.add(update_id)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the handlers when all earlier updates of the same chat are done."""
        work = cast(Coroutine[Any, Any, None], coroutine)
        try:
            if isinstance(update, Update):
                await self._in_lane(update, work)
            else:
                await work
        finally:
            work.close()

    async def _in_lane(self, update: Update, work: Coroutine[Any, Any, None]) -> None:
        chat = update.effective_chat.id if update.effective_chat else 0
        lock = self._locks.setdefault(chat, asyncio.Lock())
        self._waiting[chat] += 1
        try:
            async with lock:
                if not self._closed:
                    await self._answer(update, work)
        except sqlite3.Error as error:
            log.error("update %s waits, the journal cannot be written: %s", update.update_id, error)
            self._later(update)
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat], self._locks[chat]

    async def _answer(self, update: Update, work: Coroutine[Any, Any, None]) -> None:
        if self._journal.crashes(update.update_id) >= MOST_CRASHES:
            log.error("update %s is given up after %s crashes", update.update_id, MOST_CRASHES)
            self._journal.finish(update.update_id, "given up")
            if self.give_up is not None:
                await self.give_up(update)
            return
        await work
        if update.update_id not in self._unreached:
            self._journal.finish(update.update_id, "answered")
            return
        self._unreached.discard(update.update_id)
        self._later(update)

    def _later(self, update: Update) -> None:
        asyncio.get_running_loop().call_later(RETRY_SECONDS, self._again, update)

    def _again(self, update: Update) -> None:
        if not self._closed:
            self.requeue(update)
