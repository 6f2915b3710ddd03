"""The generation that answers now, reopened when a new one is published.

A question holds the index it began with: it never sees two generations. What cannot be opened, or
is damaged, is left alone: the one before goes on answering. Where a shared engine finds, its alias
says which generation answers; while it is away, or names one that is not on this machine, the
folder's own pointer does. Checksums are compared before the first question is asked of a
generation, as long as that takes no time that is felt.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from corpus.config import IndexSettings
from corpus.errors import EngineError, GenerationError, IndexDamagedError
from index.engines.encoder import Encoder, load_encoder
from index.engines.rerank import Reranking, open_reranking
from index.finding.chosen import shared_engine
from index.finding.shared import SharedEngine
from index.search import Index, open_index
from index.store.generation import (
    Published,
    current,
    current_name,
    every_generation,
    published_as,
)
from index.store.manifest import REBUILD, Manifest, damage, wrong_sizes
from index.store.signature import check_signature

log = logging.getLogger(__name__)

# Bytes. Up to this size all checksums are compared at opening, 1.2 GB a second and thread; beyond,
# sizes only, so that a million passages open at once: then texts are checked as they are read, and
# the rest by `gongda index verify`.
CHECKED_AT_ONCE = 256 * 1024 * 1024


class IndexReader:
    """Gives the current index to any number of threads."""

    def __init__(
        self,
        settings: IndexSettings,
        encoder: Encoder,
        reranking: Reranking | None = None,
        shared: SharedEngine | None = None,
    ) -> None:
        """Keep the settings; nothing is opened before the first question."""
        self._settings = settings
        self._encoder = encoder
        self._reranking = reranking
        self._shared = shared
        self._lock = threading.Lock()
        self._index: Index | None = None
        # What was warned of last, and is not tried again; "" where CURRENT itself is damaged.
        self._refused: str | None = None

    def index(self) -> Index:
        """Return the index of the generation that is current now.

        Raises:
            GenerationError: There is none, or it cannot be opened and none was open before.
        """
        with self._lock:
            if self._index is None:
                self._index = self._first()
            else:
                self._index = self._renewed(self._index)
            return self._index

    def _first(self) -> Index:
        """Open the generation that is current; where it is damaged, the newest whole one before."""
        try:
            return self._opened(self._newest(self._newest_name()))
        except IndexDamagedError as error:
            for earlier in every_generation(self._settings.folder):
                try:
                    index = self._opened(earlier)
                except GenerationError:
                    continue
                log.warning("%s answers, for %s", index.name, error)
                self._refused = _name(self._newest_name)
                return index
            raise

    def _opened(self, published: Published) -> Index:
        trusted = self._settings.trusted_keys
        check_signature(published.folder, trusted)
        if problems := _problems(published.folder, published.manifest, whole=bool(trusted)):
            raise IndexDamagedError(f"{published.folder}: {problems[0]}", REBUILD)
        return open_index(published, self._encoder, self._reranking, self._shared)

    def _newest_name(self) -> str:
        """Return the name of the generation that is to answer."""
        named = self._shared.answering() if self._shared else None
        if named and (self._settings.folder / named).is_dir():
            return named
        return current_name(self._settings.folder)

    def _newest(self, name: str) -> Published:
        published = current(self._settings.folder)
        if published.manifest.name == name:
            return published
        return published_as(self._settings.folder, name)

    def _renewed(self, index: Index) -> Index:
        name = ""
        try:
            name = self._newest_name()
            if name in (index.name, self._refused):
                return index
            return self._opened(self._newest(name))
        except EngineError as error:
            # It is asked again with the next question: what is deleted must not stay for long.
            log.warning("%s answers on, for %s cannot be opened: %s", index.name, name, error)
            return index
        except GenerationError as error:
            if name != self._refused:
                log.warning("%s answers on, for %s cannot be opened: %s", index.name, name, error)
            self._refused = name
            return index


def _problems(folder: Path, manifest: Manifest, whole: bool) -> list[str]:
    """Return what is wrong with files; a signature is worth nothing unless all were compared."""
    size = sum(entry[0] for entry in manifest.files.values())
    return (damage if whole or size <= CHECKED_AT_ONCE else wrong_sizes)(folder, manifest)


def _name(named: Callable[[], str]) -> str:
    try:
        return named()
    except GenerationError:
        return ""


def open_reader(settings: IndexSettings) -> IndexReader:
    """Load the models that the settings name and return a reader over the index folder."""
    shared = shared_engine(settings)
    return IndexReader(settings, load_encoder(settings.encoder), open_reranking(settings), shared)
