"""Each stage of a question and of a build beside the least that its work could cost here.

    python -m benchmarks.speed.floors [--passages 20000 --passages 100000] [--data ../shared/data]

A floor is the same work without us: the same query asked of tantivy alone, the same vectors read
through memory, the same rows fetched by SQLite, a bare cut of the same text. Ours and the floor are
timed in turn, question by question; medians are shown, and their ratio. What has no floor is
thinking: choosing sentences, fusing, wording. Writes the section `floors` of docs/benchmarks.md.
"""

import os
import sqlite3
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import numpy as np
import rjieba
from tokenizers import Tokenizer

from benchmarks.bench_page import write_section
from benchmarks.speed.large import build
from benchmarks.speed.large_pages import write_pages
from benchmarks.speed.question_speed import STAGES, Stopwatch, questions
from corpus.load import load
from index.bridge.glosses import FOLDER as MODEL
from index.engines.dense import open_dense
from index.engines.encoder import load_encoder
from index.engines.lexical import open_lexical
from index.engines.processes import cores
from index.query import content, query_groups
from index.search import CANDIDATES
from index.store.generation import LEXICAL, TEXTS, VECTORS, current

SIZES = (20_000, 100_000)
# Passages that the selector reads (`bot/answer.py`).
READ = 6
Floor = Callable[[], object]
Pair = tuple[float, float | None]
NAMES = {
    "words": "cut the question | rjieba alone",
    "vector": "embed it | the tokeniser alone",
    "lexical": "BM25 | tantivy alone, the same query",
    "dense": "nearest vectors | reading as many bytes of memory",
    "texts": "read passages, check their seals | SQLite alone, the same rows",
    "fuse": "fuse both sides | ",
    "select": "choose sentences | ",
    "compose": "days, lists, wording | ",
    "total": "**the whole answer** | ",
}


def milliseconds(work: Floor) -> float:
    """Return how long a call takes."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


class Floors:
    """The bare libraries over the files of one index."""

    def __init__(self, root: Path) -> None:
        """Open them once, as we do."""
        folder = current(root).folder
        self._lexical: Any = open_lexical(folder / LEXICAL)
        self._dense: Any = open_dense(folder / VECTORS)
        self._rows = sqlite3.connect(f"file:{(folder / TEXTS).resolve()}?mode=ro", uri=True)
        self._tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
        # Flat vectors are read whole; a structure reads four bits for two numbers.
        numbers = len(self._dense) * self._dense.dimension
        self._bytes = np.ones(numbers if self._dense.refine_factor == 0 else numbers // 16, "f4")

    def of(self, question: str) -> dict[str, Floor]:
        """Return what each stage does at least, ready to be run."""
        asked = content(question)
        query, searcher = self._query(question), self._lexical._searcher
        hits = [one.number for one in self._lexical.search(query_groups(question), CANDIDATES)]
        return {
            "words": lambda: rjieba.cut(question, False),
            "vector": lambda: self._tokenizer.encode(asked),
            "lexical": lambda: searcher.search(query, limit=CANDIDATES, count=False),
            "dense": self._bytes.max,
            "texts": lambda: self._fetch(hits),
        }

    def _query(self, question: str) -> object:
        import tantivy

        clauses = self._lexical.clauses(query_groups(question))
        parts = [(tantivy.Occur.Should, self._lexical._any_of(clause)) for clause in clauses]
        return tantivy.Query.boolean_query(parts)

    def _fetch(self, numbers: Sequence[int]) -> None:
        """Fetch what finding does: the articles of all candidates, six passages whole."""
        self._select("SELECT number, article FROM passage WHERE number", numbers)
        read = self._select(
            "SELECT article, start, end, digest FROM passage WHERE number", numbers[:READ]
        )
        self._select("SELECT * FROM article WHERE number", [row[0] for row in read])

    def _select(self, query: str, numbers: Sequence[int]) -> list[Any]:
        marks = ", ".join("?" * len(numbers))
        return self._rows.execute(f"{query} IN ({marks})", numbers).fetchall()


def of_questions(root: Path, asked: Sequence[str]) -> dict[str, Pair]:
    """Return the medians of ours and of the floor for each stage, in milliseconds."""
    watch, floors = Stopwatch(root), Floors(root)
    ours, least = defaultdict(list), defaultdict(list)
    for place, question in enumerate(asked):
        told = watch.stages(question)
        bare = {stage: milliseconds(floor) for stage, floor in floors.of(question).items()}
        if place >= len(asked) // 2:
            for stage in STAGES:
                ours[stage].append(told[stage])
            for stage, took in bare.items():
                least[stage].append(took)
    return {
        stage: (
            statistics.median(ours[stage]),
            statistics.median(least[stage]) if least[stage] else None,
        )
        for stage in NAMES
    }


def of_build(pages: Path, index: Path) -> tuple[dict[str, Any], dict[str, Pair]]:
    """Build once; return its figures, and ours and the floor of its stages in seconds."""
    found = build(pages, index, lambda stage, done, total: None)
    files = [path for path in current(index).folder.rglob("*") if path.is_file()]
    texts = [article.text for article in load([pages]).articles]
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    stages = found["stages"]
    floors: dict[str, tuple[tuple[str, ...], Floor, int]] = {
        "read pages | reading their bytes": (
            ("read",),
            lambda: [path.read_bytes() for path in pages.rglob("*") if path.is_file()],
            1,
        ),
        f"cut words, write BM25 | rjieba alone over the text, {cores()} processes": (
            ("words",),
            lambda: [rjieba.cut(text, False) for text in texts],
            cores(),
        ),
        "embed | the tokeniser alone over the text": (
            ("vectors",),
            lambda: tokenizer.encode_batch_fast(texts),
            1,
        ),
        "write texts, check, publish | writing and syncing as many bytes": (
            ("texts", "checksums", "publish"),
            lambda: _written(files, index),
            1,
        ),
    }
    told: dict[str, Pair] = {
        name: (sum(stages.get(one, 0.0) for one in own), milliseconds(work) / 1000 / shared)
        for name, (own, work, shared) in floors.items()
    }
    told["translations' index, vectors' structure | "] = (
        stages.get("bridge", 0.0) + stages.get("structure", 0.0),
        None,
    )
    told["**the whole build** | "] = (found["seconds"], None)
    return found, told


def _written(files: Sequence[Path], folder: Path) -> None:
    target = folder / "floor"
    for path in files:
        with target.open("wb") as file:
            file.write(path.read_bytes())
            os.fsync(file.fileno())
    target.unlink()


def table(title: str, unit: str, rows: dict[str, Pair]) -> str:
    """Return a row a stage: ours, the floor, how many times that."""
    lines = [f"| {title} | the floor | ours, {unit} | floor, {unit} | times |"]
    lines.append("| --- | --- | ---: | ---: | ---: |")
    for name, (ours, least) in rows.items():
        times = f"{least:.2f} | {ours / least:.1f}" if least else "– | –"
        lines.append(f"| {name} | {ours:.2f} | {times} |")
    return "\n".join(lines)


def measured(size: int, data: Path) -> list[str]:
    """Return the tables of one size."""
    with TemporaryDirectory() as name:
        pages, index = Path(name) / "pages", Path(name) / "index"
        for _ in write_pages(pages, data, size):
            pass
        _, built = of_build(pages, index)
        load_encoder("bundled-static")
        asked = of_questions(index, questions(data, "zh"))
    named = {NAMES[stage]: pair for stage, pair in asked.items()}
    return [
        table(f"a Chinese question, {size:,} passages", "ms", named),
        table(f"a build of {size:,} passages", "s", built),
    ]


@click.command()
@click.option("--passages", multiple=True, type=int, default=SIZES, show_default=True)
@click.option("--data", type=click.Path(path_type=Path, exists=True), default="../shared/data")
def main(passages: Sequence[int], data: Path) -> None:
    """Measure all sizes and write the section."""
    parts = [f"Measured {date.today()}, medians of 150 questions, one thread; builds once."]
    for size in passages:
        parts += measured(size, data)
    print("\n\n".join(parts))
    write_section("floors", "\n\n".join(parts))


if __name__ == "__main__":
    main()
