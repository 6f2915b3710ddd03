"""How far a benchmark is: lines where nobody watches a bar, and how long it still takes."""

import io

import pytest

from benchmarks import progress as shown
from benchmarks.progress import progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_where_there_is_no_terminal_lines_tell_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shown, "EVERY", 0.0)
    stream = io.StringIO()

    with progress(stream) as begin:
        step = begin("questions", 2)
        step()
        step()

    assert stream.getvalue() == "questions: 1 of 2, 0:00:00 left\nquestions: 2 of 2, 0:00:00 left\n"


def test_lines_come_now_and_then_and_with_the_last_step() -> None:
    stream = io.StringIO()

    with progress(stream) as begin:
        step = begin("questions", 1000)
        for _ in range(1000):
            step()

    assert stream.getvalue() == "questions: 1,000 of 1,000, 0:00:00 left\n"


def test_at_a_terminal_a_bar_tells_it() -> None:
    stream = Terminal()

    with progress(stream) as begin:
        begin("questions", 3)()

    assert "questions" in stream.getvalue()
    assert "1/3" in stream.getvalue()
