"""All of docs/benchmarks.md again, by one command.

    python -m benchmarks.everything [--only growth …]

Runs each benchmark in a process of its own, one after another so that none disturbs the other; each
writes its section. One that fails is named in the end, and the others go on.
"""

import subprocess
import sys
import time
from collections.abc import Sequence

import click

from benchmarks.peers.environments import REPOSITORY

PARTS = {
    "peers": "benchmarks.peers",
    "floors": "benchmarks.speed.floors",
    "profile": "benchmarks.speed.flame",
    "growth": "benchmarks.speed.growth",
}


def run(module: str) -> tuple[int, float]:
    """Run a module to its end; return its exit code and its seconds."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", module], cwd=REPOSITORY, check=False)
    return done.returncode, time.perf_counter() - began


@click.command()
@click.option("--only", type=click.Choice(list(PARTS)), multiple=True, help="These alone.")
def main(only: Sequence[str]) -> None:
    """Run all; exit with 1 if one failed."""
    failed = []
    for name in only or PARTS:
        print(f"{name}: python -m {PARTS[name]}", file=sys.stderr, flush=True)
        code, seconds = run(PARTS[name])
        if code:
            failed.append(name)
        how = f"failed with {code}" if code else "done"
        print(f"{name}: {how}, {seconds / 60:.1f} minutes", file=sys.stderr, flush=True)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
