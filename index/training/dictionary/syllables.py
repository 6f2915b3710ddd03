"""How foreign names are written in Chinese, learnt from the names in CC-CEDICT.

Clinton is 克林顿: c ke, lin lin, ton dun. Which letters stand for which syllable is learnt by
expectation maximisation over all ways to cut a name into one chunk of letters a syllable, as in
Jiampojamarn, Kondrak and Sherif (https://aclanthology.org/N07-1047/). Names that no chunking makes
plausible (Tokyo 东京) drop out on the way. Next: `index/training/dictionary/lexicon.py`.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.text.words import fold, is_han
from index.training.material.senses import Sense
from index.training.material.sources import Entry

TONE = re.compile(r"[1-5]")
# Letters. No syllable of the names in the dictionary takes more.
LONGEST_CHUNK = 5
ROUNDS = 8
# From this round on, names less likely than this a syllable (natural logarithm) are left out:
# translated rather than transliterated.
FIRST_STRICT_ROUND, IMPLAUSIBLE = 3, -7.5
# Expected number of times below which a chunk is forgotten.
RARE = 0.02
# Probability of a chunk that was forgotten.
FLOOR = 1e-7
# A reading is kept if at least this share of a character's words has it.
COMMON_READING = 0.1

Chances = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Name:
    """A foreign name, its letters, and its Chinese characters with their syllables."""

    letters: str
    characters: str
    syllables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lattice:
    """All ways to cut one name: likelihood of the letters before, and after, each point."""

    before: list[list[float]]
    after: list[list[float]]


def readings(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """Return the syllables of every character, without tones, its usual ones only."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        for character, syllable in _spelt(entry):
            found[character][syllable] += 1
    return {
        character: [one for one, n in counts.items() if n >= COMMON_READING * counts.total()]
        for character, counts in found.items()
    }


def foreign_names(entries: Sequence[Entry], senses: Sequence[Sense]) -> list[Name]:
    """Return the headwords whose sense is a single foreign name."""
    syllables = {fold(entry.word): tuple(one for _, one in _spelt(entry)) for entry in entries}
    found = []
    for sense in senses:
        spelt = syllables.get(sense.word, ())
        letters = sense.text[0]
        plain = len(sense.text) == 1 and sense.proper and letters.isascii() and letters.isalpha()
        if plain and len(spelt) == len(sense.word) and _fits(letters, spelt):
            found.append(Name(letters, sense.word, spelt))
    return list(dict.fromkeys(found))


def learn_syllables(found: Sequence[Name]) -> tuple[dict[tuple[str, str], float], list[Name]]:
    """Return the joint probability of (letters, syllable), and the names that fitted."""
    chances: Chances = _Seed()
    kept: list[Name] = list(found)
    for round_number in range(ROUNDS):
        counts: dict[tuple[str, str], float] = defaultdict(float)
        kept = []
        for name in found:
            lattice = _lattice(name, chances)
            likelihood = lattice.before[-1][-1]
            if likelihood > 0 and _plausible(name, likelihood, round_number):
                kept.append(name)
                for chunk, share in _expected(name, lattice, chances):
                    counts[chunk] += share
        total = sum(counts.values())
        learnt = {chunk: count / total for chunk, count in counts.items() if count > RARE}
        chances = defaultdict(lambda: FLOOR, learnt)
    return dict(learnt), kept


class _Seed(dict[tuple[str, str], float]):
    """The first guess: a chunk begins with its syllable's letter and has two or three letters."""

    def __missing__(self, key: tuple[str, str]) -> float:
        chunk, syllable = key
        same = 4.0 if chunk[0] == syllable[0] else 0.3
        return (
            0.01 * same * (2.0 if chunk == syllable else 1.0) * math.exp(-abs(len(chunk) - 2.2) / 2)
        )


def _spelt(entry: Entry) -> Iterator[tuple[str, str]]:
    spelt = [TONE.sub("", part).replace("u:", "v").lower() for part in entry.pinyin.split()]
    word = fold(entry.word)
    if len(spelt) == len(word):
        yield from (
            (character, syllable)
            for character, syllable in zip(word, spelt, strict=True)
            if is_han(character) and syllable.isalpha()
        )


def _fits(letters: str, syllables: tuple[str, ...]) -> bool:
    """Say whether letters and syllables can be one name, and not just its pinyin."""
    length = len(syllables)
    pinyin = "".join(syllables).startswith(letters)
    return (
        length > 1 and not pinyin and length <= len(letters) + 1 and len(letters) <= 4 * length + 1
    )


def _plausible(name: Name, likelihood: float, round_number: int) -> bool:
    strict = round_number >= FIRST_STRICT_ROUND
    return not strict or math.log(likelihood) / len(name.syllables) >= IMPLAUSIBLE


def _lattice(name: Name, chances: Chances) -> _Lattice:
    letters, syllables = len(name.letters), len(name.syllables)
    before = [[0.0] * (syllables + 1) for _ in range(letters + 1)]
    after = [[0.0] * (syllables + 1) for _ in range(letters + 1)]
    before[0][0] = after[letters][syllables] = 1.0
    for start, end, place, chance in _cuts(name, chances):
        before[end][place + 1] += before[start][place] * chance
    for start, end, place, chance in reversed(list(_cuts(name, chances))):
        after[start][place] += after[end][place + 1] * chance
    return _Lattice(before, after)


def _expected(
    name: Name, lattice: _Lattice, chances: Chances
) -> Iterator[tuple[tuple[str, str], float]]:
    likelihood = lattice.before[-1][-1]
    for start, end, place, chance in _cuts(name, chances):
        share = lattice.before[start][place] * chance * lattice.after[end][place + 1] / likelihood
        yield (name.letters[start:end], name.syllables[place]), share


def _cuts(name: Name, chances: Chances) -> Iterator[tuple[int, int, int, float]]:
    """Yield every chunk at every syllable: first letter, last letter + 1, syllable, chance."""
    for place, syllable in enumerate(name.syllables):
        for start in range(len(name.letters)):
            for end in range(start + 1, min(start + LONGEST_CHUNK, len(name.letters)) + 1):
                yield start, end, place, chances[name.letters[start:end], syllable]
