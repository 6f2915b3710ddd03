"""The words of a question, each with the words of the archive that stand for it.

A Chinese word stands for itself, an English one for its translations: the bridge
(`index/bridge/translate.py`) has put words of the archive in its place, and here it is decided how
sure each of them is.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.question.cues import ENGLISH_KINDS
from bot.question.tags import is_noun
from index.bridge.glosses import Glosses, open_glosses
from index.hit import Translation
from index.text.english import STOP_WORDS, Token
from index.text.words import bigrams_of, fold

# What a word counts that only names the kind of answer.
KIND_COUNTS = 0.2
# Weight from which a translation is the word itself and no neighbour of it.
LIKELY = 0.5

# Words of the longest phrase or name that the bridge translates as one.
_LONGEST_PHRASE = 5
PLURAL = re.compile(r"(?<!s)s$|men$|people$|children$")


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """One word of the question and the words of the archive that stand for it.

    Attributes:
        word: As it stood in the question, folded.
        into: Words of the archive with their weights in (0, 1], the best with weight 1.
        closeness: In (0, 1]: 1 beside the question word (谁, "who"), less the farther away.
        noun: Whether it names a thing. A verb is often another one in print, a thing seldom.
        counts: In (0, 1]: less for a word that only names the kind of answer (地点, "date").
    """

    word: str
    into: tuple[tuple[str, float], ...]
    closeness: float
    noun: bool = False
    counts: float = 1.0

    def stands_in(self, printed: str) -> bool:
        """Say whether any of the words that stand for it is in a folded text."""
        return any(word in printed for word, _ in self.into)

    def __hash__(self) -> int:
        """Tell groups apart quickly: all translations would be hashed at each comparison."""
        return hash((self.word, len(self.into)))


def closeness_of(far: int) -> float:
    """Return how close a word is that stands so many words from the asking one.

    >>> closeness_of(1), closeness_of(3)
    (1.0, 0.5)
    """
    return 1.0 / (1.0 + max(0, far - 1) / 2)


def in_pairs(group: QuestionWord) -> QuestionWord:
    """Return the group with its Chinese words cut into pairs of characters."""
    pairs: dict[str, float] = {}
    for word, weight in group.into:
        for pair in bigrams_of(word):
            pairs[pair] = max(weight, pairs.get(pair, 0.0))
    return QuestionWord(group.word, tuple(pairs.items()), group.closeness)


def counted_in_english(folded: str, groups: Sequence[QuestionWord]) -> QuestionWord | None:
    """Return the first plural behind "how many", or the phrase that ends with it."""
    match = re.search(r"\bhow many ((?:[\w'-]+ ?){1,4})", folded)
    behind = match[1].split() if match else []
    size = next((at for at, word in enumerate(behind, 1) if PLURAL.search(word)), 1)
    ends = [" ".join(behind[start:size]) for start in range(size)]
    return next((group for end in ends for group in groups if group.word == end), None)


def translated(
    spoken: Sequence[Token], bridge: Sequence[Translation], at: int
) -> Iterator[QuestionWord]:
    """Yield a group for each phrase or word, the longest that the bridge knows first.

    A word that it does not know stays itself, and so stands nowhere.
    """
    into = {translation.word: translation.into for translation in reversed(bridge)}
    plain = [token.text for token in spoken]
    place = 0
    while place < len(plain):
        length = _known_length(plain[place : place + _LONGEST_PHRASE], into)
        word = " ".join(plain[place : place + length])
        if word in into or word not in STOP_WORDS:
            yield _group(word, into.get(word, ((word, 1.0),)), abs(place - at))
        place += length


def _known_length(spoken: Sequence[str], known: Container[str]) -> int:
    """Return how many words the longest known phrase has that the words begin with, 1 if none."""
    sizes = range(len(spoken), 1, -1)
    return next((size for size in sizes if " ".join(spoken[:size]) in known), 1)


def _group(word: str, into: Iterable[tuple[str, float]], far: int) -> QuestionWord:
    """Return an English word with its translations, `far` words from the one that asks."""
    folded = tuple((fold(chinese), weight) for chinese, weight in into)
    noun = is_noun(folded[0][0]) if folded else True
    counts = KIND_COUNTS if word in ENGLISH_KINDS else 1.0
    return QuestionWord(word, _certain(word, folded), closeness_of(far), noun, counts)


def _certain(word: str, into: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """Return the translations by how likely they are at all, not only among the archive's words.

    Where the archive has none of the likely words for "phone", an unlikely one is no proof, and
    still less a mere neighbour in meaning.
    """
    glosses = _glosses().of_word(word) if " " not in word else {}
    best = max(into, key=lambda one: one[1])
    if glosses and best[0] not in glosses:
        return into
    if best[0] not in glosses:
        return tuple((one, weight / best[1]) for one, weight in into)
    share = glosses[best[0]] / max(glosses.values())
    return tuple((one, share * weight / best[1]) for one, weight in into)


@cache
def _glosses() -> Glosses:
    return open_glosses()
