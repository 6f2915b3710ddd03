"""A page file that an administrator sends: a preview of its articles, then into the archive.

It may be of any kind that a build reads: Markdown, text, a web page, Word, PDF, or a zip of these.
What is read from it is what a build would read. A tap on the button stores the page
(`bot/editors/incoming.py`) and builds; killed in between, the same tap does the rest at the next
start. For members a file is no question, as ever.
"""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path

from telegram import CallbackQuery, Document, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest, TelegramError

from bot.channel.text.styled import Formatted
from bot.editors.incoming import (
    destination,
    is_same,
    safe_name,
    same_page_beside,
    shown_path,
    store,
    wanted_name,
)
from bot.editors.messages import AdminMessages, admin_messages
from bot.editors.preview import left_out, preview, unreadable
from bot.editors.uploads import Upload, Uploads
from bot.members.language import SpokenTo, language_choice_of, speech_of, spoken_in
from bot.telegram.context.addressed import AddressedMessage
from bot.telegram.context.services import Alert, Request, Services
from bot.telegram.editors.rebuilding import StoppingError, Watched, rebuild_watched
from bot.telegram.transport.post import ReplyPlace
from corpus.apart import load_apart
from corpus.article import Article
from corpus.errors import CorpusError

log = logging.getLogger(__name__)

# No member can type it: a command has no space.
PAGE_FILE = "page file"
UPLOAD_BUTTON = "u"
CONFIRM, CANCEL = "y", "n"
_LARGEST = int(FileSizeLimit.FILESIZE_DOWNLOAD)
_SUFFIXES = {
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/epub+zip": ".epub",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "message/rfc822": ".eml",
}


def page_file(message: Message, services: Services) -> AddressedMessage | None:
    """Return a page that an administrator sends in private, with its caption; else None.

    Several files sent at once come as so many messages, of which only one has a caption.
    """
    private = message.chat.type == message.chat.PRIVATE
    if message.document is None or not private or not services.is_admin(message.from_user):
        return None
    return AddressedMessage(PAGE_FILE, message.caption or "")


async def receive_page(request: Request, services: Services) -> None:
    """Show what is in a page file, with buttons to add it or not."""
    document, frame = request.message.document, spoken_in(admin_messages, request)
    assert document is not None
    await services.post.begun(request.place, frame.reading)
    if (document.file_size or 0) > _LARGEST:
        await services.post.deliver(request.place, _too_large(frame))
        return
    try:
        file = await document.get_file()
        content = bytes(await file.download_as_bytearray())
    except BadRequest as error:
        said = frame.not_fetched.format(reason=error.message)
        await services.post.deliver(request.place, said)
        return
    name = wanted_name(_name_of(document), request.addressed.text)
    upload = _uploads(services).keep(request.place.update_id, request.member, name, content)
    with services.journal.search(request.update_id):  # A page that kills the bot is given up, too.
        text, keyboard = await _previewed(upload, content, request, services)
    await services.post.deliver(request.place, text, keyboard)
    if keyboard is None:
        _uploads(services).drop(upload.key)


async def decide_page(query: CallbackQuery, parts: Sequence[str], services: Services) -> str | None:
    """Add a page to the archive or drop it, as the administrator who sent it taps."""
    member = services.alias(query.from_user.id)
    speech = speech_of("", query.from_user, language_choice_of(member, services.journal.db))
    frame = spoken_in(admin_messages, speech)
    if not services.is_admin(query.from_user):
        return Alert(frame.not_yours)
    key, verdict = (*parts, "", "")[:2]
    upload = _uploads(services).find(key, member)
    content = _content(upload) if upload else None
    if upload is None or content is None or query.message is None:
        return Alert(frame.expired)
    place = ReplyPlace(upload.update_id, query.message.chat.id)
    if verdict == CONFIRM:
        with contextlib.suppress(TelegramError):
            await query.answer()  # The build takes longer than Telegram waits for an answer.
        await _add(upload, content, Watched(place, speech, patient=True), services)
    elif verdict == CANCEL:
        _uploads(services).drop(key)
        await services.post.deliver(
            place, f"{frame.head.format(name=upload.name)}\n\n{frame.dropped}"
        )
    return None


async def _previewed(
    upload: Upload, content: bytes, speech: SpokenTo, services: Services
) -> tuple[Formatted | str, InlineKeyboardMarkup | None]:
    """Return what to show of a file; without buttons if there is nothing to add."""
    frame, corpus = spoken_in(admin_messages, speech), services.settings.corpus
    folders = corpus.folders
    loaded = await asyncio.to_thread(
        load_apart, upload.path.parent, corpus.paper, lambda: services.lanes.closed
    )
    if loaded is None:
        raise StoppingError("the bot stops; the page is read again at its next start")
    if not loaded.articles:
        return unreadable(upload.name, loaded.refused, frame), None
    try:
        target = await asyncio.to_thread(destination, upload.name, folders)
    except CorpusError as error:
        return _not_stored(error.what, folders[0], frame), None
    shown = shown_path(target, folders)
    if is_same(content, target):
        notes, keyboard = [frame.same.format(path=shown)], None
    else:
        notes, keyboard = [frame.ask], _buttons(upload.key, frame)
        notes[:0] = left_out(loaded.refused, frame)
        if target.exists():
            notes.insert(0, frame.replaces.format(path=shown))
        elif other := await asyncio.to_thread(same_page_beside, target, folders):
            notes.insert(0, frame.beside.format(path=shown_path(other, folders)))
    articles: tuple[Article, ...] = loaded.articles
    return preview(upload.name, articles, speech.language, frame, notes), keyboard


async def _add(upload: Upload, content: bytes, watched: Watched, services: Services) -> None:
    """Store a page, then build; done twice it is done once."""
    frame, folders = spoken_in(admin_messages, watched.speech), services.settings.corpus.folders
    try:
        target = await asyncio.to_thread(destination, upload.name, folders)
        kept = await asyncio.to_thread(store, content, target)
    except (CorpusError, OSError) as error:
        reason = error.what if isinstance(error, CorpusError) else error.strerror or str(error)
        log.error("a page could not be stored: %s", reason)
        said = _not_stored(reason, folders[0], frame)
        await services.post.deliver(watched.place, said, _buttons(upload.key, frame))
        return
    head = frame.stored.format(path=shown_path(target, folders))
    if kept:
        head += "\n" + frame.kept_old.format(path=shown_path(kept, folders))
    await rebuild_watched(Watched(watched.place, watched.speech, head, patient=True), services)
    _uploads(services).drop(upload.key)


def _uploads(services: Services) -> Uploads:
    return Uploads(services.journal.db, services.settings.bot.journal)


def _content(upload: Upload) -> bytes | None:
    try:
        return upload.path.read_bytes()
    except OSError:
        return None


def _name_of(document: Document) -> str:
    if document.file_name:
        return document.file_name
    return safe_name("") + _SUFFIXES.get(document.mime_type or "", "")


def _buttons(key: str, frame: AdminMessages) -> InlineKeyboardMarkup:
    labels = ((frame.confirm, CONFIRM), (frame.cancel, CANCEL))
    return InlineKeyboardMarkup.from_row(
        [
            InlineKeyboardButton(label, callback_data=f"{UPLOAD_BUTTON}:{key}:{verdict}")
            for label, verdict in labels
        ]
    )


def _too_large(frame: AdminMessages) -> str:
    return frame.too_large.format(megabytes=_LARGEST // 1_000_000)


def _not_stored(reason: str, folder: Path, frame: AdminMessages) -> str:
    return frame.not_stored.format(reason=reason, folder=folder)
