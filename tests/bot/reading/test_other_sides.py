"""A quote that tells of another side of a thing than the one asked for."""

from dataclasses import replace

import pytest

from bot.question.question import analyse
from bot.reading.numbered import contradicts, lacks, other_side
from bot.reading.premise import WITHOUT_PREMISE, denies_otherwise, left_of_premise
from corpus.article import Article
from corpus.passages import TextRange, sentences
from index.text.words import fold

CHOIR = Article(
    "choir",
    "第九届职工合唱节唱响江畔",
    "教育工会合唱团获得金奖。第八届合唱节的金奖获得者是地铁公司合唱团。",
)
GOLD, BEFORE = sentences(CHOIR.text)


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("桨板比赛男子队冠军是谁", "夺冠的是女子队", True),
        ("桨板比赛女子队冠军是谁", "夺冠的是女子队", False),
        ("羽毛球单打冠军是谁", "女子单打冠军是何碧云", False),
        ("Who won the men's race?", "夺冠的是女子队", True),
        ("Who won the women's race?", "夺冠的是女子队", False),
        ("男职工有几天假", "男方享受护理假15天，女方享受产假", False),
        ("托管班上午安排哪些课", "下午分别安排书法、编程", True),
        ("上半年有多少人", "下半年有5人", True),
        ("春节放几天", "国庆节放假8天", True),
        ("国庆放几天", "国庆、中秋放假8天", False),
        ("春节放几天", "放假8天", False),
        ("五一放几天", "劳动节、国庆节放假8天", False),
    ],
)
def test_the_other_of_two_sides_does_not_answer(question: str, sentence: str, other: bool) -> None:
    assert other_side(question, fold(sentence)) == other
    assert contradicts(question, fold(sentence)) == other


@pytest.mark.parametrize(
    ("question", "printed", "lacking"),
    [
        ("四季度受理了多少件", "一季度305件，二季度378件", True),
        ("二季度受理了多少件", "一季度305件，二季度378件", False),
        ("二等奖有哪些作品", "一等奖作品是《船》", True),
        ("Which stations belong to the second batch?", "首批驿站共2家", True),
        ("Which stations belong to the second batch?", "第二批驿站共2家", False),
        ("How many cases were there in the fourth quarter?", "二季度378件", True),
        ("How many in the second half of the year?", "下半年有5件", False),
    ],
)
def test_another_quarter_prize_or_batch_is_not_meant(
    question: str, printed: str, lacking: bool
) -> None:
    assert lacks(question, fold(printed)) == lacking


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("第八届合唱节金奖是谁", (WITHOUT_PREMISE, 1.0)),
        ("第九届合唱节金奖是谁", (1.0, WITHOUT_PREMISE)),
        ("Who won the gold prize at the eighth choir festival?", (WITHOUT_PREMISE, 1.0)),
        ("合唱节金奖是谁", (1.0, 1.0)),
    ],
)
def test_a_sentence_without_a_number_is_about_what_its_headline_numbers(
    question: str, left: tuple[float, float]
) -> None:
    asked = analyse(question)

    assert (left_of_premise(asked, CHOIR, GOLD), left_of_premise(asked, CHOIR, BEFORE)) == left


@pytest.mark.parametrize(
    ("question", "sentence", "otherwise"),
    [
        ("工会经费可以用在哪些方面", "工会经费不得用于请客送礼、购买购物卡", True),
        ("工会经费可以用在哪些方面", "工会经费可以用于职工教育、文体活动", False),
        ("工会经费不得用在哪些方面", "工会经费可以用于职工教育、文体活动", True),
        ("哪些情形不算工伤", "应当认定为工伤的有下列情形", True),
        ("哪些情形视为工伤", "醉酒的、自残的，不视为工伤", True),
        ("Who must not be vaccinated?", "正在发热的人不得接种", False),
        ("Who must not be vaccinated?", "环卫工、快递员免费接种", True),
        ("公寓里可以养狗吗", "可以养猫，不得养狗", False),
    ],
)
def test_what_is_forbidden_does_not_answer_what_is_allowed(
    question: str, sentence: str, otherwise: bool
) -> None:
    assert denies_otherwise(analyse(question), fold(sentence)) == otherwise


def test_an_article_that_says_both_is_no_false_premise() -> None:
    article = replace(CHOIR, title="", text="男子第一名是甲，女子第一名是乙。")

    whole = TextRange(0, len(article.text))

    assert left_of_premise(analyse("男子第一名是谁"), article, whole) == 1.0


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("第十八届球赛女子组冠军是谁", WITHOUT_PREMISE),
        ("第19届球赛女子组冠军是谁", 1.0),
        ("球赛女子组冠军是谁", 1.0),
    ],
)
def test_a_sentence_is_about_what_was_numbered_last_before_it(question: str, left: float) -> None:
    text = "第十八届球赛去年停办。4月26日，第十九届球赛落幕，观众三千人。女子组冠军是二院队。"
    article = replace(CHOIR, title="球赛落幕", text=text)

    assert left_of_premise(analyse(question), article, [*sentences(text)][-1]) == left
