"""A million passages: how long a build takes, what it needs, how quickly the index answers.

    python -m benchmarks.speed.large [--passages 1000000 ...] [--data ../shared/data] [--page]

Pages are made up of real news and laws (`benchmarks/speed/large_pages.py`), built by `index.build`
in a process of its own (`large_build`), and asked in another (`large_ask`). Each size's figures are
kept in var/large; `--page` writes all of them into docs/large.md and draws docs/large.png. Beside
the time on the clock stands the processors' own, which does not depend on who else is at work.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from benchmarks.speed.large_page import draw, tables, write_page
from benchmarks.speed.large_pages import write_pages
from index.store.generation import current

# Seconds between two looks at the memory of a build.
LOOK = 0.2
STARTS = 5
FIRST_QUESTIONS = ("新增就业多少人？", "How many people were employed?")
REPOSITORY = Path(__file__).parents[2]
Told = Callable[[str, int, int], object]


def measure(passages: int, data: Path, folder: Path, told: Told) -> dict[str, Any]:
    """Make pages, build them, ask; return the figures."""
    pages, index = folder / "pages", folder / "index"
    for written in write_pages(pages, data, passages):
        told("pages", written, passages)
    built = build(pages, index, told)
    told("questions", 0, 1)
    files = current(index).manifest.files
    found = {
        **built,
        "pages": sum(path.stat().st_size for path in pages.rglob("*.md")),
        "files": sizes({name: entry[0] for name, entry in files.items()}),
        "start": {question: start(index, question) for question in FIRST_QUESTIONS},
        **ask(index, data),
    }
    told("questions", 1, 1)
    return found


def build(pages: Path, index: Path, told: Told) -> dict[str, Any]:
    """Build in a new process; return its stages, its peak of memory and its processor time."""
    before, printed, peak = _spent(), index.with_suffix(".log"), 0
    command = [sys.executable, "-m", "benchmarks.speed.large_build", str(pages), str(index)]
    with printed.open("w") as stdout, subprocess.Popen(command, stdout=stdout) as child:
        while child.poll() is None:
            peak = max(peak, resident(child.pid))
            told(*_stage(printed.read_text()))
            time.sleep(LOOK)
    assert child.returncode == 0, "the build failed; what it wrote to stderr stands above"
    last = json.loads(printed.read_text().splitlines()[-1])
    return {**last, "peak": peak, "processor": _spent() - before, "load": os.getloadavg()[0]}


def ask(index: Path, data: Path) -> dict[str, Any]:
    """Ask in a new process; return its figures."""
    command = [sys.executable, "-m", "benchmarks.speed.large_ask", str(index), str(data)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def start(index: Path, question: str) -> float:
    """Return the seconds from a new process to its first answer: the middle of a few."""
    command = [sys.executable, "-m", "bot.cli", "ask", question]
    environment = {**os.environ, "GONGDA_INDEX__FOLDER": str(index.resolve())}
    seconds = []
    for _ in range(STARTS):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=environment)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def resident(process: int) -> int:
    """Return the bytes that a process and its children hold in memory, what they share as well."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = {int(one) for task in tasks for one in (task / "children").read_text().split()}
    except OSError:  # It has just ended.
        return 0
    held = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")]
    return sum(held) * 1024 + sum(map(resident, children))


def sizes(files: dict[str, int]) -> dict[str, int]:
    """Return the bytes of each part of a generation: its files, and its folders as a whole."""
    found: dict[str, int] = {}
    for name, size in files.items():
        part = name.partition("/")[0]
        found[part] = found.get(part, 0) + size
    return found


def _stage(printed: str) -> tuple[str, int, int]:
    """Return the last stage that a build told of, how much of it is done, and of how much."""
    whole = printed.rpartition("\n")[0].splitlines()
    last = json.loads(whole[-1]) if whole else {}
    return last.get("stage", "build"), last.get("done", 0), last.get("total", 1)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@click.command()
@click.option("--passages", multiple=True, type=int, help="Sizes, in turn; 30000 by default.")
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"))
@click.option("--work", type=click.Path(path_type=Path), default=Path("var/large"))
@click.option("--page", is_flag=True, help="Write docs/large.md and draw docs/large.png.")
def main(passages: tuple[int, ...], data: Path, work: Path, page: bool) -> None:
    """Print the tables of all sizes measured so far."""
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    for size in passages or (() if page else (30_000,)):
        with Progress(*columns, console=Console(stderr=True)) as bars:
            task = bars.add_task(f"{size:,}")

            def told(stage: str, done: int, total: int, bars: Progress = bars) -> None:
                bars.update(task, description=f"{size:,} {stage}", completed=done, total=total)  # noqa: B023

            shutil.rmtree(work / str(size), ignore_errors=True)
            found = measure(size, data, work / str(size), told)
        (work / f"{size}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        shutil.rmtree(work / str(size))
    measured = [json.loads(path.read_text()) for path in work.glob("*.json")]
    measured.sort(key=lambda one: int(one["passages"]))
    print(tables(measured))
    if page:
        write_page(REPOSITORY / "docs" / "large.md", tables(measured))
        draw(measured, REPOSITORY / "docs" / "large.png")


if __name__ == "__main__":
    main()
