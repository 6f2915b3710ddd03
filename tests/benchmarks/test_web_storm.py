"""The storm of kills over HTTP in small, and that its count sees what is lost or there twice."""

from pathlib import Path

import pytest

from benchmarks.web.storm import Asked, Size, storm, tally

ANSWER = "报上是这样写的：“6家”[1]"


async def test_a_server_that_is_killed_again_and_again_loses_nothing(tmp_path: Path) -> None:
    result = await storm(Size(questions=24, members=6, kills=3), tmp_path)

    assert (result.asked, result.answered) == (24, 24)
    assert (result.lost, result.twice) == (0, 0)


@pytest.mark.parametrize(
    ("answer", "fetched", "stands", "lost", "twice"),
    [
        (ANSWER, ANSWER, 1, 0, 0),
        ("", "", 0, 1, 0),
        (ANSWER, "", 0, 1, 0),
        (ANSWER, "报上没有。", 1, 1, 0),
        (ANSWER, ANSWER, 3, 0, 2),
    ],
)
def test_an_answer_counts_that_can_be_fetched_again_and_stands_there_once(
    answer: str, fetched: str, stands: int, lost: int, twice: int
) -> None:
    asked = Asked("有几家？", answer=answer, fetched=fetched)

    result = tally([asked], {asked.text: stands})

    assert (result.lost, result.twice) == (lost, twice)
