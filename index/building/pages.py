"""Pages read once: a file whose bytes are known is not parsed again.

The key holds the file's bytes, its name, what is assumed where it does not tell, and what reads it:
our code and the versions of the libraries under it. A newer program reads everything anew; of an
unchanged PDF only the digest is taken. A page that cannot be read is tried each time.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from corpus.article import Article
from corpus.load import read_file
from corpus.page.pageinfo import PageInfo
from corpus.rows import articles_as_json, articles_from_json
from index.building.cache import Cache
from index.store.program import reading_program

# Pages written together: a commit of each would take longer than reading it.
BATCH = 256
# What turns the bytes of documents into words; as installers name them.
LIBRARIES = ("lxml", "openpyxl", "pypdfium2", "python-docx", "striprtf")


class Pages:
    """Reads files through a cache, and remembers which entries were of use."""

    def __init__(self, cache: Cache, reader: str = "") -> None:
        """Keep the open cache; `reader` names the program that reads, by default this one."""
        self._cache = cache
        self._reader = reader or reader_version()
        self._used: set[bytes] = set()
        self._fresh: dict[bytes, bytes] = {}

    def read(self, path: Path, source: str, defaults: PageInfo) -> tuple[Article, ...]:
        """Return the articles of a file, as `corpus.load.read_file` does and with its errors."""
        key = self._key(path, source, defaults)
        known = self._cache.get([key]).get(key)
        articles = read_file(path, source, defaults) if known is None else articles_from_json(known)
        if known is None and articles:
            self._fresh[key] = articles_as_json(articles)
        self._used.add(key)
        if len(self._fresh) >= BATCH:
            self.flush()
        return articles

    def flush(self) -> None:
        """Write what was read."""
        self._cache.put(self._fresh.items())
        self._fresh.clear()

    def keep_only_used(self) -> None:
        """Write what was read, and forget every page that was not."""
        self.flush()
        self._cache.keep(self._used)

    def _key(self, path: Path, source: str, defaults: PageInfo) -> bytes:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))
        about = f"\0{source}\0{defaults}\0{self._reader}"
        digest.update(about.encode("utf-8", "surrogateescape"))
        return digest.digest()


@cache
def reader_version() -> str:
    """Return the digest of our code that reads files, and the version of each library it uses."""
    return " ".join([reading_program(), *(f"{name} {version(name)}" for name in LIBRARIES)])
