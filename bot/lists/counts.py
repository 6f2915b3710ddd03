"""A list as it was found, and how many things the print says there are.

The count stands behind the items (“等6家”) or before them (“共有6个站点，分别是”). Next:
`bot/lists/enumerations.py` and `bot/lists/marked_lists.py` find the items.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.brackets import CLOSING
from corpus.passages import TextRange

# Counts of things in a sentence of print; more is a sum of something else.
LARGEST_COUNT = 300
# Characters before the first item in which its count may be announced.
_LEAD = 40

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "〇": 0,
}
_CLOSED = f"[{re.escape(CLOSING)}]{{0,9}}"
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
# Behind a number that counts time or a share, and no things: 三个月, 5%.
_NO_THINGS = r"[年月日时点分%％\d.]|个(?:半|工作|小)?[月日时]"
_COUNTED = rf"(?<![第\d.一二两三四五六七八九十百])({_NUMBER})(?!{_NO_THINGS})(?:余|多)?(?=[一-鿿])"
_AFTER = re.compile(rf"{_CLOSED}(?:等(?:共|共计)?|共|共计|这|，共|（共)?{_COUNTED}")
_BEFORE = re.compile(rf"{_COUNTED}[^，。；]{{1,14}}?(?:[：:]|[，,]?分别|包括|即|——|是|有)")
_ENDS = re.compile(rf"{_COUNTED}[^，。；]{{1,14}}$")
_RIGHT_BEFORE = re.compile(
    rf"{_COUNTED}[^，。；]{{1,14}}(?:[：:]|——|[，,]?(?:分别|依次)(?:是|为)?[：:]?)$"
)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list as printed.

    Attributes:
        items: Where each item stands, in order, in code points of the whole text.
        stated_count: How many the text says there are; None if it does not say.
    """

    items: tuple[TextRange, ...]
    stated_count: int | None


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


def enumeration(text: str, items: Sequence[TextRange], lead_end: int | None = None) -> Enumeration:
    """Return the items with the count that is printed around them.

    `lead_end` is where the words before them end, by default where the first item begins.
    """
    kept = tuple(item for item in items if item.start < item.end)
    if not kept:
        return Enumeration((), None)
    end = kept[0].start if lead_end is None else lead_end
    before = text[max(0, end - _LEAD) : end]
    stated_count = _summed_up(text, kept) or _announced(before, len(kept))
    if stated_count is None and lead_end is not None:
        stated_count = _line_above(before)
    # A smaller count is one of something else, as “两区” in 东山、南里两区的甲站、乙站、丙站.
    return Enumeration(kept, stated_count if stated_count and stated_count >= len(kept) else None)


def _summed_up(text: str, items: Sequence[TextRange]) -> int | None:
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


def _line_above(before: str) -> int | None:
    """Return the count at the end of the sentence before a series ("做好三件事。一是…")."""
    lead = re.split(r"[。！？\n]", before.rstrip("。：: \u3000\n"))[-1]
    match = _ENDS.search(lead)
    return _plausible(number(match[1])) if match else None


def _plausible(count: int) -> int | None:
    return count if 2 <= count <= LARGEST_COUNT else None
