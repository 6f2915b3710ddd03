"""An editor publishes what waits, watches the build, and takes it back.

Next: `bot/editors/publisher.py`, which builds.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence

from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.editors.incoming import destination, shown_path, store
from bot.editors.messages import AdminMessages, admin_messages
from bot.editors.uploads import Upload
from bot.members.language import spoken_in
from bot.web.editing.messages import editing_messages
from bot.web.editing.overview import shown_build, uploads_of
from bot.web.guard.bodies import form_of
from bot.web.guard.editors import must_edit
from bot.web.guard.sessions import check_form, session_of
from bot.web.pages.ask import SEE_OTHER
from bot.web.pages.html import sentence_page
from bot.web.services import WebServices
from corpus.config import CorpusSettings
from corpus.errors import GongdaError

# Seconds until a sign of life, where nothing changes.
SILENCE = 15.0
CONFLICT = 409


async def publish_waiting(request: Request) -> Response:
    """Store what waits and build; with `confirmed` also if most of what answers vanishes."""
    services: WebServices = request.app.state.services
    editor = must_edit(request, services.journal.db)
    session, form = session_of(request), await form_of(request)
    check_form(request, session, form)
    frame = spoken_in(admin_messages, session.speech)
    uploads = uploads_of(services)
    every = uploads.of(editor) if form.get("files") != "no" else []
    unreadable = services.unreadable.get(editor, set())
    waiting = [upload for upload in every if upload.name not in unreadable]

    def finish() -> None:
        for upload in every:
            uploads.drop(upload.key)

    begun = services.publisher.begin(
        lambda: stored(waiting, services.settings.corpus, frame),
        finish,
        form.get("confirmed") == "yes",
    )
    if not begun:
        return sentence_page(
            request, session, spoken_in(editing_messages, session.speech).busy, CONFLICT
        )
    return RedirectResponse("/editors", SEE_OTHER)


def stored(
    waiting: Sequence[Upload], corpus: CorpusSettings, frame: AdminMessages
) -> tuple[str, ...]:
    """Put files into the archive, each once however often it is tried; return what was done.

    Raises:
        CorpusError: The first folder of pages is missing.
        OSError: A page cannot be written; those before it are.
    """
    lines = []
    for upload in waiting:
        target = destination(upload.name, corpus.folders)
        kept = store(upload.path.read_bytes(), target)
        lines.append(frame.stored.format(path=shown_path(target, corpus.folders)))
        if kept:
            lines.append(frame.kept_old.format(path=shown_path(kept, corpus.folders)))
    return tuple(lines)


async def send_progress(request: Request) -> Response:
    """Send how far the build is, as server-sent events, until it has ended."""
    services: WebServices = request.app.state.services
    must_edit(request, services.journal.db)
    return EventSourceResponse(_progress(request), ping=int(SILENCE))


async def _progress(request: Request) -> AsyncIterator[ServerSentEvent]:
    services: WebServices = request.app.state.services
    state = services.publisher.state
    while True:
        shown = await shown_build(request, state)
        told = {"text": shown.text, "percent": shown.percent}
        event = "progress" if state.goes_on else "end"
        yield ServerSentEvent(json.dumps(told, ensure_ascii=False), event=event)
        if not state.goes_on:
            return
        state = await services.publisher.after(state.number, SILENCE)


async def roll_back(request: Request) -> Response:
    """Let the generation before the current one answer again."""
    from index.finding.chosen import answer_from_earlier

    services: WebServices = request.app.state.services
    must_edit(request, services.journal.db)
    session = session_of(request)
    check_form(request, session, await form_of(request))
    frame = spoken_in(editing_messages, session.speech)
    try:
        name = await asyncio.to_thread(answer_from_earlier, services.settings.index)
    except GongdaError as error:
        said = frame.not_rolled_back.format(what=error.what)
        return sentence_page(request, session, said, CONFLICT)
    return sentence_page(request, session, frame.rolled_back.format(generation=name), 200)
