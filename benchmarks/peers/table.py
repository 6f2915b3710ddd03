"""What docs/peers.json holds, as text of docs/benchmarks.md. Pure: the same JSON, the same text.

Each engine is a line of each table, ours first; "× ours" is the ratio of alternated runs, so 2.0
beside seconds is twice as slow as ours. What is not known says why. The notes below the tables and
the lines about who wins are made here as well (`benchmarks/peers/wins.py`).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from benchmarks.peers.figures import MEASURES, of_rounds, of_set, ratio, rounds_ratio, seconds
from benchmarks.peers.wins import wins
from benchmarks.peers.work import SETS

Row = dict[str, Any]
Cells = Sequence[str]
NAMES = {
    "ours": "Gongda",
    "bm25s": "bm25s + FAISS",
    "rank_bm25": "rank_bm25 + FAISS",
    "faiss": "FAISS alone",
    "haystack": "Haystack",
    "llamaindex": "LlamaIndex",
    "langchain": "LangChain as Chatchat",
    "txtai": "txtai",
}
ORDER = list(NAMES)
VARIANTS = ["search", "answer", "jieba", "vectors", "default"]
NONE = "–"
# The variants that speak for their environment.
ENVIRONMENT = ("search", "jieba", "vectors")


def section(results: Row) -> str:
    """Return the section as Markdown."""
    rows = in_order(results["rows"])
    large = f"{results['settings']['speed']:,}"
    parts = [
        _measured_on(results, rows),
        *(
            f"### {title}\n\n{table([head.replace(SPEED, large) for head in heads], made)}"
            for title, heads, make in TABLES
            if (made := [cells for row in rows for cells in make(row)])
        ),
        "### Who is ahead of us\n\n" + "\n".join(wins(rows)),
        "### Notes\n\n" + "\n".join(_notes(rows)),
    ]
    return "\n\n".join(parts)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return ours first, the others as they are listed, the better half of each first."""
    return sorted(rows, key=lambda row: ("model" in row, ORDER.index(row["name"]), _place(row)))


def _place(row: Row) -> tuple[int, str]:
    known = row["variant"] in VARIANTS
    return (VARIANTS.index(row["variant"]) if known else len(VARIANTS), row["variant"])


def label(row: Row) -> str:
    """Return what a row is called: `bm25s + FAISS, jieba`."""
    model = f", {row['model']}" if "model" in row else ""
    return f"{NAMES[row['name']]}, {row['variant']}{model}"


def table(heads: Cells, rows: Sequence[Cells]) -> str:
    """Return a Markdown table, figures to the right."""
    lines = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _finding(row: Row) -> list[Cells]:
    """Return recall and nDCG of each set."""
    sets = row.get("finding", {}).get("sets", {})
    if not sets or row["variant"] == "answer":
        return []
    cells = [label(row)]
    for name in SETS:
        found = of_set(sets[name])
        told = " / ".join(f"{found[measure]:.3f}" for measure in MEASURES)
        cells.append(f"{told} ({found['n']:.0f})")
    return [cells]


def _quoting(row: Row) -> list[Cells]:
    """Return how often the first quote holds the answer, and how many quotes are exact."""
    sets = row.get("finding", {}).get("sets", {})
    told = {name: of_set(each) for name, each in sets.items()}
    if not told or row["variant"] in ("search", "vectors", "default") or "model" in row:
        return []
    if not any("right" in one for one in told.values()):
        return [[label(row), *([NONE] * len(SETS)), "does not quote"]]
    quotes = sum(one["quotes"] for one in told.values())
    exact = sum(one["exact"] * one["quotes"] for one in told.values())
    right = (f"{told[name]['right']:.3f}" for name in SETS)
    return [[label(row), *right, f"{exact:.0f} of {quotes:.0f}"]]


def _asking(row: Row) -> list[Cells]:
    """Return a question's milliseconds at the paragraphs, and at 100,000 passages."""
    if "asking" not in row:
        return []
    own = "peer" if row["name"] != "ours" else row["variant"]
    small, large = row["asking"], row.get("speed", {}).get("asking", {})
    lines: list[Cells] = [[label(row), *_asked(small, own), *_asked(large, own)]]
    if row["name"] == "ours":
        told = f"{NAMES['ours']}, answer"
        lines.append([told, *_asked(small, "answer"), *_asked(large, "answer")])
    return lines


def _asked(asking: Row, who: str) -> Cells:
    """Return p50 and p99, questions a second from two threads, and both ratios."""
    one = asking.get("threads_1", {})
    if who not in one:
        return [_why_not(asking), NONE, NONE, NONE]
    found, two = of_rounds(one[who]), asking.get("threads_2", {}).get(who)
    return [
        f"{1000 * found['p50']:.1f} / {1000 * found['p99']:.1f}",
        f"{of_rounds(two)['qps']:.0f}" if two else NONE,
        times(rounds_ratio(one[who], one["search"])) if who != "search" else "1",
        times(rounds_ratio(one[who], one["answer"])) if who != "answer" else "1",
    ]


def _building(row: Row) -> list[Cells]:
    """Return the speed of a build, its memory and its size."""
    if "building" not in row:
        return []
    own = row["building"].get("peer") or row["building"].get("search")
    pairs = (seconds(row["building"].get(side, ())) for side in ("peer", "search"))
    large = row.get("speed", {})
    whole = large.get("build")
    return [
        [
            label(row),
            _rate(own, "documents") if own else _why_not(row["building"]),
            _rate(own, "passages") if own else NONE,
            times(ratio(*pairs)) if row["name"] != "ours" else "1",
            f"{whole['seconds']:.1f}" if whole else _why_not(large),
            f"{whole['passages']:,}" if whole else NONE,
            f"{large['build_mb']:,.0f}" if whole else NONE,
            f"{large['bytes'] / 1e6:,.0f}" if whole else NONE,
        ]
    ]


def _rate(runs: Sequence[Row], what: str) -> str:
    from statistics import median

    return f"{median(one[what] / one['seconds'] for one in runs):,.0f}"


def _changing(row: Row) -> list[Cells]:
    """Return the seconds of a change and of a start."""
    if "changing" not in row:
        return []
    changing, starting = row["changing"], row["starting"]
    side, answer = ("search", "answer") if row["name"] == "ours" else ("peer", "peer")
    changes = [
        cell for what in ("add", "delete") for cell in _seconds(changing, (side, "search"), what)
    ]
    own, ours = starting.get(answer), starting.get("answer", [])
    start = [_middle(own), times(ratio(own, ours))] if own else [_why_not(starting), NONE]
    return [[label(row), *changes, *start]]


def _seconds(changing: Row, sides: tuple[str, str], what: str) -> Cells:
    own, ours = (changing.get(side, {}).get(what) for side in sides)
    return [_middle(own), times(ratio(own, ours))] if own and ours else [_why_not(changing), NONE]


def _middle(values: Sequence[float]) -> str:
    from statistics import median

    return f"{median(values):.2f} ({len(values)})"


def _installing(row: Row) -> list[Cells]:
    """Return what is installed, the imports, and the memory of asking."""
    if row["variant"] not in ENVIRONMENT or "finding" not in row or "model" in row:
        return []
    imports = row.get("starting", {}).get("imports", {})
    started = imports.get("answer" if row["name"] == "ours" else "peer")
    held = row.get("asking", {}).get("memory", {})
    own = held.get("peer") or held.get("search")
    return [
        [
            label(row),
            f"{row['megabytes']:,.0f}",
            _middle(started) if started else NONE,
            f"{own['peak_mb']:,.0f}" if own else NONE,
            f"{row['finding']['bytes'] / 1e6:,.0f}" if "bytes" in row["finding"] else NONE,
        ]
    ]


def times(value: float | None) -> str:
    """Return a ratio as a cell: two digits that count."""
    return NONE if value is None else f"{value:.2g}" if value < 100 else f"{value:,.0f}"


def _why_not(phase: Row) -> str:
    """Return why there is no figure, short enough for a cell."""
    told = str(phase.get("unsupported") or phase.get("problem") or "")
    return told.replace("|", "/").replace("\n", " ")[:80] or NONE


# In the heads of a table, the passages that speed is measured at.
SPEED = "SPEED"
ASKED_HEADS = ("p50 / p99 ms", "2 threads: questions/s", "× our search", "× our answer")
TABLES: tuple[tuple[str, Cells, Callable[[Row], list[Cells]]], ...] = (
    (f"Finding: {' / '.join(MEASURES)} (questions)", ("engine", *SETS.values()), _finding),
    ("Quoting: the first quote holds the answer", ("engine", *SETS.values(), "exact"), _quoting),
    ("Asking", ("engine", *ASKED_HEADS, *(f"{SPEED}: {one}" for one in ASKED_HEADS)), _asking),
    (
        "Building",
        (
            "engine",
            "documents/s",
            "passages/s",
            "× our seconds",
            f"{SPEED}: s",
            f"{SPEED}: passages",
            f"{SPEED}: peak MB",
            f"{SPEED}: MB on disk",
        ),
        _building,
    ),
    (
        "Changing and starting, seconds (runs)",
        ("engine", "add one", "× ours", "delete one", "× ours", "first answer", "× ours"),
        _changing,
    ),
    (
        "Installing and holding",
        ("engine", "installed MB", "imports s (runs)", "peak MB while asking", "MB on disk"),
        _installing,
    ),
)


def _measured_on(results: Row, rows: Sequence[Row]) -> str:
    on, sizes = results["machine"], results["settings"]
    days = sorted({row["date"] for row in rows if "date" in row})
    return (
        f"Measured {' to '.join(dict.fromkeys((days[0], days[-1])))} on {on['cores']} cores "
        f"({on['processor']}), {on['memory_gb']} GB, {on['system']}, Python {on['python']}: "
        f"{sizes['news']:,} paragraphs of news around 1,848 of CMRC and DRCD, one "
        f"Chinese question of {sizes['every']}, {sizes['speed']:,} passages for speed, "
        f"{sizes['rounds']} alternated rounds."
    )


def _notes(rows: Sequence[Row]) -> list[str]:
    """Return a line each: versions, what was made again when opening, what failed."""
    lines = []
    for row in rows:
        if "problem" in row:
            lines.append(f"- {label(row)}: {row['problem']}")
            continue
        versions = row.get("finding", {}).get("versions", {})
        told = ", ".join(f"{name} {version}" for name, version in versions.items())
        if told and row["variant"] in ENVIRONMENT:
            lines.append(f"- {NAMES[row['name']]}: {told}.")
        if note := row.get("asking", {}).get("note"):
            lines.append(f"- {label(row)}, when opened: {note}")
        lines += [f"- {label(row)}: {line}" for line in _failed(row)]
    return lines


def _failed(row: Row) -> list[str]:
    names = ("asking", "changing", "starting", "building", "speed")
    told = [(name, _why_not(row[name])) for name in names if name in row]
    found = [f"{name}: {why}" for name, why in told if why != NONE]
    changes = row.get("changing", {}).get("peer") or row.get("changing", {}).get("search") or {}
    for what, seen in (("added", "found"), ("deleted", "gone")):
        missed = changes.get(seen, []).count(False)
        if missed:
            found.append(f"{missed} of {len(changes[seen])} {what} documents were not {seen}.")
    return found
