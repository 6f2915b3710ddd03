"""The cookie of an editor's browser. Next: `bot/members/editors.py`, whom it names."""

import sqlite3

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.members.editors import Editors

EDITOR_COOKIE = "gongda_editor"
FORBIDDEN = 403
# Tells this refusal from others.
ONLY_EDITORS = "only editors may do this"
# Characters: ours have 32.
_LONGEST = 64


def editor_of(request: Request, connection: sqlite3.Connection) -> str:
    """Return the name of the editor before the browser, "" for everybody else."""
    secret = request.cookies.get(EDITOR_COOKIE, "")
    return Editors(connection).named(secret) if 0 < len(secret) <= _LONGEST else ""


def must_edit(request: Request, connection: sqlite3.Connection) -> str:
    """Return the name of the editor before the browser.

    Raises:
        HTTPException: 403, with `ONLY_EDITORS` as its detail, for everybody else.
    """
    name = editor_of(request, connection)
    if not name:
        raise HTTPException(FORBIDDEN, ONLY_EDITORS)
    return name


def remember_editor(response: Response, secret: str, secure: bool) -> None:
    """Give the browser its cookie: no script reads it, no other site has it sent."""
    response.set_cookie(EDITOR_COOKIE, secret, httponly=True, samesite="strict", secure=secure)


def forget_editor(response: Response) -> None:
    """Take the cookie back."""
    response.delete_cookie(EDITOR_COOKIE, httponly=True, samesite="strict")
