"""Which program wrote a file: a digest of its code; another one trusts no half-made work of it."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

import corpus
import index

KIN = "model/kin.*"


@cache
def reading_program() -> str:
    """Return the digest of the code that turns files into articles."""
    return _digest(_code(corpus))


@cache
def program() -> str:
    """Return the digest of the code that turns files into an index, with the kin it ships."""
    return _digest([*_code(corpus), *_code(index), *Path(index.__path__[0]).glob(KIN)])


def _code(package: ModuleType) -> list[Path]:
    return sorted(Path(package.__path__[0]).rglob("*.py"))


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
