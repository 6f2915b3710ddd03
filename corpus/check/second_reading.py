"""A PDF beside what a second reader makes of it: which letters one has and the other has not.

The check compares articles with the text that our reader made of a file, so a letter that the
reader itself lost would never show. Of the second reading only the number of each letter counts: it
knows neither columns nor articles. What our reader leaves out on purpose (the page's own lines,
letters printed twice) counts as read. Next: `corpus/check/run.py`.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.check.findings import Finding
from corpus.check.raw_text import without_markdown
from corpus.formats.pdf.sheet.letters import is_blank
from corpus.formats.sandbox import read_again
from corpus.notes import Document

# Letters, and share of a file's, that may differ: readers part some ligatures differently.
FEWEST, SHARE = 2, 0.0005
# Share of a file's letters that the second reader must have as well to be believed.
BELIEVED = 0.5
# Letters that are shown, the most frequent first.
SHOWN = 12


def second_reading(path: Path, document: Document) -> Iterator[Finding]:
    """Yield what a second reader of a PDF has and ours has not."""
    if document.count is None:
        return
    ours = letters("".join((without_markdown(document.texts), document.aside)))
    yield from compared(ours, read_again(path.read_bytes()))


def letters(text: str) -> Counter[str]:
    """Return how often each letter of a text occurs, blanks left out."""
    return Counter(letter for letter in text if not is_blank(letter))


def compared(ours: Counter[str], other: Counter[str]) -> Iterator[Finding]:
    """Yield a finding where the second reading has more than a trace that ours has not.

    `wil` beside `will` in a short text -> `Finding("other reading", words="l", …)`.
    """
    if (ours & other).total() < BELIEVED * ours.total():
        return
    lacking, more = other - ours, ours - other
    if lacking.total() > max(FEWEST, SHARE * other.total()):
        yield Finding(
            "other reading", words=_told(lacking), other=_told(more) or "–", count=lacking.total()
        )


def _told(bag: Counter[str]) -> str:
    """Return the most frequent letters with their number: `l ×14, f`."""
    pieces = [f"{one} ×{n}" if n > 1 else one for one, n in bag.most_common(SHOWN)]
    return ", ".join(pieces) + (" …" if len(bag) > SHOWN else "")
