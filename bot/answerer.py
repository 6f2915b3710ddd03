"""Where a question is asked: the current index, and the answer made of it. Every channel uses this.

Plain synchronous code, safe to call from several threads; asynchronous channels call it off their
event loop.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from bot.answer import answer
from bot.coverage import Coverage, coverage_of, sentence
from bot.followups.resolve import understand
from bot.followups.turn import Turn, remembered
from bot.question.question import language_of
from bot.reading.reader import Reader
from bot.reading.readers import reader_or_quick
from bot.reply import Answer, Language
from bot.samples import samples
from corpus.article import Article
from corpus.config import Settings
from index.reader import IndexReader, open_reader
from index.search import Index


class Answerer(Protocol):
    """All that a channel asks of what answers; called from several threads."""

    def ask(
        self, question: str, language: Language | None = None, turns: Sequence[Turn] = ()
    ) -> Answer:
        """Answer from the newest generation, with the frame in `language` or the question's.

        A question that leaves something out is completed from `turns`, oldest first.
        """

    def coverage(self) -> Coverage:
        """Say what the archive covers."""

    def sample_questions(self, language: Language) -> Sequence[str]:
        """Return questions that the archive answers."""

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, or None if it is not in the archive (any more)."""

    def is_there(self, generation: str) -> bool:
        """Say whether the files of a generation still lie where they were opened."""

    def use(self, settings: Settings) -> None:
        """Go on with other settings; which index answers needs a new start."""


class ArchiveAnswerer:
    """Answers questions from the newest published generation."""

    def __init__(self, settings: Settings) -> None:
        """Keep the settings; model and index are opened by the first question."""
        self._settings = settings
        self._opened = settings.index.folder
        self._lock = threading.Lock()
        self._index: IndexReader | None = None
        self._reader: tuple[Reader, str] | None = None
        self._samples: dict[tuple[str, Language], tuple[str, ...]] = {}

    def ask(
        self, question: str, language: Language | None = None, turns: Sequence[Turn] = ()
    ) -> Answer:
        """Answer a question in its own language, or in the one asked for.

        A follow-up is answered as it is understood after `turns`, and only so: asked bare it would
        find something else, and the answer would pretend.

        Raises:
            GenerationError: There is no index, or it was built by another model.
            EncoderError: The model cannot be loaded.
        """
        meant = understand(question, turns)
        spoken = language or (language_of(question) if meant.changed else None)
        index = self.index()
        reader, note = self.reader()
        reply = answer(index, meant.text, spoken, self._settings.bot.today, reader)
        extent = coverage_of(index.manifest)
        return replace(
            reply,
            question=question,
            understood=meant.text if meant.changed else None,
            unclear=meant.unclear or None,
            coverage=sentence(extent, reply.language) if reply.kind == "none" else "",
            warnings=(note,) if note else (),
        )

    def index(self) -> Index:
        """Return the index that answers now; raises as `ask` does."""
        with self._lock:
            if self._index is None:
                self._index = open_reader(self._settings.index)
        return self._index.index()

    def reader(self) -> tuple[Reader, str]:
        """Return who reads, and a note where it is not the one that was asked for.

        Raises:
            ConfigError: `bot.reader` names none.
        """
        with self._lock:
            if self._reader is None:
                self._reader = reader_or_quick(self._settings.bot.reader)
        return self._reader

    def coverage(self) -> Coverage:
        """Return what the archive covers; raises as `ask` does."""
        return coverage_of(self.index().manifest)

    def sample_questions(self, language: Language) -> tuple[str, ...]:
        """Return a few questions that the archive answers; raises as `ask` does."""
        index = self.index()
        key = (index.name, language)
        if key not in self._samples:
            self._samples[key] = samples(
                self.ask, self._settings.bot.samples, index.articles(), language
            )
        return self._samples[key]

    def is_there(self, generation: str) -> bool:
        """Say whether a generation's folder is there; what is open answers on without it."""
        return (self._opened / generation).is_dir()

    def use(self, settings: Settings) -> None:
        """Go on with other samples and another day; the index stays the one opened."""
        self._settings = settings
        self._samples.clear()

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, or None if it is not in the archive (any more)."""
        return self.index().article(article_id)


def turns_after(answerer: Answerer, questions: Iterable[str]) -> tuple[Turn, ...]:
    """Return the turns of a talk in which these questions were asked; raises as `ask` does."""
    turns: tuple[Turn, ...] = ()
    for question in questions:
        turns = remembered(turns, answerer.ask(question, None, turns))
    return turns
