"""The storm of kills in small, and that its count sees what members would see."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.telegram.bot import MODES
from benchmarks.telegram.storm import Size, storm
from benchmarks.telegram.storm_count import Question, below, tally
from benchmarks.telegram.storm_questions import endless, questions
from bot.telegram.text.messages import TELEGRAM_CHINESE, TELEGRAM_ENGLISH

ANSWER = "报上是这样写的：“6家”[1]"
TEXTS = st.sampled_from(
    (ANSWER, TELEGRAM_CHINESE.working, TELEGRAM_ENGLISH.working, TELEGRAM_CHINESE.failed)
)


@pytest.mark.parametrize("mode", MODES)
async def test_a_bot_that_is_killed_again_and_again_loses_nothing_and_says_nothing_twice(
    mode: str, tmp_path: Path
) -> None:
    result = await storm(mode, Size(questions=24, members=6, kills=2), tmp_path)

    assert (result.asked, result.answered) == (24, 24)
    assert (result.lost, result.duplicated) == (0, 0)


@pytest.mark.parametrize(
    ("replies", "lost", "duplicated"),
    [
        ([ANSWER], 0, 0),
        ([], 1, 0),
        ([TELEGRAM_CHINESE.working], 1, 0),
        ([TELEGRAM_CHINESE.failed.format(reference="ab12")], 1, 0),
        ([TELEGRAM_CHINESE.working, ANSWER], 0, 1),
        ([ANSWER, ANSWER], 0, 1),
    ],
)
def test_what_stands_below_a_question_in_the_end_is_what_counts(
    replies: list[str], lost: int, duplicated: int
) -> None:
    result = tally([Question(0.0, replies, 1.0 if ANSWER in replies else None)])

    assert (result.lost, result.duplicated) == (lost, duplicated)


@given(st.lists(st.lists(TEXTS, max_size=3)), st.integers(0, 3))
def test_every_question_is_answered_or_lost_and_every_message_too_many_is_seen(
    replies: list[list[str]], of_nobody: int
) -> None:
    result = tally([Question(0.0, one, 1.0) for one in replies], of_nobody)

    assert result.answered + result.lost == result.asked == len(replies)
    assert (result.duplicated == 0) == (not of_nobody and all(len(one) < 2 for one in replies))


def test_a_message_stands_below_the_question_of_its_own_chat_or_below_none() -> None:
    messages = [(11, 1, ANSWER), (12, 1, ANSWER), (11, None, ANSWER)]

    assert below(messages, [(11, 1), (11, 2)]) == ({(11, 1): [ANSWER], (11, 2): []}, 2)


def test_members_never_ask_the_same_twice_and_a_seed_repeats_a_storm() -> None:
    asked = questions(300, seed=1)

    assert len(set(asked)) == 300
    assert asked == questions(300, seed=1) != questions(300, seed=2)


def test_a_crowd_can_ask_ten_thousand_questions_of_which_hardly_two_are_the_same() -> None:
    asked = list(itertools.islice(endless(seed=1), 10_000))

    assert len(set(asked)) > 9_900
    assert not [one for one in asked if one.startswith("/")]
