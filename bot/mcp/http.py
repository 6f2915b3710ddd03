"""The tools over HTTP, as the protocol streams it: for `gongda serve`, at `/mcp`.

Nothing is kept between two requests, so any number of servers may answer. Who may call is decided
by whoever mounts it: `bot/web/api/tools.py`.
"""

from contextlib import AbstractAsyncContextManager
from typing import Literal

from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import ASGIApp

from bot.answerer import ArchiveAnswerer
from bot.mcp.tools import tools_server
from corpus.config import Settings

PATH = "/mcp"
# What a key must allow for each tool; `sources` is open to any.
SCOPES: dict[str, Literal["ask", "search", "read"]] = {
    "ask": "ask",
    "search": "search",
    "read_article": "read",
}


def tools_app(
    settings: Settings, answerer: ArchiveAnswerer, largest: int
) -> tuple[ASGIApp, AbstractAsyncContextManager[None]]:
    """Return an application that answers at `/mcp`, and what has to be entered while it does.

    Args:
        settings: As they are set.
        answerer: The archive.
        largest: Bytes of a request.
    """
    server = tools_server(settings, answerer)
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=largest,
        # Host and Origin are looked at before a request gets here.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return app, server.session_manager.run()
