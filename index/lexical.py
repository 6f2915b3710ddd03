"""BM25 over pre-cut words, in tantivy.

A passage has four fields: the dictionary words and the bigrams of its text, and those of its
headline, kicker and subtitle. A question is a list of `Group`s: one word of the question, or the
words of the corpus that translate it. Left out: what the words are (`index/words.py`), what other
languages become (`index/bridge.py`), and who wins (`index/search.py`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.article import Passage
from index.words import bigrams, views

if TYPE_CHECKING:
    import tantivy

# Share of a field in the score. CMRC dev recall@1 by the bigrams' weight: 0.3 0.958, 0.5 0.961, 0.7
# 0.962, 1.0 0.962, 1.5 0.962 (benchmarks/quality.py).
WORD_WEIGHT = 1.0
GRAM_WEIGHT = 0.7
# A headline says in ten words what the article says in a thousand: a passage of the article that
# matches in its own words must still beat one that only stands under a matching headline.
HEADLINE_WEIGHT = 0.3
# Bytes of memory for the writer; tantivy spills to disk beyond it.
WRITER_MEMORY = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Group:
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
class Scored:
    """A passage number, counted from 0, and its score, higher is better."""

    number: int
    score: float


def write_lexical(folder: Path, passages: Iterable[Passage]) -> Iterator[int]:
    """Index the passages into an empty folder; yield how many are done after each.

    A passage's number is its place in `passages`, counted from 0.
    """
    import tantivy

    writer = tantivy.Index(_schema(), path=str(folder)).writer(WRITER_MEMORY, 1)
    for number, passage in enumerate(passages):
        writer.add_document(_document(number, passage))
        yield number + 1
    writer.commit()
    writer.wait_merging_threads()


class Lexical:
    """An open lexical index; safe to use from several threads."""

    def __init__(self, index: "tantivy.Index") -> None:
        """Keep the index and one searcher over it."""
        self._schema = index.schema
        self._searcher = index.searcher()

    def search(self, groups: Sequence[Group], k: int) -> list[Scored]:
        """Return the k best passages, best first; fewer where fewer match."""
        import tantivy

        parts = [(tantivy.Occur.Should, part) for group in groups for part in self._parts(group)]
        if not parts:
            return []
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), limit=k, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        scored = [
            Scored(int(number), float(score))
            for number, (score, _) in zip(numbers, hits, strict=True)
            if number is not None
        ]
        # tantivy breaks ties by where its segments lie; the passage's number is reproducible.
        return sorted(scored, key=lambda one: (-one.score, one.number))

    def frequency(self, word: str, grams: bool = False) -> int:
        """Return in how many passages a folded word (or bigram) stands."""
        return int(self._searcher.doc_freq("grams" if grams else "words", word))

    def together(self, grams: Sequence[str]) -> int:
        """Return in how many passages all these bigrams stand."""
        query = self._all_of("grams", grams)
        # The type stubs of tantivy 0.27 do not know `count`.
        found: Any = self._searcher.search(query, limit=1, count=True)
        return int(found.count)

    def vocabulary(self) -> list[tuple[str, int]]:
        """Return every dictionary word of the corpus with the number of passages it stands in."""
        return self._searcher.terms_with_prefix("words", "")

    def _parts(self, group: Group) -> Iterator["tantivy.Query"]:
        weight = GRAM_WEIGHT if group.grams else WORD_WEIGHT
        yield self._any_of("", group, weight)
        yield self._any_of("headline_", group, weight * HEADLINE_WEIGHT)

    def _any_of(self, where: str, group: Group, weight: float) -> "tantivy.Query":
        import tantivy

        terms = [
            tantivy.Query.boost_query(self._word(where, word, group), weight * share)
            for word, share in group.into
        ]
        return terms[0] if len(terms) == 1 else tantivy.Query.disjunction_max_query(terms, 0.3)

    def _word(self, where: str, word: str, group: Group) -> "tantivy.Query":
        import tantivy

        if group.translated and (group.grams or not self.frequency(word)):
            pairs = bigrams(word)
            whole = self._all_of(f"{where}grams", pairs)
            return tantivy.Query.boost_query(whole, 1 / len(pairs))
        field = f"{where}grams" if group.grams else f"{where}words"
        return tantivy.Query.term_query(self._schema, field, word, "freq")

    def _all_of(self, field: str, grams: Sequence[str]) -> "tantivy.Query":
        import tantivy

        terms = [
            tantivy.Query.term_query(self._schema, field, gram, "freq")
            for gram in dict.fromkeys(grams)
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, term) for term in terms])


def open_lexical(folder: Path) -> Lexical:
    """Open the index that `write_lexical` wrote."""
    import tantivy

    return Lexical(tantivy.Index.open(str(folder)))


def _schema() -> "tantivy.Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", fast=True)
    for field in ("words", "grams", "headline_words", "headline_grams"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _document(number: int, passage: Passage) -> "tantivy.Document":
    import tantivy

    headline = f"{passage.article.kicker}\n{passage.article.title}\n{passage.article.subtitle}"
    document = tantivy.Document()
    document.add_unsigned("number", number)
    for where, text in (("", passage.text), ("headline_", headline)):
        cut, pairs = views(text)
        document.add_text(f"{where}words", " ".join(cut))
        document.add_text(f"{where}grams", " ".join(pairs))
    return document
