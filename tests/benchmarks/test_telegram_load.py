"""The load of `benchmarks/telegram/load.py` in small: a flood is held in its own lane."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.telegram.load import FIRST_FLOODER, FLOOD, Waits, crowded, draw, growth

MEMBERS = 20


async def test_all_are_answered_and_a_flood_goes_on_when_its_neighbours_are_done() -> None:
    async with crowded(limited=False) as (crowd, bot):
        waits = await crowd.at_once(MEMBERS, flooders=1)
        held = bot.memory()

    flooding = [member == FIRST_FLOODER for member, _ in crowd.order]
    last_neighbour = max(place for place, flood in enumerate(flooding) if not flood)
    assert (len(waits), sum(flooding)) == (MEMBERS, FLOOD)
    assert sum(flooding[:last_neighbour]) < FLOOD / 2
    assert held > 0


def test_what_a_flood_costs_is_told_by_the_middle_round() -> None:
    calm = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]])
    waits = Waits(np.array([0.1]), calm, np.add(calm, [[0.1], [0.3], [9.0]]))

    assert waits.more(50) == pytest.approx(0.3)


def test_growth_is_that_of_the_second_half_and_can_be_drawn(tmp_path: Path) -> None:
    measured = [(0, 90.0), (1000, 120.0), (2000, 121.0), (3000, 122.0)]

    assert growth(measured) == pytest.approx(1.0)
    assert draw(measured, tmp_path / "new").read_bytes().startswith(b"\x89PNG")
