"""The page of an answer, at an address of its own; and what a member says of it.

Next: `bot/web/pages/articles.py`.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.journal.feedback import REASONS, VERDICTS, give_verdict, verdict_of
from bot.journal.questions import KeptQuestion
from bot.members.language import Speech, spoken_in
from bot.question.question import LONGEST_ANALYSED
from bot.web.guard.bodies import form_of
from bot.web.guard.sessions import check_form, session_of
from bot.web.pages.ask import SEE_OTHER
from bot.web.pages.html import html_page, sentence_page
from bot.web.pages.messages import web_messages
from bot.web.pages.shown import shown_answer
from bot.web.services import WebServices

# Seconds that a page waits for its answer before it says that it takes longer.
PATIENCE = 8.0
ACCEPTED, BAD, MISSING, GONE, BROKEN = 202, 400, 404, 410, 503


async def show_answer(request: Request) -> Response:
    """Show an answer, when it is there."""
    services: WebServices = request.app.state.services
    session, key = session_of(request), request.path_params["key"]
    frame = spoken_in(web_messages, session.speech)
    if not await services.desk.wait(key, PATIENCE):
        return html_page(request, session, "waiting.html", ACCEPTED)
    if services.desk.has_failed(key):
        return sentence_page(request, session, frame.failed, BROKEN)
    question = services.desk.question(key)
    kept = services.desk.kept(question) if question else None
    if question is None or kept is None:
        # Nobody knows any more whether there ever was one.
        return sentence_page(request, session, frame.old, GONE if question else MISSING)
    own = session.member == question.member
    return html_page(
        request,
        session,
        "answer.html",
        speech=Speech(kept.answer.language, kept.traditional),
        shown=shown_answer(kept),
        own=own,
        key=key,
        verdict=_verdict(services, question) if own else "",
        limit=LONGEST_ANALYSED,
    )


async def keep_verdict(request: Request) -> Response:
    """Keep what the member who asked says of the answer."""
    services: WebServices = request.app.state.services
    session, key = session_of(request), request.path_params["key"]
    form = await form_of(request)
    check_form(request, session, form)
    question = services.desk.question(key)
    if question is None or question.member != session.member:
        raise HTTPException(MISSING)
    verdict = next((one for one in VERDICTS if one == form.get("verdict")), None)
    if verdict is None:
        raise HTTPException(BAD)
    reason = next((one for one in REASONS if one == form.get("reason")), None)
    give_verdict(services.journal.db, question.update_id, session.member, verdict, reason)
    services.metrics.feedback(verdict)
    return RedirectResponse(f"/answers/{key}#verdict", SEE_OTHER)


def _verdict(services: WebServices, question: KeptQuestion) -> str:
    return verdict_of(services.journal.db, question.update_id, question.member)
