"""CC-CEDICT glosses, cleaned: what a Chinese word means, as the words an English reader would type.

Left out: measure words ("CL:個"), cross-references ("variant of", "see also"), surnames, and
remarks in brackets. `(of a river) to flow` means "flow"; `abbr. for 中华全国总工会[...]` points to
another entry.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.text.words import fold
from index.training.material.english import noun_forms, verb_forms
from index.training.material.sources import Entry

REMARK = re.compile(r"\([^()]*\)")
BRACKET = re.compile(r"\[[^\]]*\]")
SKIPPED = re.compile(
    r"^(CL:|(old |erhua |archaic |Japanese )?variant of|see |same as|also (pr|written)|surname "
    r"|Kangxi|used in|abbr\. (for|to)|(Tw|Taiwan) pr)",
    re.IGNORECASE,
)
WORD = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]+")
# Words that say how a gloss is built, not what it means.
EMPTY_WORDS = """
    a an the to of or and in on at by for with from as be is are was were it its one one's
    oneself sb sth somebody something someone etc esp that which who used eg ie lit fig abbr idiom
"""
EMPTY = frozenset(EMPTY_WORDS.split())
# Words. A longer gloss is an explanation rather than a translation.
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Gloss:
    """One sense: its content words, whether it is a verb's, and where it stood (0 first)."""

    words: tuple[str, ...]
    verb: bool
    rank: int

    @property
    def text(self) -> str:
        """The sense as one would type it."""
        return " ".join(self.words)


def glosses_of(entry: Entry) -> list[Gloss]:
    """Return an entry's senses, cleaned.

    >>> [gloss.text for gloss in glosses_of(Entry("工会", "", ("labor union", "CL:個|个")))]
    ['labor union']
    """
    senses = [part for gloss in entry.glosses for part in _senses(gloss)]
    cleaned = [_gloss(sense, rank) for rank, sense in enumerate(senses)]
    return [gloss for gloss in cleaned if 0 < len(gloss.words) <= LONGEST]


def lexicon(entries: Iterable[Entry]) -> dict[str, list[Gloss]]:
    """Return every folded headword with its senses, those of its homographs one after the other."""
    found: dict[str, dict[tuple[str, ...], Gloss]] = {}
    for entry in entries:
        senses = found.setdefault(fold(entry.word), {})
        for gloss in glosses_of(entry):
            senses.setdefault(gloss.words, gloss)
    return {word: list(senses.values()) for word, senses in found.items() if senses}


def inflections(meanings: dict[str, list[Gloss]]) -> dict[str, tuple[str, ...]]:
    """Return the other forms of every English word that ends a noun's gloss or begins a verb's.

    A form that the dictionary uses as a word of its own ("building") keeps its own meaning too.
    """
    found: dict[str, dict[str, None]] = {}
    for gloss in (gloss for senses in meanings.values() for gloss in senses):
        place = gloss.words[0] if gloss.verb else gloss.words[-1]
        forms = verb_forms(place) if gloss.verb else noun_forms(place)
        if place.isalpha() and len(place) > 2:
            found.setdefault(place, {}).update(dict.fromkeys(forms))
    return {word: tuple(forms) for word, forms in found.items() if forms}


def _senses(gloss: str) -> list[str]:
    if SKIPPED.match(gloss.strip()):
        return []
    return [part.strip() for part in REMARK.sub(" ", gloss).split(";") if part.strip()]


def _gloss(sense: str, rank: int) -> Gloss:
    plain = BRACKET.sub(" ", sense)
    verb = plain.startswith("to ")
    if SKIPPED.match(plain):
        return Gloss((), verb, rank)
    head = plain.split(",")[0] if verb else plain
    words = WORD.findall(fold(head))
    kept = tuple(word for word in words if word not in EMPTY)
    return Gloss(kept or tuple(words[:2]), verb, rank)
