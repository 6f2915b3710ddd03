"""Keys of programs: who asks, and what they may do. Next: `bot/web/api/endpoints.py`."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Literal

from starlette.exceptions import HTTPException

from corpus.settings.channels import ApiKey

Scope = Literal["ask", "search", "read"]
UNKNOWN_KEY, NOT_ALLOWED = 401, 403


def caller(authorization: str, keys: Mapping[str, ApiKey], scope: Scope | None) -> str:
    """Return the name of whoever has the key in `Authorization: Bearer …`; "" if none is needed.

    `scope` is what it must allow, None for anything.

    Raises:
        HTTPException: 401 without a known key, 403 where it does not allow this.
    """
    if not keys:
        return ""
    sent = authorization.removeprefix("Bearer ").strip().encode("utf-8", "replace")
    name = next((name for name, one in keys.items() if _is_same(sent, one)), None)
    if name is None:
        raise HTTPException(
            UNKNOWN_KEY, "send a key: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"}
        )
    if scope is not None and scope not in keys[name].scopes:
        raise HTTPException(NOT_ALLOWED, f"the key of {name} does not allow: {scope}")
    return name


def _is_same(sent: bytes, key: ApiKey) -> bool:
    """Compare in a time that tells nothing of the key, not even its length."""
    kept = key.key.get_secret_value().encode()
    return bool(kept) and hmac.compare_digest(
        hashlib.sha256(sent).digest(), hashlib.sha256(kept).digest()
    )
