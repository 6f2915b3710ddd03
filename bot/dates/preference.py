"""Quotes for a question that means certain days, or the newest ones.

A question of 2022 may mean the day of printing or a day in the text, so a period never filters by
one of them: an article of the period, or a quote that names it, is asked the question *without*
the words for days (the page need not repeat them); every other article is asked the question as it
stands. Only what is counted from today (上周, "last year") rules out: an article with a date
outside, which does not name the period either, tells of other days. An unknown date rules out
nothing. Next: `bot/answer.py` orders and says what is left.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.dates.period import Period
from bot.dates.printed_days import days_around, days_named, days_reckoned
from bot.dates.question_days import When
from bot.reading.reader import Quote
from corpus.article import Article
from index.hit import Hit
from index.text.words import WORD

Quotes = Callable[[str, Sequence[Hit]], list[Quote]]
Search = Callable[[str, int], Sequence[Hit]]

# Passages among which those of the period, or the newest ones, are looked for.
_WIDE = 60
# Share of the best score that a passage must have to be taken for its newness.
NEAR_TOP = 0.5
# What it is worth, beside a confidence in [0, 1], that article or quote are of the period.
FITS = 0.15
# Days of half a year, the longest part of one that has a name.
LONGEST_PART = 184
# Confidences that differ by no more than this tell nothing: the newer article goes first.
TIE = 0.1
# Share of the best confidence that an article must have to go first only because it is newer.
NEWER = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """Passages to read.

    Attributes:
        best: The best for the question as it stands, best first.
        fitting: The best of its period, or the newest of the good ones; may repeat some of `best`.
    """

    best: tuple[Hit, ...]
    fitting: tuple[Hit, ...] = ()

    @property
    def every(self) -> tuple[Hit, ...]:
        """All of them, each once."""
        return tuple({hit.passage.id: hit for hit in (*self.best, *self.fitting)}.values())


def timely_hits(search: Search, when: When, count: int) -> Found:
    """Return the best passages for the question, and the best of its period, or the newest ones."""
    best = tuple(search(when.text, count)) if WORD.search(when.text) else ()
    wide = search(when.rest, _WIDE) if WORD.search(when.rest) else ()
    period = when.period
    if period is not None:
        return Found(best, tuple(hit for hit in wide if _may_fit(hit, period))[:count])
    near = [hit for hit in wide if hit.score >= NEAR_TOP * wide[0].score]
    return Found(best, tuple(sorted(near, key=lambda hit: -_ordinal(hit.passage.article))[:count]))


def timely_quotes(quotes: Quotes, when: When, passages: Found) -> list[Quote]:
    """Return each article's surest quote, those of the period first where they are as sure.

    `quotes` finds the quotes of some passages for a question, as `bot/answer.py` does.
    """
    period = when.period
    if period is None:
        newest = quotes(when.rest, passages.every)
        return _surest([*quotes(when.text, passages.best), *newest], lambda _: False)
    every = _quotes_around(period, quotes, when, passages)
    if when.firm:
        every = [quote for quote in every if not outside(quote, period)]
    if when.by_name:
        every = [quote for quote in every if tells_of_part(quote, period)]
    return _surest(every, lambda quote: fits(quote, period))


def _quotes_around(period: Period, quotes: Quotes, when: When, passages: Found) -> list[Quote]:
    """Return the quotes for the question as it stands, and for it without its days of the period.

    Of an unknown date: the question as it was typed; a page of another day prints a year.
    """
    unknown = [hit for hit in passages.best if when.firm and hit.passage.article.date is None]
    known = [hit for hit in passages.best if hit not in unknown]
    free = quotes(when.rest, [hit for hit in passages.every if _may_fit(hit, period)])
    return [
        *quotes(when.text, unknown),
        *quotes(when.dated, known),
        *(quote for quote in free if needs_no_words(quote, period)),
    ]


def fits(quote: Quote, period: Period) -> bool:
    """Say whether a quote tells of a period: by its words, or else by where it was printed.

    A quote that names other days only does not, whatever the day of printing.
    """
    article = quote.article
    own = days_named(quote.text, article.date)
    if own:
        return any(one.meets(period) for one in own)
    printed = article.date is not None and period.holds(article.date)
    return printed or any(one.meets(period) for one in days_around(article, quote.start))


def needs_no_words(quote: Quote, period: Period) -> bool:
    """Say whether a quote tells of a period without the words that a question has for it.

    A page that prints 2022年 itself is compared with a question of 2022年 as it stands: asked
    without, a question of a wrong year finds too much (`docs/quality.md`, "Days").
    """
    printed = quote.article.date
    if days_named(quote.text, printed):
        return any(one.meets(period) for one in days_reckoned(quote.text, printed))
    return fits(quote, period)


def outside(quote: Quote, period: Period) -> bool:
    """Say whether a quote is known to be of other days: by what it names, and by its date."""
    printed = quote.article.date
    return not (printed is None or period.holds(printed) or fits(quote, period))


def tells_of_part(quote: Quote, period: Period) -> bool:
    """Say whether a quote tells of a part of the year that has a name: 春节, 四季度.

    A whole year (去年) holds every festival and tells of none.
    """
    article = quote.article
    if article.date is None or period.holds(article.date):
        return True
    named = [*days_named(quote.text, article.date), *days_around(article, quote.start)]
    return any(one.meets(period) and (one.last - one.first).days <= LONGEST_PART for one in named)


def in_order(quotes: Sequence[Quote], newest: bool) -> list[Quote]:
    """Return quotes, best first, so that of those about as sure as the first the newest leads.

    Where the newest are asked for they lead outright, if they are at least half as sure.
    """
    if not quotes:
        return []
    sure = max(quote.confidence for quote in quotes)
    least = NEWER * sure if newest else quotes[0].confidence - TIE
    ahead = [quote for quote in quotes if quote.confidence >= least]
    others = [quote for quote in quotes if quote.confidence < least]
    return sorted(ahead, key=lambda quote: -_ordinal(quote.article)) + others


def _surest(quotes: Sequence[Quote], fitting: Callable[[Quote], bool]) -> list[Quote]:
    """Return one quote an article; behind one that fits, sure as the others, only such as fit."""
    best: dict[str, tuple[float, Quote]] = {}
    for quote in quotes:
        worth = quote.confidence + FITS * fitting(quote)
        key = quote.article.id
        if key not in best or worth > best[key][0]:
            best[key] = (worth, quote)
    ranked = [quote for _, quote in sorted(best.values(), key=lambda one: -one[0])]
    if ranked and fitting(ranked[0]):
        return [quote for quote in ranked if fitting(quote)]
    return ranked


def _may_fit(hit: Hit, period: Period) -> bool:
    """Say whether some quote of a passage's article may tell of a period."""
    article = hit.passage.article
    if article.date is not None and period.holds(article.date):
        return True
    named = days_named(hit.passage.text, article.date) + days_around(article, hit.passage.start)
    return any(one.meets(period) for one in named)


def _ordinal(article: Article) -> int:
    """Return the day of printing as a number; 0 where it is unknown."""
    return article.date.toordinal() if article.date else 0
