"""Calendar arithmetic: years, weeks, "the last three months", and days of any year."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.period import (
    FESTIVALS,
    Period,
    hull,
    in_last_year,
    in_nearest_year,
    label,
    of_day,
    of_festival,
    of_month,
    of_month_before,
    of_months,
    of_week,
    of_year,
    past,
)

Day = datetime.date
DAYS = st.dates(Day(1900, 1, 1), Day(2200, 12, 31))
UNITS = st.sampled_from(["day", "week", "month", "year"])


def test_a_week_begins_on_monday() -> None:
    week = of_week(Day(2023, 1, 5), 1)

    assert week == Period(Day(2022, 12, 26), Day(2023, 1, 1))


def test_the_month_before_january_is_december() -> None:
    assert of_month_before(Day(2023, 1, 31), 1) == of_month(2022, 12)


def test_three_months_back_from_a_long_month_end_in_a_short_one() -> None:
    assert past(Day(2023, 5, 31), 3, "month").first == Day(2023, 2, 28)


@pytest.mark.parametrize("unit", ["day", "week", "month", "year"])
def test_more_time_than_there_has_been_is_cut_off(unit: str) -> None:
    assert past(Day(2023, 5, 31), 999_999, unit).first == Day.min


@pytest.mark.parametrize(
    ("period", "other", "expected"),
    [
        (of_year(2022), of_month(2022, 5), True),
        (of_year(2022), of_year(2023), False),
        (in_last_year(of_month(2022, 5), Day(2023, 1, 1)), of_day(Day(2017, 5, 31)), True),
        (in_last_year(of_month(2022, 5), Day(2023, 1, 1)), of_day(Day(2022, 6, 1)), False),
        (in_last_year(of_month(2022, 5), Day(2023, 1, 1)), of_year(1999), True),
        (of_months(2022, 1, 6), in_last_year(of_month(2020, 3), Day(2023, 1, 1)), True),
    ],
)
def test_periods_meet_where_they_share_a_day(period: Period, other: Period, expected: bool) -> None:
    assert period.meets(other) is expected
    assert other.meets(period) is expected


def test_a_month_without_a_year_is_the_last_one_that_began() -> None:
    assert in_last_year(of_month(2023, 5), Day(2023, 1, 5)).first == Day(2022, 5, 1)
    assert in_last_year(of_month(2023, 1), Day(2023, 1, 5)).first == Day(2023, 1, 1)


def test_on_a_page_a_month_without_a_year_is_the_nearest_one() -> None:
    august = in_last_year(of_month(2022, 8), Day(2022, 7, 14))

    assert in_nearest_year(august, Day(2022, 7, 14)) == of_month(2022, 8)


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        (of_year(2022), "2022年", "2022"),
        (of_month(2022, 5), "2022年5月", "2022-05"),
        (of_day(Day(2022, 5, 1)), "2022-05-01", "2022-05-01"),
        (Period(Day.min, Day(2019, 12, 31)), "2019-12-31 及以前", "2019-12-31 and before"),
        (in_last_year(of_month(2022, 5), Day(2023, 1, 1)), "5月", "May"),
        (in_last_year(of_day(Day(2022, 5, 1)), Day(2023, 1, 1)), "5月1日", "1 May"),
        (
            in_last_year(of_months(2022, 1, 6), Day(2023, 1, 1)),
            "1月1日至6月30日",
            "1 January to 30 June",
        ),
        (of_week(Day(2023, 1, 5), 0), "2023-01-02 至 2023-01-08", "2023-01-02 to 2023-01-08"),
    ],
)
def test_a_period_is_written_as_people_write_it(period: Period, chinese: str, english: str) -> None:
    assert (label(period, "zh"), label(period, "en")) == (chinese, english)


@given(DAYS, DAYS, st.booleans(), st.booleans())
def test_meeting_is_mutual(one: Day, other: Day, yearly: bool, other_yearly: bool) -> None:
    first = Period(of_month(one.year, one.month).first, of_month(one.year, one.month).last, yearly)
    second = Period(other, other, other_yearly)

    assert first.meets(second) == second.meets(first)
    assert first.meets(second) or not first.holds(other)


@given(DAYS, st.integers(1, 400), UNITS)
def test_what_lies_back_ends_today(day: Day, count: int, unit: str) -> None:
    period = past(day, count, unit)

    assert period.last == day
    assert period.first < day


@given(DAYS, st.sampled_from(sorted(FESTIVALS)))
def test_a_festival_of_any_year_has_begun_and_holds_its_own_days(day: Day, name: str) -> None:
    period = in_last_year(of_festival(day.year, name), day)

    assert period.first <= day
    assert period.holds(period.first.replace(year=2020))
    assert abs(in_nearest_year(period, day).first - day) <= datetime.timedelta(days=183)


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_a_hull_holds_all_its_days(days: list[Day]) -> None:
    whole = hull([of_day(day) for day in days])

    assert all(whole.holds(day) for day in days)
    assert {whole.first, whole.last} <= set(days)
