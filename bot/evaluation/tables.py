"""The figures of a run as tables: for the terminal, and in Markdown for table.md."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.evaluation.summary import QUALITY_MEASURES
from bot.terminal.render import BLANK_LINE, ScreenLine, line, piece

_Json = Mapping[str, Any]
REFUSALS = (
    ("auroc", "AUROC"),
    ("refused_at_95_answered", "refused at 95 % answered"),
    ("refused_at_threshold", "refused by the bot"),
)
# Chance of a difference by luck below which it is pointed out.
REAL = 0.05
_NOTHING = "–"
WIDTH = 50


def table_lines(summary: _Json) -> list[ScreenLine]:
    """Return every set's figures, one a line, for the terminal."""
    found: list[ScreenLine] = []
    for figures in summary["sets"]:
        found += [line(heading(figures), "title")]
        found += [_row(label, cell) for label, cell in figure_rows(figures)]
        if changed := figures.get("against"):
            found += [line("against the other run", "title")]
            found += [_row(name, _change(one)) for name, one in changed.items()]
        found.append(BLANK_LINE)
    return found[:-1]


def written_lines(paths: Sequence[Path], missing: str) -> list[ScreenLine]:
    """Return where the files went, and what could not be made."""
    found = [BLANK_LINE, *(line(f"wrote {path}", "note") for path in paths)]
    return [*found, line(missing, "error")] if missing else found


def markdown_tables(summary: _Json) -> str:
    """Return one table, a column a set; and one more for each set that was compared."""
    sets = summary["sets"]
    columns = [dict(figure_rows(figures)) for figures in sets]
    labels = dict.fromkeys(label for column in columns for label in column)
    lines = [
        _markdown_row(["", *(figures["name"] for figures in sets)]),
        _markdown_row(["---"] * (len(sets) + 1)),
        _markdown_row(["questions", *(f"{figures['questions']:,}" for figures in sets)]),
        _markdown_row(["documents", *(f"{figures['documents']:,}" for figures in sets)]),
    ]
    for label in labels:
        lines.append(_markdown_row([label, *(column.get(label, _NOTHING) for column in columns)]))
    for figures in sets:
        lines += _changes_markdown(figures)
    return "\n".join(lines) + "\n"


def _changes_markdown(figures: _Json) -> list[str]:
    """Return the table of a set against the other run; nothing where it was not compared."""
    changed = figures.get("against")
    if not changed:
        return []
    head = [f"{figures['name']}, against the other run:", ""]
    rows = [["", "before → now"], ["---"] * 2, *([name, _change(c)] for name, c in changed.items())]
    return ["", *head, *map(_markdown_row, rows)]


def curve_markdown(figures: _Json) -> str:
    """Return what each threshold answers, how much of it rightly, and what it refuses."""
    keys = ("threshold", "answered", "right_when_answered", "refused")
    lines = [f"{figures['name']}:", ""]
    lines += [
        _markdown_row(["threshold", "answered", "right of these", "documents removed: refused"])
    ]
    lines += [_markdown_row(["---"] * len(keys))]
    for point in figures["curve"]:
        cells = [_NOTHING if point[key] is None else f"{point[key]:.3f}" for key in keys]
        lines.append(_markdown_row(cells))
    return "\n".join(lines) + "\n"


def heading(figures: _Json) -> str:
    """Return the name and the size of a set."""
    size = f"{figures['documents']:,} documents, {figures['passages']:,} passages"
    return f"{figures['name']}: {figures['questions']:,} questions over {size}"


def figure_rows(figures: _Json) -> Iterator[tuple[str, str]]:
    """Yield label and value of every figure that the set can give."""
    for name in QUALITY_MEASURES:
        if one := figures[name]:
            yield name.replace("_", " "), cell(one)
    if figures["citation_exactness"] is not None:
        count = f"of {figures['citations']:,} citations"
        yield "citation exactness", f"{figures['citation_exactness']:.4f} {count}"
        yield "first quote, mean characters", f"{figures['quote_characters']:.0f}"
    for key, told in (
        ("abstention", "documents removed"),
        ("unanswerable", "unanswerable questions"),
    ):
        if found := figures[key]:
            yield from ((f"{told}: {label}", cell(found[name])) for name, label in REFUSALS)
    for key, told in (("latency_ms", "whole answer"), ("search_latency_ms", "search")):
        times = figures[key]
        yield f"{told}, milliseconds p50 / p99", f"{times['p50']:.1f} / {times['p99']:.1f}"


def cell(estimate: _Json | None) -> str:
    """Return a figure with its interval.

    >>> cell({"value": 0.9732, "low": 0.9671, "high": 0.9784, "questions": 3219})
    '0.973 [0.967, 0.978]'
    """
    if estimate is None:
        return _NOTHING
    return f"{estimate['value']:.3f} [{estimate['low']:.3f}, {estimate['high']:.3f}]"


def _change(one: _Json) -> str:
    real = " *" if one["p"] < REAL else ""
    return (
        f"{one['before']:.3f} → {one['now']:.3f}  {one['difference']:+.3f} "
        f"[{one['low']:+.3f}, {one['high']:+.3f}]  p = {one['p']:.4f}{real}"
    )


def _row(label: str, value: str) -> ScreenLine:
    return ScreenLine((piece(f"{label:<{WIDTH}}", "number"), piece(value)), indent=2)


def _markdown_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
