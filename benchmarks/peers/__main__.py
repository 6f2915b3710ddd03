"""Every engine beside ours, and the page about it, by one command.

    python -m benchmarks.peers [--shared ../shared] [--only NAME …] [--resume] [--every 8]

Makes an environment for each peer, measures it phase by phase (`benchmarks/peers/measure.py`), and
writes docs/peers.json, the section of docs/benchmarks.md and its pictures. What was measured lies
in var/peers; --resume goes on where a run was stopped, --only measures some anew and takes
the others from there. An engine that fails leaves its reason in the table; what has not begun after
--minutes is left out, and --resume measures it.
"""

import datetime
import json
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.peers.environments import REPOSITORY, Environment, environment
from benchmarks.peers.measure import (
    ANSWER,
    OURS,
    SEARCH,
    Bench,
    Peer,
    Row,
    asking,
    building,
    changing,
    finding,
    safely,
    speed,
    starting,
)
from benchmarks.peers.page import write
from benchmarks.peers.work import Sizes, only_answering, prepare, told

# The one that builds its words anew for each question comes last, as its time may be up.
NAMES = (OURS, "bm25s", "rank_bm25", "faiss", "haystack", "llamaindex", "txtai", "langchain")
# The better half of each peer is measured in all there is, the other in what its words change.
VARIANTS = {OURS: (SEARCH, ANSWER), "faiss": ("vectors",)}
BEST, DEFAULT = "jieba", "default"
WHOLE = (SEARCH, BEST)
# Who is measured with another model, where one is given.
WITH_TRANSFORMER = {OURS: SEARCH, "bm25s": BEST}
TIME_UP = "left out: the time was up"
MODEL = REPOSITORY / "index" / "model"
ROOT = REPOSITORY / "var" / "peers"
Phases = dict[str, Callable[[], Row]]


def phases(bench: Bench, peer: Peer) -> Phases:
    """Return what is measured of a peer, in order."""
    first: Phases = {"finding": partial(finding, bench, peer)}
    if peer.variant == ANSWER:
        return first
    first["asking"] = partial(asking, bench, peer, "finding")
    if peer.variant not in WHOLE:
        return first
    rest = {"changing": changing, "starting": starting, "building": building, "speed": speed}
    return first | {name: partial(phase, bench, peer) for name, phase in rest.items()}


def peers(names: Sequence[str], root: Path, model: Path) -> Iterator[tuple[Peer, Environment]]:
    """Yield every variant of every engine with its environment, ours first."""
    for name in dict.fromkeys((OURS, *names)):
        made = environment(name, root / "environments")
        for variant in VARIANTS.get(name, (BEST, DEFAULT)):
            yield Peer(name, variant, made.python, model), made


def measured(bench: Bench, peer: Peer, made: Environment, told: Callable[[str], bool]) -> Row:
    """Return the row of a peer; what fails in a phase stands there as its reason.

    `told` is asked before each phase whether there is time for it.
    """
    row: Row = {"name": peer.name, "variant": peer.variant, "date": str(datetime.date.today())}
    if made.problem:
        return {**row, "problem": f"not installed: {made.problem}"}
    row["megabytes"] = round(made.megabytes, 1)
    for name, phase in phases(bench, peer).items():
        row[name] = safely(phase) if told(f"{peer.label} {name}") else {"problem": TIME_UP}
        if name == "finding" and "sets" not in row[name]:
            return {**row, "problem": row[name].get("problem") or row[name]["unsupported"]}
    return row


def measure(bench: Bench, everyone: Sequence[tuple[Peer, Environment]], minutes: float) -> None:
    """Measure these, a file each, as long as there is time; a progress bar on stderr."""
    until = time.monotonic() + 60 * minutes
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task("", total=len(everyone))
        for peer, made in everyone:

            def told(what: str) -> bool:
                bars.update(task, description=what)
                return time.monotonic() < until

            row = measured(bench, peer, made, told)
            keep(bench.root, peer.label, row)
            if peer.name != OURS:
                shutil.rmtree(bench.root / "indexes" / peer.label, ignore_errors=True)
            bars.advance(task)


def with_transformer(bench: Bench, model: Path) -> None:
    """Find with another model's vectors, among the paragraphs alone that answer something."""
    own = replace(bench, work=only_answering(bench.work, bench.root / "answering.jsonl"))
    for name, variant in WITH_TRANSFORMER.items():
        made = environment(name, ROOT / "environments")
        peer = Peer(name, variant, made.python, model)
        row: Row = {"name": name, "variant": variant, "model": model.name}
        row["finding"] = safely(partial(finding, own, peer, "transformer"))
        keep(bench.root, f"{peer.label}-transformer", row)


def keep(root: Path, label: str, row: Row) -> None:
    """Write a row down."""
    folder = root / "results"
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(row, ensure_ascii=False) + "\n"
    (folder / f"{label}.json").write_text(text, "utf-8")


def kept(root: Path) -> dict[str, Row]:
    """Return the rows of this run and of those before with the same settings, by label."""
    files = sorted((root / "results").glob("*.json"))
    return {path.stem: json.loads(path.read_text("utf-8")) for path in files}


def machine() -> Row:
    """Return what the figures were measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": named[0] if named else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1e9),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
    }


@click.command()
@click.option("--shared", type=click.Path(path_type=Path, exists=True), default="../shared")
@click.option("--only", type=click.Choice(NAMES), multiple=True, help="Measure these, and ours.")
@click.option("--resume", is_flag=True, help="Keep what was measured with the same settings.")
@click.option("--every", default=8, show_default=True, help="Ask only every n-th question.")
@click.option("--news", default=20_000, show_default=True, help="Paragraphs to find among.")
@click.option("--speed", "passages", default=100_000, show_default=True, help="Passages for speed.")
@click.option("--building", "built", default=3_000, show_default=True, help="Of repeated builds.")
@click.option("--rounds", default=5, show_default=True, help="Alternated runs of each timing.")
@click.option("--minutes", default=40.0, show_default=True, help="No phase begins after that.")
@click.option("--transformer", type=click.Path(path_type=Path, exists=True), help="A model folder.")
@click.option("--docs", type=click.Path(path_type=Path), default=REPOSITORY / "docs")
def main(  # noqa: PLR0913 - one parameter an option
    shared: Path,
    only: tuple[str, ...],
    resume: bool,
    every: int,
    news: int,
    passages: int,
    built: int,
    rounds: int,
    minutes: float,
    transformer: Path | None,
    docs: Path,
) -> None:
    """Measure and write the page."""
    sizes = Sizes(news, every, passages, built, rounds)
    settings = told(sizes)
    everyone = list(peers(only or NAMES, ROOT, MODEL))
    ours = (everyone[0][0], everyone[1][0])
    # A run with other sizes has other indexes and results.
    root = ROOT / "-".join(str(value) for value in settings.values())
    bench = Bench(root, prepare(ROOT / "work", shared, sizes), sizes, ours)
    whole = {label for label, row in kept(root).items() if TIME_UP not in str(row)}
    done = whole if resume else set()
    measure(bench, [one for one in everyone if one[0].label not in done], minutes)
    if transformer:
        with_transformer(bench, transformer)
    rows = list(kept(root).values())
    write({"machine": machine(), "settings": settings, "rows": rows}, docs)
    problems = [f"{row['name']}: {row['problem']}" for row in rows if "problem" in row]
    print("\n".join(problems), file=sys.stderr)


if __name__ == "__main__":
    main()
