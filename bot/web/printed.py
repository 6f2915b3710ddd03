"""The printed page behind an article that was read from a PDF: where words stand on it, a picture.

Only the file that an article of the index was read from can be reached, and only below the folders
of pages; its name never comes from whoever asks. Files are read in a cell
(`corpus/formats/sandbox.py`), one at a time; what was made lately is kept in memory. Next:
`bot/web/pages/printed.py` shows it, `bot/web/api/printed.py` gives it to programs.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from corpus.article import Article
from corpus.config import CorpusSettings
from corpus.errors import PageError
from corpus.formats.sandbox import draw_pdf, find_in_pdf
from corpus.notes import PlaceOnPage

# Bytes. A page has 1 to 10 MB; a larger file takes longer to read than anybody waits.
LARGEST = 64 * 2**20
# What is kept: pictures of 0.3 to 2 MB, places of some hundred bytes.
KEPT_PICTURES, KEPT_PLACES = 24, 500

Made = TypeVar("Made")
# A file as it was: its path, its size, and when it was changed, in nanoseconds.
_Version = tuple[str, int, int]


@dataclass(slots=True)
class _Kept(Generic[Made]):
    """What was made lately, the last used last."""

    most: int
    made: OrderedDict[tuple[object, ...], Made]

    def get(self, key: tuple[object, ...]) -> Made | None:
        if key in self.made:
            self.made.move_to_end(key)
        return self.made.get(key)

    def put(self, key: tuple[object, ...], value: Made) -> None:
        self.made[key] = value
        if len(self.made) > self.most:
            self.made.popitem(last=False)


class PrintedPages:
    """Finds and draws; used from the event loop's thread."""

    def __init__(self, corpus: CorpusSettings) -> None:
        self._corpus = corpus
        self._one = asyncio.Semaphore(1)
        self._pictures: _Kept[bytes] = _Kept(KEPT_PICTURES, OrderedDict())
        self._places: _Kept[PlaceOnPage | str] = _Kept(KEPT_PLACES, OrderedDict())

    def file(self, article: Article) -> Path | None:
        """Return the PDF that an article was read from; None if it is not there (any more)."""
        if not article.source.casefold().endswith(".pdf"):
            return None
        every = (_within(folder, article.source) for folder in self._corpus.folders)
        return next((path for path in every if path and _is_small(path)), None)

    def is_made(self, article: Article, start: int, end: int) -> bool:
        """Say whether the place of a range was found lately, so that it costs nothing."""
        path = self.file(article)
        return path is not None and self._places.get(_key(path, article, start, end)) is not None

    def has_picture(self, article: Article, page: int) -> bool:
        """Say whether a page was drawn lately, so that it costs nothing."""
        path = self.file(article)
        return path is not None and self._pictures.get((*_version(path), page)) is not None

    async def place(self, article: Article, start: int, end: int) -> PlaceOnPage | None:
        """Return where a range of an article's text stands; None if that is not to be found.

        Raises:
            PageError: The file cannot be read (any more).
        """
        path = self.file(article)
        if path is None:
            return None
        words, first = article.text[start:end], article.page or 1

        def work() -> PlaceOnPage | str:
            return find_in_pdf(path.read_bytes(), words, first) or ""

        key = _key(path, article, start, end)
        made = await self._made(self._places, key, work)
        return made if isinstance(made, PlaceOnPage) else None

    async def picture(self, article: Article, page: int) -> bytes | None:
        """Return a page of the file, counted from 1, as a PNG; None if there is no file.

        Raises:
            PageError: The file cannot be read (any more), or has no such page.
        """
        path = self.file(article)
        if path is None:
            return None

        def work() -> bytes:
            return draw_pdf(path.read_bytes(), page)

        return await self._made(self._pictures, (*_version(path), page), work)

    async def _made(
        self, kept: _Kept[Made], key: tuple[object, ...], work: Callable[[], Made]
    ) -> Made:
        known = kept.get(key)
        if known is not None:
            return known
        async with self._one:
            known = kept.get(key)
            if known is None:
                try:
                    known = await asyncio.to_thread(work)
                except OSError as error:
                    reason = error.strerror or "it is gone"
                    raise PageError(f"it cannot be read: {reason}", "see what is there") from None
                kept.put(key, known)
        return known


def _within(folder: Path, source: str) -> Path | None:
    """Return a file below a folder; None for what is none, or leads out of it."""
    path = folder.parent / source if folder.is_file() else folder / source
    top = folder.parent if folder.is_file() else folder
    try:
        inside = path.resolve(strict=True).is_relative_to(top.resolve())
        return path if inside and path.is_file() else None
    except (OSError, ValueError):
        return None


def _is_small(path: Path) -> bool:
    return path.stat().st_size <= LARGEST


def _version(path: Path) -> _Version:
    about = path.stat()
    return str(path), about.st_size, about.st_mtime_ns


def _key(path: Path, article: Article, start: int, end: int) -> tuple[object, ...]:
    """Return what tells a place from others: the same words may stand on two pages of a file."""
    return (*_version(path), article.page, article.text[start:end])
