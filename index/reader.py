"""The generation that answers now, reopened when a new one is published.

A question holds the index it began with, so it never sees two generations. What cannot be opened is
left alone: the one before goes on answering.
"""

import logging
import threading

from corpus.config import IndexSettings
from corpus.errors import GenerationError
from index.encoder import Encoder, load_encoder
from index.generation import current, current_name
from index.rerank import Reranking, open_reranking
from index.search import Index, open_index

log = logging.getLogger(__name__)


class Reader:
    """Gives the current index to any number of threads."""

    def __init__(
        self, settings: IndexSettings, encoder: Encoder, reranking: Reranking | None = None
    ) -> None:
        """Keep the settings; nothing is opened before the first question."""
        self._settings = settings
        self._encoder = encoder
        self._reranking = reranking
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._refused: str | None = None  # the generation that was warned of last

    def index(self) -> Index:
        """Return the index of the generation that is current now.

        Raises:
            GenerationError: There is none, or it cannot be opened and none was open before.
        """
        with self._lock:
            if self._index is None:
                self._index = self._opened()
            else:
                self._index = self._renewed(self._index)
            return self._index

    def _opened(self) -> Index:
        return open_index(current(self._settings.folder), self._encoder, self._reranking)

    def _renewed(self, index: Index) -> Index:
        name = ""
        try:
            name = current_name(self._settings.folder)
            if name == index.name:
                return index
            return self._opened()
        except GenerationError as error:
            if name != self._refused:
                log.warning("%s answers on, for %s cannot be opened: %s", index.name, name, error)
            self._refused = name
            return index


def open_reader(settings: IndexSettings) -> Reader:
    """Load the models that the settings name and return a reader over the index folder."""
    return Reader(settings, load_encoder(settings.encoder), open_reranking(settings))
