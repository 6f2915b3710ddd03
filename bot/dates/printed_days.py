"""What a page says of days: which its words name, seen from the day of printing.

近日 and 去年 on a page count from its own date. Where that is unknown nothing is reckoned.
Next: `bot/dates/preference.py` compares these days with those of a question.
"""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from bot.dates.period import Expression, Period, in_nearest_year, label
from bot.dates.question_days import expressions_in
from bot.messages import Messages
from corpus.article import Article
from index.text.numerals import HAN_DIGITS
from index.text.words import fold, is_han, words

# A word of its own: not within 今日|前来, 节假日|前夕, nor before a day (20日|前).
THE_OTHER_DAY = "日前"
# Words for "not long before this was printed".
_LATELY = re.compile(
    rf"近日|(?<![\d{HAN_DIGITS}十作]){THE_OTHER_DAY}|近期|连日来|\b(?:recently|these days)\b",
    re.IGNORECASE,
)
# A stretch of time up to the day of printing (近三个月) needs no explanation.
_STRETCH = ("近", "最近", "过去", "last ", "past ")
# Explanations of one quote: more would bury it.
MOST_NOTES = 3
# Characters before a quote in which a day named last still holds.
BEFORE = 400
_ANY_DAY = datetime.date(2000, 1, 1)


def days_named(text: str, printed: datetime.date | None) -> tuple[Period, ...]:
    """Return the days that a printed text names.

    >>> days_named("去年共办理264件。", datetime.date(2023, 1, 5)) == (of_year(2022),)
    True
    """
    return tuple(period for period, _ in _named(text, printed))


def days_reckoned(text: str, printed: datetime.date | None) -> tuple[Period, ...]:
    """Return those of the days that only the day of printing makes certain: 去年, 7月12日."""
    return tuple(period for period, whole in _named(text, printed) if not whole)


@lru_cache(maxsize=4096)
def _named(text: str, printed: datetime.date | None) -> tuple[tuple[Period, bool], ...]:
    """Return the days that a text names, each with whether it names the year as well."""
    found = expressions_in(fold(text), printed or _ANY_DAY)
    return tuple(
        (in_nearest_year(one.period, printed) if printed else one.period, _whole(one))
        for one in found
        if printed or not one.anchored
    )


def _whole(one: Expression) -> bool:
    return not (one.anchored or one.period.yearly)


def days_around(article: Article, start: int) -> tuple[Period, ...]:
    """Return the days that the headline names, and the last ones named before a place."""
    heading = f"{article.kicker}\n{article.title}\n{article.subtitle}"
    return (
        days_named(heading, article.date)
        + days_named(article.text[max(0, start - BEFORE) : start], article.date)[-1:]
    )


def date_notes(article: Article, quote: str, frame: Messages) -> tuple[str, ...]:
    """Return what the words for days in a quote mean by the day of printing.

    `“去年”：据报纸日期推算为 2022年` for a page of 2023; nothing for a page without a date.
    """
    if article.date is None:
        return ()
    return tuple(dict.fromkeys(_notes(article.date, quote, frame)))[:MOST_NOTES]


def _notes(printed: datetime.date, quote: str, frame: Messages) -> Iterator[str]:
    folded = fold(quote) if is_han(quote) else quote
    for match in _LATELY.finditer(folded):
        if match[0] == THE_OTHER_DAY and THE_OTHER_DAY not in words(folded):
            continue
        yield frame.as_of.format(word=match[0], day=printed)
    for one in expressions_in(folded, printed):
        if one.anchored and not one.words.startswith(_STRETCH):
            period = label(one.period, frame.language)
            yield frame.reckoned.format(word=one.words, period=period)
