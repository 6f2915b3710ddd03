"""How costs grow: exponents, the table, the picture."""

import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.speed.growth import draw, section, slopes

SIZES: list[dict[str, Any]] = [
    {
        "passages": size,
        "zh": [0, 0, 2.0, 3.0],
        "en": [0, 0, size / 100, 9.0],
        "processor": float(size),
        **({"added": 1.5} if size < 1000 else {}),
    }
    for size in (10, 100, 1000)
]


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_a_known_power_is_its_own_exponent(power: float) -> None:
    found = slopes([(size, 7.0 * size**power) for size in (10, 300, 5_000)])

    assert found == pytest.approx([power, power])


def test_what_was_not_measured_is_a_dash_and_leaves_no_exponent() -> None:
    row = next(line for line in section(SIZES, date(2026, 1, 2)).splitlines() if "more |" in line)

    assert row == "| one article more | 1.5 s | 1.5 s | – | 0.00 |"


def test_the_picture_is_svg_without_a_date(tmp_path: Path) -> None:
    draw(SIZES, tmp_path / "growth.svg")

    written = (tmp_path / "growth.svg").read_text("utf-8")
    assert ElementTree.fromstring(written).tag.endswith("svg")
    assert "dc:date" not in written
