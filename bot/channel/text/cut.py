"""Where a long text may be cut: into messages, and into the pages of an opened article.

A cut falls after a paragraph, else a line, a sentence, a clause, a space; between two characters
only where nothing else is left, and even then not within what is drawn as one sign (🧑‍🔧, é, 🇨🇳).
Lengths are UTF-16 units, as Telegram counts; offsets are code points, as this project counts.
Next: `bot/channel/text/styled.py` cuts styled texts with it.
"""

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

FIRST_ASTRAL = 0x10000
JOINER = "\u200d"
# Signs drawn together with the one before: marks, and the skin tones of emoji.
_MARKS = {"Mn", "Mc", "Me"}
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)
# Code points that a cut goes back at most to spare one sign; the longest emoji has ten.
LONGEST_SIGN = 16

# Where a text is best cut, best first.
_BREAKS = (
    re.compile(r"\n{2,}"),
    re.compile(r"\n"),
    re.compile(r"[。！？；…][”’）》」』]*|[.!?;][\"')\]]*(?=\s)"),
    re.compile(r"[，、：]"),
    re.compile(r"\s+"),
)

Range = tuple[int, int]


def ranges(
    text: str,
    units: int,
    stop: Callable[[int], int] = lambda start: sys.maxsize,
    whole: Range = (0, 0),
) -> Iterator[Range]:
    """Yield the ranges of a text, each of at most `units` UTF-16 units (two at least).

    >>> list(ranges("One. Two! Three.", 13))
    [(0, 9), (9, 16)]

    No range that begins at `start` goes past `stop(start)`, and none cuts the range `whole` that
    begins before it: then it ends early.
    """
    at, start = units_before(text), 0
    while start < len(text):
        room = bisect_right(at, at[start] + units) - 1
        room = max(start + 1, min(room, stop(start)))
        end = room if room >= len(text) else _best_break(text, start, room)
        if start < whole[0] < end < whole[1]:
            end = whole[0]
        yield start, end
        start = end


def units_before(text: str) -> list[int]:
    """Return how many UTF-16 units stand before each character, and before the end."""
    return list(accumulate((1 + (ord(one) >= FIRST_ASTRAL) for one in text), initial=0))


def _best_break(text: str, start: int, room: int) -> int:
    """Return the last good place to cut in the later half of what fits, else its very end."""
    half = start + (room - start) // 2
    for kind in _BREAKS:
        ends = [match.end() for match in kind.finditer(text, half, room)]
        good = [end for end in ends if not _within_sign(text, end)]
        if good:
            return good[-1]
    return _before_sign(text, start, room)


def _before_sign(text: str, start: int, room: int) -> int:
    """Return the last place at or before `room` that is in no sign, if one is near."""
    for end in range(room, max(start, room - LONGEST_SIGN), -1):
        if not _within_sign(text, end):
            return end
    return room


def _within_sign(text: str, place: int) -> bool:
    """Say whether what stands before and after a place is drawn as one sign."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if JOINER in (before, after) or ord(after) in SKIN_TONES:
        return True
    if unicodedata.category(after) in _MARKS:
        return True
    return ord(after) in FLAG_LETTERS and _flag_letters(text, place) % 2 == 1


def _flag_letters(text: str, place: int) -> int:
    """Return how many letters of flags, which come in pairs, stand right before a place."""
    count = 0
    while count < place and ord(text[place - count - 1]) in FLAG_LETTERS:
        count += 1
    return count
