"""Chinese words for days -> periods: 2022年5月, 五月一日, 去年国庆, 上周三, 近三个月, 二〇二二年.

Reads folded text. A month or a festival without a year means that of any year. Left out: seasons,
hours, the calendar by the moon (a festival is as wide as its days can lie).
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
from bot.lists.counts import number
from bot.question.festivals import FESTIVAL, festival_name

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_PARTS = rf"""
    (?P<month>{_NUMBER})月份?(?:(?P<day>{_NUMBER})[日号])?
  | (?P<half>[上下])半年
  | 第?(?P<quarter>[1-4一二三四首])季度
  | (?P<festival>{FESTIVAL.pattern})
"""
_WHOLE_YEAR = r"(?:1\d|20)\d\d"
# Two digits are a year only before a part of one: 工作22年 is none.
_YEAR = rf"""
    (?:(?P<from>{_WHOLE_YEAR})年?[-—–~至到])?
    (?P<year>{_WHOLE_YEAR}|[一二][〇零一二三四五六七八九]{{3}})年度?
  | (?P<anchor>今年|本年度?|去年|前年|明年)
  | (?P<short>[0-4]\d)年(?={_NUMBER}月|[上下]半年|第?[一二三四]季度|春节|国庆|五一)
  | (?P<iso>{_WHOLE_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)
"""
_YEARLY = _PARTS.replace("(?P<", "(?P<any_")
_DAYS = re.compile(
    rf"""(?:在|于|自从?|从)?
    (?P<words>(?<![\d.])(?:(?:{_YEAR})(?:的?(?:{_PARTS}))?|{_YEARLY}))
    (?P<bound>以来|起(?![^\W\d_])|以后|之后|以前|之前)?(?:的|期间|,)?""",
    re.VERBOSE,
)
_BOUNDS = {
    "以来": "since", "起": "since", "以后": "after", "之后": "after", "以前": "before",
    "之前": "before",
}  # fmt: skip
# 赶上星期六, 遇上周末: the 上 of a verb.
_BACK = r"本|这个?|(?<![赶遇碰撞轮])(?:上上个?|上一?个?)"
_RELATIVE = re.compile(
    rf"""(?:在|于|从)?(?P<words>
        (?P<day>[今昨][天日晚]|(?<![^\W\d_])前天)(?!头条)
      | (?P<week>{_BACK})(?:周|星期|礼拜)(?!期|年|恩来)
        (?P<weekday>[一二三四五六日天](?![^\W\d_]?[个家次]))?
      | (?P<months>{_BACK})月(?!球|[亮光饼])
      | (?P<past>最?近|过去)的?(?P<count>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}}|半)
        (?P<unit>天|日|个?星期|周|个?月|年)(?![级代])
    )(?:的|期间|以?来|里|内|,)?""",
    re.VERBOSE,
)
_UNITS = {"天": "day", "日": "day", "期": "week", "周": "week", "月": "month", "年": "year"}
_ANCHORS = {"今": 0, "本": 0, "去": -1, "前": -2, "明": 1}
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_WEEKDAYS = "一二三四五六日"


def chinese_expressions(folded: str, today: datetime.date) -> list[Expression]:
    """Return the words for days in a folded text, in order.

    >>> chinese_expressions("去年国庆", datetime.date(2023, 1, 5))[0].period.first
    datetime.date(2022, 10, 1)
    """
    return without_overlaps([*_calendar(folded, today), *_relative(folded, today)])


def _calendar(folded: str, today: datetime.date) -> Iterator[Expression]:
    for match in _DAYS.finditer(folded):
        try:
            period = _named(match, today)
        except ValueError:  # 2月30日
            continue
        anchor = match["anchor"]
        words = match["words"]
        one = Expression(match.start(), match.end(), words, period)
        if anchor:
            year = today.year + _ANCHORS[anchor[0]]
            printed = words.replace(anchor, f"{year}年")
            firm = anchor != "明年"
            one = replace(one, anchored=True, firm=firm, printed=printed)
        else:
            one = replace(one, printed=match[0])
        yield bounded(one, _BOUNDS.get(match["bound"], ""), today)


def _named(match: re.Match[str], today: datetime.date) -> Period:
    """Return the days of an absolute date, or of one whose year is counted from today.

    Raises:
        ValueError: There is no such day.
    """
    if match["iso"]:
        return of_day(datetime.date(*map(int, re.split("[-/.]", match["iso"]))))
    year = _year(match, today)
    if year is None:
        return in_last_year(_part(match, "any_", today.year), today)
    if match["from"]:
        return Period(of_year(int(match["from"])).first, of_year(year).last)
    whole = not any(match[name] for name in ("month", "half", "quarter", "festival"))
    return of_year(year) if whole else _part(match, "", year)


def _year(match: re.Match[str], today: datetime.date) -> int | None:
    if match["year"]:
        return int(match["year"].translate(_DIGITS))
    if match["short"]:
        return 2000 + int(match["short"])
    return today.year + _ANCHORS[match["anchor"][0]] if match["anchor"] else None


def _part(match: re.Match[str], prefix: str, year: int) -> Period:
    """Return the month, day, half, quarter or festival of a year."""
    if month := match[f"{prefix}month"]:
        return _month_or_day(year, month, match[f"{prefix}day"])
    if half := match[f"{prefix}half"]:
        return of_months(year, 1, 6) if half == "上" else of_months(year, 7, 12)
    if quarter := match[f"{prefix}quarter"]:
        last = 3 * (1 if quarter == "首" else number(quarter))
        return of_months(year, last - 2, last)
    words = match[f"{prefix}festival"]
    return of_festival(year, festival_name(words))


def _month_or_day(year: int, month: str, day: str | None) -> Period:
    """Return the days of 五月 (`day` is None) or 五月一日.

    Raises:
        ValueError: There is no such month or day.
    """
    if not 1 <= number(month) <= 12:
        raise ValueError(month)
    whole = of_month(year, number(month))
    return of_day(whole.first.replace(day=number(day))) if day else whole


def _relative(folded: str, today: datetime.date) -> Iterator[Expression]:
    for match in _RELATIVE.finditer(folded):
        period = _counted(match, today)
        # 今天 may mean nowadays, and who looks back for years takes what there is.
        firm = match["day"] not in ("今天", "今日", "今晚") and match["unit"] != "年"
        printed = f"{period.first.month}月" if match["months"] else ""
        yield Expression(match.start(), match.end(), match["words"], period, True, firm, printed)


def _counted(match: re.Match[str], today: datetime.date) -> Period:
    """Return the days of words that count from today."""
    if match["day"]:
        back = "今昨前".index(match["day"][0])
        return of_day(today - datetime.timedelta(days=back))
    if match["week"]:
        week = of_week(today, match["week"].count("上"))
        if not match["weekday"]:
            return week
        place = _WEEKDAYS.index(match["weekday"].replace("天", "日"))
        return of_day(week.first + datetime.timedelta(days=place))
    if match["months"]:
        return of_month_before(today, match["months"].count("上"))
    unit = _UNITS[match["unit"][-1]]
    if match["count"] == "半":
        return past(today, 6, "month") if unit == "year" else past(today, 15, "day")
    return past(today, number(match["count"].replace("两", "二")), unit)
