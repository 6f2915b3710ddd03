"""Ours beside the floor: the table, and a small index measured for real."""

from pathlib import Path

import pytest

from benchmarks.speed.floors import Floors, milliseconds, table
from benchmarks.speed.question_speed import Stopwatch
from corpus.config import BUNDLED_PAGES, CorpusSettings, IndexSettings, Settings
from index.building.build import build_generation

QUESTION = "海淀区总工会踏勘了多少次？"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index of the bundled pages."""
    folder = tmp_path_factory.mktemp("floors")
    build_generation(
        Settings(
            corpus=CorpusSettings(folders=(BUNDLED_PAGES,)),
            index=IndexSettings(folder=folder, encoder="bundled-static"),
        )
    )
    return folder


def test_every_stage_of_a_question_is_told_and_none_takes_longer_than_all(root: Path) -> None:
    told = Stopwatch(root).stages(QUESTION)

    assert told["total"] > 0.0
    assert all(took <= told["total"] for took in told.values())


def test_every_floor_does_real_work(root: Path) -> None:
    floors = Floors(root).of(QUESTION)

    took = {stage: milliseconds(work) for stage, work in floors.items()}

    assert set(took) == {"words", "vector", "lexical", "dense", "texts"}
    assert floors["lexical"]().hits  # type: ignore[attr-defined]


def test_a_stage_without_a_floor_has_no_ratio() -> None:
    lines = table("a question", "ms", {"cut | bare": (3.0, 1.5), "choose | ": (2.0, None)})

    assert lines.splitlines()[2:] == [
        "| cut | bare | 3.00 | 1.50 | 2.0 |",
        "| choose |  | 2.00 | – | – |",
    ]
