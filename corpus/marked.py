"""Lines of another format, each with its mark, as the Markdown that `corpus/markup.py` reads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.escape import APART, escape

# Characters of a line that a column's end may have cut, so that the next may continue it.
LONG = 40
CLOSED = re.compile(r"[。！？；：…!?.:;”’」』》）)\]】]$")
BETWEEN_CELLS = " | "


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


def markdown(lines: Sequence[Marked]) -> str:
    """Write lines as Markdown, with a rule between two that are whole.

    What `corpus/columns.py` would join to a paragraph is joined only where print may have cut it.
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
    cut = len(before.text) >= LONG and not CLOSED.search(before.text)
    goes_on = not (before.mark or line.mark) and (line.soft or cut)
    return "\n\n" if goes_on else APART


def _written(line: Marked) -> str:
    words = escape(line.text)
    if line.mark.startswith(("#", "-")) or line.mark[:1].isdigit():
        return f"{line.mark} {words}"
    return {"**": f"**{words}**", "|": f"| {words} |"}.get(line.mark, words)
