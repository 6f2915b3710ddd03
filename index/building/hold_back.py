"""Whether most of what answers now would vanish, and then nothing is published until confirmed.

A share that went offline is an empty folder, one that another program still fills has files without
a byte, and what is closed to this program looks like nothing: none is a deletion that anybody
meant. What was embedded stays in the generation that answers, and what was read stays in the cache.
Next: `index/building/build.py`.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from corpus.errors import GenerationError, HeldBackError
from corpus.load import Loaded, RefusedFile
from index.store.generation import TEXTS, every_generation
from index.store.texts import Place, open_texts

# Share of the articles that may vanish between two builds. Editors delete pages, at most a year of
# many; of the cases in which a share was offline, none left as much as half.
MOST = 0.5
# Files that vanished from a folder in which nothing lies now: who takes out the last one meant it.
# Of a corpus folder itself, share of the articles: nothing tells from which of several they came.
FEWEST_FILES, FEW = 2, 0.1
# Names of files that an error shows, and the name of a corpus folder itself.
SHOWN, HERE = 3, "."


def hold_back(root: Path, loaded: Loaded) -> None:
    """Refuse to publish what was loaded if it lacks most of what answers now.

    Raises:
        HeldBackError: Most articles vanish, or what holds some cannot be read or is empty.
    """
    before = _answering(root)
    gone = list(_gone(before, loaded))
    if lost := [one.source for one in loaded.refused if _holds_some(one, gone)]:
        raise _held(f"{_listed(lost)} cannot be read, and {len(gone):,} articles stand there", gone)
    if len(gone) > len(before) * MOST:
        raise _held(f"{len(gone):,} of the {len(before):,} articles that answer are gone", gone)
    if empty := [name for name in loaded.bare if _is_emptied(name, gone, len(before))]:
        raise _held(f"{_listed(empty)} is empty, and {len(gone):,} articles stood there", gone)
    if len(loaded.articles) < len(before) * MOST:
        now = f"{len(loaded.articles):,} articles would answer in place of {len(before):,}"
        raise _held(now, gone)


def _holds_some(refused: RefusedFile, gone: Sequence[Place]) -> bool:
    """Say whether articles stand in what cannot be read: a folder, an archive, a closed file."""
    return any(
        _is_below(place, refused.source) or (refused.is_closed and place.source == refused.source)
        for place in gone
    )


def _is_emptied(name: str, gone: Sequence[Place], before: int) -> bool:
    """Say whether articles stood in what is empty now: a file, or a folder of several."""
    if any(place.source == name for place in gone):
        return True
    files = {place.source for place in gone if _is_below(place, name)}
    return len(files) >= FEWEST_FILES and (name != HERE or len(gone) > FEW * before)


def _held(what: str, gone: Sequence[Place]) -> HeldBackError:
    files = sorted({place.source for place in gone if place.source})
    names = f" (from {_listed(files)})" if files else ""
    return HeldBackError(
        f"nothing was published: {what}{names}",
        "see whether a drive is offline or a folder closed to this program, and build again; "
        "if they are to go, type `gongda index build --yes`",
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    return f"{shown} and {len(names) - SHOWN:,} more" if len(names) > SHOWN else shown


def _answering(root: Path) -> list[Place]:
    """Return where the articles that answer now were printed; of a damaged index nothing."""
    for published in every_generation(root):
        with (
            suppress(GenerationError, sqlite3.Error),
            closing(open_texts(published.folder / TEXTS)) as texts,
        ):
            return texts.places()
    return []


def _gone(before: Sequence[Place], loaded: Loaded) -> Iterator[Place]:
    """Yield what stands in no file now: neither by its name, nor its headline, nor its file.

    A file that was renamed, moved or read by a newer program has not vanished.
    """
    ids = {article.id for article in loaded.articles}
    titles = {article.title for article in loaded.articles if article.title}
    sources = {article.source for article in loaded.articles}
    for place in before:
        if place.id not in ids and place.title not in titles and place.source not in sources:
            yield place


def _is_below(place: Place, folder: str) -> bool:
    return folder == HERE or place.source.startswith(f"{folder}/")
