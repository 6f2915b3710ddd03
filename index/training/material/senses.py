"""CC-CEDICT's entries as (Chinese word, English sense, rank), for the bridge's dictionary.

Unlike `index/training/material/glosses.py`, which picks what a model should learn, this keeps a
sense as running text: the aligner wants every word of it, and a phrase is looked up whole. Next:
`index/training/dictionary/alignment.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.text.english import STOP_WORDS, tokens
from index.text.words import HAN, fold
from index.training.material.sources import Entry

PINYIN = re.compile(r"\[[^\]]*\]")
CHINESE = re.compile(rf"[{HAN}|·]+")
REMARK = re.compile(r"\([^()]*\)")
REFERENCE = re.compile(
    r"^(CL:|\(?(Taiwan|Tw)\)? pr\.|see (also )?$|also (written|called|pr)|surname |same as|used in"
    r"|(old |archaic |unofficial |erhua |Japanese )*variant|equivalent of|erhua|abbr\.)"
    r"|\(bound form in",
)
ABBREVIATES = re.compile(
    rf"abbr\. (?:for|of) [^{HAN}]{{0,99}}(?:[{HAN}]{{1,40}}\|)?([{HAN}]{{1,40}})"
)
SURNAME = re.compile(r"\bsurname ")
# Words. A longer sense explains rather than translates.
LONGEST = 8
# Where an explanation in brackets ranks: it names what the word has to do with.
REMARK_RANK = 12
# How much lower an abbreviation ranks the senses of what it is short for.
ABBREVIATION_RANKS = 2


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a headword.

    Attributes:
        word: The headword, folded.
        text: The English words, lower case, stop words and all.
        rank: 0 for the sense that stands first.
        proper: Whether it is written with a capital, as names are.
    """

    word: str
    text: tuple[str, ...]
    rank: int
    proper: bool

    @property
    def content(self) -> tuple[str, ...]:
        """The words without stop words."""
        return tuple(word for word in self.text if word not in STOP_WORDS)


def senses(entries: Sequence[Entry]) -> list[Sense]:
    """Return every sense of every entry; an abbreviation takes those of its long form, too."""
    own = [(fold(entry.word), list(_senses(entry))) for entry in entries]
    by_word: dict[str, list[Sense]] = {}
    for word, found in own:
        by_word.setdefault(word, []).extend(found)
    borrowed = [
        Sense(fold(entry.word), sense.text, sense.rank + ABBREVIATION_RANKS, sense.proper)
        for entry in entries
        for gloss in entry.glosses
        for match in [ABBREVIATES.search(gloss)]
        if match
        for sense in by_word.get(fold(match[1]), [])
    ]
    return [sense for _, found in own for sense in found] + borrowed


def surnames_in(entries: Sequence[Entry]) -> set[str]:
    """Return the words that the dictionary calls surnames."""
    return {fold(entry.word) for entry in entries if any(map(SURNAME.search, entry.glosses))}


def _senses(entry: Entry) -> Iterator[Sense]:
    rank = 0
    for remark in (remark for gloss in entry.glosses for remark in REMARK.findall(gloss)):
        words = [token.text for token in tokens(CHINESE.sub("", PINYIN.sub("", remark)))]
        if 1 < len(words) <= 3 * LONGEST:
            yield Sense(fold(entry.word), tuple(words), REMARK_RANK, True)
    for part in (part for gloss in entry.glosses for part in PINYIN.sub("", gloss).split(";")):
        plain = REMARK.sub(" ", CHINESE.sub("", part)).strip()
        if not plain or REFERENCE.search(CHINESE.sub("", part).strip()):
            continue
        proper = plain[0].isupper()
        head = plain.split(",")[0]
        words = [token.text for token in tokens(head if proper else plain)]
        if len(words) > LONGEST:
            words = [token.text for token in tokens(head)]
        if 0 < len(words) <= LONGEST:
            yield Sense(fold(entry.word), tuple(words), rank, proper)
            rank += 1
