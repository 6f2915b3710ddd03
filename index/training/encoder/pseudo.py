"""Chinese news in dictionary English: every word replaced by one of its glosses.

There are far more Chinese news pages than translated ones, and the model looks at words, not at
their order. So a page put into English word by word teaches it nearly what a translation would:
which English words stand beside which Chinese ones *in this kind of text* ("union" beside 工会, not
社团).
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from index.training.material.glosses import Gloss
from index.training.material.pinyin import PERSON_TAG, Speller

# Drawings kept for a word: enough for senses and inflections to show in proportion.
DRAWINGS = 24
# How far a gloss's commonness in English text, and its place in the entry, decide how often it is
# drawn.
COMMONNESS_POWER = 0.3
RANK_POWER = 0.5
# Share of nouns drawn in the plural or verbs in another form.
INFLECTED = 0.5


class Renderer:
    """Puts Chinese words into English, at random but in proportion."""

    def __init__(
        self,
        meanings: Mapping[str, Sequence[Gloss]],
        forms: Mapping[str, tuple[str, ...]],
        english: Counter[str],
        seed: int,
    ) -> None:
        self._meanings = meanings
        self._forms = forms
        self._english = english
        self._random = random.Random(seed)
        self._drawn: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        self._speller: Speller | None = None

    def spell(self, names: Mapping[str, str], speller: Speller) -> None:
        """Spell from now on the names that the dictionary does not gloss."""
        self._names, self._speller = dict(names), speller

    def render(self, words: Sequence[str]) -> str:
        """Return the words in English, those without meaning left out."""
        return " ".join(filter(None, map(self.word, words)))

    def word(self, word: str) -> str:
        """Return one English rendering of one Chinese word, or an empty string."""
        drawn = self._drawn.get(word)
        if drawn is None:
            drawn = self._drawn[word] = self._draw(word)
        return drawn[int(self._random.random() * len(drawn))] if drawn else ""

    def inflect(self, gloss: Gloss) -> str:
        """Return a gloss with its verb or noun in some form that English text shows."""
        place = 0 if gloss.verb else -1
        forms = [form for form in self._forms.get(gloss.words[place], ()) if self._english[form]]
        if not forms or self._random.random() > INFLECTED:
            return gloss.text
        words = list(gloss.words)
        words[place] = self._random.choice(forms)
        return " ".join(words)

    def weight(self, gloss: Gloss) -> float:
        """Return how likely a sense is drawn, before normalisation."""
        commonness = min(self._english[word] for word in gloss.words) + 1
        return float(
            commonness**COMMONNESS_POWER / (1 + gloss.rank) ** RANK_POWER / len(gloss.words)
        )

    def _draw(self, word: str) -> list[str]:
        if word.isascii():
            return [word]
        senses = self._meanings.get(word)
        if senses:
            weights = [self.weight(sense) for sense in senses]
            return [self.inflect(one) for one in self._random.choices(senses, weights, k=DRAWINGS)]
        if word in self._names and self._speller is not None:
            spell = self._speller.person if self._names[word] == PERSON_TAG else self._speller.place
            return [spell(word)]
        return self._draw_parts(word) if len(word) > 2 else []

    def _draw_parts(self, word: str) -> list[str]:
        """Draw a compound's parts one by one: 户外运动 -> outdoor sports."""
        end = next((end for end in range(len(word) - 1, 1, -1) if word[:end] in self._meanings), 0)
        if not end:
            return []
        rest = word[end:]
        return [f"{self.word(word[:end])} {self.word(rest)}".strip() for _ in range(DRAWINGS)]
