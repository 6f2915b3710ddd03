"""How often one member may ask, whatever the times."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.members.throttle import Admission, Throttle

PAUSES = st.lists(st.integers(0, 2000), max_size=60)
LIMITS = st.tuples(st.integers(1, 5), st.integers(1, 8))


def times_of(pauses: list[int]) -> list[int]:
    return [sum(pauses[: place + 1]) for place in range(len(pauses))]


@given(PAUSES, LIMITS)
def test_no_window_ever_holds_more_answered_questions_than_allowed(
    pauses: list[int], limits: tuple[int, int]
) -> None:
    throttle, times = Throttle(*limits), times_of(pauses)

    answered = [at for n, at in enumerate(times) if throttle.admit("m", at, n).verdict == "go"]

    for limit, seconds in zip(limits, (60, 3600), strict=True):
        for start in answered:
            assert len([at for at in answered if start <= at < start + seconds]) <= limit


@given(PAUSES, LIMITS)
def test_each_run_of_too_many_questions_is_answered_exactly_once_at_its_beginning(
    pauses: list[int], limits: tuple[int, int]
) -> None:
    throttle = Throttle(*limits)

    verdicts = [throttle.admit("m", at, n).verdict for n, at in enumerate(times_of(pauses))]

    for refused, run in groupby(verdicts, key=lambda verdict: verdict != "go"):
        if refused:
            first, *others = run
            assert first == "tell"
            assert set(others) <= {"silent"}


@given(PAUSES, LIMITS)
def test_who_waits_as_long_as_told_is_answered_and_no_second_sooner(
    pauses: list[int], limits: tuple[int, int]
) -> None:
    throttle = Throttle(*limits)
    at, last = 0, Admission("go")
    for n, pause in enumerate(pauses):
        at += pause
        last = throttle.admit("m", at, n)

    if last.verdict != "go":
        assert throttle.admit("m", at + last.wait - 1, 998).verdict == "silent"
        assert throttle.admit("m", at + last.wait, 999).verdict == "go"


@given(st.lists(st.integers(0, 10_000), max_size=40), LIMITS)
def test_messages_that_arrive_out_of_order_are_never_judged_more_mildly(
    times: list[int], limits: tuple[int, int]
) -> None:
    throttle = Throttle(*limits)

    verdicts = [throttle.admit("m", at, n).verdict for n, at in enumerate(times)]
    seen = [max(times[: n + 1]) for n in range(len(times))]

    answered = [at for at, verdict in zip(seen, verdicts, strict=True) if verdict == "go"]
    assert all(
        len([at for at in answered if start <= at < start + 60]) <= limits[0] for start in answered
    )


def test_the_first_question_too_many_is_told_when_to_go_on() -> None:
    throttle = Throttle(2, 100)

    judged = [throttle.admit("m", at, at) for at in (0, 10, 20, 30, 60)]

    assert [one.verdict for one in judged] == ["go", "go", "tell", "silent", "go"]
    assert judged[2].wait == 40


@pytest.mark.parametrize("verdict", ["go", "tell"])
def test_an_update_that_is_handled_again_is_judged_as_before_and_not_counted_twice(
    verdict: str,
) -> None:
    throttle = Throttle(1, 100)
    throttle.admit("m", 0, 1)
    throttle.admit("m", 5, 2)
    number = {"go": 1, "tell": 2}[verdict]

    again = [throttle.admit("m", 5, number).verdict for _ in range(3)]

    assert again == [verdict] * 3
    assert throttle.admit("m", 60, 3).verdict == "go"


def test_one_members_questions_do_not_count_for_another() -> None:
    throttle = Throttle(1, 1)

    assert [throttle.admit(member, 0, n).verdict for n, member in enumerate("ab")] == ["go", "go"]


def test_only_so_many_members_are_remembered_and_the_silent_ones_are_forgotten_first() -> None:
    throttle = Throttle(1, 1, remembered=3)
    for n, member in enumerate("abcad"):
        throttle.admit(member, n, n)

    assert len(throttle) == 3
    assert throttle.admit("a", 9, 9).verdict == "silent"
    assert throttle.admit("b", 10, 10).verdict == "go"
