"""What a generation says of itself: format, model, tokeniser, counts, and every file's checksum."""

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import IndexDamagedError, IndexMismatchError

MANIFEST = "MANIFEST.json"
# Of the manifest; made by `index/store/signature.py`.
SIGNATURE = f"{MANIFEST}.minisig"
# Digest of all else in the manifest: what tells damage where CURRENT, which knows it too, is lost.
SEAL = "seal"
# Threads that compute checksums: SHA-256 lets go of Python's lock, and a disk answers two.
READERS = 2
# Raised whenever a file of a generation changes its meaning.
FORMAT = 4
REBUILD = "run `gongda index build`"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of MANIFEST.json.

    Attributes:
        format: Version of the files' meaning.
        name: Name of the generation, e.g. `gen-000007`.
        created: When the build ended, ISO 8601 with time zone.
        encoder: `Encoder.name` of the model that made the vectors.
        dimension: Length of a vector.
        structure: FAISS factory string of the vector index.
        words: What cut the words: tokeniser, version, dictionary.
        code: Digest of the program that built it (`index/store/program.py`).
        papers: Names of the newspapers, sorted; unknown ones are left out.
        first: Oldest known date, ISO 8601, or None.
        last: Newest known date, ISO 8601, or None.
        articles: How many.
        passages: How many.
        files: Path within the generation -> (bytes, SHA-256 in hex).
        recall: Which share of the ten nearest vectors the structure finds; sampled at the build.
    """

    format: int
    name: str
    created: str
    encoder: str
    dimension: int
    structure: str
    words: str
    code: str
    papers: tuple[str, ...]
    first: str | None
    last: str | None
    articles: int
    passages: int
    files: Mapping[str, tuple[int, str]]
    recall: float = 1.0


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Write MANIFEST.json into the folder, sealed; return the SHA-256 of its bytes."""
    values = asdict(manifest)
    content = _dumped({**values, SEAL: _seal(values)})
    (folder / MANIFEST).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: Path, digest: str | None = None) -> Manifest:
    """Read MANIFEST.json, checking it against the digest it was published with.

    Raises:
        IndexDamagedError: It is missing or altered.
        IndexMismatchError: It was written in another format.
    """
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
        values = json.loads(content)
        version = values.get("format")
    except (OSError, ValueError, AttributeError) as error:
        raise IndexDamagedError(f"{path} cannot be read: {error}", REBUILD) from None
    if digest is not None and hashlib.sha256(content).hexdigest() != digest:
        raise IndexDamagedError(f"{path} is not the manifest that was published", REBUILD)
    if version != FORMAT:
        raise IndexMismatchError(
            f"{folder} has index format {version!r}, this program reads {FORMAT}", REBUILD
        )
    if values.pop(SEAL, None) != _seal(values):
        raise IndexDamagedError(f"{path} has changed since it was published", REBUILD)
    try:
        values["papers"] = tuple(values["papers"])
        values["files"] = {path: tuple(entry) for path, entry in values["files"].items()}
        return Manifest(**values)
    except (KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(f"{path} lacks what a manifest holds: {error}", REBUILD) from None


def checksums(folder: Path) -> dict[str, tuple[int, str]]:
    """Return size and SHA-256 of every file below the folder but the manifest and its signature."""
    paths = _parts(folder)
    with ThreadPoolExecutor(READERS) as pool:
        digests = list(pool.map(_digest, paths.values()))
    return {
        name: (path.stat().st_size, digest)
        for (name, path), digest in zip(paths.items(), digests, strict=True)
    }


def wrong_sizes(folder: Path, manifest: Manifest) -> list[str]:
    """Return what is missing, strange or of another size: `damage`, without reading the files."""
    found = {name: path.stat().st_size for name, path in _parts(folder).items()}
    return _differences(found, {name: entry[0] for name, entry in manifest.files.items()})


def damage(folder: Path, manifest: Manifest) -> list[str]:
    """Return what is wrong with the files of a generation, one line each; empty if all is well."""
    try:
        return _differences(checksums(folder), manifest.files)
    except OSError as error:
        return [f"{error.filename} cannot be read: {error.strerror}"]


def _differences(found: Mapping[str, object], published: Mapping[str, object]) -> list[str]:
    missing = [f"{name} is missing" for name in published if name not in found]
    strange = [f"{name} does not belong here" for name in found if name not in published]
    altered = [
        f"{name} has changed since it was published"
        for name, entry in published.items()
        if name in found and found[name] != entry
    ]
    return missing + strange + altered


def _parts(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (MANIFEST, SIGNATURE)
    }


def _seal(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(_dumped(values)).hexdigest()


def _dumped(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=2).encode()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
