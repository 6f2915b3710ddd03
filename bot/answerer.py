"""Where a question is asked: the current index, and the answer made of it. Every channel uses this.

Plain synchronous code, safe to call from several threads; asynchronous channels call it off their
event loop.
"""

import datetime
import threading
import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from bot.answer import MOST_NEAREST, answer
from bot.coverage import Coverage, coverage_of, sentence
from bot.followups.not_again import NotAgain
from bot.followups.resolve import Understood, understand
from bot.followups.turn import Turn, remembered
from bot.language_model.reader import LanguageModelReader
from bot.language_model.remarks import with_remarks
from bot.message.likeness import ERRAND
from bot.message.read import MOST, Message, MessageQuestion, is_held, is_stray, read_message
from bot.message.several import together
from bot.message.talk import UNKNOWN, kind_of_talk, talk_answer
from bot.messages import messages
from bot.question.question import LONGEST_ANALYSED, language_of
from bot.readers import reader_or_quick
from bot.reading.reader import Reader
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

        Of a message with several questions each is answered, in order, and may lean on the one
        before it; talk gets a reply and is not looked up (`bot/message/read.py`).

        A follow-up is answered as it is understood after `turns`, and only so: asked bare it would
        find something else, and the answer would pretend. “Please look this up” asks the last
        question again.

        Raises:
            GenerationError: There is no index, or it was built by another model.
            EncoderError: The model cannot be loaded.
        """
        message = self._read(question)
        if message.talk and turns and kind_of_talk(message.talk) == ERRAND:
            again = self.ask(turns[-1].question, language, turns[:-1])
            return replace(again, question=question, understood=turns[-1].question)
        if message.talk:
            return self._talked(question, message, language)
        parts: list[Answer] = []
        for part in message.parts:
            parts.append(self._part(part, language, turns))
            turns = remembered(turns, parts[-1])
        whole = (
            together(question, parts) if len(parts) > 1 else replace(parts[0], question=question)
        )
        return _with_limits(whole, message, own_copy=any(hit.why.notes for hit in whole.hits))

    def _read(self, question: str) -> Message:
        """Return what a message asks; what is talk by its looks only may name a topic."""
        message = read_message(question)
        if not message.talk or kind_of_talk(message.talk) != UNKNOWN:
            return message
        if not is_held(message.talk, self.index().search(message.talk, MOST_NEAREST)):
            return message
        return replace(message, talk="", parts=(MessageQuestion(question, question),))

    def _talked(self, question: str, message: Message, language: Language | None) -> Answer:
        """Reply to talk; talk as long as a text is asked to be shorter."""
        spoken = language or language_of(message.talk)
        example = next(iter(self.sample_questions(spoken)), "")
        said = talk_answer(message.talk, spoken, example, self.index().name)
        return replace(said, question=question)

    def _part(
        self, part: MessageQuestion, language: Language | None, turns: Sequence[Turn]
    ) -> Answer:
        """Answer one question; with what was told beside it, if the question alone has no answer.

        A word or two that ask nothing, and of which the archive has not heard, are talk.
        """
        reply = self._asked(part.question, language, turns)
        if reply.kind == "none" and part.whole != part.question:
            fuller = self._asked(part.whole, language, turns)
            reply = fuller if fuller.kind != "none" else reply
        if is_stray(part.question, reply.hits):
            example = next(iter(self.sample_questions(reply.language)), "")
            return talk_answer(part.question, reply.language, example, reply.generation)
        return reply

    def _asked(self, question: str, language: Language | None, turns: Sequence[Turn]) -> Answer:
        meant = understand(question, turns)
        spoken = language or (language_of(question) if meant.changed else None)
        index = self.index()
        reader, note = self.reader()
        in_talk = reader.in_talk(turns) if isinstance(reader, LanguageModelReader) else None
        reads = in_talk or (NotAgain(reader, turns[-1], meant.said) if meant.changed else reader)
        readings = (meant.text, meant.other) if meant.other else (meant.text,)
        reply = _first_that_answers(
            answer(index, text, spoken, self.today(), reads) for text in readings
        )
        return self._told(with_remarks(reply, in_talk) if in_talk else reply, question, meant, note)

    def _told(self, reply: Answer, question: str, meant: Understood, note: str) -> Answer:
        """Return an answer with what was asked, and how it was understood."""
        extent = coverage_of(self.index().manifest)
        return replace(
            reply,
            question=question,
            asked=question,
            understood=reply.question if meant.changed else None,
            unclear=meant.unclear or None,
            coverage=sentence(extent, reply.language) if reply.kind == "none" else "",
            warnings=(note, *reply.warnings) if note else reply.warnings,
        )

    def today(self) -> datetime.date:
        """Return the day that 上周 counts from: as it is set, or today's where members live."""
        bot = self._settings.bot
        zone = zoneinfo.ZoneInfo(bot.timezone) if bot.timezone else None
        return bot.today or datetime.datetime.now(zone).date()

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
                self._reader = reader_or_quick(self._settings)
        return self._reader

    def coverage(self) -> Coverage:
        """Return what the archive covers; raises as `ask` does."""
        index = self.index()
        return coverage_of(index.manifest, index.notes)

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
        """Go on with other samples, another day and another reader; the index stays as opened."""
        with self._lock:
            if _who_reads(settings) != _who_reads(self._settings):
                self._drop_reader()
            self._settings = settings
        self._samples.clear()

    def _drop_reader(self) -> None:
        """Open the reader anew with the next question; who is being answered keeps the old one."""
        reader, self._reader = self._reader, None
        if reader and isinstance(reader[0], LanguageModelReader):
            reader[0].close()

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, or None if it is not in the archive (any more)."""
        return self.index().article(article_id)


def _first_that_answers(replies: Iterable[Answer]) -> Answer:
    """Return the first reply with an answer, the very first if none has; no more are made."""
    refused: list[Answer] = []
    for reply in replies:
        if reply.kind != "none":
            return reply
        refused.append(reply)
    return refused[0]


def _who_reads(settings: Settings) -> tuple[object, ...]:
    return settings.bot.reader, settings.bot.language_model, settings.language_model_key


def turns_after(answerer: Answerer, questions: Iterable[str]) -> tuple[Turn, ...]:
    """Return the turns of a talk in which these questions were asked; raises as `ask` does."""
    turns: tuple[Turn, ...] = ()
    for question in questions:
        turns = remembered(turns, answerer.ask(question, None, turns))
    return turns


def _with_limits(reply: Answer, message: Message, own_copy: bool) -> Answer:
    """Return an answer that says what of its message was not read or answered, and who stood in."""
    frame = messages(reply.language)
    notes = []
    if message.more:
        notes.append(frame.more_questions.format(most=MOST, more=message.more))
    if message.cut:
        notes.append(frame.cut.format(limit=LONGEST_ANALYSED))
    if own_copy:
        notes.append(frame.own_copy)
    return replace(reply, answer="\n".join([reply.answer, *notes])) if notes else reply
