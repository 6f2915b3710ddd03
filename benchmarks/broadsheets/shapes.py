"""How a layout is set: the shapes that an article may have on a page.

A layout is a list of pieces, set one after the other at the place where the page is least full.
The pieces: `plain` has its headline over all its columns, `beside` over some of them with the
others running up beside it, `photo` has a picture between headline and report, `inset` one within
a column, `boxed` stands in a frame, `jump` is cut and ends elsewhere, after what was set meanwhile.
The layouts stand in `benchmarks/broadsheets/layouts.py`.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.broadsheets.press import MARGIN, Press, Style, captions_of
from corpus.article import Article
from corpus.load import load

SAMPLES = Path(__file__).parents[2] / "corpus/articles"
# Characters. Shorter reports are set in one column, whatever the layout says.
ONE_COLUMN = 150


@dataclass(frozen=True, slots=True)
class Piece:
    """One article's shape: how it is set, over how many columns, and how large its headline is."""

    kind: str
    columns: int
    head: float = 20.0
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A page: its name, how it is set, its pieces, and the order of the copy."""

    name: str
    style: Style
    pieces: tuple[Piece, ...]
    seed: int = 0
    masthead: bool = True


def set_page(layout: Layout) -> Press:
    """Set a layout with the bundled articles."""
    press = Press(layout.style)
    if layout.masthead:
        press.masthead("2022年7月14日　星期四　第3版　权益　　　工会周报")
    waiting: list[Callable[[], None]] = []
    for piece, article in zip(layout.pieces, copy(layout.seed), strict=False):
        column = free_place(press, piece)
        kind = piece if len(article.text) > ONE_COLUMN else Piece("plain", piece.columns)
        rest = KINDS[kind.kind](press, article, kind, column)
        if rest:
            waiting.append(rest)
    for rest in waiting:
        rest()
    return press


def copy(seed: int) -> Iterator[Article]:
    """Yield the bundled articles in an order of their own for each page."""
    articles = [article for article in load([SAMPLES]).articles if len(article.text) > 60]
    random.Random(seed).shuffle(articles)
    yield from articles


def free_place(press: Press, piece: Piece) -> int:
    """Return the first column of the place where the page is least full."""
    if piece.at is not None:
        return piece.at
    places = range(press.style.columns - piece.columns + 1)
    return min(places, key=lambda place: max(press.depth[place : place + piece.columns]))


Rest = Callable[[], None] | None


def plain(press: Press, article: Article, piece: Piece, column: int) -> Rest:
    """Set an article under a headline over all its columns."""
    top = press.head(article, column, piece.columns, piece.head)
    _flow(press, article, column, [top] * piece.columns)
    return _finish(press, article, column, piece.columns)


def beside(press: Press, article: Article, piece: Piece, column: int) -> Rest:
    """Set a headline over all columns but the last, which runs up beside it."""
    start = max(press.depth[column : column + piece.columns])
    last = column + piece.columns - 1
    if press.style.rules:
        press.rule(start - 3, last, 1)
    press.depth[column : last + 1] = [start] * piece.columns
    top = press.head(article, column, piece.columns - 1, piece.head)
    _flow(press, article, column, [top] * (piece.columns - 1) + [start + 4])
    return _finish(press, article, column, piece.columns)


def photo(press: Press, article: Article, piece: Piece, column: int) -> Rest:
    """Set a picture over all columns between headline and report."""
    top = press.head(article, column, piece.columns, piece.head)
    caption = next(iter(captions_of(article)), "图为活动现场。 李伟 摄")
    top = press.picture((press.left(column), top, press.span(piece.columns), 90), caption)
    _flow(press, article, column, [top] * piece.columns)
    press.note(article, [caption, *captions_of(article)[1:]])
    return None


def inset(press: Press, article: Article, piece: Piece, column: int) -> Rest:
    """Set a picture of one column at the top of the last column, below the headline."""
    top = press.head(article, column, piece.columns, piece.head)
    last = column + piece.columns - 1
    caption = next(iter(captions_of(article)), "图为活动现场。 李伟 摄")
    below = press.picture((press.left(last), top + 4, press.style.width, 60), caption)
    _flow(press, article, column, [top] * (piece.columns - 1) + [below])
    press.note(article, [caption, *captions_of(article)[1:]])
    return None


def boxed(press: Press, article: Article, piece: Piece, column: int) -> Rest:
    """Set an article in a frame, in columns of its own a little narrower than the page's."""
    start = max(press.depth[column : column + piece.columns]) + 4
    press.depth[column : column + piece.columns] = [start] * piece.columns
    plain(press, article, piece, column)
    end = max(press.depth[column : column + piece.columns])
    gap = press.style.gutter / 2 - 1
    left, wide = press.left(column) - gap, press.span(piece.columns) + 2 * gap
    press.marks.append(("frame", left, start - 1, wide, end - start - 2))
    press.depth[column : column + piece.columns] = [end + 6] * piece.columns
    return None


def jump(press: Press, article: Article, piece: Piece, column: int) -> Rest:
    """Set two thirds of an article, and the rest where the page is least full in the end."""
    top = press.head(article, column, piece.columns, piece.head)
    lines = press.lines(article)
    kept = len(lines) * 2 // 3
    _down(press, lines[:kept], column, [top] * piece.columns)

    def rest() -> None:
        place = min(range(press.style.columns), key=lambda each: press.depth[each])
        start = press.depth[place]
        if press.style.rules and start > MARGIN + 30:
            press.rule(start - 3, place, 1)
        press.column(lines[kept:], place, start + 4)
        press.note(article, captions_of(article))

    for number, caption in enumerate(captions_of(article)):
        spot = press.depth[column + number]
        press.depth[column + number] = press.picture(
            (press.left(column + number), spot, press.style.width, 50), caption
        )
    return rest


KINDS: dict[str, Callable[[Press, Article, Piece, int], Rest]] = {
    "plain": plain,
    "beside": beside,
    "photo": photo,
    "inset": inset,
    "boxed": boxed,
    "jump": jump,
}


def _finish(press: Press, article: Article, column: int, columns: int) -> None:
    """Set the pictures of an article below it, and remember the article."""
    for caption in captions_of(article):
        spot = max(press.depth[column : column + columns])
        end = press.picture((press.left(column), spot, press.style.width, 50), caption)
        press.depth[column] = end + 4
    press.note(article, captions_of(article))


def _flow(press: Press, article: Article, column: int, tops: Sequence[float]) -> None:
    _down(press, press.lines(article), column, tops)


def _down(press: Press, lines: Sequence, column: int, tops: Sequence[float]) -> None:  # type: ignore[type-arg]
    """Let lines flow through columns with different tops to one common end."""
    leading = press.style.leading
    total = len(lines) * leading + sum(tops)
    end = total / len(tops)
    start = 0
    for number, top in enumerate(tops):
        left = len(tops) - number - 1
        count = max(0, -int(-(end - top) // leading)) if left else len(lines) - start
        press.column(lines[start : start + count], column + number, top)
        start += count
        if number and press.style.upright:
            left = press.left(column + number) - press.style.gutter / 2
            press.marks.append(("line", left, max(tops[number - 1 : number + 1]), left, end))


def P(kind: str, columns: int, head: float = 20.0, at: int | None = None) -> Piece:
    """Return a piece, in a word short enough for a table of them."""
    return Piece(kind, columns, head, at)
