"""Work in a forked process that may be killed, and what it had to say."""

import json
import os
import signal
import time
import traceback
from collections.abc import Callable

KILLED = "killed"


def in_child(work: Callable[[], list[str]], kill_after: float | None = None) -> list[str]:
    """Return what the work returns in a process of its own, or `[KILLED]`.

    Args:
        work: What is done; an exception becomes a line.
        kill_after: Seconds until it is killed with signal 9, if it has not ended by then.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _work(work, theirs)
    os.close(theirs)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(ours, encoding="utf-8") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if kill_after is not None and os.WIFSIGNALED(status):
        return [KILLED]
    if status:
        return [f"a process ended with status {status}: {said}"]
    lines: list[str] = json.loads(said)
    return lines


def _work(work: Callable[[], list[str]], pipe: int) -> None:
    try:
        lines = work()
    except Exception:  # Whatever it is, the benchmark reports it.
        lines = [traceback.format_exc()]
    with os.fdopen(pipe, "w", encoding="utf-8") as file:
        file.write(json.dumps(lines))
    os._exit(0)
