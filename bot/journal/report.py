"""What the editors should know: what members asked in vain, and which answers were no good.

Questions of the same words are counted together. Nobody is named: there is no id and no hash in
the report, only how many different members asked. The journal is opened read-only, so the bot may
run meanwhile. Next: `bot/journal/report_lines.py` shows it.
"""

import datetime
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bot.journal.proposals import AskedQuestion, Proposal, proposals
from bot.journal.schema import SCHEMA_VERSION
from bot.journal.statistics import (
    Feedback,
    QuestionFigures,
    erased,
    feedback,
    likeness,
    question_figures,
)
from corpus.errors import ChannelError


@dataclass(frozen=True, slots=True)
class ReportedQuestion:
    """A question as it stands in the journal, with a verdict on its answer or without.

    Attributes:
        question: Its words; None when their time is over.
        member: Hashed name of who asked or judged; it is counted and goes no further.
        day: When it was asked or judged, by the machine's clock.
        reason: Of the verdict; "" for none.
    """

    question: str | None
    member: str
    day: datetime.date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RepeatedQuestion:
    """Questions of the same words.

    Attributes:
        question: As it was worded last.
        times: How often it was asked, or its answer judged.
        members: By how many different members.
        days: On which days, each once, oldest first.
        reasons: Why the answer was called bad, and how often.
    """

    question: str
    times: int
    members: int
    days: tuple[datetime.date, ...]
    reasons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of some days.

    Attributes:
        first: The first day.
        last: The last day, today.
        period: All questions.
        feedback: All verdicts.
        unanswered: What found no answer, the most frequent first.
        bad: What was answered badly, the most frequent first.
        erased_unanswered: How many more found no answer, their words erased.
        erased_bad: How many more were answered badly, their words erased.
        proposals: Words for the editors' thesaurus.
    """

    first: datetime.date
    last: datetime.date
    period: QuestionFigures
    feedback: Feedback
    unanswered: tuple[RepeatedQuestion, ...]
    bad: tuple[RepeatedQuestion, ...]
    erased_unanswered: int
    erased_bad: int
    proposals: tuple[Proposal, ...] = ()


def journal_report(path: Path, days: int, today: datetime.date) -> Report:
    """Read the journal at `path` and report on the days up to today, which is one of them.

    Raises:
        ChannelError: There is no journal, or it cannot be read.
    """
    first = today - datetime.timedelta(days=days - 1)
    since = datetime.datetime.combine(first, datetime.time()).timestamp()
    with _reading(path) as db:
        vain = _told(
            db,
            "SELECT question, member, asked, '' FROM questions WHERE kind = 'none' AND asked >= ?",
            since,
        )
        judged = _told(
            db,
            "SELECT question, feedback.member, given, coalesce(reason, '')"
            " FROM feedback JOIN questions USING (update_id)"
            " WHERE verdict = 'bad' AND given >= ?",
            since,
        )
        return Report(
            first=first,
            last=today,
            period=question_figures(db, since),
            feedback=feedback(db, since),
            unanswered=grouped(vain),
            bad=grouped(judged),
            erased_unanswered=erased(db, "none", since) + sum(one.question is None for one in vain),
            erased_bad=erased(db, "bad", since) + sum(one.question is None for one in judged),
            proposals=proposals(_asked(db, since)),
        )


def grouped(reported: Iterable[ReportedQuestion]) -> tuple[RepeatedQuestion, ...]:
    """Count questions of the same words together, the most frequent first, then the latest."""
    same: dict[str, list[ReportedQuestion]] = {}
    for one in reported:
        if one.question is not None:
            same.setdefault(likeness(one.question), []).append(one)
    groups = [_group(sorted(every, key=lambda one: one.day)) for every in same.values()]
    return tuple(
        sorted(groups, key=lambda one: (-one.times, -one.days[-1].toordinal(), one.question))
    )


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise ChannelError(
            f"no journal at {path}", "start `gongda bot`, which makes it, or mend bot.journal"
        )
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version != SCHEMA_VERSION:
                raise sqlite3.DatabaseError(f"its version is {version}, not {SCHEMA_VERSION}")
            # One moment for all that is read, while the bot goes on writing.
            db.execute("BEGIN")
            yield db
    except sqlite3.Error as error:
        raise ChannelError(
            f"cannot read the journal {path}: {error}",
            "start `gongda bot` once, which brings an older one up to date; type the command as "
            "the user who runs the bot",
        ) from None


def _told(db: sqlite3.Connection, sql: str, since: float) -> list[ReportedQuestion]:
    return [
        ReportedQuestion(question, member, datetime.datetime.fromtimestamp(moment).date(), reason)
        for question, member, moment, reason in db.execute(f"{sql} ORDER BY 3", (since,))
    ]


def _asked(db: sqlite3.Connection, since: float) -> list[AskedQuestion]:
    sql = (
        "SELECT question, member, asked, kind = 'none' FROM questions"
        " WHERE question IS NOT NULL AND asked >= ?"
    )
    return [
        AskedQuestion(question, member, moment, bool(in_vain))
        for question, member, moment, in_vain in db.execute(sql, (since,))
    ]


def _group(told: list[ReportedQuestion]) -> RepeatedQuestion:
    return RepeatedQuestion(
        question=" ".join((told[-1].question or "").split()),
        times=len(told),
        members=len({one.member for one in told}),
        days=tuple(dict.fromkeys(one.day for one in told)),
        reasons=tuple(Counter(one.reason for one in told if one.reason).most_common()),
    )
