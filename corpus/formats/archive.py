"""An archive (zip) -> the files in it, written into a folder of their own, within limits.

What a file in the archive is called never decides where it is written: the files are numbered, and
their names serve as sources only. Sizes are counted while unpacking, not taken from the archive's
own word. Archives within archives are opened to a limited depth. Next: `corpus/load.py` reads them.
"""

import errno
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from corpus.errors import PageError
from corpus.formats.no_pages import is_litter_folder
from corpus.formats.office.package import (
    CHUNK,
    MOST_BYTES,
    MOST_FILES,
    MOST_GROWTH,
    PACKINGS,
    UNPACK,
    check_listed,
    is_bomb,
)

# Archives within archives.
DEEPEST = 3
# What systems put beside the files.
NO_FILES = ("Thumbs.db", "desktop.ini")
# Set in a zip where its names are in UTF-8; else they are in the code page of whoever packed it.
UTF8_NAMES = 0x800
LOCKED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive.

    Attributes:
        source: The archive's name and its own within it.
        path: Where it lies now; None if it could not be unpacked.
        problem: Why not.
    """

    source: str
    path: Path | None
    problem: str = ""


@dataclass(slots=True)
class _Budget:
    """What an archive may still unpack to."""

    files: int = MOST_FILES
    bytes: int = MOST_BYTES
    number: int = field(default=0)


def members(archive: Path, source: str, folder: Path) -> Iterator[Member]:
    """Unpack an archive into a folder and yield its files in the order of their names.

    Hidden files and what systems put there are left out, as they are in folders. A file that cannot
    be unpacked is yielded with its problem, so that it is reported.
    """
    own = Path(mkdtemp(dir=folder))
    yield from _members(archive, source, own, _Budget(), DEEPEST)


def _members(
    archive: Path, source: str, folder: Path, budget: _Budget, depth: int
) -> Iterator[Member]:
    try:
        with _opened(archive) as package:
            for info in sorted(package.infolist(), key=name_of):
                for member in _member(package, info, source, folder, budget):
                    yield from _within(member, folder, budget, depth)
    except PageError as error:
        yield Member(source, None, error.what)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, struct.error):
        yield Member(source, None, "it is no zip archive, or a damaged one")
    except OSError as error:
        if error.errno == errno.ENOSPC:  # no fault of the archive's
            raise
        yield Member(source, None, f"it cannot be read: {error.strerror or error}")
    except (NotImplementedError, RuntimeError) as error:
        yield Member(source, None, f"it cannot be unpacked: {' '.join(str(error).split())}")


def _opened(archive: Path) -> zipfile.ZipFile:
    """Open an archive.

    Raises:
        PageError: Its list is too long, or its files lie over one another.
    """
    with archive.open("rb") as file:
        check_listed(file)
    package = zipfile.ZipFile(archive)
    if sum(info.compress_size for info in package.infolist()) > archive.stat().st_size:
        package.close()
        raise PageError("its files lie over one another: it is damaged", UNPACK)
    return package


def _member(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, within: str, folder: Path, budget: _Budget
) -> Iterator[Member]:
    """Unpack one file, if it is one that is wanted.

    Raises:
        PageError: The archive as a whole is too large.
    """
    if not _is_wanted(name_of(info)) or info.is_dir():
        return
    source = f"{within}/{name_of(info)}"
    budget.files -= 1
    if budget.files < 0:
        raise PageError(f"it holds more than {MOST_FILES:,} files", UNPACK)
    budget.number += 1
    if stat.S_ISLNK(info.external_attr >> 16):
        yield Member(source, None, "it is a link, not a file")
        return
    path = folder / f"{budget.number:06}{PurePosixPath(name_of(info)).suffix[:16]}"
    try:
        _unpack(package, info, path, budget)
    except (_TooLargeError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        path.unlink(missing_ok=True)
        yield Member(source, None, _problem(error, info))
    else:
        yield Member(source, path)


def _problem(error: Exception, info: zipfile.ZipInfo) -> str:
    """Say why a file cannot be unpacked."""
    if isinstance(error, _TooLargeError):
        return str(error)
    if not isinstance(error, RuntimeError):
        return "it is damaged within its archive"
    locked = info.flag_bits & LOCKED
    return "it is locked by a password" if locked else "it is packed in a way not known here"


class _TooLargeError(Exception):
    """One file unpacks to too much; the others may be read."""


def _unpack(package: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, budget: _Budget) -> None:
    written = 0
    if info.compress_type not in PACKINGS:
        raise NotImplementedError
    with package.open(info) as packed, path.open("wb") as file:
        while chunk := packed.read(CHUNK):
            written += len(chunk)
            budget.bytes -= len(chunk)
            if is_bomb(written, info.compress_size):
                what = f"it unpacks to more than {MOST_GROWTH} times its size, as no page does"
                raise _TooLargeError(what)
            if budget.bytes < 0:
                what = f"it unpacks to more than {MOST_BYTES / 2**30:.0f} GB"
                raise PageError(what, UNPACK)
            file.write(chunk)


def _within(member: Member, folder: Path, budget: _Budget, depth: int) -> Iterator[Member]:
    """Open an archive within an archive, as deep as is allowed."""
    path = member.path
    if path is None or path.suffix.casefold() != ".zip":
        yield member
    elif depth <= 1:
        path.unlink()
        yield Member(member.source, None, f"it lies {DEEPEST} archives deep")
    else:
        yield from _members(path, member.source, folder, budget, depth - 1)
        path.unlink()


def _is_wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    litter = any(part.startswith(".") or is_litter_folder(part) for part in parts)
    return bool(parts) and not litter and parts[-1] not in NO_FILES


def name_of(info: zipfile.ZipInfo) -> str:
    """Return a file's name within its archive, without roots, `..` and control characters.

    Chinese Windows packs names in GBK and says nothing; zipfile then takes them for code page 437.
    """
    name = info.filename
    if not info.flag_bits & UTF8_NAMES:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    name = "".join(sign if sign.isprintable() else "_" for sign in name.replace("\\", "/"))
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return "/".join(parts)[-400:]
