"""Lists that answer in other words than the question's."""

import pytest

from bot.lists.paraphrased import enumerated
from bot.question.question import analyse
from corpus.article import Article, Passage
from index.hit import Hit, Translation, Why

PAGE = (
    "区里今年新建了一批站点。\n"
    "鲁谷街道暖心驿站、老山街道暖心驿站、古城街道暖心驿站等3家驿站被评为全国最美。\n"
    "环卫工人、快递员、外卖骑手都能进来休息，站点还提供热水。"
)
BRIDGE = (
    Translation("stations", (("站点", 1.0),)),
    Translation("won", (("中", 0.5),)),
    Translation("awards", (("标", 0.5),)),
)


def hits(*texts: str) -> list[Hit]:
    return [
        Hit(Passage(Article(str(number), "", text), 0, len(text)), 1.0, Why())
        for number, text in enumerate(texts)
    ]


def test_a_list_is_found_by_what_its_items_are_and_what_is_said_of_them() -> None:
    quote = enumerated(analyse("哪些站点获奖了？"), hits(PAGE), 0.5)

    assert quote is not None
    assert quote.text.startswith("鲁谷街道暖心驿站、")
    assert quote.confidence == 0.5


def test_an_english_question_finds_it_by_its_words_translations() -> None:
    quote = enumerated(analyse("Which stations won awards?", BRIDGE), hits(PAGE), 0.5)

    assert quote is not None
    assert quote.text.startswith("鲁谷街道暖心驿站、")


def test_how_many_things_are_asked_for_is_nothing_that_is_said_of_them() -> None:
    bridge = (*BRIDGE, Translation("three", (("3", 1.0),)))

    quote = enumerated(analyse("Which three stations won awards?", bridge), hits(PAGE), 0.5)

    assert quote is not None


@pytest.mark.parametrize(
    "question",
    [
        "哪些站点被关闭了？",
        "哪些学校获奖了？",
        "朝阳区哪些站点获奖了？",
        "2019年哪些站点获奖了？",
        "站点获奖了吗？",
    ],
)
def test_another_deed_thing_place_or_year_is_not_answered(question: str) -> None:
    assert enumerated(analyse(question), hits(PAGE), 0.5) is None


def test_the_surest_list_wins_wherever_it_stands_among_the_hits() -> None:
    other = "书屋、食堂、浴室等3处场所获奖。"

    quote = enumerated(analyse("哪些站点获奖了？"), hits(other, PAGE), 0.5)

    assert quote is not None
    assert quote.article.id == "1"


def test_without_hits_there_is_no_list() -> None:
    assert enumerated(analyse("哪些站点获奖了？"), [], 0.5) is None
