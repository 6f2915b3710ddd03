"""Articles that jump to another page are made whole: （下转第3版）… （上接第1版）.

Where several leave for the same page, the headline decides, which may be repeated there in other
words; then whether the words fit; then the order of print. What has no other half in the file stays
as it was printed, an article of its own. Next: `corpus/formats/pdf/markdown.py` writes them down.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from corpus.formats.pdf.layout.blocks import COMES, LEAVES, LONGEST_NOTE, PdfStory, TextBlock
from corpus.page.punctuation import NUMERAL, is_closed, torn

# Share of the shorter headline's characters that the other has as well, to be of one article.
SAME_WORDS = 0.5
# A cut sentence wants one that goes on; a torn word, more so.
FITS, TORN = 0.3, 0.2
# In sizes of the letter: how short the last line of a paragraph is set, and how far the first in.
SHORT, INDENT = 4.0, 2.0


@dataclass(frozen=True, slots=True)
class _Half:
    """An article that leaves a page, or comes from one.

    Attributes:
        page: Where it stands.
        other: The page that it names.
        place: Its number on its page.
        story: It.
    """

    page: int
    other: int
    place: int
    story: PdfStory


def join_jumps(pages: Sequence[tuple[int, list[PdfStory]]]) -> list[list[PdfStory]]:
    """Return the articles of each page, those that were continued elsewhere made whole.

    Args:
        pages: The printed number and the articles of each.
    """
    pages = [
        (number, [part for story in stories for part in _apart(story)]) for number, stories in pages
    ]
    joined: set[int] = set()
    gone: set[int] = set()
    for first, second in _pairs(pages):
        if id(first.story) in joined or id(second.story) in gone:
            continue
        joined.add(id(first.story))
        gone.add(id(second.story))
        _join(first.story, second.story)
    return [[story for story in stories if id(story) not in gone] for _, stories in pages]


def _apart(story: PdfStory) -> Iterator[PdfStory]:
    """Part an article from what comes from another page below it, without a headline of its own."""
    places = [n for n, block in enumerate(story.blocks) if n and COMES.match(block.lines[0].text)]
    edges = [0, *places, len(story.blocks)]
    for start, end in pairwise(edges):
        if not start and end == len(story.blocks):
            yield story
        elif not start:
            yield replace(story, blocks=story.blocks[:end])
        else:
            yield PdfStory(None, story.blocks[start:end])


def _pairs(pages: Sequence[tuple[int, list[PdfStory]]]) -> list[tuple[_Half, _Half]]:
    """Return the halves that may belong together, those that fit best first."""
    leaving = [half for number, stories in pages for half in _halves(number, stories, LEAVES)]
    coming = [half for number, stories in pages for half in _halves(number, stories, COMES)]
    pairs = [(a, b) for a, b in product(leaving, coming) if _may_join(a, b)]
    return sorted(pairs, key=lambda pair: (-_fit(*pair), pair[0].place, pair[1].place))


def _halves(page: int, stories: Sequence[PdfStory], note: re.Pattern[str]) -> Iterator[_Half]:
    for place, story in enumerate(stories):
        if not story.blocks:
            continue
        text = story.blocks[0].lines[0].text if note is COMES else story.blocks[-1].text
        found = note.search(text if note is COMES else text[-LONGEST_NOTE:])
        if found:
            yield _Half(page, _number(found[1]), place, story)


def _number(printed: str) -> int:
    """Read a page's number: `3`, `A3`, `三`, `十二`.

    >>> _number("A3"), _number("三"), _number("十二")
    (3, 3, 12)
    """
    digits = re.sub(r"\D", "", printed)
    if digits:
        return int(digits)
    tens, _, ones = printed.rpartition("十")
    value = NUMERAL.find(ones) + 1 if ones else 0
    return value if "十" not in printed else 10 * (NUMERAL.find(tens) + 1 if tens else 1) + value


def _may_join(first: _Half, second: _Half) -> bool:
    return first.other == second.page and second.other == first.page


def _fit(first: _Half, second: _Half) -> float:
    """Weigh whether two halves are of one article: 0 and more."""
    score = 0.0
    if first.story.head and second.story.head:
        score = _likeness(_title(first.story), _title(second.story))
    last = LEAVES.sub("", first.story.blocks[-1].text)
    begun = COMES.sub("", second.story.blocks[0].text)
    if last and begun and not is_closed(last):
        score += FITS + (TORN if torn(last, begun) else 0.0)
    return score


def _title(story: PdfStory) -> str:
    head = story.head
    return "".join([*head.kicker, *head.title, *head.subtitle]) if head else ""


def _likeness(one: str, other: str) -> float:
    """Return 1 and more for headlines of one article, less than 0 for others."""
    shorter, longer = sorted((set(one), set(other)), key=len)
    share = len(shorter & longer) / max(1, len(shorter))
    return 1 + share if share >= SAME_WORDS else share - 1


def _join(first: PdfStory, second: PdfStory) -> None:
    """Put the second half behind the first, without the notes."""
    before, after = first.blocks[-1], second.blocks[0]
    _leave(before)
    whole = not before.lines or is_closed(before.lines[-1].text)
    _come(after, begins=whole)
    first.blocks = [block for block in (*first.blocks, *second.blocks) if block.lines]
    first.captions += second.captions


def _leave(block: TextBlock) -> None:
    """Take the note off the end of a block; it may have begun in the line before."""
    text = LEAVES.sub("", block.text)
    while block.lines and len(block.text) > len(text):
        last = block.lines.pop()
        kept = text[len(block.text) :].rstrip()
        if kept:
            short = SHORT * last.size if is_closed(kept) else 0.0
            area = replace(last.area, right=block.area.right - short)
            block.lines.append(replace(last, text=kept, area=area))
            return


def _come(block: TextBlock, begins: bool) -> None:
    """Take the note off the start of a block."""
    first = block.lines[0]
    text = COMES.sub("", first.text)
    indent = INDENT * first.size if begins else 0.0
    if text:
        area = replace(first.area, left=block.area.left + indent)
        block.lines[0] = replace(first, text=text, area=area)
    else:
        del block.lines[0]
