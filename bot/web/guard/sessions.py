"""An anonymous session: a random cookie, and a form's seal that only its own pages can hold.

Nothing of the cookie is kept on the server but a hashed name, for hours (`bot/followups/turn.py`)
and, with the question's words, for `bot.web.retention_days`. Next: `bot/web/guard/bodies.py`.
"""

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.members.alias import alias
from bot.members.language import Speech, speech_of
from bot.members.register import LANGUAGE_CHOICES, LanguageChoice

COOKIE, LANGUAGE_COOKIE = "gongda", "gongda_lang"
SEAL_FIELD = "seal"
_BYTES = 16
_TOKEN = re.compile(r"[0-9a-f]{32}")
_YEAR = 365 * 86400
FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class Session:
    """Who sits before the browser, as far as anybody knows.

    Attributes:
        token: The cookie's 32 hexadecimal digits; never written down here.
        fresh: Whether the browser does not have it yet.
        choice: The language chosen for the frame.
        accepts: What the browser says of its languages.
    """

    token: str
    fresh: bool
    choice: LanguageChoice
    accepts: str

    @property
    def member(self) -> str:
        """The hashed name."""
        return alias(int(self.token, 16), "session")

    @property
    def seal(self) -> str:
        """Proves that a form was made for this session: another site cannot know it."""
        return alias(int(self.token, 16), "form")

    @property
    def language_code(self) -> str | None:
        """The first language that the browser asks for."""
        return self.accepts.split(",")[0].split(";")[0].strip() or None

    @property
    def speech(self) -> Speech:
        """How to speak where no question tells it."""
        return speech_of("", self, self.choice)


def session_of(request: Request) -> Session:
    """Return the session of a request, a new one if it brings none."""
    token = request.cookies.get(COOKIE, "")
    known = _TOKEN.fullmatch(token) is not None
    wanted = request.cookies.get(LANGUAGE_COOKIE, "auto")
    choice: LanguageChoice = next((one for one in LANGUAGE_CHOICES if one == wanted), "auto")
    return Session(
        token=token if known else secrets.token_hex(_BYTES),
        fresh=not known,
        choice=choice,
        accepts=request.headers.get("accept-language", ""),
    )


def remember_session(response: Response, session: Session, secure: bool) -> None:
    """Give the browser its cookie; it is gone when the browser is closed."""
    if session.fresh:
        response.set_cookie(COOKIE, session.token, httponly=True, samesite="lax", secure=secure)


def forget_session(response: Response) -> None:
    """Take the cookie back: the next question comes from somebody new."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")


def remember_choice(response: Response, choice: LanguageChoice, secure: bool) -> None:
    """Keep the chosen language in the browser."""
    response.set_cookie(
        LANGUAGE_COOKIE, choice, max_age=_YEAR, httponly=True, samesite="lax", secure=secure
    )


def check_form(request: Request, session: Session, form: Mapping[str, str]) -> None:
    """Refuse a form that another site sent, or that was made for another session.

    Raises:
        HTTPException: 403.
    """
    origin = request.headers.get("origin")
    foreign = bool(origin) and urlsplit(origin or "").netloc != request.headers.get("host")
    sealed = hmac.compare_digest(form.get(SEAL_FIELD, "").encode(), session.seal.encode())
    if foreign or session.fresh or not sealed:
        raise HTTPException(FORBIDDEN)
