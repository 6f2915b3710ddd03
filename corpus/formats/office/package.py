"""A package (a zip of parts: DOCX, ODT, PPTX, EPUB) -> its parts, within limits.

Sizes are counted while unpacking, not taken from the package's own word; a part of XML is read
without entities and without fetching anything. Next: the reader of each kind of document, and
`corpus/formats/archive.py`, which opens zips of pages within the same limits.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from corpus.errors import PageError

# Files of one archive with all within it; a year of a daily paper has some thousands.
MOST_FILES = 20_000
# Bytes unpacked of one archive with all within it.
MOST_BYTES = 2 * 1024**3
# Times its packed size that a file may unpack to. Text packs to a fifth, rarely to a fiftieth.
MOST_GROWTH = 200
# Bytes that any file may have, however small it was packed.
SMALL = 1024**2
# Bytes of an archive's list of files, 180,000 files at most; zipfile reads it whole.
MOST_LISTED = 8 * 2**20
# Bytes at an archive's end in which that list's size stands, and what marks it; both formats.
END, END_MARK, END_64_MARK = 66_000, b"PK\5\6", b"PK\6\6"
# Ways of packing that unpack a little at a time; bzip2 and LZMA grow a kilobyte to gigabytes.
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Bytes of all XML of a document, the words of ten books; lxml takes ten times as many.
MOST_XML = 64 * 2**20
CHUNK = 2**20
UNPACK = "unpack it and put the pages there"
# What is wrong with a package, its parts or what they hold.
DAMAGE: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError),
    *(LookupError, ValueError, RuntimeError, AttributeError, TypeError),
)


@dataclass(slots=True)
class Package:
    """An open package.

    Attributes:
        names: Of its parts.
        left: Bytes that its parts may still unpack to.
    """

    _zip: zipfile.ZipFile
    names: frozenset[str]
    left: int = field(default=MOST_XML)

    def part(self, name: str) -> bytes:
        """Return a part.

        Raises:
            KeyError: There is none of this name.
            PageError: All parts read so far have more than `MOST_XML` bytes.
        """
        pieces: list[bytes] = []
        with self._zip.open(name) as packed:
            while chunk := packed.read(CHUNK):
                pieces.append(chunk)
                self.left -= len(chunk)
                if self.left < 0:
                    what = f"it unpacks to more than {MOST_XML / 2**20:.0f} MB of text"
                    raise PageError(what, "split it, or save it as text")
        return b"".join(pieces)

    def tree(self, name: str) -> Any:  # noqa: ANN401 - lxml has no types
        """Return the root of a part of XML."""
        return xml_tree(self.part(name))

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part of an OOXML package refers to: id -> kind and name."""
        folder, _, bare = name.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{bare}.rels")
        if listed not in self.names:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for one in self.tree(listed):
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            if one.get("TargetMode") != "External" and target.lstrip("/") in self.names:
                kind = one.get("Type", "").rpartition("/")[2]
                found[one.get("Id", "")] = kind, target.lstrip("/")
        return found


def xml_tree(content: bytes) -> Any:  # noqa: ANN401
    """Return the root of an XML document.

    Raises:
        ValueError: It is none, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.LxmlError as error:
        raise ValueError(str(error)) from None
    info = root.getroottree().docinfo
    if info.internalDTD is not None and any(True for _ in info.internalDTD.iterentities()):
        raise ValueError("it declares entities")
    return root


@contextmanager
def open_package(raw: bytes, kind: str, remedy: str) -> Iterator[Package]:
    """Open a package; what is wrong with it while it is read becomes a PageError.

    Args:
        raw: The file.
        kind: What it should be, after “it is no …”.
        remedy: What to do where it is none.

    Raises:
        PageError: It is damaged, no package, or unpacks to far more than a document holds.
    """
    try:
        check_listed(io.BytesIO(raw))
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            check_sizes(package)
            yield Package(package, frozenset(package.namelist()))
    except DAMAGE as error:
        what = f"it is no {kind}, or a damaged one: {type(error).__name__}"
        raise PageError(what, remedy) from None


def check_sizes(package: zipfile.ZipFile) -> None:
    """Refuse a package (DOCX) that unpacks to far more than it holds.

    Raises:
        PageError: It does.
    """
    infos = package.infolist()
    if any(info.compress_type not in PACKINGS for info in infos):
        raise PageError("its parts are packed in a way not known here", "save it again")
    total = sum(info.file_size for info in infos)
    grown = any(is_bomb(info.file_size, info.compress_size) for info in infos)
    if grown or len(infos) > MOST_FILES or total > MOST_BYTES // 8:
        what = f"it unpacks to {total / 2**20:,.0f} MB in {len(infos):,} parts: too much for a page"
        raise PageError(what, "save it again without pictures, or as text")


def check_listed(file: BinaryIO) -> None:
    """Refuse an archive whose list of files is too long, before it is read.

    Raises:
        PageError: It is.
    """
    file.seek(max(0, file.seek(0, 2) - END))
    tail = file.read()
    at = len(tail) - 22 if tail[-22:-18] == END_MARK else tail.rfind(END_MARK, 0, len(tail) - 18)
    file.seek(0)
    if at < 0:
        return  # no archive: zipfile says so
    [size] = struct.unpack_from("<I", tail, at + 12)
    if at >= 76 and tail[at - 76 : at - 72] == END_64_MARK:
        [size] = struct.unpack_from("<Q", tail, at - 36)
    if size > MOST_LISTED:
        raise PageError(f"it holds more than {MOST_FILES:,} files", UNPACK)


def is_bomb(size: int, packed: int) -> bool:
    """Say whether a part unpacks to more than any page does, both in bytes."""
    return size > SMALL and size > MOST_GROWTH * max(packed, 1)
