"""What an engine beside the generations promises: to hold them, and to say which of them answers.

One collection of it is one generation, never changed once it answers; an alias says which does, and
moves in one step. The texts stay in the generation's folder, which every machine that answers has:
a collection holds numbers, words and vectors, and nothing that is quoted.
"""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol

from corpus.article import Passage
from index.engines.encoder import Vectors
from index.engines.lexical import Lexical
from index.finding.candidates import CandidateEngine
from index.store.manifest import Manifest

# Told how many passages are there, and of how many.
Stored = Callable[[int, int], None]


class SharedEngine(Protocol):
    """All that the build, the roll back and the reader ask of it; each raises EngineError."""

    @property
    def rest(self) -> float:
        """Seconds that it is left alone after it did not answer."""

    def holds(self, folder: Path, manifest: Manifest, /) -> bool:
        """Tell whether it holds the generation of this folder, made by the same encoder.

        Raises:
            IndexMismatchError: It holds one of that name by another encoder.
        """

    def put(
        self,
        generation: tuple[Path, Manifest],
        passages: Sequence[Passage],
        vectors: Vectors,
        stored: Stored,
        /,
    ) -> None:
        """Store a generation, which does not answer yet."""

    def answer_from(self, folder: Path, manifest: Manifest, /) -> None:
        """Let a stored generation answer from now on, in one step.

        Raises:
            IndexMissingError: It does not hold the generation.
        """

    def answering(self) -> str | None:
        """Return the name of the generation that answers; None if none does, or it is away."""

    def drop_all_but(self, names: Collection[str], /) -> None:
        """Remove the generations that are not named and do not answer."""

    def open(self, folder: Path, manifest: Manifest, lexical: Lexical, /) -> CandidateEngine:
        """Open the generation of a folder; questions to it never see another one.

        Raises:
            IndexMissingError: It does not hold the generation.
            IndexMismatchError: It holds one of that name by another encoder.
        """
