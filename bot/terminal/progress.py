"""How far a build is: a bar where somebody watches, a line now and then where nobody does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from index.building.build import BuildProgress


_STAGES = {
    "read": "reading pages",
    "words": "indexing words",
    "vectors": "embedding",
    "publish": "publishing",
    "ask": "asking",
}
# Seconds between two lines of a build that nobody watches.
_EVERY = 5.0


@contextmanager
def progress_on(stream: TextIO) -> Iterator[BuildProgress]:
    """Give the callback of `index.build.build` that shows its progress on this stream."""
    if not stream.isatty():
        yield _Lines(stream)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description:<16}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=Console(file=stream)) as bars:
        tasks = {
            name: bars.add_task(told, total=None, start=False, visible=False)
            for name, told in _STAGES.items()
        }

        def advance(stage: str, done: int, total: int) -> None:
            if not bars.tasks[tasks[stage]].started:
                bars.start_task(tasks[stage])
            bars.update(tasks[stage], completed=done, total=total, visible=True)

        yield advance


class _Lines:
    """Writes a line when a stage ends, and every few seconds before that."""

    def __init__(self, stream: TextIO) -> None:
        """Start the clock."""
        self._stream = stream
        self._spoken = time.monotonic()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of the progress."""
        now = time.monotonic()
        if done >= total or now - self._spoken >= _EVERY:
            self._spoken = now
            self._stream.write(f"{_STAGES[stage]}: {done} of {total}\n")
            self._stream.flush()
