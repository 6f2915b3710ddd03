"""Hearing by webhook: Telegram posts each update to an address of ours, through a proxy with TLS.

An update is acknowledged when it is in the journal: the library's own webhook server would refuse
one that it cannot read, and Telegram would post it again for hours. The secret is made anew at
every start and told to Telegram; nobody else knows it. Next: `bot/telegram/transport/inbox.py`
keeps what is heard.
"""

import asyncio
import hmac
import json
import logging
import secrets
from typing import Any

from telegram import Update
from telegram.error import NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot
from tornado.web import Application, RequestHandler, stream_request_body

from bot.monitoring.loopback import is_loopback
from bot.monitoring.server import BoundedServer, listening
from bot.telegram.transport.inbox import JournalQueue
from bot.telegram.transport.limits import seconds_of
from bot.telegram.transport.polling import LONGEST_REST, UPDATE_TYPES, readable_update
from corpus.errors import ChannelError
from corpus.settings.channels import TelegramSettings

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Bytes of randomness; written down, 43 characters.
SECRET_BYTES = 32
# Telegram's updates are of a few kilobytes.
LARGEST_BODY = 1 << 20
FORBIDDEN, UNREADABLE, BUSY = 403, 400, 503


class Webhook:
    """A server that Telegram posts updates to.

    Attributes:
        heard: Whether Telegram has been told where.
    """

    def __init__(self, bot: ExtBot[Any], queue: JournalQueue, channel: TelegramSettings) -> None:
        self._bot = bot
        self._url = channel.webhook
        self._listen = channel.listen
        self._beyond = channel.listen_beyond
        self.heard = False
        self._secret = secrets.token_urlsafe(SECRET_BYTES)
        parts = {"bot": bot, "queue": queue, "secret": self._secret}
        self._server = BoundedServer(
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
            self._check(host)
            self._server.add_socket(listening(host, int(port)))
        except (OSError, OverflowError, ValueError) as error:
            raise ChannelError(
                f"cannot listen on {self._listen}: {error}",
                "set bot.telegram.listen in config.yaml to a free port, as 127.0.0.1:8443",
            ) from None
        while not self.heard:
            self.heard = await self._told()

    async def _told(self) -> bool:
        """Tell Telegram where; return False after a rest that it wanted before."""
        try:
            return await self._bot.set_webhook(
                self._url,
                secret_token=self._secret,
                allowed_updates=UPDATE_TYPES,
                drop_pending_updates=False,
            )
        except RetryAfter as error:
            log.warning("the webhook must wait: %s", error)
            await asyncio.sleep(min(seconds_of(error), LONGEST_REST))
            return False
        except TelegramError as error:
            raise ChannelError(
                f"Telegram does not post to {self._url}: {error}",
                "set bot.telegram.webhook to an https address that reaches this machine from "
                "outside, or take it out of config.yaml to poll; unanswered questions are kept",
            ) from None

    def _check(self, host: str) -> None:
        """Refuse an address that other machines reach, unless it was asked for twice."""
        if self._beyond or is_loopback(host):
            return
        raise ChannelError(
            f"bot.telegram.listen is {self._listen}, which other machines reach",
            "listen on 127.0.0.1 behind a proxy with TLS; if you mean it, set "
            "bot.telegram.listen_beyond to true as well",
        )

    async def stop(self) -> None:
        """Take no more; Telegram keeps what comes meanwhile and posts it again."""
        self._server.stop()
        await self._server.close_all_connections()


@stream_request_body
class _Hook(RequestHandler):
    """Takes one update; of who does not know the secret not even the body is kept."""

    def initialize(self, bot: ExtBot[Any], queue: JournalQueue, secret: str) -> None:
        self._bot = bot
        self._queue = queue
        self._secret = secret
        self._body = bytearray()

    def prepare(self) -> None:
        """Look for the secret before the body is read."""
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.set_header("Connection", "close")
            self.send_error(FORBIDDEN)

    def data_received(self, chunk: bytes) -> None:
        """Keep what comes of the body."""
        if not self._finished:
            self._body += chunk

    async def post(self) -> None:
        try:
            raw = readable_update(json.loads(self._body.decode("utf-8", "replace")))
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
