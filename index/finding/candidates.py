"""What every engine promises: a question's words and vector in, scored candidates out.

Nothing is decided here: `index/search.py` fuses the two sides, whoever proposed them. The files of
a generation (tantivy and FAISS) are the first engine; `index/finding/milvus.py` is another, with
the files behind it for when it does not answer.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.errors import EngineError
from index.engines.dense import Dense
from index.engines.encoder import Vectors
from index.engines.lexical import Lexical, WordGroup

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that may answer, by their numbers.

    Attributes:
        words: BM25 of the best by words, higher is better.
        meaning: Cosine of the best by meaning, and of every passage in `words`.
        notes: What went wrong on the way, in words for whoever runs the bot.
    """

    words: dict[int, float]
    meaning: dict[int, float]
    notes: tuple[str, ...] = ()


class CandidateEngine(Protocol):
    """All that a search asks of what finds; called from several threads."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not as it was set up; mostly nothing."""

    def candidates(self, groups: Sequence[WordGroup], vector: Vectors, k: int, /) -> Candidates:
        """Return the k best passages by words and the k best by meaning; fewer where fewer match.

        Raises:
            EngineError: It does not answer.
        """


class FileEngine:
    """The files of a generation: BM25 in tantivy, vectors in FAISS."""

    notes: tuple[str, ...] = ()

    def __init__(self, lexical: Lexical, dense: Dense) -> None:
        """Keep the open words and vectors."""
        self._lexical = lexical
        self._dense = dense

    def candidates(self, groups: Sequence[WordGroup], vector: Vectors, k: int, /) -> Candidates:
        """Return the k best passages by words and the k best by meaning."""
        words = {one.number: one.score for one in self._lexical.search(groups, k)}
        meaning = {one.number: one.score for one in self._dense.search(vector, k)}
        missing = [number for number in words if number not in meaning]
        meaning.update(zip(missing, self._dense.similarity(vector, missing), strict=True))
        return Candidates(words, meaning)


class WithFiles:
    """An engine, and the files of this machine for as long as it does not answer."""

    def __init__(self, engine: CandidateEngine, files: CandidateEngine, rest: float) -> None:
        """Keep both; an engine that did not answer is left alone for `rest` seconds."""
        self._engine = engine
        self._files = files
        self._rest = rest
        self._away = ""
        self._until = 0.0

    def candidates(self, groups: Sequence[WordGroup], vector: Vectors, k: int, /) -> Candidates:
        """Return the engine's candidates, or those of the files with a note that says so."""
        if not self._away or time.monotonic() >= self._until:
            try:
                proposed = self._engine.candidates(groups, vector, k)
            except EngineError as error:
                self._went(error)
            else:
                self._came_back()
                return proposed
        return replace(self._files.candidates(groups, vector, k), notes=self.notes)

    @property
    def notes(self) -> tuple[str, ...]:
        """Why the files answer; empty while the engine does."""
        return (f"{self._away}; the files of this machine answer",) if self._away else ()

    def _went(self, error: EngineError) -> None:
        if not self._away:
            log.warning("the files of this machine answer: %s", error.what)
        self._away, self._until = error.what, time.monotonic() + self._rest

    def _came_back(self) -> None:
        if self._away:
            log.warning("the engine answers again")
        self._away = ""
