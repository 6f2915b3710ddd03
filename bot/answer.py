"""A question -> an answer: verbatim quotes, a complete list, or an honest "not found".

Reading order: `bot/question/question.py` (what is asked), `bot/reading/select.py` (which sentences
answer, and how surely), `bot/lists/enumerations.py` (what a sentence enumerates),
`bot/dates/question_days.py` and `bot/dates/preference.py` (which days are meant). Here they are put
together; the channels only render the result.
"""

import datetime
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.compose import (
    Said,
    say_headlines,
    say_list,
    say_nothing,
    say_nothing_of,
    say_perhaps,
    say_quotes,
    say_seen_from,
)
from bot.dates.headlines import HeadlineRequest, headline_hits, headline_request
from bot.dates.preference import Found, in_order, timely_hits, timely_quotes
from bot.dates.question_days import TIMELESS, When, read_days
from bot.introduced import introduced
from bot.lists.cells import asked_cell
from bot.lists.choose import completed, listing, only_tallies
from bot.lists.columns import listed_column
from bot.lists.paraphrased import enumerated
from bot.messages import Messages, messages
from bot.question.measure import cannot_be
from bot.question.question import LONGEST_ANALYSED, Question, analyse, language_of
from bot.reading.reader import Quote, Reader
from bot.reading.select import QUICK
from bot.reply import Answer, Language
from corpus.article import Article
from index.engines.encoder import Encoder
from index.hit import Hit
from index.text.words import WORD, fold

# Confidence from which the reader's best quote tells which article is meant, sure or not.
POINTS = 0.2
# What a list in other words is worth at least (`bot/lists/paraphrased.py`).
ENUMERATED = 0.5
# Passages offered when nothing answers; beside a “perhaps” only one.
MOST_NEAREST = 2
# Share of its threshold from which on a quote is offered as “perhaps”: likelier wrong than right,
# but the member sees at once which.
PERHAPS = 0.8
# Letters from which on a name has more than one character in Chinese print.
LONG_NAME = 5
# Share of the best quote's confidence that another article's needs to be quoted beside it; where
# the newest are asked for, `bot/dates/preference.py` weighs them.
BESIDE = 0.75
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

    def days(self) -> Sequence[datetime.date]:
        """Return the days of which there is an article, newest first."""

    def printed_on(self, day: datetime.date) -> Sequence[Article]:
        """Return the articles of a day in printed order."""


@dataclass(frozen=True, slots=True)
class _Context:
    """Where an answer is looked for, who reads what is found, and the words around it."""

    archive: Archive
    reader: Reader
    frame: Messages


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What was found and is said; `found` is when finding was done, in seconds of the clock."""

    said: Said
    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...]
    confidence: float
    found: float


def answer(
    archive: Archive,
    question: str,
    language: Language | None = None,
    today: datetime.date | None = None,
    reader: Reader = QUICK,
) -> Answer:
    """Return what the archive's pages say to a question, with its proof.

    >>> answer(index, "海淀职工摄影大赛收到多少幅作品？").citations[0].quote
    '摄影大赛共收到29个直属基层工会推荐的近600幅作品，…'

    Any text at all gets an answer; `language` is that of the frame, by default the question's own;
    `today` is the day that 上周 and "last year" count from, by default the machine's; `reader`
    chooses the words and says how sure it is of them.
    """
    began = time.perf_counter()
    spoken = language or language_of(question)
    context = _Context(archive, reader, messages(spoken))
    when = _when(archive, question, today or datetime.date.today())
    outcome = _headlines(context, when) or _answered(context, question, when)
    return Answer(
        question=question,
        language=spoken,
        kind=outcome.said.kind,
        answer=outcome.said.text,
        claims=outcome.said.claims,
        citations=outcome.said.citations,
        nearest=outcome.nearest,
        confidence=outcome.confidence,
        stated_count=outcome.said.stated_count,
        hits=outcome.hits,
        timings_ms=_timings(began, outcome.found, time.perf_counter()),
        generation=archive.name,
    )


def _when(archive: Archive, question: str, today: datetime.date) -> When:
    """Return the days that a question means; none where no page has a date to compare them with."""
    when = read_days(question[:LONGEST_ANALYSED], today)
    return when if (when or headline_request(when)) and archive.days() else TIMELESS


def _headlines(context: _Context, when: When) -> _Outcome | None:
    """Return the headlines of the days that are asked for; None if something else is asked."""
    asked = headline_request(when)
    if asked is None:
        return None
    archive, frame = context.archive, context.frame
    days, printed_on = archive.days(), archive.printed_on
    told = headline_hits(days, printed_on, asked)
    if told:
        return _Outcome(say_headlines(told, frame), (), (), 1.0, time.perf_counter())
    newest = headline_hits(days, printed_on, HeadlineRequest(None, None))[:MOST_NEAREST]
    said = say_nothing_of(when, days[0], frame)
    return _Outcome(said, (), tuple(newest), 0.0, time.perf_counter())


def _answered(context: _Context, question: str, when: When) -> _Outcome:
    """Return the quotes that answer; if need be those for the year of the newest page.

    A member who reads an old archive means its 今年, not today's; which one is said first.
    """
    outcome = _quoted(context, question, when)
    period, days = when.period, context.archive.days() if when.by_year else ()
    if outcome.said.kind != "none" or period is None or not days or days[0] >= period.first:
        return outcome
    seen = read_days(question[:LONGEST_ANALYSED], days[0])
    again = _quoted(context, question, seen)
    if again.said.kind == "none":
        return outcome
    told = f"{say_seen_from(days[0], when, seen, context.frame)}\n{again.said.text}"
    return replace(again, said=replace(again.said, text=told))


def _quoted(context: _Context, question: str, when: When) -> _Outcome:
    """Return the quotes that answer, or the passages that came nearest."""
    search, most = context.archive.search, context.reader.passages
    found = timely_hits(search, when, most) if when else Found(_hits(context, question))
    clock = time.perf_counter()
    asked = _analysed(when.rest if when else question, found.every)
    quotes = [one for one in _read(context, asked, when, found) if _may_answer(asked, one)]
    kept = _kept(quotes, context.reader.thresholds[asked.language], when.newest)
    perhaps = "" if kept else _perhaps(context, asked, quotes)
    return _Outcome(
        said=_said(context, asked, kept) if kept else _refusal(context, question, when, perhaps),
        hits=found.every,
        nearest=() if kept else found.every[: 1 if perhaps else MOST_NEAREST],
        confidence=quotes[0].confidence if quotes else 0.0,
        found=clock,
    )


def _read(context: _Context, asked: Question, when: When, found: Found) -> Sequence[Quote]:
    if not when:
        return _quotes(context, asked, found.best)
    return timely_quotes(
        lambda text, hits: _quotes(context, _analysed(text, hits), hits), when, found
    )


def _hits(context: _Context, question: str) -> tuple[Hit, ...]:
    """Return the passages to read; none for a question without a letter or a number in it."""
    if not WORD.search(question):
        return ()
    return tuple(context.archive.search(question[:LONGEST_ANALYSED], context.reader.passages))


def _analysed(text: str, hits: Sequence[Hit]) -> Question:
    return analyse(text, hits[0].stand_ins if hits else ())


def _quotes(context: _Context, asked: Question, hits: Sequence[Hit]) -> list[Quote]:
    """Return the quotes that may answer; a list in other words where none is sure of its own.

    The byline of an article whose headline is named, what print says of a person, and a cell of a
    table whose row and column are both named, go before what is read.
    """
    if told := introduced(asked, hits):
        return [told]
    quotes = context.reader.read(asked, hits, context.archive.idf)
    if not asked.wants_list and (cell := asked_cell(asked, hits)):
        return [cell, *(quote for quote in quotes if quote.article.id != cell.article.id)]
    if _is_enough(context, asked, quotes):
        return quotes
    worth = max(ENUMERATED, context.reader.thresholds[asked.language])
    listed = enumerated(asked, hits, worth) or listed_column(asked, hits, worth)
    return [listed] if listed and not _points_elsewhere(quotes, listed) else quotes


def _points_elsewhere(quotes: Sequence[Quote], listed: Quote) -> bool:
    """Say whether the reader finds another article likelier than that of a list."""
    best = quotes[0] if quotes and quotes[0].confidence >= POINTS else None
    return best is not None and best.article.id != listed.article.id


def _is_enough(context: _Context, asked: Question, quotes: Sequence[Quote]) -> bool:
    """Say whether the best quote is sure enough, and holds a list where one is asked for."""
    if not _is_sure(context, asked, quotes):
        return False
    return not asked.wants_list or bool(listing(asked, quotes[0], context.archive.idf))


def _is_sure(context: _Context, asked: Question, quotes: Sequence[Quote]) -> bool:
    return bool(quotes) and quotes[0].confidence >= context.reader.thresholds[asked.language]


def _kept(quotes: Sequence[Quote], threshold: float, newest: bool) -> list[Quote]:
    """Return the quotes to claim: the best one if it is sure enough, and others about as good.

    Of those that are about as sure as the best the newest goes first, or of all if it is asked for.
    """
    if not quotes or quotes[0].confidence < threshold:
        return []
    first = quotes[0]
    least = threshold if newest else max(threshold, BESIDE * first.confidence)
    others = [
        quote for quote in quotes[1:] if quote.confidence >= least and quote.text != first.text
    ]
    return in_order([first, *others], newest)[:MOST_CLAIMS]


def _said(context: _Context, question: Question, kept: Sequence[Quote]) -> Said:
    found = listing(question, kept[0], context.archive.idf)
    if found:
        return say_list(kept[0], found, context.frame)
    return say_quotes([completed(quote) for quote in kept], context.frame)


def _may_answer(asked: Question, quote: Quote) -> bool:
    """Say whether a quote's article can mean what is asked, and it does not only count it.

    A sentence without a number to call is none for a question that asks for one.
    """
    calls = asked.measure is not None and asked.measure.name == "phone"
    if calls and cannot_be(fold(quote.text), asked.measure):
        return False
    return _knows_names(asked, quote) and not only_tallies(asked, quote)


def _knows_names(asked: Question, quote: Quote) -> bool:
    """Say whether an article can mean the names of an English question.

    The bridge has nothing better for Google than 谷, which 鲁谷街道 holds as well: a name of which
    only single characters are known stands there in its own letters, or it does not stand there.
    """
    article = quote.article
    printed = fold(f"{article.title}\n{article.text}") if asked.language == "en" else ""
    return not any(
        group.word.isalpha()
        and len(group.word) >= LONG_NAME
        and group.word not in printed
        and all(len(word) == 1 or word == group.word for word, _ in group.into)
        for name in (asked.names if printed else ())
        for group in name
    )


def _perhaps(context: _Context, asked: Question, quotes: Sequence[Quote]) -> str:
    """Return the best quote as a guess, with the word it lacks; "" if it is not nearly sure."""
    least = PERHAPS * context.reader.thresholds[asked.language]
    if not quotes or quotes[0].confidence < least:
        return ""
    printed = fold(quotes[0].text)
    if any(not group.stands_in(printed) for name in asked.names for group in name):
        return ""
    lacking = (group.word for group in asked.groups if group.noun and not group.stands_in(printed))
    return say_perhaps(quotes[0], next(lacking, ""), context.frame)


def _refusal(context: _Context, question: str, when: When, perhaps: str) -> Said:
    """Return that nothing answers, or that there is no page of the days that are meant."""
    period, days = when.period, context.archive.days() if when.firm else ()
    if period is None or not days or any(period.holds(day) for day in days):
        return say_nothing(question, context.frame, perhaps)
    return say_nothing_of(when, days[0], context.frame)


def _timings(began: float, found: float, done: float) -> dict[str, float]:
    """Return the milliseconds of each stage, from readings of the clock in seconds."""
    return {
        "search": round(1000 * (found - began), 3),
        "answer": round(1000 * (done - found), 3),
        "total": round(1000 * (done - began), 3),
    }
