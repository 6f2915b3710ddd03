"""`gongda evaluate`: its options, and the way from the paths typed to tables and files.

`bot/cli.py` prints what is returned here. Next: `bot/evaluation_sets.py` asks the questions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bot.evaluation_run import Measured
    from bot.progress import Progress
    from bot.render import Line
    from corpus.config import Settings

Function = TypeVar("Function", bound=Callable[..., Any])
PATH = click.Path(path_type=Path)
OPTIONS = (
    click.argument("paths", nargs=-1, required=True, type=PATH, metavar="FOLDER|YAML..."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document (UTF-8)."),
    click.option("--out", type=PATH, metavar="DIR", help="Write figures, run.json and a picture."),
    click.option("--against", type=PATH, metavar="RUN.json", help="Compare with an earlier run."),
    click.option(
        "--split", "splits", multiple=True, metavar="NAME", help="qrels/NAME.tsv, or all. [test]"
    ),
    click.option("--limit", type=click.IntRange(1), help="Ask at most so many questions a set."),
    click.option("--every", type=click.IntRange(1), default=1, help="Ask only every n-th one."),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed.

    Attributes:
        paths: BEIR folders and files of golden questions.
        out: Folder for run.json, summary.json, table.md and the picture; None for none.
        against: A run.json to compare with, or None.
        splits: Judgements to use; none means `test`.
        limit: Questions asked at most, of each set.
        every: Only every n-th is asked.
    """

    paths: tuple[Path, ...]
    out: Path | None = None
    against: Path | None = None
    splits: tuple[str, ...] = ()
    limit: int | None = None
    every: int = 1


def evaluate_options(command: Function) -> Function:
    """Give a command the arguments and options of `gongda evaluate`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def evaluated(
    wanted: Wanted, settings: Settings, progress: Progress
) -> tuple[dict[str, Any], list[Line]]:
    """Ask every question; return the figures as JSON and as lines.

    Raises:
        GongdaError: A set, the other run or the index cannot be used.
    """
    from bot.evaluation_report import table_lines
    from bot.evaluation_run import differences, read_run
    from bot.evaluation_sets import Choice, measure
    from bot.evaluation_summary import summary
    from index.evaluate import needed

    choice = Choice(wanted.splits, wanted.limit, wanted.every)
    # What is missing is told before the first question, not after the last.
    needed("ir_measures", "ir-measures")
    earlier = read_run(wanted.against) if wanted.against else None
    if wanted.out:
        _make(wanted.out)
    sets = [one for path in wanted.paths for one in measure(path, choice, settings, progress)]
    figures = summary(sets, None if earlier is None else differences(sets, earlier))
    lines = table_lines(figures)
    return figures, lines + (write(sets, figures, wanted.out) if wanted.out else [])


def _make(folder: Path) -> None:
    from corpus.errors import EvaluationError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvaluationError(
            f"{folder} cannot be made: {error.strerror}", "name another folder after --out"
        ) from None


def write(sets: Sequence[Measured], figures: dict[str, Any], folder: Path) -> list[Line]:
    """Write the run, its figures, the table and the picture; return what was written where."""
    from bot.evaluation_plot import draw
    from bot.evaluation_report import markdown, written_lines
    from bot.evaluation_run import run_json
    from corpus.errors import EvaluationError

    texts = {
        "run.json": json.dumps(run_json(sets), ensure_ascii=False, indent=1),
        "summary.json": json.dumps(figures, ensure_ascii=False, indent=2),
        "table.md": markdown(figures),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = [folder / name for name in texts]
    try:
        return written_lines([*paths, *draw(sets, figures, folder)], "")
    except EvaluationError as error:
        return written_lines(paths, f"no picture: {error.what}; {error.remedy}")
