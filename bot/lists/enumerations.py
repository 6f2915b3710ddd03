"""Enumerations in print: “A、B和C等6家”, “一是…二是…”, one item a line.

Where the first item begins and the last one ends is not printed: `bot/lists/ends.py` learns it from
the items between. Brackets and quotation marks are respected: “A、B”大赛 is one thing, and its
inside a list of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.lists.counts import Enumeration, enumeration
from bot.lists.ends import Part, ends_list, joins, trimmed
from bot.lists.marked_lists import marked_lists
from bot.lists.pairs import LEAST_PAUSED, pair_around
from corpus.brackets import CLOSING, OPENING

QUOTED = "《“「"
PAUSE = "、"
CLAUSE = "，,；;：:。！？!?…\n"
DASH = "—"

# What may stand before the first item and is no part of the text: the number of an article of a
# law, the mark of an item, who reported.
_HEAD = re.compile(
    r"\s{0,20}(?:第[一二三四五六七八九十百千零〇\d]{1,12}[章节条款项](?:之[一二三四五])?\s+|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[.．]\s?|[①-⑩]|[^，。、]{0,8}[讯电]\s?[（(][^（）()]{0,40}[)）]|[（(](?:新闻联播|记者)[^（）()]{0,30}[)）])+"
)


def enumerations(text: str, start: int, end: int) -> list[Enumeration]:
    """Return the lists of two or more items that stand in `text[start:end]`, outer ones first.

    >>> text = "评出甲驿站、乙驿站、丙驿站等3家。"
    >>> found = enumerations(text, 0, 17)
    >>> [item.of(text) for item in found[0].items], found[0].stated_count
    (['甲驿站', '乙驿站', '丙驿站'], 3)
    """
    found = list(marked_lists(text, start, end))
    for level in _levels(text, start, end):
        found.extend(_paused(text, level))
    return [one for one in found if len(one.items) > 1]


@dataclass(slots=True)
class _Level:
    """The text between two brackets, or outside all of them; brackets inside it are left whole.

    Attributes:
        clauses: Where it has a comma or the like.
        pauses: Where its items are parted: “、”, or nothing between two quoted names.
    """

    start: int
    end: int = 0
    clauses: list[int] = field(default_factory=list)
    pauses: list[tuple[int, int]] = field(default_factory=list)

    def note(self, place: int, mark: str, around: str) -> None:
        """Remember where it may be cut; a lone dash joins (2025—2026年), two part."""
        if mark == PAUSE:
            self.pauses.append((place, place + 1))
        elif mark in CLAUSE or (mark == DASH and around.count(DASH) > 1):
            self.clauses.append(place)


def _levels(text: str, start: int, end: int) -> list[_Level]:
    """Return the level outside all brackets and those inside each pair, in printed order."""
    opened, closed = [_Level(start)], []
    for place in range(start, end):
        mark = text[place]
        if mark in OPENING:
            if text[place - 1 : place] in tuple(CLOSING) and mark in QUOTED:
                opened[-1].pauses.append((place, place))
            opened.append(_Level(place + 1))
        elif mark in CLOSING and len(opened) > 1:
            opened[-1].end = place
            closed.append(opened.pop())
        else:
            opened[-1].note(place, mark, text[place - 1 : place + 2])
    for level in opened:
        level.end = end
    return sorted([*opened, *closed], key=lambda level: level.start)


def _paused(text: str, level: _Level) -> Iterator[Enumeration]:
    """Yield the lists of one level: in each clause, what stands between the pauses."""
    for start, end in _clauses(text, level):
        cuts = [pause for pause in level.pauses if start < pause[0] < end]
        parts = [Part(text, *ends) for ends in _between(start, end, cuts)]
        for run in _closed([part for part in parts if part.printed.strip()]):
            if len(run) > 1:
                yield _counted(text, run)


def _clauses(text: str, level: _Level) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a level's clauses, each without the words that head it."""
    bounds = [level.start, *(clause + 1 for clause in level.clauses), level.end + 1]
    for begin, after in pairwise(bounds):
        end = min(after - 1, level.end)
        head = _HEAD.match(text, begin, end)
        yield (head.end() if head else begin), end


def _closed(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Yield the parts up to each “等”, which ends a list: 美食、文旅等消费板块的让利、促销."""
    start = 0
    ends = [place for place, part in enumerate(parts[1:-1], 1) if ends_list(part)]
    for place in ends if len(ends) == 1 else ():
        yield parts[start : place + 1]
        start = place + 1
    yield parts[start:]


def _between(start: int, end: int, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for before, after in cuts:
        yield start, before
        start = after
    yield start, end


def _counted(text: str, parts: Sequence[Part]) -> Enumeration:
    """Return the reading of the parts that has as many items as are printed, else the likeliest."""
    if len(parts) == 2 and not any(ends_list(part) or joins(part) for part in parts):
        first, last = parts
        pair = pair_around(text, (first.start, first.end), (last.start, last.end), LEAST_PAUSED)
        if pair is not None:
            return enumeration(text, pair)
    readings = [enumeration(text, trimmed(parts, split)) for split in (True, False)]
    agreeing = [one for one in readings if one.stated_count == len(one.items)]
    return (agreeing or readings)[0]
