"""Which kind of number is asked for, and what in a sentence is of that kind."""

import pytest

from bot.question.measure import MEASURES, cannot_be, measure_of, measured
from index.text.words import fold


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("高温津贴每人每月多少钱？", "money"),
        ("投入多少资金？", "money"),
        ("月薪是多少？", "money"),
        ("How much did the hall cost?", "money"),
        ("他的手机号是多少？", "phone"),
        ("聯繫電話", "phone"),
        ("What is the phone number of the union?", "phone"),
        ("叫救护车打什么电话？", "phone"),
        ("会员卡丢了打哪个号挂失", "phone"),
        ("who do I ring?", "phone"),
        ("掏几块？", "money"),
        ("桥有多长？", "duration"),
        ("许凤英当了多少年师傅", "duration"),
        ("What are the opening hours?", "clock"),
        ("多久能拿到？", "duration"),
        ("试用期最长几个月？", "duration"),
        ("How long may it last?", "duration"),
        ("他多大了？", "age"),
        ("How old is the driver?", "age"),
        ("女职工占比多少？", "share"),
        ("What percentage of workers joined?", "share"),
        ("几点开门？", "clock"),
        ("活动几月几号开始？", "day"),
        ("On what date did it open?", "day"),
        ("哪年成立？", "year"),
        ("In which year was it founded?", "year"),
    ],
)
def test_the_kind_of_number_is_told_by_the_asking_words(question: str, name: str) -> None:
    measure = measure_of(fold(question))

    assert measure is not None
    assert measure.name == name


@pytest.mark.parametrize(
    "question",
    [
        "多少名职工参加？",
        "有几家驿站？",
        "小屋有多大？",
        "谁获奖了？",
        "How many workers joined?",
        "Who won?",
        "得了几块金牌？",
        "房间号码是多少？",
        "人像摄影在几号教室？",
        "火车是几号线？",
        "心率多少合适？",
        "汇率是多少？",
        "哪几天放假？",
    ],
)
def test_things_that_are_counted_are_no_measure(question: str) -> None:
    measure = measure_of(fold(question))

    assert measure is None


@pytest.mark.parametrize(
    ("name", "sentence", "found"),
    [
        ("money", "每人每月180元，共三个月", ["180元"]),
        ("money", "律师收集了三类证据", []),
        ("phone", "热线12351全天开通", ["12351"]),
        ("phone", "共有1136条建议", []),
        ("duration", "试用期不得超过六个月", ["六个月"]),
        ("age", "46岁的司机", ["46岁"]),
        ("share", "同比增长8.1%", ["1%"]),
        ("clock", "上午9点开门", ["9点"]),
        ("day", "5月8日举行", ["5月", "8日"]),
        ("year", "成立于1956年", ["1956年"]),
        ("year", "去年建成", ["去年"]),
        ("phone", "火警电话119", ["电话119"]),
        ("phone", "拨打400 650 1122", ["400 650"]),
        ("phone", "共有126户", []),
        ("money", "免费参加", ["免费"]),
        ("money", "票价¥128", ["¥1"]),
        ("money", "RMB 500", ["rmb 5"]),
        ("clock", "24小时开放", ["24小时"]),
        ("day", "正月十五举行", ["正月"]),
        ("duration", "永久有效", ["永久"]),
        ("duration", "当天到账", ["当天"]),
    ],
)
def test_a_sentence_holds_numbers_of_the_kind_and_no_others(
    name: str, sentence: str, found: list[str]
) -> None:
    measure = next(one for one in MEASURES if one.name == name)

    assert measured(fold(sentence), measure) == found


@pytest.mark.parametrize(
    ("question", "words", "impossible"),
    [
        ("游泳馆几点开门", "7月1日起", True),
        ("游泳馆几点开门", "开放", True),
        ("游泳馆几点开门", "6点半", False),
        ("驿站几点开门", "24小时开放", False),
        ("火警电话是多少", "119", False),
        ("火警电话是多少", "3月9日", True),
        ("校长的电话是多少", "学生1140人，校长是申小雅", True),
        ("校长的电话是多少", "申小雅", True),
        ("校长的电话是多少", "6612 3330", False),
        ("票价多少钱", "9点30分", True),
        ("票价多少钱", "免费", False),
        ("几号开幕", "6点", True),
        ("教室在哪里", "7月1日起", False),
    ],
)
def test_what_is_of_another_unit_cannot_be_the_answer(
    question: str, words: str, impossible: bool
) -> None:
    assert cannot_be(fold(words), measure_of(fold(question))) == impossible
