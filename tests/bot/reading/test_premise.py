"""What a question takes for granted, and whether an article is about it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question.question import analyse, language_of
from bot.reading.premise import names_premise, only_deputy, premises
from corpus.article import Article

PRINTED = Article(
    "a",
    "石景山六家驿站上榜",
    "石景山区六家驿站获评最美站点。去年建成二十家。",
    date=datetime.date(2023, 1, 5),
)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("2019年石景山区建了几家驿站？", ("石景山", "2019")),
        ("平谷区投入多少资金？", ("平谷",)),
        ("居民小区有几家驿站？", ()),
        ("中国有多少名职工？", ()),
        ("How many stations were built in 2019?", ("2019",)),
        ("谁获奖了？", ()),
    ],
)
def test_places_and_years_are_taken_for_granted(question: str, names: tuple[str, ...]) -> None:
    assert premises(question, language_of(question)) == names


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("石景山有几家驿站获评最美？", True),
        ("石景山區有幾家驛站獲評最美？", True),
        ("朝阳区有几家驿站获评最美？", False),
        ("2022年石景山建成多少家？", True),
        ("2019年石景山建成多少家？", False),
        ("How many were built in 2019?", False),
        ("谁获奖了？", True),
    ],
)
def test_an_article_tells_of_the_places_and_years_that_it_names(question: str, told: bool) -> None:
    assert names_premise(question, language_of(question), PRINTED) == told


@given(st.text(max_size=60))
def test_an_article_that_repeats_the_question_tells_of_all_of_it(question: str) -> None:
    article = Article("b", "", question)

    assert names_premise(question, language_of(question), article)


@pytest.mark.parametrize(
    ("question", "told", "another"),
    [
        ("云桥区总工会主席是谁？", "区总工会副主席卢静贴好春联。", True),
        ("云桥区总工会副主席是谁？", "区总工会副主席卢静贴好春联。", False),
        ("云桥区总工会主席是谁？", "主席汤明远和副主席卢静到场。", False),
        ("云桥区总工会主席叫什么名字？", "区总工会副主席卢静贴好春联。", True),
        ("谁贴好春联？", "区总工会副主席卢静贴好春联。", False),
    ],
)
def test_a_deputy_is_not_the_holder_of_the_office(question: str, told: str, another: bool) -> None:
    assert only_deputy(analyse(question), told) == another
