r"""What a reader made of a file, as an editor sees it: no escapes, no marks, no YAML head.

Markdown and plain text are shown as they were typed. Of other kinds the editor never saw the
Markdown that `corpus/page/markdown.py` wrote, so its marks are taken off again: `\*`, `&lt;`, `#
标题`.
Next: `corpus/check/places.py` finds the articles in it.
"""

import html
import re
from collections.abc import Sequence
from pathlib import Path

from corpus.formats.reading import PLAIN
from corpus.page.lines import ENTITY, ESCAPE, RULE
from corpus.page.pageinfo import split_front_matter

HEADING = re.compile(r"#{1,6} ")
ROW = re.compile(r"\A\| (.*) \|")
BOLD = re.compile(r"\*\*(.*)\*\*")
BLANK_LINES = re.compile(r"\n{3,}")
# Between the articles of one file.
GAP = "\n\n\n"


def was_typed(path: Path) -> bool:
    """Say whether a file's text is shown as it is.

    >>> was_typed(Path("a.md")), was_typed(Path("a.pdf"))
    (True, False)
    """
    return path.suffix.casefold() in PLAIN


def without_markdown(texts: Sequence[str]) -> str:
    r"""Return the texts that a reader made of a file as one, without its marks.

    >>> without_markdown(["# 5\\*8\n\n* * *\n\n甲 &lt; 乙"])
    '5*8\n\n甲 < 乙'
    """
    return GAP.join(map(_plain, texts))


def _plain(text: str) -> str:
    info, body = split_front_matter(text)
    lines = [line for line in body.split("\n") if not RULE.fullmatch(line.strip())]
    # The head may hold words of the print that the text below it lacks.
    above = [words for words in (info.kicker, info.subtitle) if words]
    joined = "\n".join([*above, *([""] if above else []), *map(_line, lines)])
    return BLANK_LINES.sub("\n\n", joined).strip("\n")


def _line(line: str) -> str:
    words = HEADING.sub("", line, count=1) if HEADING.match(line) else line
    for pattern in (ROW, BOLD):
        if marked := pattern.fullmatch(words):
            words = marked[1]
    return ENTITY.sub(lambda one: html.unescape(one[0]), ESCAPE.sub(r"\1", words))
