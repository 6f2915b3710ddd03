"""Disks that fail: full, not writable, torn and altered files. What answers, and what mends it?

After each fault a new reader must answer from the edition published last, or from the one before
it; `verify` must say what is wrong; and the next build, without any other help, must make all well.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.crash.archive import settings_in, write_edition
from benchmarks.crash.reader import answers_of
from benchmarks.crash.work import in_child
from corpus.config import Settings
from corpus.errors import GongdaError, IndexWriteError
from index.building.build import build_generation
from index.store.generation import current
from index.verify import verify

# Of the bytes that a build writes; 1.0 and more: it fits.
SHARES = (0.02, 0.1, 0.3, 0.6, 0.9)
PAGE = 4096
NOBODY = 65534
# Editions that the faults before have used.
BEYOND = len(SHARES) + 1
# Every kind of file, from the folder of the generation that answers.
VICTIMS = (
    "MANIFEST.json", "texts.sqlite", "vectors.faiss", "lexical/meta.json", "lexical/.managed.json",
    "lexical/*.idx", "lexical/*.term", "lexical/*.fieldnorm", "lexical/*.store", "lexical/*.pos",
    "lexical/*.fast", "bridge/words.marisa", "bridge/rows.npy", "bridge/scales.npy",
    "bridge/company.npy", "bridge/model.txt", "../CURRENT", "../pages.sqlite",
)  # fmt: skip
# What `verify` does not read, because nothing depends on it.
UNSEEN = frozenset({"../pages.sqlite"})
LEFT = "was left by a build that was cut off"


@dataclass(slots=True)
class Fault:
    """What came of one kind of fault; `skipped` says why it could not be tried."""

    name: str
    times: int = 0
    wrong: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    skipped: str = ""


def faults(folder: Path, seed: int) -> list[Fault]:
    """Try every fault on an archive in an empty folder."""
    settings = settings_in(folder)
    folder.chmod(0o755)
    write_edition(settings, 0)
    in_child(lambda: _built(settings))
    return [
        _full_disk(folder / "small-disk"),
        no_space(settings, SHARES),
        _read_only(settings),
        *damaged(settings, seed, VICTIMS),
    ]


def _full_disk(folder: Path) -> Fault:
    fault = Fault("disk full (a small tmpfs)")
    with _small_disk(folder, "64m") as mounted:
        if not mounted:
            fault.skipped = "this machine does not let us mount"
            return fault
        settings = settings_in(folder)
        write_edition(settings, 0)
        fault.repairs += in_child(lambda: _built(settings))
        generation = sum(
            entry[0] for entry in current(settings.index.folder).manifest.files.values()
        )
        for edition, share in enumerate(SHARES, start=1):
            write_edition(settings, edition)
            _resize(folder, str(int(_used(folder) + share * generation + PAGE)))
            _refused(fault, settings, edition)
            _resize(folder, "64m")
            _mended(fault, settings, edition)
    return fault


def no_space(settings: Settings, shares: Sequence[float]) -> Fault:
    """Let no file grow beyond shares of the largest one, which needs no rights."""
    fault = Fault("files may not grow (RLIMIT_FSIZE)")
    largest = max(entry[0] for entry in current(settings.index.folder).manifest.files.values())
    for edition, share in enumerate(shares, start=1):
        write_edition(settings, edition)

        def limit(size: int = int(share * largest)) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

        _refused(fault, settings, edition, limit)
        _mended(fault, settings, edition)
    return fault


def _read_only(settings: Settings) -> Fault:
    fault = Fault("folder read-only")
    edition = BEYOND
    write_edition(settings, edition)
    mode = settings.index.folder.stat().st_mode
    settings.index.folder.chmod(0o555)
    _refused(fault, settings, edition, lambda: os.seteuid(NOBODY) if not os.getuid() else None)
    settings.index.folder.chmod(mode)
    _mended(fault, settings, edition)
    return fault


def damaged(settings: Settings, seed: int, victims: Sequence[str]) -> list[Fault]:
    """Turn a bit of every file, cut it off, and remove it."""
    chance = random.Random(seed)
    return [
        _harmed(settings, Fault("bits turned"), lambda path: _flip(path, chance), victims),
        _harmed(settings, Fault("files cut off"), lambda path: _truncate(path, chance), victims),
        _harmed(settings, Fault("files gone"), Path.unlink, victims),
    ]


def _harmed(
    settings: Settings, fault: Fault, harm: Callable[[Path], None], patterns: Sequence[str]
) -> Fault:
    """Harm every kind of file, one at a time, after a build of its own."""
    edition = BEYOND
    write_edition(settings, edition)
    fault.repairs += in_child(lambda: _built(settings))
    for pattern in patterns:
        write_edition(settings, edition := edition + 1)
        fault.repairs += in_child(lambda: _built(settings))
        victims = sorted(current(settings.index.folder).folder.glob(pattern))
        victims = [path for path in victims if path.stat().st_size]
        if not victims:
            continue
        harm(victims[0])
        fault.times += 1
        allowed = (edition - 1, edition)
        fault.wrong += in_child(lambda allowed=allowed: answers_of(settings, *allowed))
        if pattern not in UNSEEN and not in_child(lambda: _verified(settings)):
            fault.wrong.append(f"verify does not see what happened to {victims[0].name}")
        _mended(fault, settings, edition)
    return fault


def _refused(
    fault: Fault, settings: Settings, edition: int, limit: Callable[[], None] = lambda: None
) -> None:
    """Let a build run into the fault: it says so in an error that is meant for people."""

    def tried() -> list[str]:
        limit()
        try:
            build_generation(settings)
        except IndexWriteError:
            return ["refused"]
        except GongdaError as error:
            return [f"a build failed with another error: {error.what}"]
        return []

    fault.times += 1
    said = in_child(tried)
    fault.wrong += [one for one in said if one != "refused"]
    fault.wrong += in_child(lambda: answers_of(settings, edition - 1, edition))
    fault.wrong += [one for one in in_child(lambda: _verified(settings)) if LEFT not in one]


def _mended(fault: Fault, settings: Settings, edition: int) -> None:
    """Build once more, as an editor would; all must be well."""
    fault.repairs += in_child(lambda: _built(settings))
    fault.wrong += in_child(lambda: answers_of(settings, edition, edition))
    fault.repairs += in_child(lambda: _verified(settings))


def _built(settings: Settings) -> list[str]:
    try:
        build_generation(settings)
    except GongdaError as error:
        return [f"a build failed: {error.what}"]
    return []


def _verified(settings: Settings) -> list[str]:
    try:
        return [f"verify: {one}" for one in verify(settings.index.folder)]
    except GongdaError as error:
        return [f"verify: {error.what}"]


def _flip(path: Path, chance: random.Random) -> None:
    raw = bytearray(path.read_bytes())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    path.write_bytes(raw)


def _truncate(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def _used(folder: Path) -> int:
    return shutil.disk_usage(folder).used


@contextmanager
def _small_disk(folder: Path, size: str) -> Iterator[bool]:
    """Mount a disk in memory; gives whether that is allowed."""
    folder.mkdir()
    mounted = _mounted(folder, f"size={size}")
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def _mounted(folder: Path, options: str) -> bool:
    try:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _resize(folder: Path, size: str) -> None:
    command = ["mount", "-o", f"remount,size={size}", str(folder)]
    subprocess.run(command, capture_output=True, check=True)
