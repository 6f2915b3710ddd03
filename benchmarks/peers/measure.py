"""What is measured of one engine, phase by phase; each timing alternates with ours.

    finding   builds the paragraphs, asks the sets: ranks, quotes, build, size, memory
    asking    one question after another, from one thread and from two
    changing  one document more, one less, until it is found or gone
    starting  a new process until its first answer
    building  a few thousand passages, again and again
    speed     100,000 passages: build, size, memory, and asking again

A phase that fails leaves {"problem": reason} and does not touch the others. Next:
`benchmarks/peers/figures.py`.
"""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.peers.client import (
    STARTING,
    Launch,
    PeerError,
    TooSlowError,
    UnsupportedError,
    Worker,
    first_answer,
    worker,
)
from benchmarks.peers.judge import DIGITS, judged
from benchmarks.peers.work import NEW, NEW_QUESTION, Question, Sizes, Work

K = 10
OURS = "ours"
SEARCH, ANSWER = "search", "answer"
# Threads of a build, and of each single question.
BUILDING, ASKING = 2, 1
# Seconds granted to one build, and to one question.
BUILD_LIMIT, QUESTION_LIMIT = 600.0, 60.0
# Seconds spent on a set of questions, on a round of alternated questions, on alternated changes,
# on alternated starts; what takes longer is asked fewer times, and the table says how often.
SET_BUDGET, ROUND_BUDGET, CHANGE_BUDGET, START_BUDGET = 40.0, 3.0, 20.0, 60.0
# Questions before the first counted one, and questions of a round.
WARM, ROUND = 5, 40
# Questions asked at a time while a set is within its budget.
STRIDE = 10
Row = dict[str, Any]
Told = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Peer:
    """One engine in one variant."""

    name: str
    variant: str
    python: Path
    model: Path

    @property
    def label(self) -> str:
        """Names its row and its files: `rank_bm25-jieba`."""
        return f"{self.name}-{self.variant}"


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that the phases share."""

    root: Path
    work: Work
    sizes: Sizes
    ours: tuple[Peer, Peer]

    def launch(self, peer: Peer, what: str, threads: int) -> Launch:
        """Return how a worker of this peer is started over one of its indexes."""
        # Ours searches and answers from the same index.
        label = OURS if peer.name == OURS else peer.label
        folder = self.root / "indexes" / label / what
        folder.mkdir(parents=True, exist_ok=True)
        (self.root / "logs").mkdir(exist_ok=True)
        start = {
            "do": "start",
            "model": str(peer.model),
            "variant": peer.variant,
            "threads": threads,
            "folder": str(folder),
        }
        command = (str(peer.python), "-m", f"benchmarks.peers.workers.worker_{peer.name}")
        return Launch(command, start, self.root / "logs" / f"{peer.label}.log")


def safely(phase: Callable[[], Row]) -> Row:
    """Run a phase; return its figures, or why there are none."""
    try:
        return phase()
    except UnsupportedError as error:
        return {"unsupported": str(error)}
    except (PeerError, OSError, KeyError, ValueError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return {"problem": str(error) or type(error).__name__}


def finding(bench: Bench, peer: Peer, what: str = "finding") -> Row:
    """Build the paragraphs and ask every set."""
    launch = bench.launch(peer, what, BUILDING)
    with worker(launch) as running:
        built = _built(running, launch, bench.work.finding)
        versions = running.ask({"do": "versions"}, QUESTION_LIMIT)["versions"]
        sets = {
            name: judged(asked, list(_answers(running, asked)), bench.work.finding)
            for name, asked in bench.work.sets.items()
        }
        return {"start": running.begun, **built, "versions": versions, "sets": sets}


def _built(running: Worker, launch: Launch, documents: Path) -> Row:
    empty(Path(launch.start["folder"]))
    build = running.ask({"do": "build", "documents": str(documents)}, BUILD_LIMIT)
    held = running.ask({"do": "memory"}, QUESTION_LIMIT)
    size = running.ask({"do": "size"}, QUESTION_LIMIT)
    return {"build": build, **size, "build_mb": max(held["peak_mb"], running.peak_mb)}


def _answers(running: Worker, asked: Sequence[Question]) -> Iterator[Row]:
    """Yield a reply a question, as long as the budget lasts; at least one."""
    spent, rest = 0.0, iter(asked)
    stride = 1
    while spent < SET_BUDGET and (some := list(islice(rest, stride))):
        replies = _many(running, [one.text for one in some], 1)
        spent += replies["wall"]
        for number in range(len(some)):
            yield {key: replies[key][number] for key in ("seconds", "results", "quotes")}
        stride = STRIDE if spent < SET_BUDGET / STRIDE else 1


def _many(running: Worker, questions: Sequence[str], threads: int) -> Row:
    request = {"do": "ask_many", "questions": list(questions), "k": K, "threads": threads}
    return running.ask(request, QUESTION_LIMIT * len(questions))


def asking(bench: Bench, peer: Peer, what: str) -> Row:
    """Ask in rounds: ours finds, ours answers, the peer finds, and again."""
    everyone = {SEARCH: bench.ours[0], ANSWER: bench.ours[1]}
    if peer.name != OURS:
        everyone["peer"] = peer
    with ExitStack() as stack:
        running = {
            name: stack.enter_context(worker(bench.launch(one, what, ASKING)))
            for name, one in everyone.items()
        }
        notes = {
            name: one.ask({"do": "open"}, BUILD_LIMIT).get("note", "")
            for name, one in running.items()
        }
        found: Row = {"note": notes.get("peer", "")}
        questions = iter(bench.work.warm)
        pace = max(_pace(one, list(islice(questions, WARM))) for one in running.values())
        for threads in (1, 2):
            if threads == 1 or pace < ROUND_BUDGET:
                count = max(1, min(ROUND, int(ROUND_BUDGET / pace)))
                rounds = [list(islice(questions, count)) for _ in range(bench.sizes.rounds)]
                asked = partial(_alternated, running, rounds, threads)
                # Not every engine may be asked from two threads; that is a finding.
                found[f"threads_{threads}"] = asked() if threads == 1 else safely(asked)
        held = {name: one.ask({"do": "memory"}, QUESTION_LIMIT) for name, one in running.items()}
        return {**found, "memory": held}


def _pace(running: Worker, questions: Sequence[str]) -> float:
    """Warm up; return the seconds of a question. A slow one is asked only one."""
    first = _many(running, questions[:1], 1)["seconds"][0]
    if first > ROUND_BUDGET:
        return float(first)
    rest: list[float] = _many(running, questions[1:], 1)["seconds"]
    return sorted(rest)[len(rest) // 2]


def _alternated(
    running: dict[str, Worker], rounds: Sequence[Sequence[str]], threads: int
) -> dict[str, list[Row]]:
    """Ask everyone the questions of a round before the next round begins."""
    found: dict[str, list[Row]] = {name: [] for name in running}
    for questions in rounds:
        for name, one in running.items():
            reply = _many(one, questions, threads)
            each = [round(seconds, DIGITS) for seconds in reply["seconds"]]
            found[name].append(
                {"seconds": each, "wall": reply["wall"], "cpu_seconds": reply["cpu_seconds"]}
            )
    return found


def changing(bench: Bench, peer: Peer) -> Row:
    """Add and delete a document in turn with ours; look whether it is found, and gone."""
    with worker(bench.launch(bench.ours[0], "finding", BUILDING)) as ours:
        ours.ask({"do": "open"}, BUILD_LIMIT)
        if peer.name == OURS:
            return _changes({SEARCH: ours}, bench.sizes.rounds)
        with worker(bench.launch(peer, "finding", BUILDING)) as other:
            other.ask({"do": "open"}, BUILD_LIMIT)
            return _changes({SEARCH: ours, "peer": other}, bench.sizes.rounds)


def _changes(running: dict[str, Worker], rounds: int) -> Row:
    found: Row = {name: {"add": [], "delete": [], "found": [], "gone": []} for name in running}
    spent = 0.0
    for number in range(rounds):
        if spent > CHANGE_BUDGET:
            break
        for name, one in running.items():
            spent += _change(one, f"{NEW['id']}-{number}", found[name])
    return found


def _change(running: Worker, name: str, found: dict[str, list[Any]]) -> float:
    document = {**NEW, "id": name}
    added = running.ask({"do": "add", "document": document}, BUILD_LIMIT)
    found["add"].append(added["seconds"])
    found["found"].append(name in _seen(running))
    deleted = running.ask({"do": "delete", "id": name}, BUILD_LIMIT)
    found["delete"].append(deleted["seconds"])
    found["gone"].append(name not in _seen(running))
    return float(added["seconds"] + deleted["seconds"])


def _seen(running: Worker) -> list[str]:
    found: list[str] = running.ask({"do": "ask", "question": NEW_QUESTION, "k": K}, QUESTION_LIMIT)[
        "ids"
    ]
    return found


def starting(bench: Bench, peer: Peer) -> Row:
    """Start in turn with ours, until the first answer; ours answers with quotes.

    The phases before have read every file once, and Python has compiled what was installed.
    """
    everyone = {ANSWER: bench.launch(bench.ours[1], "finding", ASKING)}
    if peer.name != OURS:
        everyone["peer"] = bench.launch(peer, "finding", ASKING)
    found: dict[str, list[float]] = {name: [] for name in everyone}
    imports: dict[str, list[float]] = {name: [] for name in everyone}
    question = bench.work.sets["zh"][0].text
    spent = 0.0
    for _ in range(bench.sizes.rounds):
        if spent > START_BUDGET:
            break
        for name, launch in everyone.items():
            first = first_answer(launch, question, K)
            found[name].append(first["seconds"])
            imports[name].append(first["import_s"])
            spent += first["seconds"]
    return {**found, "imports": imports}


def building(bench: Bench, peer: Peer) -> Row:
    """Build a few thousand passages in turn with ours, each time from nothing."""
    everyone = {SEARCH: bench.ours[0]} | ({} if peer.name == OURS else {"peer": peer})
    found: dict[str, list[Row]] = {name: [] for name in everyone}
    with ExitStack() as stack:
        launches = {name: bench.launch(one, "building", BUILDING) for name, one in everyone.items()}
        running = {name: stack.enter_context(worker(one)) for name, one in launches.items()}
        # Dictionaries are loaded by the first cut; each build begins with what `start` leaves.
        for documents in (bench.work.warming, *[bench.work.building] * bench.sizes.rounds):
            for name, one in running.items():
                one.ask(launches[name].start, STARTING)
                built = _built(one, launches[name], documents)["build"]
                if documents != bench.work.warming:
                    found[name].append(built)
    return dict(found)


def speed(bench: Bench, peer: Peer) -> Row:
    """Build 100,000 passages, and ask them."""
    launch = bench.launch(peer, "speed", BUILDING)
    with worker(launch) as running:
        built = _built(running, launch, bench.work.speed)
    try:
        return {**built, "asking": asking(bench, peer, "speed")}
    except TooSlowError as error:
        return {**built, "asking": {"problem": str(error)}}


def empty(folder: Path) -> None:
    """Remove what is in a folder, and make it anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
