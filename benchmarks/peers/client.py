"""The benchmark's end of the protocol: one worker process, asked and timed out from here.

See `benchmarks/peers/workers/worker.py` for what is said. Next: `benchmarks/peers/measure.py`.
"""

import contextlib
import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from benchmarks.peers.environments import REPOSITORY

# Seconds between two looks at the memory, and those granted for an orderly end.
LOOK = 0.1
FAREWELL = 5.0
# Seconds granted to imports and the model.
STARTING = 180.0
# Characters of what a process wrote last that a failure quotes.
TOLD = 300
# Nothing is fetched, nobody is told, and whatever counts threads counts the same.
SURROUNDINGS = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "PYTHONHASHSEED": "0",
    "CUDA_VISIBLE_DEVICES": "",
}
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


class PeerError(Exception):
    """A worker could not do what it was asked; the message is shown in the table."""


class UnsupportedError(PeerError):
    """The engine has no such thing, and its worker said so."""


class TooSlowError(PeerError):
    """No reply within the time that is granted."""


@dataclass(frozen=True, slots=True)
class Launch:
    """How a worker is started.

    Attributes:
        command: Interpreter and arguments.
        start: The request that comes first.
        log: Where its stderr goes.
    """

    command: Sequence[str]
    start: dict[str, Any]
    log: Path


class Worker:
    """A running worker; `peak_mb` counts its children too, `begun` is its first reply."""

    def __init__(self, process: "subprocess.Popen[str]", log: Path) -> None:
        self._process = process
        self._log = log
        self._name = log.stem
        self._lines: queue.Queue[str] = queue.Queue()
        self._ended = threading.Event()
        self.peak_mb = 0.0
        self.begun: dict[str, Any] = {}
        assert process.stdout
        for work in (lambda: self._read(process.stdout), self._look):
            threading.Thread(target=work, daemon=True).start()

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send a request, return its reply.

        Raises:
            UnsupportedError: The engine cannot do this.
            TooSlowError: No reply within so many seconds; the process is of no use any more.
            PeerError: It failed, or the process ended.
        """
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
            self._process.stdin.flush()
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            raise TooSlowError(
                f"{self._name}: {request['do']}: more than {seconds:.0f} s"
            ) from None
        except OSError:
            line = ""
        if not line:
            raise PeerError(f"{self._name}: {request['do']}: the process ended. {_last(self._log)}")
        reply: dict[str, Any] = json.loads(line)
        if "unsupported" in reply:
            raise UnsupportedError(reply["unsupported"])
        if "error" in reply:
            last = reply["error"].strip().splitlines()[-1][:TOLD]
            raise PeerError(f"{self._name}: {request['do']}: {last}")
        return reply

    def end(self) -> None:
        """Let it stop; end it if it does not."""
        self._ended.set()
        try:
            self._process.communicate(json.dumps({"do": "stop"}) + "\n", timeout=FAREWELL)
        except (OSError, ValueError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()

    def _read(self, lines: IO[str]) -> None:
        with contextlib.suppress(ValueError):
            for line in lines:
                self._lines.put(line)
        self._lines.put("")

    def _look(self) -> None:
        while not self._ended.wait(LOOK):
            self.peak_mb = max(self.peak_mb, resident(self._process.pid) / 1e6)


@contextlib.contextmanager
def worker(launch: Launch) -> Iterator[Worker]:
    """Start a worker, send its first request, end it afterwards."""
    with started(launch) as running:
        running.begun = running.ask(launch.start, STARTING)
        yield running


@contextlib.contextmanager
def started(launch: Launch) -> Iterator[Worker]:
    """Start a worker without asking anything of it; end it afterwards."""
    with launch.log.open("a") as log:
        process = subprocess.Popen(
            launch.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
            cwd=REPOSITORY,
            env=surroundings(launch.start["threads"]),
        )
    running = Worker(process, launch.log)
    try:
        yield running
    finally:
        running.end()


def first_answer(launch: Launch, question: str, k: int) -> dict[str, Any]:
    """Return the seconds from nothing to a first answer, those of imports, and opening's note."""
    began = time.perf_counter()
    with worker(launch) as running:
        opened = running.ask({"do": "open"}, STARTING)
        running.ask({"do": "ask", "question": question, "k": k}, STARTING)
        return {
            "seconds": time.perf_counter() - began,
            "import_s": running.begun["import_s"],
            "note": opened["note"],
        }


def surroundings(threads: int) -> dict[str, str]:
    """Return the environment variables of a worker."""
    inherited = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    return {
        **inherited,
        **SURROUNDINGS,
        **dict.fromkeys(THREADS, str(threads)),
        "PYTHONPATH": str(REPOSITORY),
    }


def resident(process: int) -> int:
    """Return the bytes that a process and its children hold in memory."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = {int(one) for task in tasks for one in (task / "children").read_text().split()}
    except OSError:  # It has just ended.
        return 0
    held = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")]
    return sum(held) * 1024 + sum(map(resident, children))


def _last(log: Path) -> str:
    told = log.read_text("utf-8", errors="replace").strip() if log.exists() else ""
    return told.rpartition("\n")[2][-TOLD:]
