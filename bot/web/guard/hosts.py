"""By which name the server was asked for, and from which site.

A page of another site may have its name lead to 127.0.0.1 after it was loaded, and would then be
allowed by the browser to ask here and to read the answers. Its name still stands in the request: a
server that only this machine reaches answers to this machine's names alone.
Next: `bot/web/guard/headers.py`.
"""

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FORBIDDEN, MISDIRECTED = 403, 421
WRONG = (
    "this server answers this machine only, as http://127.0.0.1; "
    "name a proxy before it in bot.web.proxies"
)


class OwnNames:
    """Refuses requests for other names; behind a proxy, and beyond this machine, any name is right.

    Args:
        app: What answers the others.
        only: Whether to look at the name.
    """

    def __init__(self, app: ASGIApp, only: bool) -> None:
        self._app, self._only = app, only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        host = Headers(scope=scope).get("host", "") if scope["type"] == "http" else ""
        if self._only and host and not is_own(host):
            await PlainTextResponse(WRONG, MISDIRECTED)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def check_origin(request: Request, origins: tuple[str, ...]) -> None:
    """Refuse what the pages of sites send that are not named: a browser says where it comes from.

    Raises:
        HTTPException: 403.
    """
    origin = request.headers.get("origin")
    if origin and origin not in origins and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(FORBIDDEN, "bot.web.origins does not name this site")


def is_own(host: str) -> bool:
    """Say whether a name with a port or without can only mean this machine, or is a bare address.

    >>> [is_own(one) for one in ("127.0.0.1:8800", "[::1]", "localhost:1", "a.example")]
    [True, True, True, False]
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        ipaddress.ip_address(name)
    except ValueError:
        return name_is_local(host)
    return True


def name_is_local(host: str) -> bool:
    """Say whether browsers take a name for this machine without asking anybody.

    >>> name_is_local("LocalHost:80"), name_is_local("localhost.evil.example")
    (True, False)
    """
    return host.partition(":")[0].casefold().rpartition(".")[2] == "localhost"
