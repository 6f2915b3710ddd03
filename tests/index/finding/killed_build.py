"""A build that is killed at a moment: `python -m … SETTINGS MOMENT`.

Moments: `embedded` (some vectors are made, others are not), `stored` (the engine has the passages;
where there is none, all is done), `renamed` (the folder has its name, CURRENT is the old one),
`pointed` (CURRENT is the new one).
"""

import os
import signal
import sys

from corpus.config import Settings
from index.building.build import build_generation


def kill_at(moment: str) -> None:
    """Die as soon as a file is touched that tells the moment."""
    renamed = ""

    def hook(event: str, told: tuple[object, ...]) -> None:
        nonlocal renamed
        pointed = renamed.endswith("CURRENT")
        renamed = str(told[1]) if event == "os.rename" else renamed
        if moment == "renamed" and event == "os.rename" and renamed.endswith("CURRENT"):
            os.kill(os.getpid(), signal.SIGKILL)
        if moment == "pointed" and pointed and event == "open":
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def main() -> None:
    """Build, and die."""
    settings, moment = Settings.model_validate_json(sys.argv[1]), sys.argv[2]
    kill_at(moment)

    def progress(stage: str, done: int, total: int) -> None:
        half = stage == "vectors" and 0 < done < total
        stored = stage == "publish" and bool(done)
        if (moment, True) in (("embedded", half), ("stored", stored)):
            os.kill(os.getpid(), signal.SIGKILL)

    build_generation(settings, progress)


if __name__ == "__main__":
    main()
