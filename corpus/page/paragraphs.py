"""Lines of one article -> its paragraphs, with what the columns of print cut apart joined again.

A column ends where the paper is full: in mid-sentence, in mid-word, in mid-number. What follows may
stand after blank lines or after a caption. A line that is no paragraph (a sub-heading, an item of a
list, a line of verse, a byline) is left alone. When in doubt, lines are joined: a sentence in two
pieces can no longer be quoted, while one that has a sub-heading before it still can.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.page import byline
from corpus.page.lines import PageLine
from corpus.page.punctuation import (
    DANGLING_END,
    LABEL,
    SENTENCE_START,
    TORN_START,
    headline_like,
    is_closed,
    is_item,
    stands_alone,
    torn,
)
from corpus.tables import EDGE

# A sub-heading is one short phrase; a paragraph's first comma comes after 12 characters on average.
LONGEST_SUBHEADING = 20
# Sub-headings of one article are printed to nearly the same length.
SUBHEADING_SPREAD = 5
# Verse and slogans: at least so many bare short lines in a row.
VERSE_LINES = 3
# Lines of prose wrapped by hand differ by at most this many full-width characters, and are longer
# than the shortest column of a newspaper.
WRAP_SLACK = 3
NARROWEST_WRAP = 10
# An indented line begins a paragraph unless what stands before is prose of this length, cut open.
PROSE = 40
# Characters of a paragraph that grows no further: every join looks at all of it. The longest of the
# 21,176 items of news has 1,978.
LONGEST_JOINED = 4_000
_SPACED = re.compile(r"[^\x00-\x7f]\s+[^\x00-\x7f]")


def paragraphs(lines: Sequence[PageLine]) -> list[str]:
    """Join the lines of an article to paragraphs; no character is lost.

    A caption that stands inside a paragraph comes after it, so that the sentence it cut is whole.
    """
    wrap = _wrap_width(lines)
    single = _subheadings(lines) | _verse(lines, wrap)
    done: list[str] = []
    aside: list[str] = []
    last: int | None = None
    for number, line in enumerate(lines):
        apart = number in single or last in single
        if last is not None and last not in single and _cuts_in(line, done[-1]):
            aside.append(line.text)
            continue
        if last is not None and not apart and _joins(done[-1], lines[last], line, wrap):
            done[-1] = glue(done[-1], line.text)
        else:
            done += [*aside, line.text]
            aside = []
        last = number
    return done + aside


def _cuts_in(line: PageLine, before: str) -> bool:
    """Say whether a line is a caption that stands in mid-sentence."""
    return _is_aside(line) and not is_closed(before)


def glue(before: str, after: str) -> str:
    """Join two pieces of one sentence: with nothing in Chinese, with a space between Latin words.

    >>> glue("累计服务5000", "万人次"), glue("the trade", "union")
    ('累计服务5000万人次', 'the trade union')
    """
    return before + (" " if _latin_seam(before, after) else "") + after


def _latin_seam(before: str, after: str) -> bool:
    left, right = before[-1], after[0]
    if not (left.isascii() and right.isascii() and right.isalnum()):
        return False
    if left.isdigit() and right.isdigit():
        return False
    if left.isalpha() and right.isalpha():
        return True
    tail = before[-12:]
    return tail.isascii() and " " in tail and left not in "-/(["


def _is_aside(line: PageLine) -> bool:
    return byline.is_caption(line.text) and not line.hard


def _joins(before: str, above: PageLine, line: PageLine, wrap: float | None) -> bool:
    if len(before) > LONGEST_JOINED or _stands_apart(above, line):
        return False
    if _is_wrapped(above, line, wrap) or _wants_more(before, line):
        return True
    if line.own or _is_whole(before) or stands_alone(line.text):
        return False
    return _continues(before, above, line)


def _stands_apart(above: PageLine, line: PageLine) -> bool:
    """Say whether a line is kept or bold, or the row of a table above goes on in no paragraph."""
    if line.hard or line.bold or above.bold:
        return True
    return EDGE in above.text and bool(line.gap or EDGE in line.text)


def _wants_more(before: str, line: PageLine) -> bool:
    """Say whether a bracket is open, a dateline has no report yet, or a line begins in mid-word."""
    if before.count("（") > before.count("）") or byline.is_dateline(before):
        return True
    return TORN_START.match(line.text) is not None and not is_item(line.text)


def _is_whole(text: str) -> bool:
    return is_closed(text) or stands_alone(text)


def _continues(before: str, above: PageLine, line: PageLine) -> bool:
    """Decide about two plain lines, the first of which has no stop at its end."""
    if is_item(line.text):
        return DANGLING_END.search(before) is not None
    if before[-1] in "：:":
        return line.text[0] in '“「『"'
    if LABEL.match(line.text) or LABEL.match(before):
        return False
    if torn(before, line.text):
        return True
    if is_item(before) and len(before) < LONGEST_SUBHEADING:
        return False
    return not line.indented or len(before) >= PROSE


def _is_wrapped(above: PageLine, line: PageLine, wrap: float | None) -> bool:
    if wrap is None or _starts_afresh(line):
        return False
    return _width(above.text) >= wrap - WRAP_SLACK and not stands_alone(above.text)


def _starts_afresh(line: PageLine) -> bool:
    return line.gap or line.own or line.indented or is_item(line.text)


def _wrap_width(lines: Sequence[PageLine]) -> float | None:
    """Return the width at which prose was wrapped by hand, None where a line is a paragraph."""
    widths = [
        _width(above.text)
        for above, line in pairwise(lines)
        if not (line.hard or _starts_afresh(line) or stands_alone(above.text))
    ]
    widest = max(widths, default=0.0)
    if len(widths) < 2 or widest < NARROWEST_WRAP:
        return None
    full = sum(width >= widest - WRAP_SLACK for width in widths)
    return widest if full >= 0.7 * len(widths) else None


def _width(text: str) -> float:
    """Count full-width characters; a Latin letter is half of one."""
    counted = Counter(character.isascii() for character in text)
    return counted[False] + counted[True] / 2


def _subheadings(lines: Sequence[PageLine]) -> set[int]:
    """Find lines inside the article that are sub-headings.

    One short line without a comma may as well be the start of a cut paragraph; two or more of
    nearly the same length are sub-headings.
    """
    bold = {number for number, line in enumerate(lines) if line.bold and headline_like(line)}
    weak = {number for number in range(1, len(lines) - 1) if _may_be_subheading(lines, number)}
    if _are_alike([lines[number].text for number in weak]):
        return bold | weak
    return bold | {number for number in weak if _SPACED.search(lines[number].text)}


def _are_alike(texts: Sequence[str]) -> bool:
    lengths = [len(text) for text in texts]
    return len(lengths) > 1 and max(lengths) - min(lengths) <= SUBHEADING_SPREAD


def _may_be_subheading(lines: Sequence[PageLine], number: int) -> bool:
    above, line, below = lines[number - 1 : number + 2]
    if not _is_bare(line) or len(line.text) < 4 or not (line.gap and below.gap):
        return False
    if SENTENCE_START.match(line.text):
        return False
    cut = torn(line.text, below.text) or stands_alone(below.text)
    return _is_whole(above.text) and not cut


def _verse(lines: Sequence[PageLine], wrap: float | None) -> set[int]:
    """Find runs of short bare lines, such as a poem or slogans without stops."""
    verse: set[int] = set()
    wrapped = [False, *(_is_wrapped(above, line, wrap) for above, line in pairwise(lines))]
    bare = [_is_bare(line) and not flag for line, flag in zip(lines, wrapped, strict=False)]
    for run in _runs(bare):
        pairs = [(lines[a].text, lines[b].text) for a, b in pairwise(run)]
        if len(run) >= VERSE_LINES and not any(torn(*pair) for pair in pairs):
            verse.update(run)
    return verse


def _is_bare(line: PageLine) -> bool:
    short = len(line.text) <= LONGEST_SUBHEADING
    return short and headline_like(line) and not re.search(r"[，,：:]", line.text)


def _runs(flags: Sequence[bool]) -> Iterator[range]:
    start = 0
    for number, flag in enumerate([*flags, False]):
        if not flag:
            if start < number:
                yield range(start, number)
            start = number + 1
