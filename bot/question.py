"""What a question asks for: its language, the kind of answer, and its words with their weights.

A Chinese question word stands for itself; an English one for the words of the archive that the
bridge put in its place (`hit.why.bridge`). Both become *groups*, so that everything after this
file is the same for both. The cues are those of the languages (谁, 何时, "how many"), never of
single questions. Next: `bot/features.py` compares the groups with the sentences of the hits.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.cues import (
    CHINESE,
    CHINESE_LIST,
    CHINESE_STOP,
    COUNTED,
    ENGLISH,
    ENGLISH_LIST,
    Want,
)
from bot.reply import Language
from bot.traits import is_noun, names
from index.english import STOP_WORDS, Token, tokens
from index.glosses import Glosses, open_glosses
from index.hit import Translation
from index.words import bigrams, fold, is_han, words

# A question is cut here before it is analysed: nobody asks in more, and time must stay bounded.
LONGEST = 300

# Words of the longest phrase or name that the bridge translates as one.
LONGEST_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the question and the words of the archive that stand for it.

    Attributes:
        word: As it stood in the question, folded.
        into: Words of the archive with their weights in (0, 1], the best with weight 1.
        closeness: In (0, 1]: 1 beside the question word (谁, "who"), less the farther away.
        noun: Whether it names a thing. A verb is often another one in print, a thing seldom.
    """

    word: str
    into: tuple[tuple[str, float], ...]
    closeness: float
    noun: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood as far as finding its answer needs.

    Attributes:
        text: As asked.
        language: By script: any Chinese character makes it Chinese.
        want: The kind of thing that would answer.
        wants_list: Whether several things are asked for.
        unit: What 多少 / 几 counts, folded ("幅" in 多少幅作品), "" if nothing.
        groups: The content words, in order.
        pairs: The same for neighbouring characters, which finds what the dictionary does not know.
        pieces: The folded question cut at its question word: what a sentence may repeat literally.
        names: People, places, titles, years and Latin words: each the groups that all must be held.
    """

    text: str
    language: Language
    want: Want
    wants_list: bool
    unit: str
    groups: tuple[Group, ...]
    pairs: tuple[Group, ...]
    pieces: tuple[str, ...]
    names: tuple[tuple[Group, ...], ...]


def language_of(text: str) -> Language:
    """Return the language of a question, by its script.

    >>> language_of("KN95口罩多少个？"), language_of("Who won?")
    ('zh', 'en')
    """
    return "zh" if is_han(text) else "en"


def analyse(text: str, bridge: Sequence[Translation] = ()) -> Question:
    """Return what a question asks for; `bridge` holds the translations of an English one.

    >>> analyse("大赛收到多少幅作品？").want
    'number'
    """
    folded = " ".join(fold(text[:LONGEST]).split())
    if language_of(text) == "zh":
        return _chinese(text, folded)
    return _english(text, folded, bridge)


def _chinese(text: str, folded: str) -> Question:
    want, start, end = _wanted(CHINESE, folded)
    before, after = _telling(folded[:start]), _telling(folded[end:])
    kept = [(word, len(before) - place) for place, word in enumerate(before)]
    kept += [(word, place + 1) for place, word in enumerate(after)]
    groups = [_itself(word, far, is_noun(word)) for word, far in kept]
    pieces = tuple(piece for piece in (folded[:start], folded[end:].rstrip("?？。 ")) if piece)
    pairs = [_itself(pair, 1) for piece in pieces for pair in bigrams(piece)]
    stated = COUNTED.search(folded)
    return Question(
        text=text,
        language="zh",
        want=want,
        wants_list=CHINESE_LIST.search(folded) is not None,
        unit=stated[1] if stated else "",
        groups=tuple(groups),
        pairs=tuple(pairs),
        pieces=pieces,
        names=tuple(tuple(_itself(part, 1) for part in bigrams(name)) for name in names(folded)),
    )


def _english(text: str, folded: str, bridge: Sequence[Translation]) -> Question:
    want, start, _ = _wanted(ENGLISH, folded)
    asked = sum(token.text != "" for token in tokens(folded[:start]))
    groups = list(_translated(tokens(text[:LONGEST]), bridge, asked))
    named = {
        token.text for token in tokens(text[:LONGEST]) if token.named or token.text[0].isdigit()
    }
    return Question(
        text=text,
        language="en",
        want=want,
        wants_list=ENGLISH_LIST.search(folded) is not None,
        unit="",
        groups=tuple(groups),
        pairs=tuple(_in_pairs(group) for group in groups),
        pieces=tuple(word for group in groups for word, weight in group.into if weight > 0.5),
        names=tuple((group,) for group in groups if group.word in named),
    )


def _translated(asked: Sequence[Token], bridge: Sequence[Translation], at: int) -> Iterator[Group]:
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
            yield Group(word, _certain(word, found), _closeness(abs(place - at)), noun)
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


def _wanted(cues: Sequence[tuple[Want, str]], folded: str) -> tuple[Want, int, int]:
    """Return the kind of answer, and where the words that ask for it stand."""
    for want, cue in cues:
        if match := re.search(cue, folded):
            return want, match.start(), match.end()
    return "other", len(folded), len(folded)


def _telling(folded: str) -> list[str]:
    """Return the words that a page must hold."""
    return [word for word in words(folded) if word not in CHINESE_STOP]


def _itself(word: str, far: int, noun: bool = False) -> Group:
    return Group(word, ((word, 1.0),), _closeness(far), noun)


def _closeness(far: int) -> float:
    return 1.0 / (1.0 + max(0, far - 1) / 2)


def _in_pairs(group: Group) -> Group:
    """Return the group with its Chinese words cut into pairs of characters."""
    pairs: dict[str, float] = {}
    for word, weight in group.into:
        for pair in bigrams(word):
            pairs[pair] = max(weight, pairs.get(pair, 0.0))
    return Group(group.word, tuple(pairs.items()), group.closeness)
