"""Is the index whole, and does it say what was printed? What `gongda index verify` asks.

First the folder: what does not belong there, and every kept generation's files against their
checksums. Then what the generation that answers holds: the model, the counts, every passage against
its article, every vector, every segment of words. Nothing is mended here: `gongda index build` is.
"""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.article import Article, Passage
from corpus.errors import GenerationError, IndexMismatchError, IndexMissingError
from index.bridge.translate import open_bridge
from index.building.cache import COMPANIONS
from index.engines.dense import Dense, open_dense
from index.engines.lexical import Lexical, open_lexical, segment_keys
from index.engines.segments import reusable
from index.store.generation import (
    BRIDGE,
    CACHE,
    LEXICAL,
    LOCK,
    PAGES,
    TEXTS,
    VECTORS,
    Published,
    builder,
    current,
    leftovers,
)
from index.store.manifest import damage, read_manifest
from index.store.pointer import CURRENT, generation_names
from index.store.signature import check_signature
from index.store.texts import Texts, open_texts
from index.text.words import CUTTER

CACHES = {name + end for name in (CACHE, PAGES) for end in ("", *COMPANIONS)}
KNOWN = {CURRENT, f"{CURRENT}.tmp", LOCK, *CACHES}
# Vectors looked at together: 64 MB at 256 dimensions.
CHUNK = 65_536
# How far a vector's length may be from 1; a text without any known piece has zeros.
TOLERANCE = 1e-3


def verify(root: Path, encoder: str | None = None, trusted: Sequence[str] = ()) -> list[str]:
    """Return what is wrong with an index folder, one line each; empty if all is well.

    Args:
        root: The index folder.
        encoder: `Encoder.name` of the model that is asked for; None: whichever built it.
        trusted: Public keys, one of which must have signed what answers; none: nobody must.

    Raises:
        IndexMissingError: Nothing has been published.
    """
    problems = [*_strange(root), *_damaged(root)]
    try:
        published = current(root)
        check_signature(published.folder, trusted)
    except IndexMissingError:
        raise
    except GenerationError as error:
        return [error.what, *(one for one in problems if one != error.what)]
    if not any(one.startswith(f"{published.manifest.name}:") for one in problems):
        problems += contents(published, encoder)
    return problems


def contents(published: Published, encoder: str | None = None) -> list[str]:
    """Return what is wrong with what an undamaged generation holds; empty if all is well."""
    try:
        return list(_contents(published, encoder))
    except (GenerationError, OSError) as error:
        return [str(error).partition("\n")[0]]


def _strange(root: Path) -> Iterator[str]:
    if builder(root) is None:
        for left in leftovers(root):
            yield f"{left.name} was left by a build that was cut off; the next build clears it"
    expected = {*KNOWN, *generation_names(root), *(left.name for left in leftovers(root))}
    for path in sorted(root.iterdir()):
        if path.name not in expected:
            yield f"{path.name} does not belong in {root}"


def _damaged(root: Path) -> Iterator[str]:
    left = {path.name for path in leftovers(root)}
    for name in generation_names(root):
        if name in left:
            continue
        try:
            found = damage(root / name, read_manifest(root / name))
        except IndexMismatchError:
            continue  # An older version's: of no use, and no harm.
        except GenerationError as error:
            found = [error.what]
        yield from (f"{name}: {one}" for one in found)


def _contents(published: Published, encoder: str | None) -> Iterator[str]:
    manifest, folder = published.manifest, published.folder
    for kind, built, asked in (
        ("encoder", manifest.encoder, encoder or manifest.encoder),
        ("words", manifest.words, CUTTER),
    ):
        if built != asked:
            yield f"{manifest.name} was built with {kind} {built!r}, but {asked!r} is asked for"
    texts = open_texts(folder / TEXTS)
    try:
        articles, passages = texts.every_article(), texts.every_passage()
        yield from _counts(texts, manifest.articles, manifest.passages)
    finally:
        texts.close()
    lexical, dense = open_lexical(folder / LEXICAL), open_dense(folder / VECTORS)
    yield from _uncovered(articles, passages)
    yield from _words(folder / LEXICAL, lexical, passages)
    yield from _vectors(dense, len(passages), manifest.dimension)
    open_bridge(folder / BRIDGE, lexical)


def _counts(texts: Texts, articles: int, passages: int) -> Iterator[str]:
    found = texts.counts()
    for what, there, told in zip(
        ("articles", "passages"), found, (articles, passages), strict=True
    ):
        if there != told:
            yield f"the texts hold {there} {what}, the manifest says {told}"


def _uncovered(articles: Sequence[Article], passages: Sequence[Passage]) -> Iterator[str]:
    """Say of which articles a character stands in no passage, or in two."""
    of_article = {
        name: list(group) for name, group in itertools.groupby(passages, lambda one: one.article.id)
    }
    for article in articles:
        places = [(one.start, one.end) for one in of_article.get(article.id, ())]
        ends = [0, *(end for _, end in places)]
        starts = [*(start for start, _ in places), len(article.text)]
        between = zip(ends, starts, strict=True)
        if any(end > start or article.text[end:start].strip() for end, start in between):
            yield f"the passages of article {article.id} are not its text"


def _words(folder: Path, lexical: Lexical, passages: Sequence[Passage]) -> Iterator[str]:
    if len(lexical) != len(passages):
        yield f"the words of {len(lexical)} passages are indexed, there are {len(passages)}"
    if list(reusable(folder)) != segment_keys(passages):
        yield "the words that are indexed are not those of the passages"


def _vectors(dense: Dense, count: int, dimension: int) -> Iterator[str]:
    if (len(dense), dense.dimension) != (count, dimension):
        yield (
            f"there are {len(dense)} vectors of {dense.dimension} dimensions, "
            f"expected {count} of {dimension}"
        )
        return
    for start in range(0, count, CHUNK):
        rows = dense.rows(np.arange(start, min(start + CHUNK, count)))
        lengths = np.linalg.norm(rows, axis=1)
        wrong = ~((np.abs(lengths - 1) < TOLERANCE) | (lengths == 0))
        if wrong.any():
            yield f"the vector of passage {start + int(wrong.argmax())} is not of unit length"


__all__ = ["contents", "verify"]
