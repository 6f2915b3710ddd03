"""A stretch of days, as a question or a page names it: a year, "last week", every May.

Calendar arithmetic, and the record of the words that name such a stretch, which both grammars of
`bot/dates/question_days.py` return. Which words mean which days is read there.
"""

import calendar
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.reply import Language

Day = datetime.date
# Festivals by the moon fall somewhere in these days (month, day), first and last counted: wide
# enough for every year of this century.
FESTIVALS: dict[str, tuple[int, int, int, int]] = {
    "new_year": (1, 1, 1, 3),
    "spring_festival": (1, 21, 2, 27),
    "lantern": (2, 4, 3, 6),
    "women": (3, 8, 3, 8),
    "qingming": (4, 3, 4, 6),
    "may_day": (5, 1, 5, 5),
    "youth": (5, 4, 5, 4),
    "dragon_boat": (5, 27, 6, 25),
    "children": (6, 1, 6, 1),
    "party": (7, 1, 7, 1),
    "army": (8, 1, 8, 1),
    "mid_autumn": (9, 7, 10, 8),
    "teachers": (9, 10, 9, 10),
    "national_day": (10, 1, 10, 7),
    "double_ninth": (10, 1, 11, 1),
    "christmas": (12, 24, 12, 26),
}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both counted.

    Attributes:
        first: The first day.
        last: The last one.
        yearly: Whether the same days of any year are meant ("in May"); the year is the last one in
            which they had begun, seen from the day of reading.
    """

    first: Day
    last: Day
    yearly: bool = False

    def holds(self, day: Day) -> bool:
        """Say whether a day lies in the period, of any year for a yearly one."""
        if not self.yearly:
            return self.first <= day <= self.last
        return (
            (self.first.month, self.first.day)
            <= (day.month, day.day)
            <= (
                self.last.month,
                self.last.day,
            )
        )

    def meets(self, other: "Period") -> bool:
        """Say whether two periods share a day; of a yearly one any year's days count.

        >>> of_year(2022).meets(of_month(2022, 5)), of_year(2022).meets(of_year(2023))
        (True, False)
        """
        if not self.yearly:
            return other.meets(self) if other.yearly else _overlap(self, other)
        if other.days >= DAYS_OF_YEAR:
            return True
        years = range(max(1, other.first.year - 1), min(9999, other.last.year + 1) + 1)
        return any(_overlap(_in_year(self, year), other) for year in years)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


DAYS_OF_YEAR = 365


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def of_day(day: Day) -> Period:
    """Return one day."""
    return Period(day, day)


def of_year(year: int) -> Period:
    """Return a whole year."""
    return Period(Day(year, 1, 1), Day(year, 12, 31))


def of_month(year: int, month: int) -> Period:
    """Return a whole month."""
    return Period(Day(year, month, 1), Day(year, month, calendar.monthrange(year, month)[1]))


def of_months(year: int, first: int, last: int) -> Period:
    """Return several months of a year, both counted: a quarter, a half."""
    return Period(of_month(year, first).first, of_month(year, last).last)


def of_week(day: Day, back: int) -> Period:
    """Return the week, Monday to Sunday, that lies so many weeks before that of a day."""
    monday = day - datetime.timedelta(days=day.weekday() + 7 * back)
    return Period(monday, monday + datetime.timedelta(days=6))


def of_month_before(day: Day, back: int) -> Period:
    """Return the month that lies so many months before that of a day.

    >>> of_month_before(datetime.date(2023, 1, 5), 1).first
    datetime.date(2022, 12, 1)
    """
    count = day.year * 12 + day.month - 1 - back
    return of_month(count // 12, count % 12 + 1)


def of_festival(year: int, name: str) -> Period:
    """Return the days in which a festival of `FESTIVALS` falls."""
    month, day, to_month, to_day = FESTIVALS[name]
    return Period(Day(year, month, day), Day(year, to_month, to_day))


def past(day: Day, count: int, unit: str) -> Period:
    """Return the last so many days, weeks, months or years up to a day.

    >>> past(datetime.date(2023, 3, 31), 1, "month").first
    datetime.date(2023, 2, 28)
    """
    if unit in ("day", "week"):
        length = min(count * (7 if unit == "week" else 1), day.toordinal() - 1)
        return Period(day - datetime.timedelta(days=length), day)
    months = count * (12 if unit == "year" else 1)
    if months >= day.year * 12 - 12:
        return Period(Day.min, day)
    month = of_month_before(day, months)
    return Period(month.first.replace(day=min(day.day, month.last.day)), day)


def hull(periods: Sequence[Period]) -> Period:
    """Return the shortest period that holds all of these."""
    first, last = min(one.first for one in periods), max(one.last for one in periods)
    yearly = all(one.yearly for one in periods) and first.year == last.year
    return Period(first, last, yearly)


def in_last_year(period: Period, day: Day) -> Period:
    """Return the same days of any year; those of the last year in which they had begun by a day."""
    year = period.first.year if period.first <= day else max(1, period.first.year - 1)
    return replace(_in_year(period, year), yearly=True)


def label(period: Period, language: Language) -> str:
    """Return the period as a reader writes it.

    >>> label(of_year(2022), "zh"), label(of_week(Day(2023, 1, 5), 0), "en")
    ('2022年', '2023-01-02 to 2023-01-08')
    """
    first, last, chinese = period.first, period.last, language == "zh"
    if period.yearly:
        return _yearly_label(period, chinese)
    if first == Day.min:
        return f"{last} 及以前" if chinese else f"{last} and before"
    if period == of_year(first.year):
        return f"{first.year}年" if chinese else str(first.year)
    if period == of_month(first.year, first.month):
        return f"{first.year}年{first.month}月" if chinese else f"{first:%Y-%m}"
    if first == last:
        return first.isoformat()
    return f"{first} 至 {last}" if chinese else f"{first} to {last}"


def _yearly_label(period: Period, chinese: bool) -> str:
    first, last = period.first, period.last
    if replace(period, yearly=False) == of_month(first.year, first.month):
        return f"{first.month}月" if chinese else _MONTHS[first.month - 1]
    days = [
        f"{day.month}月{day.day}日" if chinese else f"{day.day} {_MONTHS[day.month - 1]}"
        for day in dict.fromkeys((first, last))
    ]
    return ("至" if chinese else " to ").join(days)


def in_nearest_year(period: Period, day: Day) -> Period:
    """Return the days of the one year nearest to a day, for a yearly period; others as they are.

    A page of July that prints 8月1日 means the August to come.
    """
    if not period.yearly:
        return period
    years = range(max(1, day.year - 1), min(9999, day.year + 1) + 1)
    return min((_in_year(period, year) for year in years), key=lambda one: abs(one.first - day))


def _in_year(period: Period, year: int) -> Period:
    last = calendar.monthrange(year, period.last.month)[1]
    return Period(
        period.first.replace(year=year, day=min(period.first.day, last)),
        period.last.replace(year=year, day=min(period.last.day, last)),
    )


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


def bounded(expression: Expression, bound: str, today: datetime.date) -> Expression:
    """Return what "since", "before" or "after" make of a period; `bound` is "" for none.

    >>> bounded(Expression(0, 4, "2022", of_year(2022)), "before", today).period.last
    datetime.date(2021, 12, 31)
    """
    first, last = expression.period.first, expression.period.last
    periods = {
        "": expression.period,
        "since": Period(first, max(first, today)),
        "after": Period(last, max(last, today)),
        "before": Period(datetime.date.min, first - datetime.timedelta(days=1)),
    }
    return replace(expression, period=periods[bound])


def without_overlaps(expressions: Iterable[Expression]) -> list[Expression]:
    """Return the expressions in order, of those that overlap the longest."""
    kept: list[Expression] = []
    for one in sorted(expressions, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
