"""A period prefers and never hides: what is dated, what is undated, what names other days."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from bot.answer import answer
from bot.messages import FRAME_CHINESE, FRAME_ENGLISH
from corpus.article import Article
from index.search import Index

Day = datetime.date
TODAY = Day(2023, 7, 20)
POOL = Article(
    "pool",
    "职工游泳馆开放",
    "本报讯（记者 周密）滨海区职工游泳馆今年接待职工4万人次，比去年增加6000人次。",
    paper="滨海工人",
    date=Day(2023, 7, 6),
)
REVIEW = Article(
    "review",
    "滨海区总工会盘点全年工作",
    "本报讯（记者 周密）2022年，滨海区总工会建成职工书屋31家。\n职工书屋全年借出图书7万册。",
    paper="滨海工人",
    date=Day(2023, 1, 12),
)
LOOSE = Article(
    "loose", "技能竞赛收官", "去年，滨海区焊工技能竞赛共有240名选手参加，唐可夺得冠军。"
)
Publish = Callable[[Sequence[Article]], Index]


def test_a_page_that_tells_of_the_year_before_answers_for_that_year(published: Publish) -> None:
    index = published([POOL, REVIEW])

    reply = answer(index, "去年滨海区总工会建成多少家职工书屋？", today=TODAY)

    assert [citation.article.id for citation in reply.citations] == ["review"]


def test_what_was_said_of_a_year_before_still_holds_in_the_next_sentence(
    published: Publish,
) -> None:
    index = published([POOL, REVIEW])

    reply = answer(index, "2022年职工书屋借出多少册图书？", today=TODAY)

    assert "7万册" in reply.citations[0].quote


def test_a_page_of_another_year_does_not_answer_for_last_year(published: Publish) -> None:
    index = published([replace(POOL, date=Day(2021, 7, 6)), REVIEW])

    reply = answer(index, "去年滨海区职工游泳馆接待职工多少人次？", today=TODAY)

    assert (reply.kind, reply.citations) == ("none", ())
    assert reply.answer == (
        FRAME_CHINESE.nothing_of.format(period="2022年")
        + FRAME_CHINESE.newest_day.format(day="2023-01-12")
    )
    assert reply.nearest[0].passage.article.id == "pool"


def test_an_article_of_unknown_date_is_not_ruled_out(published: Publish) -> None:
    index = published([POOL, LOOSE])

    reply = answer(index, "去年滨海区焊工技能竞赛有多少名选手参加？", today=TODAY)

    assert [citation.article.id for citation in reply.citations] == ["loose"]
    assert reply.citations[0].notes == ()


@pytest.mark.parametrize("question", ["去年焊工技能竞赛谁夺冠？", "最近有什么新闻？", "上周"])
def test_where_no_page_has_a_date_today_makes_no_difference(
    published: Publish, question: str
) -> None:
    index = published([LOOSE, replace(REVIEW, date=None)])

    one = answer(index, question, today=Day(2001, 1, 1))
    other = answer(index, question, today=TODAY)

    assert (one.answer, one.confidence) == (other.answer, other.confidence)


def test_of_two_that_are_as_sure_the_newer_goes_first(published: Publish) -> None:
    older = Article("older", "", "运河区职工合唱节收到曲目130首。", date=Day(2021, 5, 1))
    newer = Article("newer", "", "运河区职工合唱节收到曲目150首。", date=Day(2022, 5, 1))

    reply = answer(published([older, newer]), "运河区职工合唱节收到多少首曲目？", today=TODAY)

    assert [claim.text for claim in reply.claims] == [newer.text, older.text]
    assert reply.answer.splitlines() == [
        FRAME_CHINESE.found_dates,
        f"2022-05-01：“{newer.text}”[1]",
        f"2021-05-01：“{older.text}”[2]",
    ]


def test_articles_of_one_day_are_told_apart_without_speaking_of_dates(published: Publish) -> None:
    one = Article("one", "", "运河区职工合唱节收到曲目130首。", paper="甲报", date=TODAY)
    other = Article("other", "", "运河区职工合唱节收到曲目150首。", paper="乙报", date=TODAY)

    reply = answer(published([one, other]), "运河区职工合唱节收到多少首曲目？", today=TODAY)

    assert reply.answer.splitlines()[0] == FRAME_CHINESE.found
    assert "《甲报》 2023-07-20：" in reply.answer
    assert "《乙报》 2023-07-20：" in reply.answer


def test_a_refusal_for_a_period_speaks_the_frame(published: Publish) -> None:
    reply = answer(published([POOL]), "news of last week", today=Day(2024, 1, 1))

    assert reply.answer == " ".join(
        (
            FRAME_ENGLISH.nothing_of.format(period="2023-12-25 to 2023-12-31"),
            FRAME_ENGLISH.newest_day.format(day="2023-07-06"),
        )
    )


def test_a_page_number_picks_among_the_headlines(published: Publish) -> None:
    index = published([replace(POOL, page=1), replace(REVIEW, date=POOL.date, page=2)])

    reply = answer(index, "2023年7月6日第二版有哪些文章？", today=TODAY)

    assert [citation.article.id for citation in reply.citations] == ["review"]
    assert reply.answer.splitlines() == [
        FRAME_CHINESE.headlines.format(day="2023-07-06"),
        "• 滨海区总工会盘点全年工作 [1]",
    ]


def test_an_article_without_a_body_has_no_proof_and_is_no_headline(published: Publish) -> None:
    empty = Article("empty", "空版面", "", date=Day(2023, 7, 19))

    reply = answer(published([POOL, empty]), "2023年7月有什么新闻？", today=TODAY)

    assert [citation.article.id for citation in reply.citations] == ["pool"]


def test_a_year_told_just_before_does_not_outweigh_the_one_in_the_quote(
    published: Publish,
) -> None:
    driver = Article(
        "driver",
        "渡轮上的老舵手",
        "2021年冬天，一位老人落水，舵手季山跳下去救人。老人后来送来一面锦旗，季山把它收进了柜子。\n2022年4月，季山获得滨海工匠奖章。",
        date=Day(2023, 3, 9),
    )

    reply = answer(published([driver]), "前年谁获得滨海工匠奖章？", today=TODAY)

    assert reply.kind == "none"


def test_a_page_number_that_no_issue_has_is_refused(published: Publish) -> None:
    reply = answer(published([replace(POOL, page=1)]), "第9版有什么新闻？", today=TODAY)

    assert reply.kind == "none"
    assert reply.answer == (
        f"{FRAME_CHINESE.not_found_of.format(question='第9版有什么新闻?')}\n"
        f"{FRAME_CHINESE.newest_day.format(day='2023-07-06')}"
    )
