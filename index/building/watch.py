"""Rebuilds the index when the pages change, the thesaurus or the corrections.

Folders are looked at every second or so: names, sizes and times of change, 10 ms for a thousand
files. That needs no library, and sees network drives, which report no changes to the kernel. A
build starts when nothing has changed for a moment, so that a copy of many files is one change.
"""

import contextlib
import math
import stat
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.config import Settings
from corpus.errors import GongdaError, HeldBackError
from index.building.build import BuildProgress, BuildReport, build_generation

# Seconds between two looks, and how long nothing may change before a build starts.
LOOK, QUIET = 1.0, 2.0
# Seconds after which a build that failed is tried again even if no page changes.
AGAIN = 60.0

# Path -> size and time of change in nanoseconds.
Seen = dict[str, tuple[int, int]]
WhenBuilt = Callable[[BuildReport | GongdaError], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a watch looks; all in seconds.

    Attributes:
        look: Between two looks.
        quiet: Without a change, before a build starts.
        again: Until a build that failed is tried again.
    """

    look: float = LOOK
    quiet: float = QUIET
    again: float = AGAIN


def watch(
    settings: Settings,
    when_built: WhenBuilt,
    stop: threading.Event,
    progress: BuildProgress = lambda stage, done, total: None,
    pace: Pace | None = None,
) -> None:
    """Build now and after every change, until `stop` is set.

    `when_built` is given the report of each build, or what was wrong with it; the watch goes on. A
    build that is held back is tried again like one that failed, but told only once.
    """
    pace = pace or Pace()
    built: Seen | None = None
    again = 0.0
    words = filter(None, (settings.corpus.thesaurus, settings.corpus.overlay))
    read = (*settings.corpus.folders, *words)
    when_built = _once_held(when_built)
    while (found := _settled(read, stop, pace)) is not None:
        if found != built or again <= time.monotonic():
            again = (
                math.inf
                if _built(settings, when_built, progress)
                else time.monotonic() + pace.again
            )
            built = found
        stop.wait(pace.look)


def _built(settings: Settings, when_built: WhenBuilt, progress: BuildProgress) -> bool:
    try:
        when_built(build_generation(settings, progress))
    except GongdaError as error:
        when_built(error)
        return False
    return True


def _once_held(when_built: WhenBuilt) -> WhenBuilt:
    """Say only once why nothing is published, until something else is to be said."""
    last = ""

    def tell(what: BuildReport | GongdaError) -> None:
        nonlocal last
        reason = what.what if isinstance(what, HeldBackError) else ""
        if not reason or reason != last:
            when_built(what)
        last = reason

    return tell


def _settled(folders: Sequence[Path], stop: threading.Event, pace: Pace) -> Seen | None:
    """Return what lies in the folders once it has stopped changing; None if the watch ends."""
    found, since = look(folders), time.monotonic()
    while not stop.is_set():
        # What is older than a moment need not be waited for.
        if time.time() - _newest(found) >= pace.quiet or time.monotonic() - since >= pace.quiet:
            return found
        stop.wait(pace.look)
        changed = look(folders)
        if changed != found:
            found, since = changed, time.monotonic()
    return None


def _newest(found: Seen) -> float:
    return max((changed for _, changed in found.values()), default=0) / 1e9


def look(folders: Sequence[Path]) -> Seen:
    """Return size and time of change of every file below the folders; a missing folder is empty.

    A file among the folders stands for itself.
    """
    found: Seen = {}
    entered: set[tuple[int, int]] = set()
    waiting = list(folders)
    while waiting:
        path = waiting.pop()
        with contextlib.suppress(OSError):
            about = path.stat()
            if not stat.S_ISDIR(about.st_mode):
                found[str(path)] = (about.st_size, about.st_mtime_ns)
            elif (about.st_dev, about.st_ino) not in entered:
                entered.add((about.st_dev, about.st_ino))
                waiting += [one for one in path.iterdir() if not one.name.startswith(".")]
    return found
