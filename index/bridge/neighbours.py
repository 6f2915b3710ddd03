"""The corpus's own words nearest in meaning to an English word, by the bundled model's vectors.

A dictionary says what its editors thought of; vectors also say that a station can be a 驿站, and
that who has won is 获评. They are written with a generation, one row a word of the corpus, one byte
a number, and read through a memory map. It is always the bundled model, whatever `index.encoder`
says: others need not know both languages. Next: `index/bridge/translate.py`.
"""

import heapq
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexMismatchError
from index.bridge.related_words import Floats, RelatedWords, Rows, open_related_words
from index.engines.encoder import Encoder
from index.text.words import is_han

if TYPE_CHECKING:
    import faiss
    from marisa_trie import Trie

WORDS, ROWS, SCALES, MODEL = "words.marisa", "rows.npy", "scales.npy", "model.txt"
COMPANY = "company.npy"
# One bit a number of rows and company, for a first look where there are many.
ROUGH, ROUGH_COMPANY = "rows.faiss", "company.faiss"
ROUGH_STRUCTURE = "RaBitQfs"
# Words from which a first look is worth it, and how many of them are looked at twice. The words of
# a question over 10,000 / 20,000 / 45,000 of a corpus: all products 16 / 23 / 49 ms of a processor,
# more where several threads wait for one another; 256 of them 15 / 14 / 15 ms, and 0.997 / 0.996 /
# 0.994 of the neighbours.
MANY_WORDS, LOOKED_AT = 10_000, 256
LARGEST_BYTE = 127
# Cosine below which neighbours are chance, and how many are offered a word. With the weights below,
# R@1 on English questions / news sentences: 0.4 and 8 0.78 / 0.71, 0.3 and 8 0.79 / 0.72, 0.25 and
# 12 0.78 / 0.73; without neighbours 0.74 / 0.71.
LEAST_COSINE, MOST = 0.25, 12
# A neighbour's weight is its cosine as a share of this (a good translation's), times the rest.
CERTAIN, SHARE = 0.7, 0.7
# The same for the company of a word's translations (`index/bridge/related_words.py`): awards has
# 授予 and 获奖 in the dictionary, and a page that has neither may have 评为.
LEAST_RELATED, MOST_RELATED, RELATED_SHARE = 0.4, 8, 0.3
OF_WORDS, OF_COMPANY = (MOST, SHARE), (MOST_RELATED, RELATED_SHARE)
# Translations whose company counts.
MOST_GLOSSES = 12
# Rows multiplied at once: 1 MB of bytes stays in the processor's cache.
CHUNK = 4096

DIGIT = re.compile(r"[0-9]")

RowNumbers = npt.NDArray[np.int64]
Files = tuple["Trie", Rows, Floats, Rows]
# The rough rows and the rough company, where there are many.
Rough = tuple["faiss.Index | None", "faiss.Index | None"]


class Neighbours:
    """The open rows of one generation; safe to use from several threads."""

    def __init__(self, files: Files, rough: Rough, encoder: Encoder, related: RelatedWords) -> None:
        """Keep the open files, and the models that made them."""
        self._words, self._rows, self._scales, self._company = files
        self._rough, self._rough_company = rough
        self._encoder = encoder
        self._related = related

    def of_word(self, word: str) -> dict[str, float]:
        """Return the nearest words of the corpus, weights in (0, 1], best first."""
        if not len(self._rows):
            return {}
        places, products = _likeliest(self._rows, self._rough, self._encoder.encode([word])[0])
        cosines = products * self._scales[places] / np.float32(CERTAIN)
        return self._named(places, cosines, LEAST_COSINE / CERTAIN, OF_WORDS)

    def of_translations(self, translations: Mapping[str, float]) -> dict[str, float]:
        """Return the corpus's words that keep the company of a word's translations.

        Their weights are below those of translations: company is no proof.
        """
        if not len(self._company):
            return {}
        asked = self._related.together(_first(translations))
        places, products = _likeliest(self._company, self._rough_company, asked)
        return self._named(places, products / np.float32(LARGEST_BYTE), LEAST_RELATED, OF_COMPANY)

    def _named(
        self, places: RowNumbers, cosines: Floats, least: float, offered: tuple[int, float]
    ) -> dict[str, float]:
        most, share = offered
        near = np.flatnonzero(cosines > np.float32(least))
        order = near[np.argsort(-cosines[near], kind="stable")][:most]
        return {
            self._words.restore_key(int(places[one])): share * min(1.0, float(cosines[one]))
            for one in order
        }


def _likeliest(rows: Rows, rough: "faiss.Index | None", asked: Floats) -> tuple[RowNumbers, Floats]:
    """Return the places of rows that may be near a vector, ascending, and its products."""
    if rough is None:
        blocks = range(0, len(rows), CHUNK)
        parts = [rows[start : start + CHUNK].astype(np.float32) @ asked for start in blocks]
        return np.arange(len(rows)), np.concatenate(parts)
    _, found = rough.search(asked[None], LOOKED_AT)
    places = np.sort(found[0][found[0] >= 0])
    return places, rows[places].astype(np.float32) @ asked


def _first(translations: Mapping[str, float]) -> dict[str, float]:
    return dict(heapq.nlargest(MOST_GLOSSES, translations.items(), key=lambda item: item[1]))


def write_neighbours(
    folder: Path,
    vocabulary: Sequence[str],
    encoder: Encoder,
    earlier: Path | None = None,
    many: int = MANY_WORDS,
) -> None:
    """Write the Chinese words of a corpus with their vectors into an empty folder.

    `earlier` is such a folder, written by the same program: its rows are taken over. From `many`
    words on, a first look chooses which are looked at.
    """
    import marisa_trie

    trie = marisa_trie.Trie(filter(_has_neighbours, vocabulary))
    trie.save(str(folder / WORDS))
    words = [trie.restore_key(place) for place in range(len(trie))]
    rows, scales, company = _rows_of(words, encoder, earlier)
    np.save(folder / SCALES, scales)
    np.save(folder / ROWS, rows)
    np.save(folder / COMPANY, company)
    if len(words) >= many:
        _write_rough(folder / ROUGH, rows * scales[:, None])
        _write_rough(folder / ROUGH_COMPANY, company.astype(np.float32) / np.float32(LARGEST_BYTE))
    (folder / MODEL).write_text(encoder.name, "utf-8")


def _has_neighbours(word: str) -> bool:
    """Say whether a word can be near another in meaning; 53家 lies near any number."""
    return is_han(word) and DIGIT.search(word) is None


def _rows_of(
    words: Sequence[str], encoder: Encoder, earlier: Path | None
) -> tuple[Rows, Floats, Rows]:
    """Return rows, scales and company of the words: from earlier where they are known."""
    if earlier is None or (earlier / MODEL).read_text("utf-8") != encoder.name:
        return _made_rows(words, encoder)
    old, old_rows, old_scales, old_company = _files(earlier)
    places = np.array([old.get(word, -1) for word in words], np.int64)
    fresh = np.flatnonzero(places < 0)
    if len(fresh) == len(words):
        return _made_rows(words, encoder)
    rows, scales, company = old_rows[places], old_scales[places], old_company[places]
    made = _made_rows([words[int(place)] for place in fresh], encoder)
    rows[fresh], scales[fresh], company[fresh] = made
    return rows, scales, company


def _made_rows(words: Sequence[str], encoder: Encoder) -> tuple[Rows, Floats, Rows]:
    vectors = encoder.encode(words)
    scales: Floats = (np.abs(vectors).max(axis=1, initial=1e-12) / LARGEST_BYTE).astype(np.float32)
    rows: Rows = np.rint(vectors / scales[:, None]).astype(np.int8)
    return rows, scales, open_related_words().rows(words)


def _write_rough(path: Path, rows: Floats) -> None:
    import faiss

    index = faiss.index_factory(rows.shape[1], ROUGH_STRUCTURE, faiss.METRIC_INNER_PRODUCT)
    index.train(rows)
    index.add(rows)
    faiss.write_index(index, str(path))


def open_neighbours(folder: Path, encoder: Encoder) -> Neighbours:
    """Open what `write_neighbours` wrote.

    Raises:
        IndexMismatchError: Another model made it.
    """
    built = (folder / MODEL).read_text("utf-8")
    if built != encoder.name:
        raise IndexMismatchError(
            f"{folder} was built with the bundled model {built!r}, "
            f"but {encoder.name!r} is installed",
            "run `gongda index build`",
        )
    return Neighbours(_files(folder), _rough(folder), encoder, open_related_words())


def _rough(folder: Path) -> Rough:
    if not (folder / ROUGH).exists():
        return None, None
    import faiss

    rows, company = (
        faiss.read_index(str(folder / name), faiss.IO_FLAG_MMAP_IFC)
        for name in (ROUGH, ROUGH_COMPANY)
    )
    return rows, company


def _files(folder: Path) -> Files:
    import marisa_trie

    words = marisa_trie.Trie().mmap(str(folder / WORDS))
    rows, scales, company = (
        np.load(folder / name, mmap_mode="r").view(np.ndarray) for name in (ROWS, SCALES, COMPANY)
    )
    return words, rows, scales, company
