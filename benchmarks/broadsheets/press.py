"""Sets articles in columns as a paper does, and knows what it set where: pages with known truth.

A `Press` fills a page of equal columns from the top. Text is broken between any two Chinese
characters but never before a stop, justified by spacing, and flows from column to column. The
bundled articles are the copy. Their shapes stand in `benchmarks/broadsheets/shapes.py`.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.page import byline

MARGIN = 36.0
NEVER_FIRST = frozenset("，。、；：？！”’）》」』】…—%℃·,.;:?!)")
NEVER_LAST = frozenset("“‘（《「『【(")
# Embedded fonts of Debian's packages; where they are missing, everything is set in the standard
# font that every PDF reader brings.
EMBEDDED = {
    "song": ("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0),
    "kai": ("/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", 0),
    "hei": ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
}
STANDARD = "STSong-Light"


@dataclass(frozen=True, slots=True)
class Style:
    """How a page is set; lengths in points.

    Attributes:
        columns: How many.
        width: Of one column.
        gutter: Between two.
        size: Of the body's letters.
        leading: From line to line.
        rules: Whether rules stand between articles.
        upright: Whether rules stand between columns.
        embedded: Whether fonts of the system are used.
        indent: Characters left free at the start of a paragraph.
    """

    columns: int
    width: float = 170.0
    gutter: float = 14.0
    size: float = 9.5
    leading: float = 14.0
    rules: bool = True
    upright: bool = False
    embedded: bool = False
    indent: int = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """What was set of one article, blanks left out: its head, its report, its captions."""

    head: str
    body: str
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indent: float = 0.0
    last: bool = False


@dataclass(slots=True)
class Press:
    """A page while it is set.

    Attributes:
        style: How it is set.
        depth: How far down each column is full.
        marks: What is to be drawn, in order.
        truth: What was set.
    """

    style: Style
    depth: list[float] = field(default_factory=list)
    marks: list[tuple[Any, ...]] = field(default_factory=list)
    truth: list[Printed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.depth = [MARGIN] * self.style.columns

    def left(self, column: int) -> float:
        """Return where a column begins."""
        return MARGIN + column * (self.style.width + self.style.gutter)

    def span(self, columns: int) -> float:
        """Return the width of so many columns with the gutters between them."""
        return columns * self.style.width + (columns - 1) * self.style.gutter

    def text(self, words: str, spot: tuple[float, float], font: str, size: float) -> None:
        """Note a line to be drawn on a base."""
        self.marks.append(("text", words, *spot, font, size, 0.0))

    def masthead(self, words: str) -> None:
        """Set the page's own line over all columns."""
        self.text(words, (MARGIN, MARGIN + 9), "hei", 9)
        self.rule(MARGIN + 15, 0, self.style.columns)
        self.depth = [MARGIN + 24] * self.style.columns

    def rule(self, at: float, column: int, columns: int) -> None:
        """Draw a rule over some columns."""
        left = self.left(column)
        self.marks.append(("line", left, at, left + self.span(columns), at))

    def head(self, article: Article, column: int, columns: int, size: float) -> float:
        """Set kicker, headline and subtitle over some columns; return where they end."""
        top, left, wide = max(self.depth[column : column + columns]), self.left(column), size * 0.55
        if self.style.rules and top > MARGIN + 30:
            self.rule(top - 3, column, columns)
            top += 4
        for words, letters, font in (
            (article.kicker, max(wide, self.style.size + 1.5), "kai"),
            (article.title, size, "hei"),
            (article.subtitle, max(wide, self.style.size + 1.5), "kai"),
        ):
            for line in break_lines([words], self.span(columns), font, letters, 0) if words else []:
                top += letters * 1.3
                self.text(line.text, (left, top - letters * 0.25), font, letters)
        return top + 6

    def column(self, lines: Sequence[_Line], column: int, top: float) -> float:
        """Set lines down a column; return where they end."""
        for line in lines:
            top += self.style.leading
            space = 0.0
            if not line.last and len(line.text) > 1:
                free = self.style.width - line.indent - width(line.text, "song", self.style.size)
                space = free / (len(line.text) - 1)
            spot = (self.left(column) + line.indent, top - 3)
            self.marks.append(("text", line.text, *spot, "song", self.style.size, space))
        self.depth[column] = max(self.depth[column], top + 12)
        return top

    def lines(self, article: Article) -> list[_Line]:
        """Return the report broken into lines of one column, captions left out."""
        return break_lines(
            body_of(article), self.style.width, "song", self.style.size, self.style.indent
        )

    def picture(self, spot: tuple[float, float, float, float], caption: str) -> float:
        """Draw a picture, left, top, width, height, and set its caption; return where it ends."""
        left, top, wide, high = spot
        self.marks.append(("picture", left, top, wide, high))
        top += high + 4
        size = self.style.size - 1.5
        for line in break_lines([caption], wide, "kai", size, 0) if caption else []:
            top += size * 1.25
            self.text(line.text, (left, top - 2), "kai", size)
        return top + 6

    def note(self, article: Article, captions: Sequence[str] = ()) -> None:
        """Remember that an article was set."""
        head = article.kicker + article.title + article.subtitle
        body = "".join(body_of(article))
        self.truth.append(Printed(squeeze(head), squeeze(body), tuple(map(squeeze, captions))))

    def printed(self) -> bytes:
        """Return the page as a PDF."""
        from reportlab.pdfgen.canvas import Canvas

        high = max(self.depth) + MARGIN
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=(self.span(self.style.columns) + 2 * MARGIN, high))
        for kind, *rest in self.marks:
            _DRAW[kind](canvas, high, self.style.embedded, *rest)
        canvas.showPage()
        canvas.save()
        return stream.getvalue()


def body_of(article: Article) -> list[str]:
    """Return the paragraphs of an article without its captions."""
    return [part for part in article.text.split("\n") if not byline.is_caption(part)]


def captions_of(article: Article) -> list[str]:
    """Return the captions of an article."""
    return [part for part in article.text.split("\n") if byline.is_caption(part)]


def squeeze(text: str) -> str:
    """Return a text without blanks, which typesetting may add or lose."""
    return "".join(text.split())


def break_lines(
    paragraphs: Sequence[str], room: float, font: str, size: float, indent: int
) -> list[_Line]:
    """Break paragraphs into lines of a width."""
    lines: list[_Line] = []
    for paragraph in paragraphs:
        line, free = "", indent * size
        for number, character in enumerate(paragraph):
            following = paragraph[number + 1 : number + 2]
            full = width(line + character, font, size) + free > room
            if full and character not in NEVER_FIRST and line:
                lines.append(_Line(line, free))
                line, free = character.lstrip(), 0.0
            elif (
                line
                and character in NEVER_LAST
                and following
                and (width(line + character + following, font, size) + free > room)
            ):
                lines.append(_Line(line, free))
                line, free = character, 0.0
            else:
                line += character
        lines.append(_Line(line, free, last=True))
    return lines


def width(text: str, font: str, size: float) -> float:
    """Return the width of a line: a Latin letter is half a Chinese one, in the fonts used here."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, face(font, embedded=False), size))


def face(font: str, embedded: bool) -> str:
    """Return the name under which a font is known to reportlab, and make it known."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    known = pdfmetrics.getRegisteredFontNames()
    path, number = EMBEDDED[font]
    if not embedded or not Path(path).exists():
        if STANDARD not in known:
            pdfmetrics.registerFont(UnicodeCIDFont(STANDARD))
        return STANDARD
    if font not in known:
        pdfmetrics.registerFont(TTFont(font, path, subfontIndex=number))
    return font


def _draw_text(canvas: Any, high: float, embedded: bool, *mark: Any) -> None:  # noqa: ANN401
    words, left, base, font, size, space = mark
    name = face(font, embedded)
    if embedded and space and name != STANDARD:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        wide = width(words, font, size) + space * (len(words) - 1)
        space = (wide - stringWidth(words, name, size)) / (len(words) - 1)
    line = canvas.beginText(left, high - base)
    line.setFont(name, size)
    line.setCharSpace(space)
    line.textOut(words)
    canvas.drawText(line)


def _draw_line(canvas: Any, high: float, _embedded: bool, *mark: float) -> None:  # noqa: ANN401
    canvas.setLineWidth(0.5)
    canvas.line(mark[0], high - mark[1], mark[2], high - mark[3])


def _draw_frame(canvas: Any, high: float, _embedded: bool, *mark: float) -> None:  # noqa: ANN401
    left, top, wide, tall = mark
    canvas.rect(left, high - top - tall, wide, tall)


def _draw_picture(canvas: Any, high: float, _embedded: bool, *mark: float) -> None:  # noqa: ANN401
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    left, top, wide, tall = mark
    grey = ImageReader(Image.new("L", (8, 8), 170))
    canvas.drawImage(grey, left, high - top - tall, wide, tall)


_DRAW = {"text": _draw_text, "line": _draw_line, "frame": _draw_frame, "picture": _draw_picture}
