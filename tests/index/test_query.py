"""What a question asks about, without the words that only ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import content, plain_question, query_groups, without_small_talk


@pytest.mark.parametrize(
    ("question", "gone"),
    [
        ("哪些站点获奖了？", "哪些"),
        ("石景山区建了多少个站点", "多少"),
        ("他們為什麼獲獎", "为什么"),
    ],
)
def test_the_asking_word_is_left_out(question: str, gone: str) -> None:
    assert gone not in content(question)


def test_a_question_of_asking_words_alone_stays_whole() -> None:
    assert content("什么？") == "什么?"


def test_function_words_are_not_searched_but_what_they_join_is() -> None:
    found = [group.into[0][0] for group in query_groups("海淀区的作品")]

    assert "的" not in found
    assert {"海淀区", "作品"} <= set(found)


@given(st.text(max_size=80))
def test_any_text_becomes_groups_of_one_whole_word(question: str) -> None:
    groups = query_groups(question)

    assert all(weight == 1.0 and word.strip() for group in groups for word, weight in group.into)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("请问一下，他们领了啥呀？", "他们领了什么?"),
        ("我想知道高温津贴是多少", "高温津贴是多少"),
        ("請告訴我哪些站點獲獎了，謝謝！", "哪些站点获奖了"),
        ("为啥延期", "为什么延期"),
        ("Can you tell me who won?", "who won?"),
        ("I'd like to know how many workers joined", "how many workers joined"),
    ],
)
def test_small_talk_around_a_question_is_left_out(question: str, asked: str) -> None:
    assert plain_question(question) == asked


@pytest.mark.parametrize(
    "question", ["介绍信是谁开的?", "谁知道真相?", "看看哪里有驿站", "What is KN95?", "请问"]
)
def test_what_only_looks_like_small_talk_stays(question: str) -> None:
    assert plain_question(question) == question


def test_what_is_remembered_of_a_question_is_as_written_without_the_small_talk() -> None:
    assert without_small_talk("请问一下，石景山有几家驿站上榜呀？") == "石景山有几家驿站上榜？"
    assert without_small_talk("Can you tell me who won?") == "who won?"
    assert without_small_talk("啥？") == "啥？"
