"""Which form belongs to which English word, for the bridge's dictionary.

Forms are generated from the words that the dictionary uses; one that it explains by itself is no
plural of another, so "news" is no form of "new".
American words get their British spelling, too.
"""

from collections.abc import Iterable, Iterator, Set

from index.training.material.english import NOUNS, VERBS, noun_forms, verb_forms
from index.training.material.senses import Sense

# American ending -> British one; a wrong guess ("doctour") is a word nobody asks with.
BRITISH = (
    ("or", "our"),
    ("ize", "ise"),
    ("yze", "yse"),
    ("er", "re"),
    ("og", "ogue"),
    ("ense", "ence"),
)
COMPARED = ("er", "est")
# Letters. Longer adjectives are compared with "more" and "most".
LONGEST_COMPARED = 6
SHORTEST = 3


def forms(senses: Iterable[Sense]) -> dict[str, str]:
    """Return form -> word for the words of the dictionary's senses.

    >>> forms([Sense("站", ("station",), 0, False)])["stations"]
    'station'
    """
    texts = [sense.text for sense in senses if not sense.proper]
    known = {word for text in texts for word in text}
    alone = {text[0] for text in texts if len(text) == 1}
    verbs = {text[1] for text in texts if text[0] == "to" and len(text) > 1}
    word_of: dict[str, str] = {}
    for word in sorted(filter(_is_inflected, known)):
        for form in _regular_forms(word, word in verbs, alone):
            word_of.setdefault(form, word)
        for form in _compared(word):
            if form not in known:
                word_of.setdefault(form, word)
    word_of.update(_irregular_forms(known))
    return {form: word for form, word in word_of.items() if form != word}


def _is_inflected(word: str) -> bool:
    return word.isalpha() and len(word) >= SHORTEST


def _regular_forms(word: str, verb: bool, alone: Set[str]) -> Iterator[str]:
    """Yield each spelling of a word, its plurals, and its forms as a verb.

    A plural that stands `alone` in the dictionary is a word of its own.
    """
    for spelling in _spellings(word):
        yield spelling
        yield from (form for form in noun_forms(spelling) if form not in alone)
        if verb:
            yield from verb_forms(spelling)


def _irregular_forms(known: Set[str]) -> Iterator[tuple[str, str]]:
    for word, made in (*VERBS.items(), *NOUNS.items()):
        if word in known:
            yield from ((form, word) for form in made)


def _spellings(word: str) -> Iterator[str]:
    yield word
    for american, british in BRITISH:
        if word.endswith(american) and len(word) > len(american) + 2:
            yield word.removesuffix(american) + british


def _compared(word: str) -> list[str]:
    if len(word) > LONGEST_COMPARED:
        return []
    stem = word[:-1] + "i" if word.endswith("y") else word.removesuffix("e")
    doubled = word + word[-1]
    return [start + ending for ending in COMPARED for start in (stem, doubled)]
