"""Words for the editors' thesaurus: what was asked in vain, and again in other words with success.

A member who asks “老板不发工资怎么办” in vain and then finds “用人单位不发工资怎么办” has told that
老板 means 用人单位. Proposed is what differs, where one stretch of words does; an editor decides.
Next: `bot/journal/report.py`.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from index.query import FUNCTION_WORDS, SMALL_TALK, plain_question
from index.text.words import WORD, dictionary_cut, fold, is_han

# Seconds between the two questions at most.
AGAIN = 900.0
# Share of their words that two wordings of one question have in common at least.
ALIKE = 0.4
# Characters of a stretch: fewer are no word, more are another question.
SHORTEST, LONGEST = 2, 10


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question in the journal: its words, who asked (hashed), when, and whether in vain."""

    question: str
    member: str
    moment: float
    in_vain: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group of words to put on a line of the thesaurus.

    Attributes:
        printed: The words that found an answer.
        typed: The words that found none.
        times: How often the one was typed after the other.
        members: By how many different members.
    """

    printed: str
    typed: str
    times: int
    members: int


def proposals(questions: Iterable[AskedQuestion]) -> tuple[Proposal, ...]:
    """Return what may be put into the thesaurus, what most members typed first."""
    found: dict[tuple[str, str], list[str]] = {}
    ordered = sorted(questions, key=lambda one: (one.member, one.moment))
    for member, own in groupby(ordered, key=lambda one: one.member):
        for pair in _asked_again(list(own)):
            found.setdefault(pair, []).append(member)
    made = (
        Proposal(printed, typed, len(members), len({*members}))
        for (typed, printed), members in found.items()
    )
    return tuple(sorted(made, key=lambda one: (-one.members, -one.times, one.printed, one.typed)))


def _asked_again(own: list[AskedQuestion]) -> Iterator[tuple[str, str]]:
    """Yield the words typed and printed of each question of a member that was asked again."""
    for place, first in enumerate(own):
        if not first.in_vain:
            continue
        for second in own[place + 1 :]:
            if second.moment - first.moment > AGAIN:
                break
            pair = None if second.in_vain else differing(first.question, second.question)
            if pair:
                yield pair
                break


def differing(first: str, second: str) -> tuple[str, str] | None:
    """Return the one stretch of words in which two Chinese questions differ; None if there is none.

    >>> differing("老板不发工资怎么办", "用人单位不发工资怎么办")
    ('老板', '用人单位')
    """
    words, others = _words(first), _words(second)
    matcher = difflib.SequenceMatcher(None, words, others, autojunk=False)
    changes = [one for one in matcher.get_opcodes() if one[0] != "equal"]
    if len(changes) != 1 or changes[0][0] != "replace" or matcher.ratio() < ALIKE:
        return None
    _, start, end, other_start, other_end = changes[0]
    typed, printed = _bare(words[start:end]), _bare(others[other_start:other_end])
    return (typed, printed) if _is_word(typed) and _is_word(printed) else None


def _words(question: str) -> list[str]:
    return [word for word in dictionary_cut(fold(plain_question(question))) if WORD.search(word)]


def _bare(stretch: list[str]) -> str:
    """Return a stretch without the words at its ends that mean nothing alone."""
    while stretch and stretch[0] in FUNCTION_WORDS:
        stretch = stretch[1:]
    while stretch and stretch[-1] in FUNCTION_WORDS:
        stretch = stretch[:-1]
    return "".join(stretch)


def _is_word(stretch: str) -> bool:
    fits = SHORTEST <= len(stretch) <= LONGEST and all(map(is_han, stretch))
    return fits and not SMALL_TALK.asking.search(stretch)
