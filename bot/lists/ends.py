"""The ends of a printed list, learnt from its middle.

In “全国总工会表彰了甲驿站、乙驿站和丙驿站等3家驿站” only 乙驿站 stands between two marks. How the
first item begins and the last one ends is read off the others: their length, how they begin and
end, what kind of word stands before and after. No list of lead-in phrases: verbs and prepositions
are told by jieba's tags. An end can only be at a boundary between words, so those come first.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bot.lists.counts import number
from bot.question.tags import tagged
from corpus.brackets import CLOSING, OPENING
from corpus.passages import TextRange

_LEADING = frozenset("是为有了过着即如由在对向将把从给等含和于但而且并") | {"的是"}
_FOLLOWING = frozenset("的被共均都等")

# How much each sign counts against the logarithm of how much longer or shorter than the others an
# item would be.
UNCUT = 1.0
AT_VERB = 0.8
AT_LAST_WORD = 0.2
IN_NOUN = -0.7
IN_NAME = -2.0
_ALIKE = 1.0
SAME_KIND = 0.4
SAME_CHARACTER = 1.0
VERB_INSIDE = -0.5
_JOIN = ("以及", "和", "与", "及", "或", "或者", "还有")
_NEVER_FIRST = ("了", "着", "过", "的", "地", "得", "等", "之")
_NEVER_LAST = ("p", "d", "c", "zg", "ul", "uz", "ug")
_DONE = ("了", "过", "着")
_ETC = ("等", "等等", "等等等", "等人", "等地")
_EDGE = " \t\n\r\u3000，,；;：:。、！？!?"
_WRAPPED = {"“": "”", "「": "」", "‘": "’", '"': '"'}
BRACKETED = re.compile(rf"[{re.escape(OPENING)}].{{0,200}}?[{re.escape(CLOSING)}]")
_AGREEING = re.compile(
    r"(?<=.)(?:共计?|这)?(?<![第\d一二三四五六七八九十])(\d{1,3}|[二两三四五六七八九十]{1,3})"
    r"(?=[个家名人项种类型条所座支部位幅件大方省市县区国州地])(?!个(?:半|工作|小)?[月日时])"
)
_COUNT = re.compile(
    r"(?<=.)(?:共计?|这)?(?<![第\d一二三四五六七八九十])(?:\d{1,3}|[二两三四五六七八九十]{1,3})"
    r"(?!个(?:半|工作|小)?[月日时])[个家名人项种类型条所座支部位幅件大方](?!.*\d)"
)


@dataclass(frozen=True, slots=True)
class WordBoundary:
    """A boundary between two words outside brackets: its offset, and both words with their tags."""

    at: int
    before: tuple[str, str]
    after: tuple[str, str]


def word_boundaries(printed: str) -> list[WordBoundary]:
    """Return the boundaries between words outside brackets, both ends too."""
    found, at, depth = [], 0, 0
    before = ("", "")
    for word, tag in plain_words(printed):
        if depth == 0:
            found.append(WordBoundary(at, before, (word, tag)))
        depth += sum(mark in OPENING for mark in word) - sum(mark in CLOSING for mark in word)
        depth = max(0, depth)
        at += len(word)
        before = (word, tag)
    return [*found, WordBoundary(len(printed), before, ("", ""))]


def plain_words(printed: str) -> list[tuple[str, str]]:
    """Return words with tags, unguessed: a guessed name may swallow the verb before it (出鲁谷)."""
    return tagged(printed, guess=False)


def may_precede_list(word: tuple[str, str]) -> bool:
    """Say whether a list may begin after this word: a verb, a preposition, 了, 有, 但."""
    return word[0] in _LEADING or word[1] in ("v", "p", "ul", "ug", "uz") or word[0][-1:] in "：:"


def may_follow_list(word: tuple[str, str]) -> bool:
    """Say whether a list may have ended before this word."""
    return word[1] == "v" or word[1][:1] in ("p", "d", "m", "u", "f", "t") or word[0] in _FOLLOWING


def has_verb(printed: str) -> bool:
    """Say whether a word that leads up to something stands behind the first one."""
    return any(may_precede_list(word) for word in plain_words(printed)[1:])


def first_word_kind(printed: str) -> str:
    """Return the kind of the first word, the first letter of its tag; "" for an empty text."""
    first = plain_words(printed)
    return first[0][1][:1] if first else ""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two pauses: `text[start:end]`, in code points of the whole text."""

    text: str
    start: int
    end: int

    @property
    def printed(self) -> str:
        """Its characters."""
        return self.text[self.start : self.end]


def trimmed(parts: Sequence[Part], split: bool) -> list[TextRange]:
    """Return the items of a list from its parts; `split` cuts the last part at its “和”.

    >>> text = "有毛巾、肥皂和牙刷等"
    >>> [item.of(text) for item in trimmed([Part(text, 0, 3), Part(text, 4, 10)], True)]
    ['毛巾', '肥皂', '牙刷']
    """
    text, last = parts[0].text, _ended(parts[-1], parts[:-1])
    ends_here = last.end < parts[-1].end
    rest = [*parts[1:-1], *(_split(last, parts[:-1]) if split else [last])]
    between = [part.printed for part in rest[:-1]]
    first = _begun(parts[0], between or [rest[-1].printed])
    if not ends_here:
        rest[-1] = _stopped(rest[-1], between or [first.printed], first.printed)
    return [cleaned(text, part.start, part.end) for part in (first, *rest)]


def cleaned(text: str, start: int, end: int) -> TextRange:
    """Return the range without punctuation, a joining word or quotation marks around it."""
    bare = stripped(text, start, end)
    start, end = bare.start, bare.end
    first = plain_words(text[start:end])[:1]
    if first and first[0][0] in _JOIN and end - start > len(first[0][0]) + 1:
        start += len(first[0][0])
    while start < end and text[end - 1] in "和及与":
        end -= 1
    return stripped(text, start, end)


def stripped(text: str, start: int, end: int) -> TextRange:
    """Return the range without punctuation or quotation marks around it."""
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    inside = text[start + 1 : end - 1]
    wrapped = inside and _WRAPPED.get(text[start]) == text[end - 1]
    if wrapped and text[end - 1] not in inside:
        return TextRange(start + 1, end - 1)
    return TextRange(start, end)


def _begun(first: Part, others: Sequence[str]) -> Part:
    """Return the first part without the words that lead up to the list."""
    printed = first.printed
    size = median(_length(other) for other in others)
    kind = _majority([first_word_kind(other) for other in others])
    calm = not any(has_verb(other) for other in others)

    def value(cut: WordBoundary) -> float:
        rest = printed[cut.at :]
        worth = -abs(math.log(_length(rest) / size))
        worth += SAME_KIND * (cut.after[1][:1] == kind) + VERB_INSIDE * (calm and has_verb(rest))
        worth += _ALIKE * _alike(rest, others)
        if cut.after[0] in _NEVER_FIRST:
            return -math.inf
        if cut.at == 0:
            return worth + UNCUT * (not may_precede_list(cut.after) or cut.after[1][:1] == kind)
        if cut.before[1][:2] == "nr" and len(cut.before[0]) == 1:
            return worth + IN_NAME
        return worth + (AT_VERB if may_precede_list(cut.before) else IN_NOUN)

    best = max(word_boundaries(printed)[:-1], key=value)
    return Part(first.text, first.start + best.at, first.end)


def _stopped(last: Part, others: Sequence[str], first: str) -> Part:
    """Return the last part without the words that follow the list."""
    printed = last.printed
    size = median(_length(other) for other in others)
    tail = _common_tail([first, *others[-2:]])[-2:]
    calm = not any(_acts(other) for other in others)
    names = all(tagged(other)[-1][1][:2] in ("nr", "ns") for other in others if other)
    owned = any("的" in _flat_text(other) for other in others)

    def value(cut: WordBoundary) -> float:
        item = printed[: cut.at]
        worth = -abs(math.log(_length(item) / size))
        worth += _ALIKE * (bool(tail) and item.endswith(tail))
        worth += VERB_INSIDE * (calm and _acts(item))
        if cut.at == len(printed):
            return worth + UNCUT
        if (cut.after[0] == "的" and owned) or cut.before[1] in _NEVER_LAST:
            return -math.inf
        if cut.after[1] == "v" and cut.at + len(cut.after[0]) == len(printed) and not names:
            return worth + AT_LAST_WORD
        return worth + (AT_VERB if may_follow_list(cut.after) else IN_NOUN)

    best = max(word_boundaries(printed)[1:], key=value)
    return Part(last.text, last.start, last.start + best.at)


def _acts(item: str) -> bool:
    """Say whether a done deed stands in it: 印发了, 举行过."""
    return any(word in _DONE for word, _ in plain_words(_flat_text(item))[1:])


def _ended(last: Part, earlier: Sequence[Part]) -> Part:
    """Return the last part up to its “等” or its count (“四人”), if it has one.

    Where the others are counted as well (“站点5个、驿站6家”), a count is part of the item.
    """
    for cut in word_boundaries(last.printed)[1:-1]:
        if cut.after[0] in _ETC:
            return Part(last.text, last.start, last.start + cut.at)
    if any(_COUNT.search(_flat(part)) for part in earlier):
        return last
    at = _count_at(_flat(last), len(earlier) + 1)
    return last if at is None else Part(last.text, last.start, last.start + at)


def _count_at(printed: str, found: int) -> int | None:
    """Return where the count of the items begins: the last count, or one of as many as found."""
    agreeing = (one for one in _AGREEING.finditer(printed) if number(one[1]) - found in (0, 1))
    count = next(agreeing, None) or _COUNT.search(printed)
    return count.start() if count else None


def ends_list(part: Part) -> bool:
    """Say whether a part holds the “等” that ends a list, behind a word and outside brackets."""
    return any(cut.after[0] in _ETC for cut in word_boundaries(part.printed)[1:-1])


def joins(part: Part) -> bool:
    """Say whether a joining word stands inside a part, outside brackets: 乙和丙."""
    return any(cut.after[0] in _JOIN for cut in word_boundaries(part.printed)[1:-1])


def _flat(part: Part) -> str:
    """Return the part with everything in brackets blanked out, at the same length."""
    return _flat_text(part.printed)


def _flat_text(printed: str) -> str:
    return BRACKETED.sub(lambda match: "\u3000" * len(match[0]), printed)


def _split(last: Part, earlier: Sequence[Part]) -> list[Part]:
    """Return the last part cut at its joining word, unless earlier items are joined by it, too.

    A 和 that is part of a name (和平站) joins nothing. Of several the one counts whose two pieces
    are most like the items before: 人和站和光明站 is 人和站 and 光明站.
    """
    joining = {cut.after[0] for part in earlier[1:] for cut in word_boundaries(part.printed)[1:-1]}
    halves = [
        (
            Part(last.text, last.start, last.start + cut.at),
            Part(last.text, last.start + cut.at + len(cut.after[0]), last.end),
        )
        for cut in word_boundaries(last.printed)[1:-1]
        if cut.after[0] in _JOIN
        and cut.after[0] not in joining
        and cut.at + len(cut.after[0]) < len(last.printed)
    ]
    others = [part.printed for part in earlier]
    best = max(halves, key=lambda two: _fits(two, others), default=None)
    return [last] if best is None else list(best)


def _fits(two: Sequence[Part], others: Sequence[str]) -> float:
    """Return how like the items before two pieces are: as long, and with the same last character.

    How the first item begins and the last one ends is not known, so they count by the latter only.
    """
    size = _length(others[-1]) if len(others) > 1 else _length(two[0].printed)
    first = -abs(math.log(_length(two[0].printed) / size))
    ends = sum(two[0].printed[-1:] == other[-1:] for other in others) / len(others)
    return first + SAME_CHARACTER * ends


def _length(printed: str) -> int:
    """Return how many characters stand outside brackets, at least 1."""
    return max(1, len(BRACKETED.sub("", printed)))


def _majority(kinds: Sequence[str]) -> str:
    return Counter(kinds).most_common(1)[0][0] if kinds else ""


def _alike(item: str, others: Sequence[str]) -> bool:
    """Say whether an item begins as all the others do: in a bracket, or in the same characters."""
    if item[:1] in OPENING:
        return all(other[:1] == item[:1] for other in others)
    return len(others) > 1 and all(other[:2] == item[:2] for other in others)


def _common_tail(items: Sequence[str]) -> str:
    """Return the longest ending that all the items share, "" if they are fewer than two."""
    if len(set(items)) < 2:
        return ""
    tail = items[0]
    while tail and not all(item.endswith(tail) for item in items):
        tail = tail[1:]
    tail = re.sub(r"^[”’」』》）)]+", "", tail)
    return tail
