"""Names as English writes them: 石景山 -> shijingshan, 刘光明 -> liu guangming.

Readings come from CC-CEDICT: a word's own if it has an entry, else every character's most frequent
one.
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from index.text.words import fold
from index.training.material.sources import Entry

TONE = re.compile(r"[1-5]$")
# jieba's tags for people, places, organisations and other names.
PERSON_TAG = "nr"
PLACE_TAG = "ns"
# What an English writer translates rather than spells at the end of a place name.
KINDS = "区 district 县 county 市 city 省 province 镇 town 村 village 乡 township 街 street 路 road"
SUFFIXES = dict(zip(KINDS.split()[::2], KINDS.split()[1::2], strict=True))


class Speller:
    """Spells Chinese names in pinyin without tones."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._words: dict[str, list[str]] = {}
        counts: dict[str, Counter[str]] = {}
        for entry in entries:
            word, syllables = fold(entry.word), _syllables(entry.pinyin)
            if len(word) == len(syllables):
                self._words.setdefault(word, syllables)
                for character, syllable in zip(word, syllables, strict=True):
                    counts.setdefault(character, Counter())[syllable] += 1
        self._characters = {one: found.most_common(1)[0][0] for one, found in counts.items()}
        self.syllables = sorted(set(self._characters.values()))

    def person(self, name: str) -> str:
        """Spell a family name of one character and what follows it: 刘光明 -> liu guangming."""
        return f"{self._joined(name[:1])} {self._joined(name[1:])}".strip()

    def place(self, name: str) -> str:
        """Spell a place, its kind translated: 石景山区 -> shijingshan district."""
        kind = SUFFIXES.get(name[-1:]) if len(name) > 2 else None
        return self._joined(name) if kind is None else f"{self._joined(name[:-1])} {kind}"

    def _joined(self, name: str) -> str:
        whole = self._words.get(name) or [self._characters.get(one, "") for one in name]
        return "".join(whole)


def tagged_names() -> dict[str, str]:
    """Return the people and places of jieba's dictionary with their tags."""
    import jieba

    with Path(jieba.__file__).with_name("dict.txt").open(encoding="utf-8") as lines:
        rows = [line.split() for line in lines]
    tags = {fold(word): tag[:2] for word, _, tag in rows}
    return {
        word: tag
        for word, tag in tags.items()
        if tag in {PERSON_TAG, PLACE_TAG} and 1 < len(word) < 6
    }


def _syllables(pinyin: str) -> list[str]:
    return [TONE.sub("", syllable.lower()).replace("u:", "u") for syllable in pinyin.split()]
