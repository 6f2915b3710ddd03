"""The words of an English question as groups of the archive's words.

The bridge (`index/bridge.py`) has put words of the archive in their place; here it is decided how
sure each of them is.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.cues import ENGLISH_KINDS
from bot.group import KIND_COUNTS, Group, closeness_of
from bot.traits import is_noun
from index.english import STOP_WORDS, Token
from index.glosses import Glosses, open_glosses
from index.hit import Translation
from index.words import fold

# Words of the longest phrase or name that the bridge translates as one.
LONGEST_PHRASE = 5
PLURAL = re.compile(r"(?<!s)s$|men$|people$|children$")


def counted_in_english(folded: str, groups: Sequence[Group]) -> Group | None:
    """Return the first plural behind "how many", or the phrase that ends with it."""
    match = re.search(r"\bhow many ((?:[\w'-]+ ?){1,4})", folded)
    behind = match[1].split() if match else []
    size = next((at for at, word in enumerate(behind, 1) if PLURAL.search(word)), 1)
    ends = [" ".join(behind[start:size]) for start in range(size)]
    return next((group for end in ends for group in groups if group.word == end), None)


def translated(asked: Sequence[Token], bridge: Sequence[Translation], at: int) -> Iterator[Group]:
    """Yield a group for each phrase or word, the longest that the bridge knows first.

    A word that it does not know stays itself, and so stands nowhere.
    """
    into = {translation.word: translation.into for translation in reversed(bridge)}
    plain = [token.text for token in asked]
    place = 0
    while place < len(plain):
        sizes = range(min(LONGEST_PHRASE, len(plain) - place), 1, -1)
        phrases = (size for size in sizes if " ".join(plain[place : place + size]) in into)
        length = next(phrases, 1)
        word = " ".join(plain[place : place + length])
        if word in into or word not in STOP_WORDS:
            found = tuple((fold(one), weight) for one, weight in into.get(word, ((word, 1.0),)))
            noun = is_noun(found[0][0]) if found else True
            counts = KIND_COUNTS if word in ENGLISH_KINDS else 1.0
            yield Group(word, _certain(word, found), closeness_of(abs(place - at)), noun, counts)
        place += length


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
