"""A follow-up is not answered by the words that answered the question before.

特等奖呢 after 一等奖奖金多少 finds the sentence about the first prize again. It answers only if it
names what is asked now. Next: `bot/answerer.py` reads follow-ups so.
"""

from collections.abc import Mapping, Sequence

from bot.followups.turn import SURROUNDINGS, Turn
from bot.question.question import Question
from bot.reading.features import Idf
from bot.reading.reader import Quote, Reader
from bot.reply import Language
from index.hit import Hit
from index.text.words import fold


class NotAgain:
    """A reader for a follow-up; in all but what it leaves out it is the reader that it is given."""

    def __init__(self, reader: Reader, turn: Turn, said: str) -> None:
        """Keep the turn before, and what the follow-up says of its own."""
        self._reader = reader
        self._turn = turn
        self._said = fold(said)

    @property
    def name(self) -> str:
        """What config.yaml calls the reader."""
        return self._reader.name

    @property
    def passages(self) -> int:
        """How many of the best passages it reads."""
        return self._reader.passages

    @property
    def thresholds(self) -> Mapping[Language, float]:
        """Probability below which nothing is claimed, by the language of the question."""
        return self._reader.thresholds

    def read(self, question: Question, hits: Sequence[Hit], idf: Idf, /) -> list[Quote]:
        """Return the quotes that may answer, without the one that answered the question before."""
        quotes = self._reader.read(question, hits, idf)
        return [quote for quote in quotes if not self._is_said_again(question, quote)]

    def _is_said_again(self, question: Question, quote: Quote) -> bool:
        before, printed = self._turn.quote, quote.text[:SURROUNDINGS]
        # A sentence beside the one that answers may be quoted with it, or not.
        if not before or (before not in printed and printed not in before):
            return False
        words = quote.article.text[slice(*quote.answer)] if quote.answer else ""
        again = words == self._turn.answer or question.wants_list
        return again and self._lacks_what_is_new(question, fold(quote.text))

    def _lacks_what_is_new(self, question: Question, printed: str) -> bool:
        """Say whether the follow-up names a thing, and the print names nothing of it."""
        before = fold(self._turn.question)
        own = (one for one in question.groups if one.noun and one.word in self._said)
        new = [one for one in own if one.word not in before]
        return bool(new) and not any(group.stands_in(printed) for group in new)
