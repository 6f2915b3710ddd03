"""The third reader: a language model points, the print is compared, the bundled reader judges.

`in_talk` gives the reader for one question: it knows the turns before, and remembers what went
wrong. Next: `bot/language_model/remarks.py` says that in the answer.
"""

import logging
from collections.abc import Mapping, Sequence

from bot.followups.turn import Turn
from bot.language_model.address import ModelAddress
from bot.language_model.errors import NoReplyError
from bot.language_model.joined import JoinProposal, join_proposals
from bot.language_model.judging import Judge
from bot.language_model.pointing import printed_places, reply_of
from bot.language_model.prompt import request_of
from bot.question.question import Question
from bot.reading.features import Idf
from bot.reading.reader import Quote, Reader
from bot.reply import Language
from corpus.settings.language_model import LanguageModelSettings
from index.hit import Hit

log = logging.getLogger(__name__)

NAME = "language_model"
# Times that one question of a member may ask: a question of days is read several times over.
MOST_REQUESTS = 2


class LanguageModelReader:
    """Asks a language model, and the bundled reader beside it."""

    name = NAME

    def __init__(
        self, address: ModelAddress, beside: Reader, settings: LanguageModelSettings
    ) -> None:
        """Keep the address, and the reader that judges and answers where the model does not."""
        self.address, self.beside, self.settings = address, beside, settings

    @property
    def passages(self) -> int:
        """How many of the best passages are read."""
        return max(self.beside.passages, self.settings.passages)

    @property
    def thresholds(self) -> Mapping[Language, float]:
        """Probability from which an answer is given, by the language of the question."""
        return self.beside.thresholds

    def read(self, question: Question, hits: Sequence[Hit], idf: Idf, /) -> list[Quote]:
        """Return the quotes for a question without a talk before it."""
        return self.in_talk(()).read(question, hits, idf)

    def close(self) -> None:
        """End the connections."""
        self.address.close()

    def in_talk(self, turns: Sequence[Turn]) -> "QuestionReader":
        """Return the reader for one question after these turns."""
        return QuestionReader(self, turns)


class QuestionReader:
    """Reads for one question of a member; what it notes is about that question alone.

    Attributes:
        notes: What went wrong, for whoever runs the bot.
        proposed: Sentences of the model's own that join quotes, if they are asked for.
    """

    name = NAME

    def __init__(self, reader: LanguageModelReader, turns: Sequence[Turn]) -> None:
        """Keep whom to ask, and the turns before, oldest first."""
        self._reader, self._turns = reader, turns
        self.passages, self.thresholds = reader.passages, reader.thresholds
        self.notes: list[str] = []
        self.proposed: list[JoinProposal] = []
        self._requests = 0

    def read(self, question: Question, hits: Sequence[Hit], idf: Idf, /) -> list[Quote]:
        """Return the quotes of both readers, those that the model points at first."""
        own = self._reader.beside.read(question, hits, idf)
        shown = hits[: self._reader.settings.passages]
        if not shown or self._requests >= MOST_REQUESTS:
            return own
        self._requests += 1
        try:
            return self._pointed(Judge(self._reader.beside, question, shown, idf, own))
        except NoReplyError as error:
            self._note(str(error))
            return own

    def _pointed(self, judge: Judge) -> list[Quote]:
        compose = self._reader.settings.compose
        request = request_of(judge.question.text, self._turns, judge.hits, compose)
        reply = reply_of(self._reader.address.ask(request))
        places = printed_places(reply, judge.hits)
        if reply.answers and not places:
            self._note("none of the words that it names is printed where it says")
        judged = {place.number: judge.judged(place) for place in places}
        quotes = judge.weighed([*judged.values()])
        self.proposed += join_proposals(reply.sentences, judged) if compose else ()
        return quotes

    def _note(self, reason: str) -> None:
        note = f"the language model was of no use, the {self._reader.beside.name} reader answered"
        self.notes.append(f"{note}: {reason}")
        log.warning("%s: %s", note, reason)
