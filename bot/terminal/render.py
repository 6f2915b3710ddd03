"""An answer as lines for the terminal: with colour and wrapped, or as plain text for a pipe.

Nothing is decided here. Every view (an answer, an opened article, the reasons) is a list of
`ScreenLine`s without any trace of how it will be shown; `as_plain` and `as_rich` show them. All
text passes `harmless` on its way into a `ScreenPiece`, and rich never parses it as markup. Next:
`bot/terminal/repl.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.glimpse import glimpse, named_briefly
from bot.messages import messages
from bot.printed import place_in_print
from bot.reply import Answer, Citation, Language, verified_quote
from bot.terminal.screen import harmless, line_starts
from corpus.article import Article
from index.hit import Hit

if TYPE_CHECKING:
    from rich.text import Text

ScreenStyle = Literal["body", "answer", "title", "number", "marked", "source", "note", "error"]
# Attributes as well as colours: NO_COLOR takes the colours away.
STYLES: dict[ScreenStyle, str] = {
    "body": "",
    "answer": "bold",
    "title": "bold",
    "number": "bold cyan",
    "marked": "bold underline green",
    "source": "cyan",
    "note": "dim",
    "error": "bold red",
}
# Columns. Longer lines are hard to read, however wide the window is.
WIDEST = 100
QUOTE_INDENT = 4


@dataclass(frozen=True, slots=True)
class ScreenPiece:
    """A stretch of one line in one look; `text` holds nothing that a terminal obeys."""

    text: str
    look: ScreenStyle = "body"


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """One paragraph on the screen.

    Attributes:
        pieces: Its words, in order, without newlines.
        indent: Columns left free before each of its rows.
    """

    pieces: tuple[ScreenPiece, ...] = ()
    indent: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(piece.text for piece in self.pieces)


BLANK_LINE = ScreenLine()


def line(text: str, look: ScreenStyle = "body", indent: int = 0) -> ScreenLine:
    """Return a line of one look; newlines in the text become spaces."""
    return ScreenLine((piece(text, look),), indent)


def piece(text: str, look: ScreenStyle = "body") -> ScreenPiece:
    """Return a piece in which every control character is visible."""
    return ScreenPiece(harmless(text).replace("\n", " "), look)


def answer_lines(answer: Answer) -> list[ScreenLine]:
    """Return the short answer and its citations, or the honest refusal and what came nearest."""
    understood = understood_line(answer)
    lines = [line(understood, "note")] if understood else []
    lines += [_said(part, answer) for part in answer.answer.splitlines() if part.strip()]
    for cited in _by_article(answer.citations):
        lines += [BLANK_LINE, *_cited_lines(cited, answer)]
    if answer.nearest:
        lines += [BLANK_LINE, line(messages(answer.language).nearest, "note")]
    for n, hit in enumerate(answer.nearest, 1):
        source = source_line(named_briefly(hit.passage.article), answer.language)
        lines += [
            BLANK_LINE,
            ScreenLine((piece(f"[{n}] ", "number"), *_glimpsed(hit))),
            line(source, "source", QUOTE_INDENT),
        ]
    if answer.coverage and not answer.nearest:
        lines += [BLANK_LINE, line(answer.coverage, "note")]
    return lines


def _said(part: str, answer: Answer) -> ScreenLine:
    """Return a line of the answer, with the words marked that answer within a quote."""
    for citation in answer.citations:
        at = part.find(f"“{citation.quote}”")
        if citation.answer is not None and at >= 0:
            first, last = (at + 1 + place - citation.start for place in citation.answer)
            words = piece(part[first:last], "marked")
            return ScreenLine((piece(part[:first], "answer"), words, piece(part[last:], "answer")))
    return line(part, "answer")


def _glimpsed(hit: Hit) -> Iterator[ScreenPiece]:
    """Yield where a passage may help, with the words that fit marked."""
    seen, at = glimpse(hit), 0
    for first, last in seen.fits:
        yield piece(seen.text[at:first])
        yield piece(seen.text[first:last], "marked")
        at = last
    yield piece(seen.text[at:])


def understood_line(answer: Answer) -> str:
    """Return how a follow-up was understood, or which of its words was not; else "".

    A refusal begins with the question as it was understood.
    """
    frame = messages(answer.language)
    if answer.understood and answer.kind != "none":
        return frame.understood.format(question=answer.understood)
    return frame.unclear.format(word=answer.unclear) if answer.unclear else ""


def _by_article(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Return the citations article by article, in the order in which the articles come first."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.article.id, []).append(citation)
    return list(groups.values())


def _cited_lines(cited: Sequence[Citation], answer: Answer) -> Iterator[ScreenLine]:
    """Yield one source, and those of its quotes that the answer does not hold already."""
    source = source_line(cited[0].article, answer.language)
    yield ScreenLine((piece(f"{numbers_label(cited)} ", "number"), piece(source, "source")))
    for citation in cited:
        quote = verified_quote(citation)
        if quote not in answer.answer:
            number = f"[{citation.n}] " if len(cited) > 1 else ""
            yield ScreenLine((piece(number, "number"), piece(f"“{quote}”")), QUOTE_INDENT)
    for note in notes_of(cited):
        yield line(note, "note", QUOTE_INDENT)


def notes_of(cited: Sequence[Citation]) -> tuple[str, ...]:
    """Return what the words for days in some quotes mean, each once."""
    return tuple(dict.fromkeys(note for citation in cited for note in citation.notes))


def numbers_label(cited: Sequence[Citation]) -> str:
    """Return the numbers of citations, a run of three or more in short: `[1]–[7]`."""
    first, last = cited[0].n, cited[-1].n
    if len(cited) > 2 and last - first + 1 == len(cited):
        return f"[{first}]–[{last}]"
    return "".join(f"[{citation.n}]" for citation in cited)


def source_line(article: Article, language: Language) -> str:
    """Return where an article was printed: paper, date, page, headline, authors.

    >>> source_line(Article("a", "慰问", "…", paper="劳动报", page=2), "zh")
    '《劳动报》 日期不详 第2版 · 慰问'

    What the page does not tell is left out, except that an unknown date is said.
    """
    authors = ("、" if language == "zh" else ", ").join(article.authors)
    parts = [place_in_print(article, messages(language)), article.title or article.source, authors]
    return " · ".join(part for part in parts if part)


def article_lines(article: Article, start: int, end: int, language: Language) -> list[ScreenLine]:
    """Return a whole article with one range of it marked."""
    lines = [line(article.kicker, "note")] if article.kicker else []
    lines += [line(article.title, "title")] if article.title else []
    lines += [line(article.subtitle, "note")] if article.subtitle else []
    lines.append(line(source_line(article, language), "source"))
    offset = 0
    for paragraph in article.text.split("\n"):
        if paragraph.strip():
            pieces = tuple(_marked(paragraph, start - offset, end - offset))
            lines += [BLANK_LINE, ScreenLine(pieces)]
        offset += len(paragraph) + 1
    return lines


def _marked(paragraph: str, start: int, end: int) -> Iterator[ScreenPiece]:
    start, end = max(start, 0), min(end, len(paragraph))
    if start >= end:
        yield piece(paragraph)
        return
    yield piece(paragraph[:start])
    yield piece(paragraph[start:end], "marked")
    yield piece(paragraph[end:])


def as_plain(lines: Sequence[ScreenLine]) -> str:
    """Return the lines for a pipe: no colour, no wrapping, what is marked between ▸ and ◂."""
    return "".join(f"{_plain(one)}\n" for one in lines)


def _plain(one: ScreenLine) -> str:
    words = (f"▸{part.text}◂" if part.look == "marked" else part.text for part in one.pieces)
    return (" " * one.indent + "".join(words)).rstrip()


def as_rich(lines: Sequence[ScreenLine], columns: int) -> Text:
    """Return the lines coloured, and wrapped to a window of so many columns."""
    from rich.text import Text

    shown = Text()
    for one in lines:
        paragraph = Text.assemble(*((part.text, STYLES[part.look]) for part in one.pieces))
        width = max(min(columns - 1, WIDEST) - _hang(one), 2)
        rows = paragraph.divide(line_starts(one.text, width)[1:])
        for number, row in enumerate(rows):
            row.rstrip()
            shown.append(" " * (_hang(one) if number else one.indent)).append_text(row)
            shown.append("\n")
    return shown


def _hang(one: ScreenLine) -> int:
    """Return the indent of the rows after the first: a leading number like `[1] ` stands out."""
    first = one.pieces[0] if one.pieces else ScreenPiece("")
    return one.indent + (len(first.text) if first.look == "number" else 0)
