"""Which questions want headlines, and which only look like it."""

import datetime

import pytest

from bot.dates.headlines import HeadlineRequest, headline_request
from bot.dates.period import of_day, of_year
from bot.dates.question_days import read_days

TODAY = datetime.date(2023, 1, 10)
JANUARY_5 = of_day(datetime.date(2023, 1, 5))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("最近有什么新闻？", HeadlineRequest(None, None)),
        ("最近工会有哪些活动？", HeadlineRequest(None, None)),
        ("請問最新一期報紙有什麼內容？", HeadlineRequest(None, None)),
        ("今天的头版有什么？", HeadlineRequest(of_day(TODAY), 1)),
        ("2023年1月5日第2版有哪些文章？", HeadlineRequest(JANUARY_5, 2)),
        ("第十二版登了什么？", HeadlineRequest(None, 12)),
        ("去年", HeadlineRequest(of_year(2022), None)),
        ("What is in the latest issue?", HeadlineRequest(None, None)),
        ("What's on page 3 of 5 January 2023?", HeadlineRequest(JANUARY_5, 3)),
        ("What was on the front page on 2023-01-05?", HeadlineRequest(JANUARY_5, 1)),
        ("any news?", HeadlineRequest(None, None)),
    ],
)
def test_a_question_of_days_pages_and_news_alone_wants_headlines(
    question: str, expected: HeadlineRequest
) -> None:
    assert headline_request(read_days(question, TODAY)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "最近有什么培训？",
        "2022年有多少职工？",
        "去年海淀区有什么新闻？",
        "工会有什么？",
        "新闻里谁获奖了？",
        "正版软件有哪些？",
        "latest news about awards",
        "What is the union?",
        "Who won last year?",
        "",
    ],
)
def test_a_question_about_something_does_not(question: str) -> None:
    assert headline_request(read_days(question, TODAY)) is None
