"""A folder -> articles, read in a process that can be killed, in a cell.

For files that somebody sent and nobody has looked at: whatever they do to their reader, the caller
goes on. What comes back is JSON. Next: `corpus/cell/confine.py`, the cell; `corpus/load.py` reads.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
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
    slow = any(Path(one).suffix.casefold() in _MAY_BE_SCANNED for one in files)
    longest = seconds or (LONGEST_SCAN if slow else LONGEST)
    with (
        scratch_folder() as scratch,
        subprocess.Popen(
            [sys.executable, "-m", "corpus.apart", str(folder), paper, str(scratch)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**clean_environment(), "TMPDIR": str(scratch)},
        ) as child,
    ):
        said = _followed(child, stopped, time.monotonic() + longest)
    if isinstance(said, bytes):
        return _loaded(said, files)
    return (
        None if stopped() else _refused(files, f"reading it takes longer than {longest:g} seconds")
    )


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
        return _refused(files, "reading it broke a library or took too much memory")
    return Loaded(articles, refused)


def _refused(files: list[str], reason: str) -> Loaded:
    remedy = "split it, or save it as plain text"
    return Loaded((), tuple(RefusedFile(one, reason, remedy) for one in files))


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
