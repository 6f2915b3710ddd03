"""Enumerations in print: “A、B和C等6家”, “一是…二是…”, one item a line; each item with its own offsets.

Where the first item begins and the last one ends is not printed: `bot/shape.py` learns it from the items between.
Brackets and quotation marks are respected: “A、B”大赛 is one thing, and its inside a list of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.shape import Part, cleaned, trimmed
from corpus.passages import Span

OPENING = "“‘「『《（(【〈["
CLOSING = "”’」』》）)】〉]"
_CLOSED = f"[{re.escape(CLOSING)}]*"
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
_COUNTED = rf"({_NUMBER})(?![年月日时点分%％\d.])(?:余|多)?(?=[一-鿿])"
_AFTER = re.compile(rf"{_CLOSED}(?:等(?:共|共计)?|共|共计|这|，共|（共)?{_COUNTED}")
_BEFORE = re.compile(rf"{_COUNTED}[^，。；]{{1,14}}?(?:[：:，,]|分别|包括|即|——|是|为|有)")
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


@dataclass(frozen=True, slots=True)
class _Level:
    """The text between two brackets, or outside all of them: where it may be cut, nested brackets left whole."""

    span: Span
    clauses: tuple[int, ...]
    pauses: tuple[tuple[int, int], ...]


def _levels(text: str, start: int, end: int) -> Iterator[_Level]:
    """Yield the outermost level and then the inside of each pair of brackets."""
    inside: list[Span] = []
    clauses: list[int] = []
    pauses: list[tuple[int, int]] = []
    opened = start
    depth = 0
    for place in range(start, end):
        mark = text[place]
        if mark in OPENING:
            if depth == 0:
                opened = place + 1
                if place > start and text[place - 1] in CLOSING and mark in "《“「":
                    pauses.append((place, place))
            depth += 1
        elif mark in CLOSING and depth:
            depth -= 1
            if depth == 0:
                inside.append(Span(opened, place))
        elif depth == 0 and mark in CLAUSE:
            clauses.append(place)
        elif depth == 0 and mark == PAUSE:
            pauses.append((place, place + 1))
    yield _Level(Span(start, end), tuple(clauses), tuple(pauses))
    for span in inside:
        yield from _levels(text, span.start, span.end)


def _paused(text: str, level: _Level) -> Iterator[Enumeration]:
    """Yield the lists of one level: in each clause, what stands between the pauses."""
    bounds = [level.span.start, *(clause + 1 for clause in level.clauses), level.span.end + 1]
    for start, after in zip(bounds, bounds[1:], strict=False):
        end = min(after - 1, level.span.end)
        cuts = [pause for pause in level.pauses if start < pause[0] < end]
        if cuts:
            yield _counted(text, [Part(text, *ends) for ends in _between(start, end, cuts)])


def _between(start: int, end: int, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for before, after in cuts:
        yield start, before
        start = after
    yield start, end


def _counted(text: str, parts: Sequence[Part]) -> Enumeration:
    """Return the reading of the parts whose number of items is the stated one, else the likeliest."""
    readings = [_enumeration(text, trimmed(parts, split)) for split in (True, False)]
    agreeing = [one for one in readings if one.stated == len(one.items)]
    return (agreeing or readings)[0]


def _enumeration(text: str, items: Sequence[Span]) -> Enumeration:
    kept = tuple(item for item in items if item.start < item.end)
    return Enumeration(kept, _stated(text, kept) if kept else None)


def _stated(text: str, items: Sequence[Span]) -> int | None:
    """Return the count that the words around the items give ("等6家", "共有6个…：")."""
    if match := _AFTER.match(text, items[-1].end):
        return _plausible(number(match[1]))
    start = max(0, items[0].start - LEAD)
    lead = re.split(r"[。！？\n]", text[start : items[0].start])[-1]
    announced = [number(match[1]) for match in _BEFORE.finditer(lead)]
    fitting = [count for count in announced if count == len(items)]
    if fitting:
        return fitting[0]
    explicit = re.search(
        rf"{_COUNTED}[^，。；]{{1,14}}(?:[：:]|[，,]?(?:分别|依次)(?:是|为)?[：:]?)$", lead
    )
    return _plausible(number(explicit[1])) if explicit else None


def _plausible(count: int) -> int | None:
    return count if 2 <= count <= LARGEST_COUNT else None


def _numbered(text: str, start: int, end: int) -> Iterator[Enumeration]:
    """Yield a numbered series of which a part stands in the range; it may go on in later sentences."""
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    for series in _SERIES:
        marks = [mark for mark in series.finditer(text, first, last)]
        for run in _rising(marks):
            if any(start <= mark.start() < end for mark in run):
                yield Enumeration(tuple(_after(text, run)), None)


def _rising(marks: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield runs of marks that count 1, 2, 3 …"""
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
    for mark, following in zip(run, run[1:], strict=False):
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
