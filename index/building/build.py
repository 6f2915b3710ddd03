"""Pages -> articles -> passages -> the next generation. Embeds only what is new or changed.

Nothing that answers is touched before the new generation is whole; see `index/store/generation.py`.
"""

import contextlib
import datetime
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.article import Article, Passage
from corpus.config import IndexSettings, Settings
from corpus.duplicates import newest
from corpus.errors import CorpusError, IndexWriteError
from corpus.load import Loaded, RefusedFile, load
from corpus.page.overlay import corrected, read_overlay
from corpus.thesaurus import SameWords, read_thesaurus
from index.bridge.translate import write_bridge
from index.building.cache import embed, open_cache, remove_cache
from index.building.carry_over import (
    NEW,
    Before,
    NumberedPassages,
    cut_all,
    known_vectors,
    last_whole,
)
from index.building.embedding import Embedding, open_embedding
from index.building.hold_back import hold_back
from index.building.pages import Pages
from index.engines.dense import structure_for, write_dense
from index.engines.encoder import Encoder, Vectors
from index.engines.lexical import open_lexical, write_lexical
from index.finding.chosen import shared_engine
from index.store.generation import (
    BRIDGE,
    CACHE,
    LEXICAL,
    PAGES,
    TEXTS,
    THESAURUS,
    VECTORS,
    aside,
    drop,
    lock,
    publish,
)
from index.store.manifest import FORMAT, Manifest, checksums, write_manifest
from index.store.pointer import CURRENT, generation_names
from index.store.program import program
from index.store.signature import check_signature, check_signing, sign
from index.store.texts import write_texts
from index.text.words import CUTTER
from index.thesaurus.build import write_thesaurus

# Questions that the vectors' structure is tried with, and the characters of one.
SAMPLED, LONG_QUESTION = 200, 20

# Called with the stage ("read", "words", "vectors", "publish"), how much is done, and of how much.
BuildProgress = Callable[[str, int, int], None]


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
        replaced: Articles left out because a newer one replaces them (`corpus.duplicates`).
        ignored: Files that are no pages, and what a `_paper.yaml` leaves out.
        corrected: Articles with a correction of the editors (`corpus/page/overlay.py`).
        unmatched: Ids in the file of corrections that no article has.
    """

    generation: str
    articles: int
    passages: int
    embedded: int
    refused: tuple[RefusedFile, ...]
    seconds: float
    replaced: int = 0
    ignored: tuple[str, ...] = ()
    corrected: int = 0
    unmatched: tuple[str, ...] = ()


def build_generation(
    settings: Settings,
    progress: BuildProgress = lambda stage, done, total: None,
    confirmed: bool = False,
) -> BuildReport:
    """Read the corpus folders and publish them as the next generation.

    Args:
        settings: Which folders, and where the index lies.
        progress: Told how far it is.
        confirmed: Publish even if most of what answers now vanishes.

    Raises:
        HeldBackError: Most of what answers now would vanish.
        CorpusError: A folder is missing, or there is nothing to read and never was.
        ConfigError: The thesaurus or the corrections cannot be read, or a key to sign with is
            wanted.
        IndexUntrustedError: The key that signs is none of those that are trusted here.
        IndexLockedError: Another build is running.
        IndexWriteError: The index folder cannot be written to.
        EncoderError: The model cannot be loaded.
        EngineError: The engine that `index.engine` names does not answer.
        WorkersError: Those who embed by `index.embed` do not.
    """
    began = time.perf_counter()
    root = settings.index.folder
    check_signing(settings.index.signing_key, settings.index.trusted_keys)
    with _told(root), lock(root):
        chosen = settings.corpus.thesaurus
        groups = read_thesaurus(chosen) if chosen else ()
        corrections = read_overlay(settings.corpus.overlay_file)
        loaded = _read(settings, progress, confirmed)
        if not loaded.articles and not (root / CURRENT).exists():
            folders = ", ".join(str(folder) for folder in settings.corpus.folders)
            raise CorpusError(
                f"no articles in {folders}",
                "put pages there: .md, .txt, .html, .docx, .pdf, .xlsx, .zip …",
            )
        every = settings.corpus.duplicates == "all"
        right, unmatched = corrected(loaded.articles, corrections)
        articles = right if every else newest(right)
        name, passages, embedded = write_generation(articles, settings.index, progress, groups)
    return BuildReport(
        generation=name,
        articles=len(articles),
        passages=passages,
        embedded=embedded,
        refused=loaded.refused,
        seconds=time.perf_counter() - began,
        replaced=len(loaded.articles) - len(articles),
        ignored=(*loaded.ignored, *(f"{name} (left out)" for name in loaded.left_out)),
        corrected=len(corrections) - len(unmatched),
        unmatched=unmatched,
    )


def write_generation(
    articles: Sequence[Article],
    settings: IndexSettings,
    progress: BuildProgress,
    groups: Sequence[SameWords] = (),
) -> tuple[str, int, int]:
    """Build and publish a generation of these articles; the caller holds the lock.

    `groups` are the editors' words that mean the same.

    Returns:
        Its name, the number of passages, and how many of them had to be embedded.
    """
    shared = shared_engine(settings)
    with open_embedding(settings) as embedding, aside(settings.folder) as (name, folder):
        before, damaged = last_whole(settings.folder)
        cut = cut_all(articles, before)
        write_texts(folder / TEXTS, articles, cut.passages, cut.digests)
        _write_words(folder, cut, before, progress)
        write_thesaurus(folder / THESAURUS, groups, articles, open_lexical(folder / LEXICAL))
        vectors, embedded = _vectors(settings.folder / CACHE, embedding, (cut, before), progress)
        asked = embedding.encoder.encode_questions(_like_questions(cut.passages))
        structure = structure_for(*vectors.shape)
        recall = write_dense(folder / VECTORS, vectors, structure, asked)
        progress("publish", 0, 1)
        told = (embedding.encoder, structure, recall)
        manifest = _manifest(name, folder, articles, len(cut.passages), told)
        write_manifest(folder, manifest)
        if settings.signing_key:
            sign(folder, settings.signing_key, name)
        check_signature(folder, settings.trusted_keys)
        if shared:
            stored = partial(progress, "publish")
            shared.put((folder, manifest), cut.passages, vectors, stored)
        publish(settings.folder, folder, name, settings.keep)
        drop(settings.folder, set(damaged) & set(generation_names(settings.folder)))
        if shared:
            shared.answer_from(settings.folder / name, manifest)
            shared.drop_all_but(generation_names(settings.folder))
        remove_cache(settings.folder / CACHE)
        progress("publish", 1, 1)
    return name, len(cut.passages), embedded


@contextlib.contextmanager
def _told(root: Path) -> Iterator[None]:
    """Say what to do where the index folder refuses what is written."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise IndexWriteError(
            f"{root} cannot be written to: {error}",
            "free space there or make it writable, then run `gongda index build` again; "
            "the index before it goes on answering",
        ) from error


def _read(settings: Settings, progress: BuildProgress, confirmed: bool) -> Loaded:
    """Read the folders; pages that were read before come from the cache.

    Raises:
        HeldBackError: Most of what answers now would vanish; the cache then forgets nothing.
    """
    with open_cache(settings.index.folder / PAGES) as cache:
        pages = Pages(cache)
        loaded = load(
            settings.corpus.folders,
            paper=settings.corpus.paper,
            progress=lambda done, total: progress("read", done, total),
            reading=pages.read,
        )
        pages.flush()
        if not confirmed:
            hold_back(settings.index.folder, loaded)
        pages.keep_only_used()
    return loaded


def _write_words(
    folder: Path, cut: NumberedPassages, before: Before | None, progress: BuildProgress
) -> None:
    (folder / LEXICAL).mkdir()
    for done in write_lexical(folder / LEXICAL, cut.passages, before.lexical if before else None):
        progress("words", done, len(cut.passages))
    (folder / BRIDGE).mkdir()
    corpus = open_lexical(folder / LEXICAL)
    write_bridge(folder / BRIDGE, corpus, before.bridge if before else None)


def _vectors(
    cache: Path,
    embedding: Embedding,
    known: tuple[NumberedPassages, Before | None],
    progress: BuildProgress,
) -> tuple[Vectors, int]:
    """Return the vectors of all passages, and how many of them had to be made."""
    (cut, before), encoder = known, embedding.encoder
    vectors = known_vectors(before, cut, encoder.name, encoder.dimension)
    missing = [int(number) for number in (cut.before == NEW).nonzero()[0]]
    done = embedded = 0
    progress("vectors", len(cut.passages) - len(missing), len(cut.passages))
    with open_cache(cache) as open_vectors:
        for batch, made in embed(open_vectors, embedding, cut.texts(missing)):
            vectors[missing[done : done + len(batch)]] = batch
            done += len(batch)
            embedded += made
            progress("vectors", len(cut.passages) - len(missing) + done, len(cut.passages))
    return vectors, embedded


def _like_questions(passages: Sequence[Passage]) -> list[str]:
    """Return beginnings of passages from all over the archive: as short as what members ask."""
    every = max(1, len(passages) // SAMPLED)
    return [passage.text[:LONG_QUESTION] for passage in passages[::every][:SAMPLED]]


def _manifest(
    name: str,
    folder: Path,
    articles: Sequence[Article],
    passages: int,
    vectors: tuple[Encoder, str, float],
) -> Manifest:
    encoder, structure, recall = vectors
    dates = [article.date.isoformat() for article in articles if article.date]
    return Manifest(
        format=FORMAT,
        name=name,
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        encoder=encoder.name,
        dimension=encoder.dimension,
        structure=structure,
        words=CUTTER,
        code=program(),
        papers=tuple(sorted({article.paper for article in articles if article.paper})),
        first=min(dates, default=None),
        last=max(dates, default=None),
        articles=len(articles),
        passages=passages,
        files=checksums(folder),
        recall=recall,
    )
