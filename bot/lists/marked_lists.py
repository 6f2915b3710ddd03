"""Items with a mark each, or on a line each: “一是…二是…”, （一）…；（二）…。, 1. …, ①….

Such a list may go on for paragraphs: the words that announce it end in a colon, and its items stand
in the sentences behind. Next: `bot/lists/enumerations.py` reads the lists inside one sentence.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.lists.counts import Enumeration, enumeration, number
from bot.lists.ends import stripped
from corpus.passages import TextRange
from corpus.tables import EDGE

# Characters around a quote in which a series may begin and go on: the longest article of the laws
# has fifteen items of 150 characters.
_REACH = 2500
# Characters; a longer line is a paragraph and no item of a list, unless it ends in a semicolon.
_LONGEST_LINE = 60

_HAN = "一二三四五六七八九十"
_MARKS = (
    re.compile(rf"(?<![一-鿿])([{_HAN}])(?:是|要|则)"),
    re.compile(rf"(?<![一-鿿])第([{_HAN}])(?:[，,、：:是]|[步类种条项点](?:[，,：:是]))"),
    re.compile(rf"(?<![一-鿿])其([{_HAN}])(?:[，,、：:是])"),
    re.compile(rf"[（(]([{_HAN}]{{1,3}})[)）]"),
    re.compile(r"(?<!\d)[（(](\d{1,2})[)）]"),
    re.compile(r"(?:(?<=\n)|(?<=[：；。:;\s])|^)(\d{1,2})[.．、](?!\d)"),
    re.compile(rf"(?:(?<=\n)|^)([{_HAN}]{{1,3}})、"),
    re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩])"),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_COLONS = ("：", ":")
_SEMICOLONS = ("；", ";")
_LINE_END = re.compile(r"[：:](?=\s*\n)")
_BEHIND_COLON = re.compile("[：:]([^。！？：:；\n]+(?:；[^。！？：:；\n]+)+)")
_ITEM_END = re.compile(r"[。！？\n]")
_LAST_END = re.compile(r"[。！？；\n]|;(?=\s|$)")


def marked_lists(text: str, start: int, end: int) -> Iterator[Enumeration]:
    """Yield the series that stand in `text[start:end]` in part, or that it announces.

    >>> text = "要做好两件事：一是办好食堂。二是修好宿舍。"
    >>> [[item.of(text) for item in one.items] for one in marked_lists(text, 0, len(text))]
    [['办好食堂', '修好宿舍']]
    """
    yield from _marked(text, start, end)
    yield from _parted(text, start, end)
    leads = [match.end() for match in _LINE_END.finditer(text, start, end)]
    if _announces(text, start, end):
        leads.append(end)
    for lead in leads:
        yield enumeration(text, list(_lines(text, lead)), lead)


def _announces(text: str, start: int, end: int) -> bool:
    return text[start:end].rstrip().endswith(_COLONS)


def _marked(text: str, start: int, end: int) -> Iterator[Enumeration]:
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    following = end
    if _announces(text, start, end):
        following += len(text[end:last]) - len(text[end:last].lstrip()) + 1
    for pattern in _MARKS:
        for run in _rising(list(pattern.finditer(text, first, last))):
            if any(start <= mark.start() < following for mark in run):
                yield enumeration(text, list(_items(text, run)), run[0].start())


def _parted(text: str, start: int, end: int) -> Iterator[Enumeration]:
    """Yield what stands behind a colon in one sentence, parted by semicolons."""
    for match in _BEHIND_COLON.finditer(text, start, end):
        bounds = [
            match.start(1),
            *(match.start(1) + at + 1 for at in _places(match[1])),
            match.end(1) + 1,
        ]
        items = [stripped(text, first, last - 1) for first, last in pairwise(bounds)]
        if not any(pattern.match(items[0].of(text)) for pattern in _MARKS):
            yield enumeration(text, items, match.start(1))


def _places(printed: str) -> list[int]:
    return [at for at, mark in enumerate(printed) if mark == "；"]


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
    return _CIRCLED.index(mark[1]) + 1 if mark[1] in _CIRCLED else number(mark[1])


def _items(text: str, run: Sequence[re.Match[str]]) -> Iterator[TextRange]:
    """Yield what follows each mark: its first sentence, at most up to the next mark."""
    for mark, following in pairwise(run):
        yield _up_to(text, mark.end(), following.start(), _ITEM_END)
    if run:
        yield _up_to(text, run[-1].end(), len(text), _LAST_END)


def _up_to(text: str, start: int, end: int, stop: re.Pattern[str]) -> TextRange:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    match = stop.search(text, start, end)
    return stripped(text, start, match.start() if match else end)


def _lines(text: str, start: int) -> Iterator[TextRange]:
    """Yield the lines after a colon, up to one that is no item.

    A line that ends in a full stop closes a list whose other items end in semicolons; else it is
    no part of it.
    """
    before = ""
    for line in re.compile(r"[^\n]+").finditer(text, start):
        printed = line[0].strip()
        if not _is_item_line(printed, before):
            return
        yield stripped(text, line.start(), line.end())
        if printed.endswith("。"):
            return
        before = printed


def _is_item_line(printed: str, before: str) -> bool:
    """Say whether a line goes on with a list of lines, the last of which is `before`."""
    if EDGE in printed:
        return False  # A table is read by its columns (`bot/lists/columns.py`).
    if printed.endswith(_COLONS) or any(pattern.match(printed) for pattern in _MARKS):
        return False
    if printed.endswith("。") and not before.endswith(_SEMICOLONS):
        return False
    parted = printed.endswith(_SEMICOLONS) or before.endswith(_SEMICOLONS)
    return parted or len(printed) <= _LONGEST_LINE
