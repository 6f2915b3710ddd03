"""The connections to Telegram: what does not come from a Bot API server is no answer of Telegram's.

A captive portal answers 200 with a page, a firewall 403: taken for Telegram's words, the first
would end a question as failed, the second as asked by somebody who has blocked the bot. Next:
`bot/telegram/transport/polling.py`, the connection of the poll.
"""

import json
import ssl
from functools import cache
from typing import Any

import httpx
from telegram.error import NetworkError
from telegram.request import HTTPXRequest, RequestData

from corpus.errors import ConfigError

# Seconds. A server may take a message and say so seconds later: who gives up too soon says it
# twice.
PATIENCE = 30.0


class Line(HTTPXRequest):
    """A connection that tells a Bot API server's replies from other pages."""

    def __init__(self, connections: int, patience: float = PATIENCE, proxy: str = "") -> None:
        super().__init__(
            connection_pool_size=connections,
            read_timeout=patience,
            proxy=proxy or None,
            httpx_kwargs={"verify": _trusted()},
        )

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: Any,  # noqa: ANN401 - the library's own signature
        **more: Any,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        """Send a request.

        Raises:
            NetworkError: Something else than a Bot API server has answered.
        """
        status, payload = await super().do_request(url, method, request_data, *timeouts, **more)
        if method == "POST" and not is_reply(payload):
            raise NetworkError(f"an answer ({status}) that is not Telegram's")
        return status, payload


def check_proxy(proxy: str) -> None:
    """Check that Telegram can be asked through a proxy, or through that of the environment.

    Raises:
        ConfigError: It is no address of a proxy, or of a kind that is not known here.
    """
    try:
        httpx.AsyncClient(proxy=proxy or None, verify=_trusted())
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        where = "bot.telegram.proxy" if proxy else "the environment (HTTPS_PROXY, ALL_PROXY)"
        raise ConfigError(
            f"the proxy of {where} cannot be used: {error}",
            "write it as http://HOST:PORT or socks5://HOST:PORT",
        ) from None


@cache
def _trusted() -> ssl.SSLContext:
    """Return the authorities that all lines trust; to read them takes longer than all the rest."""
    return httpx.create_ssl_context()


def is_reply(payload: bytes) -> bool:
    """Say whether a Bot API server wrote this.

    >>> is_reply(b'{"ok": true, "result": 1}'), is_reply(b"<html>Please log in</html>")
    (True, False)
    """
    try:
        reply = json.loads(payload.decode("utf-8", "replace"))
    except ValueError:
        return False
    return isinstance(reply, dict) and isinstance(reply.get("ok"), bool)
