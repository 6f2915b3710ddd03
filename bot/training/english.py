"""A Chinese question as an English one would reach the archive: word by word, and back.

There are only a few hundred English questions to learn from (`bot/training/english_questions.py`),
so each word of a Chinese one is replaced by one of its English glosses (CC-CEDICT) or by its
pinyin, written as a name; the real bridge then translates it back, with all that it gets wrong. The
order of words stays Chinese, which nothing here looks at.
"""

import gzip
import random
import re
from pathlib import Path

from bot.question.cues import Want
from bot.question.question import Question

_ENTRY = re.compile(r"\S{1,200} (\S{1,200}) \[([^\]]{1,200})\] /(.+)/")
_ASIDE = re.compile(r"\([^)]*\)")
_NOT_A_GLOSS = re.compile(r"variant of|see |surname|CL:|abbr\.|used in|\[|\|")
_ASKING: dict[Want, str] = {
    "person": "who",
    "time": "when",
    "place": "where",
    "number": "how many",
    "organisation": "which organization",
    "reason": "why",
    "definition": "what is",
    "manner": "how",
    "other": "what",
}
# Glosses of an entry that a member might use, and the words of the longest.
FIRST, LONGEST = 3, 3


class Translator:
    """Turns Chinese questions into rough English ones."""

    def __init__(self, cedict: Path) -> None:
        """Read the dictionary."""
        self._glosses: dict[str, list[str]] = {}
        self._readings: dict[str, str] = {}
        self._chance = random.Random()
        with gzip.open(cedict, "rt", encoding="utf-8") as lines:
            for line in lines:
                if match := _ENTRY.match(line):
                    self._keep(*match.groups())

    def begin(self, seed: int) -> None:
        """Choose the same glosses from here on, whatever was chosen before."""
        self._chance.seed(seed)

    def english(self, question: Question) -> str:
        """Return a rough English version: the asking word, then each word's gloss or sound."""
        said = [self._said(group.word) for group in question.groups]
        asking = "which" if question.wants_list else _ASKING[question.want]
        return " ".join([asking, *said])

    def _keep(self, word: str, reading: str, glosses: str) -> None:
        if len(word) == 1:
            self._readings.setdefault(word, re.sub(r"[^a-z]", "", reading.lower()))
        plain = [_ASIDE.sub("", gloss).strip() for gloss in re.split("[/;]", glosses)]
        kept = [
            gloss.strip().removeprefix("to ")
            for gloss in plain
            if gloss.strip()
            and not _NOT_A_GLOSS.search(gloss)
            and len(gloss.split()) <= LONGEST + 1
        ]
        self._glosses.setdefault(word, []).extend(kept)

    def _said(self, word: str) -> str:
        if word.isascii():
            return word
        if glosses := self._glosses.get(word, [])[:FIRST]:
            return self._chance.choice(glosses)
        return "".join(self._readings.get(character, "") for character in word).capitalize()
