"""Which of the places that a model points at count: the bundled reader judges each.

A page may print an instruction, and a model may obey it. It can then do no more than point at
print; and what it points at is quoted only if the bundled reader, which obeys nothing, sees that
the sentence may answer. It cannot silence what that reader is sure of, nor put before it something
of which it is less sure. Next: `bot/language_model/reader.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dates.preference import TIE
from bot.language_model.pointing import PrintedPlace
from bot.question.question import Question
from bot.reading.features import Idf
from bot.reading.reader import Quote, Reader
from bot.reading.span_reader import sentences_around
from corpus.article import Passage
from index.hit import Hit

# Share of its threshold that the bundled reader must give a sentence for a model's word to carry it
# over: see docs/readers.md, “What it may decide”.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Judge:
    """The bundled reader, what was asked of it, and its own quotes, best first."""

    reader: Reader
    question: Question
    hits: Sequence[Hit]
    idf: Idf
    own: Sequence[Quote]

    @property
    def threshold(self) -> float:
        """Probability below which the reader alone claims nothing."""
        return self.reader.thresholds[self.question.language]

    def judged(self, place: PrintedPlace) -> Quote:
        """Return the sentences around a place, as likely as the bundled reader thinks they answer.

        Where it chose the same sentences itself that is known; else it reads them alone, behind the
        best passage of another article, as they stood behind it when they were found.
        """
        run = sentences_around(place.hit, place.start, place.end)
        quote = Quote(place.hit, run.start, run.end, 0.0, 0.0, (place.start, place.end))
        same = next((one for one in self.own if _overlap(one, quote)), None)
        if same is not None:
            return replace(quote, confidence=same.confidence)
        alone = replace(place.hit, passage=Passage(quote.article, run.start, run.end))
        others = [hit for hit in self.hits if hit.passage.article.id != quote.article.id]
        read = self.reader.read(self.question, [*others[:1], alone], self.idf)
        confidence = max((one.confidence for one in read if _overlap(one, quote)), default=0.0)
        return replace(quote, confidence=confidence)

    def weighed(self, pointed: Sequence[Quote]) -> list[Quote]:
        """Return the quotes of both; those that the model points at lead where nothing forbids it.

        Where the bundled reader is sure of something, they lead if they are about as sure as that.
        Where it is sure of nothing, what is worth `LEAST` of its threshold is raised to it.
        """
        best = max((one.confidence for one in self.own), default=0.0)
        sure = best >= self.threshold
        least = self.threshold if sure else LEAST * self.threshold
        taken = self._taken([quote for quote in pointed if quote.confidence >= least])
        others = [one for one in self.own if not any(_overlap(one, quote) for quote in taken)]
        leading = max(best - TIE, self.threshold)
        ranked = [_ranked(one, one.confidence >= leading) for one in taken]
        ranked += [_ranked(one, leads=False) for one in others]
        return sorted(ranked, key=lambda quote: -quote.probability)

    def _taken(self, worth: Sequence[Quote]) -> list[Quote]:
        """Return quotes that do not overlap one before them, at least as sure as is answered."""
        taken: list[Quote] = []
        for quote in worth:
            if not any(_overlap(quote, one) for one in taken):
                taken.append(replace(quote, confidence=max(quote.confidence, self.threshold)))
        return taken


def _ranked(quote: Quote, leads: bool) -> Quote:
    """Return a quote whose share of the belief puts it before, or among, those that do not lead."""
    return replace(quote, probability=(quote.confidence + leads) / 2)


def _overlap(one: Quote, other: Quote) -> bool:
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end
