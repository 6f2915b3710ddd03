"""Words for days, and which days they mean: what both grammars of `bot/when.py` return."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.period import Period


@dataclass(frozen=True, slots=True)
class Expression:
    """Words for days in a text.

    Attributes:
        start: First character, counted from 0, a preposition included.
        end: One past the last.
        words: The words themselves, without the preposition.
        period: What they mean.
        anchored: Whether they are counted from the day of reading (去年, "last week").
        firm: Whether no other days can be meant: 上周, but not 今天, which may be "nowadays".
        printed: The words as a page of other days prints them: "2022年" for 去年.
    """

    start: int
    end: int
    words: str
    period: Period
    anchored: bool = False
    firm: bool = False
    printed: str = ""


def bounded(one: Expression, bound: str, today: datetime.date) -> Expression:
    """Return what "since", "before" or "after" make of a period; `bound` is "" for none.

    >>> bounded(Expression(0, 4, "2022", of_year(2022)), "before", today).period.last
    datetime.date(2021, 12, 31)
    """
    first, last = one.period.first, one.period.last
    periods = {
        "": one.period,
        "since": Period(first, max(first, today)),
        "after": Period(last, max(last, today)),
        "before": Period(datetime.date.min, first - datetime.timedelta(days=1)),
    }
    return replace(one, period=periods[bound])


def apart(found: Iterable[Expression]) -> list[Expression]:
    """Return the expressions in order, of those that overlap the longest."""
    kept: list[Expression] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
