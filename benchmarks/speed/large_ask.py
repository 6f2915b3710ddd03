"""How quickly an index answers, in a process of its own: a JSON object on stdout.

    python -m benchmarks.speed.large_ask INDEX DATA

Half of the questions warm the page cache and are not counted, so that no counted one is asked
twice. Chinese: half CMRC 2018 dev, half headlines of the archive; English: this folder's own.
Recall: of the ten nearest vectors to each counted question, how many the structure finds.
"""

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.quality.sets import english, squad
from corpus.config import IndexSettings
from index.engines.dense import open_dense, recall
from index.engines.encoder import load_encoder
from index.query import content
from index.reader import open_reader
from index.search import Index
from index.store.generation import VECTORS, current

# Questions counted of a language, and as many before them that only warm.
COUNTED = 200
ENGLISH = ("english_questions.tsv", "english_drcd.tsv")


def main(root: Path, data: Path) -> None:
    """Ask and tell."""
    settings = IndexSettings(folder=root, encoder="bundled-static")
    index = open_reader(settings).index()
    found: dict[str, object] = {"structure": index.manifest.structure}
    asked = {
        "zh": chinese(index, data),
        "en": [one.text for name in ENGLISH for one in english(name)],
    }
    for language, questions in asked.items():
        random.Random(0).shuffle(questions)
        list(_seconds(index, questions[COUNTED : 2 * COUNTED]))
        times = np.array(list(_seconds(index, questions[:COUNTED]))) * 1000
        found[language] = np.percentile(times, [50, 99], axis=0).T.ravel().tolist()
    found["memory"] = memory()
    found["sampled"] = index.manifest.recall
    encoder = load_encoder(settings.encoder)
    vectors = encoder.encode([content(one) for one in asked["zh"][:COUNTED]])
    dense = open_dense(current(root).folder / VECTORS)
    found["recall"] = recall(dense, dense.rows(np.arange(len(dense))), vectors)
    print(json.dumps(found))


def chinese(index: Index, data: Path) -> list[str]:
    """Return distinct Chinese questions, half of them headlines of the archive."""
    _, questions = squad(data / "eval" / "cmrc2018_dev.json")
    draw = random.Random(1)
    days = draw.sample(index.days(), k=min(len(index.days()), COUNTED))
    printed = [one.title for day in days for one in index.printed_on(day)]
    headlines = draw.sample(sorted(set(printed)), k=min(len(set(printed)), COUNTED))
    return headlines + [one.text for one in draw.sample(questions, k=2 * COUNTED - len(headlines))]


def memory() -> int:
    """Return the bytes of this process that no file backs."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) * 1024


def _seconds(index: Index, questions: Sequence[str]) -> Iterator[tuple[float, float]]:
    """Yield the seconds on the clock and those of the processors."""
    for question in questions:
        began, spent = time.perf_counter(), time.process_time()
        index.search(question)
        yield time.perf_counter() - began, time.process_time() - spent


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
