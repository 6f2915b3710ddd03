"""Which form belongs to which English word, for the bridge's dictionary.

Forms are generated from the words that the dictionary uses; one that it explains by itself is no
plural of another, so "news" is no form of "new".
American words get their British spelling, too.
"""

from collections.abc import Iterable, Iterator

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
    found: dict[str, str] = {}
    for word in sorted(word for word in known if word.isalpha() and len(word) >= SHORTEST):
        for spelling in _spellings(word):
            plurals = [form for form in noun_forms(spelling) if form not in alone]
            for form in (spelling, *plurals, *_verb_forms(spelling, word in verbs)):
                found.setdefault(form, word)
        for form in _compared(word):
            if form not in known:
                found.setdefault(form, word)
    for table in (VERBS, NOUNS):
        found.update({form: word for word, made in table.items() for form in made if word in known})
    return {form: word for form, word in found.items() if form != word}


def _spellings(word: str) -> Iterator[str]:
    yield word
    for american, british in BRITISH:
        if word.endswith(american) and len(word) > len(american) + 2:
            yield word.removesuffix(american) + british


def _verb_forms(word: str, verb: bool) -> list[str]:
    return verb_forms(word) if verb else []


def _compared(word: str) -> list[str]:
    if len(word) > LONGEST_COMPARED:
        return []
    stem = word[:-1] + "i" if word.endswith("y") else word.removesuffix("e")
    doubled = word + word[-1]
    return [start + ending for ending in COMPARED for start in (stem, doubled)]
