"""Between Telegram and the handlers: nothing is lost, nobody waits for somebody else's questions.

`JournalQueue` commits updates to disk, those of a poll together, before the poll
(`bot/telegram/transport/polling.py`) or the webhook (`bot/telegram/transport/webhook.py`)
acknowledges them. `Lanes` answers the questions of one chat in their order and lets the chats go on
beside each other. Both are small subclasses of
what python-telegram-bot offers for that. Next: `bot/telegram/transport/post.py`, how a reply gets
out; then `bot/telegram/routing.py`, the handlers.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, cast

from telegram import Message, Update
from telegram.error import NetworkError
from telegram.ext import BaseUpdateProcessor

from bot.channel.lanes import OrderedLanes, Ticket
from bot.journal.journal import Arrival, Journal

# The library admits so many updates at once before `Lanes` sees them: wide, as the lanes schedule.
ADMITTED = 4096

Alias = Callable[[int], str]
OnRefused = Callable[[Update, Exception], None]


class JournalQueue(asyncio.Queue[object]):
    """The queue from the poll to the handlers; what is put in is on disk before it is in.

    Attributes:
        refused: Hears of an update that the journal did not take.
        taken: Hears that it took one.
        refuses: Whether it has not taken the last one: a full disk still lets small writes through.
    """

    def __init__(self, journal: Journal, alias: Alias) -> None:
        super().__init__()
        self._journal = journal
        self._alias = alias
        self.refused: OnRefused = lambda update, error: None
        self.taken: Callable[[], None] = lambda: None
        self.refuses = False
        self._kept: set[int] = set()

    def keep(self, updates: Sequence[Update]) -> None:
        """Journal in one commit what a poll has brought, before it is put in one by one.

        A commit waits for the disk, and everybody waits with it: one for each update of a flood
        would be a hundred times as long. What the journal does not take now is tried again by
        `put`, which tells of it.
        """
        asked = [update for update in updates if not update.inline_query]
        with suppress(sqlite3.Error, OverflowError):
            self._kept.update(self._journal.store_all([self._arrival(one) for one in asked]))

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
        try:
            new = self._is_kept(update) or bool(self._journal.store_all([self._arrival(update)]))
        except (sqlite3.Error, OverflowError) as error:
            self.refuses = True
            self.refused(update, error)
            raise NetworkError(f"the journal cannot be written: {error}") from error
        self.refuses = False
        self.taken()
        return new

    def _is_kept(self, update: Update) -> bool:
        """Say whether an update came in with its poll, once."""
        kept = update.update_id in self._kept
        self._kept.discard(update.update_id)
        return kept

    def _arrival(self, update: Update) -> Arrival:
        chat = self._alias(update.effective_chat.id) if update.effective_chat else None
        message = spoken(update)
        number = message.message_id if message else None
        return Arrival(update.update_id, update.to_json(), chat, number)


def spoken(update: Update) -> Message | None:
    """Return what a member wrote or rewrote, if the update is that."""
    return update.message or update.edited_message


class Lanes(OrderedLanes[Update], BaseUpdateProcessor):
    """The ordered lanes of the updates that python-telegram-bot has for its handlers."""

    def __init__(self, journal: Journal) -> None:
        BaseUpdateProcessor.__init__(self, ADMITTED)
        OrderedLanes.__init__(self, journal, _ticket)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the handlers when all earlier updates of the same chat are done."""
        work = cast(Coroutine[Any, Any, None], coroutine)
        try:
            if isinstance(update, Update):
                await self.handle(update, work)
            else:
                await work
        finally:
            work.close()


def _ticket(update: Update) -> Ticket:
    said = spoken(update) is not None and update.effective_user is not None
    person = update.effective_user.id if said and update.effective_user else None
    return Ticket(update.update_id, _lane(update), person)


def _lane(update: Update) -> object:
    """Return what an update waits behind: its chat; whoever types inline waits for nobody."""
    if update.effective_chat:
        return update.effective_chat.id
    return ("inline", update.update_id)
