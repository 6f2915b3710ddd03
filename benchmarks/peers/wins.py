"""The lines that say where a peer is ahead of us, made from the figures and nothing else."""

from collections.abc import Callable, Iterator, Sequence
from statistics import mean
from typing import Any

from benchmarks.peers.figures import ratio, rounds_ratio, seconds

Row = dict[str, Any]
# A ratio within this of 1 is a draw on a machine that does other things as well.
DRAW = 0.03
# Questions of which a share can be taken; a peer whose time was up was asked the first few alone.
FEWEST = 30
Figure = Callable[[Row, Row], float | None]


def wins(rows: Sequence[Row]) -> list[str]:
    """Return a line for each figure in which some peer is ahead, naming all that are."""
    ours = next((row for row in rows if row["name"] == "ours" and row["variant"] == "search"), None)
    if ours is None:
        return ["- Ours was not measured."]
    peers = [row for row in rows if row["name"] != "ours" and "model" not in row]
    lines = [line for what, figure in FIGURES.items() for line in _line(what, figure, peers, ours)]
    return lines or ["- Nobody, in what was measured here."]


def _line(what: str, figure: Figure, peers: Sequence[Row], ours: Row) -> Iterator[str]:
    ahead = {
        f"{row['name']} ({row['variant']})": value
        for row in peers
        if (value := figure(row, ours)) is not None and value < 1 - DRAW
    }
    if ahead:
        told = ", ".join(
            f"{name} {value:.2f}" for name, value in sorted(ahead.items(), key=lambda one: one[1])
        )
        yield f"- **{what}**, as a share of ours: {told}."


def _rounds(phase: str, threads: int) -> Figure:
    def figure(row: Row, ours: Row) -> float | None:
        asking = row.get("speed", {}).get("asking", {}) if phase == "speed" else row.get(phase, {})
        sides = asking.get(f"threads_{threads}", {})
        return rounds_ratio(sides["peer"], sides["search"]) if "peer" in sides else None

    return figure


def _pairs(phase: str, side: str, what: str = "") -> Figure:
    def figure(row: Row, ours: Row) -> float | None:
        sides = row.get(phase, {})
        if "peer" not in sides:
            return None
        theirs, own = sides["peer"], sides[side]
        if phase == "building":
            return ratio(seconds(theirs), seconds(own))
        return ratio(theirs[what], own[what]) if what else ratio(theirs, own)

    return figure


def _value(of: Callable[[Row], Any], every: bool = True) -> Figure:
    """Return a figure of one row; of an environment, which both variants share, only once."""

    def figure(row: Row, ours: Row) -> float | None:
        if not every and row["variant"] == "default":
            return None
        try:
            return float(of(row) / of(ours))
        except KeyError:
            return None

    return figure


def _missed(name: str) -> Figure:
    """Return the share of questions whose document is not first, theirs by ours."""

    def figure(row: Row, ours: Row) -> float | None:
        sides = [one.get("finding", {}).get("sets", {}).get(name) for one in (row, ours)]
        if None in sides:
            return None
        asked = min(len(one["each"]) for one in sides)
        if asked < FEWEST:
            return None
        theirs, own = (mean(each["rank"] != 1 for each in one["each"][:asked]) for one in sides)
        return theirs / own if own else None

    return figure


def _imports(row: Row, ours: Row) -> float | None:
    sides = row.get("starting", {}).get("imports", {})
    return ratio(sides["peer"], sides["answer"]) if "peer" in sides else None


def _held(row: Row) -> float:
    held = row["asking"]["memory"]
    return float((held.get("peer") or held["search"])["peak_mb"])


FIGURES: dict[str, Figure] = {
    "Chinese questions whose document is not first": _missed("zh"),
    "English questions whose document is not first": _missed("en"),
    "English questions over DRCD whose document is not first": _missed("en_drcd"),
    "Milliseconds of a question, paragraphs": _rounds("asking", 1),
    "Milliseconds of a question, passages for speed": _rounds("speed", 1),
    "Seconds of a build": _pairs("building", "search"),
    "Seconds to add one": _pairs("changing", "search", "add"),
    "Seconds to delete one": _pairs("changing", "search", "delete"),
    "Seconds to the first answer": _pairs("starting", "answer"),
    "Megabytes installed": _value(lambda row: row["megabytes"], every=False),
    "Seconds of imports": _imports,
    "Megabytes on disk": _value(lambda row: row["finding"]["bytes"]),
    "Peak memory of a build": _value(lambda row: row["finding"]["build_mb"]),
    "Peak memory while asking": _value(_held),
}
