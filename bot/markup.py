"""Text with styles for Telegram, and its cutting into messages that Telegram takes.

Styles travel as entities (offset and length beside a plain text), not as HTML or Markdown: nothing
in an article or a question can be read as markup then, so there is nothing to escape and nothing
that could break, wherever a text is cut. A span counts code points, like every offset of this
project; `utf16_spans` turns them into the UTF-16 units that Telegram counts.
Next: `bot/telegram/reply.py` builds such texts from an answer.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

# Limits of the Bot API for one message: UTF-16 units, and entities that the server keeps.
MESSAGE_UNITS = 4096
MESSAGE_ENTITIES = 100

FIRST_ASTRAL = 0x10000

Style = Literal["bold", "italic", "expandable_blockquote"]

# Where a text is best cut: after a line, else after a sentence, else after a space.
_BREAKS = (
    re.compile(r"\n+"),
    re.compile(r"[。！？；…][”’）》」』]*|[.!?;][\"')\]]*(?=\s)"),
    re.compile(r"\s+"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """A styled stretch.

    Attributes:
        style: The name of Telegram's entity.
        start: First character, counted from 0 in code points.
        end: One past the last character; never equal to `start`.
    """

    style: Style
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its styles.

    Attributes:
        text: Plain, shown literally.
        spans: In order of their starts, the outer before the inner.
    """

    text: str
    spans: tuple[Span, ...] = ()


def joined(parts: Iterable[Formatted | str], between: str = "") -> Formatted:
    """Return the parts one after the other, each with its styles where it now stands.

    >>> joined(["see ", styled("this", "bold")])
    Formatted(text='see this', spans=(Span(style='bold', start=4, end=8),))
    """
    text, spans = "", []
    for place, part in enumerate(parts):
        text += between if place else ""
        piece = Formatted(part) if isinstance(part, str) else part
        spans += [_moved(span, len(text)) for span in piece.spans]
        text += piece.text
    return Formatted(text, tuple(spans))


def styled(part: Formatted | str, style: Style) -> Formatted:
    """Return the part with one more style over all of it; an empty part stays bare."""
    piece = Formatted(part) if isinstance(part, str) else part
    if not piece.text:
        return piece
    return Formatted(piece.text, (Span(style, 0, len(piece.text)), *piece.spans))


def split(
    whole: Formatted, units: int = MESSAGE_UNITS, entities: int = MESSAGE_ENTITIES
) -> tuple[Formatted, ...]:
    """Cut into pieces of at most `units` UTF-16 units and `entities` spans.

    >>> [piece.text for piece in split(Formatted("One. Two! Three."), units=13)]
    ['One. Two!', ' Three.']

    Put together the pieces are the text again, and every span stays on its characters. A cut falls
    at a line end, else at a sentence end, else at a space in the later half of what fits, else
    between two characters.
    """
    return tuple(
        Formatted(whole.text[start:end], tuple(_within(whole.spans, start, end))[:entities])
        for start, end in _pieces(whole, units, entities)
    )


def utf16_spans(piece: Formatted) -> list[tuple[Style, int, int]]:
    """Return style, offset and length of every span in UTF-16 units.

    >>> utf16_spans(joined(["🏆", styled("ab", "bold")]))
    [('bold', 2, 2)]
    """
    at = _units(piece.text)
    return [(span.style, at[span.start], at[span.end] - at[span.start]) for span in piece.spans]


def _pieces(whole: Formatted, units: int, entities: int) -> Iterator[tuple[int, int]]:
    at, start = _units(whole.text), 0
    while start < len(whole.text):
        room = bisect_right(at, at[start] + units) - 1
        room = max(start + 1, min(room, _crowded(whole.spans, start, entities)))
        end = room if room >= len(whole.text) else _best_break(whole.text, start, room)
        yield start, end
        start = end


def _best_break(text: str, start: int, room: int) -> int:
    """Return the last good place to cut in the later half of what fits, else its very end."""
    half = start + (room - start) // 2
    for kind in _BREAKS:
        ends = [match.end() for match in kind.finditer(text, half, room)]
        if ends:
            return ends[-1]
    return room


def _crowded(spans: tuple[Span, ...], start: int, entities: int) -> int:
    """Return where the first span begins that one message can hold no more."""
    begins = sorted(span.start for span in spans if span.end > start)
    return begins[entities] if len(begins) > entities else sys.maxsize


def _within(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    for span in spans:
        if span.start < end and span.end > start:
            yield Span(span.style, max(span.start, start) - start, min(span.end, end) - start)


def _units(text: str) -> list[int]:
    """Return how many UTF-16 units stand before each character, and before the end."""
    return list(accumulate((1 + (ord(one) >= FIRST_ASTRAL) for one in text), initial=0))


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)
