"""Which program wrote a file: a digest of its code; another one trusts no half-made work of it."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

import corpus
import index

CODE = "*.py"
RELATED_WORDS = "model/related_words.*"


@cache
def reading_program() -> str:
    """Return the digest of the code that turns files into articles."""
    return tree_digest([(_folder(corpus), CODE)])


@cache
def program() -> str:
    """Return the digest of the code that makes an index, with the related words it ships."""
    return tree_digest(
        [(_folder(corpus), CODE), (_folder(index), CODE), (_folder(index), RELATED_WORDS)]
    )


def tree_digest(trees: Iterable[tuple[Path, str]]) -> str:
    """Return the digest of files: those that match a pattern in a folder or any below it.

    Their names count from the folder's own, so that moving a file changes the digest, and
    installing the program elsewhere does not.
    """
    digest = hashlib.blake2b(digest_size=16)
    for folder, pattern in trees:
        for path in sorted(folder.rglob(pattern)):
            digest.update(path.relative_to(folder.parent).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _folder(package: ModuleType) -> Path:
    return Path(package.__path__[0])
