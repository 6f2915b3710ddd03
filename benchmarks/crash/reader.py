"""The reader of the crash storm: asks, and compares every answer with what was printed."""

import multiprocessing
import time
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import Synchronized
from types import TracebackType

from benchmarks.crash.archive import QUESTIONS, contents, edition_of
from corpus.config import Settings
from corpus.errors import GenerationError
from index.reader import IndexReader, open_reader

FORK = multiprocessing.get_context("fork")


@dataclass(slots=True)
class Found:
    """What a reader met.

    Attributes:
        questions: How many it asked.
        reloads: How often it went over to another generation.
        slowest: Milliseconds of the slowest question.
        wrong: What was wrong, one line each.
    """

    questions: int = 0
    reloads: int = 0
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)


class Asking:
    """Asks in a process of its own, without pause, as long as the context is open."""

    def __init__(
        self, settings: Settings, published: "Synchronized[int]", begun: "Synchronized[int]"
    ) -> None:
        """Keep what bounds the answers: the last edition published, and the last one begun."""
        self.found = Found()
        self._stop = FORK.Event()
        self._answers = FORK.SimpleQueue()
        arguments = (settings, published, begun, self._stop, self._answers)
        self._process = FORK.Process(target=_ask, args=arguments)

    def __enter__(self) -> None:
        """Begin."""
        self._process.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End, and collect what was found."""
        self._stop.set()
        self.found = self._answers.get()
        self._process.join()


def _ask(settings, published, begun, stop, answers) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    found = Found()
    reader = open_reader(settings.index)
    generation = reader.index().name
    while not stop.is_set():
        question = QUESTIONS[found.questions % len(QUESTIONS)]
        least, start = published.value, time.perf_counter()
        try:
            edition, problem = asked(reader, question)
        except GenerationError as error:
            edition, problem = least, f"a question was dropped: {error.what}"
        found.slowest = max(found.slowest, 1000 * (time.perf_counter() - start))
        found.questions += 1
        if not least <= edition <= begun.value:
            problem = problem or f"edition {edition} answers, not {least} to {begun.value}"
        found.wrong += [problem] if problem else []
        found.reloads += reader.index().name != generation
        generation = reader.index().name
    answers.put(found)


def answers_of(settings: Settings, least: int, most: int) -> list[str]:
    """Ask a new reader everything; return what is not of one of the editions allowed."""
    wrong = []
    try:
        reader = open_reader(settings.index)
        for question in QUESTIONS:
            edition, problem = asked(reader, question)
            if not problem and not least <= edition <= most:
                problem = f"edition {edition} answers, not {least} to {most}"
            wrong += [problem] if problem else []
    except GenerationError as error:
        return [f"a new reader cannot answer: {error.what}"]
    return wrong


def asked(reader: IndexReader, question: str) -> tuple[int, str]:
    """Ask one question; return the edition that answered, and what was wrong, or ""."""
    index = reader.index()
    hits = index.search(question)
    edition = edition_of(index.articles())
    if edition is None:
        return -1, f"{index.name} holds no edition that was ever written"
    texts = contents(edition)
    if not hits or any(hit.passage.text not in texts[hit.passage.article.id] for hit in hits):
        return edition, f"{question!r} has hits that edition {edition} does not print"
    return edition, ""
