"""Article -> sentences -> passages. Pure: text in, offsets out.

A sentence is the smallest thing that is quoted, a passage the smallest thing that is found. Both
are ranges of `article.text`, so whatever is shown is what was printed. Next:
`index/building/build.py`.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Article, Passage
from corpus.page.byline import formula_end, is_stamp
from corpus.page.lines import DAMAGED
from corpus.tables import header_at

# Characters. A passage is closed at a paragraph's end past GOAL and never grows past LIMIT unless
# one sentence alone is longer. CMRC dev, lexical recall@1 by LIMIT: 600 0.954, 400 0.961,
# 250 0.968, 150 0.971 (benchmarks/quality/__main__.py); 200 still reads as a piece of its own.
GOAL = 100
LIMIT = 200
# A lone sentence longer than this (a list of names, a table in a line) is cut at a comma.
LONGEST = 800

SENTENCE_END = re.compile(
    r"""
    (?: [。！？!?…]+ [”’」』）》】〉"')\]]*     # Chinese stops and what closes after them
      | (?<![.]) [.]++ [”’"')\]]*+ (?=\s)       # a Latin full stop before a space
      | (?=\n)                                  # a paragraph's end is a sentence's end
    )
    \s*
    """,
    re.VERBOSE,
)
CLAUSE_END = re.compile(r"[；;，,、]")


@dataclass(frozen=True, slots=True)
class TextRange:
    """A half-open range `[start, end)` of code points, counted from 0."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of the range."""
        return text[self.start : self.end]


def sentences(text: str) -> list[TextRange]:
    """Return the sentences of a text in order, without the white space between them.

    >>> [span.of("他说：“好！”走了。") for span in sentences("他说：“好！”走了。")]
    ['他说：“好！”', '走了。']

    Every character that is no white space stands in exactly one of them.
    """
    cuts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    spans = (_trimmed(text, start, end) for start, end in itertools.pairwise(cuts))
    return [span for span in spans if span.start < span.end]


def cut(article: Article) -> list[Passage]:
    """Cut an article into passages of whole sentences, about 100 to 200 characters each.

    Every character of the article that is no white space stands in exactly one passage, but for
    what is never quoted: sentences with a letter that nobody could read, a formula that opens every
    item of a series, a machine's stamp.
    An article without a body gives no passage.
    """
    pieces = [piece for span in _quotable(article.text) for piece in _halved(article.text, span)]
    return [
        Passage(article, group[0].start, group[-1].end) for group in _grouped(article.text, pieces)
    ]


def searched(passage: Passage) -> str:
    """Return the words that a passage is found by: rows of a table stand below their header.

    What is quoted are never these, but `passage.text`.
    """
    header = header_at(passage.article.text, passage.start)
    return f"{passage.article.text[slice(*header)]}\n{passage.text}" if header else passage.text


def _quotable(text: str) -> Iterator[TextRange]:
    """Yield the sentences without the formula at the beginning, and without stamps."""
    begin = formula_end(text)
    for span in sentences(text):
        left = _trimmed(text, max(span.start, begin), span.end) if span.end > begin else span
        if span.end > begin and not is_stamp(left.of(text)):
            yield left


def _grouped(text: str, pieces: Sequence[TextRange]) -> Iterator[list[TextRange]]:
    group: list[TextRange] = []
    for piece in pieces:
        damaged = DAMAGED in piece.of(text)
        if group and (damaged or _is_full(text, group, piece)):
            yield group
            group = []
        if not damaged:
            group.append(piece)
    if group:
        yield group


def _is_full(text: str, group: Sequence[TextRange], following: TextRange) -> bool:
    length = group[-1].end - group[0].start
    starts_paragraph = "\n" in text[group[-1].end : following.start]
    grown = following.end - group[0].start
    return grown > LIMIT or (length >= GOAL and starts_paragraph)


def _halved(text: str, span: TextRange) -> Iterator[TextRange]:
    """Cut a sentence that is longer than a passage may be at its last comma before the limit."""
    start = span.start
    while span.end - start > LONGEST:
        commas = [match.end() for match in CLAUSE_END.finditer(text, start, start + LONGEST)]
        end = commas[-1] if commas else start + LONGEST
        yield _trimmed(text, start, end)
        start = end
    yield _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> TextRange:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return TextRange(start, max(start, start + len(piece.strip())))
