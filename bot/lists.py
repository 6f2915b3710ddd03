"""Enumerations in print: “A、B和C等6家”, “一是…二是…”, one item a line.

Where the first item begins and the last one ends is not printed: `bot/shape.py` learns it from
the items between. Brackets and quotation marks are respected: “A、B”大赛 is one thing, and its
inside a list of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.shape import Part, cleaned, trimmed
from corpus.passages import Span

OPENING = "“‘「『《（(【〈["
CLOSING = "”’」』》）)】〉]"
_CLOSED = f"[{re.escape(CLOSING)}]*"
QUOTED = "《“「"
PAUSE = "、"
CLAUSE = "，,；;：:。！？!?\n"
# Characters around a quote in which a numbered list may begin and go on.
REACH = 1500
# Characters; a longer line is a paragraph and no item of a list.
LONGEST_LINE = 60
# Counts of things in a sentence of print; more is a sum of something else.
LARGEST_COUNT = 300
# Characters before the first item in which its count may be announced ("共有6个站点，分别是…").
LEAD = 40

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "〇": 0,
}
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_COUNTED = rf"(?<![第\d.])({_NUMBER})(?![年月日时点分%％\d.])(?:余|多)?(?=[一-鿿])"
_AFTER = re.compile(rf"{_CLOSED}(?:等(?:共|共计)?|共|共计|这|，共|（共)?{_COUNTED}")
_BEFORE = re.compile(rf"{_COUNTED}[^，。；]{{1,14}}?(?:[：:，,]|分别|包括|即|——|是|为|有)")
_RIGHT_BEFORE = re.compile(
    rf"{_COUNTED}[^，。；]{{1,14}}(?:[：:]|[，,]?(?:分别|依次)(?:是|为)?[：:]?)$"
)
_SERIES = (
    re.compile(
        r"(?<![一-鿿])([一二三四五六七八九十])是|(?<=[，；。：、\s])([一二三四五六七八九十])是"
    ),
    re.compile(r"第([一二三四五六七八九十])[，,、是]"),
    re.compile(r"[（(]([一二三四五六七八九十\d]{1,2})[)）]"),
    re.compile(r"(?:(?<=\n)|(?<=[：；。\s])|^)(\d{1,2})[.．、](?!\d)"),
    re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩])"),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list as printed.

    Attributes:
        items: Where each item stands, in order, in code points of the whole text.
        stated: How many the text says there are; None if it does not say.
    """

    items: tuple[Span, ...]
    stated: int | None


def enumerations(text: str, start: int, end: int) -> list[Enumeration]:
    """Return the lists of two or more items that stand in `text[start:end]`, outer ones first.

    >>> found = enumerations("评出甲驿站、乙驿站、丙驿站等3家。", 0, 17)
    >>> [item.of("评出甲驿站、乙驿站、丙驿站等3家。") for item in found[0].items], found[0].stated
    (['甲驿站', '乙驿站', '丙驿站'], 3)
    """
    found = [*_numbered(text, start, end), *_lines(text, start, end)]
    for level in _levels(text, start, end):
        found.extend(_paused(text, level))
    return [one for one in found if len(one.items) > 1]


def number(printed: str) -> int:
    """Return the value of a small number in digits or Chinese.

    >>> number("6"), number("十二"), number("二十三")
    (6, 12, 23)
    """
    if printed.isdigit():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    if not ten:
        return _DIGITS.get(printed[0], 0)
    return 10 * (_DIGITS.get(tens[:1], 1) if tens else 1) + (
        _DIGITS.get(ones[:1], 0) if ones else 0
    )


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

    def note(self, place: int, mark: str) -> None:
        """Remember where it may be cut."""
        if mark == PAUSE:
            self.pauses.append((place, place + 1))
        elif mark in CLAUSE:
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
            opened[-1].note(place, mark)
    for level in opened:
        level.end = end
    return sorted([*opened, *closed], key=lambda level: level.start)


def _paused(text: str, level: _Level) -> Iterator[Enumeration]:
    """Yield the lists of one level: in each clause, what stands between the pauses."""
    bounds = [level.start, *(clause + 1 for clause in level.clauses), level.end + 1]
    for start, after in pairwise(bounds):
        end = min(after - 1, level.end)
        cuts = [pause for pause in level.pauses if start < pause[0] < end]
        parts = [Part(text, *ends) for ends in _between(start, end, cuts)]
        worded = [part for part in parts if part.printed.strip()]
        if len(worded) > 1:
            yield _counted(text, worded)


def _between(start: int, end: int, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for before, after in cuts:
        yield start, before
        start = after
    yield start, end


def _counted(text: str, parts: Sequence[Part]) -> Enumeration:
    """Return the reading of the parts that has as many items as stated, else the likeliest."""
    readings = [_enumeration(text, trimmed(parts, split)) for split in (True, False)]
    agreeing = [one for one in readings if one.stated == len(one.items)]
    return (agreeing or readings)[0]


def _enumeration(text: str, items: Sequence[Span], lead_end: int | None = None) -> Enumeration:
    kept = tuple(item for item in items if item.start < item.end)
    if not kept:
        return Enumeration((), None)
    before = text[max(0, kept[0].start - LEAD) : kept[0].start if lead_end is None else lead_end]
    return Enumeration(kept, _summed_up(text, kept) or _announced(before, len(kept)))


def _summed_up(text: str, items: Sequence[Span]) -> int | None:
    """Return the count right behind the items, as in “等6家”."""
    match = _AFTER.match(text, items[-1].end)
    return _plausible(number(match[1])) if match else None


def _announced(before: str, found: int) -> int | None:
    """Return the count that the words before the items give ("共有6个站点，分别是").

    One that is not right before them must agree with what was found: it may count something else.
    """
    lead = re.split(r"[。！？\n]", before)[-1]
    counts = [number(match[1]) for match in _BEFORE.finditer(lead)]
    explicit = _RIGHT_BEFORE.search(lead)
    if found in counts:
        return _plausible(found)
    return _plausible(number(explicit[1])) if explicit else None


def _plausible(count: int) -> int | None:
    return count if 2 <= count <= LARGEST_COUNT else None


def _numbered(text: str, start: int, end: int) -> Iterator[Enumeration]:
    """Yield a numbered series of which a part stands in the range; it may go on behind it."""
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    for series in _SERIES:
        marks = list(series.finditer(text, first, last))
        for run in _rising(marks):
            if any(start <= mark.start() < end for mark in run):
                yield _enumeration(text, list(_after(text, run)), run[0].start())


def _rising(marks: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield runs of marks that count from 1 upwards."""
    run: list[re.Match[str]] = []
    for mark in marks:
        value = _value(mark)
        if value == len(run) + 1:
            run.append(mark)
        elif value == 1:
            yield run
            run = [mark]
    yield run


def _value(mark: re.Match[str]) -> int:
    printed = next(group for group in mark.groups() if group)
    return _CIRCLED.index(printed) + 1 if printed in _CIRCLED else number(printed)


def _after(text: str, run: Sequence[re.Match[str]]) -> Iterator[Span]:
    """Yield what follows each mark, up to the next one; the last up to the end of its sentence."""
    for mark, following in pairwise(run):
        yield cleaned(text, mark.end(), following.start())
    if run:
        stop = re.compile(r"[。！？；\n]|$").search(text, run[-1].end())
        yield cleaned(text, run[-1].end(), stop.start() if stop else len(text))


def _lines(text: str, start: int, end: int) -> Iterator[Enumeration]:
    """Yield the short lines after a line that ends in a colon."""
    if not text[start:end].rstrip().endswith(("：", ":")):
        return
    items = []
    for line in re.compile(r"[^\n]+").finditer(text, end):
        if len(line[0]) > LONGEST_LINE or line[0].rstrip().endswith(("。", "：")):
            break
        items.append(cleaned(text, line.start(), line.end()))
    yield _enumeration(text, items)
