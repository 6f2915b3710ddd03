"""Hits -> quotes: which run of whole sentences answers, and how sure that is.

A small network (`bot/reading/network.py`) gives each sentence of the hits a share of one
probability; a run of neighbouring sentences has the sum of theirs. How likely it is that the quote
answers at all is told by `bot/reading/confidence.py`. Next: `bot/answer.py` says it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.question.measure import measured
from bot.question.question import Question
from bot.question.tags import tag_sentence
from bot.reading.confidence import Evidence, sureness
from bot.reading.features import FEATURES, Idf, SentenceBlock, Weights, evidence_rows
from bot.reading.network import network, softmax
from bot.reading.numbered import contradicts
from bot.reading.overlap import Matrix
from bot.reading.reader import Quote
from bot.reply import Language
from corpus.article import Article
from corpus.passages import TextRange, sentences
from corpus.tables import is_header, labelled
from index.hit import Hit
from index.text.words import fold

# Passages that are read; CMRC dev has the right one among the first six for 99 questions of 100.
PASSAGES_READ = 6
# Probability below which nothing is claimed: a Chinese answer is more often right than wrong above
# it, and English answers are right more often than their probability says. docs/quality.md,
# "Refusing", has the curve.
THRESHOLD: dict[Language, float] = {"zh": 0.5, "en": 0.4}
# Characters; a lone sentence may be longer.
QUOTE_LIMIT = 120
# Probability that a second sentence must add to be quoted too. CMRC dev, given the paragraph
# (share right / mean length): 9 -> 0.835 / 56 characters, 0.2 -> 0.849 / 57, 0.15 -> 0.853 / 58,
# 0.1 -> 0.858 / 60, 0 -> 0.86 / 83.
JOIN_COST = 0.15
# What is left of a sentence's share where a number is asked for and it holds none.
WITHOUT_NUMBER = 0.2
# The same where a sentence is about another one of a row (`bot/reading/numbered.py`).
ANOTHER = 0.1
# Share of the best quote's probability that another article's must have to be quoted beside it.
ADDS = 0.5
# Added to a share of belief, so that none has a logarithm, too.
FAINT = 1e-4
# Agreement where there is no opinion: as with one that is right or wrong alike.
AGREED = 0.5


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """One sentence of a hit, where it stands in its article."""

    hit: Hit
    span: TextRange


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The sentences of all hits: in blocks, and where each of them stands."""

    blocks: tuple[SentenceBlock, ...]
    places: tuple[SentencePlace, ...]


@dataclass(frozen=True, slots=True)
class WeighedSentences:
    """The sentences of all hits, and how far the selector believes each of them to answer.

    Attributes:
        table: Their rows of `bot/reading/features.py`.
        shares: Their shares of one probability.
    """

    question: Question
    laid: LaidOut
    weights: Weights
    table: Matrix
    shares: Matrix

    def quotes(self) -> list[Quote]:
        """Return the best quote, and those of other articles that are about as likely."""
        runs = best_runs(self.laid.places, self.shares)
        likeliest = max((share_of(self.shares, run) for run in runs), default=0.0)
        kept = [run for run in runs if share_of(self.shares, run) >= ADDS * likeliest]
        return sorted(map(self._quote, kept), key=lambda quote: -quote.probability)

    def _quote(self, run: tuple[int, int]) -> Quote:
        first, last = (self.laid.places[place] for place in run)
        evidence = Evidence(self.question, self.laid.blocks, self.table, self.shares, run)
        return Quote(
            hit=first.hit,
            start=first.span.start,
            end=last.span.end,
            probability=share_of(self.shares, run),
            confidence=sureness(evidence, self.weights, first.hit.passage.article),
        )

    def share_within(self, article: Article, run: TextRange) -> float:
        """Return the belief in the sentences of an article that a range touches."""
        return sum(
            float(share)
            for place, share in zip(self.laid.places, self.shares, strict=True)
            if place.hit.passage.article.id == article.id
            and place.span.start < run.end
            and run.start < place.span.end
        )


def weigh_sentences(question: Question, hits: Sequence[Hit], idf: Idf) -> WeighedSentences:
    """Weigh the sentences of the hits."""
    laid = lay_out(hits)
    weights = Weights.of(question, idf)
    if not laid.places:
        nothing = np.zeros((0, len(FEATURES)), np.float32)
        return WeighedSentences(question, laid, weights, nothing, np.zeros(0, np.float32))
    table = evidence_rows(question, laid.blocks, weights)
    shares = _fitting(question, laid.blocks, softmax(network("selector")(table)))
    return WeighedSentences(question, laid, weights, table, shares)


class QuickEvidence:
    """What the quick reader holds of passages that a language model reads.

    Of a question for what a thing is it is not asked: it takes the sentence that names the thing
    for the one that explains it.
    """

    def __init__(self, question: Question, hits: Sequence[Hit], idf: Idf) -> None:
        self._weighed: WeighedSentences | None = None
        if question.want != "definition":
            self._weighed = weigh_sentences(question, hits, idf)
            self._quotes = {quote.article.id: quote for quote in self._weighed.quotes()}

    def agreement(self, article: Article, words: TextRange) -> float:
        """Return its confidence in its quote of an article; 0 if that lies elsewhere."""
        if self._weighed is None:
            return AGREED
        quick = self._quotes.get(article.id)
        if quick is None or quick.end <= words.start or words.end <= quick.start:
            return 0.0
        return quick.confidence

    def belief(self, article: Article, run: TextRange) -> float:
        """Return the logarithm of the share of its belief that lies within some sentences."""
        if self._weighed is None:
            return 0.0
        return math.log(self._weighed.share_within(article, run) + FAINT)


def select(question: Question, hits: Sequence[Hit], idf: Idf) -> list[Quote]:
    """Return the best quote, and those of other articles that are about as likely, best first.

    >>> [quote.text for quote in select(analyse("大赛收到多少幅作品？"), hits, idf)]
    ['摄影大赛共收到29个直属基层工会推荐的近600幅作品，…']
    """
    return weigh_sentences(question, hits, idf).quotes()


class Quick:
    """The reader that takes no time to speak of: `select`."""

    name = "quick"
    passages = PASSAGES_READ
    thresholds = THRESHOLD

    def read(self, question: Question, hits: Sequence[Hit], idf: Idf, /) -> list[Quote]:
        """Return the best quote, and those of other articles that are about as likely."""
        return select(question, hits, idf)


QUICK = Quick()


def _fitting(question: Question, blocks: Sequence[SentenceBlock], shares: Matrix) -> Matrix:
    """Return the shares with less for sentences that cannot be meant.

    They hold no such number as is asked for, or they are about the next session and not this one.
    """
    others = [contradicts(question.text, one.folded) for block in blocks for one in block.sentences]
    shares = shares * np.where(others, ANOTHER, 1.0)
    if question.want != "number" and not question.measure:
        return np.asarray(shares / shares.sum())
    numbered = [
        bool(measured(one.folded, question.measure) if question.measure else one.amounts)
        for block in blocks
        for one in block.sentences
    ]
    fitted = shares * np.where(numbered, 1.0, WITHOUT_NUMBER)
    return np.asarray(fitted / fitted.sum())


def share_of(shares: Matrix, run: tuple[int, int]) -> float:
    """Return the belief in a run of sentences, first and last counted."""
    return float(shares[run[0] : run[1] + 1].sum())


def lay_out(hits: Sequence[Hit]) -> LaidOut:
    """Return the sentences of the hits, those of one article together and in printed order."""
    groups: dict[str, list[tuple[int, Hit]]] = {}
    for rank, hit in enumerate(hits):
        groups.setdefault(hit.passage.article.id, []).append((rank, hit))
    top = max((hit.why.lexical_score for hit in hits), default=0.0) or 1.0
    blocks, places = [], []
    for group in groups.values():
        found = sorted(group, key=lambda ranked: ranked[1].passage.start)
        block, own = _block(found, top)
        blocks.append(block)
        places.extend(own)
    return LaidOut(tuple(blocks), tuple(places))


def _block(
    found: Sequence[tuple[int, Hit]], top: float
) -> tuple[SentenceBlock, list[SentencePlace]]:
    article = found[0][1].passage.article
    places, ranks, shares = [], [], []
    for rank, hit in found:
        passage = hit.passage
        for span in sentences(passage.text):
            start, end = passage.start + span.start, passage.start + span.end
            if is_header(article.text, start, end):
                continue
            places.append(SentencePlace(hit, TextRange(start, end)))
            ranks.append(float(rank))
            shares.append(hit.why.lexical_score / top)
    block = SentenceBlock(
        heading=fold(f"{article.kicker} {article.title} {article.subtitle}"),
        lead=fold(next((one.of(article.text) for one in sentences(article.text[:400])), "")),
        sentences=[
            tag_sentence(labelled(article.text, place.span.start, place.span.end))
            for place in places
        ],
        first=0 if places and places[0].span.start == 0 else 1,
        ranks=ranks,
        shares=shares,
    )
    return block, places


def best_runs(places: Sequence[SentencePlace], shares: Matrix) -> list[tuple[int, int]]:
    """Return each article's best run of one or two sentences: first and last, both counted."""
    best: dict[str, tuple[float, tuple[int, int]]] = {}
    for first, place in enumerate(places):
        for last in (first, first + 1):
            if last > first and not _joins(places, first):
                continue
            value = share_of(shares, (first, last)) - JOIN_COST * (last - first)
            key = place.hit.passage.article.id
            if key not in best or value > best[key][0]:
                best[key] = (value, (first, last))
    return [run for _, run in best.values()]


def _joins(places: Sequence[SentencePlace], first: int) -> bool:
    """Say whether a sentence and the next one stand side by side and are short enough together."""
    if first + 1 >= len(places):
        return False
    one, other = places[first], places[first + 1]
    article = one.hit.passage.article
    if article.id != other.hit.passage.article.id:
        return False
    between = article.text[one.span.end : other.span.start]
    return not between.strip() and other.span.end - one.span.start <= QUOTE_LIMIT
