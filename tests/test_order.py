"""The order in which tests are run: each once, and what loads the same libraries together."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import OF_ANOTHER, OF_ONE_KIND, TESTS, in_two_halves


@dataclass(frozen=True)
class Placed:
    """A test, as far as its order is concerned."""

    path: Path
    number: int


def of(rooms: tuple[str, ...], tests: list[pytest.Item]) -> list[pytest.Item]:
    return [one for one in tests if one.path.relative_to(TESTS).as_posix().startswith(rooms)]


def placed(names: list[str]) -> list[pytest.Item]:
    return cast("list[pytest.Item]", [Placed(TESTS / one, n) for n, one in enumerate(names)])


@given(st.lists(st.sampled_from([*OF_ONE_KIND, *OF_ANOTHER, "corpus/", "test_docs.py"])))
def test_every_test_is_run_once_and_rooms_keep_their_order(names: list[str]) -> None:
    before = placed(names)

    after = in_two_halves(before)

    assert sorted(after, key=before.index) == before
    for rooms in (OF_ONE_KIND, OF_ANOTHER):
        assert of(rooms, after) == of(rooms, before)


def test_each_half_begins_with_what_loads_the_same() -> None:
    names = ["web/a.py", "corpus/a.py", "telegram/a.py", "corpus/b.py", "bot/reading/a.py"]

    after = [one.path.relative_to(TESTS).as_posix() for one in in_two_halves(placed(names))]

    assert after == ["telegram/a.py", "corpus/a.py", "web/a.py", "bot/reading/a.py", "corpus/b.py"]
