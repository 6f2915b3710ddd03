"""`gongda evaluate`: its options, and the way from the paths typed to tables and files.

Next: `bot/evaluation/sets.py` asks the questions.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import PATH, config_option, current_settings, with_options
from bot.commands.output import show, show_json

if TYPE_CHECKING:
    from bot.evaluation.run import Measured
    from bot.terminal.render import ScreenLine
    from corpus.config import Settings
    from index.building.build import BuildProgress

_OPTIONS = (
    click.argument("paths", nargs=-1, required=True, type=PATH, metavar="FOLDER|YAML..."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document (UTF-8)."),
    click.option("--out", type=PATH, metavar="DIR", help="Write figures, run.json and a picture."),
    click.option("--against", type=PATH, metavar="RUN.json", help="Compare with an earlier run."),
    click.option(
        "--split",
        "splits",
        multiple=True,
        metavar="NAME",
        help="qrels/NAME.tsv, or all [test]; of messages a half [all].",
    ),
    click.option("--limit", type=click.IntRange(1), help="Ask at most so many questions a set."),
    click.option("--reader", metavar="NAME", help="Who reads, instead of bot.reader."),
    click.option("--every", type=click.IntRange(1), default=1, help="Ask only every n-th one."),
)


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """What was typed.

    Attributes:
        paths: BEIR folders, files of golden questions and of messages.
        out: Folder for run.json, summary.json, table.md and the picture; None for none.
        against: A run.json to compare with, or None.
        splits: Judgements to use; none means `test`. Of messages, halves; none means all.
        limit: Questions asked at most, of each set.
        every: Only every n-th is asked.
        reader: Who reads, in place of `bot.reader`; None for that.
    """

    paths: tuple[Path, ...]
    out: Path | None = None
    against: Path | None = None
    splits: tuple[str, ...] = ()
    limit: int | None = None
    every: int = 1
    reader: str | None = None


@click.command(short_help="Measure the answers on questions with known ones.")
@with_options(_OPTIONS)
@config_option
def evaluate(as_json: bool, **options: Any) -> None:  # noqa: ANN401 - as `EvaluationRequest` has them
    """Measure finding, quoting and refusing on BEIR folders and files of questions or messages."""
    from bot.terminal.progress import progress_on

    with progress_on(sys.stderr) as progress:
        figures, lines = evaluated(EvaluationRequest(**options), current_settings(), progress)
    show_json(figures) if as_json else show(lines)


def evaluated(
    wanted: EvaluationRequest, settings: Settings, progress: BuildProgress
) -> tuple[dict[str, Any], list[ScreenLine]]:
    """Ask every question; return the figures as JSON and as lines.

    Raises:
        GongdaError: A set, the other run or the index cannot be used.
    """
    from index.evaluation.message_sets import is_message_set

    if wanted.reader:
        bot = settings.bot.model_copy(update={"reader": wanted.reader})
        settings = settings.model_copy(update={"bot": bot})
    if wanted.out:
        _make(wanted.out)
    talks = tuple(path for path in wanted.paths if is_message_set(path))
    others = tuple(path for path in wanted.paths if path not in talks)
    figures, lines = (
        _questions(replace(wanted, paths=others), settings, progress) if others else ({}, [])
    )
    if talks:
        told, shown = _messages(replace(wanted, paths=talks), settings, progress)
        figures, lines = figures | {"messages": told}, [*shown, *lines]
    return figures, lines


def _questions(
    wanted: EvaluationRequest, settings: Settings, progress: BuildProgress
) -> tuple[dict[str, Any], list[ScreenLine]]:
    """Ask the questions of BEIR folders and golden files."""
    from bot.evaluation.run import differences, read_run
    from bot.evaluation.sets import Choice, measure
    from bot.evaluation.summary import summarise
    from bot.evaluation.tables import table_lines
    from index.evaluation.measures import needed

    choice = Choice(wanted.splits, wanted.limit, wanted.every)
    # What is missing is told before the first question, not after the last.
    needed("ir_measures", "ir-measures")
    needed("scipy", "scipy")
    earlier = read_run(wanted.against) if wanted.against else None
    sets = [one for path in wanted.paths for one in measure(path, choice, settings, progress)]
    figures = summarise(sets, None if earlier is None else differences(sets, earlier))
    lines = table_lines(figures)
    return figures, lines + (write_run(sets, figures, wanted.out) if wanted.out else [])


def _messages(
    wanted: EvaluationRequest, settings: Settings, progress: BuildProgress
) -> tuple[list[dict[str, Any]], list[ScreenLine]]:
    """Send the messages of message sets to the index that is there."""
    from bot.evaluation.conversation import send_all
    from bot.evaluation.message_tables import message_lines, outcomes_json, summarise_messages
    from index.evaluation.message_sets import read_message_set

    told, lines = [], []
    for path in wanted.paths:
        cases = read_message_set(path, wanted.splits)[:: wanted.every][: wanted.limit]
        outcomes = send_all(settings, cases, progress)
        told.append(summarise_messages(path.stem, outcomes))
        lines += message_lines(told[-1])
        if wanted.out:
            text = outcomes_json(outcomes)
            (wanted.out / f"{path.stem}.json").write_text(text, encoding="utf-8")
    return told, lines


def _make(folder: Path) -> None:
    from corpus.errors import EvaluationError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvaluationError(
            f"{folder} cannot be made: {error.strerror}", "name another folder after --out"
        ) from None


def write_run(sets: Sequence[Measured], figures: dict[str, Any], folder: Path) -> list[ScreenLine]:
    """Write the run, its figures, the table and the picture; return what was written where."""
    from bot.evaluation.plot import draw
    from bot.evaluation.run import run_json
    from bot.evaluation.tables import markdown_tables, written_lines
    from corpus.errors import EvaluationError

    texts = {
        "run.json": json.dumps(run_json(sets), ensure_ascii=False, indent=1),
        "summary.json": json.dumps(figures, ensure_ascii=False, indent=2),
        "table.md": markdown_tables(figures),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = [folder / name for name in texts]
    try:
        return written_lines([*paths, *draw(sets, figures, folder)], "")
    except EvaluationError as error:
        return written_lines(paths, f"no picture: {error.what}; {error.remedy}")
