"""What a generation says of itself: format, model, tokeniser, counts, and every file's checksum."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexDamagedError, IndexMismatchError

MANIFEST = "MANIFEST.json"
# Raised whenever a file of a generation changes its meaning.
FORMAT = 1
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
        papers: Names of the newspapers, sorted; unknown ones are left out.
        first: Oldest known date, ISO 8601, or None.
        last: Newest known date, ISO 8601, or None.
        articles: How many.
        passages: How many.
        files: Path within the generation -> (bytes, SHA-256 in hex).
    """

    format: int
    name: str
    created: str
    encoder: str
    dimension: int
    structure: str
    words: str
    papers: tuple[str, ...]
    first: str | None
    last: str | None
    articles: int
    passages: int
    files: Mapping[str, tuple[int, str]]


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Write MANIFEST.json into the folder; return the SHA-256 of its bytes."""
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=2).encode()
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
    except (OSError, ValueError) as error:
        raise IndexDamagedError(f"{path} cannot be read: {error}", REBUILD) from None
    if digest is not None and hashlib.sha256(content).hexdigest() != digest:
        raise IndexDamagedError(f"{path} is not the manifest that was published", REBUILD)
    if values.get("format") != FORMAT:
        raise IndexMismatchError(
            f"{folder} has index format {values.get('format')!r}, this program reads {FORMAT}",
            REBUILD,
        )
    values["papers"] = tuple(values["papers"])
    values["files"] = {path: tuple(entry) for path, entry in values["files"].items()}
    return Manifest(**values)


def checksums(folder: Path) -> dict[str, tuple[int, str]]:
    """Return size and SHA-256 of every file below the folder but the manifest itself."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, _digest(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def damage(folder: Path, manifest: Manifest) -> list[str]:
    """Return what is wrong with the files of a generation, one line each; empty if all is well."""
    found = checksums(folder)
    missing = [f"{name} is missing" for name in manifest.files if name not in found]
    strange = [f"{name} does not belong here" for name in found if name not in manifest.files]
    altered = [
        f"{name} has changed since it was published"
        for name, entry in manifest.files.items()
        if name in found and found[name] != entry
    ]
    return missing + strange + altered


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
