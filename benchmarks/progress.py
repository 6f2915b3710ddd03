"""How far a benchmark is, and how long it still takes; a bar, or lines where nobody watches one."""

import datetime
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

# Seconds between two lines where there is no terminal.
EVERY = 10.0

Step = Callable[[], None]
Begin = Callable[[str, int], Step]


@contextmanager
def progress(stream: TextIO = sys.stderr) -> Iterator[Begin]:
    """Give what begins a piece of work of so many steps; it returns what is called at each step.

    with progress() as begin:
        step = begin("questions", 2)
        step()  # "questions: 1 of 2, 0:00:07 left"
    """
    if not stream.isatty():
        yield lambda what, total: _Lines(stream, what, total).step
        return
    columns = (
        "{task.description}",
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=stream)) as bars:

        def begin(what: str, total: int) -> Step:
            task = bars.add_task(what, total=total)
            return lambda: bars.advance(task)

        yield begin


class _Lines:
    """One piece of work, told in lines."""

    def __init__(self, stream: TextIO, what: str, total: int) -> None:
        self._stream, self._what, self._total = stream, what, total
        self._done = 0
        self._began = self._spoken = time.monotonic()

    def step(self) -> None:
        """Count a step; write a line with the last one, and every few seconds before that."""
        self._done += 1
        now = time.monotonic()
        if self._done < self._total and now - self._spoken < EVERY:
            return
        self._spoken = now
        left = (now - self._began) / self._done * (self._total - self._done)
        told = datetime.timedelta(seconds=round(left))
        line = f"{self._what}: {self._done:,} of {self._total:,}, {told} left\n"
        self._stream.write(line)
        self._stream.flush()
