"""The storm of kills over HTTP in small, and that its count sees what is lost or there twice."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.web.storm import Asked, tally

ROOT = Path(__file__).parents[2]

ANSWER = "报上是这样写的：“6家”[1]"


def test_a_server_that_is_killed_again_and_again_loses_nothing() -> None:
    """In a process of its own: connections to a killed server may outlive their loop."""
    small = ("--questions", "24", "--members", "6", "--kills", "2")
    command = [sys.executable, "-W", "ignore::ResourceWarning", "-m", "benchmarks.web.storm"]
    ran = subprocess.run([*command, *small], cwd=ROOT, capture_output=True, text=True, check=False)

    figures = re.findall(r"[\d.]+", ran.stdout)
    assert ran.returncode == 0, ran.stderr
    assert figures[:5] == ["24", "2", "24", "0", "0"]


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
