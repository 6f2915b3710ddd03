"""English words for days -> periods: 5 January 2023, May Day, last week, since March, 2022.

A month or a festival without a year means that of any year. Left out: weekdays, seasons, hours,
small words for months without a preposition ("May" may be a verb or a name).
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from bot.dates.period import (
    Expression,
    Period,
    bounded,
    in_last_year,
    of_day,
    of_festival,
    of_month,
    of_month_before,
    of_months,
    of_week,
    of_year,
    past,
    without_overlaps,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "few": 3, "couple of": 2,
}  # fmt: skip
_FESTIVALS = {
    "new year": "new_year", "spring": "spring_festival", "chinese": "spring_festival",
    "women": "women", "international women": "women", "may": "may_day", "labor": "may_day",
    "labour": "may_day", "children": "children", "national": "national_day",
    "christmas": "christmas", "mid-autumn": "mid_autumn", "dragon": "dragon_boat",
}  # fmt: skip
_FESTIVAL = (
    r"(?:(?:new\syear|(?:international\s)?women|children)['’]?s['’]?\s(?:day|eve)"
    r"|may\sday(?!\s(?:labou?r\s)?(?:medal|award|prize))"
    r"|labou?r\sday|national\sday|spring\sfestival|chinese\snew\syear|christmas"
    r"|mid-autumn(?:\sfestival)?|dragon\sboat\sfestival)"
)
ENGLISH_FESTIVAL = re.compile(_FESTIVAL, re.IGNORECASE)
_YEAR = r"(?:1[0-9]|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_LEAD = (
    r"(?:\b(?P<lead>in|on|at|during|of|for|from|by|the year|since|before|after|until)\s+"
    r"(?:the (?=year|first|second|third|fourth|last|spring|may|labou?r|national))?)"
)
_ABSOLUTE = re.compile(
    rf"""(?P<words>
        (?P<iso>{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)
      | (?:the\s)?(?P<d1>{_DAY})\s(?:of\s)?(?P<m1>{_MONTH}),?(?:\s(?P<y1>{_YEAR})\b)?
      | (?P<m2>{_MONTH})\s(?P<d2>{_DAY})\b(?!:)(?:,?\s(?P<y2>{_YEAR})\b)?
      | (?P<m3>{_MONTH}),?\s(?:of\s)?(?P<y3>{_YEAR})\b
      | (?P<ordinal>first|second|third|fourth|last(?=\s\w+\sof))\s(?P<part>half|quarter)
        (?:\sof\s(?P<y4>{_YEAR}))?\b
      | (?P<festival>{_FESTIVAL})(?:\s(?:of\s|in\s)?(?P<y5>{_YEAR})\b)?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# A lone month or year needs a word before it that makes it one: "in May", "2,000 books in 2000".
_LONE = re.compile(
    rf"(?P<words>(?:{_LEAD}(?:year\s)?|^)(?P<y6>{_YEAR})\b(?!\s(?:people|workers|books|yuan))"
    rf"|{_LEAD.replace('<lead>', '<lead7>')}(?P<m7>{_MONTH})(?!\s+\d))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"""\b(?:(?:in|on|during|of|from|over|for|within)\s)?(?:the\s)?(?P<words>
        (?P<day>day\sbefore\syesterday|yesterday(?:['’]s)?|today(?:['’]s)?)
      | (?P<unit1>year|month|week)\sbefore\slast
      | (?P<which>this|last|past|previous|next)\s(?P<unit>week|month|year|quarter)\b(?:['’]s)?
      | (?:last|past)\s
        (?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|couple\sof)
        \s(?P<units>day|week|month|year)s?
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(since|before|after)\s+(?:the\s+)?$", re.IGNORECASE)


def english_expressions(text: str, today: datetime.date) -> list[Expression]:
    """Return the words for days in a text, in order.

    >>> english_expressions("Who won in May 2022?", today)[0].period == of_month(2022, 5)
    True
    """
    return without_overlaps([*_absolute(text, today), *_lone(text, today), *_relative(text, today)])


def _absolute(text: str, today: datetime.date) -> Iterator[Expression]:
    for match in _ABSOLUTE.finditer(text):
        try:
            period = _named(match, today)
        except ValueError:  # 30 February
            continue
        yield _led(text, match, period, today)


def _named(match: re.Match[str], today: datetime.date) -> Period:
    """Return the days of a date.

    Raises:
        ValueError: There is no such day.
    """
    if match["iso"]:
        return of_day(datetime.date(*map(int, re.split("[-/.]", match["iso"]))))
    stated = match["y1"] or match["y2"] or match["y3"] or match["y4"] or match["y5"]
    year = int(stated) if stated else today.year
    period = _part(match, year)
    return period if stated else in_last_year(period, today)


def _part(match: re.Match[str], year: int) -> Period:
    if match["festival"]:
        words = " ".join(match["festival"].lower().split())
        name = next(name for key, name in _FESTIVALS.items() if words.startswith(key))
        return of_festival(year, name)
    if match["ordinal"]:
        months = 6 if match["part"].lower() == "half" else 3
        last = min(12, months * _ORDINALS[match["ordinal"].lower()])
        return of_months(year, last - months + 1, last)
    month = of_month(year, _month(match["m1"] or match["m2"] or match["m3"]))
    day = match["d1"] or match["d2"]
    return of_day(month.first.replace(day=int(re.sub(r"\D", "", day)))) if day else month


def _lone(text: str, today: datetime.date) -> Iterator[Expression]:
    for match in _LONE.finditer(text):
        period = (
            of_year(int(match["y6"]))
            if match["y6"]
            else in_last_year(of_month(today.year, _month(match["m7"])), today)
        )
        lead = (match["lead"] or match["lead7"] or "").lower()
        words = match["y6"] or match["m7"]
        one = Expression(match.start(), match.end(), words, period, printed=match[0])
        yield bounded(one, lead if lead in ("since", "before", "after") else "", today)


def _led(text: str, match: re.Match[str], period: Period, today: datetime.date) -> Expression:
    """Return an expression with the preposition before it."""
    lead = re.search(rf"{_LEAD}(?:the\s+)?$", text[: match.start()], re.IGNORECASE)
    start = lead.start() if lead else match.start()
    one = Expression(start, match.end(), match[0], period, printed=text[start : match.end()])
    bound = lead["lead"].lower() if lead else ""
    return bounded(one, bound if bound in ("since", "before", "after") else "", today)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _relative(text: str, today: datetime.date) -> Iterator[Expression]:
    for match in _RELATIVE.finditer(text):
        period = _counted(match, today)
        if period is None:
            continue
        year = period == of_year(period.first.year)
        printed = f"in {period.first.year}" if year else ""
        day = (match["day"] or "").lower()
        firm = not day.startswith("today") and match["units"] != "year"
        one = Expression(match.start(), match.end(), match["words"], period, True, firm, printed)
        lead = _BEFORE.search(text[: match.start()])
        if lead:
            one = bounded(replace(one, start=lead.start()), lead[1].lower(), today)
        yield one


def _counted(match: re.Match[str], today: datetime.date) -> Period | None:
    """Return the days of words that count from today; None for what has not come yet."""
    if match["day"]:
        back = {"day": 2, "yes": 1, "tod": 0}[match["day"][:3].lower()]
        return of_day(today - datetime.timedelta(days=back))
    if match["unit1"]:
        return _back(match["unit1"].lower(), 2, today)
    if match["units"]:
        count = match["count"].lower()
        return past(today, _COUNTS.get(count) or int(count), match["units"].lower())
    which = match["which"].lower()
    return None if which == "next" else _back(match["unit"].lower(), which != "this", today)


def _back(unit: str, count: int, today: datetime.date) -> Period:
    if unit == "week":
        return of_week(today, count)
    if unit == "month":
        return of_month_before(today, count)
    if unit == "quarter":
        last = of_month_before(today, 3 * count).first
        first = last.month - (last.month - 1) % 3
        return of_months(last.year, first, first + 2)
    return of_year(today.year - count)
