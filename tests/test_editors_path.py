"""docs/editors.md is what happens: files dropped, checked, built, corrected, deleted, restored."""

import re
from pathlib import Path

import pytest

from benchmarks.editors import BLOCK, PAGE, commands, timeless, walked

WRITTEN = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page with what its commands print now."""
    return walked(WRITTEN, tmp_path_factory.mktemp("editor"))


def printed(page: str, command: str) -> list[str]:
    """Return what each run of a command printed, in order."""
    blocks = "\n".join(BLOCK.findall(page)) + "\n$ "
    found = re.findall(
        rf"^\$ {re.escape(command)}\n(.*?)(?=^\$ )", blocks, re.DOTALL | re.MULTILINE
    )
    return [output.strip() for output in found]


def test_the_page_shows_what_the_commands_print_today(today: str) -> None:
    assert timeless(today) == timeless(WRITTEN)


def test_the_path_leads_over_every_step() -> None:
    walk = " ; ".join(commands(WRITTEN))

    steps = ["cp desk/", "index check", "index build", "ask", "sed -i", "index build", "rm pages/"]
    places = [re.search(re.escape(step), walk) for step in (*steps, "index rollback")]
    assert all(places)


def test_a_corrected_figure_is_found_and_the_old_one_is_gone(today: str) -> None:
    before, after, *_ = printed(today, "gongda ask 招聘会有多少人当场签约？")

    assert "312人" in before
    assert "321人" in after
    assert "312人" not in after


def test_what_is_deleted_is_not_found_until_it_is_rolled_back(today: str) -> None:
    before, deleted, back = printed(today, "gongda ask -k 0 首日接待来访职工多少人？")

    assert "43人" in before
    assert "43人" not in deleted
    assert back == before


def test_only_what_was_corrected_is_embedded_again(today: str) -> None:
    first, second, third = printed(today, "gongda index build")

    assert "0 reused" in first
    assert re.search(r"\((\d) embedded", second)[1] == "1"  # type: ignore[index]
    assert "(0 embedded" in third


def test_the_picture_of_the_report_is_there_and_small() -> None:
    name = re.search(r"\]\((check\.(?:png|svg))\)", WRITTEN)

    assert name
    assert 0 < (Path(PAGE).parent / name[1]).stat().st_size < 300_000
