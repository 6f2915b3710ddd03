"""Names written in Latin letters -> the Chinese characters that the corpus writes them with.

No dictionary holds the people of a newspaper. But a name in pinyin ("Han Zhijie") says which
syllables its characters have, a foreign one ("Petric", pei te li qi) which syllables come near its
letters, and the corpus says which such characters stand side by side. So both are walks over the
corpus's bigrams.
Left out: which words of a question are names (`index/bridge/translate.py`).
"""

import heapq
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.bridge.glosses import FOLDER

if TYPE_CHECKING:
    from marisa_trie import RecordTrie

NAMES = "glosses.names.marisa"
# A character, and what it costs; a pinyin key's second number says whether it is a surname.
CHARACTERS = "<HB"
PINYIN_KEY = "="
# Nats per step of a stored cost.
UNIT = 0.1
# Letters of the longest pinyin syllable (zhuang), and of the longest chunk of a foreign name.
LONGEST_SYLLABLE, LONGEST_CHUNK = 6, 5
# Letters. Longer words are no name, and time must stay bounded.
LONGEST_WORD = 24
# Syllables. Longer runs of pinyin are no name.
FEWEST_SYLLABLES, MOST_SYLLABLES = 2, 6
# Ways to cut a run of letters into pinyin that are tried (xian: xian, xi an).
CUTS = 4
# Half-made names kept at a letter, or a syllable.
BEAM = 60
PINYIN_BEAM = 400
# Nats a letter. Dearer foreign names are chance.
DEAREST = 4.0
# Names offered at most.
MOST = 6
# What a name twice as frequent in the corpus is likelier by: 2 ** 0.5.
FREQUENCY_POWER = 0.5
# How fast a foreign name's weight falls with its cost: exp(-0.5 nats).
COST_RATE = 0.5


class Corpus(Protocol):
    """What the bridge must know about the pages: how often words stand in them."""

    def frequency(self, word: str, grams: bool = False, /) -> int:
        """Return the number of passages that hold a word, or a bigram."""

    def together(self, grams: Sequence[str], /) -> int:
        """Return the number of passages that hold all the bigrams."""

    def followers(self, character: str, /) -> Mapping[str, int]:
        """Return the characters that follow one, and in how many passages."""


class Names:
    """The open table of syllables; safe to use from several threads."""

    def __init__(self, characters: "RecordTrie") -> None:
        """Keep the open trie."""
        self.table = characters

    def from_pinyin(self, words: Sequence[str], corpus: Corpus) -> dict[str, float]:
        """Return the corpus's words that are read as these, with weights in (0, 1].

        `["han", "zhijie"]` gives `{"韩志杰": 1.0}` where the corpus names him. Of several words the
        first, if it is one syllable, must be a surname.
        """
        found: dict[str, int] = {}
        for cut in itertools.islice(itertools.product(*map(self._syllables, words)), CUTS):
            syllables = [syllable for word in cut for syllable in word]
            if FEWEST_SYLLABLES <= len(syllables) <= MOST_SYLLABLES:
                surname = len(words) > 1 and len(cut[0]) == 1
                for name in self._chains(syllables, surname, corpus):
                    found[name] = passages_with(name, corpus)
        weights = {name: count**FREQUENCY_POWER for name, count in found.items() if count}
        return _best(weights)

    def from_letters(self, word: str, corpus: Corpus) -> dict[str, float]:
        """Return the corpus's words that may transliterate a foreign name, weights in (0, 1].

        `"petric"` gives `{"佩特里奇": 1.0}` where the corpus writes of him.
        """
        if len(word) > LONGEST_WORD:
            return {}
        cheap = {
            name: cost
            for name, cost in self._spelt(word, corpus).items()
            if len(name) > 1 and cost <= DEAREST * len(word)
        }
        nearest = heapq.nsmallest(BEAM, cheap, key=cheap.__getitem__)
        kept = [name for name in nearest if passages_with(name, corpus)][:MOST]
        return {name: math.exp(COST_RATE * (cheap[kept[0]] - cheap[name])) for name in kept}

    def _spelt(self, word: str, corpus: Corpus) -> dict[str, float]:
        """Return characters that spell a whole foreign word, each with its cost."""
        beams: list[dict[str, float]] = [{"": 0.0}, *({} for _ in word)]
        for start in range(len(word)):
            reached = heapq.nsmallest(BEAM, beams[start].items(), key=lambda item: item[1])
            for end in range(start + 1, min(start + LONGEST_CHUNK, len(word)) + 1):
                steps = self.table.get(word[start:end], ()) if reached else ()
                _extend(beams[end], reached, steps, corpus)
        return beams[-1]

    def _syllables(self, word: str) -> list[list[str]]:
        """Return the ways to read a word as pinyin, the one of fewest syllables first."""
        return sorted(self._cuts(word, MOST_SYLLABLES), key=len)[:CUTS]

    def _cuts(self, rest: str, most: int) -> Iterator[list[str]]:
        if not rest:
            yield []
        for end in range(1, min(LONGEST_SYLLABLE, len(rest)) + 1 if most else 1):
            if PINYIN_KEY + rest[:end] in self.table:
                yield from ([rest[:end], *more] for more in self._cuts(rest[end:], most - 1))

    def _chains(self, syllables: Sequence[str], surname: bool, corpus: Corpus) -> list[str]:
        """Return the characters with these syllables whose bigrams all stand in the corpus."""
        first = self.table.get(PINYIN_KEY + syllables[0], ())
        chains = {chr(code): 0 for code, family in first if family or not surname}
        for syllable in syllables[1:]:
            longer: dict[str, int] = {}
            following = [chr(code) for code, _ in self.table.get(PINYIN_KEY + syllable, ())]
            for chain in chains:
                after = corpus.followers(chain[-1])
                for character in filter(after.__contains__, following):
                    count = after[character]
                    longer[chain + character] = min(count, chains[chain] or count)
            chains = dict(heapq.nlargest(PINYIN_BEAM, longer.items(), key=lambda item: item[1]))
        return list(chains)


def open_names(folder: Path = FOLDER) -> Names:
    """Open the table of a model folder.

    Raises:
        OSError: It is missing.
    """
    import marisa_trie

    return Names(marisa_trie.RecordTrie(CHARACTERS).mmap(str(folder / NAMES)))


@cache
def surnames() -> frozenset[str]:
    """Return the characters that a Chinese person's name begins with."""
    table = open_names().table
    rows = (row for key in set(table.keys(PINYIN_KEY)) for row in table.get(key, ()))
    return frozenset(chr(code) for code, family in rows if family)


def passages_with(word: str, corpus: Corpus) -> int:
    """Return in how many passages a word stands: by itself, or else as all its bigrams."""
    alone = corpus.frequency(word)
    if alone or len(word) == 1:
        return alone
    if len(word) == 2:
        return corpus.frequency(word, True)
    return corpus.together([word[at : at + 2] for at in range(len(word) - 1)])


def _extend(
    beam: dict[str, float],
    reached: Sequence[tuple[str, float]],
    steps: Sequence[tuple[int, int]],
    corpus: Corpus,
) -> None:
    """Note what it costs at least to go on from each name with each character that may follow."""
    priced = [(chr(code), step * UNIT) for code, step in steps]
    for name, cost in reached:
        after = corpus.followers(name[-1]) if name else None
        for character, step in priced:
            if after is None or character in after:
                longer, whole = name + character, cost + step
                if whole < beam.get(longer, math.inf):
                    beam[longer] = whole


def _best(weights: dict[str, float]) -> dict[str, float]:
    best = heapq.nlargest(MOST, weights.items(), key=lambda item: item[1])
    return {name: weight / best[0][1] for name, weight in best}
