"""Every quality figure of docs/quality.md, from the data in ../shared, by one command.

    python -m benchmarks.quality --shared ../shared [--every 4] [--only cmrc] [--out DIR]

Asks the sets of `benchmarks/quality/convert.py` and the golden questions of `tests/golden/` through
`gongda evaluate`'s own code, and prints its table and the curve of the threshold.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from benchmarks.quality.convert import CONVERTERS, write_set
from benchmarks.quality.golden import FOLDER, NAMES, copy_pages
from benchmarks.quality.sets import DISTRACTORS
from bot.commands.evaluate import write_run
from bot.evaluation.run import Measured
from bot.evaluation.sets import Choice, measure
from bot.evaluation.summary import summarise
from bot.evaluation.tables import curve_markdown, markdown_tables
from bot.terminal.progress import progress_on
from corpus.config import CorpusSettings, IndexSettings, Settings
from index.building.build import BuildProgress, build_generation
from index.evaluation.beir import EVERY

SETS = (*CONVERTERS, "golden")


def beir(name: str, shared: Path, choice: Choice, progress: BuildProgress) -> Iterator[Measured]:
    """Convert one set, ask it in all its splits, and drop it again."""
    with tempfile.TemporaryDirectory() as folder:
        articles, splits = CONVERTERS[name](shared, DISTRACTORS)
        write_set(Path(folder) / name, articles, splits)
        yield from measure(Path(folder) / name, choice, Settings(), progress)


def golden(shared: Path, progress: BuildProgress) -> Iterator[Measured]:
    """Ask the golden questions, each file of an index of the pages that it is about."""
    for name in NAMES:
        with tempfile.TemporaryDirectory() as folder:
            pages = Path(folder) / "pages"
            pages.mkdir()
            copy_pages(name, shared, pages)
            settings = Settings(
                corpus=CorpusSettings(folders=(pages,)),
                index=IndexSettings(folder=Path(folder) / "index"),
            )
            build_generation(settings, progress)
            yield from measure(FOLDER / f"{name}.yaml", Choice(), settings, progress)


@click.command()
@click.option("--shared", type=click.Path(path_type=Path, exists=True), default="../shared")
@click.option("--every", default=1, help="Ask only every n-th question.")
@click.option("--only", type=click.Choice(SETS), multiple=True, help="Of these sets alone.")
@click.option("--out", type=click.Path(path_type=Path), help="Write run, figures, picture.")
def main(shared: Path, every: int, only: tuple[str, ...], out: Path | None) -> None:
    """Measure all sets."""
    choice = Choice((EVERY,), every=every)
    measured: list[Measured] = []
    with progress_on(sys.stderr) as progress:
        for name in only or SETS:
            asked = (
                golden(shared, progress)
                if name == "golden"
                else beir(name, shared, choice, progress)
            )
            measured += asked
    figures = summarise(measured)
    report(figures)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        write_run(measured, figures, out)


def report(figures: Mapping[str, Any]) -> None:
    """Print the table, then each set's curve."""
    print(markdown_tables(figures))
    for one in figures["sets"]:
        print(curve_markdown(one))


if __name__ == "__main__":
    main()
