"""Text with styles for Telegram, and its cutting into messages that Telegram takes.

Styles travel as entities (offset and length beside a plain text), not as HTML or Markdown: nothing
in an article or a question can be read as markup then, so there is nothing to escape and nothing
that could break, wherever a text is cut. A span counts code points, like every offset of this
project; `utf16_spans` turns them into the UTF-16 units that Telegram counts.

Telegram drops or replaces a few characters of what it is sent (`kept_by_telegram` has them).
`split` does so first, so that what is counted and cut is what a member will see. Pages lose such
characters when they are read (`corpus/page/lines.py`), so a quote is changed by this only where an
archive was made in another way: then it lacks what nobody could see, while the offsets into
the article stay right.
Next: `bot/channel/views/answer.py` builds such texts from an answer.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Literal

from bot.channel.text.cut import ranges, units_before

# Limits of the Bot API for one message: UTF-16 units, and entities that the server keeps.
MESSAGE_UNITS = 4096
MESSAGE_ENTITIES = 100

# What Telegram's own code (TDLib 1.8.69, tried on every character) does to a text: these turn into
# a space, and these go: the carriage return, marks that strike out other lines, separators and
# marks of the reading direction. Of the latter, those that end a line become a line's end here.
_SPACED = (*range(0x0A), 0x0B, 0x0C, *range(0x0E, 0x20))
_DROPPED = (0x0D, 0x030A, 0x0333, 0x033F, *range(0x202A, 0x202F))
_LINE_ENDS = (0x2028, 0x2029)
# Of several marks of the direction in a row the last one stays, the others join nothing.
_TURNED_AT_ONCE = re.compile("[\u200e\u200f](?=[\u200e\u200f])")
_NO_JOINER = "\u200c"
# Half a character; Telegram refuses the whole message for one.
_HALVES = range(0xD800, 0xE000)
_REPLACEMENT = "\ufffd"
BLANK_BRAILLE = "\u2800"

TextStyle = Literal["bold", "italic", "expandable_blockquote"]


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """A styled stretch.

    Attributes:
        style: The name of Telegram's entity.
        start: First character, counted from 0 in code points.
        end: One past the last character; never equal to `start`.
    """

    style: TextStyle
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
    spans: tuple[StyledSpan, ...] = ()


def join_styled(parts: Iterable[Formatted | str], between: str = "") -> Formatted:
    """Return the parts one after the other, each with its styles where it now stands.

    >>> join_styled(["see ", styled("this", "bold")])
    Formatted(text='see this', spans=(StyledSpan(style='bold', start=4, end=8),))
    """
    text, spans = "", []
    for place, part in enumerate(parts):
        text += between if place else ""
        piece = Formatted(part) if isinstance(part, str) else part
        spans += [_moved(span, len(text)) for span in piece.spans]
        text += piece.text
    return Formatted(text, tuple(spans))


def styled(part: Formatted | str, style: TextStyle) -> Formatted:
    """Return the part with one more style over all of it; an empty part stays bare."""
    piece = Formatted(part) if isinstance(part, str) else part
    if not piece.text:
        return piece
    return Formatted(piece.text, (StyledSpan(style, 0, len(piece.text)), *piece.spans))


def kept_by_telegram(whole: Formatted) -> Formatted:
    r"""Return the text as Telegram will keep it, each style on its characters.

    >>> kept_by_telegram(join_styled(["a\x07\r", styled("b\u202e", "bold")]))
    Formatted(text='a b', spans=(StyledSpan(style='bold', start=2, end=3),))
    """
    text = _TURNED_AT_ONCE.sub(_NO_JOINER, whole.text.translate(_kept()))
    if len(text) == len(whole.text):
        return replace(whole, text=text)
    at = list(accumulate((len(one.translate(_kept())) for one in whole.text), initial=0))
    moved = (StyledSpan(span.style, at[span.start], at[span.end]) for span in whole.spans)
    return Formatted(text, tuple(span for span in moved if span.start < span.end))


def split(
    whole: Formatted, units: int = MESSAGE_UNITS, entities: int = MESSAGE_ENTITIES
) -> tuple[Formatted, ...]:
    """Cut into pieces of at most `units` UTF-16 units and `entities` spans.

    >>> [piece.text for piece in split(Formatted("One. Two! Three."), units=13)]
    ['One. Two!', ' Three.']

    Put together the pieces are the text again, as Telegram keeps it, and every span stays on its
    characters. `bot/channel/text/cut.py` says where a cut falls.
    """
    kept = kept_by_telegram(whole)
    return tuple(
        Formatted(kept.text[start:end], tuple(_within(kept.spans, start, end))[:entities])
        for start, end in ranges(
            kept.text, units, lambda start: _crowded(kept.spans, start, entities)
        )
    )


def utf16_spans(piece: Formatted) -> list[tuple[TextStyle, int, int]]:
    """Return style, offset and length of every span in UTF-16 units.

    >>> utf16_spans(join_styled(["🏆", styled("ab", "bold")]))
    [('bold', 2, 2)]
    """
    at = units_before(piece.text)
    return [(span.style, at[span.start], at[span.end] - at[span.start]) for span in piece.spans]


def _crowded(spans: tuple[StyledSpan, ...], start: int, entities: int) -> int:
    """Return where the first span begins that one message can hold no more."""
    begins = sorted(span.start for span in spans if span.end > start)
    return begins[entities] if len(begins) > entities else sys.maxsize


def _within(spans: Iterable[StyledSpan], start: int, end: int) -> Iterator[StyledSpan]:
    for span in spans:
        if span.start < end and span.end > start:
            yield StyledSpan(span.style, max(span.start, start) - start, min(span.end, end) - start)


def is_visible(piece: Formatted) -> bool:
    """Say whether a member would see anything; Telegram refuses a message of nothing."""
    return any(
        unicodedata.category(one)[0] not in "ZC" and one != BLANK_BRAILLE for one in piece.text
    )


@cache
def _kept() -> dict[int, str]:
    table = dict.fromkeys(_SPACED, " ") | dict.fromkeys(_DROPPED, "")
    return table | dict.fromkeys(_LINE_ENDS, "\n") | dict.fromkeys(_HALVES, _REPLACEMENT)


def _moved(span: StyledSpan, by: int) -> StyledSpan:
    return replace(span, start=span.start + by, end=span.end + by)


def without_surrogates(text: str) -> str:
    """Return the text without half characters (lone surrogates), which no encoder takes."""
    return text.encode("utf-8", "replace").decode("utf-8").strip()
