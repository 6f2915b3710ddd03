"""What the words for days in a quote mean by the day of printing."""

import datetime

import pytest

from bot.dates.period import of_day, of_month, of_year
from bot.dates.printed_days import MOST_NOTES, date_notes, days_named
from bot.messages import FRAME_CHINESE, FRAME_ENGLISH
from corpus.article import Article

PRINTED = datetime.date(2023, 1, 5)
PAGE = Article("page", "", "", date=PRINTED)


def test_last_year_on_a_page_counts_from_its_date() -> None:
    assert days_named("去年共办理264件。", PRINTED) == (of_year(2022),)


def test_a_day_without_a_year_is_the_one_nearest_to_the_printing() -> None:
    assert days_named("12月30日启动，1月20日结束", PRINTED) == (
        of_day(datetime.date(2022, 12, 30)),
        of_day(datetime.date(2023, 1, 20)),
    )


def test_without_a_date_only_what_stands_there_is_known() -> None:
    assert days_named("去年和2021年5月", None) == (of_month(2021, 5),)


@pytest.mark.parametrize(
    ("quote", "chinese", "english"),
    [
        (
            "近日，名单公布。",
            "“近日”：报纸日期为 2023-01-05",
            "“近日”: as of 2023-01-05, the day of printing",
        ),
        (
            "昨日开讲。",
            "“昨日”：据报纸日期推算为 2023-01-04",
            "“昨日”: 2023-01-04, reckoned from the day of printing",
        ),
        (
            "上个月启动。",
            "“上个月”：据报纸日期推算为 2022年12月",
            "“上个月”: 2022-12, reckoned from the day of printing",
        ),
    ],
)
def test_a_quote_is_explained_in_the_language_of_the_frame(
    quote: str, chinese: str, english: str
) -> None:
    assert date_notes(PAGE, quote, FRAME_CHINESE) == (chinese,)
    assert date_notes(PAGE, quote, FRAME_ENGLISH) == (english,)


@pytest.mark.parametrize("quote", ["1月3日启动。", "2022年建成。", "近三年建成。", "近年来建成。"])
def test_what_is_clear_is_not_explained(quote: str) -> None:
    assert date_notes(PAGE, quote, FRAME_CHINESE) == ()


@pytest.mark.parametrize(
    "quote", ["请于6月20日前上缴", "十五日前报名", "在工作日前提交", "节假日前夕", "今日前来参加"]
)
def test_the_day_before_which_something_is_due_is_not_the_other_day(quote: str) -> None:
    assert not [note for note in date_notes(PAGE, quote, FRAME_CHINESE) if "“日前”" in note]


def test_nothing_is_reckoned_from_an_unknown_date() -> None:
    assert date_notes(Article("loose", "", ""), "近日，去年", FRAME_CHINESE) == ()


def test_a_word_is_explained_once_and_few_of_them() -> None:
    told_of = date_notes(PAGE, "近日，近日，去年，今年，本月，昨日，上周", FRAME_CHINESE)

    assert len(told_of) == len(set(told_of)) == MOST_NOTES
