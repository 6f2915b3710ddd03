"""The editors' report for a terminal, and as JSON for programs. Next: `bot/commands/journal.py`."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from bot.journal.messages import ReportMessages, report_messages
from bot.journal.proposals import Proposal
from bot.journal.report import RepeatedQuestion, Report
from bot.reply import Language
from bot.terminal.render import BLANK_LINE, ScreenLine, line, piece

_JSON_VERSION = 1
# Days that are named one by one; of more, the first and the last are.
NAMED_DAYS = 3


def report_lines(report: Report, language: Language) -> list[ScreenLine]:
    """Return the report for a terminal."""
    frame = report_messages(language)
    days = (report.last - report.first).days + 1
    lines = [line(frame.period.format(first=report.first, last=report.last, days=days), "title")]
    asked = report.period
    if not asked.questions and not report.feedback.good + report.feedback.bad:
        return [*lines, BLANK_LINE, line(frame.nothing)]
    share = f"{asked.refused / asked.questions:.0%}" if asked.questions else "0%"
    counts = frame.counts.format(
        questions=asked.questions, members=asked.members, refused=asked.refused, share=share
    )
    verdicts = frame.verdicts.format(good=report.feedback.good, bad=report.feedback.bad)
    lines += [line(counts), line(verdicts), BLANK_LINE, line(frame.unanswered, "title")]
    lines += _groups(report.unanswered, report.erased_unanswered, frame.none_unanswered, frame)
    lines += [BLANK_LINE, line(frame.bad, "title")]
    lines += _groups(report.bad, report.erased_bad, frame.none_bad, frame)
    if report.proposals:
        lines += [BLANK_LINE, line(frame.proposals, "title"), *_proposed(report.proposals, frame)]
    return [
        *lines,
        BLANK_LINE,
        *(line(said, "note", 2 * bool(n)) for n, said in enumerate(frame.next)),
    ]


def report_json(report: Report) -> dict[str, Any]:
    """Return the report as a tree for JSON; days as 2023-01-05, the median and the like left out.

    `{"version": 1, "first": "…", "unanswered": {"groups": [{"question": "…", "times": 2, …}], …}}`
    """
    return {
        "version": _JSON_VERSION,
        "first": report.first.isoformat(),
        "last": report.last.isoformat(),
        "questions": report.period.questions,
        "members": report.period.members,
        "refused": report.period.refused,
        "good": report.feedback.good,
        "bad": report.feedback.bad,
        "unanswered": _tree(report.unanswered, report.erased_unanswered),
        "bad_answers": _tree(report.bad, report.erased_bad),
        "proposals": [
            {"words": [one.printed, one.typed], "times": one.times, "members": one.members}
            for one in report.proposals
        ],
    }


def _groups(
    groups: Iterable[RepeatedQuestion], erased: int, nothing: str, frame: ReportMessages
) -> Iterator[ScreenLine]:
    none = True
    for number, group in enumerate(groups, 1):
        none = False
        yield ScreenLine((piece(f"{number:>3}  ", "number"), piece(group.question)))
        said = frame.times.format(
            times=group.times, members=group.members, days=named_days(group.days)
        )
        reasons = (f"{frame.reasons.get(one, one)} {times}" for one, times in group.reasons)
        yield line(" · ".join([said, *reasons]), "note", 5)
    if erased:
        yield line(frame.erased.format(n=erased), "note", 2)
    elif none:
        yield line(nothing, "note", 2)


def _proposed(found: Iterable[Proposal], frame: ReportMessages) -> Iterator[ScreenLine]:
    """Yield each group as it may be pasted into the thesaurus, and who typed it below."""
    for one in found:
        yield line(f"{one.printed}, {one.typed}", "body", 5)
        yield line(frame.typed.format(times=one.times, members=one.members), "note", 5)


def named_days(days: tuple[datetime.date, ...]) -> str:
    """Return days in a line; of many only the first and the last."""
    if len(days) > NAMED_DAYS:
        return f"{days[0]} … {days[-1]}"
    return ", ".join(day.isoformat() for day in days)


def _tree(groups: Iterable[RepeatedQuestion], erased: int) -> dict[str, Any]:
    return {
        "groups": [
            {
                "question": group.question,
                "times": group.times,
                "members": group.members,
                "days": [day.isoformat() for day in group.days],
                "reasons": dict(group.reasons),
            }
            for group in groups
        ],
        "erased": erased,
    }
