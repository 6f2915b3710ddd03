"""English words and phrases -> the Chinese words that translate them.

Three tries in the model folder, memory-mapped and read a few nodes at a time: a question asked from
the shell pays about a millisecond. They were made from CC-CEDICT and translated sentences by
`python -m index.training.dictionary.lexicon`; the weights are explained there. Next:
`index/bridge/names_by_sound.py`.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marisa_trie import BytesTrie, RecordTrie, Trie

FOLDER = Path(__file__).parents[1] / "model"
HEADWORDS, TRANSLATIONS, FORMS = "glosses.words.marisa", "glosses.marisa", "glosses.forms.marisa"
# A headword's number (low 16 bits, high 8) and its weight in 255ths.
RECORD = "<HBB"
HIGHEST = 255
# Words whose translations are kept in memory: each is asked for ten times a question.
KEPT = 8192
# Words. No phrase of the dictionary that a question would use is longer.
LONGEST_PHRASE = 4


class Glosses:
    """The open dictionary; safe to use from several threads."""

    def __init__(self, headwords: "Trie", translations: "RecordTrie", forms: "BytesTrie") -> None:
        """Keep the three open tries."""
        self.tries = (headwords, translations, forms)
        self._headwords = headwords
        self._translations = translations
        self._forms = forms
        self.of_word = lru_cache(KEPT)(self._of_word)

    def lemma(self, word: str) -> str:
        """Return the dictionary's form of a lower-case word: itself where nothing else is known.

        >>> open_glosses().lemma("stations")
        'station'
        """
        found = self._forms.get(word)
        return str(found[0].decode()) if found else word

    def translates(self, chinese: str) -> bool:
        """Say whether a Chinese word translates any English one: 祝福 does, 罗欣 does not."""
        return chinese in self._headwords

    def _of_word(self, word: str) -> Mapping[str, float]:
        """Return what a word can become, with weights in (0, 1]; empty if it is unknown.

        A form with a meaning of its own ("building") keeps it beside its lemma's. A lemma that is
        itself a form of another word lends only what is its own: "founded" is 创建, not 发现.
        """
        lemma = self.lemma(word)
        own, lent = self._find(word), self._find(lemma)
        other = self._find(self.lemma(lemma)) if self.lemma(lemma) != lemma != word else {}
        for translation, weight in lent.items():
            own[translation] = max(own.get(translation, 0.0), weight)
        return {one: weight for one, weight in own.items() if one not in other}

    def of_phrase(self, words: Iterable[str]) -> dict[str, float]:
        """Return what a phrase of content words can become; empty if the dictionary has none.

        >>> "工会" in open_glosses().of_phrase(["trade", "unions"])
        True
        """
        return self._find(" ".join(self.lemma(word) for word in words))

    def _find(self, key: str) -> dict[str, float]:
        records = self._translations.get(key, ())
        return {
            self._headwords.restore_key(low | high << 16): weight / HIGHEST
            for low, high, weight in records
        }


def open_glosses(folder: Path = FOLDER) -> Glosses:
    """Open the dictionary of a model folder.

    Raises:
        OSError: One of its files is missing.
    """
    import marisa_trie

    return Glosses(
        marisa_trie.Trie().mmap(str(folder / HEADWORDS)),
        marisa_trie.RecordTrie(RECORD).mmap(str(folder / TRANSLATIONS)),
        marisa_trie.BytesTrie().mmap(str(folder / FORMS)),
    )
