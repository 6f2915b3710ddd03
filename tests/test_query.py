"""What a question asks about, without the words that only ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import content, groups_of


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
    found = [group.into[0][0] for group in groups_of("海淀区的作品")]

    assert "的" not in found
    assert {"海淀区", "作品"} <= set(found)


@given(st.text(max_size=80))
def test_any_text_becomes_groups_of_one_whole_word(question: str) -> None:
    groups = groups_of(question)

    assert all(weight == 1.0 and word.strip() for group in groups for word, weight in group.into)
