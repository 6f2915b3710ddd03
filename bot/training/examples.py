"""Questions -> rows to learn from, made by the very functions that answer questions."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.features import Matrix, Weights, rows
from bot.question import Question, analyse
from bot.select import Laid, lay_out
from bot.training.archive import Paragraphs
from bot.training.english import Translator
from bot.training.questions import Asked, swapped, with_other_thing
from bot.traits import names
from corpus.article import Article
from index.hit import Hit
from index.words import fold

HITS = 6
# Articles in a small archive: a first page or two, where hardly a word is rare.
SMALL = (5, 60)
# Share of questions that are asked of a small archive.
SMALL_SHARE = 0.35
# Share of questions that are asked in English as well.
ENGLISH_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the sentences to choose from.

    Attributes:
        table: One row of evidence a sentence.
        right: For each sentence, whether the marked answer starts in it.
        holds: For each sentence, whether it holds an accepted answer, in the right article.
        answerable: Whether the archive that was asked holds the answer.
    """

    asked: Asked
    question: Question
    weights: Weights
    laid: Laid
    table: Matrix
    right: Matrix
    answerable: bool


class Asker:
    """Asks questions of archives of several sizes, in several guises."""

    def __init__(
        self,
        articles: Sequence[Article],
        noise: Sequence[Article],
        translator: Translator,
        seed: int,
    ) -> None:
        """Build one large archive and many small ones; every article stands in one small one."""
        self.translator = translator
        self.chance = random.Random(seed)
        self.large = Paragraphs([*articles, *noise])
        self.small: dict[str, Paragraphs] = {}
        left = list(articles)
        self.chance.shuffle(left)
        while left:
            size = self.chance.randint(*SMALL)
            archive = Paragraphs(left[:size])
            self.small.update(dict.fromkeys((article.id for article in left[:size]), archive))
            left = left[size:]

    def learn(self, asked: Sequence[Asked]) -> Iterator[Example]:
        """Yield examples whose answer is there: given its paragraph, searched, and bridged."""
        for one in asked:
            question = analyse(one.text)
            archive = self._archive(one)
            yield example(one, question, archive, archive.hits(question, 99, only=one.article))
            yield example(one, question, archive, archive.hits(question, HITS))
            for bridged in self._bridged(question, archive):
                yield example(one, bridged, archive, archive.hits(bridged, HITS))

    def doubt(self, asked: Sequence[Asked]) -> Iterator[Example]:
        """Yield examples with and without an answer in the archive, in both languages."""
        named, things = _names(asked), _things(asked)
        for one in asked:
            archive = self._archive(one)
            for text, without in self._guises(one, named, things):
                question = analyse(text)
                there = text == one.text and not without
                for each in (question, *self._bridged(question, archive)):
                    hits = archive.hits(each, HITS, without=without)
                    yield example(one, each, archive, hits, there)

    def _bridged(self, question: Question, archive: Paragraphs) -> Iterator[Question]:
        """Yield the question as it would come from English, for some questions: it takes long."""
        if self.chance.random() < ENGLISH_SHARE:
            yield self.translator.bridged(question, archive)

    def _guises(
        self, one: Asked, named: Sequence[str], things: Sequence[str]
    ) -> Iterator[tuple[str, str]]:
        """Yield the question as asked, without its paragraph, and with false premises."""
        yield one.text, ""
        yield one.text, one.article
        for other in (
            swapped(one.text, named, self.chance),
            with_other_thing(one.text, analyse(one.text), things, self.chance),
        ):
            if other and other != one.text:
                yield other, ""

    def _archive(self, one: Asked) -> Paragraphs:
        return self.small[one.article] if self.chance.random() < SMALL_SHARE else self.large


def example(
    asked: Asked, question: Question, archive: Paragraphs, hits: Sequence[Hit], there: bool = True
) -> Example:
    """Return one question with the sentences of its hits."""
    laid = lay_out(hits)
    right = [
        there
        and place.hit.passage.article.id == asked.article
        and place.span.start <= asked.start < place.span.end
        for place in laid.places
    ]
    weights = Weights.of(question, archive.idf)
    table = rows(question, laid.blocks, weights) if laid.places else np.zeros((0, 1), np.float32)
    return Example(asked, question, weights, laid, table, np.array(right, dtype=np.float32), there)


def _names(asked: Sequence[Asked]) -> list[str]:
    return sorted(
        {name for one in asked for name in names(fold(one.text)) if not name[0].isdigit()}
    )


def _things(asked: Sequence[Asked]) -> list[str]:
    groups = (group for one in asked for group in analyse(one.text).groups)
    return sorted({group.word for group in groups if group.noun and len(group.word) > 1})
