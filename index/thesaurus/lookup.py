"""A question's words -> the words of the archive that stand in for them, each with its weight.

A word is looked for in the folded question, the longest first, and only where the dictionary's cut
begins and ends with it: no 国家 in 中国家庭. What is offered stands in the archive, so that a word
that nobody printed costs nothing. Kept in a generation as lines of text, one a word:

    editors	辞退	解除劳动合同	解雇

Left out: what is searched and read with them (`index/query.py`, `bot/question/question.py`).
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.hit import Translation
from index.query import plain_question
from index.text.words import dictionary_cut, fold

Origin = Literal["editors", "archive", "bundled"]
# What a stand-in counts beside the word that was typed.
WEIGHTS: Mapping[str, float] = {"editors": 0.6, "archive": 0.6, "bundled": 0.4}
# Stand-ins of one word at most.
MOST = 8


@dataclass(frozen=True, slots=True)
class StandIns:
    """What stands in for one word, best first, and who says so."""

    origin: Origin
    into: tuple[str, ...]


class Thesaurus:
    """The words that the archive has others for; immutable, safe to use from several threads."""

    def __init__(self, entries: Mapping[str, Sequence[StandIns]]) -> None:
        """Keep the entries by their folded word."""
        self._entries = entries
        self._longest = max(map(len, entries), default=0)

    def __len__(self) -> int:
        """Return how many words have stand-ins."""
        return len(self._entries)

    def of(self, question: str) -> tuple[Translation, ...]:
        """Return the words of a Chinese question with what stands in for them, in its order.

        >>> thesaurus.of("老板辞退我怎么办")
        (Translation('老板', (('用人单位', 0.4),)), Translation('辞退', (('解除劳动合同', 0.6),)))
        """
        asked = fold(plain_question(question))
        found = (
            Translation(word, self._into(word, asked)) for word in dict.fromkeys(self._words(asked))
        )
        return tuple(one for one in found if one.into)

    def _words(self, asked: str) -> Iterator[str]:
        """Yield the words of a folded question that have stand-ins, none over another."""
        seams = [0, *itertools.accumulate(map(len, dictionary_cut(asked)))]
        start = 0
        while start < len(seams) - 1:
            ends = range(start + 1, len(seams))
            fitting = (end for end in ends if seams[end] - seams[start] <= self._longest)
            known = [end for end in fitting if asked[seams[start] : seams[end]] in self._entries]
            if known:
                yield asked[seams[start] : seams[known[-1]]]
            start = known[-1] if known else start + 1

    def _into(self, word: str, asked: str) -> tuple[tuple[str, float], ...]:
        into: dict[str, float] = {}
        for entry in self._entries[word]:
            for other in entry.into:
                weight = WEIGHTS[entry.origin]
                if other not in asked and weight > into.get(other, 0.0):
                    into[other] = weight
        return tuple(sorted(into.items(), key=lambda one: -one[1])[:MOST])


def to_lines(entries: Iterable[tuple[str, StandIns]]) -> str:
    """Return the text that `open_thesaurus` reads."""
    return "".join("\t".join((one.origin, word, *one.into)) + "\n" for word, one in entries)


def open_thesaurus(path: Path) -> Thesaurus:
    """Open the file that a build wrote; a generation from before there was one has no words."""
    entries: dict[str, list[StandIns]] = {}
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for line in lines:
        origin, word, *into = line.split("\t")
        entries.setdefault(word, []).append(StandIns(origin, tuple(into)))  # type: ignore[arg-type]
    return Thesaurus(entries)
