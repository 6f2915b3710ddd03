"""Questions -> rows to learn from, made by the very functions that answer questions."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.question.question import Question, analyse, language_of
from bot.question.tags import names_in
from bot.reading.features import Weights, evidence_rows
from bot.reading.overlap import Matrix
from bot.reading.select import LaidOut, lay_out
from bot.reply import Language
from bot.training.archive import TrainingArchive
from bot.training.english import Translator
from bot.training.questions import TrainingQuestion, english_names, swapped, with_other_thing
from corpus.article import Article
from index.hit import Hit
from index.text.words import fold, is_han

_SEED = 1
HITS = 6
# Articles in a small archive: a first page or two, where hardly a word is rare.
_SMALL = (5, 60)
# Share of Chinese questions that are asked of a small archive, and in rough English as well.
SMALL_SHARE, ENGLISH_SHARE = 0.35, 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the sentences to choose from.

    Attributes:
        table: One row of evidence a sentence.
        right: For each sentence, whether the marked answer starts in it.
        answerable: Whether the archive that was asked holds the answer.
    """

    asked: TrainingQuestion
    question: Question
    weights: Weights
    laid: LaidOut
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
        folder: Path,
    ) -> None:
        """Build one large archive and many small ones; every article stands in one small one."""
        self._translator = translator
        self._chance = random.Random(_SEED)
        self._large = TrainingArchive([*articles, *noise], folder / "large")
        self._small: dict[str, TrainingArchive] = {}
        left = list(articles)
        self._chance.shuffle(left)
        while left:
            size = self._chance.randint(*_SMALL)
            archive = TrainingArchive(left[:size], folder / f"small-{len(left)}")
            self._small.update(dict.fromkeys((article.id for article in left[:size]), archive))
            left = left[size:]

    def learn(self, questions: Iterable[TrainingQuestion]) -> Iterator[Example]:
        """Yield examples whose answer is there: given its paragraph, searched, and bridged."""
        self._begin()
        for one in questions:
            if not one.answers:
                continue
            for archive in self._archives(one):
                question, hits = archive.ask(one.text)
                yield example(one, question, archive, archive.every_passage(one.article, hits))
                yield example(one, question, archive, hits[:HITS])
                for text in self._in_english(one.text):
                    bridged, hits = archive.ask(text)
                    yield example(one, bridged, archive, hits[:HITS])

    def doubt(self, questions: Iterable[TrainingQuestion], others: "Others") -> Iterator[Example]:
        """Yield examples with and without an answer in the archive, in both languages."""
        self._begin()
        for one in questions:
            for archive in self._archives(one):
                for text in (one.text, *self._in_english(one.text)):
                    question, hits = archive.ask(text)
                    yield example(one, question, archive, hits[:HITS], bool(one.answers))
                    left = [hit for hit in hits if hit.passage.article.id != one.article]
                    yield example(one, question, archive, left[:HITS], False)
                for text in self._false(one, others) if one.answers else ():
                    for guise in (text, *self._in_english(text)):
                        question, hits = archive.ask(guise)
                        yield example(one, question, archive, hits[:HITS], False)

    def _begin(self) -> None:
        """Draw the same from here on, whatever was drawn before."""
        self._chance.seed(_SEED)
        self._translator.begin(_SEED)

    def _in_english(self, text: str) -> Iterator[str]:
        """Yield the question in rough English, for some Chinese questions: it takes long."""
        if language_of(text) == "zh" and self._chance.random() < ENGLISH_SHARE:
            yield self._translator.english(analyse(text))

    def _false(self, one: TrainingQuestion, others: "Others") -> Iterator[str]:
        """Yield the question with false premises."""
        language = language_of(one.text)
        found = [swapped(one.text, others.names[language], self._chance)]
        if language == "zh":
            found.append(with_other_thing(one.text, analyse(one.text), others.things, self._chance))
        yield from (other for other in found if other and other != one.text)

    def _archives(self, one: TrainingQuestion) -> Sequence[TrainingArchive]:
        """Return where to ask: both where there are few such questions.

        A question that its own item does not answer may well be answered by another one.
        """
        small = self._small[one.article]
        if not one.answers:
            return (small,)
        if language_of(one.text) == "en":
            return self._large, small
        return (small if self._chance.random() < SMALL_SHARE else self._large,)


def example(
    asking: TrainingQuestion,
    question: Question,
    archive: TrainingArchive,
    hits: Sequence[Hit],
    there: bool = True,
) -> Example:
    """Return one question with the sentences of its hits."""
    laid = lay_out(hits)
    right = [
        there
        and place.hit.passage.article.id == asking.article
        and place.span.start <= asking.start < place.span.end
        for place in laid.places
    ]
    weights = Weights.of(question, archive.idf)
    table = (
        evidence_rows(question, laid.blocks, weights)
        if laid.places
        else np.zeros((0, 1), np.float32)
    )
    return Example(asking, question, weights, laid, table, np.array(right, dtype=np.float32), there)


@dataclass(frozen=True, slots=True)
class Others:
    """What the names and things of a question are swapped for: those of all the questions."""

    names: dict[Language, list[str]]
    things: list[str]

    @classmethod
    def of(cls, questions: Sequence[TrainingQuestion]) -> "Others":
        """Collect them; years are no names here."""
        names: dict[Language, set[str]] = {"zh": set(), "en": set()}
        things: set[str] = set()
        for question in questions:
            names[language_of(question.text)].update(_names(question.text))
            things.update(_things(question.text))
        return cls({language: sorted(every) for language, every in names.items()}, sorted(things))


def _names(question: str) -> list[str]:
    chinese = language_of(question) == "zh"
    every = names_in(fold(question)) if chinese else english_names(question)
    return [name for name in every if not name[0].isdigit()]


def _things(question: str) -> list[str]:
    nouns = (group.word for group in analyse(question).groups if group.noun)
    return [noun for noun in nouns if len(noun) > 1 and is_han(noun)]
