"""Generations on disk: one immutable folder each, published by one atomic rename.

    var/index/
      CURRENT          which generation answers, and the digest of its manifest
      LOCK             held by the one build at a time
      cache.sqlite     vectors already made, for the next build
      gen-000007/      MANIFEST.json  texts.sqlite  lexical/  vectors.faiss  bridge/

A build writes aside, syncs, renames, and only then moves CURRENT. Killed at any byte, the old
generation still answers. Next: `index/build.py` fills a generation, `index/search.py` asks it.
"""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IndexDamagedError, IndexLockedError, IndexMissingError
from index.manifest import MANIFEST, REBUILD, Manifest, damage, read_manifest

CURRENT = "CURRENT"
LOCK = "LOCK"
CACHE = "cache.sqlite"
TEXTS, LEXICAL, VECTORS, BRIDGE = "texts.sqlite", "lexical", "vectors.faiss", "bridge"
PREFIX = "gen-"
ASIDE = "building-"


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
    """

    current: Published
    kept: tuple[str, ...]
    size: int


def current(root: Path) -> Published:
    """Return the generation that answers now.

    Raises:
        IndexMissingError: Nothing has been published.
        IndexDamagedError: CURRENT or the manifest it names is broken.
        IndexMismatchError: The generation has another format.
    """
    name, digest = _pointer(root)
    return Published(root / name, read_manifest(root / name, digest))


def current_name(root: Path) -> str:
    """Return the name of the generation that answers now; cheap enough for every question."""
    return _pointer(root)[0]


def status(root: Path) -> Status:
    """Return what lies in an index folder; raises as `current` does."""
    published = current(root)
    size = sum(entry[0] for entry in published.manifest.files.values())
    return Status(published, tuple(_names(root)), size)


def verify(root: Path) -> list[str]:
    """Return what is wrong with the current generation's files; empty if all is well."""
    published = current(root)
    return damage(published.folder, published.manifest)


def rollback(root: Path) -> str:
    """Make the generation before the current one answer again; return its name.

    Raises:
        IndexMissingError: There is no earlier generation.
        IndexDamagedError: The earlier generation is damaged.
    """
    with lock(root):
        now = current_name(root)
        earlier = [name for name in _names(root) if name < now]
        if not earlier:
            raise IndexMissingError(f"{root} holds no generation before {now}", REBUILD)
        manifest = read_manifest(root / earlier[-1])
        if problems := damage(root / earlier[-1], manifest):
            raise IndexDamagedError(f"{earlier[-1]}: {problems[0]}", REBUILD)
        _point(root, earlier[-1])
        return earlier[-1]


@contextlib.contextmanager
def lock(root: Path) -> Iterator[None]:
    """Hold the folder's only lock; the kernel drops it when the process dies.

    Raises:
        IndexLockedError: Another build holds it.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise IndexLockedError(
                f"{root} is being built by process {file.read().strip() or 'unknown'}",
                "wait until it has finished, then type the command again",
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextlib.contextmanager
def aside(root: Path) -> Iterator[tuple[str, Path]]:
    """Give the next generation's name and an empty folder to build it in, and clear up after."""
    for left in root.glob(f"{ASIDE}*"):
        shutil.rmtree(left)
    last = max((int(name.removeprefix(PREFIX)) for name in _names(root)), default=0)
    name = f"{PREFIX}{last + 1:06d}"
    folder = root / f"{ASIDE}{name}"
    folder.mkdir()
    try:
        yield name, folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(root: Path, folder: Path, name: str, keep: int) -> None:
    """Make a finished folder the generation that answers, then drop those past the last `keep`."""
    for path in [*folder.rglob("*"), folder]:
        _sync(path)
    folder.rename(root / name)
    _sync(root)
    _point(root, name)
    for old in _names(root)[:-keep]:
        shutil.rmtree(root / old)


def _point(root: Path, name: str) -> None:
    digest = _manifest_digest(root / name)
    fresh = root / f"{CURRENT}.tmp"
    fresh.write_text(json.dumps({"generation": name, "manifest": digest}) + "\n")
    _sync(fresh)
    fresh.replace(root / CURRENT)
    _sync(root)


def _manifest_digest(folder: Path) -> str:
    import hashlib

    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def _pointer(root: Path) -> tuple[str, str]:
    path = root / CURRENT
    try:
        pointer = json.loads(path.read_text())
        return str(pointer["generation"]), str(pointer["manifest"])
    except FileNotFoundError:
        raise IndexMissingError(f"no index in {root}", REBUILD) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(f"{path} cannot be read: {error}", REBUILD) from None


def _names(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob(f"{PREFIX}*") if path.is_dir())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
