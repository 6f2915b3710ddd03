"""The short form of `python -m benchmarks.crash`: nothing wrong, nothing for a hand to do."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.crash.__main__ import memory, storm
from benchmarks.crash.archive import QUESTIONS, contents, edition_of, settings_in, write_edition
from benchmarks.crash.faults import damaged, no_space
from benchmarks.crash.reader import answers_of
from benchmarks.crash.work import KILLED, in_child
from corpus.article import Article
from index.building.build import build_generation

KILLS = 2


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory(dir=memory()) as name:
        yield Path(name)


def test_killed_builds_leave_no_wrong_answer_and_nothing_to_mend(folder: Path) -> None:
    counted = in_child(lambda: _told(folder))

    assert counted == [str(KILLS), "[]", "[]"]


def _told(folder: Path) -> list[str]:
    """Storm in a child: pytest's own threads must not be forked along."""
    counted = storm(folder, KILLS)
    assert counted.questions > 0
    return [str(counted.kills), str(counted.wrong), str(counted.repairs)]


def test_files_that_are_altered_or_cannot_grow_leave_no_wrong_answer(folder: Path) -> None:
    settings = settings_in(folder)
    write_edition(settings, 0)
    build_generation(settings)

    found = [no_space(settings, (0.3,)), *damaged(settings, 0, ("texts.sqlite", "../CURRENT"))]

    assert [(fault.name, fault.wrong, fault.repairs) for fault in found] == [
        (fault.name, [], []) for fault in found
    ]
    assert all(fault.times for fault in found)


def test_the_storm_would_see_a_stale_answer(folder: Path) -> None:
    settings = settings_in(folder)
    write_edition(settings, 0)
    build_generation(settings)
    write_edition(settings, 1)

    assert answers_of(settings, 0, 0) == []
    assert answers_of(settings, 1, 1) == ["edition 0 answers, not 1 to 1"] * len(QUESTIONS)


@pytest.mark.parametrize("edition", [0, 1, 7, 8, 16, 40])
def test_every_edition_is_told_from_its_articles(edition: int) -> None:
    articles = [Article(name, "", text) for name, text in contents(edition).items()]

    assert edition_of(articles) == edition
    assert edition_of(articles[1:]) is None


def test_a_child_is_killed_or_heard() -> None:
    assert in_child(lambda: ["done"]) == ["done"]
    assert in_child(_forever, kill_after=0.01) == [KILLED]
    assert "ZeroDivisionError" in in_child(lambda: [str(1 / 0)])[0]


def _forever() -> list[str]:
    while True:
        pass
