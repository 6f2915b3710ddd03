"""A question -> an answer: verbatim quotes, a complete list, or an honest "not found".

Reading order: `bot/question.py` (what is asked), `bot/select.py` (which sentences answer, and how
surely), `bot/lists.py` (what a sentence enumerates). Here they are put together; the channels
only render the result.
"""

import time
from collections.abc import Sequence
from typing import Protocol

from bot.compose import Said, say_list, say_nothing, say_quotes
from bot.enumerated import enumerated
from bot.listing import listing
from bot.messages import Messages, messages
from bot.question import LONGEST, Question, analyse
from bot.reply import Answer, Language
from bot.select import Quote, select
from index.encoder import Encoder
from index.hit import Hit
from index.words import WORD

# Passages that the selector reads; CMRC dev has the right one among the first six for 99
# questions of 100.
HITS = 6
# Calibrated probability below which nothing is claimed: docs/quality.md, "Refusing", has the
# curve.
THRESHOLD: dict[Language, float] = {"zh": 0.2, "en": 0.15}
# What a list in other words is worth (`bot/enumerated.py`).
ENUMERATED = 0.5
# Passages offered when nothing answers.
NEAREST = 3
# Articles quoted at most.
MOST_CLAIMS = 3


class Archive(Protocol):
    """All that answering asks of an index."""

    @property
    def name(self) -> str:
        """Name of the generation."""

    @property
    def encoder(self) -> Encoder | None:
        """The model behind its vectors."""

    def search(self, question: str, k: int = 10) -> Sequence[Hit]:
        """Return the k best passages, best first."""

    def idf(self, word: str, grams: bool = False) -> float:
        """Return how rare a word, or a pair of characters, is."""


def answer(archive: Archive, question: str, language: Language | None = None) -> Answer:
    """Return what the archive's pages say to a question, with its proof.

    >>> answer(index, "海淀职工摄影大赛收到多少幅作品？").citations[0].quote
    '摄影大赛共收到29个直属基层工会推荐的近600幅作品，…'

    Any text at all gets an answer; `language` is that of the frame, by default the question's own.
    """
    began = time.perf_counter()
    hits = _hits(archive, question)
    found = time.perf_counter()
    asked = analyse(question, hits[0].why.bridge if hits else ())
    quotes = _quotes(asked, hits, archive)
    kept = _kept(quotes, THRESHOLD[asked.language])
    spoken = language or asked.language
    said = _said(asked, kept, archive, messages(spoken))
    return Answer(
        question=question,
        language=spoken,
        kind=said.kind,
        answer=said.text,
        claims=said.claims,
        citations=said.citations,
        nearest=() if kept else hits[:NEAREST],
        confidence=quotes[0].confidence if quotes else 0.0,
        stated_count=said.stated,
        hits=hits,
        timings_ms=_timings(began, found, time.perf_counter()),
        generation=archive.name,
    )


def _hits(archive: Archive, question: str) -> tuple[Hit, ...]:
    """Return the passages to read; none for a question without a letter or a number in it."""
    return tuple(archive.search(question[:LONGEST], HITS)) if WORD.search(question) else ()


def _quotes(asked: Question, hits: Sequence[Hit], archive: Archive) -> list[Quote]:
    """Return the quotes that may answer; a list in other words where none is sure of its own."""
    quotes = select(asked, hits, archive.idf)
    sure = quotes and quotes[0].confidence >= THRESHOLD[asked.language]
    if sure and (not asked.wants_list or listing(asked, quotes[0], archive.idf)):
        return quotes
    listed = enumerated(asked, hits, ENUMERATED)
    return [listed] if listed else quotes


def _kept(quotes: Sequence[Quote], threshold: float) -> list[Quote]:
    """Return the quotes to claim: the best one if it is sure enough, and others about as good."""
    if not quotes or quotes[0].confidence < threshold:
        return []
    first = quotes[0]
    others = [
        quote for quote in quotes[1:] if quote.confidence >= threshold and quote.text != first.text
    ]
    return [first, *others][:MOST_CLAIMS]


def _said(question: Question, kept: Sequence[Quote], archive: Archive, frame: Messages) -> Said:
    if not kept:
        return say_nothing(frame)
    found = listing(question, kept[0], archive.idf)
    return say_list(kept[0], found, frame) if found else say_quotes(kept, frame)


def _timings(began: float, found: float, done: float) -> dict[str, float]:
    """Return the milliseconds of each stage, from readings of the clock in seconds."""
    return {
        "search": round(1000 * (found - began), 3),
        "answer": round(1000 * (done - found), 3),
        "total": round(1000 * (done - began), 3),
    }
