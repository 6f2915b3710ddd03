"""A folder for what is needed for a while. Those of killed processes are swept away.

What is unpacked or indexed for a while lies here. A folder is in use as long as its process holds a
lock on it, which no death of a process outlives.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# How their names begin: nobody gives a folder of their own such a name.
PREFIX = "gongda-tmp-"
# Seconds. Between making a folder and locking it goes a moment.
YOUNG = 60.0


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder, remove it in the end, and before that what killed processes left behind."""
    sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        held = _locked(Path(folder))
        try:
            yield Path(folder)
        finally:
            if held is not None:
                os.close(held)


def sweep(place: Path) -> None:
    """Remove the folders of this user below a place that no process holds."""
    for folder in place.glob(f"{PREFIX}*"):
        with suppress(OSError):
            about = folder.lstat()
            ours = about.st_uid == os.geteuid() and not folder.is_symlink() and folder.is_dir()
            held = _locked(folder) if ours and time.time() - about.st_mtime > YOUNG else None
            if held is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(held)


def _locked(folder: Path) -> int | None:
    """Return a lock on a folder, None where another process holds it or there are no locks."""
    try:
        import fcntl
    except ImportError:
        return None
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        return None
    return held
