"""Work spread over processes."""

import os
import signal
from pathlib import Path

import pytest

from index.engines.processes import spread


def square(number: int) -> int:
    """Return the number times itself."""
    return number * number


def own_process(_: int) -> int:
    """Return who does the work."""
    return os.getpid()


def size(path: Path) -> int:
    """Return the bytes of a file."""
    return path.stat().st_size


def killed(_: int) -> None:
    """End like a process that the system ends."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_results_come_in_the_order_of_the_jobs() -> None:
    found = list(spread(square, range(20)))

    assert found == [number * number for number in range(20)]


def test_the_work_is_done_elsewhere() -> None:
    assert os.getpid() not in set(spread(own_process, [1, 2]))


def test_what_a_job_raises_is_raised_here(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="missing"):
        list(spread(size, [tmp_path, tmp_path / "missing"]))


def test_a_process_that_is_ended_is_told_of() -> None:
    with pytest.raises(OSError, match="ended"):
        list(spread(killed, [1]))


def test_no_job_is_no_work() -> None:
    assert list(spread(square, [])) == []
