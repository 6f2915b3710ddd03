"""Pages -> articles -> passages -> the next generation. Embeds only what is new or changed.

Nothing that answers is touched before the new generation is whole; see `index/generation.py`.
"""

import datetime
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.article import Article, Passage
from corpus.config import IndexSettings, Settings
from corpus.errors import CorpusError
from corpus.load import Refused, load
from corpus.passages import cut
from index.bridge import write_bridge
from index.cache import embed
from index.dense import structure_for, write_dense
from index.encoder import Encoder, Vectors, load_encoder
from index.generation import (
    BRIDGE,
    CACHE,
    CURRENT,
    LEXICAL,
    TEXTS,
    VECTORS,
    aside,
    lock,
    publish,
)
from index.lexical import open_lexical, write_lexical
from index.manifest import FORMAT, Manifest, checksums, write_manifest
from index.texts import write_texts
from index.words import CUTTER

# Called with the stage ("read", "words", "vectors", "publish"), how much is done, and of how much.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        generation: Name of the generation it published.
        articles: How many can be found now.
        passages: How many they were cut into.
        embedded: Passages whose vector had to be made; the rest came from the cache.
        refused: Files kept aside, with reasons.
        seconds: From the first file read to the publish.
    """

    generation: str
    articles: int
    passages: int
    embedded: int
    refused: tuple[Refused, ...]
    seconds: float


def build(settings: Settings, progress: Progress = lambda stage, done, total: None) -> BuildReport:
    """Read the corpus folders and publish them as the next generation.

    Raises:
        CorpusError: A folder is missing, or there is nothing to read and never was.
        IndexLockedError: Another build is running.
        EncoderError: The model cannot be loaded.
    """
    began = time.perf_counter()
    root = settings.index.folder
    with lock(root):
        loaded = load(
            settings.corpus.folders,
            paper=settings.corpus.paper,
            progress=lambda done, total: progress("read", done, total),
        )
        if not loaded.articles and not (root / CURRENT).exists():
            folders = ", ".join(str(folder) for folder in settings.corpus.folders)
            raise CorpusError(f"no articles in {folders}", "put pages (.md or .txt) there")
        name, passages, embedded = write_generation(loaded.articles, settings.index, progress)
    return BuildReport(
        generation=name,
        articles=len(loaded.articles),
        passages=passages,
        embedded=embedded,
        refused=loaded.refused,
        seconds=time.perf_counter() - began,
    )


def write_generation(
    articles: Sequence[Article], settings: IndexSettings, progress: Progress
) -> tuple[str, int, int]:
    """Build and publish a generation of these articles; the caller holds the lock.

    Returns:
        Its name, the number of passages, and how many of them had to be embedded.
    """
    encoder = load_encoder(settings.encoder)
    passages = [passage for article in articles for passage in cut(article)]
    with aside(settings.folder) as (name, folder):
        write_texts(folder / TEXTS, articles, passages)
        _write_words(folder, passages, progress)
        vectors, embedded = _vectors(settings.folder / CACHE, encoder, passages, progress)
        structure = structure_for(*vectors.shape)
        write_dense(folder / VECTORS, vectors, structure)
        progress("publish", 0, 1)
        manifest = _manifest(name, folder, articles, len(passages), (encoder, structure))
        write_manifest(folder, manifest)
        publish(settings.folder, folder, name, settings.keep)
        progress("publish", 1, 1)
    return name, len(passages), embedded


def embedded_text(passage: Passage) -> str:
    """Return what is embedded for a passage: its headline, then its words."""
    return f"{passage.article.title}\n{passage.text}" if passage.article.title else passage.text


def _write_words(folder: Path, passages: Sequence[Passage], progress: Progress) -> None:
    (folder / LEXICAL).mkdir()
    for done in write_lexical(folder / LEXICAL, passages):
        progress("words", done, len(passages))
    vocabulary = [word for word, _ in open_lexical(folder / LEXICAL).vocabulary()]
    (folder / BRIDGE).mkdir()
    write_bridge(folder / BRIDGE, vocabulary)


def _vectors(
    cache: Path, encoder: Encoder, passages: Sequence[Passage], progress: Progress
) -> tuple[Vectors, int]:
    texts = [embedded_text(passage) for passage in passages]
    vectors: Vectors = np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    done = embedded = 0
    for batch, made in embed(cache, encoder, texts):
        vectors[done : done + len(batch)] = batch
        done += len(batch)
        embedded += made
        progress("vectors", done, len(texts))
    return vectors, embedded


def _manifest(
    name: str,
    folder: Path,
    articles: Sequence[Article],
    passages: int,
    vectors: tuple[Encoder, str],
) -> Manifest:
    encoder, structure = vectors
    dates = [article.date.isoformat() for article in articles if article.date]
    return Manifest(
        format=FORMAT,
        name=name,
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        encoder=encoder.name,
        dimension=encoder.dimension,
        structure=structure,
        words=CUTTER,
        papers=tuple(sorted({article.paper for article in articles if article.paper})),
        first=min(dates, default=None),
        last=max(dates, default=None),
        articles=len(articles),
        passages=passages,
        files=checksums(folder),
    )
