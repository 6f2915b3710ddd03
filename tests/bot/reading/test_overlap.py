"""How much of a question stands in a text."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.question.question import analyse
from bot.question.terms import QuestionWord
from bot.reading.overlap import Relatives, held, marks, rarity, weight_share


def group(word: str) -> QuestionWord:
    """Return a word as a group of its own."""
    return QuestionWord(word, ((word, 1.0),), 1.0)


def test_a_relative_is_near_and_a_stranger_is_not() -> None:
    relatives = Relatives([group("获奖")])

    near, far = relatives.of(["六家驿站被评为最美站点", "天气晴朗"])

    assert near[0] > far[0]


def test_a_short_word_stands_in_the_long_one_that_it_shortens() -> None:
    relatives = Relatives([group("劳模")])

    assert relatives.of(["表彰劳动模范大会"])[0, 0] > 0.5
    assert relatives.of(["模仿劳作"])[0, 0] < 0.5


def test_words_without_a_common_word_may_share_a_character() -> None:
    groups, texts = [group("食物")], ["以藻类为食", "体长十厘米"]

    shared = marks(groups, np.ones((1, 1), dtype=np.float32), texts, np.array([0]))

    assert shared[0] > shared[1] == 0.0


@given(st.text(max_size=60), st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_every_share_lies_between_nothing_and_all(question: str, texts: list[str]) -> None:
    groups = analyse(question).groups
    weights = np.ones(max(1, len(groups)), dtype=np.float32)

    found = held(groups, texts)

    assert found.shape == (len(texts), max(1, len(groups)))
    for value in (
        weight_share(found, weights),
        weight_share(found, weights * rarity(found, np.array([0]))),
    ):
        assert ((value >= 0.0) & (value <= 1.0 + 1e-5)).all()
