"""False premises to learn refusing from: another year, another name, another thing."""

import random

import pytest

from bot.question.question import analyse
from bot.training.questions import swapped, with_other_thing


def test_a_year_becomes_another_year() -> None:
    changed = swapped("2009年谁当选？", [], random.Random(1))

    assert changed is not None
    assert changed != "2009年谁当选？"
    assert changed.endswith("年谁当选？")


def test_a_place_becomes_another_name() -> None:
    changed = swapped("石景山区建了多少个站点？", ["朝阳区"], random.Random(1))

    assert changed == "朝阳区建了多少个站点？"


def test_a_question_without_a_name_cannot_be_swapped() -> None:
    assert swapped("谁当选？", ["朝阳区"], random.Random(1)) is None


@pytest.mark.parametrize("text", ["摄影大赛的裁判是谁？", "攝影大賽的裁判是誰？"])
def test_the_thing_asked_for_becomes_another_thing(text: str) -> None:
    changed = with_other_thing(text, analyse(text), ["馆长"], random.Random(2))

    assert changed is not None
    assert "馆长" in changed
    assert len(changed) >= len(text) - 2
