"""Words of other formats as the Markdown that `corpus/page/lines.py` reads back as they are.

Each line is escaped and gets its mark, and what the file knows about itself is written as the YAML
head of a page. The readers of `corpus/formats/` write through here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.page.pageinfo import PageInfo

# Between paragraphs: a rule, after which nothing is joined.
APART = "\n\n* * *\n\n"
MARKS = re.compile(r"([\\*_`\[\]#|~>])|^([-+=])")
TAGS = {"<": "&lt;", "&": "&amp;"}
# What `corpus/page/lines.py` would take for the head of the page or for a mark of its own.
CONTROL = re.compile(r"[\x00-\x1f\x7f]")

# Characters of a line that a column's end may have cut, so that the next may continue it.
LONG = 40
# A paragraph that begins with a capital is no rest of one that ends in a word.
CAPITAL, LATIN_END = re.compile(r"[A-Z]"), re.compile(r"[A-Za-z]$")
CLOSED = re.compile(r"[。！？；：…!?.:;”’」』》）)\]】]$")
BETWEEN_CELLS = " | "


def escape(text: str) -> str:
    r"""Write a line so that none of it is read as Markdown or HTML.

    >>> escape("<b>1*2</b>")
    '&lt;b\\>1\\*2&lt;/b\\>'
    """
    text = CONTROL.sub(" ", text)
    text = MARKS.sub(lambda mark: f"\\{mark[0]}", text)
    return re.sub("[<&]", lambda sign: TAGS[sign[0]], text)


@dataclass(frozen=True, slots=True)
class Marked:
    """A line.

    Attributes:
        text: Its words.
        mark: `#` to `######`, `-`, `1.`, `|` (a row), `**` (bold), `^` (a caption) or "".
        soft: A line break, not a paragraph's edge, stands before it.
    """

    text: str
    mark: str = ""
    soft: bool = False


def as_markdown(lines: Sequence[Marked]) -> str:
    """Write lines as Markdown, with a rule between two that are whole.

    What `corpus/page/paragraphs.py` would join to a paragraph is joined only where print may have
    cut it.
    """
    return "".join(_pieces(lines))


def _pieces(lines: Sequence[Marked]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number:
            yield _between(lines[number - 1], line)
        yield _written(line)


def _between(before: Marked, line: Marked) -> str:
    """Return what keeps two lines apart, or lets the second be the rest of the first."""
    if before.mark.startswith("#"):  # two lines of a headline, or a headline and its report
        return "\n" if line.soft and line.mark == before.mark else "\n\n"
    goes_on = line.soft or _may_be_cut(before.text, line.text)
    return "\n\n" if goes_on and not (before.mark or line.mark) else APART


def _may_be_cut(before: str, after: str) -> bool:
    """Say whether print may have cut a paragraph in two."""
    begins = CAPITAL.match(after) and LATIN_END.search(before)
    return len(before) >= LONG and not CLOSED.search(before) and not begins


def _written(line: Marked) -> str:
    words = escape(line.text.strip())  # no space, wide ones neither, may stand within **
    if line.mark.startswith(("#", "-")) or line.mark[:1].isdigit():
        return f"{line.mark} {words}"
    return {"**": f"**{words}**", "|": f"| {words} |"}.get(line.mark, words)


def headed(text: str, info: PageInfo) -> str:
    """Return a text with a YAML head that tells what is known.

    `headed("正文", PageInfo(page=2))` -> `---`, `page: 2`, `---`, a blank line, `正文`.
    """
    import yaml

    known = {
        "paper": info.paper,
        "date": info.date and info.date.isoformat(),
        "page": info.page,
        "authors": list(info.authors),
        "kicker": info.kicker,
        "subtitle": info.subtitle,
        "recognised": info.recognised,
    }
    values = {key: value for key, value in known.items() if value or value is False}
    if not values:
        return text
    return f"---\n{yaml.safe_dump(values, allow_unicode=True, width=10_000)}---\n\n{text}"
