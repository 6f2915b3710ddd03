"""Which days a question means, in both languages, and what is left of it without them."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.question_days import expressions_in, read_days
from index.text.words import fold

TODAY = datetime.date(2023, 1, 10)  # a Tuesday
CHINESE = (
    *(
        "国际",
        "劳动",
        "妇女",
        "儿童",
        "青年",
        "教师",
        "建党",
        "建军",
        "节",
        "国庆",
        "长假",
        "春节",
        "元旦",
    ),
    *(
        "三八",
        "五一",
        "五四",
        "六一",
        "去年",
        "2022年",
        "上",
        "半年",
        "前",
        "天",
        "月",
        "以来",
        "周",
    ),
)
ENGLISH = (
    *("the", "first", "last", "past", "this", "since", "before", "in", "on", "of", "May", "March"),
    *("day", "Day", "week", "year", "half", "quarter", "2022", "31", "5th", "February", "three"),
    *("months", "yesterday", "before", "latest", "New", "Year's", "International", "Women's"),
    *("Labour", "Spring", "Festival", "Chinese", "Dragon", "Boat", "Children's", "National"),
)


def days(question: str) -> str:
    """Return the period of a question as `first..last`, with ~ for any year, or ""."""
    period = read_days(question, TODAY).period
    if period is None:
        return ""
    return f"{period.first}..{period.last}{'~' if period.yearly else ''}"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("今天有什么新闻？", "2023-01-10..2023-01-10"),
        ("昨天谁获奖了？", "2023-01-09..2023-01-09"),
        ("前天呢", "2023-01-08..2023-01-08"),
        ("本周有哪些活动？", "2023-01-09..2023-01-15"),
        ("上周有哪些活动？", "2023-01-02..2023-01-08"),
        ("上个星期三", "2023-01-04..2023-01-04"),
        ("上周日", "2023-01-08..2023-01-08"),
        ("這個月慰問了誰", "2023-01-01..2023-01-31"),
        ("上个月", "2022-12-01..2022-12-31"),
        ("今年建了多少？", "2023-01-01..2023-12-31"),
        ("去年建了多少？", "2022-01-01..2022-12-31"),
        ("前年", "2021-01-01..2021-12-31"),
        ("去年国庆", "2022-10-01..2022-10-07"),
        ("今年五一", "2023-05-01..2023-05-05"),
        ("去年5月1日", "2022-05-01..2022-05-01"),
        ("去年上半年", "2022-01-01..2022-06-30"),
        ("近三个月", "2022-10-10..2023-01-10"),
        ("最近一周", "2023-01-03..2023-01-10"),
        ("過去兩年", "2021-01-10..2023-01-10"),
        ("最近半年", "2022-07-10..2023-01-10"),
        ("2022年收到多少作品？", "2022-01-01..2022-12-31"),
        ("二〇二二年十月", "2022-10-01..2022-10-31"),
        ("２０２２年５月", "2022-05-01..2022-05-31"),
        ("22年5月", "2022-05-01..2022-05-31"),
        ("2022年第三季度", "2022-07-01..2022-09-30"),
        ("2023-01-05的报纸", "2023-01-05..2023-01-05"),
        ("1994-2010年", "1994-01-01..2010-12-31"),
        ("2022年6月至8月", "2022-06-01..2022-08-31"),
        ("2022年以来", "2022-01-01..2023-01-10"),
        ("2020年以前", "0001-01-01..2019-12-31"),
        ("五月一日", "2022-05-01..2022-05-01~"),
        ("5月份", "2022-05-01..2022-05-31~"),
        ("十二月", "2022-12-01..2022-12-31~"),
        ("春节", "2022-01-21..2022-02-27~"),
        ("国庆节", "2022-10-01..2022-10-07~"),
        ("国际劳动节", "2022-05-01..2022-05-05~"),
        ("五一国际劳动节", "2022-05-01..2022-05-05~"),
        ("国际劳动妇女节", "2022-03-08..2022-03-08~"),
        ("国际儿童节", "2022-06-01..2022-06-01~"),
        ("下半年", "2022-07-01..2022-12-31~"),
        ("New\nYear's Day", "2023-01-01..2023-01-03~"),
        ("What happened yesterday?", "2023-01-09..2023-01-09"),
        ("news of the last week", "2023-01-02..2023-01-08"),
        ("this month's awards", "2023-01-01..2023-01-31"),
        ("last year's awards", "2022-01-01..2022-12-31"),
        ("the year before last", "2021-01-01..2021-12-31"),
        ("12月至1月", "2022-12-01..2023-01-31"),
        ("last quarter", "2022-10-01..2022-12-31"),
        ("the past three months", "2022-10-10..2023-01-10"),
        ("since last month", "2022-12-01..2023-01-10"),
        ("the day before yesterday", "2023-01-08..2023-01-08"),
        ("Who won in May 2022?", "2022-05-01..2022-05-31"),
        ("Who won on 5 January 2023?", "2023-01-05..2023-01-05"),
        ("Who won on January 5th, 2023?", "2023-01-05..2023-01-05"),
        ("the paper of 2023-01-05", "2023-01-05..2023-01-05"),
        ("the first half of 2022", "2022-01-01..2022-06-30"),
        ("the last quarter of 2021", "2021-10-01..2021-12-31"),
        ("in 2022", "2022-01-01..2022-12-31"),
        ("before 2022", "0001-01-01..2021-12-31"),
        ("reports since March", "2022-03-01..2023-01-10"),
        ("How many in January?", "2023-01-01..2023-01-31~"),
        ("What happened on May Day?", "2022-05-01..2022-05-05~"),
        ("National Day 2021", "2021-10-01..2021-10-07"),
    ],
)
def test_words_for_days_become_a_period(question: str, expected: str) -> None:
    assert days(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "谁获得五一劳动奖章？",
        "“2022年最美站点”有哪些？",
        "李国庆是谁？",
        "工作22年的职工是谁？",
        "近年来建了多少站点？",
        "上周恩来说了什么？",
        "2月30日",
        "13月",
        "课程为期三个月吗？",
        "What may happen?",
        "Who marched to the square?",
        "How many of the 2000 books?",
        "30 February 2022?",
        "",
    ],
)
def test_what_only_looks_like_a_day_is_none(question: str) -> None:
    assert days(question) == ""


@pytest.mark.parametrize(
    ("question", "newest", "rest"),
    [
        ("最近有什么新闻？", True, "有什么新闻?"),
        ("最新一期有什么？", True, "有什么?"),
        ("有哪些站点获奖？从新到旧", True, "有哪些站点获奖?"),
        ("离自己最近的职工驿站在哪？", False, "离自己最近的职工驿站在哪?"),
        ("最近三个月建了多少？", False, "建了多少?"),
        ("latest news about awards", True, "news about awards"),
        ("What was recently built?", True, "What was built?"),
        ("newest first: stations", True, ": stations"),
        ("The news of Haidian", False, "The news of Haidian"),
    ],
)
def test_the_newest_are_asked_for(question: str, newest: bool, rest: str) -> None:
    when = read_days(question, TODAY)

    assert (when.newest, when.rest) == (newest, rest)


def test_words_that_count_from_today_are_written_as_a_year() -> None:
    assert read_days("去年国庆海淀慰问了谁", TODAY).dated == "2022年国庆海淀慰问了谁"
    assert read_days("stations of last year", TODAY).dated == "stations in 2022"


@pytest.mark.parametrize(
    ("question", "firm"),
    [("上周", True), ("去年5月", True), ("2022年", False), ("5月", False), ("今天", False)],
)
def test_only_what_counts_from_today_is_firm(question: str, firm: bool) -> None:
    assert read_days(question, TODAY).firm is firm


@given(
    st.text(max_size=40)
    | st.text(alphabet="0123456789年月日上下去今前最近周-./ 五一二〇", max_size=20),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)),
)
def test_any_text_can_be_read(text: str, today: datetime.date) -> None:
    when = read_days(text, today)

    assert all(one.period.first <= one.period.last for one in when.expressions)
    assert len(when.rest) <= len(when.text)
    assert set(when.rest) <= {*when.text, " "}


@given(st.text(alphabet="2022年5月1日 去上周in May昨天", max_size=30))
def test_expressions_are_in_order_and_apart(text: str) -> None:
    folded = fold(text)

    found = expressions_in(folded, TODAY)

    ends = [(one.start, one.end) for one in found]
    assert all(start < end for start, end in ends)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(ends))


@given(st.lists(st.sampled_from(CHINESE), max_size=6).map("".join))
def test_any_chinese_words_can_be_read(text: str) -> None:
    when = read_days(text, TODAY)

    assert all(one.period.first <= one.period.last for one in when.expressions)
    assert len(when.rest) <= len(text)


@given(st.sampled_from(" \t\n"), st.lists(st.sampled_from(ENGLISH), max_size=8))
def test_any_english_words_can_be_read(space: str, words: list[str]) -> None:
    text = space.join(words)

    when = read_days(text, TODAY)

    assert all(one.period.first <= one.period.last for one in when.expressions)
    assert len(when.rest) <= len(text)


@pytest.mark.parametrize("question", ["国庆加班工资怎么算", "春节放几天", "中秋出游人数是多少"])
def test_a_festival_that_is_asked_about_is_no_day_of_printing(question: str) -> None:
    assert not read_days(question, TODAY)


@pytest.mark.parametrize("question", ["国庆期间慰问了谁", "在春节慰问了谁", "2022年国庆慰问了谁"])
def test_a_festival_at_which_something_happened_is_one(question: str) -> None:
    assert read_days(question, TODAY).rest == "慰问了谁"


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("How long is the May Day holiday?", "How long is the May Day holiday?"),
        ("Where is the New Year's Eve dinner held?", "Where is the New Year's Eve dinner held?"),
        ("What happened on May Day?", "What happened ?"),
        ("三八节赶上星期六给加班费吗?", "三八节赶上星期六给加班费吗?"),
        ("上星期六谁获奖了?", "谁获奖了?"),
    ],
)
def test_a_day_that_is_a_topic_stays_in_the_question(question: str, rest: str) -> None:
    assert read_days(question, TODAY).rest == rest


def test_this_year_beside_an_age_is_no_period() -> None:
    asked = read_days("祁建民今年多大了", datetime.date(2026, 2, 5))

    assert not asked.expressions
    assert asked.rest == "祁建民今年多大了"
    assert read_days("今年谁最年轻", datetime.date(2026, 2, 5)).expressions


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("都比去年多了多少", []),
        ("今年比去年多了多少人", ["今年"]),
        ("跟2022年相比多几家", []),
        ("How much more than last year?", []),
        ("how many more stations than in 2022", []),
        ("今年和去年各有多少", ["今年", "去年"]),
        ("今年和去年多少人参加", ["今年", "去年"]),
        ("和去年比涨了几块", []),
        ("去年比赛谁赢了", ["去年"]),
        ("比赛去年谁赢了", ["去年"]),
    ],
)
def test_a_year_that_another_is_compared_with_asks_for_none_of_its_pages(
    question: str, named: list[str]
) -> None:
    assert [one.words for one in read_days(question, TODAY).expressions] == named
