"""What a small change of a large archive costs, and how that grows.

    OMP_NUM_THREADS=1 python -m benchmarks.speed.incremental [--sizes 1000,5000,20000]

Real broadcast items are written as pages, an index is built of them, and then one sentence is
changed, one article added, and one deleted, each followed by a build. Printed are seconds, passages
embedded, segments of words written, and seconds of the stages. The growth is the exponent of the
articles in processor seconds between the smallest and the largest archive: 1.0 is linear.
"""

import math
import os
import tarfile
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from corpus.config import CorpusSettings, IndexSettings, Settings
from index.building.build import BuildReport, build_generation
from index.engines.segments import reusable
from index.store.generation import LEXICAL, current

HEADING = "\n#"
# Items of a page of the broadcast: 21,171 on 1,424.
ITEMS = 14.9
CHANGES = ("from nothing", "nothing", "sentence", "added", "deleted")
NEW = "\n## 新增的一篇\n\n本报讯（记者 张晶）工会新建了一座驿站，供户外劳动者歇脚。\n"


@dataclass(frozen=True, slots=True)
class Cost:
    """One build: what it did, the segments it wrote, and when its stages ended.

    Attributes:
        report: With the seconds by the clock.
        processor: Seconds of processor time, its own and its children's: on a busy machine the
            fairer figure.
        segments: How many it wrote.
        stages: Seconds from its beginning to the end of each stage.
    """

    report: BuildReport
    processor: float
    segments: int
    stages: dict[str, float]


def measured(shared: Path, size: int, folder: Path) -> dict[str, Cost]:
    """Return what each change costs in an archive of about that many articles."""
    pages = folder / "pages"
    _write(shared, size, pages)
    settings = Settings(
        corpus=CorpusSettings(folders=(pages,)),
        index=IndexSettings(folder=folder / "index", encoder="bundled-static"),
    )
    files = sorted(pages.glob("*.md"))
    middle, other = files[len(files) // 2], files[len(files) // 3]
    text = middle.read_text("utf-8")
    sentence = text.rindex("。")
    steps: dict[str, Callable[[], object]] = {
        "from nothing": lambda: None,
        "nothing": lambda: None,
        "sentence": lambda: middle.write_text(
            text[:sentence] + "，这是改过的一句" + text[sentence:], "utf-8"
        ),
        "added": lambda: other.write_text(other.read_text("utf-8") + NEW, "utf-8"),
        "deleted": lambda: other.write_text(
            other.read_text("utf-8").removesuffix(NEW).rpartition(HEADING)[0], "utf-8"
        ),
    }
    return {name: _cost(settings, change) for name, change in steps.items()}


def _cost(settings: Settings, change: Callable[[], object]) -> Cost:
    change()
    before = _segments(settings)
    began, used, ends = time.perf_counter(), _processor(), {}

    def ended(stage: str, done: int, total: int) -> None:
        ends[stage] = time.perf_counter() - began

    report = build_generation(settings, ended)
    return Cost(report, _processor() - used, len(_segments(settings) - before), ends)


def _processor() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _segments(settings: Settings) -> set[str]:
    if not settings.index.folder.exists():
        return set()
    return set(reusable(current(settings.index.folder).folder / LEXICAL))


def _write(shared: Path, size: int, folder: Path) -> None:
    """Write the first pages of the broadcast, so many that they hold about that many items."""
    folder.mkdir()
    held = 0.0
    with tarfile.open(shared / "data" / "news" / "xwlb.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".md") else None
            if file is None or held >= size:
                continue
            text = file.read().decode("utf-8")
            held += ITEMS
            (folder / Path(member.name).name).write_text(text, "utf-8")


@click.command()
@click.option("--shared", type=click.Path(path_type=Path, exists=True), default="../shared")
@click.option("--sizes", default="1000,5000,20000", help="Articles, in ascending order.")
def main(shared: Path, sizes: str) -> None:
    """Print a row for every change and size, and how the seconds grow."""
    seconds: dict[str, list[tuple[int, float]]] = {name: [] for name in CHANGES}
    print("articles passages change            s  cpu s embedded segments  until")
    for size in map(int, sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            for name, cost in measured(shared, size, Path(folder)).items():
                seconds[name].append((cost.report.articles, cost.processor))
                print(_row(name, cost), flush=True)
    for name in CHANGES[1:]:
        print(f"growth, {name}: articles ** {_exponent(seconds[name]):.2f}")


def _row(name: str, cost: Cost) -> str:
    stages = ", ".join(f"{stage} {end:.1f}" for stage, end in cost.stages.items())
    report = cost.report
    return (
        f"{report.articles:>8,} {report.passages:>8,} {name:<12} {report.seconds:>6.2f} "
        f"{cost.processor:>6.2f} {report.embedded:>8,} {cost.segments:>8}  {stages}"
    )


def _exponent(points: list[tuple[int, float]]) -> float:
    (few, quick), (many, slow) = points[0], points[-1]
    return math.log(slow / quick) / math.log(many / few) if many > few else math.nan


if __name__ == "__main__":
    main()
