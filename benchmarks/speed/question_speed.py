"""What one warm question costs, from its words to its quotes, stage by stage.

    python -m benchmarks.speed.question_speed INDEX [INDEX ...] --data ../shared/data

`words` cuts a Chinese question and `bridge` translates an English one; `vector` embeds it;
`lexical`, `dense` and `texts` are the three files; `fuse` is what else finding does, `select`
chooses sentences, `compose` is all the rest. Half of the questions only warm, and none is asked
twice. On two threads a question waits for the other's turn, so there the clock alone is told.
"""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import numpy as np

from benchmarks.quality.sets import english, squad
from benchmarks.speed.large_ask import ENGLISH
from bot.answer import answer
from bot.reading.select import QUICK
from index.engines.dense import open_dense
from index.engines.encoder import load_encoder
from index.finding.candidates import FileEngine
from index.query import query_groups
from index.search import Index, Parts, open_index
from index.store.generation import VECTORS, current
from index.text.words import is_han

# Questions counted of a language, and as many before them that only warm.
COUNTED = 150
STAGES = (
    "words", "bridge", "vector", "lexical", "dense", "texts", "fuse", "select", "compose", "total",
)  # fmt: skip
# The stage that each call of a part belongs to.
CALLS = {
    "bridge": {"translate": "bridge"},
    "lexical": {"search": "lexical"},
    "dense": {"search": "dense", "similarity": "dense"},
    "texts": {"passages": "texts", "article_numbers": "texts"},
    "encoder": {"encode": "vector"},
}

Clock = Callable[[], float]


class Timed:
    """A part of an index whose calls are timed; everything else is passed through."""

    def __init__(self, part: object, calls: dict[str, str], ledger: "Ledger") -> None:
        """Wrap the named calls."""
        self._part = part
        for name, stage in calls.items():
            setattr(self, name, ledger.timed(stage, getattr(part, name)))

    def __getattr__(self, name: str) -> object:
        """Return what is not timed."""
        return getattr(self._part, name)


class Ledger:
    """Milliseconds by stage, on one clock."""

    def __init__(self, clock: Clock) -> None:
        """Begin with nothing."""
        self.clock = clock
        self.spent: dict[str, float] = defaultdict(float)

    def timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call that notes its time."""
        return partial(self._run, stage, call)

    def _run(self, stage: str, call: Callable[..., Any], *values: object) -> object:
        began = self.clock()
        try:
            return call(*values)
        finally:
            self.spent[stage] += 1000 * (self.clock() - began)


class Stopwatch:
    """An open index that tells what a question costs; for one thread."""

    def __init__(self, root: Path, clock: Clock = time.perf_counter) -> None:
        """Open the index of a folder with every part timed."""
        self._ledger = Ledger(clock)
        self.index = _open(root, self._ledger)

    def stages(self, question: str) -> dict[str, float]:
        """Return the milliseconds of each of `STAGES`.

        >>> Stopwatch(Path("var/index")).stages("海淀有多少个驿站？")["lexical"]
        0.8
        """
        ledger = self._ledger
        ledger.spent.clear()
        if is_han(question):
            ledger.timed("words", query_groups)(question)
        again = ledger.spent["words"]
        timed: Any = SimpleNamespace(
            read=ledger.timed("select", QUICK.read),
            passages=QUICK.passages,
            thresholds=QUICK.thresholds,
        )
        ledger.timed("total", partial(answer, reader=timed))(self.index, question)
        return _parted(dict(ledger.spent), again)


def _parted(spent: dict[str, float], words: float) -> dict[str, float]:
    """Return the stages with what none of the timed calls accounts for."""
    told = {stage: spent.get(stage, 0.0) for stage in STAGES}
    inside = sum(told[one] for one in ("bridge", "vector", "lexical", "dense", "texts"))
    told["fuse"] = spent.get("finding", 0.0) - inside - words
    told["compose"] = told["total"] - spent.get("finding", 0.0) - told["select"]
    return told


def _open(root: Path, ledger: Ledger) -> Index:
    encoder = load_encoder("bundled-static")
    plain = open_index(current(root), encoder)
    parts: Parts = plain._parts
    timed: dict[str, Any] = {
        name: Timed(getattr(parts, name), CALLS[name], ledger)
        for name in ("texts", "lexical", "bridge")
    }
    dense: Any = Timed(open_dense(current(root).folder / VECTORS), CALLS["dense"], ledger)
    timed["engine"] = FileEngine(timed["lexical"], dense)
    timed["thesaurus"] = parts.thesaurus
    watched: Any = Timed(encoder, CALLS["encoder"], ledger)
    index = Index(plain.manifest, Parts(**timed), watched)
    index.search = ledger.timed("finding", index.search)  # type: ignore[method-assign]
    return index


def questions(data: Path, language: str) -> list[str]:
    """Return the questions of a language, shuffled."""
    if language == "zh":
        found = [one.text for one in squad(data / "eval" / "cmrc2018_dev.json")[1]]
    else:
        found = [one.text for name in ENGLISH for one in english(name)]
    random.Random(0).shuffle(found)
    return found[: 2 * COUNTED]


def table(root: Path, asked: Sequence[str], clock: Clock) -> dict[str, tuple[float, float]]:
    """Return p50 and p99 of every stage, in milliseconds of a clock."""
    watch = Stopwatch(root, clock)
    told = [watch.stages(one) for one in asked][len(asked) // 2 :]
    return {
        stage: (
            float(np.percentile([one[stage] for one in told], 50)),
            float(np.percentile([one[stage] for one in told], 99)),
        )
        for stage in STAGES
    }


def together(root: Path, asked: Sequence[str], threads: int) -> tuple[float, float, float]:
    """Return p50 and p99 in milliseconds, and questions a second, of so many threads at once."""
    index = open_index(current(root), load_encoder("bundled-static"))
    half = len(asked) // 2

    def ask(question: str) -> float:
        began = time.perf_counter()
        answer(index, question)
        return 1000 * (time.perf_counter() - began)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(ask, asked[:half]))
        began = time.perf_counter()
        times = list(pool.map(ask, asked[half:]))
        spent = time.perf_counter() - began
    middle, worst = np.percentile(times, [50, 99])
    return float(middle), float(worst), len(times) / spent


@click.command()
@click.argument("roots", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--data", type=click.Path(path_type=Path, exists=True), default="../shared/data")
def main(roots: Sequence[Path], data: Path) -> None:
    """Print a table of each index and language."""
    for root in roots:
        for language in ("zh", "en"):
            asked = questions(data, language)
            wall = table(root, asked, time.perf_counter)
            spent = table(root, asked, time.thread_time)
            print(f"\n{root}, {language}\n\n| ms | clock p50 / p99 | processor p50 / p99 |")
            print("| --- | ---: | ---: |")
            for stage in STAGES:
                cells = (f"{a:.2f} / {b:.2f}" for a, b in (wall[stage], spent[stage]))
                print(f"| {stage} | {' | '.join(cells)} |")
            for threads in (1, 2):
                middle, worst, rate = together(root, asked, threads)
                print(f"{threads} threads: {middle:.1f} / {worst:.1f} ms, {rate:.0f} a second")


if __name__ == "__main__":
    main()
