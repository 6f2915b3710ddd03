"""BM25 over pre-cut words, in tantivy.

A passage has four fields: the dictionary words and the bigrams of its text, and those of its
headline, kicker and subtitle. A question is a list of `Group`s: one word of the question, or the
words of the corpus that translate it. Left out: what the words are (`index/text/words.py`), which
passages share a segment (`index/engines/segments.py`), what other languages become
(`index/bridge/translate.py`), and who wins (`index/search.py`).
"""

import itertools
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.article import Passage
from corpus.errors import IndexWriteError
from corpus.passages import searched
from index.engines import segments
from index.engines.processes import spread
from index.store.digest import digest_of
from index.text.words import CUTTER, bigrams_of, views

if TYPE_CHECKING:
    import tantivy

# Share of a field in the score. CMRC dev recall@1 by the bigrams' weight: 0.3 0.958, 0.5 0.961, 0.7
# 0.962, 1.0 0.962, 1.5 0.962 (benchmarks/quality/__main__.py).
WORD_WEIGHT = 1.0
GRAM_WEIGHT = 0.7
# A headline says in ten words what the article says in a thousand: a passage of the article that
# matches in its own words must still beat one that only stands under a matching headline.
HEADLINE_WEIGHT = 0.3
# What the other translations of a word add beside the best one.
OTHERS = 0.3
# Bytes of memory for the writer; tantivy spills to disk beyond it.
WRITER_MEMORY = 256 * 1024 * 1024
# Passages from which the words are cut by several processes, which take a second to start.
MANY = 20_000
# A passage's terms stand in these; changing them, or how they are filled, changes KIND.
FIELDS = ("words", "grams", "headline_words", "headline_grams")
KIND = f"{CUTTER}; {FIELDS}; 1"

# Words whose counts and queries are kept in memory: a translation is asked for four times over.
KEPT = 16_384

# Where a segment is written, and of each passage its headline and its text.
SegmentJob = tuple[Path, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words of the corpus that stand for one word of the question.

    Attributes:
        into: Words and their weights in (0, 1]; one of weight 1.0 where nothing is translated.
        grams: Whether `into` holds bigrams (True) or dictionary words (False).
        translated: Whether the words come from the bridge: then one that the corpus is never cut
            into (a name that no dictionary knows) is asked for as all its bigrams in one passage,
            and `grams` asks so for every word.
    """

    into: tuple[tuple[str, float], ...]
    grams: bool = False
    translated: bool = False


@dataclass(frozen=True, slots=True)
class SoughtTerm:
    """A word or bigram of the corpus that is looked for, or several in one passage.

    Attributes:
        field: One of `FIELDS`.
        parts: What must stand there, all of them, each once.
        weight: What their BM25 is multiplied with.
    """

    field: str
    parts: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage number, counted from 0, and its score, higher is better."""

    number: int
    score: float


def write_lexical(
    folder: Path, passages: Sequence[Passage], before: Path | None = None
) -> Iterator[int]:
    """Index the passages into an empty folder; yield after each segment how many are done.

    A passage's number is its place in `passages`, counted from 0. Those of an article stand side by
    side. Segments that `before`, the folder of an earlier index, holds already are copied from it.
    """
    known = segments.reusable(before)
    runs = _runs(passages)
    _index(folder)
    listed = {run.key: known[run.key] for run in runs if run.key in known}
    for key in listed:
        segments.take_over(key, before or folder, folder)
    fresh = [run for run in runs if run.key not in known]
    done = len(passages) - _held(fresh)
    if listed:
        yield done
    for run, part in _written(folder, fresh, passages):
        listed[run.key] = segments.adopt(part, run.key, folder)
        shutil.rmtree(part)
        done += run.end - run.start
        yield done
    segments.join(folder, [listed[run.key] for run in runs])


def _held(runs: Sequence[segments.SegmentRun]) -> int:
    """Return how many passages the runs hold."""
    return sum(run.end - run.start for run in runs)


def _written(
    folder: Path, runs: Sequence[segments.SegmentRun], passages: Sequence[Passage]
) -> Iterator[tuple[segments.SegmentRun, Path]]:
    """Yield each run with the folder of its own that it was written into, in order."""
    jobs = (_job(folder, run, passages) for run in runs)
    parts = spread(_write_part, jobs) if _held(runs) >= MANY else map(_write_part, jobs)
    yield from zip(runs, parts, strict=True)


def segment_keys(passages: Sequence[Passage]) -> list[str]:
    """Return the names that the segments of these passages have, in order."""
    return [run.key for run in _runs(passages)]


def _runs(passages: Sequence[Passage]) -> list[segments.SegmentRun]:
    return segments.runs(passages, [_digest(passage) for passage in passages], KIND)


def _job(folder: Path, run: segments.SegmentRun, passages: Sequence[Passage]) -> SegmentJob:
    return folder / f"part-{run.key}", [
        (headline_of(passage), searched(passage)) for passage in passages[run.start : run.end]
    ]


def _write_part(job: SegmentJob) -> Path:
    """Write headlines and texts as one segment: one thread, one commit, in order."""
    part, rows = job
    part.mkdir()
    documents = (_document(headline, text) for headline, text in rows)
    try:
        _write_documents(part, documents)
    except ValueError as error:  # What tantivy makes of a full disk.
        raise OSError(f"tantivy cannot write {part}: {error}") from error
    return part


def _write_documents(part: Path, documents: Iterable["tantivy.Document"]) -> None:
    writer = _index(part).writer(WRITER_MEMORY, 1)
    for document in documents:
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class Lexical:
    """An open lexical index; safe to use from several threads."""

    def __init__(self, index: "tantivy.Index", sizes: Sequence[int]) -> None:
        """Keep one searcher over the index, and how many passages each segment of it holds."""
        self._schema = index.schema
        self._searcher = index.searcher()
        self._firsts = [0, *itertools.accumulate(sizes)]
        self.frequency = lru_cache(KEPT)(self._frequency)
        self._term = lru_cache(KEPT)(self._all_of)

    def search(self, groups: Sequence[WordGroup], k: int) -> list[Scored]:
        """Return the k best passages, best first; fewer where fewer match."""
        import tantivy

        parts = [(tantivy.Occur.Should, self._any_of(clause)) for clause in self.clauses(groups)]
        if not parts:
            return []
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), limit=k, count=False).hits
        # Equal scores come by address, which is the order of the passages.
        return [
            Scored(self._firsts[address.segment_ord] + address.doc, float(score))
            for score, address in hits
        ]

    def __len__(self) -> int:
        """Return how many passages are indexed."""
        return int(self._searcher.num_docs)

    def _frequency(self, word: str, grams: bool = False) -> int:
        """Return in how many passages a folded word (or bigram) stands."""
        return self.holding("grams" if grams else "words", word)

    def holding(self, field: str, term: str) -> int:
        """Return in how many passages a term stands in a field of `FIELDS`."""
        return int(self._searcher.doc_freq(field, term))

    def together(self, grams: Sequence[str]) -> int:
        """Return in how many passages all these bigrams stand."""
        if not all(self.frequency(gram, True) for gram in grams):
            return 0
        query = self._all_of("grams", grams)
        # The type stubs of tantivy 0.27 do not know `count`.
        found: Any = self._searcher.search(query, limit=1, count=True)
        return int(found.count)

    def vocabulary(self, grams: bool = False) -> list[tuple[str, int]]:
        """Return every word, or bigram, of the corpus with the number of passages it stands in."""
        return self._searcher.terms_with_prefix("grams" if grams else "words", "")

    def clauses(self, groups: Sequence[WordGroup]) -> list[tuple[SoughtTerm, ...]]:
        """Return a question as what is looked for in the fields.

        Of the terms of a clause the best counts, and a share of the rest (`OTHERS`).
        """
        return [
            tuple(self._sought(where, word, share * weight, group) for word, share in group.into)
            for group in groups
            for where, weight in _places(group)
        ]

    def _sought(self, where: str, word: str, weight: float, group: WordGroup) -> SoughtTerm:
        if group.translated and (group.grams or not self.frequency(word)):
            pairs = bigrams_of(word)
            parts = tuple(dict.fromkeys(pairs))
            return SoughtTerm(f"{where}grams", parts, weight / len(pairs))
        return SoughtTerm(f"{where}grams" if group.grams else f"{where}words", (word,), weight)

    def _any_of(self, clause: Sequence[SoughtTerm]) -> "tantivy.Query":
        import tantivy

        terms = [
            tantivy.Query.boost_query(self._term(one.field, one.parts), one.weight)
            for one in clause
        ]
        return terms[0] if len(terms) == 1 else tantivy.Query.disjunction_max_query(terms, OTHERS)

    def _all_of(self, field: str, parts: Sequence[str]) -> "tantivy.Query":
        import tantivy

        terms = [
            tantivy.Query.term_query(self._schema, field, part, "freq")
            for part in dict.fromkeys(parts)
        ]
        if len(terms) == 1:
            return terms[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, term) for term in terms])


def _places(group: WordGroup) -> tuple[tuple[str, float], ...]:
    """Return where the words of a group are looked for, and how much each place weighs."""
    weight = GRAM_WEIGHT if group.grams else WORD_WEIGHT
    return ("", weight), ("headline_", weight * HEADLINE_WEIGHT)


def open_lexical(folder: Path) -> Lexical:
    """Open the index that `write_lexical` wrote.

    Raises:
        IndexWriteError: The folder is read-only: tantivy keeps a lock file where it reads.
    """
    import tantivy

    try:
        return Lexical(tantivy.Index.open(str(folder)), segments.sizes(folder))
    except ValueError:
        if os.access(folder, os.W_OK):
            raise
        raise IndexWriteError(
            f"{folder} is read-only, and reading takes a lock file in it",
            "make the index folder writable for this user",
        ) from None


def _index(folder: Path) -> "tantivy.Index":
    import tantivy

    return tantivy.Index(_schema(), path=str(folder))


def _schema() -> "tantivy.Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _digest(passage: Passage) -> bytes:
    """Return what changes whenever the document of a passage does."""
    return digest_of((headline_of(passage), searched(passage)))


def headline_of(passage: Passage) -> str:
    """Return what stands over a passage: kicker, headline, subtitle."""
    return f"{passage.article.kicker}\n{passage.article.title}\n{passage.article.subtitle}"


def _document(headline: str, text: str) -> "tantivy.Document":
    import tantivy

    document = tantivy.Document()
    for where, (cut, pairs) in (("", _joined(text)), ("headline_", _joined_headline(headline))):
        document.add_text(f"{where}words", cut)
        document.add_text(f"{where}grams", pairs)
    return document


def _joined(text: str) -> tuple[str, str]:
    cut, pairs = views(text)
    return " ".join(cut), " ".join(pairs)


# The passages of an article follow one another, and share its headline.
_joined_headline = lru_cache(maxsize=1)(_joined)
