"""One build in a process of its own: its stages on stdout, a JSON object a line.

    python -m benchmarks.speed.large_build PAGES INDEX

`{"done": 5, "total": 9, "stage": "words"}` while it goes on, in the end `{"stages": {"read": 0.1,
…}, "passages": 1000, …}`: seconds that belong to each stage and to no stage within it.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.config import CorpusSettings, IndexSettings, Settings
from index.building.build import build_generation

# The function that does a stage's work, where the build looks it up.
STAGES = {
    "read": "index.building.build._read",
    "cut": "index.building.build.cut_all",
    "words": "index.building.build.write_lexical",
    "bridge": "index.building.build.write_bridge",
    "vectors": "index.building.build._vectors",
    "structure": "index.building.build.write_dense",
    "texts": "index.building.build.write_texts",
    "checksums": "index.building.build.checksums",
    "publish": "index.building.build.publish",
}
# Seconds between two lines of progress.
OFTEN = 0.5


class Clock:
    """Seconds of each stage; a stage within another stops the other's."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[str] = []
        self._since = time.perf_counter()

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with the clock of its stage running; generators are run out."""

        def run(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - any function of the build
            self._turn()
            self._running.append(stage)
            try:
                found = function(*arguments, **named)
                return self._counted(stage, found) if hasattr(found, "__next__") else found
            finally:
                self._turn()
                self._running.pop()

        return run

    def _counted(self, stage: str, items: Any) -> Any:  # noqa: ANN401
        while True:
            self._turn()
            self._running.append(stage)
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self._turn()
                self._running.pop()
            yield item

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._running:
            stage = self._running[-1]
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now


def main(pages: Path, index: Path) -> None:
    """Build and tell."""
    clock = Clock()
    for stage, place in STAGES.items():
        module, _, name = place.rpartition(".")
        home = importlib.import_module(module)
        setattr(home, name, clock.timed(stage, getattr(home, name)))
    told = time.perf_counter()

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal told
        if time.perf_counter() - told > OFTEN:
            told = time.perf_counter()
            print(json.dumps({"stage": stage, "done": done, "total": total}), flush=True)

    settings = Settings(
        corpus=CorpusSettings(folders=(pages,)),
        index=IndexSettings(folder=index, keep=2, encoder="bundled-static"),
    )
    report = build_generation(settings, progress)
    found = {"articles": report.articles, "passages": report.passages, "seconds": report.seconds}
    print(json.dumps({**found, "stages": clock.seconds}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
