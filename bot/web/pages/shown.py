"""What stands on an answer's page, as records without markup; `templates/answer.html` shows them.

Nothing is decided here. What was printed stays as it was printed; only the bot's own words are
written in the member's script.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote as url_quote

from bot.channel.text.styled import Formatted
from bot.channel.text.traditional import Convert, converted, traditional
from bot.channel.views.answer import (
    NEAREST_SHOWN,
    by_passage,
    cited_passage,
    glimpsed,
    own_words,
    printed_words,
    source_of,
)
from bot.channel.views.kept import KeptAnswer
from bot.reply import Answer, Citation, verified_quote
from bot.terminal.render import notes_of, numbers_label, understood_line
from corpus.article import Article

_BULLET = "• "
# Numbers at the end of a line: `[1][2]`.
_NUMBERS = re.compile(r"\s{0,9}((?:\[\d{1,4}\]){1,60})\s{0,9}$")

PieceMark = Literal["", "bold"]
PartKind = Literal["frame", "short", "quote", "item"]


@dataclass(frozen=True, slots=True)
class WebPiece:
    """Words in one look."""

    text: str
    mark: PieceMark = ""


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A line of the answer: the bot's own, the few words that answer, a quote, an item of a list.

    Attributes:
        kind: Which of them.
        pieces: Its words, without quotation marks and numbers.
        numbers: Of the citations that prove it.
    """

    kind: PartKind
    pieces: tuple[WebPiece, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceCard:
    """Where something was printed.

    Attributes:
        numbers: Of the citations.
        label: The numbers in short: `[1]–[7]`.
        source: Paper, day, page, headline, authors.
        passage: The passage around the quotes, with them in bold.
        href: The article with the quote marked.
        notes: What words for days in the quotes mean.
        folded: Whether the answer shows the quotes already.
    """

    numbers: tuple[int, ...]
    label: str
    source: str
    passage: tuple[WebPiece, ...]
    href: str
    notes: tuple[str, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer as its page shows it.

    Attributes:
        question: As it was asked.
        understood: How a follow-up was understood; "" if as it was asked.
        refused: Whether nothing in the archive answers.
        parts: The answer, line by line.
        sources: The citations.
        nearest: What came nearest, for a refusal.
        coverage: What the archive covers, for a refusal.
        why: How it was found, a line each.
    """

    question: str
    understood: str
    refused: bool
    parts: tuple[AnswerPart, ...]
    sources: tuple[SourceCard, ...]
    nearest: tuple[SourceCard, ...]
    coverage: str
    why: tuple[str, ...]


def url_path(article_id: str) -> str:
    """Return an article's id as it stands in an address; a slash of its folders stays one."""
    return url_quote(article_id, safe="/")


def article_href(article_id: str, start: int | None = None, end: int | None = None) -> str:
    """Return the permanent address of an article, or of a range of it in code points.

    >>> article_href("2023/05#ab", 3, 9)
    '/articles/2023/05%23ab?from=3&to=9#quote'
    """
    path = f"/articles/{url_path(article_id)}"
    return path if start is None else f"{path}?from={start}&to={end}#quote"


def printed_href(article_id: str, span: tuple[int, int] | None = None) -> str:
    """Return the address of an article's printed page, with a range of it outlined.

    >>> printed_href("2023/05#ab", (3, 9))
    '/pages/2023/05%23ab?from=3&to=9'
    """
    within = f"?from={span[0]}&to={span[1]}" if span else ""
    return f"/pages/{url_path(article_id)}{within}"


def correct_href(article_id: str) -> str:
    """Return the address at which the head of an article is corrected.

    >>> correct_href("2023/05#ab")
    '/editors/correct/2023/05%23ab'
    """
    return f"/editors/correct/{url_path(article_id)}"


def shown_answer(kept: KeptAnswer) -> ShownAnswer:
    """Return what the page of an answer shows."""
    answer = kept.answer
    write: Convert = traditional if kept.traditional else str
    return ShownAnswer(
        question=answer.question,
        understood=write(understood_line(answer)),
        refused=answer.kind == "none",
        parts=tuple(_parts(answer, write)),
        sources=tuple(_cards(answer, write)),
        nearest=tuple(_near(answer, write)),
        coverage=own_words(answer.coverage, write).text,
        why=kept.why,
    )


def styled_pieces(text: Formatted) -> tuple[WebPiece, ...]:
    """Return a styled text as pieces; of the styles only bold counts."""
    bold = sorted((span.start, span.end) for span in text.spans if span.style == "bold")
    return tuple(marked_pieces(text.text, bold))


def marked_pieces(text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[WebPiece]:
    """Yield a text in pieces, those in the ranges (sorted, apart) in bold."""
    at = 0
    for start, end in ranges:
        if at < start:
            yield WebPiece(text[at:start])
        yield WebPiece(text[start:end], "bold")
        at = end
    if at < len(text):
        yield WebPiece(text[at:])


def _parts(answer: Answer, write: Convert) -> Iterator[AnswerPart]:
    """Yield the answer line by line; a quote is one line whatever it holds."""
    at, text = 0, answer.answer
    printed = printed_words(answer)

    def own(words: str) -> str:
        return converted(Formatted(words), write, printed).text

    short = {citation.words for citation in answer.citations} - {""}
    for citation in answer.citations if answer.kind == "quote" else ():
        quoted = f"“{verified_quote(citation)}”[{citation.n}]"
        place = text.find(quoted, at)
        if place >= 0:
            yield from _lines(text[at:place], short, own)
            yield AnswerPart("quote", _answering(citation), (citation.n,))
            at = place + len(quoted)
    yield from _lines(text[at:], short, own)


def _answering(citation: Citation) -> tuple[WebPiece, ...]:
    """Return a quote with the words that answer in bold."""
    span = citation.answer
    ranges = [(span[0] - citation.start, span[1] - citation.start)] if span else []
    return tuple(marked_pieces(citation.quote, ranges))


def _lines(text: str, short: Collection[str], own: Convert) -> Iterator[AnswerPart]:
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _NUMBERS.search(line)
        numbers = tuple(map(int, re.findall(r"\d+", found[1]))) if found else ()
        words = line[: found.start()] if found else line
        if words.startswith(_BULLET):
            yield AnswerPart("item", (WebPiece(words.removeprefix(_BULLET)),), numbers)
        elif words in short:
            yield AnswerPart("short", (WebPiece(words),), numbers)
        else:
            yield AnswerPart("frame", (WebPiece(own(words)),), numbers)


def _cards(answer: Answer, write: Convert) -> Iterator[SourceCard]:
    for group in by_passage(answer.citations):
        article = group[0].article
        yield SourceCard(
            numbers=tuple(one.n for one in group),
            label=numbers_label(group),
            source=source_of(article, answer.language, write),
            passage=styled_pieces(cited_passage(group)),
            href=_href(article, group),
            notes=tuple(own_words(note, write).text for note in notes_of(group)),
            folded=all(f"“{one.quote}”" in answer.answer for one in group),
        )


def _href(article: Article, group: Sequence[Citation]) -> str:
    start, end = min(one.start for one in group), max(one.end for one in group)
    return article_href(article.id, start, end)


def _near(answer: Answer, write: Convert) -> Iterator[SourceCard]:
    for n, hit in enumerate(answer.nearest[:NEAREST_SHOWN], 1):
        passage = hit.passage
        yield SourceCard(
            numbers=(n,),
            label=f"[{n}]",
            source=source_of(passage.article, answer.language, write),
            passage=styled_pieces(glimpsed(hit)),
            href=article_href(passage.article.id, passage.start, passage.end),
        )
