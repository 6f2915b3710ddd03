"""Hearing by webhook: Telegram posts each update to an address of ours, through a proxy with TLS.

An update is acknowledged when it is in the journal: the library's own webhook server would refuse
one that it cannot read, and Telegram would post it again for hours. The secret is made anew at
every start and told to Telegram; nobody else knows it. Next: `bot/telegram/transport/inbox.py`
keeps what is heard.
"""

import hmac
import json
import logging
import secrets
from typing import Any

from telegram import Update
from telegram.error import NetworkError, TelegramError
from telegram.ext import ExtBot
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.monitoring.health import listening
from bot.telegram.transport.inbox import JournalQueue
from bot.telegram.transport.polling import UPDATE_TYPES, readable_update
from corpus.errors import ChannelError

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Bytes of randomness; written down, 43 characters.
SECRET_BYTES = 32
# Telegram's updates are of a few kilobytes.
LARGEST_BODY = 1 << 20
FORBIDDEN, UNREADABLE, BUSY = 403, 400, 503


class Webhook:
    """A server that Telegram posts updates to."""

    def __init__(self, bot: ExtBot[Any], queue: JournalQueue, url: str, listen: str) -> None:
        self._bot = bot
        self._url = url
        self._listen = listen
        self._secret = secrets.token_urlsafe(SECRET_BYTES)
        parts = {"bot": bot, "queue": queue, "secret": self._secret}
        self._server = HTTPServer(
            Application([(r".*", _Hook, parts)], log_function=lambda handler: None),
            max_body_size=LARGEST_BODY,
        )

    async def start(self) -> None:
        """Listen, then tell Telegram where.

        Raises:
            ChannelError: The port is taken, or Telegram does not take the address or is not there.
        """
        host, _, port = self._listen.rpartition(":")
        try:
            self._server.add_socket(listening(host, int(port)))
        except (OSError, OverflowError, ValueError) as error:
            raise ChannelError(
                f"cannot listen on {self._listen}: {error}",
                "set bot.telegram.listen in config.yaml to a free port, as 127.0.0.1:8443",
            ) from None
        try:
            await self._bot.set_webhook(
                self._url,
                secret_token=self._secret,
                allowed_updates=UPDATE_TYPES,
                drop_pending_updates=False,
            )
        except TelegramError as error:
            raise ChannelError(
                f"Telegram does not post to {self._url}: {error}",
                "set bot.telegram.webhook to an https address that reaches this machine from "
                "outside, or take it out of config.yaml to poll; unanswered questions are kept",
            ) from None

    async def stop(self) -> None:
        """Take no more; Telegram keeps what comes meanwhile and posts it again."""
        self._server.stop()
        await self._server.close_all_connections()


class _Hook(RequestHandler):
    """Takes one update."""

    def initialize(self, bot: ExtBot[Any], queue: JournalQueue, secret: str) -> None:
        self._bot = bot
        self._queue = queue
        self._secret = secret

    async def post(self) -> None:
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.send_error(FORBIDDEN)
            return
        try:
            raw = readable_update(json.loads(self.request.body.decode("utf-8", "replace")))
        except ValueError:
            raw = None
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            self.send_error(UNREADABLE)
            return
        try:
            await self._queue.put(Update.de_json(raw, self._bot))
        except NetworkError as error:
            log.error("webhook: %s", error)
            self.send_error(BUSY)
