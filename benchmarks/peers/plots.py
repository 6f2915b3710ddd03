"""Two pictures of docs/peers.json: what is found against what it takes, and the ratios to ours."""

from pathlib import Path
from typing import Any

from benchmarks.peers.figures import of_rounds, of_set
from benchmarks.peers.wins import FEWEST

Row = dict[str, Any]
# Colours that people who see no red or no green tell apart; ours stands out.
OURS, PEER, GREY = "#D55E00", "#0072B2", "#DDDDDD"
RECALL, WAIT = "peers-recall.svg", "peers-wait.svg"


def draw(results: Row, folder: Path) -> None:
    """Write both; the same JSON gives the same bytes."""
    import matplotlib as mpl

    mpl.rcParams.update({"svg.hashsalt": "gongda", "svg.fonttype": "none"})
    rows = [row for row in results["rows"] if "model" not in row and row["variant"] != "answer"]
    _recall([row for row in rows if "p50" in _speed(row)], folder / RECALL)
    _wait([row for row in rows if _starts(row)], folder / WAIT)


def _recall(rows: list[Row], path: Path) -> None:
    """Draw R@1 of Chinese and of English questions over the milliseconds of a question."""
    figure = _figure(9.5, 4.2)
    for axes, name, told in zip(
        figure.subplots(1, 2), ("zh", "en"), ("Chinese", "English"), strict=True
    ):
        for row in rows:
            if len(row["finding"]["sets"][name]["each"]) < FEWEST:
                continue
            found = of_set(row["finding"]["sets"][name])
            place = (1000 * _speed(row)["p50"], found["R@1"])
            filled = row["variant"] != "default"
            colour = _colour(row)
            axes.plot(*place, "o", color=colour, mfc=colour if filled else "white")
            axes.annotate(_name(row), place, xytext=(5, 4), textcoords="offset points", fontsize=7)
        axes.set(xscale="log", xlabel="a question, ms (p50)", ylabel="right document first")
        axes.set(title=f"{told} questions", ylim=(-0.03, 1.05))
        # Room for the names on the right, and whole numbers below.
        low, high = axes.get_xlim()
        axes.set_xlim(low / 1.5, high * 5)
        axes.xaxis.set_major_formatter("{x:g}")
        axes.grid(color=GREY)
    _save(figure, path)


def _wait(rows: list[Row], path: Path) -> None:
    """Draw the seconds of a first answer of a new process as bars."""
    figure = _figure(7.5, 0.7 + 0.35 * max(1, len(rows)))
    axes = figure.subplots()
    order = sorted(rows, key=_starts, reverse=True)
    axes.barh(
        [_name(row) for row in order],
        [_starts(row) for row in order],
        color=[_colour(row) for row in order],
    )
    axes.set(title="new process to first answer, seconds")
    axes.grid(color=GREY, axis="x")
    axes.set_axisbelow(True)
    _save(figure, path)


def _speed(row: Row) -> dict[str, float]:
    rounds = row.get("asking", {}).get("threads_1", {})
    own = rounds.get("peer") or rounds.get("search")
    return of_rounds(own) if own and "sets" in row.get("finding", {}) else {}


def _starts(row: Row) -> float:
    from statistics import median

    starting = row.get("starting", {})
    own = starting.get("answer" if row["name"] == "ours" else "peer")
    return median(own) if own else 0.0


def _colour(row: Row) -> str:
    return OURS if row["name"] == "ours" else PEER


def _name(row: Row) -> str:
    return "Gongda" if row["name"] == "ours" else f"{row['name']}, {row['variant']}"


def _figure(width: float, height: float) -> Any:  # noqa: ANN401 - matplotlib is not typed here
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasSVG(figure)
    return figure


def _save(figure: Any, path: Path) -> None:  # noqa: ANN401
    figure.savefig(path, metadata={"Date": None})
