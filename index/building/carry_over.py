"""What the last whole generation already knows of the next one's articles: cuts, digests, vectors.

An unchanged article brings its passages and their vectors along; of a changed one, the passages
whose words are the same. What is damaged brings nothing: then all is made anew. Vectors are taken
over only where their structure gives them back bit by bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.article import Article, Passage
from corpus.passages import cut
from index.engines.dense import Dense, open_dense
from index.engines.encoder import Vectors
from index.store.digest import article_digest, embedded_text, passage_digest
from index.store.generation import (
    BRIDGE,
    LEXICAL,
    TEXTS,
    VECTORS,
    every_generation,
    torn_generations,
)
from index.store.manifest import Manifest, damage
from index.store.program import program
from index.store.texts import open_texts

Numbers = npt.NDArray[np.int64]
# The number of a passage that the last generation does not have.
NEW = -1


@dataclass(frozen=True, slots=True)
class Before:
    """The last generation, as far as the next build may use it.

    Attributes:
        folder: Where it lies.
        manifest: What it says of itself.
        same_code: Whether the program that wrote it is this one: then its cuts are still right.
        articles: Digest of an article -> its passages: start, end, digest and number.
        passages: Digest of a passage -> its number.
        dense: Its vectors.
    """

    folder: Path
    manifest: Manifest
    same_code: bool
    articles: dict[bytes, list[tuple[int, int, bytes, int]]]
    passages: dict[bytes, int]
    dense: Dense

    @property
    def lexical(self) -> Path:
        """Folder of the segments that may be taken over."""
        return self.folder / LEXICAL

    @property
    def bridge(self) -> Path | None:
        """Folder of the words' vectors, where they may be taken over."""
        return self.folder / BRIDGE if self.same_code else None


@dataclass(frozen=True, slots=True)
class NumberedPassages:
    """The passages of all articles, in order.

    Attributes:
        passages: In the order of their numbers.
        digests: What tells each passage's words.
        before: The number each had in the last generation, or `NEW`.
    """

    passages: list[Passage]
    digests: list[bytes]
    before: Numbers

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """Return what is embedded for the passages with these numbers."""
        return [embedded_text(self.passages[number]) for number in numbers]


def last_whole(root: Path) -> tuple[Before | None, list[str]]:
    """Return the newest generation without damage, if there is one, and the names of damaged ones.

    The one that answers is tried first.
    """
    damaged = torn_generations(root)
    for published in every_generation(root):
        if not damage(published.folder, published.manifest):
            return _opened(published.folder, published.manifest), damaged
        damaged.append(published.manifest.name)
    return None, damaged


def cut_all(articles: Sequence[Article], before: Before | None) -> NumberedPassages:
    """Cut the articles into passages; what is known is taken over."""
    found = NumberedPassages([], [], np.zeros(0, np.int64))
    numbers: list[int] = []
    for article in articles:
        known = before.articles.get(article_digest(article)) if before else None
        if known is None:
            known = [_placed(passage, before) for passage in cut(article)]
        for start, end, digest, number in known:
            found.passages.append(Passage(article, start, end))
            found.digests.append(digest)
            numbers.append(number)
    return NumberedPassages(found.passages, found.digests, np.array(numbers, np.int64))


def known_vectors(
    before: Before | None, cut: NumberedPassages, encoder: str, dimension: int
) -> Vectors:
    """Return a row a passage, shape `(count, dimension)`: its vector where it is known.

    What must be made is `NEW` in `cut.before` afterwards, and its row is undefined.
    """
    vectors: Vectors = np.zeros((len(cut.passages), dimension), np.float32)
    if before is None or before.manifest.encoder != encoder or not before.dense.exact:
        cut.before[:] = NEW
        return vectors
    known = np.flatnonzero(cut.before != NEW)
    vectors[known] = before.dense.rows(cut.before[known])
    return vectors


def _placed(passage: Passage, before: Before | None) -> tuple[int, int, bytes, int]:
    digest = passage_digest(passage)
    number = before.passages.get(digest, NEW) if before else NEW
    return passage.start, passage.end, digest, number


def _opened(folder: Path, manifest: Manifest) -> Before:
    texts = open_texts(folder / TEXTS)
    try:
        digests, places = texts.digests()
    finally:
        texts.close()
    same_code = manifest.code == program()
    articles: dict[bytes, list[tuple[int, int, bytes, int]]] = (
        {digest: [] for digest in digests} if same_code else {}
    )
    passages: dict[bytes, int] = {}
    # Of articles with the same words only the last is kept, whole.
    last = {digest: number for number, digest in enumerate(digests)}
    for number, (article, start, end, digest) in enumerate(places):
        passages[digest] = number
        if same_code and last[digests[article]] == article:
            articles[digests[article]].append((start, end, digest, number))
    return Before(folder, manifest, same_code, articles, passages, open_dense(folder / VECTORS))
