"""Generations on disk: one immutable folder each, published by one atomic rename.

    var/index/
      CURRENT          which generation answers, and the digest of its manifest
      LOCK             held by the one build at a time
      cache.sqlite     vectors that a build made and has not published yet
      pages.sqlite     pages as they were read, for the next build
      gen-000007/      MANIFEST.json  texts.sqlite  lexical/  vectors.faiss  bridge/
                       thesaurus.tsv

A build writes aside, syncs, renames, and only then moves CURRENT. Killed at any byte, the old
generation still answers, and the next build clears what is left. Next: `index/building/build.py`
fills a generation, `index/search.py` asks it, `index/verify.py` examines it.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from corpus.errors import GenerationError, IndexDamagedError, IndexLockedError, IndexMissingError
from index.store.manifest import MANIFEST, REBUILD, Manifest, damage, read_manifest
from index.store.pointer import PREFIX, Pointer, generation_names, read_pointer, sync, write_pointer
from index.store.signature import check_signature

LOCK = "LOCK"
CACHE, PAGES = "cache.sqlite", "pages.sqlite"
TEXTS, LEXICAL, VECTORS, BRIDGE = "texts.sqlite", "lexical", "vectors.faiss", "bridge"
THESAURUS = "thesaurus.tsv"
ASIDE = "building-"
# Files synced at once: the disk's journal is then written for several together.
SYNCING = 8
# Seconds between two attempts at the lock.
TRIES, BETWEEN_TRIES = 5, 0.02


@dataclass(frozen=True, slots=True)
class Published:
    """What CURRENT names: a generation's folder and its manifest."""

    folder: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Status:
    """What `gongda index status` shows.

    Attributes:
        current: The generation that answers.
        kept: Names of all published generations on disk, oldest first.
        size: Bytes of the current generation.
        builder: Process that builds the next one now, None if there is none.
    """

    current: Published
    kept: tuple[str, ...]
    size: int
    builder: str | None = None


def current(root: Path) -> Published:
    """Return the generation that answers now.

    Raises:
        IndexMissingError: Nothing has been published.
        IndexDamagedError: CURRENT or the manifest it names is broken.
        IndexMismatchError: The generation has another format.
    """
    pointer = read_pointer(root)
    folder = root / pointer.generation
    return Published(folder, read_manifest(folder, pointer.manifest))


def current_name(root: Path) -> str:
    """Return the name of the generation that answers now; cheap enough for every question."""
    return read_pointer(root).generation


def every_generation(root: Path) -> Iterator[Published]:
    """Yield the generations whose manifest is sound: the one that answers, then older ones.

    Where CURRENT cannot be read, all are tried, newest first.
    """
    try:
        answering = current_name(root)
        with contextlib.suppress(GenerationError):
            yield current(root)
        others = [name for name in generation_names(root) if name < answering]
    except IndexDamagedError:
        others = generation_names(root)
    except GenerationError:
        return
    for name in reversed(others):
        with contextlib.suppress(GenerationError):
            yield Published(root / name, read_manifest(root / name))


def torn_generations(root: Path) -> list[str]:
    """Return the names of the generations whose manifest is missing or altered."""
    found = []
    for name in generation_names(root):
        try:
            read_manifest(root / name)
        except IndexDamagedError:
            found.append(name)
        except GenerationError:
            continue
    return found


def drop(root: Path, old: Iterable[str]) -> None:
    """Remove generations; killed in between, none of them looks like one."""
    for name in old:
        (root / name).rename(root / f"{ASIDE}{name}")
        shutil.rmtree(root / f"{ASIDE}{name}")


def status(root: Path) -> Status:
    """Return what lies in an index folder; raises as `current` does."""
    published = current(root)
    size = sum(entry[0] for entry in published.manifest.files.values())
    return Status(published, tuple(generation_names(root)), size, builder(root))


def builder(root: Path) -> str | None:
    """Return the process that holds the lock; None if nobody does, whatever LOCK says."""
    if not (root / LOCK).exists():
        return None
    with (root / LOCK).open() as file:
        if _taken(file, fcntl.LOCK_SH):
            return None
        return file.read().strip() or "unknown"


def published_as(root: Path, name: str) -> Published:
    """Return the generation of this name, whichever answers now; raises as `current` does."""
    return Published(root / name, read_manifest(root / name))


def rollback(
    root: Path,
    trusted: Sequence[str] = (),
    first: Callable[[Path, Manifest], None] = lambda folder, manifest: None,
) -> str:
    """Make the generation before the current one answer again; return its name.

    `first` is done with that generation before CURRENT moves.

    Raises:
        IndexUntrustedError: It is not signed with a trusted key, where there are some.
        IndexMissingError: There is no earlier generation.
        IndexDamagedError: The earlier generation is damaged.
    """
    with lock(root):
        now = current_name(root)
        earlier = [name for name in generation_names(root) if name < now]
        if not earlier:
            raise IndexMissingError(f"{root} holds no generation before {now}", REBUILD)
        check_signature(root / earlier[-1], trusted)
        manifest = read_manifest(root / earlier[-1])
        if problems := damage(root / earlier[-1], manifest):
            raise IndexDamagedError(f"{earlier[-1]}: {problems[0]}", REBUILD)
        first(root / earlier[-1], manifest)
        _point(root, earlier[-1], read_pointer(root).newest)
        return earlier[-1]


@contextlib.contextmanager
def lock(root: Path) -> Iterator[None]:
    """Hold the folder's only lock; the kernel drops it when the process dies.

    Raises:
        IndexLockedError: Another build holds it.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("a+") as file:
        if not any(_taken(file, fcntl.LOCK_EX) for _ in _tries()):
            file.seek(0)
            raise IndexLockedError(
                f"{root} is being built by process {file.read().strip() or 'unknown'}",
                "wait until it has finished, then type the command again",
            )
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextlib.contextmanager
def aside(root: Path) -> Iterator[tuple[str, Path]]:
    """Give the next generation's name and an empty folder to build it in, and clear up after."""
    clear(root)
    last = max((int(name.removeprefix(PREFIX)) for name in generation_names(root)), default=0)
    name = f"{PREFIX}{last + 1:06d}"
    folder = root / f"{ASIDE}{name}"
    folder.mkdir()
    try:
        yield name, folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def leftovers(root: Path) -> list[Path]:
    """Return what builds that were killed have left: nothing that answers is among it."""
    halves = sorted(root.glob(f"{ASIDE}*"))
    try:
        newest = read_pointer(root).newest
    except IndexMissingError:
        newest = ""
    except GenerationError:
        return halves
    return [*halves, *(root / name for name in generation_names(root) if name > newest)]


def clear(root: Path) -> None:
    """Remove what builds that were killed have left; the caller holds the lock."""
    for left in leftovers(root):
        shutil.rmtree(left)


def publish(root: Path, folder: Path, name: str, keep: int) -> None:
    """Make a finished folder the generation that answers, then drop those past the last `keep`."""
    with ThreadPoolExecutor(SYNCING) as pool:
        list(pool.map(sync, [*folder.rglob("*"), folder]))
    folder.rename(root / name)
    sync(root)
    _point(root, name, name)
    drop(root, generation_names(root)[:-keep])


def _taken(file: TextIO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _tries() -> Iterator[None]:
    """Try more than once: who only looks whether the lock is held holds it for a moment."""
    for _ in range(TRIES):
        yield
        time.sleep(BETWEEN_TRIES)


def _point(root: Path, name: str, newest: str) -> None:
    write_pointer(root, Pointer(name, manifest_digest(root / name), newest))


def manifest_digest(folder: Path) -> str:
    """Return the SHA-256 of a generation's manifest, in hex: no two builds share one."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
