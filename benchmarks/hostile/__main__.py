"""Read hostile files, each in a process of its own, and tell what each cost.

    python -m benchmarks.hostile [NAME…]

Prints a table: the file, what it is, seconds of processor and megabytes at most (both with the
processes that the reader starts), and what an editor is told. Beside every hostile file lies a
sound page, which must be read. `benchmarks/hostile/fuzz.py` looks for more.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.hostile.files import CASES, GOOD
from benchmarks.hostile.pages import PAGES, TEXTS
from benchmarks.hostile.pdfs import PDFS

# Characters of a page of the full run: the largest that is read, in characters of three bytes.
LONGEST_TEXT, LONGEST_WEB = 2_500_000, 5_000_000
SHOWN = 90
# Seconds after which a case has failed.
LONGEST = 900
Write = Callable[[Path], None]
Case = tuple[str, str, Write]


def cases(share: float = 1.0) -> Iterator[Case]:
    """Yield name, description and writer of each case at a share of its full size."""
    for pages, longest in ((TEXTS, LONGEST_TEXT), (PAGES, LONGEST_WEB)):
        for name, what, make in pages:
            yield name, what, _writer(name, make, max(1, int(longest * share)))
    for name, what, make, size in PDFS:
        yield name, what, _writer(name, make, max(1, int(size * share)))
    for name, what, write, size in CASES:
        yield name, what, partial(_written, write, max(1, int(size * share)))


def _written(write: Callable[[Path, int], None], size: int, folder: Path) -> None:
    write(folder, size)


def _writer(name: str, make: Callable[[int], bytes], size: int) -> Write:
    def write(folder: Path) -> None:
        (folder / name).write_bytes(make(size))

    return write


def measured(write: Write, seconds: float = LONGEST) -> dict[str, object]:
    """Read a hostile file and a sound page in a process of its own; return what that cost."""
    with TemporaryDirectory() as folder:
        write(Path(folder))
        (Path(folder) / "zz-sound.md").write_text(GOOD, encoding="utf-8")
        try:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.hostile", "--read", folder],
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"verdict": f"FAILED: longer than {seconds:g} seconds"}
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().split("\n")[-1]
        return {"verdict": f"FAILED: ended with {done.returncode}: {last[:SHOWN]}"}
    return dict(json.loads(done.stdout))


def _read(folder: str) -> None:
    """Read a folder and print, as JSON, what it cost."""
    from corpus.load import load

    start = time.perf_counter()
    loaded = load([Path(folder)])
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    reasons = list(dict.fromkeys(one.reason for one in loaded.refused))
    sound = any(article.source == "zz-sound.md" for article in loaded.articles)
    others = len(loaded.articles) - 1
    read = [f"{others:,} articles"] if others or not reasons else []
    verdict = "; ".join([*read, *reasons]) if sound else "FAILED: the sound page was lost"
    answer = {
        "seconds": time.perf_counter() - start,
        "cpu": sum(one.ru_utime + one.ru_stime for one in used),
        "megabytes": max(_own_peak(), used[1].ru_maxrss) / 1024,
        "verdict": verdict,
    }
    print(json.dumps(answer))


def _own_peak() -> int:
    """Return kilobytes at most; `ru_maxrss` would count what the parent had before."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def main(names: Sequence[str]) -> None:
    """Print the table."""
    print("| file | what it is | s | MB | what is told |\n| --- | --- | ---: | ---: | --- |")
    for name, what, write in cases():
        if names and not any(wanted in name for wanted in names):
            continue
        one = measured(write)
        cost = f"{one.get('cpu', 0):.1f} | {one.get('megabytes', 0):,.0f}"
        print(f"| {name} | {what} | {cost} | {str(one['verdict'])[:SHOWN]} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        _read(sys.argv[2])
    else:
        main(sys.argv[1:])
