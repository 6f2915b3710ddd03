"""CURRENT: the small file that says which generation answers; replaced whole, sealed, synced."""

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from index.store.manifest import REBUILD, SEAL

CURRENT = "CURRENT"
PREFIX = "gen-"
NAME = re.compile(rf"{PREFIX}\d{{6,}}")


@dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT holds.

    Attributes:
        generation: Name of the one that answers.
        manifest: SHA-256 of its manifest.
        newest: The newest ever published; a later one on the disk was never finished.
    """

    generation: str
    manifest: str
    newest: str


def read_pointer(root: Path) -> Pointer:
    """Return what CURRENT says.

    Raises:
        IndexMissingError: There is none, and no generation.
        IndexDamagedError: It is torn, altered, or missing though there are generations.
        IndexMismatchError: Another version of gongda wrote it.
    """
    path = root / CURRENT
    try:
        values = json.loads(path.read_text())
        if SEAL not in values:
            raise IndexMismatchError(f"{path} was written by another version of gongda", REBUILD)
        seal = values.pop(SEAL)
        pointer = Pointer(**values)
    except FileNotFoundError:
        if generation_names(root):
            raise IndexDamagedError(f"{path} is missing", REBUILD) from None
        raise IndexMissingError(f"no index in {root}", REBUILD) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(f"{path} cannot be read: {error}", REBUILD) from None
    if seal != _seal(pointer):
        raise IndexDamagedError(f"{path} has changed since it was written", REBUILD)
    return pointer


def write_pointer(root: Path, pointer: Pointer) -> None:
    """Replace CURRENT by one atomic rename, and sync it."""
    fresh = root / f"{CURRENT}.tmp"
    fresh.write_text(json.dumps({**asdict(pointer), SEAL: _seal(pointer)}) + "\n")
    sync(fresh)
    fresh.replace(root / CURRENT)
    sync(root)


def generation_names(root: Path) -> list[str]:
    """Return the names of the generations on disk, oldest first."""
    found = (path for path in root.glob(f"{PREFIX}*") if path.is_dir())
    return sorted(path.name for path in found if NAME.fullmatch(path.name))


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _seal(pointer: Pointer) -> str:
    told = f"{pointer.generation} {pointer.manifest} {pointer.newest}"
    return hashlib.sha256(told.encode()).hexdigest()
