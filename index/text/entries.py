"""Patterns of a language as data: a table with a row an alternative, and a question that needs it.

`tests/index/text/test_entries.py` fails for a row without which its example is understood all the
same. Read by `index/query.py` (small talk) and `bot/question/` (what asks).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HEADER = "list\tpattern\texample"
# In a pattern it stands for any alternative of another list: `<zh.person>`.
_NAMED = re.compile(r"<((?:zh|en)\.\w+)>")


@dataclass(frozen=True, slots=True)
class PatternEntry:
    """One alternative of a list of patterns.

    Attributes:
        group: The list that it belongs to.
        pattern: A regular expression, in which `<name>` stands for any alternative of that list.
        example: A text that is understood otherwise without it.
    """

    group: str
    pattern: str
    example: str


def read_entries(path: Path) -> tuple[PatternEntry, ...]:
    """Return the rows of a table, in order; lines before the header are remarks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = lines[lines.index(HEADER) + 1 :]
    return tuple(PatternEntry(*row.split("\t")) for row in rows)


def any_of(entries: Sequence[PatternEntry], group: str) -> str:
    """Return the alternatives of a list as one pattern, a group of its own.

    >>> any_of([PatternEntry("x", "a|b", ""), PatternEntry("x", "c<zh.y>", "")], "x")
    '(?:a|b|c(?!))'
    """
    alternatives = [entry.pattern for entry in entries if entry.group == group]
    joined = f"(?:{'|'.join(alternatives)})" if alternatives else "(?!)"
    return _NAMED.sub(lambda name: any_of(entries, name[1]), joined)
