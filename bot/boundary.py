"""Boundaries between words: where a printed list may begin or end.

Next: `bot/shape.py` chooses among them.
"""

from dataclasses import dataclass

from bot.traits import tagged

OPEN, CLOSE = "“‘「『《（(【〈[", "”’」』》）)】〉]"
_LEADING = frozenset("是为有了过着即如由在对向将把从给等含和于但而且并") | {"的是"}
_FOLLOWING = frozenset("的被共均都等")


@dataclass(frozen=True, slots=True)
class Cut:
    """A boundary between two words outside brackets: its offset, and both words with their tags."""

    at: int
    before: tuple[str, str]
    after: tuple[str, str]


def cuts(printed: str) -> list[Cut]:
    """Return the boundaries between words outside brackets, both ends too."""
    found, at, depth = [], 0, 0
    before = ("", "")
    for word, tag in plain_words(printed):
        if depth == 0:
            found.append(Cut(at, before, (word, tag)))
        depth += sum(mark in OPEN for mark in word) - sum(mark in CLOSE for mark in word)
        depth = max(0, depth)
        at += len(word)
        before = (word, tag)
    return [*found, Cut(len(printed), before, ("", ""))]


def plain_words(printed: str) -> list[tuple[str, str]]:
    """Return words with tags, unguessed: a guessed name may swallow the verb before it (出鲁谷)."""
    return tagged(printed, guess=False)


def leads(word: tuple[str, str]) -> bool:
    """Say whether a list may begin after this word: a verb, a preposition, 了, 有, 但."""
    return word[0] in _LEADING or word[1] in ("v", "p", "ul", "ug", "uz") or word[0][-1:] in "：:"


def follows(word: tuple[str, str]) -> bool:
    """Say whether a list may have ended before this word."""
    return word[1] == "v" or word[1][:1] in ("p", "d", "m", "u", "f", "t") or word[0] in _FOLLOWING


def has_verb(printed: str) -> bool:
    """Say whether a word that leads up to something stands behind the first one."""
    return any(leads(word) for word in plain_words(printed)[1:])


def kind_of(printed: str) -> str:
    """Return the kind of the first word, the first letter of its tag; "" for an empty text."""
    first = plain_words(printed)
    return first[0][1][:1] if first else ""
