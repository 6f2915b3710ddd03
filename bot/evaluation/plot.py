"""The figures of a run as one picture: how much is found, how much is refused, how sure to be.

Three panels: recall with its intervals; what every threshold answers rightly and refuses; whether
a confidence of 0.7 means that seven quotes in ten answer. Drawn by matplotlib, which only this
file imports.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.evaluation.run import Measured
from index.evaluation.measures import Outcome, needed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RECALLS = ("recall@1", "recall@5", "recall@10", "answer_in_quote")
LABELS = ("recall@1", "recall@5", "recall@10", "answer\nin quote")
# Told apart by people who see no red or no green (Okabe and Ito's colours).
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
GRID = "#DDDDDD"
_SIZE = (15.0, 4.8)  # inches
DOTS = 150  # an inch
STEPS = np.linspace(0, 1, 201)
_BINS = 10
# Questions that a bin needs for its share to say anything.
_FEWEST = 10


def draw(sets: Sequence[Measured], summary: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write evaluation.svg and evaluation.png; return their paths.

    Raises:
        EvaluationError: matplotlib is not installed.
    """
    needed("matplotlib", "matplotlib")
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, layout="constrained")
    FigureCanvasAgg(figure)
    recall, refusal, belief = figure.subplots(1, 3, width_ratios=(1.25, 1, 1))
    names = [_name(one.name, number) for number, one in enumerate(sets, 1)]
    _recall(recall, summary["sets"], names)
    _refusal(refusal, sets, summary["sets"])
    _belief(belief, sets)
    handles, labels = recall.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(names), frameon=False)
    paths = [folder / f"evaluation.{kind}" for kind in ("svg", "png")]
    for path in paths:
        figure.savefig(path, dpi=DOTS)
    return paths


def _name(name: str, number: int) -> str:
    """Return a name that every font can draw."""
    return name if name.isascii() else f"set {number}"


def _recall(axes: "Axes", sets: Sequence[Mapping[str, Any]], names: Sequence[str]) -> None:
    width = 0.8 / len(sets)
    for number, (figures, name) in enumerate(zip(sets, names, strict=True)):
        for place, measure in enumerate(RECALLS):
            estimate = figures[measure]
            if estimate is None:
                continue
            x = place + (number - (len(sets) - 1) / 2) * width
            value = estimate["value"]
            spread = [[max(0, value - estimate["low"])], [max(0, estimate["high"] - value)]]
            axes.bar(
                x,
                value,
                0.92 * width,
                color=_colour(number),
                yerr=spread,
                error_kw={"ecolor": "#333333", "elinewidth": 1, "capsize": 2},
                label=name if place == 0 else None,
            )
            axes.text(x, 0.02, f"{value:.3f}", rotation=90, color="white", ha="center", fontsize=8)
    axes.set_xticks(range(len(RECALLS)), LABELS)
    _dress(axes, "Found and quoted, with 95 % intervals", "", "share of the questions")
    axes.grid(visible=False, axis="x")


def _refusal(
    axes: "Axes", sets: Sequence[Measured], summaries: Sequence[Mapping[str, Any]]
) -> None:
    for number, (one, figures) in enumerate(zip(sets, summaries, strict=True)):
        answered, right, gone = curves(one)
        axes.plot(answered, right, color=_colour(number))
        axes.plot(answered, gone, color=_colour(number), linestyle="--")
        shipped = int(np.searchsorted(STEPS, _shipped(figures)))
        for line in (right, gone):
            axes.plot(answered[shipped], line[shipped], "o", color=_colour(number), markersize=6)
    axes.plot([], [], color="#555555", label="answered rightly, of the answered")
    axes.plot([], [], color="#555555", linestyle="--", label="refused, of those without document")
    axes.plot([], [], "o", color="#555555", label="the bot's threshold")
    axes.legend(loc="lower left", fontsize=8, frameon=False)
    _dress(axes, "What each threshold buys", "answered, of the answerable questions", "share")


def _belief(axes: "Axes", sets: Sequence[Measured]) -> None:
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle=":")
    for number, one in enumerate(sets):
        told, seen = reliability(one)
        axes.plot(told, seen, "o-", color=_colour(number), markersize=4)
    axes.text(
        0.03, 0.93, "with those that nothing answers,\nor whose document is removed", fontsize=8
    )
    _dress(axes, "Is the confidence honest?", "confidence told", "share that was right")


def curves(measured: Measured) -> tuple[list[float], list[float], list[float]]:
    """Return shares for thresholds from 0 to 1: answered, right among them, removed ones refused.

    A share of nothing is not a number, and is not drawn.
    """
    able = [outcome for outcome in measured.outcomes if outcome.answerable]
    sure = np.array([outcome.confidence for outcome in able])
    gone = np.array([o.confidence_without for o in able if o.confidence_without is not None])
    return (
        [_mean(sure >= step) for step in STEPS],
        _right_shares(able),
        [_mean(gone < step) for step in STEPS],
    )


def _right_shares(able: Sequence[Outcome]) -> list[float]:
    """Return for each threshold how much of what it answers is right, where that is known."""
    known = [outcome for outcome in able if outcome.right_unrefused is not None]
    sure = np.array([outcome.confidence for outcome in known])
    right = np.array([bool(outcome.right_unrefused) for outcome in known])
    return [_mean(right[sure >= step]) for step in STEPS]


def reliability(measured: Measured) -> tuple[list[float], list[float]]:
    """Return mean confidence and share right of ten bins; where nothing answers none is right."""
    pairs = _confidences(measured.outcomes)
    means: list[float] = []
    shares: list[float] = []
    for place in range(_BINS):
        inside = [pair for pair in pairs if min(_BINS - 1, int(pair[0] * _BINS)) == place]
        if len(inside) >= _FEWEST:
            means.append(float(np.mean([sure for sure, _ in inside])))
            shares.append(float(np.mean([right for _, right in inside])))
    return means, shares


def _confidences(outcomes: Sequence[Outcome]) -> list[tuple[float, bool]]:
    """Return confidences, each with whether it was right: nothing is where nothing answers."""
    pairs: list[tuple[float, bool]] = []
    for outcome in outcomes:
        if not outcome.answerable:
            pairs.append((outcome.confidence, False))
        elif outcome.right_unrefused is not None:
            pairs.append((outcome.confidence, outcome.right_unrefused))
        if outcome.confidence_without is not None:
            pairs.append((outcome.confidence_without, False))
    return pairs


def _mean(values: Any) -> float:  # noqa: ANN401 - an array of whatever numbers
    return float(np.mean(values)) if len(values) else float("nan")


def _shipped(figures: Mapping[str, Any]) -> float:
    refusals = figures["abstention"] or figures["unanswerable"]
    return float(refusals["threshold"]) if refusals else 0.0


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]


def _dress(axes: "Axes", title: str, across: str, up: str) -> None:
    axes.set_title(title, fontsize=11, loc="left", fontweight="bold")
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.set_ylim(0, 1.03)
    axes.set_axisbelow(True)
    axes.grid(visible=True, color=GRID, linewidth=0.6)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
