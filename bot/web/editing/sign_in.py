"""A link lets an editor's browser in, once. Looking at the link does not use it up.

Programs that preview links open them, too: so a button signs in. Next:
`bot/web/editing/overview.py`.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.members.editors import Editors
from bot.members.language import spoken_in
from bot.web.editing.messages import editing_messages
from bot.web.editing.shown import edit_page
from bot.web.guard.bodies import form_of
from bot.web.guard.editors import EDITOR_COOKIE, forget_editor, remember_editor
from bot.web.guard.sessions import check_form, session_of
from bot.web.pages.ask import SEE_OTHER
from bot.web.pages.html import sentence_page
from bot.web.services import WebServices

GONE = 410


async def show_door(request: Request) -> Response:
    """Show the button that signs in, if the link is still good."""
    services: WebServices = request.app.state.services
    services.refuse_at_the_door(request)
    if not Editors(services.journal.db).waits(request.path_params["secret"]):
        return _useless(request)
    return edit_page(request, "sign_in.html")


async def let_in(request: Request) -> Response:
    """Sign the browser in, and make the link useless."""
    services: WebServices = request.app.state.services
    services.refuse_at_the_door(request)
    check_form(request, session_of(request), await form_of(request))
    secret = Editors(services.journal.db).sign_in(request.path_params["secret"])
    if secret is None:
        return _useless(request)
    response = RedirectResponse("/editors", SEE_OTHER)
    remember_editor(response, secret, services.is_secure(request))
    return response


async def let_out(request: Request) -> Response:
    """Sign the browser out."""
    services: WebServices = request.app.state.services
    check_form(request, session_of(request), await form_of(request))
    Editors(services.journal.db).sign_out(request.cookies.get(EDITOR_COOKIE, ""))
    response = RedirectResponse("/", SEE_OTHER)
    forget_editor(response)
    return response


def _useless(request: Request) -> Response:
    session = session_of(request)
    return sentence_page(
        request, session, spoken_in(editing_messages, session.speech).used_link, GONE
    )
