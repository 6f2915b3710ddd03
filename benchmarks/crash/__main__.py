"""Builds killed at random moments, and disks that fail, while a reader asks without pause.

    python -m benchmarks.crash [--kills 200]

An archive of small pages goes from edition to edition. A build that is killed is begun again, as an
editor would; nobody ever cleans up. A reader beside it asks all the time: every hit must be printed
in one edition, that edition must be the last one published or the one that is being built, and all
articles of the index must be of it. After every kill, `verify` may find leftovers of the killed
build and nothing else. Then come the faults (`benchmarks/crash/faults.py`). Printed are kills,
questions, wrong answers and repairs that would have needed a hand.
"""

import logging
import multiprocessing
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import click

from benchmarks.crash.archive import settings_in, write_edition
from benchmarks.crash.faults import Fault, faults
from benchmarks.crash.reader import Asking, answers_of
from benchmarks.crash.work import KILLED, in_child
from corpus.config import Settings
from corpus.errors import GongdaError
from index.building.build import build_generation
from index.engines.encoder import load_encoder
from index.verify import verify

SEED = 0
MEMORY = "/dev/shm"
# Every so many kills a build is left to finish, so that the editions go on.
UNTOUCHED = 5
LEFT = "was left by a build that was cut off"


@dataclass(slots=True)
class Storm:
    """What was counted.

    Attributes:
        kills: Builds that were killed before they had ended.
        builds: Builds that ended by themselves.
        questions: Asked by the reader beside them.
        wrong: What was wrong with answers, or with what `verify` found, one line each.
        repairs: Why a person would have had to help, one line each.
        slowest: Milliseconds of the slowest question.
        reloads: Editions that the reader went over to.
    """

    kills: int = 0
    builds: int = 0
    questions: int = 0
    wrong: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    slowest: float = 0.0
    reloads: int = 0


def storm(folder: Path, kills: int, seed: int = SEED) -> Storm:
    """Kill that many builds of an archive in an empty folder."""
    chance = random.Random(seed)
    settings = settings_in(folder)
    load_encoder(settings.index.encoder)  # Children that are forked have it already.
    counted = Storm()
    published, begun = multiprocessing.Value("i", 0), multiprocessing.Value("i", 0)
    write_edition(settings, 0)
    began = time.monotonic()
    counted.repairs += in_child(lambda: _built(settings))
    usual = time.monotonic() - began
    asking = Asking(settings, published, begun)
    with asking:
        while counted.kills < kills and not counted.repairs:
            begun.value += 1
            write_edition(settings, begun.value)
            _until_published(settings, counted, (chance, usual, kills))
            published.value = begun.value
            counted.wrong += in_child(lambda: _checked(settings, begun.value, begun.value))
    counted.questions, counted.reloads = asking.found.questions, asking.found.reloads
    counted.slowest = asking.found.slowest
    counted.wrong += asking.found.wrong
    return counted


def _until_published(
    settings: Settings, counted: Storm, moments: tuple[random.Random, float, int]
) -> None:
    """Begin the build of an edition again and again until it has not been killed."""
    chance, usual, kills = moments
    for attempt in range(UNTOUCHED + 1):
        wanted = attempt < UNTOUCHED and counted.kills < kills
        after = chance.uniform(0, 1.2 * usual) if wanted else None
        said = in_child(lambda: _built(settings), after)
        if said == [KILLED]:
            counted.kills += 1
            counted.wrong += in_child(lambda: _examined(settings))
            continue
        counted.builds += 1
        counted.repairs += said
        return


def _built(settings: Settings) -> list[str]:
    try:
        build_generation(settings)
    except GongdaError as error:
        return [f"a build failed: {error.what}"]
    return []


def _examined(settings: Settings) -> list[str]:
    return [f"verify: {one}" for one in verify(settings.index.folder) if LEFT not in one]


def _checked(settings: Settings, least: int, most: int) -> list[str]:
    """Return what is wrong in a folder where nothing was killed since the last build."""
    problems = [f"verify: {one}" for one in verify(settings.index.folder)]
    return problems + answers_of(settings, least, most)


@click.command()
@click.option("--kills", default=200, help="Builds to kill.")
@click.option("--seed", default=SEED)
def main(kills: int, seed: int) -> None:
    """Print what was counted, and exit with 1 if anything was wrong."""
    # A reader warns of each damaged generation, and damage is what this is about.
    logging.getLogger("index.reader").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        counted = storm(Path(folder), kills, seed)
    print(
        f"{counted.kills} builds killed, {counted.builds} ended; beside them {counted.questions:,} "
        f"questions over {counted.reloads} reloads, the slowest {counted.slowest:.0f} ms"
    )
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        found = faults(Path(folder), seed)
    for one in found:
        print(_row(one))
    wrong = [*counted.wrong, *(line for one in found for line in one.wrong)]
    repairs = [*counted.repairs, *(line for one in found for line in one.repairs)]
    for line in (*wrong[:20], *repairs[:20]):
        print(f"  {line}")
    print(f"wrong answers: {len(wrong)}; manual repairs: {len(repairs)}")
    raise SystemExit(bool(wrong or repairs))


def memory() -> str | None:
    """Return a folder where syncing takes no time: what is killed is the build, not the machine."""
    return MEMORY if Path(MEMORY).is_dir() else None


def _row(fault: Fault) -> str:
    if fault.skipped:
        return f"{fault.name}: skipped, {fault.skipped}"
    return (
        f"{fault.name}: {fault.times} times, {len(fault.wrong)} wrong, {len(fault.repairs)} repairs"
    )


if __name__ == "__main__":
    main()
