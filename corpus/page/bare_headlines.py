"""Headlines without Markdown: found by the bylines around them, and marked.

A scanned page or a plain text file may print its headlines as bare or bold lines. A report that
begins with a byline has its headline right above it; a photo story signed at its end has one at its
start. Next: `corpus/page/headlines.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.page import byline
from corpus.page.headlines import is_masthead
from corpus.page.lines import PageLine
from corpus.page.punctuation import headline_like, is_closed, is_item, stands_alone, torn

# Level given to a headline without a Markdown mark: deeper than any mark.
UNMARKED = 7
# Lines above a byline: banner, two of a kicker, headline, subtitle.
LONGEST_RUN = 5

PHOTOGRAPHER_ONLY = re.compile(r"(?:摄|供图)[）)]?[。]?$")


def mark_headlines(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines with a level for those headlines that had none.

    `石景山建设站点`, `本报讯（记者 张晶）…` -> the first line gets level 7.
    """
    marked = any(line.level for line in lines)
    found = set(_above_openings(lines, marked))
    if not marked:
        found |= set(_above_closings(lines))
        found = found or set(_bold(lines)) or set(_first(lines))
    return [
        replace(line, level=UNMARKED, bold=False) if number in found else line
        for number, line in enumerate(lines)
    ]


def _above_openings(lines: Sequence[PageLine], marked: bool) -> Iterator[int]:
    for number, line in enumerate(lines):
        if not _opens_report(lines, number) or (marked and byline.is_byline(line.text)):
            continue
        run = _run_above(lines, number)
        if run and not (run[0] and lines[run[0] - 1].level):
            yield _headline_of(lines, run)


def _opens_report(lines: Sequence[PageLine], number: int) -> bool:
    text = lines[number].text
    if lines[number].level or not byline.opens(text):
        return False
    last = number + 1 == len(lines)
    return not byline.is_byline(text) or not (last or headline_like(lines[number + 1]))


def _run_above(lines: Sequence[PageLine], number: int) -> range:
    start = number
    while start and number - start < LONGEST_RUN and _is_free(lines[start - 1]):
        start -= 1
    return range(start, number)


def _is_free(line: PageLine) -> bool:
    return not line.level and headline_like(line) and not is_masthead(line.text)


def _headline_of(lines: Sequence[PageLine], run: range) -> int:
    """Choose the headline of a run: its bold line, else the last but one, above a subtitle."""
    bold = [number for number in run if lines[number].bold]
    if bold and len(bold) < len(run):
        return bold[-1]
    return run[-2] if len(run) > 1 else run[0]


def _above_closings(lines: Sequence[PageLine]) -> Iterator[int]:
    """Find the headline of each story that is signed at its end only."""
    before = -1
    for number, line in enumerate(lines):
        if _opens_report(lines, number):
            before = number
        elif byline.closes(line.text) and not PHOTOGRAPHER_ONLY.search(line.text):
            starts = [n for n in range(before + 1, number) if _starts_story(lines, n)]
            if starts and (before >= 0 or starts[-1] == 0):
                yield _headline_of(lines, _run_above(lines, starts[-1] + 1))
            before = number


def _starts_story(lines: Sequence[PageLine], number: int) -> bool:
    """Say whether a line is the last of a headline: bare, below a whole line, above prose."""
    if not _is_free(lines[number]) or number + 1 >= len(lines) or _is_free(lines[number + 1]):
        return False
    above = lines[_run_above(lines, number + 1)[0] - 1] if number else None
    whole = above is None or is_closed(above.text) or stands_alone(above.text)
    return whole and not torn(lines[number].text, lines[number + 1].text)


def _bold(lines: Sequence[PageLine]) -> Iterator[int]:
    for number, line in enumerate(lines):
        if line.bold and headline_like(line) and not is_item(line.text):
            yield number


def _first(lines: Sequence[PageLine]) -> Iterator[int]:
    if len(lines) > 1 and headline_like(lines[0]) and not torn(lines[0].text, lines[1].text):
        yield 0
