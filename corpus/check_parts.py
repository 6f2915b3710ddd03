"""An article's text -> its byline, its captions and its prose. `corpus/check_place.py` asks."""

from collections.abc import Iterator

from corpus import byline
from corpus.check_finding import Role


def parts(text: str) -> Iterator[tuple[int, int, Role]]:
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
