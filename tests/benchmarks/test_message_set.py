"""The sets of members' messages: what they expect is printed, and every kind has enough."""

from collections import Counter

import pytest

from benchmarks.messages.__main__ import SETS, WrittenSet
from index.evaluation.message_sets import MessageCase, read_message_set

KINDS = {name: "IJ" if name == "fourth" else "ABCDEFGHIJK" for name in SETS}
FEWEST = {"first": 34, "second": 18, "third": 21, "fourth": 28, "fifth": 10, "sixth": 10}
HALVES = {key: {"test"} for key in SETS} | {"first": {"dev", "test"}, "fifth": {"dev"}}


@pytest.fixture(scope="module", params=[*SETS])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def written(name: str) -> WrittenSet:
    return SETS[name]


@pytest.fixture(scope="module")
def cases(written: WrittenSet) -> tuple[MessageCase, ...]:
    return read_message_set(written.messages)


@pytest.fixture(scope="module")
def pages(written: WrittenSet) -> list[str]:
    return [page.read_text(encoding="utf-8") for page in sorted(written.pages.glob("*.md"))]


def test_every_printed_text_stands_on_one_page(
    cases: tuple[MessageCase, ...], pages: list[str]
) -> None:
    answers = [part.answers for case in cases for part in case.parts if part.answers]

    assert [
        one for one in answers if not any(all(text in page for text in one) for page in pages)
    ] == []
    assert [
        text for case in cases for text in case.never if not any(text in page for page in pages)
    ] == []


def test_what_must_not_be_quoted_is_no_part_of_the_answer(cases: tuple[MessageCase, ...]) -> None:
    within = [
        case.id
        for case in cases
        for never in case.never
        if any(never in text for part in case.parts for text in part.answers)
    ]

    assert within == []


def test_every_kind_has_enough_messages_in_both_languages_and_halves(
    name: str, cases: tuple[MessageCase, ...]
) -> None:
    kinds = Counter(case.kind for case in cases)

    assert set(kinds) == set(KINDS[name])
    assert min(kinds.values()) >= FEWEST[name]
    for kind in KINDS[name]:
        groups = {(case.language, case.half) for case in cases if case.kind == kind}
        assert groups == {(language, half) for language in ("zh", "en") for half in HALVES[name]}


def test_no_message_stands_there_twice(cases: tuple[MessageCase, ...]) -> None:
    assert len({case.turns for case in cases}) == len({case.id for case in cases}) == len(cases)


def test_follow_ups_and_only_they_have_several_turns(cases: tuple[MessageCase, ...]) -> None:
    leaning = [case for case in cases if len(case.turns) > 1 and case.expects != "talk"]

    assert {case.kind for case in leaning} == {"I"}
    assert all(len(case.turns) > 1 for case in cases if case.kind == "I")
