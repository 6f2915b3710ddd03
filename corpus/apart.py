"""A folder -> articles, read in a process that can be killed, in a cell.

For files that somebody sent and nobody has looked at: whatever they do to their reader, the caller
goes on. What comes back is JSON. Next: `corpus/cell/confine.py`, the cell; `corpus/load.py` reads.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from corpus.cell.confine import (
    LONGEST,
    LONGEST_SCAN,
    clean_environment,
    confine,
    limit,
    tell_what_stays_open,
)
from corpus.cell.scratch import scratch_folder
from corpus.formats.reading import ARCHIVE
from corpus.load import Loaded, RefusedFile, load
from corpus.rows import articles_as_json, articles_from_json

# Seconds between two looks at whether the caller still wants it.
LOOK = 0.1
# Of a file that may hold pictures of pages.
_MAY_BE_SCANNED = frozenset({".pdf", ARCHIVE})
BROKEN = "reading it broke a library or took too much memory"


def load_apart(
    folder: Path, paper: str, stopped: Callable[[], bool], seconds: float = 0.0
) -> Loaded | None:
    """Read a folder as `corpus.load.load` does, within limits; None once `stopped` says so.

    Args:
        folder: Of few files; all share the limits.
        paper: The paper's name where no file tells it.
        stopped: Looked at several times a second.
        seconds: How long it may take; by default as long as a PDF.
    """
    files = sorted(one.name for one in folder.iterdir())
    said, longest = said_apart("corpus.apart", folder, paper, (stopped, seconds))
    if isinstance(said, bytes):
        return _loaded(said, files)
    return None if stopped() else _refused(files, too_long(longest))


def said_apart(
    module: str, folder: Path, paper: str, ending: tuple[Callable[[], bool], float]
) -> tuple[bytes | None, float]:
    """Run one of our modules on a folder, in a process without token, network or files but these.

    Args:
        module: Run with the folder, the paper's name and a folder to write into.
        folder: Of few files; all share the limits.
        paper: The paper's name where no file tells it.
        ending: What says that nobody wants it any more, and how many seconds it may take; 0: as
            long as a PDF.

    Returns:
        What it said, None if it had to be killed; and the seconds that it was given.
    """
    stopped, seconds = ending
    slow = any(one.suffix.casefold() in _MAY_BE_SCANNED for one in folder.rglob("*"))
    longest = seconds or (LONGEST_SCAN if slow else LONGEST)
    with (
        scratch_folder() as scratch,
        subprocess.Popen(
            [sys.executable, "-m", module, str(folder), paper, str(scratch)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**clean_environment(), "TMPDIR": str(scratch)},
        ) as child,
    ):
        return _followed(child, stopped, time.monotonic() + longest), longest


def too_long(seconds: float) -> str:
    """Return why a file is refused that keeps its reader busy."""
    return f"reading it takes longer than {seconds:g} seconds"


def _followed(
    child: "subprocess.Popen[bytes]", stopped: Callable[[], bool], deadline: float
) -> bytes | None:
    """Return what a process says; None if it had to be killed."""
    while True:
        try:
            return child.communicate(timeout=LOOK)[0]
        except subprocess.TimeoutExpired:
            if stopped() or time.monotonic() > deadline:
                child.kill()
                child.communicate()
                return None


def _loaded(said: bytes, files: list[str]) -> Loaded:
    try:
        answer: dict[str, Any] = json.loads(said)
        articles = articles_from_json(answer["articles"].encode())
        refused = tuple(
            RefusedFile(str(source), str(reason), str(remedy))
            for source, reason, remedy in answer["refused"]
        )
        tell_what_stays_open(answer["open"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return _refused(files, BROKEN)
    return Loaded(articles, refused)


def _refused(files: list[str], reason: str) -> Loaded:
    return Loaded((), refused_whole(files, reason))


def refused_whole(files: Iterable[str], reason: str) -> tuple[RefusedFile, ...]:
    """Return all files as refused: which of them is to blame is not known."""
    remedy = "split it, or save it as plain text"
    return tuple(RefusedFile(one, reason, remedy) for one in files)


def _serve(folder: Path, paper: str, scratch: Path) -> None:
    """Read a folder and write what was found to standard output."""
    limit()
    stays_open = confine([folder], [scratch])
    loaded = load([folder], paper)
    refused = [(one.source, one.reason, one.remedy) for one in loaded.refused]
    # Somebody sent it and waits for a word about it.
    refused += [(name, "it is empty, or no page", "") for name in loaded.ignored]
    answer = {
        "articles": articles_as_json(loaded.articles).decode(),
        "refused": refused,
        "open": stays_open,
    }
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
