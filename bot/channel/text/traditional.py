"""Simplified and Traditional Chinese: who writes which, and the bot's own sentences in the other.

Only the frame is converted without asking. What was printed stays as it was printed; an opened
article shows its page in the other script at a tap, and says that it does. OpenCC is loaded when
first needed (50 ms).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, pairwise

from bot.channel.text.styled import Formatted, StyledSpan
from corpus.page.lines import DAMAGED, HALF

Convert = Callable[[str], str]


def is_traditional(text: str) -> bool:
    """Say whether a text is written in Traditional Chinese.

    >>> is_traditional("哪些驛站獲評最美？"), is_traditional("哪些驿站获评最美？")
    (True, False)

    More of its characters must be Traditional alone than Simplified alone: many, like 工, are both,
    and some, like 台, are written in both though tables name one.
    """
    return _changed(text, simplified(text)) > _changed(text, traditional(text))


def traditional(text: str) -> str:
    """Return the text in Traditional characters; `后` by its words: 皇后, but 以後.

    Of the tables that of Taiwan: the one without a place writes 爲 and 臺, which few people do.
    """
    return _converter("s2tw")(text)


def simplified(text: str) -> str:
    """Return the text in Simplified characters."""
    return _converter("t2s")(text)


def converted(piece: Formatted, convert: Convert, printed: Iterable[str] = ()) -> Formatted:
    """Return a styled text in the other script, each style on its words; `printed` stays.

    It is converted stretch by stretch between the borders of its styles and of what was printed,
    since a word may change its length. A style of which nothing is left is gone.
    """
    kept = [place for words in printed if words for place in _places(piece.text, words)]
    at, text = {0: 0}, ""
    for start, end in pairwise(_borders(piece, kept)):
        part = piece.text[start:end]
        whole = any(first <= start and end <= last for first, last in kept)
        text += part if whole else convert(part)
        at[end] = len(text)
    return Formatted(text, tuple(_moved(piece.spans, at)))


def _moved(spans: Iterable[StyledSpan], at: Mapping[int, int]) -> Iterator[StyledSpan]:
    """Yield the spans at their new places; none over nothing."""
    for span in spans:
        if at[span.start] < at[span.end]:
            yield StyledSpan(span.style, at[span.start], at[span.end])


def _borders(piece: Formatted, kept: Iterable[tuple[int, int]]) -> list[int]:
    """Return where a style or a kept range begins or ends, and both ends of the text, in order."""
    styled = ((span.start, span.end) for span in piece.spans)
    return sorted({0, len(piece.text), *chain.from_iterable([*kept, *styled])})


def _places(text: str, words: str) -> list[tuple[int, int]]:
    places, start = [], text.find(words)
    while start >= 0:
        places.append((start, start + len(words)))
        start = text.find(words, start + len(words))
    return places


def _changed(before: str, after: str) -> int:
    return sum(one != other for one, other in zip(before, after, strict=False))


@cache
def _converter(table: str) -> Convert:
    import opencc

    convert: Convert = opencc.OpenCC(table).convert
    # OpenCC takes no half characters (lone surrogates), and reads no further than a NUL: of all
    # characters the only one at which it loses anything (1.2.0, tried on each).
    return lambda text: "\0".join(map(convert, HALF.sub(DAMAGED, text).split("\0")))
