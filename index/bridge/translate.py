"""An English question -> the corpus's own words for it, weighted; so it finds Chinese pages.

Every content word becomes a group of Chinese words that may translate it, as in probabilistic
structured queries (Darwish and Oard 2003, https://doi.org/10.1145/860435.860497); only words that
stand in the corpus are offered. Phrases come before their parts ("trade union" 工会), names by
their sound, numbers and Latin words as they are; a word's neighbours in meaning join what the
dictionary says. Left out: how groups are scored (`index/engines/lexical.py`).
"""

import heapq
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.bridge.adjacent import open_corpus_counts, write_pairs
from index.bridge.glosses import LONGEST_PHRASE, Glosses, open_glosses
from index.bridge.names_by_sound import Corpus, Names, open_names, passages_with
from index.bridge.neighbours import Neighbours, open_neighbours, write_neighbours
from index.engines.bundled import load_bundled
from index.engines.lexical import Lexical
from index.hit import Translation
from index.text.english import STOP_WORDS, Token, tokens
from index.text.numbers import digits_in
from index.text.words import is_han, words

# Words. A question longer than this is cut off, so that time stays bounded.
LONGEST_QUESTION = 64
# Words. A person's name, or a place's, with its kind.
LONGEST_NAME = 4
# Translations offered a word. R@1 on benchmarks/quality/english_questions.tsv: 12 0.733, 20 0.747.
MOST = 20
# Words whose translations and neighbours are kept in memory: finding a name by its sound takes
# 10 ms, neighbours 1 ms.
KEPT = 8192
# What a part of a phrase, or of a name, still counts by itself.
PART_OF_PHRASE, PART_OF_NAME = 0.6, 0.3
# Translations that are looked at for numbers: of January, 一月.
MOST_GLOSSES = 3
NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """What a stretch of the question became, and what its words still count by themselves."""

    start: int
    end: int
    into: Mapping[str, float]
    part: float


class Bridge:
    """Glosses, names, neighbours and one corpus; safe to use from several threads."""

    def __init__(
        self, glosses: Glosses, names: Names, corpus: Corpus, near: Neighbours | None
    ) -> None:
        """Keep the open tables, and the corpus whose words are offered."""
        self._glosses = glosses
        self._names = names
        self._corpus = corpus
        self._near = near
        self._known = lru_cache(KEPT)(self._of_word)
        self._around = lru_cache(KEPT)(self._neighbours)

    def translate(self, question: str) -> tuple[Translation, ...]:
        """Return the content words and phrases of a question with the corpus's words for them.

        `"trade unions in Haidian"` gives 工会 for "trade unions", 工会, 联合 … at lower weights for
        its words, and 海淀 for "haidian". What the corpus has no word for is left out.
        """
        asked = [token for token in tokens(question) if token.text not in STOP_WORDS]
        asked = asked[:LONGEST_QUESTION]
        share = [1.0] * len(asked)
        found = list(self._stretches(asked))
        for stretch in found:
            share[stretch.start : stretch.end] = [stretch.part] * (stretch.end - stretch.start)
        made = [_translation(_text(asked[one.start : one.end]), one.into, 1.0) for one in found]
        made += [
            _translation(
                token.text,
                _either(self._known(token, part == 1.0), self._around(token.text)),
                part,
            )
            for token, part in zip(asked, share, strict=True)
        ]
        return tuple(one for one in made if one.into)

    def _stretches(self, asked: Sequence[Token]) -> Iterator[_Found]:
        """Yield the names, then the phrases, longest first, none over another."""
        free = [True] * len(asked)
        for longest, look, part in (
            (LONGEST_NAME, self._of_name, PART_OF_NAME),
            (LONGEST_PHRASE, self._of_phrase, PART_OF_PHRASE),
        ):
            for length in range(min(longest, len(asked)), 0, -1):
                for start in range(len(asked) - length + 1):
                    end = start + length
                    into = look(asked[start:end]) if all(free[start:end]) else {}
                    if into:
                        free[start:end] = [False] * length
                        yield _Found(start, end, into, part)

    def _of_name(self, stretch: Sequence[Token]) -> dict[str, float]:
        """Return the Chinese names read as a stretch of words that look like names."""
        if not all(self._may_be_name(token) for token in stretch):
            return {}
        if len(stretch) == 1 and self._glosses.of_word(stretch[0].text):
            return {}
        return self._names.from_pinyin([token.text for token in stretch], self._corpus)

    def _of_phrase(self, stretch: Sequence[Token]) -> dict[str, float]:
        if len(stretch) == 1:
            return {}
        return self._standing(self._glosses.of_phrase(token.text for token in stretch))

    def _of_word(self, token: Token, alone: bool) -> dict[str, float]:
        """Return what one word can become; `alone` if it is part of nothing longer."""
        glosses = self._glosses.of_word(token.text)
        into = self._standing({**self._shorter(token, glosses), **glosses})
        if is_han(token.text) and passages_with(token.text, self._corpus):
            into[token.text] = 1.0
        number = NUMBERS.get(token.text, token.text)
        for same in (token.text, *digits_in(number), *_forms(glosses)):
            if self._corpus.frequency(same):
                into[same] = 1.0
        if not into and alone and _spelt(token.text):
            into = self._names.from_letters(token.text, self._corpus)
        return into

    def _neighbours(self, word: str) -> dict[str, float]:
        """Return a word's neighbours by vectors, and by its translations' company.

        A number has none: 2022 lies near 2023.
        """
        if self._near is None or not _spelt(word):
            return {}
        return _either(
            self._near.of_word(word), self._near.of_translations(self._glosses.of_word(word))
        )

    def _shorter(self, token: Token, glosses: Mapping[str, float]) -> dict[str, float]:
        """Return the names that begin a translation: 石景山 for 石景山区."""
        if not glosses or not _spelt(token.text):
            return {}
        return {
            name: weight
            for name in self._names.from_pinyin([token.text], self._corpus)
            for longer, weight in glosses.items()
            if longer.startswith(name)
        }

    def _may_be_name(self, token: Token) -> bool:
        return _spelt(token.text) and (token.named or not self._glosses.of_word(token.text))

    def _standing(self, into: Mapping[str, float]) -> dict[str, float]:
        """Keep the best translations that stand in the corpus.

        Their weights stay as they are: a word whose good translations are all missing says little.
        """
        ordered = heapq.nlargest(len(into), into.items(), key=lambda item: item[1])
        there = (item for item in ordered if passages_with(item[0], self._corpus))
        return dict(itertools.islice(there, MOST))


def write_bridge(folder: Path, corpus: Lexical, before: Path | None = None) -> None:
    """Write what the bridge needs to know of a corpus into an empty folder.

    `before` is such a folder, written by the same program, that knows most of it already.
    """
    write_neighbours(folder, [word for word, _ in corpus.vocabulary()], load_bundled(), before)
    write_pairs(folder, corpus.vocabulary(grams=True))


def open_bridge(folder: Path, corpus: Lexical) -> Bridge:
    """Open the dictionary that ships with the package, and what `write_bridge` wrote.

    Raises:
        IndexMismatchError: The folder was written with another bundled model.
        OSError: A file is missing.
    """
    near = open_neighbours(folder, load_bundled())
    return Bridge(open_glosses(), open_names(), open_corpus_counts(folder, corpus), near)


def _forms(glosses: Mapping[str, float]) -> list[str]:
    """Return the numbers among the best translations as they are indexed: 1月 for 一月."""
    best = heapq.nlargest(MOST_GLOSSES, glosses, key=glosses.__getitem__)
    found = (form for gloss in best for form in words(gloss))
    return [form for form in found if form[0].isdecimal()]


def _either(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """Join two tables; a word of both keeps its higher weight."""
    return {word: max(one.get(word, 0.0), other.get(word, 0.0)) for word in {**one, **other}}


def _translation(word: str, into: Mapping[str, float], share: float) -> Translation:
    best = heapq.nlargest(MOST, into.items(), key=lambda item: item[1])
    return Translation(word, tuple((one, weight * share) for one, weight in best))


def _text(stretch: Sequence[Token]) -> str:
    return " ".join(token.text for token in stretch)


def _spelt(word: str) -> bool:
    return word.isascii() and word.isalpha()
