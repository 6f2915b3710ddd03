"""A text without white space, marks and tags, and where each character left stood.

What `corpus/markup.py` takes off a page is left out here too, but the places are kept, so that a
page and its articles can be compared. Next: `corpus/check_place.py` compares them.
"""

import html
import re
from dataclasses import dataclass

from corpus.markup import (
    COMMENT,
    ENTITY,
    LINE_TAG,
    LINK,
    OTHER_TAG,
    PARAGRAPH_TAG,
    STRONG_TAG,
)

# All but white space, signs that Markdown may have used up, and what `markup.clean` takes out.
WORDS = re.compile(
    r"[^\s#*_`>|\\\-=~+\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
HEADING_SIDE = re.compile(r"</?h[1-6]\b[^<>]*>", re.IGNORECASE)
NOT_TEXT = (COMMENT, HEADING_SIDE, STRONG_TAG, LINE_TAG, PARAGRAPH_TAG, OTHER_TAG)
# Takes the place of what is left out; `WORDS` does not find it.
HIDDEN = "\x00"


@dataclass(frozen=True, slots=True)
class Bare:
    """A text without white space and marks.

    Attributes:
        text: What is left.
        places: Of each character left, where it stood.
    """

    text: str
    places: list[int]


def bare(text: str) -> Bare:
    """Return an article's text without white space and marks.

    >>> bare("王 伟")
    Bare(text='王伟', places=[0, 2])
    """
    kept: list[str] = []
    places: list[int] = []
    for run in WORDS.finditer(text):
        kept.append(run[0])
        places += range(run.start(), run.end())
    return Bare("".join(kept), places)


def bare_page(text: str) -> Bare:
    """Return a page's text without white space, marks, tags and addresses of links.

    >>> bare_page("## **工** 会&amp;").text
    '工会&'
    """
    if "<" in text:
        for pattern in NOT_TEXT:
            text = pattern.sub(lambda tag: HIDDEN * len(tag[0]), text)
    text = LINK.sub(_words_of_link, text)
    return bare(ENTITY.sub(_meant, text) if "&" in text else text)


def _words_of_link(link: re.Match[str]) -> str:
    before, after = link.start(1) - link.start(), link.end() - link.end(1)
    return HIDDEN * before + link[1] + HIDDEN * after


def _meant(entity: re.Match[str]) -> str:
    """Return what an entity stands for, as long as the entity is."""
    meant = html.unescape(entity[0])
    return meant + HIDDEN * (len(entity[0]) - len(meant))
