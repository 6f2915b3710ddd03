"""The bundled reader: a language model that points at the words of a passage that answer.

It reads a question beside each passage and says three things of the pair: where an answer begins,
where it ends, and whether one stands there at all. The quote is the smallest run of whole sentences
around the words. How likely the quote answers is a logistic regression over what it says and what
the search and the quick reader say, fitted on several sets (`index/training/transformer/`). Next:
`bot/reading/calibration.py`.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
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
from bot.reading.select import weigh_sentences
from bot.reply import Language
from corpus.passages import TextRange, sentences
from index.engines.transformer import Transformer, open_transformer
from index.hit import Hit
from index.query import without_small_talk
from index.text.words import fold

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
# Tokens of an answer at most.
LONGEST_ANSWER = 60
# Stretches of a passage that are looked at for one that can be of the measure asked for.
OTHERS = 200
# Pairs that run together; after each run the reader stops if it is sure.
TOGETHER = 4
# Added to the quick reader's share of a quote, so that none has a logarithm, too.
FAINT = 1e-4
# Probability from which the passages behind are not read any more.
SURE = 0.97

Logits = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pointed:
    """What the model says of one passage.

    Attributes:
        start: First character of the likeliest answer, in code points of the article's text.
        end: One past the last.
        relevance: Logit that the passage answers at all.
        span: Logit of the likeliest answer against none.
    """

    start: int
    end: int
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
        best: dict[str, Quote] = {}
        for number, (quote, evidence) in enumerate(self.candidates(question, hits, idf), 1):
            probability = self._calibration.probability(evidence, question.language)
            probability *= left_of_premise(question, quote.text, quote.article)
            known = best.get(quote.article.id)
            if known is None or probability > known.confidence:
                best[quote.article.id] = replace(
                    quote, probability=probability, confidence=probability
                )
            surest = max(one.confidence for one in best.values())
            if number % TOGETHER == 0 and surest >= SURE:
                break
        return sorted(best.values(), key=lambda quote: -quote.confidence)

    def candidates(
        self, question: Question, hits: Sequence[Hit], idf: Idf
    ) -> Iterator[tuple[Quote, EvidenceRow]]:
        """Yield a quote of each passage, not yet weighed, and the evidence for and against it."""
        read = hits[: self.passages]
        if not read:
            return
        weighed = weigh_sentences(question, read, idf)
        quick = {quote.article.id: quote for quote in weighed.quotes()}
        surest = max((quote.confidence for quote in quick.values()), default=0.0)
        top = max(hit.score for hit in read) or 1.0
        for start in range(0, len(read), TOGETHER):
            for hit, pointed in self._point(question, read[start : start + TOGETHER]):
                run = sentences_around(hit, pointed.start, pointed.end)
                article = hit.passage.article
                evidence = (
                    pointed.relevance,
                    pointed.span,
                    hit.score / top,
                    float(hit is read[0]),
                    _agreement(pointed, quick.get(article.id)),
                    surest,
                    math.log(weighed.share_within(article, run) + FAINT),
                )
                quote = Quote(hit, run.start, run.end, 0.0, 0.0, (pointed.start, pointed.end))
                yield quote, np.array(evidence, np.float32)

    def _point(self, question: Question, hits: Sequence[Hit]) -> Iterator[tuple[Hit, Pointed]]:
        pairs = [(_put(question, hit), _heading(hit) + hit.passage.text) for hit in hits]
        encodings = self._model.tokens(pairs)
        outputs = ("start", "end", "relevance")
        for places, (starts, ends, relevance) in self._model.run(encodings, outputs):
            for row, place in enumerate(places):
                logits = (starts[row], ends[row], float(relevance[row]))
                shown = _Shown(hits[place], encodings[place], question)
                yield hits[place], _pointed(shown, logits)


def _agreement(pointed: Pointed, quick: Quote | None) -> float:
    """Return the quick reader's confidence in its quote; 0 if that lies elsewhere."""
    if quick is None or quick.end <= pointed.start or pointed.end <= quick.start:
        return 0.0
    return quick.confidence


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
            before or one.endswith(("？", "?")) or _is_of_another(self.question, fold(one))
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


def _pointed(shown: _Shown, logits: tuple[Logits, Logits, float]) -> Pointed:
    """Return the likeliest stretch of a passage, in the article's own characters."""
    (starts, ends, relevance), hit, encoding = logits, shown.hit, shown.encoding
    head = len(_heading(hit))
    tokens = [
        place
        for place, (side, offset) in enumerate(
            zip(encoding.sequence_ids, encoding.offsets, strict=True)
        )
        if side == 1 and offset[1] > max(head, offset[0])
    ]
    passage = hit.passage
    if not tokens:
        return Pointed(passage.start, passage.end, relevance, -10.0)
    ends_at = [span.end for span in sentences(passage.text)]
    places = [encoding.offsets[token][1] - head for token in tokens]
    within = np.searchsorted(ends_at, places)
    barred = shown.barred()[np.minimum(within, len(ends_at) - 1)] | shown.written_by(places)
    begins, closes = (np.where(barred, -np.inf, side[tokens]) for side in (starts, ends))
    for first, last in _likeliest(begins, closes, within):
        begin = max(0, encoding.offsets[tokens[first]][0] - head)
        words = _trimmed(passage.text, begin, places[last])
        if not shown.cannot_be(words.of(passage.text)):
            break
    span = float(starts[tokens[first]] + ends[tokens[last]] - starts[0] - ends[0])
    return Pointed(passage.start + words.start, passage.start + words.end, relevance, span)


def _likeliest(
    starts: Logits, ends: Logits, within: npt.NDArray[np.intp]
) -> Iterator[tuple[int, int]]:
    """Yield first and last token of the stretches with the best sums, each within one sentence.

    >>> next(_likeliest(np.array([0.0, 3.0, 0.0]), np.array([4.0, 0.0, 2.0]), np.array([0, 0, 0])))
    (1, 2)
    """
    sums = starts[:, None] + ends[None, :]
    places = np.arange(len(starts))
    length = places[None, :] - places[:, None]
    together = within[:, None] == within[None, :]
    sums = np.where((length >= 0) & (length < LONGEST_ANSWER) & together, sums, -np.inf)
    best = np.argsort(-sums, axis=None, kind="stable")[:OTHERS]
    for first, last in zip(*np.unravel_index(best, sums.shape), strict=True):
        if np.isfinite(sums[first, last]):
            yield int(first), int(last)


def _trimmed(text: str, start: int, end: int) -> TextRange:
    """Return a range without white space at its ends; tokens take the space before them along."""
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return TextRange(start, end)


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
