"""The bundled reader: a language model that points at the words of a passage that answer.

It reads a question beside each passage and says three things of the pair: where an answer begins,
where it ends, and whether one stands there at all. The quote is the smallest run of whole sentences
around the words, and the sentence beside it where that may answer nearly as well. How likely the
quote answers is a logistic regression over what it says and what the search and the quick reader
say, fitted on several sets (`bot/training/calibrate.py`). Next: `bot/reading/calibration.py`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import index
from bot.question.cues import ASKS_WHO_WROTE, BYLINE
from bot.question.measure import cannot_be, holds_number
from bot.question.question import Question
from bot.reading.calibration import Calibration, EvidenceRow, load_calibration
from bot.reading.features import Idf
from bot.reading.numbered import contradicts, not_yet_named
from bot.reading.premise import denies_otherwise, left_of_premise, only_deputy
from bot.reading.reader import Quote
from bot.reading.rewording import in_words_of
from bot.reading.select import QuickEvidence
from bot.reply import Language
from corpus.brackets import CLOSING
from corpus.passages import TextRange, sentences
from index.engines.transformer import Transformer, open_transformer
from index.hit import Hit
from index.query import without_small_talk
from index.text.words import dictionary_cut, fold

if TYPE_CHECKING:
    from tokenizers import Encoding

FOLDER = Path(index.__path__[0]) / "model" / "reader"
# Tokens of a question with a passage and its headline; passages of 200 characters need 180.
LONGEST = 320
# Characters of a headline, and of a question, that are read.
HEADLINE, QUESTION = 40, 160
# A question that offers its answers.
OFFERS = re.compile(r"还是|是不是|有没有|\bor\b", re.IGNORECASE)
# Characters beside a word of the question that say nothing more: 谭玉兰像.
STRAY = 1
NO_WORD = re.compile(r"\W+")
# A number as it is printed: 40.6, 1,200.
DIGITS = re.compile(r"\d(?:[.,]?\d){0,30}")
# Tokens of an answer at most.
LONGEST_ANSWER = 60
# Stretches of a passage that are looked at for one that can be of the measure asked for.
OTHERS = 200
# Best passages that the model reads; the quick reader weighs all that were found.
READ = 4
# Sentences of a passage that are weighed.
SENTENCES = 3
# Share of its article's best quote that the sentence beside it must be as sure as, to be quoted
# with it; and characters of both at most.
NEARLY, LONGEST_RUN = 0.5, 140
# Pairs that run together; after each run the reader stops if it is sure.
TOGETHER = 2
# What a hit's score counts as where it tells nothing beyond its question: as one in the middle.
MIDDLING = 3.3
# Probability from which the passages behind are not read any more.
SURE = 0.75

Logits = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Pointed:
    """Words of a passage that may answer.

    Attributes:
        hit: The passage.
        words: The words, in code points of the article's text.
        relevance: Logit that the passage answers at all.
        span: Logit of the words against no answer.
    """

    hit: Hit
    words: TextRange
    relevance: float
    span: float


class SpanReader:
    """Reads the best passages, one pair each, and points at the words that answer."""

    name = "bundled"
    passages = 10

    def __init__(self, model: Transformer, calibration: Calibration) -> None:
        """Keep the model, and what its logits are worth."""
        self._model = model
        self._calibration = calibration

    @property
    def thresholds(self) -> dict[Language, float]:
        """Probability from which an answer is given, by the language of the question."""
        return self._calibration.thresholds

    def read(self, question: Question, hits: Sequence[Hit], idf: Idf, /) -> list[Quote]:
        """Return a quote an article, likeliest first."""
        read: list[Quote] = []
        for candidates in self.candidates(question, hits, idf):
            read += [self._weighed(question, *one) for one in candidates]
            if max((one.confidence for one in read), default=0.0) >= SURE:
                break
        by_article: dict[str, list[Quote]] = {}
        for quote in sorted(read, key=lambda quote: -quote.confidence):
            by_article.setdefault(quote.article.id, []).append(quote)
        return [_with_neighbour(*quotes) for quotes in by_article.values()]

    def _weighed(self, question: Question, quote: Quote, evidence: EvidenceRow) -> Quote:
        probability = self._calibration.probability(evidence, question.language)
        probability *= left_of_premise(question, quote.article, TextRange(quote.start, quote.end))
        return replace(quote, probability=probability, confidence=probability)

    def candidates(
        self, question: Question, hits: Sequence[Hit], idf: Idf
    ) -> Iterator[list[tuple[Quote, EvidenceRow]]]:
        """Yield quotes, not yet weighed, and the evidence for and against each; some hits a time.

        Every passage has one of each of its likeliest sentences.
        """
        quick = QuickEvidence(question, hits[: self.passages], idf)
        read = hits[:READ]
        top = max((hit.score for hit in read), default=0.0) or 1.0
        for start in range(0, len(read), TOGETHER):
            found = []
            for pointed in self._point(question, read[start : start + TOGETHER]):
                hit, words = pointed.hit, pointed.words
                run = sentences_around(hit, words.start, words.end)
                evidence = (
                    pointed.relevance,
                    pointed.span,
                    hit.score / top,
                    float(hit is read[0]),
                    quick.agreement(hit.passage.article, words),
                    hit.score if hit.why.of_sentences else MIDDLING,
                    quick.belief(hit.passage.article, run),
                )
                quote = Quote(hit, run.start, run.end, 0.0, 0.0, (words.start, words.end))
                found.append((quote, np.array(evidence, np.float32)))
            yield found

    def _point(self, question: Question, hits: Sequence[Hit]) -> Iterator[_Pointed]:
        pairs = [(_put(question, hit), _heading(hit) + hit.passage.text) for hit in hits]
        encodings = self._model.tokens(pairs)
        outputs = ("start", "end", "relevance")
        for places, (starts, ends, relevance) in self._model.run(encodings, outputs):
            for row, place in enumerate(places):
                shown = _Shown(hits[place], encodings[place], question)
                none = float(starts[row][0] + ends[row][0])
                for words, score in _Stretches.of(shown, starts[row], ends[row]).best():
                    yield _Pointed(hits[place], words, float(relevance[row]), score - none)


def _with_neighbour(best: Quote, *others: Quote) -> Quote:
    """Return an article's best quote, with the sentence beside it if that may answer as well.

    `others` are the article's other quotes, likeliest first.
    """
    for other in others:
        if other.confidence < NEARLY * best.confidence:
            break
        first, second = sorted((best, other), key=lambda quote: quote.start)
        between = best.article.text[first.end : second.start]
        beside = first.end <= second.start and not between.strip()
        if beside and second.end - first.start <= LONGEST_RUN:
            return replace(best, hit=first.hit, start=first.start, end=second.end)
    return best


def _asked(question: str) -> str:
    return without_small_talk(question)[:QUESTION]


def _put(question: Question, hit: Hit) -> str:
    """Return a question as it is read beside a passage."""
    asked = _asked(question.text)
    if question.language != "zh":
        return asked
    return in_words_of(_heading(hit) + hit.passage.text, asked, hit.stand_ins)


def _heading(hit: Hit) -> str:
    title = hit.passage.article.title[:HEADLINE]
    return f"{title}\n" if title else ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A passage as it was shown to the model, and what was asked."""

    hit: Hit
    encoding: "Encoding"
    question: Question

    def barred(self) -> npt.NDArray[np.bool_]:
        """Return which of its sentences cannot answer: questions, and what is of another one.

        Of another one is what stands before the first sentence that names the one asked for, too.

        None is where all would be: how sure the reader is tells more then.
        """
        passage = self.hit.passage.text
        printed = [span.of(passage).rstrip() for span in sentences(passage)]
        title = fold(self.hit.passage.article.title)
        early = not_yet_named(self.question.text, title, printed)
        bars = [
            before or _only_asks(one) or _is_of_another(self.question, fold(one))
            for before, one in zip(early, printed, strict=True)
        ]
        return np.array(bars if not all(bars) else [False] * len(bars), np.bool_)

    def written_by(self, ends: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Return which tokens, by where they end, name who wrote it and nothing that is asked."""
        named = np.zeros(len(ends), np.bool_)
        if ASKS_WHO_WROTE.search(fold(self.question.text)):
            return named
        for match in BYLINE.finditer(self.hit.passage.text):
            named |= (np.array(ends) > match.start()) & (np.array(ends) <= match.end())
        return named if not named.all() else ~named

    def cannot_be(self, words: str) -> bool:
        """Say whether words of it cannot be what is asked for.

        They hold no number, or one of another unit, or say only what the question says, or name a
        deputy only.
        """
        folded = fold(words)
        if repeats(self.question, folded) or only_deputy(self.question, folded):
            return True
        numberless = self.question.want == "number" and not holds_number(folded)
        return numberless or cannot_be(folded, self.question.measure)


def _only_asks(printed: str) -> bool:
    return printed.rstrip(CLOSING).endswith(("？", "?"))


def _is_of_another(question: Question, folded: str) -> bool:
    return contradicts(question.text, folded) or denies_otherwise(question, folded)


def repeats(question: Question, folded: str) -> bool:
    """Say whether folded words only say again what a question says: 谭玉兰 to 谭玉兰是谁.

    Of what a question offers (是12天还是15天, 有没有) one is an answer, and it is left alone.
    """
    if question.want == "other" or OFFERS.search(question.text):
        return False
    said, own = (NO_WORD.sub("", text) for text in (folded, fold(question.text)))
    return said in own or len(said) - len(_longest_said(question, said)) <= STRAY


def _longest_said(question: Question, said: str) -> str:
    """Return the longest word of a question, or translation of one, that stands in some words."""
    every = (word for group in question.groups for word, _ in group.into)
    return max((word for word in every if len(word) > 1 and word in said), key=len, default="")


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Where a passage may answer, as the model sees it.

    Attributes:
        shown: The passage, as it was shown to the model.
        starts: Logit of each token of its text that an answer begins there; -inf where none can.
        ends: The same, that one ends there.
        within: Number of the sentence that each token ends in.
        ranges: First character of each token in the passage, and one past its last.
    """

    shown: _Shown
    starts: Logits
    ends: Logits
    within: npt.NDArray[np.intp]
    ranges: npt.NDArray[np.intp]

    @classmethod
    def of(cls, shown: _Shown, starts: Logits, ends: Logits) -> "_Stretches":
        """Look at the tokens of the passage's own text."""
        head, encoding = len(_heading(shown.hit)), shown.encoding
        offsets = np.array(encoding.offsets).reshape(-1, 2)
        second = np.array([side == 1 for side in encoding.sequence_ids], np.bool_)
        tokens = np.flatnonzero(second & (offsets[:, 1] > np.maximum(head, offsets[:, 0])))
        ranges = np.maximum(0, offsets[tokens] - head)
        ends_at = [span.end for span in sentences(shown.hit.passage.text)]
        within = np.minimum(np.searchsorted(ends_at, ranges[:, 1]), len(ends_at) - 1)
        barred = shown.barred()[within] | shown.written_by(ranges[:, 1])
        begins, closes = (np.where(barred, -np.inf, side[tokens]) for side in (starts, ends))
        return cls(shown, begins, closes, within, ranges)

    def best(self) -> list[tuple[TextRange, float]]:
        """Return the best stretch of the best sentences, and the sum of its logits, best first.

        Those that cannot be what is asked for are passed over, but the best of them stays where
        nothing else does.
        """
        every = [self._of_sentence(number) for number in np.unique(self.within)]
        looked = [one for one in every if one]
        can = [one for one in looked if one[2]]
        best = sorted(can or looked, key=lambda one: -one[1])[: SENTENCES if can else 1]
        return [(words, score) for words, score, _ in best]

    def _of_sentence(self, number: int) -> tuple[TextRange, float, bool] | None:
        """Return the best stretch of a sentence, its sum, and whether it can be what is asked."""
        own = np.flatnonzero(self.within == number)
        passage, first = self.shown.hit.passage, None
        for begin, close, score in likeliest(self.starts[own], self.ends[own]):
            start, end = int(self.ranges[own[begin], 0]), int(self.ranges[own[close], 1])
            words = whole_words(passage.text, start, end)
            can = not self.shown.cannot_be(words.of(passage.text))
            here = TextRange(passage.start + words.start, passage.start + words.end)
            first = first or (here, score, False)
            if can:
                return here, score, True
        return first


def likeliest(starts: Logits, ends: Logits) -> Iterator[tuple[int, int, float]]:
    """Yield first and last token of the stretches of a sentence, and their sums, best first.

    >>> next(likeliest(np.array([0.0, 3.0, 0.0]), np.array([4.0, 0.0, 2.0])))
    (1, 2, 5.0)
    """
    length = np.arange(len(starts))[None, :] - np.arange(len(starts))[:, None]
    possible = (length >= 0) & (length < LONGEST_ANSWER)
    sums = np.where(possible, starts[:, None] + ends[None, :], -np.inf).ravel()
    good = np.flatnonzero(np.isfinite(sums))
    for place in good[np.argsort(-sums[good], kind="stable")][:OTHERS]:
        yield int(place) // len(starts), int(place) % len(starts), float(sums[place])


def whole_words(text: str, start: int, end: int) -> TextRange:
    """Return a range that neither begins nor ends in white space or within a word of a text.

    Tokens take the space before them along, and are pieces of words and of numbers.

    >>> whole_words("给付 100000元", 5, 9)
    TextRange(start=3, end=9)
    """
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    borders = _borders(text)
    first, last = bisect_right(borders, start) - 1, bisect_left(borders, end)
    return TextRange(borders[first], borders[last])


@lru_cache(maxsize=64)
def _borders(text: str) -> tuple[int, ...]:
    """Return where the words and numbers of a text begin, and where its last one ends."""
    borders = set(accumulate(map(len, dictionary_cut(text)), initial=0))
    for number in DIGITS.finditer(text):
        borders -= set(range(number.start() + 1, number.end()))
    return tuple(sorted(borders))


def sentences_around(hit: Hit, start: int, end: int) -> TextRange:
    """Return the smallest run of whole sentences of a passage around a range of its article."""
    passage = hit.passage
    whole = [
        TextRange(passage.start + span.start, passage.start + span.end)
        for span in sentences(passage.text)
    ]
    touched = [span for span in whole if span.start < end and start < span.end]
    if not touched:
        return TextRange(passage.start, passage.end)
    return TextRange(touched[0].start, touched[-1].end)


@cache
def load_span_reader(folder: Path = FOLDER) -> SpanReader:
    """Open the bundled reader once a process.

    Raises:
        EncoderError: Its folder is missing or damaged.
    """
    return SpanReader(open_transformer(folder, LONGEST), load_calibration(folder))
