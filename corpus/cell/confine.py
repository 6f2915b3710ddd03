"""The cell: limits of time and memory, no files but its own, no network, an empty environment.

A parent starts a process with `clean_environment`; the process calls `confine` before it looks at
what others wrote. What the kernel cannot do is told, never hidden: the parent logs it. The limits
agree with the unit of docs/operations.md (`MemoryMax`); `tests/bot/test_operations.py` checks that.
Next: `corpus/apart.py` and `corpus/formats/sandbox.py` read there.
"""

import ctypes
import logging
import os
import sys
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from corpus.cell.landlock import restrict_files
from corpus.cell.seccomp import refuse_network

log = logging.getLogger(__name__)

# Seconds. A full broadsheet page takes 0.4, a file of a million characters about 60.
LONGEST = 180
# Seconds, where pages are pictures: recognising one takes 5 to 20.
LONGEST_SCAN = 1_800
# Bytes that one reading may take. An issue of 32 pages takes 0.3 GB; the bot itself 0.25, and all
# have 2 in the unit. Tesseract has a process of its own.
MOST_MEMORY = 1024**3
# Names of the environment that a reader keeps.
KEPT = frozenset({"PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TESSDATA_PREFIX"})
# Where programs and libraries lie, and what they open: nothing that the bot keeps.
SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/dev/urandom")
NOTHING = Path("/dev/null")
_HOUSE = Path(__file__).parents[2]
_INSTALLED = ("site-packages", "dist-packages")
_PACKAGES = ("corpus", "index", "bot")
_NO_NEW_PRIVILEGES, _PARENT_DEATH, _KILL = 38, 1, 9
# To the kernel: end this process before any other when memory runs out.
_FIRST = "1000"


def clean_environment(kept: Collection[str] = ()) -> dict[str, str]:
    """Return the environment of a process that reads: no token, and our code where this one's is.

    Args:
        kept: More names to keep.
    """
    wanted = {name: os.environ[name] for name in {*KEPT, *kept} if name in os.environ}
    single = dict.fromkeys(("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")
    alone = {"PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**wanted, **single, **alone, "PYTHONPATH": str(_HOUSE)}


def confine(read: Iterable[Path] = (), write: Iterable[Path] = ()) -> tuple[str, ...]:
    """Shut this process off, for good; return what stays open: `()`, or of `files`, `network`.

    Args:
        read: Besides the programs and libraries, what it may read.
        write: What it may read, change and remove.
    """
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST)
    with suppress(AttributeError, OSError):  # other systems have no such call
        prctl = ctypes.CDLL(None).prctl
        words = [ctypes.c_ulong(0)] * 3
        prctl(_PARENT_DEATH, ctypes.c_ulong(_KILL), *words)
        prctl(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), *words)
    if sys.platform != "linux":
        return ("files", "network")
    shut = {
        "files": restrict_files([*_libraries(), *read], [NOTHING, *write]),
        "network": refuse_network(),
    }
    return tuple(name for name, holds in shut.items() if not holds)


def limit(seconds: float = 0.0, memory: int = MOST_MEMORY) -> None:
    """Have the system end this process when it takes too long or too much memory.

    Args:
        seconds: 0 for no limit.
        memory: Bytes.
    """
    with suppress(ImportError, ValueError, OSError):  # other systems have other limits
        import resource
        import signal

        signal.setitimer(signal.ITIMER_REAL, seconds)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tell_what_stays_open(names: Collection[str]) -> None:
    """Log, once for each process, what a reader is not shut off from."""
    if names:
        _tell(", ".join(sorted(map(str, names))))


@cache
def _tell(names: str) -> None:
    log.warning("files are read without a full cell: this kernel does not shut off %s", names)


def _libraries() -> list[Path]:
    places = [Path(one) for one in (*SYSTEM, sys.prefix, sys.base_prefix)]
    places += [
        Path(one) for one in sys.path if Path(one).name in ("site-packages", "dist-packages")
    ]
    return [*places, *(_HOUSE / one for one in _PACKAGES)]
