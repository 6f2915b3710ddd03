"""The protocol between the benchmark and one engine: a JSON object a line, one in, one out.

    ENV/bin/python -m benchmarks.peers.workers.worker_NAME  # in the repository, in the peer's ENV

Needs the standard library only, for it runs in environments without any of our packages. A worker
writes an `Engine` and calls `serve(engine)`; clocks, memory and sizes are taken here, the same way
for everyone. What anybody prints goes to stderr. Requests and replies:

    {"do": "start", "model": FOLDER, "variant": "default" or "jieba", "threads": 1, "folder": DIR}
        -> {"import_s": 1.2, "seconds": 1.9, "cpu_seconds": 2.0}      seconds: imports and model;
                                                  comes again before another build of a process
    {"do": "build", "documents": "x.jsonl"}       a line {"id", "title", "text"} each
        -> {"seconds", "cpu_seconds", "documents", "passages"}        saved in DIR and ready to ask
    {"do": "open"}                                in a new process, instead of build
        -> {"seconds", "cpu_seconds", "note"}     note: what could not be kept and was made again
    {"do": "ask", "question": "…", "k": 10}
        -> {"ids", "quotes", "seconds", "cpu_seconds"}                quotes: null or a list
    {"do": "ask_many", "questions": […], "k": 10, "threads": 2}
        -> {"seconds": […], "wall", "cpu_seconds", "results": [[ids]], "quotes": […]}
    {"do": "add", "document": {…}}, {"do": "delete", "id": "…"}
        -> {"seconds", "cpu_seconds"}             until it can be found, or cannot any more
    {"do": "size"} -> {"bytes"}    {"do": "memory"} -> {"peak_mb", "rss_mb"}
    {"do": "versions"} -> {"versions": {"faiss-cpu": "1.15.1"}}       {"do": "stop"} -> {}

A reply is {"unsupported": reason} where the engine raised `Unsupported`, and {"error": traceback}
where it failed; the process lives on after either. Next:
`benchmarks/peers/workers/worker_bm25s.py`.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol, TextIO

# Passages that an engine is asked for, a document wanted: several may be of one document.
DEEPER = 3
Reply = dict[str, Any]


class Unsupported(Exception):
    """The engine cannot do this; the message says why, and the table shows it."""


@dataclass(frozen=True, slots=True)
class Document:
    """What every engine is given; it cuts passages as it likes. The title may be empty."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Start:
    """How an engine is to run.

    Attributes:
        model: A sentence-transformers folder; every engine takes its vectors from it.
        variant: `default`: the tokeniser that comes with the engine; `jieba`: jieba's words.
        threads: Processors it may use; OMP_NUM_THREADS is set alike before Python starts.
        folder: Where it keeps its index; empty, but present, before a build.
    """

    model: str
    variant: str
    threads: int
    folder: Path


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that the engine offers as printed: `document.text[start:end] == text`, if it is so."""

    id: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of distinct documents, best first, at most k; the quotes, best first, None if it cannot.

    A passage whose place in the document is known is no quote: it is what was retrieved, not what
    answers. An engine that says "these words answer" has quotes.
    """

    ids: Sequence[str]
    quotes: Sequence[Quote] | None = None


class Engine(Protocol):
    """All that an engine must be able to do, or raise `Unsupported`."""

    @property
    def packages(self) -> Sequence[str]:
        """Distributions whose versions the page names, most telling first."""

    def libraries(self) -> None:
        """Import everything that a question or a build needs; the clock of `import_s` runs."""

    def start(self, how: Start) -> None:
        """Load the model; keep how to run."""

    def build(self, documents: Sequence[Document]) -> int:
        """Build the index, keep it in the folder, be ready to be asked; return its passages."""

    def open(self) -> str:
        """Open in a new process what a build kept; return what had to be made again, or ''."""

    def ask(self, question: str, k: int) -> Found:
        """Return the best documents; called from several threads at once by `ask_many`."""

    def add(self, document: Document) -> None:
        """Return when the document can be found, and is kept in the folder if others are."""

    def delete(self, document: str) -> None:
        """Return when the document with this id cannot be found any more."""


def distinct(ids: Iterable[str], k: int) -> list[str]:
    """Return the first k different ids: `["a", "a", "b"]`, 1 -> `["a"]`."""
    return list(dict.fromkeys(ids))[:k]


def serve(engine: Engine) -> None:
    """Answer requests until there are no more."""
    replies = _own_stdout()
    handlers = _handlers(engine)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(_reply(handlers, request), ensure_ascii=False), file=replies, flush=True)
        if request["do"] == "stop":
            return


def documents(path: Path) -> Iterator[Document]:
    """Read the documents of a file, one a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            yield Document(one["id"], one["title"], one["text"])


def _handlers(engine: Engine) -> dict[str, Callable[[Mapping[str, Any]], Reply]]:
    folder = Path()

    def start(asked: Mapping[str, Any]) -> Reply:
        nonlocal folder
        folder = Path(asked["folder"])
        return _start(engine, Start(asked["model"], asked["variant"], asked["threads"], folder))

    return {
        "start": start,
        "build": lambda asked: _build(engine, Path(asked["documents"])),
        "open": lambda asked: _timed(lambda: {"note": engine.open()}),
        "ask": lambda asked: _timed(lambda: _found(engine.ask(asked["question"], asked["k"]))),
        "ask_many": lambda asked: _ask_many(engine, asked),
        "add": lambda asked: _done(engine.add, Document(**asked["document"])),
        "delete": lambda asked: _done(engine.delete, asked["id"]),
        "size": lambda asked: {"bytes": folder_bytes(folder)},
        "memory": lambda asked: memory(),
        "versions": lambda asked: {"versions": {name: version(name) for name in engine.packages}},
        "stop": lambda asked: {},
    }


def _reply(
    handlers: Mapping[str, Callable[[Mapping[str, Any]], Reply]], request: Mapping[str, Any]
) -> Reply:
    try:
        return handlers[request["do"]](request)
    except Unsupported as reason:
        return {"unsupported": str(reason)}
    except Exception:
        return {"error": traceback.format_exc()}


def _start(engine: Engine, how: Start) -> Reply:
    def both() -> Reply:
        began = time.perf_counter()
        engine.libraries()
        imported = time.perf_counter() - began
        engine.start(how)
        return {"import_s": imported}

    return _timed(both)


def _build(engine: Engine, path: Path) -> Reply:
    """Build; reading the documents is not counted, keeping the index is."""
    given = list(documents(path))
    return _timed(lambda: {"passages": engine.build(given), "documents": len(given)})


def _ask_many(engine: Engine, asked: Mapping[str, Any]) -> Reply:
    def one(question: str) -> tuple[float, Reply]:
        began = time.perf_counter()
        found = engine.ask(question, asked["k"])
        return time.perf_counter() - began, _found(found)

    def every() -> Reply:
        with ThreadPoolExecutor(asked["threads"]) as pool:
            told = list(pool.map(one, asked["questions"]))
        return {
            "each": [seconds for seconds, _ in told],
            "results": [found["ids"] for _, found in told],
            "quotes": [found["quotes"] for _, found in told],
        }

    reply = _timed(every)
    each = reply.pop("each")
    return {**reply, "wall": reply["seconds"], "seconds": each}


def _timed(work: Callable[[], Reply]) -> Reply:
    """Return what the work told, and its seconds by the clock and by the processors."""
    began, spent = time.perf_counter(), _processor()
    told = work()
    return {
        "seconds": time.perf_counter() - began,
        "cpu_seconds": _processor() - spent,
        **told,
    }


def _processor() -> float:
    """Return the processor seconds of this process and of its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _found(found: Found) -> Reply:
    quotes = found.quotes
    return {
        "ids": list(found.ids),
        "quotes": None
        if quotes is None
        else [
            {"id": one.id, "text": one.text, "start": one.start, "end": one.end} for one in quotes
        ],
    }


def _done(work: Callable[[Any], None], what: object) -> Reply:
    """Time work that returns nothing."""

    def done() -> Reply:
        work(what)
        return {}

    return _timed(done)


def folder_bytes(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def memory() -> Reply:
    """Return the most memory this process has held, and what it holds now, in MB of 10^6 bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    held = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith("Vm")}
    return {"peak_mb": held["VmHWM"] * 1024 / 1e6, "rss_mb": held["VmRSS"] * 1024 / 1e6}


def _own_stdout() -> TextIO:
    """Return the old stdout, and send everything that is printed from now on to stderr."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return replies
