"""Follow-ups on what was shown, on things that nobody spoke of, and on the next of a row."""

import pytest

from bot.followups.resolve import understand
from bot.followups.turn import Turn, turn_from_json, turn_to_json

DRIVER = Turn("谭玉兰安全行驶了多少公里？", "她安全行驶超过40万公里。", "", (), "四十万公里零事故")
LIBRARY = Turn("职工书屋有多少册图书？", "首批上架图书2000册。")


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("是谁写的", "《四十万公里零事故》是谁写的？"),
        ("这篇文章是谁写的？", "《四十万公里零事故》是谁写的？"),
        ("记者是谁", "《四十万公里零事故》记者是谁？"),
        ("谁报道的", "《四十万公里零事故》谁报道的？"),
        ("who wrote it?", "《四十万公里零事故》who wrote it？"),
    ],
)
def test_who_wrote_it_is_asked_of_the_article_that_was_shown(question: str, meant: str) -> None:
    assert understand(question, [DRIVER]).text == meant


def test_without_an_article_nobody_wrote_it() -> None:
    assert "《" not in understand("是谁写的", [Turn("有没有停车场？")]).text


def test_the_headline_is_kept_with_the_turn_and_old_turns_have_none() -> None:
    assert turn_from_json(turn_to_json(DRIVER)) == DRIVER
    assert (
        turn_from_json('{"question": "几点？", "quote": "", "around": "", "words": []}').title == ""
    )


@pytest.mark.parametrize(
    ("turn", "question", "meant"),
    [
        (DRIVER, "那个图书室有多少本书", "图书室有多少本书？"),
        (LIBRARY, "那个图书室几点开门", "职工书屋图书室几点开门？"),
        (LIBRARY, "那个书屋几点开门", "职工书屋几点开门？"),
        (DRIVER, "这个图书室有多少本书", "谭玉兰图书室有多少本书？"),
    ],
)
def test_that_thing_is_another_one_if_nobody_spoke_of_its_like(
    turn: Turn, question: str, meant: str
) -> None:
    assert understand(question, [turn]).text == meant


@pytest.mark.parametrize("question", ["最新一期是哪天的", "最新的报纸是什么时候的？"])
def test_a_question_for_an_issue_stands_alone(question: str) -> None:
    assert not understand(question, [DRIVER]).changed


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        ("阅览室有空调吗？", "几点关门", "阅览室，几点关门？"),
        ("图书馆几点开门？", "什么时候闭馆", "图书馆，什么时候闭馆？"),
        ("流感疫苗打到哪天", "要带什么去", "流感疫苗，要带什么去？"),
        ("产假合计多少天", "那难产的呢", "难产，产假合计多少天"),
        ("匠寓的押金多少", "工寓的呢", "工寓的押金多少"),
        ("第六届摄影展一等奖是什么作品？", "上一届的呢？", "第5届摄影展一等奖是什么作品？"),
        ("第20届职代会在哪开？", "那下一届呢", "第21届职代会在哪开？"),
        ("摄影展一等奖是什么作品？", "上一届呢？", "上一届，摄影展一等奖是什么作品？"),
        (
            "Which work won first prize at the sixth photo exhibition?",
            "The fifth?",
            "Which work won first prize at the fifth photo exhibition?",
        ),
        ("When is the first bus?", "And the last one?", "When is the last bus?"),
        (
            "How much does the scholarship give a bachelor student?",
            "And a high school student?",
            "How much does the scholarship give a high school student?",
        ),
        ("Who won the men's singles?", "And the women's?", "Who won the women's singles?"),
    ],
)
def test_what_takes_the_place_of_what(before: str, question: str, meant: str) -> None:
    assert understand(question, [Turn(before)]).text == meant


@pytest.mark.parametrize("question", ["几点灯会", "什么时候灯会", "红烧肉多少钱", "会员卡要多少钱"])
def test_a_thing_is_no_deed(question: str) -> None:
    assert not understand(question, [LIBRARY]).changed


@pytest.mark.parametrize("question", ["食堂晚上几点关门", "游泳馆周末几点开门"])
def test_what_has_hours_is_asked_of_by_its_own_name(question: str) -> None:
    assert not understand(question, [LIBRARY]).changed
