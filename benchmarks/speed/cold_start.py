"""How long a member waits for the first answer of a new process.

    python -m benchmarks.speed.cold_start

Runs `gongda ask` in turn with a peer that only imports the libraries an answer cannot do without,
and prints the medians of wall time and their ratio. The index of config.yaml must be built.
"""

import statistics
import subprocess
import sys
import time

import click

PEER = (
    "import click, faiss, numpy, pydantic, tantivy, yaml; import rjieba;rjieba.cut('工会', False)"
)
QUESTIONS = ("哪些站点获奖了？", "which stations won awards?")


def seconds(command: list[str]) -> float:
    """Run a command to its end; return its wall time."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


@click.command()
@click.option("--runs", default=9, show_default=True)
def main(runs: int) -> None:
    """Print a line a question."""
    for question in QUESTIONS:
        ask = [sys.executable, "-m", "bot.cli", "ask", question]
        peer = [sys.executable, "-c", PEER]
        seconds(ask)
        pairs = [(seconds(ask), seconds(peer)) for _ in range(runs)]
        ratio = statistics.median(one / other for one, other in pairs)
        ours = statistics.median(one for one, _ in pairs)
        print(f"{question}  {ours:.2f} s, {ratio:.1f} times the imports alone")


if __name__ == "__main__":
    main()
