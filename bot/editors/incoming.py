"""A page file that comes from outside: its name, where it goes, and how it gets there.

Nothing of a name leads out of the folder, no page is overwritten without a backup, and whoever
reads the folder meanwhile sees the old page or the new one, never half of it. What the page says is
read by `corpus/load.py` alone. Next: `bot/telegram/editors/upload.py` asks the administrator.
"""

import glob
import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath

from corpus.errors import CorpusError
from corpus.formats.reading import ARCHIVE, PLAIN, SUFFIXES
from corpus.page.pageinfo import from_file_name

# Bytes: file systems take 255; the name of a backup is 30 longer.
LONGEST_FILE_NAME = 180
# A day's folder, a month's, a year's, a paper's.
MOST_FOLDERS = 4
# Characters of a caption that may be a file name; a sentence is longer.
_LONGEST_CAPTION = 60
NAMELESS = "page"
# Of the files that are read; a zip holds some of them.
PAGE_KINDS = SUFFIXES | {ARCHIVE}
# Hidden: `corpus/load.py` does not enter it.
BACKUPS = ".replaced"
_SEPARATORS = re.compile(r"[/\\]")


def safe_name(sent: str) -> str:
    r"""Return a file name without folders, control characters or a leading dot, and not too long.

    >>> safe_name("../../etc/2023-01-05_02.md"), safe_name("C:\\新闻\\第2版\n.txt"), safe_name("..")
    ('2023-01-05_02.md', '第2版.txt', 'page')
    """
    last = _SEPARATORS.split(sent)[-1]
    # Control characters, what turns text around, and half characters: all of category C.
    shown = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    name = PurePosixPath(" ".join(shown.split()).lstrip(". ") or NAMELESS)
    suffix = name.suffix if len(name.suffix.encode()) < LONGEST_FILE_NAME // 4 else ""
    room = LONGEST_FILE_NAME - len(suffix.encode())
    stem = name.name.removesuffix(suffix).encode()[:room].decode("utf-8", "ignore")
    return stem.rstrip() + suffix


def safe_path(sent: str) -> str:
    """Return a file name with the folders it came in, the nearest four, each of them safe.

    >>> safe_path("../2023-01-05/02.md"), safe_path("/etc/passwd"), safe_path("a/./b/")
    ('2023-01-05/02.md', 'etc/passwd', 'a/b')
    """
    parts = [one for one in _SEPARATORS.split(sent) if one.strip(". ")]
    return "/".join(map(safe_name, parts[-MOST_FOLDERS - 1 :])) or NAMELESS


def wanted_name(sent: str, caption: str) -> str:
    """Return the name for a file: the caption's if that is one, else the name it was sent with.

    A caption makes no text of a PDF: the file keeps its kind.

    >>> wanted_name("scan.txt", "2023年1月5日第2版"), wanted_name("scan.txt", "请加进去")
    ('2023年1月5日第2版.txt', 'scan.txt')
    """
    own, given = safe_name(sent), caption.strip()
    if not given or "\n" in given or len(given) > _LONGEST_CAPTION:
        return own
    if PurePosixPath(given).suffix.casefold() in PAGE_KINDS:
        return safe_name(_of_its_kind(given, PurePosixPath(own).suffix))
    if from_file_name(f"{given}.md").date is None:
        return own
    return safe_name(given + PurePosixPath(own).suffix)


def _of_its_kind(given: str, own: str) -> str:
    """Put a file's own suffix in place of one that belongs to another kind.

    >>> _of_its_kind("2023-01-05_02.md", ".pdf"), _of_its_kind("2023-01-05_02.md", ".txt")
    ('2023-01-05_02.pdf', '2023-01-05_02.md')
    """
    path = PurePosixPath(given)
    kinds = {path.suffix.casefold(), own.casefold()}
    return given if kinds <= PLAIN or own.casefold() not in PAGE_KINDS else path.stem + own


def destination(name: str, folders: Sequence[Path]) -> Path:
    """Return where a page of this name belongs: in place of the same page, or in the first folder.

    A name with a date is looked for in all folders and below them; `02.md` may stand in many.

    Raises:
        CorpusError: The first folder is missing, or is none.
    """
    first = folders[0]
    if not first.is_dir():
        raise CorpusError(
            f"no folder at {first}", f"type `mkdir -p {first}`, or mend corpus.folders"
        )
    here = first / name
    if here.exists() or from_file_name(name).date is None:
        return here
    return next(_visible(glob.escape(name), folders), here)


def same_page_beside(target: Path, folders: Sequence[Path]) -> Path | None:
    """Return another file whose name tells the same day and page, None if there is none."""
    info = from_file_name(target.name)
    if info.date is None or info.page is None:
        return None
    every = (path for path in _visible("*", folders) if path != target)
    return next((path for path in every if from_file_name(path.name) == info), None)


def shown_path(path: Path, folders: Sequence[Path]) -> str:
    """Return a path as people name it: within the folder of the archive."""
    above = next((folder for folder in folders if path.is_relative_to(folder)), path.parent)
    return path.relative_to(above).as_posix()


def is_same(content: bytes, path: Path) -> bool:
    """Say whether a file holds just these bytes."""
    return path.is_file() and path.read_bytes() == content


def store(content: bytes, path: Path) -> Path | None:
    """Put a page into its place, whole and for good; return where the one before it was kept.

    Storing the same again changes nothing and returns None.

    Raises:
        OSError: The folder cannot be written, or the disk is full; then all is as it was.
    """
    if is_same(content, path):
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    backup = _backed_up(path) if path.exists() else None
    fresh = path.with_name(f".{path.name}.tmp")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    _sync(path.parent)
    return backup


def _backed_up(path: Path) -> Path:
    """Copy a page beside its folder's pages, named after its day and its words."""
    changed = datetime.fromtimestamp(path.stat().st_mtime).strftime("%Y%m%d-%H%M%S")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:6]
    backup = path.parent / BACKUPS / f"{path.name}.{changed}-{digest}"
    backup.parent.mkdir(exist_ok=True)
    shutil.copy2(path, backup)
    _sync(backup)
    _sync(backup.parent)
    return backup


def _visible(pattern: str, folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the files below the folders that a build looks at."""
    for folder in folders:
        for path in sorted(folder.rglob(pattern)):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.is_file() and not hidden:
                yield path


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
