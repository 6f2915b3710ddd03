"""What looks wrong in one article, read from its words alone.

Every rule looks for a trace that a cut, a column or a scanner leaves behind and print does not: a
paragraph that ends in a comma, two marks in a row, a dateline inside a sentence. Next:
`corpus/check/across_files.py` compares articles and files with each other.
"""

import re
from collections.abc import Iterator

from corpus.article import Article
from corpus.check.findings import Flaw, FlawKind
from corpus.page import byline
from corpus.page.headlines import is_masthead
from corpus.page.lines import PageLine
from corpus.page.punctuation import (
    DANGLING_END,
    DAY,
    LABEL,
    TORN_START,
    headline_like,
    is_closed,
    is_item,
    stands_alone,
)

# Characters of a body, spaces not counted. See docs/editors.md for what they were measured on.
SHORTEST, SHORTEST_WHOLE, LONGEST = 30, 12, 6_000
# Characters. A bare line up to this may be a slogan, a verse or a name that wants no stop.
SHORTEST_PROSE = 25
# Characters. An item of a list that is longer is prose and ends as prose does.
LONGEST_ITEM = 60
# Characters of a headline with all its lines. The longest of 3,523 broadcast items had 114.
LONGEST_TITLE = 120
# Characters of a finding's words.
SHOWN = 24
# Two marks in a row that no sentence has.
DOUBLED = re.compile(r"[，、；：][，、；：。！？]|。[，、；：]|(?<!。)。。(?!。)")
# A report's opening behind words that are no sentence's end, and that do not tell of a source.
INNER_OPENING = re.compile(
    r"(?<=[^\s。！？!?…”’」』）)：:·据引自])(?:本[报刊]讯|" + byline.DATELINE + r"\s*[（(])"
)
# Characters. A quotation that is not closed so far on is not closed at all.
FAR = 3_000
# Brackets of either width close each other.
PAIRS = (("“", "”"), ("《", "》"), ("（", "）)"), ("「", "」"), ("『", "』"), ("【", "】]"))
# The end of a table's cell, of a link, of verse: nothing that a sentence must end with.
UNPROSAIC = re.compile(r" \| |https?:|www\.|\d{7}|[：:]$|[;；]$|——|-{2,}|[A-Za-z)）]$")


def flaws(article: Article) -> Iterator[Flaw]:
    """Yield what looks wrong in one article.

    `……共设5个站点，` as its last line -> `Flaw("broken off", …)`.
    """
    yield from _of_size(article)
    yield from _of_headline(article)
    if article.text != article.title:
        yield from _of_paragraphs(article.text)


def _of_size(article: Article) -> Iterator[Flaw]:
    length = len("".join(article.text.split()))
    lines = article.text.split("\n")
    whole = is_closed(article.text) or is_item(article.text)
    if article.text == article.title:
        yield Flaw("no text", words=_shown(article.title))
    elif all(map(byline.is_caption, lines)):
        yield Flaw("caption", 0, len(article.text), _shown(article.text))
    elif length < (SHORTEST_WHOLE if whole else SHORTEST):
        yield Flaw("short", 0, len(article.text), _shown(article.text))
    elif length > LONGEST:
        yield Flaw("long", words=_shown(article.title or article.text))


def _of_headline(article: Article) -> Iterator[Flaw]:
    title = article.title
    if not title:
        yield Flaw("no headline", words=_shown(article.text))
    elif byline.is_caption(title):
        yield Flaw("caption", words=_shown(title))
    elif _is_no_headline(title):
        yield Flaw("odd headline", words=_shown(title))


def _is_no_headline(title: str) -> bool:
    if is_masthead(title):
        return True
    if (
        len(title) > LONGEST_TITLE
        or byline.is_byline(title)
        or title.startswith(("本报讯", "本刊讯"))
    ):
        return True
    return title[-1] in "，、；。," or bool(TORN_START.match(title))


def _of_paragraphs(text: str) -> Iterator[Flaw]:
    for start, end in _spans(text):
        paragraph = text[start:end]
        if stands_alone(paragraph):
            continue
        if _breaks_off(paragraph):
            yield Flaw("broken off", max(start, end - SHOWN), end, paragraph[-SHOWN:])
        if TORN_START.match(paragraph) and paragraph[0] in "，。、；：！？）”’」』》%％":
            yield Flaw("broken off", start, min(end, start + SHOWN), paragraph[:SHOWN])
        for mark in DOUBLED.finditer(paragraph):
            yield _around("doubled mark", text, start + mark.start(), start + mark.end())
        for opening in INNER_OPENING.finditer(paragraph):
            yield _around("run together", text, start + opening.start(), start + opening.end())
        yield from _never_closed(text[start : end + FAR], end - start, start)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _breaks_off(paragraph: str) -> bool:
    """Say whether a paragraph is prose and its last sentence has no end."""
    if is_closed(paragraph) or byline.closes(paragraph):
        return False
    if DANGLING_END.search(paragraph) and not paragraph.endswith("—"):
        return True
    if len(paragraph) < SHORTEST_PROSE or _needs_no_end(paragraph):
        return False
    return not headline_like(PageLine(paragraph)) or "，" in paragraph


def _needs_no_end(paragraph: str) -> bool:
    """Say whether a paragraph is an item, a label or the like, which may end without a stop."""
    if is_item(paragraph) and (len(paragraph) < LONGEST_ITEM or DAY.match(paragraph)):
        return True
    return LABEL.match(paragraph) is not None or UNPROSAIC.search(paragraph) is not None


def _around(kind: FlawKind, text: str, start: int, end: int) -> Flaw:
    """Return a flaw with a few words on both sides of it, within its line."""
    left = max(start - SHOWN // 2, text.rfind("\n", 0, start) + 1)
    right = min(end + SHOWN // 2, (text.find("\n", end) + 1 or len(text) + 1) - 1)
    return Flaw(kind, left, right, text[left:right])


def _never_closed(rest: str, length: int, start: int) -> Iterator[Flaw]:
    """Find a bracket or quotation mark of a text's first `length` characters left open.

    A quotation of several paragraphs opens each, or is closed in a later one.
    """
    after = rest[length + 1 :].lstrip()
    for opening, closing in PAIRS:
        first = _left_open(rest[:length], opening, closing)
        if first is None or after.startswith(opening):
            continue
        if _left_open(rest, opening, closing) == first:
            end = min(length, first + SHOWN)
            yield Flaw("never closed", start + first, start + end, rest[first:end])


def _left_open(text: str, opening: str, closing: str) -> int | None:
    """Return where the outermost mark stands that nothing closes, None if all are closed."""
    depth, first = 0, 0
    for mark in re.finditer(f"[{opening}{re.escape(closing)}]", text) if opening in text else ():
        if mark[0] == opening:
            first = mark.start() if depth == 0 else first
            depth += 1
        elif depth:
            depth -= 1
    return first if depth else None


def _shown(text: str) -> str:
    return text.split("\n")[0]
