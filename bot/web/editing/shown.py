"""How a page for editors is written: `bot/web/pages/html.py`, with the words for them.

Next: `bot/web/editing/messages.py`.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.editors.messages import admin_messages
from bot.members.language import spoken_in
from bot.web.editing.messages import editing_messages
from bot.web.guard.sessions import session_of
from bot.web.pages.html import html_page


def edit_page(
    request: Request,
    template: str,
    status: int = 200,
    **shown: Any,  # noqa: ANN401 - what this template shows
) -> HTMLResponse:
    """Return a page for editors from a template."""
    session = session_of(request)
    words = spoken_in(editing_messages, session.speech)
    admin = spoken_in(admin_messages, session.speech)
    return html_page(request, session, template, status, edit=words, admin=admin, **shown)
