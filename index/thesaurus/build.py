"""Groups of words -> what a generation keeps of them: for each word those that the archive holds.

Three sources, in the order of their say: the editors' file, the archive's own short forms, and the
groups that ship with the program. Made anew by every build, and without a single vector.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from corpus.article import Article
from corpus.thesaurus import SameWords, read_thesaurus
from index.engines.lexical import Lexical
from index.text.words import bigrams_of, fold
from index.thesaurus.lookup import Origin, StandIns, to_lines
from index.thesaurus.short_forms import short_forms

EVERYDAY = Path(__file__).with_name("everyday.txt")


def write_thesaurus(
    path: Path, editors: Sequence[SameWords], articles: Sequence[Article], corpus: Lexical
) -> None:
    """Write for every word of every group the others of it that stand in the corpus."""
    words = {word for word, _ in corpus.vocabulary()}
    grams = {gram for gram, _ in corpus.vocabulary(grams=True)}

    @cache
    def holds(word: str) -> bool:
        may = word in words or grams.issuperset(bigrams_of(word))
        return may and holding(word, corpus) > 0

    sources: tuple[tuple[Origin, Iterable[SameWords]], ...] = (
        ("editors", map(_folded, editors)),
        ("archive", map(_folded, short_forms(articles, lambda word: holding(word, corpus)))),
        ("bundled", _everyday()),
    )
    lines = to_lines(
        (word, StandIns(origin, others))
        for origin, groups in sources
        for group in groups
        for word, others in _each(group, tuple(filter(holds, group)))
    )
    path.write_text(lines, encoding="utf-8")


def holding(word: str, corpus: Lexical) -> int:
    """Return in how many passages a folded word stands, whole or by all its pairs together."""
    return corpus.frequency(word) or corpus.together(bigrams_of(word))


@cache
def _everyday() -> tuple[SameWords, ...]:
    """Return the groups that ship with the program, folded: read once, however often is built."""
    return tuple(map(_folded, read_thesaurus(EVERYDAY)))


def _folded(group: SameWords) -> SameWords:
    return tuple(dict.fromkeys(map(fold, group)))


def _each(group: SameWords, held: SameWords) -> Iterator[tuple[str, SameWords]]:
    """Yield each word of a group that others of it are held for, with those."""
    if held:
        for word in group:
            if others := tuple(other for other in held if other != word):
                yield word, others
