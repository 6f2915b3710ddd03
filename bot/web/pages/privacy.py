"""What is kept of a member, and the button that erases it. Next: `bot/web/pages/html.py`."""

from starlette.requests import Request
from starlette.responses import Response

from bot.followups.turn import SILENCE
from bot.language_model.privacy import sent_to
from bot.members.language import spoken_in
from bot.members.register import Members
from bot.web.guard.bodies import form_of
from bot.web.guard.sessions import check_form, forget_session, session_of
from bot.web.pages.html import html_page, sentence_page
from bot.web.pages.messages import web_messages
from bot.web.services import WebServices

HOUR = 3600


async def show_privacy(request: Request) -> Response:
    """Tell what happens to questions, in sentences that are true under the present settings."""
    services: WebServices = request.app.state.services
    session = session_of(request)
    frame = spoken_in(web_messages, session.speech)
    figures = {"days": services.web.retention_days, "hours": int(SILENCE // HOUR)}
    lines = [line.format(**figures) for line in frame.privacy_text]
    if sent := sent_to(services.settings.bot):
        lines.append(frame.privacy_model.format(model=sent.model, host=sent.host))
    return html_page(request, session, "privacy.html", lines=lines)


async def forget_member(request: Request) -> Response:
    """Erase what was asked and judged from this browser, and its cookie; bare counts stay.

    What is being answered at this moment is dropped when its answer is there. While a backup or a
    report reads the journal its log cannot be emptied: whoever erases is told so, and
    `bot/journal/house.py` empties it when they have ended.
    """
    services: WebServices = request.app.state.services
    session = session_of(request)
    check_form(request, session, await form_of(request))
    services.desk.forget(session.member)
    questions, verdicts = services.journal.erase_member(session.member)
    services.journal.forget_turns((session.member, 0))
    services.journal.forget_chat(session.member)
    Members(services.journal.db).forget(session.member)
    emptied = services.journal.empty_log()
    frame = spoken_in(web_messages, session.speech)
    said = frame.erased.format(questions=questions, verdicts=verdicts)
    if not emptied:
        said = f"{said} {frame.erased_later}"
    response = sentence_page(request, session, said, 200)
    forget_session(response)
    return response
