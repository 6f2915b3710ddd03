"""Question -> ranked hits: the main path of finding.

A question in the corpus's language goes to BM25 by its words, their stand-ins and its bigrams, any
other through the bridge; both go to the vectors as well. The two rankings are fused on their
scores, and every hit says why it stands where it does. Next: `bot/answer.py` makes
an answer of the hits.
"""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Article
from corpus.errors import IndexMismatchError
from index.bridge.translate import Bridge, open_bridge
from index.engines.dense import open_dense
from index.engines.encoder import Encoder
from index.engines.lexical import Lexical, WordGroup, open_lexical
from index.engines.rerank import Reranking
from index.finding.candidates import CandidateEngine, Candidates, FileEngine, WithFiles
from index.finding.shared import SharedEngine
from index.fuse import fuse, with_neighbours
from index.hit import Hit, Translation, Why
from index.query import content, plain_question, query_groups, standing_in
from index.store.generation import BRIDGE, LEXICAL, TEXTS, THESAURUS, VECTORS, Published
from index.store.manifest import REBUILD, Manifest
from index.store.texts import Texts, open_texts
from index.text.english import is_english
from index.text.words import CUTTER
from index.thesaurus.lookup import Thesaurus, open_thesaurus

# Passages that each side proposes to the fusion.
CANDIDATES = 100
# What the best other passage of the same article adds to a passage's BM25: the words of a question
# are often spread over a paragraph. CMRC dev recall@1: 0 0.971, 0.1 0.973, 0.3 0.975
# (benchmarks/quality/__main__.py).
NEIGHBOUR_WEIGHT = 0.3
# Weight of the cosine beside the BM25 score, for a question in the corpus's language and for one
# that came over the bridge.
DENSE_WEIGHT = 0.2
DENSE_WEIGHT_BRIDGED = 1.0
# The same for a model that understands whole sentences, in either language. First / among the first
# ten for members' questions of the development half, Chinese (219) and English (118): weight 0.2
# 0.543 / 0.817 and 0.669 / 0.898, 1 0.644 / 0.863 and 0.712 / 0.941, 3 0.726 / 0.913 and 0.788 /
# 0.949, 5 0.749 / 0.945 and 0.788 / 0.958, the cosine alone 0.776 / 0.932 and 0.585 / 0.924
# (an exploration over `benchmarks/members`).
DENSE_WEIGHT_SENTENCES = 4.0
# What the bigrams of a translation add, as a share of what a question's own bigrams do. English
# questions, R@1 / R@10: 0 0.77 / 0.91, 0.4 0.78 / 0.93, 1 0.77 / 0.93
# (benchmarks/quality/bridge.py).
BRIDGED_GRAMS = 0.4
# How many translations of a word are asked for as bigrams too. R@1 of 150 English questions over
# CMRC / 300 over DRCD: 3 0.833 / 0.773, 5 0.847 / 0.780, 8 0.847 / 0.780, 20 0.840 / 0.773, and 20
# take a sixth longer than 8.
MOST_BRIDGED_GRAMS = 8


@dataclass(frozen=True, slots=True)
class Parts:
    """The open files of a generation."""

    texts: Texts
    lexical: Lexical
    engine: CandidateEngine
    bridge: Bridge
    thesaurus: Thesaurus


@dataclass(frozen=True, slots=True)
class _Query:
    """A question as both sides are asked it."""

    groups: Sequence[WordGroup]
    dense_weight: float
    bridge: tuple[Translation, ...] = ()
    thesaurus: tuple[Translation, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the words and bigrams of the corpus that are looked for."""
        return tuple(dict.fromkeys(word for group in self.groups for word, _ in group.into))

    @property
    def of_sentences(self) -> bool:
        """Say whether its cosine is of a model that reads whole sentences."""
        return self.dense_weight == DENSE_WEIGHT_SENTENCES


class Index:
    """One open generation; immutable, and safe to use from several threads."""

    def __init__(
        self,
        manifest: Manifest,
        parts: Parts,
        encoder: Encoder,
        reranking: Reranking | None = None,
    ) -> None:
        """Keep the open parts."""
        self.manifest = manifest
        self.encoder = encoder
        self._parts = parts
        self._reranking = reranking

    @property
    def name(self) -> str:
        """Name of the generation."""
        return self.manifest.name

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """Return the k best passages for a question, best first; empty if nothing matches."""
        if self._reranking is None:
            return self._fused(question, k)
        return self._reranking(question, self._fused(question, max(k, self._reranking.top)))[:k]

    def _fused(self, question: str, k: int) -> tuple[Hit, ...]:
        """Return the k best passages by words and meaning together."""
        query = self._query(question)
        proposed = self._proposed(question, query.groups)
        lexical, dense = self._with_neighbours(proposed.words), proposed.meaning
        fused = fuse(lexical, dense, query.dense_weight)
        best = sorted(fused, key=lambda number: (-fused[number], number))[:k]
        passages = self._parts.texts.passages(best)
        sides = (_Side.of(lexical), _Side.of(dense))
        return tuple(
            Hit(passages[number], fused[number], _why(number, sides, query, proposed.notes))
            for number in best
        )

    def idf(self, word: str, grams: bool = False) -> float:
        """Return BM25's weight of a folded word: high when few passages hold it, never below 0."""
        count = self.manifest.passages
        holding = self._parts.lexical.frequency(word, grams)
        return math.log(1 + (count - holding + 0.5) / (holding + 0.5))

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        return self._parts.texts.article(article_id)

    def articles(self) -> list[Article]:
        """Return every article of the archive, in the order they were read."""
        return self._parts.texts.every_article()

    def days(self) -> list[datetime.date]:
        """Return the days of which there is an article, newest first; empty if none has a date."""
        return self._parts.texts.days()

    def printed_on(self, day: datetime.date) -> list[Article]:
        """Return the articles of a day, page by page."""
        return self._parts.texts.printed_on(day)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not as it was set up, in words for whoever runs the bot; mostly nothing."""
        return self._parts.engine.notes

    def close(self) -> None:
        """Close the files that want closing."""
        self._parts.texts.close()

    def _query(self, question: str) -> _Query:
        if not is_english(question):
            others = self._parts.thesaurus.of(question)
            groups = query_groups(question) + standing_in(others)
            return _Query(groups, self._weight(DENSE_WEIGHT), thesaurus=others)
        translations = self._parts.bridge.translate(plain_question(question))
        weight = self._weight(DENSE_WEIGHT_BRIDGED)
        return _Query(bridged_groups(translations), weight, bridge=translations)

    def _weight(self, of_words: float) -> float:
        return DENSE_WEIGHT_SENTENCES if self.encoder.reads_sentences else of_words

    def _proposed(self, question: str, groups: Sequence[WordGroup]) -> Candidates:
        asked = plain_question(question) if self.encoder.reads_sentences else content(question)
        vector = self.encoder.encode_questions([asked])[0]
        return self._parts.engine.candidates(groups, vector, CANDIDATES)

    def _with_neighbours(self, scores: Mapping[int, float]) -> dict[int, float]:
        articles = self._parts.texts.article_numbers(list(scores))
        return with_neighbours(scores, articles, NEIGHBOUR_WEIGHT)


def bridged_groups(translations: Sequence[Translation]) -> list[WordGroup]:
    """Return what the bridge made of a question as groups: words, and below them bigrams."""
    words = [WordGroup(one.into, translated=True) for one in translations]
    return words + [
        WordGroup(
            tuple((word, weight * BRIDGED_GRAMS) for word, weight in one.into[:MOST_BRIDGED_GRAMS]),
            grams=True,
            translated=True,
        )
        for one in translations
    ]


def open_index(
    published: Published,
    encoder: Encoder,
    reranking: Reranking | None = None,
    shared: SharedEngine | None = None,
) -> Index:
    """Open a published generation; a reranker takes a second look at what it finds.

    Where a shared engine finds, the files find while it does not answer.

    Raises:
        IndexMismatchError: It was built with another encoder or another cut of words.
        IndexMissingError: The shared engine does not hold it.
        EngineError: The shared engine does not answer.
    """
    manifest = published.manifest
    for kind, built, asked in (
        ("encoder", manifest.encoder, encoder.name),
        ("words", manifest.words, CUTTER),
    ):
        if built != asked:
            raise IndexMismatchError(
                f"{published.folder.parent} was built with {kind} {built!r}, "
                f"but {asked!r} is asked for",
                f"{REBUILD}, or set index.{kind} back" if kind == "encoder" else REBUILD,
            )
    folder = published.folder
    lexical = open_lexical(folder / LEXICAL)
    parts = Parts(
        texts=open_texts(folder / TEXTS),
        lexical=lexical,
        engine=_engine(published, lexical, shared),
        bridge=open_bridge(folder / BRIDGE, lexical),
        thesaurus=open_thesaurus(folder / THESAURUS),
    )
    return Index(manifest, parts, encoder, reranking)


def _engine(published: Published, lexical: Lexical, shared: SharedEngine | None) -> CandidateEngine:
    files = FileEngine(lexical, open_dense(published.folder / VECTORS))
    if shared is None:
        return files
    engine = shared.open(published.folder, published.manifest, lexical)
    return WithFiles(engine, files, shared.rest)


@dataclass(frozen=True, slots=True)
class _Side:
    """One ranking: scores, and places counted from 1, by passage number."""

    scores: Mapping[int, float]
    ranks: Mapping[int, int]

    @classmethod
    def of(cls, scores: Mapping[int, float]) -> "_Side":
        """Rank the scores, best first."""
        order = sorted(scores, key=lambda number: (-scores[number], number))
        return cls(scores, {number: place + 1 for place, number in enumerate(order)})


def _why(number: int, sides: tuple[_Side, _Side], query: _Query, notes: tuple[str, ...]) -> Why:
    lexical, dense = sides
    return Why(
        query_words=query.asked,
        lexical_rank=lexical.ranks.get(number),
        dense_rank=dense.ranks.get(number),
        lexical_score=lexical.scores.get(number, 0.0),
        dense_score=dense.scores.get(number, 0.0),
        of_sentences=query.of_sentences,
        bridge=query.bridge,
        thesaurus=query.thesaurus,
        notes=notes,
    )
