"""Records and sentences become HTML: jinja2 with everything escaped, and cookies of the session.

Next: the templates in `templates/`.
"""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.channel.views.messages import view_messages
from bot.members.language import Speech, spoken_in
from bot.web.guard.sessions import Session, remember_session
from bot.web.pages.messages import web_messages
from bot.web.services import WebServices

ROOM = Path(__file__).parent
# Of the frame, for `lang=`.
_TAGS = {("zh", False): "zh-Hans", ("zh", True): "zh-Hant", ("en", False): "en"}
LANGUAGE_NAMES = (("hans", "简体"), ("hant", "繁體"), ("en", "English"))


def html_page(
    request: Request,
    session: Session,
    template: str,
    status: int = 200,
    **shown: Any,  # noqa: ANN401 - what this template shows
) -> HTMLResponse:
    """Return a page from a template; `speech` may be given, else it is the session's."""
    services: WebServices = request.app.state.services
    speech: Speech = shown.pop("speech", None) or session.speech
    frame = spoken_in(web_messages, speech)
    views = view_messages(speech.language, speech.traditional)
    text = (
        templates()
        .get_template(template)
        .render(
            frame=frame,
            views=views,
            lang=_TAGS[speech.language, speech.traditional and speech.language == "zh"],
            seal=session.seal,
            choice=session.choice,
            languages=LANGUAGE_NAMES,
            here=request.url.path,
            editor=services.editor(request),
            **shown,
        )
    )
    # Half characters of a damaged page are shown as question marks, not as an error.
    response = HTMLResponse(text.encode("utf-8", "replace"), status)
    response.headers["Vary"] = "Cookie, Accept-Language"
    remember_session(response, session, services.is_secure(request))
    return response


@cache
def templates() -> jinja2.Environment:
    """Return the templates, each compiled once."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOM / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def sentence_page(request: Request, session: Session, text: str, status: int) -> HTMLResponse:
    """Return a page that says one sentence."""
    return html_page(request, session, "told.html", status, text=text)
