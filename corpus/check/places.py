"""Where on its page each part of an article stands.

An article has lost the page's marks, tags, blank lines and column ends. Both are therefore compared
without white space and marks, with the places of what is left kept (`bare`, `bare_page`), stretch
by stretch: the longest piece that stands on the page as it stands in the article is placed, then
what follows it, from where the last one ended. What is not there word for word stays unplaced;
nothing is guessed, and the share of what was placed is told. Next: `corpus/check/run.py` draws the
stretches.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from corpus.article import Article
from corpus.check.findings import PrintedPart, Stretch
from corpus.page import byline
from corpus.page.lines import COMMENT, ENTITY, LINE_TAG, LINK, OTHER_TAG, PARAGRAPH_TAG, STRONG_TAG

# All but white space, signs that Markdown may have used up, and what `markup.clean` takes out.
WORDS = re.compile(
    r"[^\s#*_`>|\\\-=~+\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
HEADING_SIDE = re.compile(r"</?h[1-6]\b[^<>]*>", re.IGNORECASE)
NOT_TEXT = (COMMENT, HEADING_SIDE, STRONG_TAG, LINE_TAG, PARAGRAPH_TAG, OTHER_TAG)
# Takes the place of what is left out; `WORDS` does not find it.
HIDDEN = "\x00"

# Characters. A piece is looked for by so many: two stretches of news as long are hardly ever equal.
SEED = 12
# Characters. A caption that cut a sentence stands that near; a whole page has about 8,000.
REACH = 20_000
# Characters. A shorter remainder may stand anywhere, so it is looked for only where it should be.
TELLING, NEAR = 4, 400
# Characters of a file. A longer one (a yearbook, a broken export) is checked but not placed.
LONGEST_PLACED = 1_000_000
# Places already taken that are passed over before a piece is given up.
MOST_TAKEN = 8


@dataclass(frozen=True, slots=True)
class TextWithoutMarks:
    """A text without white space and marks.

    Attributes:
        text: What is left.
        places: Of each character left, where it stood.
    """

    text: str
    places: list[int]


def without_marks(text: str) -> TextWithoutMarks:
    """Return an article's text without white space and marks.

    >>> without_marks("王 伟")
    TextWithoutMarks(text='王伟', places=[0, 2])
    """
    kept: list[str] = []
    places: list[int] = []
    for run in WORDS.finditer(text):
        kept.append(run[0])
        places += range(run.start(), run.end())
    return TextWithoutMarks("".join(kept), places)


def bare_page(text: str) -> TextWithoutMarks:
    """Return a page's text without white space, marks, tags and addresses of links.

    >>> bare_page("## **工** 会&amp;").text
    '工会&'
    """
    if "<" in text:
        for pattern in NOT_TEXT:
            text = pattern.sub(lambda tag: HIDDEN * len(tag[0]), text)
    text = LINK.sub(_words_of_link, text)
    return without_marks(ENTITY.sub(_meant, text) if "&" in text else text)


def _words_of_link(link: re.Match[str]) -> str:
    before, after = link.start(1) - link.start(), link.end() - link.end(1)
    return HIDDEN * before + link[1] + HIDDEN * after


def _meant(entity: re.Match[str]) -> str:
    """Return what an entity stands for, as long as the entity is."""
    meant = html.unescape(entity[0])
    return meant + HIDDEN * (len(entity[0]) - len(meant))


def parts(text: str) -> Iterator[tuple[int, int, PrintedPart]]:
    """Yield the ranges of an article's text and what each is: byline, caption or body.

    >>> list(parts("本报讯（记者 张晶）近日，名单发布。"))
    [(0, 10, 'byline'), (10, 18, 'body')]
    """
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if byline.is_byline(line):
            yield start, end, "byline"
        elif byline.is_caption(line):
            yield start, end, "caption"
        else:
            signed = byline.OPENING_BRACKET.match(line) if byline.opens(line) else None
            middle = start + (signed.end() if signed else 0)
            if start < middle:
                yield start, middle, "byline"
            if middle < end:
                yield middle, end, "body"
        start = end + 1


@dataclass(slots=True)
class Board:
    """A page on which articles are placed, and who stands where.

    Attributes:
        page: Its text, bare.
        owners: Of each bare character, article and role; None where nothing was placed.
        cursor: Where the next piece is expected.
    """

    page: TextWithoutMarks
    owners: list[tuple[int, PrintedPart] | None] = field(default_factory=list)
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """A half-open range of a page that belongs to no article, and how many characters it holds."""

    start: int
    end: int
    characters: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the articles of a page stand.

    Attributes:
        stretches: Sorted, without overlap.
        texts: For each article and each character of its text, where that stands; -1 for nowhere.
        heads: For each article, where its headline begins; -1 for nowhere.
        characters: Of all texts, those compared.
        found: How many of them were placed.
        left: What belongs to no article.
    """

    stretches: tuple[Stretch, ...]
    texts: tuple[list[int], ...]
    heads: tuple[int, ...]
    characters: int = 0
    found: int = 0
    left: tuple[Left, ...] = ()


def place(text: str, articles: Sequence[Article], marked: bool = True) -> Placed:
    """Find every article of a page in the page's text.

    `## 慰问`, a blank line, `新年到。` -> a headline at 3 to 5, a body at 7 to 11. Of a text
    that is not `marked`, tags and links are words like any others.
    """
    if len(text) > LONGEST_PLACED:
        return Placed((), tuple([-1] * len(one.text) for one in articles), (-1,) * len(articles))
    page = bare_page(text) if marked else without_marks(text)
    board = Board(page, [None] * len(page.text))
    heads, texts, characters, found = [], [], 0, 0
    over = ""
    for number, article in enumerate(articles):
        heads.append(_place_head(board, number, article, article.section != over))
        over = article.section
        places = [-1] * len(article.text)
        count, hits = _place_text(board, number, article, places)
        texts.append(places)
        characters += count
        found += hits
    stretches = tuple(_stretches(board, text))
    return Placed(stretches, tuple(texts), tuple(heads), characters, found, tuple(_left(board)))


def _place_head(board: Board, number: int, article: Article, under_banner: bool) -> int:
    """Place what stands over a report; return where its headline begins, -1 for nowhere."""
    spots = _whole(board, article.title, (number, "headline"))
    after = board.cursor
    if spots:
        board.cursor = spots.start
    _above(board, [article.kicker], (number, "kicker"))
    if under_banner:
        _above(board, article.section.split(), (number, "banner"))
    board.cursor = after
    _walk(board, without_marks(article.subtitle).text, (number, "subtitle"))
    return board.page.places[spots.start] if spots else -1


def _whole(board: Board, title: str, owner: tuple[int, PrintedPart]) -> range:
    """Place a headline, or as many of its last words as stand together.

    A chapter is named with its law, whose name is printed once: `工会法 第一章 总则`.
    """
    words = title.split()
    for first in range(len(words)):
        piece = without_marks("".join(words[first:])).text
        spot = _find(board, piece) if piece else -1
        if spot >= 0:
            board.cursor = spot
            _above(board, words[:first], owner)
            return _take(board, spot, len(piece), owner)
    return range(0)


def _above(board: Board, lines: Sequence[str], owner: tuple[int, PrintedPart]) -> None:
    """Place lines above the cursor, the last first, and leave the cursor over them."""
    for line in reversed(lines):
        piece = without_marks(line).text
        spot = _free_behind(board, piece, 0) if piece else -1
        if spot >= 0:
            board.cursor = _take(board, spot, len(piece), owner).start


def _take(board: Board, spot: int, length: int, owner: tuple[int, PrintedPart]) -> range:
    board.owners[spot : spot + length] = [owner] * length
    board.cursor = spot + length
    return range(spot, spot + length)


def _place_text(board: Board, number: int, article: Article, places: list[int]) -> tuple[int, int]:
    """Fill in where each character stands; return how many were compared and how many placed."""
    count = found = 0
    if without_marks(article.text).text == without_marks(article.title).text:
        return 0, 0
    for start, end, role in parts(article.text):
        piece = without_marks(article.text[start:end])
        spots = _walk(board, piece.text, (number, role))
        for at, spot in zip(piece.places, spots, strict=True):
            if spot >= 0:
                places[start + at] = board.page.places[spot]
                found += 1
        count += len(spots)
    return count, found


def _walk(board: Board, piece: str, owner: tuple[int, PrintedPart]) -> list[int]:
    """Place a piece stretch by stretch; return the place of each of its characters, or -1."""
    spots = [-1] * len(piece)
    at = 0
    while at < len(piece):
        seed = piece[at : at + SEED]
        known = len(seed) == SEED or at == 0 or spots[at - 1] >= 0
        spot = _find(board, seed) if known else -1
        if spot < 0:
            at += 1
            continue
        length = _length(board, spot, piece, at)
        spots[at : at + length] = _take(board, spot, length, owner)
        at += length
    return spots


def _length(board: Board, spot: int, piece: str, at: int) -> int:
    """Return how many characters of a piece, from `at` on, stand at a spot that is free."""
    text, owners = board.page.text, board.owners
    rest = len(piece) - at
    if text.startswith(piece[at:], spot) and not any(owners[spot : spot + rest]):
        return rest
    pairs = zip(text[spot : spot + rest], piece[at:], strict=False)
    same = (ours == theirs and not owners[spot + n] for n, (ours, theirs) in enumerate(pairs))
    return sum(takewhile(bool, same))


def _find(board: Board, seed: str) -> int:
    """Return the nearest free place of a few characters, -1 if there is none."""
    text, cursor = board.page.text, board.cursor
    if text.startswith(seed, cursor) and board.owners[cursor] is None:
        return cursor
    reach = REACH if len(seed) >= TELLING else NEAR
    ahead = _free(board, seed, cursor, min(cursor + reach, len(text)))
    behind = _free_behind(board, seed, max(0, cursor - reach))
    if ahead < 0 and behind < 0:
        return cursor if _length(board, cursor, seed, 0) >= TELLING else -1
    if ahead < 0 or behind < 0:
        return max(ahead, behind)
    return ahead if ahead - cursor <= cursor - behind else behind


def _free(board: Board, seed: str, start: int, end: int) -> int:
    for _ in range(MOST_TAKEN):
        start = board.page.text.find(seed, start, end)
        if start < 0 or board.owners[start] is None:
            return start
        start += 1
    return -1


def _free_behind(board: Board, seed: str, start: int) -> int:
    end = board.cursor
    for _ in range(MOST_TAKEN):
        spot = board.page.text.rfind(seed, start, end)
        if spot < 0 or board.owners[spot] is None:
            return spot
        end = spot + len(seed) - 1
    return -1


def _stretches(board: Board, text: str) -> Iterator[Stretch]:
    """Yield runs of one owner; white space and marks within a line belong to the run."""
    places = board.page.places
    for owner, group in groupby(range(len(places)), lambda spot: board.owners[spot]):
        if owner is None:
            continue
        start = end = -1
        for spot in group:
            if end >= 0 and not _is_filling(text[end : places[spot]]):
                yield Stretch(start, end, *owner)
                end = -1
            start = places[spot] if end < 0 else start
            end = places[spot] + 1
        yield Stretch(start, end, *owner)


def _is_filling(between: str) -> bool:
    return "\n" not in between and not WORDS.search(between)


def _left(board: Board) -> Iterator[Left]:
    places = board.page.places
    for owned, group in groupby(range(len(places)), lambda spot: board.owners[spot] is not None):
        if not owned:
            spots = list(group)
            yield Left(places[spots[0]], places[spots[-1]] + 1, len(spots))
