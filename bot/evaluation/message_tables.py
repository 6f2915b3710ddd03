"""What came of a set of messages, as counts: right, wrong and refused a kind and a language."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.evaluation.conversation import MessageOutcome
from bot.terminal.render import BLANK_LINE, ScreenLine, line

_Json = dict[str, Any]
ALL = "all"
# What is counted of a group of cases, in the order of the table's columns.
COLUMNS = (
    ("answerable", "archive answers"),
    ("right", "right"),
    ("wrong", "wrong"),
    ("refused", "refused"),
    ("unanswerable", "nothing answers"),
    ("unanswerable_unquoted", "without a quote"),
    ("talk", "small talk"),
    ("talk_unquoted", "without a quote"),
    ("talk_replied", "replied to as talk"),
)
_WIDTHS = (6, 8)


def summarise_messages(name: str, outcomes: Sequence[MessageOutcome]) -> _Json:
    """Return the counts of a set as JSON: a row for each kind and language, and for all."""
    refusals = [len(one.shown) for one in outcomes if _is_refusal(one)]
    return {
        "name": name,
        "messages": len(outcomes),
        "rows": [_row(*group, outcomes) for group in _groups(outcomes)],
        "refusals": len(refusals),
        "refusals_with_perhaps": sum(one.perhaps for one in outcomes),
        "refusal_characters": {
            "mean": round(sum(refusals) / len(refusals), 1) if refusals else None,
            "max": max(refusals, default=None),
        },
    }


def message_table(figures: Mapping[str, Any]) -> str:
    """Return the counts of a set as a table in Markdown."""
    heads = ["kind", "language", *(label for _, label in COLUMNS)]
    rows = [[row["kind"], row["language"], *_cells(row)] for row in figures["rows"]]
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def refusal_line(figures: Mapping[str, Any]) -> str:
    """Return how long the refusals are, as a sentence."""
    size = figures["refusal_characters"]
    return (
        f"{figures['refusals']} refusals, {figures['refusals_with_perhaps']} with a “perhaps”; "
        f"characters of a whole one: {size['mean']} on average, {size['max']} at most"
    )


def message_lines(figures: Mapping[str, Any]) -> list[ScreenLine]:
    """Return the counts of a set for the terminal: what each column counts, then a row a group."""
    heads = [f"{number}: {label}" for number, (_, label) in enumerate(COLUMNS, 1)]
    numbers = "".join(f"{number:>7}" for number in range(1, len(COLUMNS) + 1))
    found = [line(f"{figures['name']}: {figures['messages']} messages", "title")]
    found += [line(", ".join(heads), "note"), line(f"{'':<14}{numbers}", "note")]
    for row in figures["rows"]:
        named = f"{row['kind']:<{_WIDTHS[0]}}{row['language']:<{_WIDTHS[1]}}"
        found.append(line(named + "".join(f"{cell:>7}" for cell in _cells(row))))
    return [*found, line(refusal_line(figures), "note"), BLANK_LINE]


def outcomes_json(outcomes: Sequence[MessageOutcome]) -> str:
    """Return what came of every case, to be read: messages, verdict, what was shown."""
    return json.dumps([asdict(one) for one in outcomes], ensure_ascii=False, indent=1)


def _groups(outcomes: Sequence[MessageOutcome]) -> Iterator[tuple[str, str]]:
    kinds = dict.fromkeys(one.case.kind for one in outcomes)
    languages = sorted({one.case.language for one in outcomes}, reverse=True)
    yield from ((kind, language) for kind in (*kinds, ALL) for language in languages)
    yield ALL, ALL


def _row(kind: str, language: str, outcomes: Sequence[MessageOutcome]) -> _Json:
    own = [one for one in outcomes if _belongs(one, kind, language)]
    asked, nothing, talk = (
        [one for one in own if one.case.expects in expected]
        for expected in (("answers", "parts"), ("refuse",), ("talk",))
    )
    return {
        "kind": kind,
        "language": language,
        "answerable": len(asked),
        **{name: _count(asked, name) for name in ("right", "wrong", "refused")},
        "unanswerable": len(nothing),
        "unanswerable_unquoted": _unquoted(nothing),
        "talk": len(talk),
        "talk_unquoted": _unquoted(talk),
        "talk_replied": _count(talk, "right"),
    }


def _belongs(outcome: MessageOutcome, kind: str, language: str) -> bool:
    case = outcome.case
    return kind in (ALL, case.kind) and language in (ALL, case.language)


def _unquoted(outcomes: Sequence[MessageOutcome]) -> int:
    return sum(not one.quoted for one in outcomes)


def _count(outcomes: Sequence[MessageOutcome], verdict: str) -> int:
    return sum(one.verdict == verdict for one in outcomes)


def _cells(row: Mapping[str, Any]) -> list[str]:
    """Return the counts of a row, empty where the group has none of their sort."""
    whole = {"right": "answerable", "wrong": "answerable", "refused": "answerable"}
    whole |= {"unanswerable_unquoted": "unanswerable"}
    whole |= {"talk_unquoted": "talk", "talk_replied": "talk"}
    return [str(row[name]) if row[whole.get(name, name)] else "" for name, _ in COLUMNS]


def _is_refusal(outcome: MessageOutcome) -> bool:
    talk = outcome.case.expects == "talk" and outcome.verdict == "right"
    return not outcome.quoted and not talk
