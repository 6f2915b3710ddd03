"""Figures from the journal: how many asked, how they were answered, what they thought of it.

Counts only, and the words of what found no answer as long as they are kept; nobody's name. Next:
`bot/journal/report.py` tells the editors more, `bot/telegram/editors/admin.py` shows this to an
administrator.
"""

import math
import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from bot.reply import AnswerKind
from index.text.words import fold

# An update's end that is a failure of ours (`bot/telegram/transport/inbox.py`).
_FAILURES = ("failed", "given up")
SHOWN_UNANSWERED = 10


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """What was asked since a moment.

    Attributes:
        questions: How many were answered or refused.
        members: By how many different members.
        refused: How many of the questions found no answer.
        median: Seconds from the question to its answer that half of them took at most; None where
            nothing was measured.
        slow: The same for 95 of 100.
    """

    questions: int
    members: int
    refused: int
    median: float | None
    slow: float | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """How many answers since a moment were called good, and how many bad."""

    good: int
    bad: int


def question_figures(db: sqlite3.Connection, since: float) -> QuestionFigures:
    """Return what was asked since a moment, in seconds since 1970."""
    sql = (
        "SELECT count(*), count(DISTINCT member), coalesce(sum(kind = 'none'), 0)"
        " FROM questions WHERE asked >= ?"
    )
    questions, members, refused = db.execute(sql, (since,)).fetchone()
    questions += sum(erased(db, kind, since) for kind in get_args(AnswerKind))
    refused += erased(db, "none", since)
    sql = "SELECT seconds FROM questions WHERE asked >= ? AND seconds > 0 ORDER BY seconds"
    seconds = [one for (one,) in db.execute(sql, (since,))]
    return QuestionFigures(
        questions,
        members,
        refused,
        least_above_share(seconds, 0.5),
        least_above_share(seconds, 0.95),
    )


def feedback(db: sqlite3.Connection, since: float) -> Feedback:
    """Return the verdicts given since a moment."""
    sql = (
        "SELECT coalesce(sum(verdict = 'good'), 0), coalesce(sum(verdict = 'bad'), 0)"
        " FROM feedback WHERE given >= ?"
    )
    good, bad = db.execute(sql, (since,)).fetchone()
    return Feedback(good + erased(db, "good", since), bad + erased(db, "bad", since))


def erased(db: sqlite3.Connection, what: str, since: float) -> int:
    """Return how many questions or verdicts of a kind, since a day, are counted only."""
    sql = (
        "SELECT coalesce(sum(many), 0) FROM counts"
        " WHERE what = ? AND day >= date(?, 'unixepoch', 'localtime')"
    )
    return int(db.execute(sql, (what, since)).fetchone()[0])


def failures(db: sqlite3.Connection, since: float) -> int:
    """Return how many updates since a moment ended in an apology; known for two days back."""
    marks = ", ".join("?" * len(_FAILURES))
    sql = f"SELECT count(*) FROM updates WHERE answered >= ? AND outcome IN ({marks})"
    return int(db.execute(sql, (since, *_FAILURES)).fetchone()[0])


def unanswered(db: sqlite3.Connection, most: int = SHOWN_UNANSWERED) -> list[str]:
    """Return the last questions that found no answer and whose words are kept, newest first."""
    sql = (
        "SELECT question FROM questions WHERE kind = 'none' AND question IS NOT NULL"
        " ORDER BY asked DESC, update_id DESC"
    )
    distinct: dict[str, str] = {}
    for (question,) in db.execute(sql):
        distinct.setdefault(likeness(question), question)
        if len(distinct) == most:
            break
    return list(distinct.values())


def likeness(question: str) -> str:
    """Return what two questions of the same words have in common.

    >>> likeness("哪些驛站 獲獎了？？") == likeness("哪些驿站获奖了"), likeness("Who won?")
    (True, 'who won')
    """
    folded = " ".join(fold(question).split())
    words = "".join(" " if unicodedata.category(one)[0] in "PS" else one for one in folded)
    bare = " ".join(words.split())
    # Between Chinese words a space means nothing.
    kept = [
        one
        for place, one in enumerate(bare)
        if one != " " or (bare[place - 1].isascii() and bare[place + 1].isascii())
    ]
    return "".join(kept) or folded


def least_above_share(ordered: Sequence[float], part: float) -> float | None:
    """Return the least value that this part of the ordered values does not exceed.

    >>> least_above_share([1.0, 2.0, 3.0, 9.0], 0.5), least_above_share([], 0.5)
    (2.0, None)
    """
    return ordered[max(math.ceil(part * len(ordered)), 1) - 1] if ordered else None
