"""Files that an editor sends wait, are checked, and go into the archive or are dropped.

What is found in them is what a build would read, and what `gongda index check` would say; they are
read in a cell. Next: `bot/web/editing/publishing.py`.
"""

import asyncio
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.check.lines import check_summary, finding_words, placed_share
from bot.check.messages import CheckMessages, check_messages
from bot.editors.incoming import destination, is_same, safe_path, same_page_beside, shown_path
from bot.editors.messages import AdminMessages, admin_messages
from bot.editors.uploads import Upload, write_upload
from bot.members.language import spoken_in
from bot.messages import Messages, messages
from bot.printed import place_in_print, printed_length
from bot.web.editing.overview import uploads_of
from bot.web.editing.shown import edit_page
from bot.web.guard.bodies import TOO_LARGE, SentFile, files_of, form_of
from bot.web.guard.editors import must_edit
from bot.web.guard.sessions import check_form, session_of
from bot.web.pages.ask import SEE_OTHER
from bot.web.pages.html import sentence_page
from bot.web.services import WebServices
from corpus.cell.scratch import scratch_folder
from corpus.check.apart import check_apart
from corpus.check.findings import Checked, CheckedPage
from corpus.config import CorpusSettings
from corpus.errors import CorpusError
from corpus.formats.no_pages import is_hidden, is_litter, without_saved

# Bytes of one editor's files that wait.
MOST_WAITING = 1024**3
# Numbers of files are microseconds since 1970.
_MICROSECONDS = 1_000_000
BROKEN = 503


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article of a checked file: its headline, its length and authors, what looks wrong."""

    title: str
    about: str
    findings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A checked file.

    Attributes:
        name: As it will be called.
        place: Paper, day and page.
        notes: What it replaces, or why it cannot be read.
        articles: In printed order.
        findings: Of the file itself: name, words, meaning.
    """

    name: str
    place: str
    notes: tuple[str, ...]
    articles: tuple[ShownArticle, ...] = ()
    findings: tuple[tuple[str, str, str], ...] = ()


async def receive_files(request: Request) -> Response:
    """Keep files until they are published, and lead to their check."""
    services: WebServices = request.app.state.services
    editor = must_edit(request, services.journal.db)
    form, sent = await files_of(request)
    session = session_of(request)
    check_form(request, session, form)
    waiting = {upload.name: upload for upload in uploads_of(services).of(editor)}
    size = sum(one.path.stat().st_size for one in waiting.values())
    if size + sum(len(one.content) for one in sent) > MOST_WAITING:
        raise HTTPException(TOO_LARGE)
    for name, one in _pages(sent).items():
        await _keep(services, editor, waiting.get(name), (name, one.content))
    return RedirectResponse("/editors/files", SEE_OTHER)


def _pages(sent: Sequence[SentFile]) -> dict[str, SentFile]:
    """Return the files that may be pages, by their safe names: none that a program left beside."""
    named = {safe_path(one.name): one for one in sent}
    last = {name: PurePosixPath(name).name for name in named}
    pages = without_saved(named)
    return {
        name: one
        for name, one in named.items()
        if name in pages and not is_hidden(last[name]) and not is_litter(last[name])
    }


async def _keep(
    services: WebServices, editor: str, earlier: Upload | None, file: tuple[str, bytes]
) -> None:
    """Keep a file, by name and content, in place of one of the same name."""
    uploads = uploads_of(services)
    if earlier:
        uploads.drop(earlier.key)
    upload = uploads.enter(int(time.time() * _MICROSECONDS), editor, file[0])
    await asyncio.to_thread(write_upload, upload, file[1])


async def drop_files(request: Request) -> Response:
    """Forget what waits."""
    services: WebServices = request.app.state.services
    editor = must_edit(request, services.journal.db)
    check_form(request, session_of(request), await form_of(request))
    uploads = uploads_of(services)
    for upload in uploads.of(editor):
        uploads.drop(upload.key)
    return RedirectResponse("/editors", SEE_OTHER)


async def show_check(request: Request) -> Response:
    """Show what is found in the files that wait, and what looks wrong."""
    services: WebServices = request.app.state.services
    editor = must_edit(request, services.journal.db)
    session = session_of(request)
    waiting = uploads_of(services).of(editor)
    if not waiting:
        return RedirectResponse("/editors", SEE_OTHER)
    corpus = services.settings.corpus
    async with services.reading:
        checked = await asyncio.to_thread(
            _checked, waiting, corpus.paper, lambda: services.desk.lanes.closed
        )
    if checked is None:
        return sentence_page(
            request, session, spoken_in(admin_messages, session.speech).locked, BROKEN
        )
    services.unreadable[editor] = unreadable_files(checked)
    frame = spoken_in(check_messages, session.speech)
    words = (frame, spoken_in(messages, session.speech))
    notes = await asyncio.to_thread(
        _standing, waiting, corpus, spoken_in(admin_messages, session.speech)
    )
    return edit_page(
        request,
        "check.html",
        files=tuple(_files(checked, words, notes)),
        summary=check_summary(checked, frame),
        placed=frame.placed.format(share=placed_share(checked)) if checked.pages else "",
        habits=[frame.habits[one] for one in checked.habits],
        clean=not checked.findings,
        check=frame,
        readable=bool(checked.pages),
    )


def _checked(waiting: Sequence[Upload], paper: str, stopped: Callable[[], bool]) -> Checked | None:
    """Check files beside one another, as they would lie in the archive."""
    with scratch_folder() as folder:
        for upload in waiting:
            place = folder / upload.name
            place.parent.mkdir(parents=True, exist_ok=True)
            _put(upload.path, place)
        return check_apart(folder, paper, stopped)


def unreadable_files(checked: Checked) -> set[str]:
    """Return the names of the files of which nothing could be read; of an archive some may be."""
    pages = [PurePosixPath(page.source) for page in checked.pages]
    read = {str(place) for page in pages for place in (page, *page.parents)}
    return {one.source for one in checked.refused} - read


def _put(path: Path, place: Path) -> None:
    with suppress(OSError):
        os.link(path, place)
        return
    shutil.copyfile(path, place)


def _standing(
    waiting: Sequence[Upload], corpus: CorpusSettings, frame: AdminMessages
) -> dict[str, str]:
    """Return for each file what of the archive it replaces, repeats or stands beside."""
    notes: dict[str, str] = {}
    for upload in waiting:
        try:
            target = destination(upload.name, corpus.folders)
        except CorpusError as error:
            return {one.name: error.what for one in waiting}
        if is_same(upload.path.read_bytes(), target):
            notes[upload.name] = frame.same.format(path=shown_path(target, corpus.folders))
        elif target.exists():
            notes[upload.name] = frame.replaces.format(path=shown_path(target, corpus.folders))
        elif other := same_page_beside(target, corpus.folders):
            notes[upload.name] = frame.beside.format(path=shown_path(other, corpus.folders))
    return notes


def _files(
    checked: Checked, words: tuple[CheckMessages, Messages], notes: dict[str, str]
) -> Iterator[ShownFile]:
    frame, printed = words
    for page in checked.pages:
        yield ShownFile(
            page.source,
            place_in_print(page.articles[0], printed),
            tuple(filter(None, [notes.get(page.source, "")])),
            tuple(_articles(page, frame)),
            tuple(_findings(page, None, frame)),
        )
    for one in checked.refused:
        yield ShownFile(one.source, "", (frame.refused.format(reason=one.advice),))


def _articles(page: CheckedPage, frame: CheckMessages) -> Iterator[ShownArticle]:
    for number, article in enumerate(page.articles):
        about = [frame.characters.format(n=f"{printed_length(article):,}"), *article.authors]
        found = tuple(_findings(page, number, frame))
        yield ShownArticle(article.title or frame.untitled, " · ".join(about), found)


def _findings(
    page: CheckedPage, article: int | None, frame: CheckMessages
) -> Iterator[tuple[str, str, str]]:
    for one in page.findings:
        if one.article == article:
            name, meaning = finding_words(one, frame)
            yield name, one.words if one.start is not None else "", meaning
