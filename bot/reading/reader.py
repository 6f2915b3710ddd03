"""What a reader promises: a question and passages in, quotes out, each with how likely it answers.

A reader points and never speaks: all it returns is offsets into what was printed. Whoever reads
better implements `Reader` in a file of this room; `bot/answer.py` asks through it. The first one is
`QUICK`. Next: `bot/reading/select.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.question.question import Question
from bot.reading.features import Idf
from bot.reply import Language
from corpus.article import Article
from index.hit import Hit


@dataclass(frozen=True, slots=True)
class Quote:
    """A run of whole sentences that may answer.

    Attributes:
        hit: The passage it starts in.
        start: First character, in code points of the article's text.
        end: One past the last.
        probability: Share of the reader's belief, over all sentences of the hits, in [0, 1].
        confidence: Calibrated probability that it answers, in [0, 1].
        answer: First character and one past the last of the words in it that answer, counted like
            `start`; None where the reader points at whole sentences only.
    """

    hit: Hit
    start: int
    end: int
    probability: float
    confidence: float
    answer: tuple[int, int] | None = None

    @property
    def article(self) -> Article:
        """Where it was printed."""
        return self.hit.passage.article

    @property
    def text(self) -> str:
        """The printed words."""
        return self.article.text[self.start : self.end]


class Reader(Protocol):
    """All that answering asks of who reads."""

    @property
    def name(self) -> str:
        """What config.yaml calls it."""

    @property
    def passages(self) -> int:
        """How many of the best passages it reads."""

    @property
    def thresholds(self) -> Mapping[Language, float]:
        """Probability below which nothing is claimed, by the language of the question."""

    def read(self, question: Question, hits: Sequence[Hit], idf: Idf, /) -> list[Quote]:
        """Return the quotes that may answer, best first; none where there is nothing to read.

        Each lies within the article of one of the hits.
        """
