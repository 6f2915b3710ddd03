"""The editors' first page: bring files, see what waits, publish, roll back.

Next: `bot/web/editing/waiting.py`.
"""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.coverage import sentence
from bot.editors.messages import admin_messages
from bot.editors.progress import STAGES, report_text, share_done
from bot.editors.publisher import BuildState
from bot.editors.uploads import Uploads
from bot.members.language import spoken_in
from bot.web.editing.shown import edit_page
from bot.web.guard.editors import must_edit
from bot.web.guard.sessions import session_of
from bot.web.pages.shown import correct_href
from bot.web.services import WebServices
from corpus.errors import GongdaError
from corpus.page.overlay import read_overlay


@dataclass(frozen=True, slots=True)
class ShownBuild:
    """A build as it is shown.

    Attributes:
        phase: As `BuildState` has it.
        number: Of the state, so that the next is told from it.
        text: What it does or did.
        percent: Of all of it.
        lines: What was stored before it.
    """

    phase: str
    number: int
    text: str
    percent: int
    lines: tuple[str, ...]


async def show_overview(request: Request) -> Response:
    """Show what waits, how far a build is, and what can be done."""
    services: WebServices = request.app.state.services
    editor = must_edit(request, services.journal.db)
    waiting = uploads_of(services).of(editor)
    wrong = ""
    try:
        kept = read_overlay(services.settings.corpus.overlay_file)
    except GongdaError as error:
        kept, wrong = {}, str(error)
    corrected = []
    for name in kept:
        article = await _article(services, name)
        corrected.append((correct_href(name), article or name))
    return edit_page(
        request,
        "editors.html",
        who=editor,
        waiting=waiting,
        build=await shown_build(request, services.publisher.state),
        goes_on=services.publisher.state.goes_on,
        corrected=corrected,
        wrong=wrong,
    )


def uploads_of(services: WebServices) -> Uploads:
    """Return the files that editors have sent and not published."""
    return Uploads(services.journal.db, services.web.journal)


async def shown_build(request: Request, state: BuildState) -> ShownBuild:
    """Return how far a build is, in the editor's language."""
    services: WebServices = request.app.state.services
    speech = session_of(request).speech
    frame = spoken_in(admin_messages, speech)
    step = STAGES.index(state.stage)
    share = share_done(state.done, state.total)
    percent = int(100 * (step + share) / len(STAGES))
    if state.report is not None:
        coverage = await asyncio.to_thread(services.answerer.coverage)
        text, percent = report_text(state.report, sentence(coverage, speech.language), frame), 100
    elif state.phase == "held" and state.error:
        text = frame.held_back.format(what=state.error.what)
    elif state.phase == "failed":
        what, remedy = (state.error.what, state.error.remedy) if state.error else ("—", "—")
        text = frame.not_built.format(what=what, remedy=remedy)
    elif state.phase == "waiting":
        text = frame.waiting
    else:
        text = frame.stages[step]
    return ShownBuild(state.phase, state.number, text, percent, state.lines)


async def _article(services: WebServices, name: str) -> str:
    """Return the headline of an article, "" where it cannot be told."""
    try:
        found = await asyncio.to_thread(services.answerer.article, name)
    except GongdaError:
        return ""
    return found.title if found else ""
