"""The first page, and a question that is asked from it. Next: `bot/web/pages/answers.py`."""

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.coverage import sentence
from bot.members.language import spoken_in
from bot.members.register import LANGUAGE_CHOICES, LanguageChoice
from bot.question.question import LONGEST_ANALYSED
from bot.reply import Language
from bot.web.guard.bodies import form_of
from bot.web.guard.sessions import check_form, remember_choice, session_of
from bot.web.pages.html import html_page, sentence_page
from bot.web.pages.messages import web_messages
from bot.web.services import WebServices

SEE_OTHER, BAD = 303, 400
_EXAMPLES = 4
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


async def show_front(request: Request) -> Response:
    """Show the field, questions to try, and what the archive covers."""
    services: WebServices = request.app.state.services
    session = session_of(request)
    speech = session.speech
    covered = await asyncio.to_thread(services.answerer.coverage)
    return html_page(
        request,
        session,
        "front.html",
        examples=await questions_to_try(services, speech.language),
        coverage=sentence(covered, speech.language),
        limit=LONGEST_ANALYSED,
    )


async def questions_to_try(services: WebServices, language: Language) -> list[str]:
    """Return questions that the archive answers, in the member's language first."""
    found: list[str] = []
    for spoken in sorted(_LANGUAGES, key=lambda one: one != language):
        if len(found) < _EXAMPLES:
            found += await asyncio.to_thread(services.answerer.sample_questions, spoken)
    return found[:_EXAMPLES]


async def take_question(request: Request) -> Response:
    """Take a question, and lead to the page where its answer will be."""
    services: WebServices = request.app.state.services
    session = session_of(request)
    form = await form_of(request)
    check_form(request, session, form)
    frame = spoken_in(web_messages, session.speech)
    text = form.get("question", "").strip()
    if not any(character.isalnum() for character in text):
        return sentence_page(request, session, frame.empty, BAD)
    if len(text) > LONGEST_ANALYSED:
        return sentence_page(request, session, frame.too_long.format(limit=LONGEST_ANALYSED), BAD)
    services.refuse_when_full()
    services.refuse_too_often(request, session.member)
    key = services.desk.take(text, session.member, session.choice)
    return RedirectResponse(f"/answers/{key}", SEE_OTHER)


async def forget_subject(request: Request) -> Response:
    """Forget the questions before, so that the next one stands on its own."""
    services: WebServices = request.app.state.services
    session = session_of(request)
    check_form(request, session, await form_of(request))
    services.journal.forget_turns((session.member, 0))
    return RedirectResponse("/", SEE_OTHER)


async def keep_language(request: Request) -> Response:
    """Keep the language of the frame in the browser."""
    services: WebServices = request.app.state.services
    session = session_of(request)
    form = await form_of(request)
    check_form(request, session, form)
    response = RedirectResponse("/", SEE_OTHER)
    wanted = form.get("choice", "auto")
    choice: LanguageChoice = next((one for one in LANGUAGE_CHOICES if one == wanted), "auto")
    remember_choice(response, choice, services.is_secure(request))
    return response
