"""From which network address a request comes; a header says so only if a named proxy sent it.

Next: `bot/web/guard/keys.py`.
"""

from collections.abc import Collection, Mapping

from starlette.requests import Request

UNKNOWN = "unknown"


def address_of(request: Request, proxies: Collection[str]) -> str:
    """Return the address of whoever asks."""
    return asking_address(
        request.client.host if request.client else UNKNOWN, request.headers, proxies
    )


def asking_address(peer: str, headers: Mapping[str, str], proxies: Collection[str]) -> str:
    """Return the last address in X-Forwarded-For that is not a named proxy's, or the peer's.

    >>> asking_address("10.0.0.1", {"x-forwarded-for": "6.6.6.6, 1.2.3.4"}, ["10.0.0.1"])
    '1.2.3.4'
    >>> asking_address("5.5.5.5", {"x-forwarded-for": "1.2.3.4"}, ["10.0.0.1"])
    '5.5.5.5'
    """
    told = [one.strip() for one in headers.get("x-forwarded-for", "").split(",") if one.strip()]
    while peer in proxies and told:
        peer = told.pop()
    return peer


def is_secure(request: Request, proxies: Collection[str]) -> bool:
    """Say whether the browser came by https, as far as a named proxy or the socket tells."""
    peer = request.client.host if request.client else UNKNOWN
    told = request.headers.get("x-forwarded-proto", "") if peer in proxies else ""
    return (told or request.url.scheme) == "https"
