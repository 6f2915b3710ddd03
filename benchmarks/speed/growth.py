"""How the cost of a question, of a build and of one more article grows with the archive.

    python -m benchmarks.speed.growth [--passages 1000 ...] [--data ../shared/data]

Pages, builds and questions are those of `benchmarks/speed/large.py`; here one article is added to
the built archive, and it is built again. Each size's figures are kept in var/growth; a million
passages are taken from var/large, where `benchmarks.speed.large` has measured them. Writes the
section `growth` of docs/benchmarks.md and draws docs/growth.svg. All figures are processor time,
which does not depend on who else is at work; exponents are slopes between neighbouring sizes on
logarithmic scales.
"""

import json
import math
import shutil
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from benchmarks.bench_page import write_section
from benchmarks.speed.large import REPOSITORY, Told, build, measure
from benchmarks.speed.large_page import BLUE, GREEN, GREY, ORANGE

SIZES = (1_000, 10_000, 100_000)
MILLION = REPOSITORY / "var" / "large" / "1000000.json"
PICTURE = REPOSITORY / "docs" / "growth.svg"
NEW = "# 新增的一篇\n\n本报讯（记者 张晶）工会新建了一座驿站，供户外劳动者歇脚。\n"
# Label, unit, colour, and where the figure stands among those of a size.
COSTS = {
    "a Chinese question": ("ms", BLUE, lambda one: one["zh"][2]),
    "an English question": ("ms", ORANGE, lambda one: one["en"][2]),
    "a build": ("s", BLUE, lambda one: one["processor"]),
    "one article more": ("s", GREEN, lambda one: one.get("added")),
}


def measured(passages: int, data: Path, work: Path, told: Told) -> dict[str, Any]:
    """Return the figures of a size, with the processor seconds of one article more."""
    shutil.rmtree(work, ignore_errors=True)
    found = measure(passages, data, work, told)
    (work / "pages" / "2026-01-01_01.md").write_text(NEW, "utf-8")
    found["added"] = build(work / "pages", work / "index", told)["processor"]
    shutil.rmtree(work)
    return found


def slopes(points: Sequence[tuple[float, float]]) -> list[float]:
    """Return the exponents between neighbouring points: 1.0 is linear, 0.0 does not grow.

    >>> slopes([(10, 3.0), (100, 30.0), (1000, 30.0)])
    [1.0, 0.0]
    """
    return [
        math.log(after[1] / before[1]) / math.log(after[0] / before[0])
        for before, after in pairwise(points)
    ]


def points(name: str, sizes: Sequence[dict[str, Any]]) -> list[tuple[float, float]]:
    """Return passages and cost of each size where it was measured."""
    cost = COSTS[name][2]
    return [(one["passages"], found) for one in sizes if (found := cost(one)) is not None]


def table(sizes: Sequence[dict[str, Any]]) -> str:
    """Return a row a cost, a column a size, and the exponents between them."""
    head = [f"{one['passages']:,}" for one in sizes]
    lines = [
        f"| processor time at passages | {' | '.join(head)} | exponents |",
        f"| --- |{' ---: |' * (len(head) + 1)}",
    ]
    for name, (unit, _, cost) in COSTS.items():
        cells = ["–" if cost(one) is None else f"{cost(one):.1f} {unit}" for one in sizes]
        grown = ", ".join(f"{slope:.2f}" for slope in slopes(points(name, sizes)))
        lines.append(f"| {name} | {' | '.join(cells)} | {grown} |")
    return "\n".join(lines)


def draw(sizes: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw the costs on logarithmic scales."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3.2), layout="constrained")
    FigureCanvasSVG(figure)
    halves = dict(zip(("ms", "s"), figure.subplots(1, 2), strict=True))
    for name, (unit, colour, _) in COSTS.items():
        halves[unit].plot(*zip(*points(name, sizes), strict=True), "o-", color=colour, label=name)
    for unit, axes in halves.items():
        axes.set(xscale="log", yscale="log", xlabel="passages", ylabel=f"{unit} of a processor")
        axes.grid(color=GREY)
        axes.legend()
    with rc_context({"svg.hashsalt": "growth"}):
        figure.savefig(path, metadata={"Date": None, "Creator": None})


def section(sizes: Sequence[dict[str, Any]], day: date) -> str:
    """Return what the page says."""
    return "\n\n".join(
        [
            f"Measured {day}: the median of 200 questions, finding alone (`Index.search`).",
            table(sizes),
            "![cost of a question, a build and one article more over passages](growth.svg)",
        ]
    )


@click.command()
@click.option("--passages", multiple=True, type=int, default=SIZES, show_default=True)
@click.option("--data", type=click.Path(path_type=Path, exists=True), default="../shared/data")
def main(passages: Sequence[int], data: Path) -> None:
    """Measure all sizes and write the section."""
    work = REPOSITORY / "var" / "growth"
    work.mkdir(parents=True, exist_ok=True)
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    for size in passages:
        with Progress(*columns, console=Console(stderr=True)) as bars:
            task = bars.add_task(f"{size:,}")

            def told(stage: str, done: int, total: int, bars: Progress = bars) -> None:
                bars.update(task, description=stage, completed=done, total=total)  # noqa: B023

            found = measured(size, data, work / str(size), told)
        (work / f"{size}.json").write_text(json.dumps(found, indent=1) + "\n")
    kept = [json.loads((work / f"{size}.json").read_text()) for size in sorted(passages)]
    if MILLION.exists():
        kept.append(json.loads(MILLION.read_text()))
    draw(kept, PICTURE)
    write_section("growth", section(kept, date.today()))


if __name__ == "__main__":
    main()
