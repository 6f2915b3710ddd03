"""Which kind of number is asked for, and what in a sentence is of that kind."""

import pytest

from bot.question.measure import MEASURES, measure_of, measured
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
    ],
)
def test_a_sentence_holds_numbers_of_the_kind_and_no_others(
    name: str, sentence: str, found: list[str]
) -> None:
    measure = next(one for one in MEASURES if one.name == name)

    assert measured(fold(sentence), measure) == found
