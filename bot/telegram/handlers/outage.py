"""What happens while the journal cannot be written: a full disk, a lock, a damaged file.

The member is told once that the question waits, the operator at every try; Telegram keeps the
question, or the journal does, and it is answered when the journal can be written again.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable

from telegram import Update
from telegram.error import TelegramError

from bot.telegram.context.services import Request, Services
from bot.telegram.text.messages import telegram_messages

log = logging.getLogger(__name__)


class Outage:
    """Knows who was told of it."""

    def __init__(self, services: Services, request: Callable[[Update], Request | None]) -> None:
        self._services = services
        self._request = request
        self._told: set[int] = set()
        self._telling: set[asyncio.Task[None]] = set()

    def began(self, update: Update, error: Exception) -> None:
        """Log it, and tell the member unless that was done."""
        log.error(
            "update %s waits, the journal %s cannot be written: %s",
            update.update_id,
            self._services.settings.bot.journal,
            error,
        )
        self._services.metrics.journal_error()
        chat = update.effective_chat
        if chat is None or chat.id in self._told:
            return
        self._told.add(chat.id)
        task = asyncio.get_running_loop().create_task(self._tell(update))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    def over(self) -> None:
        """The journal was written again: the next time, everybody is told again."""
        self._told.clear()

    async def _tell(self, update: Update) -> None:
        """Send the apology past the journal, which is what is broken."""
        try:
            if request := self._request(update):
                waits = telegram_messages(request.language).waits
                chat, thread = request.place.chat_id, request.place.thread_id
                await self._services.bot.send_message(chat, waits, message_thread_id=thread)
        except (TelegramError, sqlite3.Error) as error:
            log.warning("update %s: no apology could be sent: %s", update.update_id, error)
