"""Work spread over processes, one a core, for what Python does and no library.

`spread(square, [1, 2, 3])` yields 1, 4, 9. A process starts anew and is sent one job at a time; it
ends when its pipe does, so also when the process that asked is killed.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

# More would want more memory than they save time: each holds its own dictionary, 150 MB in all.
MOST = 4


def cores() -> int:
    """Return how many processes work is spread over: the cores there are."""
    return min(MOST, os.cpu_count() or 1)


def spread(function: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
    """Yield what a function of a module makes of each job, in order.

    Few jobs are taken before their turn, so that they need not all be held at once.

    Raises:
        OSError: The function raised it, or a process was ended from outside.
        ValueError: The function raised it.
    """
    own = threading.local()
    workers: list[_Worker[Job, Result]] = []

    def run(job: Job) -> Result:
        if not hasattr(own, "worker"):
            own.worker = _Worker(function)
            workers.append(own.worker)
        result: Result = own.worker.run(job)
        return result

    pool = ThreadPoolExecutor(cores())
    waiting: deque[Future[Result]] = deque()
    try:
        for job in jobs:
            waiting.append(pool.submit(run, job))
            if len(waiting) > cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
        for worker in workers:
            worker.end()


class _Worker(Generic[Job, Result]):
    """A process, and the pipe to it."""

    def __init__(self, function: Callable[[Job], Result]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(function, other), daemon=True)
        self._process.start()
        other.close()

    def run(self, job: Job) -> Result:
        """Have a job done."""
        try:
            self._pipe.send(job)
            result, error = self._pipe.recv()
        except EOFError:
            raise OSError("a process that did part of the work was ended") from None
        if error is not None:
            raise error
        done: Result = result
        return done

    def end(self) -> None:
        """Let the process end, and wait for it."""
        self._pipe.close()
        self._process.join()


def _serve(function: Callable[[Any], Any], pipe: Connection) -> None:
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        answer: tuple[Any, Exception | None]
        try:
            answer = function(job), None
        except (OSError, ValueError) as error:
            answer = None, error
        try:
            pipe.send(answer)
        except OSError:
            return
