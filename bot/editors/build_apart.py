"""The process in which a build runs: in a cell, with the settings on its standard input.

It reads the pages and the model, writes the index, and reaches no network. What it says is JSON,
one object a line: `{"step": […]}`, and last `{"report": {…}}` or `{"error": […]}`. Started by
`bot/editors/rebuild.py`, whose end ends it, too.
"""

import dataclasses
import json
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from corpus.cell.confine import confine
from corpus.config import Settings
from corpus.errors import GongdaError

# The argument that says: publish even if most of what answers now vanishes.
YES = "--yes"
# Questions first: on two busy cores the build gets what they leave.
NICE = 10
# What numeric libraries look at: how many processors and how much memory there are.
MACHINE = ("/proc/cpuinfo", "/proc/meminfo", "/proc/self", "/sys/devices/system", "/etc/ssl")
# Where models that were fetched lie, below the home of whoever fetched them; and names of the
# environment that say so.
MODELS = (".cache/huggingface", ".cache/torch")
MODEL_PLACES = ("HF_HOME", "HF_HUB_CACHE", "TRANSFORMERS_CACHE", "SENTENCE_TRANSFORMERS_HOME")
KEPT = frozenset({*MODEL_PLACES, "HOME", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"})


def main() -> None:
    """Build with the settings of the first line of standard input."""
    # Ctrl-C and a service's stop reach every process of the group; the bot ends this one itself.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    settings = Settings.model_validate_json(sys.stdin.readline())
    threading.Thread(target=_die_with_parent, daemon=True).start()
    os.nice(NICE)
    says = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # no library speaks in between

    def say(**words: object) -> None:
        says.write(json.dumps(words, default=str) + "\n")
        says.flush()

    settings.index.folder.mkdir(parents=True, exist_ok=True)
    written = [settings.index.folder, Path(tempfile.gettempdir())]
    say(open=confine(_read(settings), written))
    from index.building.build import build_generation

    try:
        confirmed = YES in sys.argv
        report = build_generation(settings, lambda *step: say(step=step), confirmed)
        say(report=dataclasses.asdict(report))
    except GongdaError as error:
        say(error=(type(error).__name__, error.what, error.remedy))


def _read(settings: Settings) -> Iterator[Path]:
    """Yield what a build reads: pages, what they link to, words, corrections, models."""
    yield from map(Path, MACHINE)
    yield from (Path.home() / place for place in MODELS)
    yield from (Path(os.environ[name]) for name in MODEL_PLACES if name in os.environ)
    yield Path(settings.index.encoder).absolute()
    if settings.index.signing_key:
        yield settings.index.signing_key
    yield settings.corpus.overlay_file
    if settings.corpus.thesaurus:
        yield settings.corpus.thesaurus
    seen: set[Path] = set()
    for folder in settings.corpus.folders:
        yield from _linked(folder.resolve(), seen)


def _linked(place: Path, seen: set[Path]) -> Iterator[Path]:
    """Yield a file or folder, and the targets of all links below it, each once."""
    if place in seen:
        return
    seen.add(place)
    yield place
    for parent, folders, files in os.walk(place):
        for name in (*folders, *files):
            if (path := Path(parent, name)).is_symlink():
                yield from _linked(path.resolve(), seen)


def _die_with_parent() -> None:
    """End this process when the bot's ends, even by kill -9, so that it can build again."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    main()
