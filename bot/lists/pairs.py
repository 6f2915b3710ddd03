"""Lists of two without a pause: “硅谷银行和签名银行相继被关闭”.

和 joins clauses and verbs as well, and both ends are open: the two things must be of one kind, told
by their last words, their tags and their lengths. Read only where two things are asked for, or
nothing else lists any. Next: `bot/lists/choose.py`.
"""

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from bot.lists.counts import Enumeration, enumeration
from bot.lists.ends import (
    BRACKETED,
    VERB_INSIDE,
    WordBoundary,
    cleaned,
    has_verb,
    may_follow_list,
    may_precede_list,
    plain_words,
    word_boundaries,
)
from corpus.passages import TextRange

JOINS = ("和", "与", "及", "以及")
# Characters of an item at most, and on each side of 和 that are read.
_LONGEST = 24
# What counts against the logarithm of how much longer one is than the other.
SAME_END = 1.0
SAME_CHARACTER = 0.5
SAME_TAG = 0.6
EDGE = 0.5
# Words inside an item beyond the first: of two readings as alike the longer is seldom meant.
PER_CHARACTER = 0.01
# Least worth for the two to be of one kind, and where a pause says that they are.
_LEAST = 0.6
LEAST_PAUSED = 0.8
_PAUSE = "、"
_NOUNS = "nl"
_CLAUSES = re.compile(r"[，,；;：:。！？!?…—\n]")


def pairs(text: str, start: int, end: int) -> Iterator[Enumeration]:
    """Yield the pairs that stand in clauses of `text[start:end]` without a pause.

    >>> text = "硅谷银行和签名银行相继被关闭。"
    >>> [[item.of(text) for item in one.items] for one in pairs(text, 0, len(text))]
    [['硅谷银行', '签名银行']]
    """
    bounds = [start, *(match.end() for match in _CLAUSES.finditer(text, start, end)), end + 1]
    for begin, after in pairwise(bounds):
        clause = text[begin : min(after - 1, end)]
        if _PAUSE in clause:
            continue
        for cut in word_boundaries(clause)[1:-1]:
            if cut.after[0] in JOINS:
                at, behind = begin + cut.at, begin + cut.at + len(cut.after[0])
                found = pair_around(text, (begin, at), (behind, begin + len(clause)))
                if found is not None:
                    yield enumeration(text, found)


def pair_around(
    text: str, left: tuple[int, int], right: tuple[int, int], least: float = _LEAST
) -> tuple[TextRange, TextRange] | None:
    """Return the two things between which 和 or “、” stands; None if nothing there is alike.

    >>> text = "甲县人民政府、乙县人民政府近日印发"
    >>> [item.of(text) for item in pair_around(text, (0, 6), (7, 17))]
    ['甲县人民政府', '乙县人民政府']
    """
    before, behind = text[slice(*left)], text[slice(*right)]
    firsts = [cut for cut in word_boundaries(before)[:-1] if len(before) - cut.at <= _LONGEST]
    lasts = [cut for cut in word_boundaries(behind)[1:] if cut.at <= _LONGEST]
    valued = [
        (_alike(before[one.at :], behind[: two.at]) + _edges(one, two), one.at, two.at)
        for one in firsts
        for two in lasts
    ]
    worth, one_at, two_at = max(valued, default=(0.0, 0, 0))
    if worth < least:
        return None
    first = cleaned(text, left[0] + one_at, left[1])
    second = cleaned(text, right[0], right[0] + two_at)
    return (first, second) if first.start < first.end and second.start < second.end else None


def _alike(one: str, other: str) -> float:
    words, others = plain_words(one), plain_words(other)
    size, other_size = (max(1, len(BRACKETED.sub("", item))) for item in (one, other))
    worth = -abs(math.log(size / other_size)) - PER_CHARACTER * (size + other_size)
    alike = words[-1][0] == others[-1][0] or (one[-2:] == other[-2:] and one != other)
    same = max(SAME_END * alike, SAME_CHARACTER * (one[-1] == other[-1] and size > 1 < other_size))
    noun = words[-1][1][:1] in _NOUNS and words[-1][1][:2] == others[-1][1][:2]
    worth += VERB_INSIDE * (has_verb(one) != has_verb(other))
    worth += same + SAME_END * (words[0] == others[0]) + SAME_TAG * noun
    return worth + SAME_TAG * (words[0][1][:2] == others[0][1][:2])


def _edges(first: WordBoundary, last: WordBoundary) -> float:
    """Return how well the words outside part the two things from the rest of the clause."""
    begins = first.at == 0 or may_precede_list(first.before)
    ends = last.after == ("", "") or may_follow_list(last.after)
    return EDGE * (begins + ends) - EDGE * 2
