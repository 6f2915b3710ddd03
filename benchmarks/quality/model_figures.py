"""How good the bundled model is by itself: what its cosine ranks first, and how fast.

    python -m benchmarks.quality.model_figures --data ../shared/data [--model index/model]

- Chinese questions: CMRC 2018 dev over its paragraphs with 20,000 broadcast passages between them;
- English questions over the same: our own `english_questions.tsv`;
- English news sentences, whole and six of their words: the Chinese twin among all of WMT's.

Nothing is learnt from any of them; the broadcasts are trained on, so the distractors are known.
"""

import argparse
import csv
import gzip
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.engines.bundled import FOLDER, BundledEncoder, load_bundled
from index.training.encoder.lessons import passages
from index.training.material.sources import news_stories

DISTRACTORS = 20_000
SENTENCES = 4_000
SHORT = 6
SEED = 5
Vectors = npt.NDArray[np.float32]


def recalls(questions: Vectors, texts: Vectors, gold: Sequence[int]) -> str:
    """Return recall at 1 and at 10."""
    ranks = []
    for start in range(0, len(questions), 256):
        scores = questions[start : start + 256] @ texts.T
        right = scores[np.arange(len(scores)), list(gold[start : start + 256])]
        ranks.append((scores > right[:, None]).sum(axis=1))
    every = np.concatenate(ranks)
    return f"R@1 {np.mean(every < 1):.3f}  R@10 {np.mean(every < 10):.3f}"


def paragraphs(data: Path) -> tuple[list[str], dict[str, int], list[tuple[str, int]]]:
    """Return CMRC's paragraphs, their places by id, and (question, place)."""
    tree = json.loads((data / "eval/cmrc2018_dev.json").read_text("utf-8"))
    parts = [part for article in tree["data"] for part in article["paragraphs"]]
    asked = [(qa["question"], place) for place, part in enumerate(parts) for qa in part["qas"]]
    return [part["context"] for part in parts], {p["id"]: n for n, p in enumerate(parts)}, asked


def over_paragraphs(model: BundledEncoder, data: Path) -> None:
    """Print the figures of questions over paragraphs."""
    contexts, places, asked = paragraphs(data)
    broadcast = [one for story in news_stories(data) for one in passages(story)]
    texts = contexts + random.Random(SEED).sample(broadcast, DISTRACTORS)
    began = time.perf_counter()
    vectors = model.encode(texts)
    print(f"{len(texts) / (time.perf_counter() - began):,.0f} passages a second")
    chinese = model.encode([question for question, _ in asked])
    print("Chinese questions   ", recalls(chinese, vectors, [place for _, place in asked]))
    with Path(__file__).with_name("english_questions.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    english = model.encode([row["question"] for row in rows])
    gold = [places[row["paragraph"]] for row in rows]
    print("English questions   ", recalls(english, vectors, gold))


def over_sentences(model: BundledEncoder, data: Path) -> None:
    """Print the figures of English sentences over their Chinese twins."""
    with gzip.open(data / "eval/wmt-en-zh.tsv.gz", "rt", encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t")[1:3] for line in lines]
    vectors = model.encode([chinese for _, chinese in pairs])
    english = [sentence for sentence, _ in pairs[:SENTENCES]]
    chance = random.Random(SEED)
    longer = [[word for word in one.split() if len(word) > 3] for one in english]
    short = [" ".join(chance.sample(words, min(SHORT, len(words)))) for words in longer]
    print("English sentences   ", recalls(model.encode(english), vectors, range(SENTENCES)))
    print("six of their words  ", recalls(model.encode(short), vectors, range(SENTENCES)))


def opening(folder: Path) -> float:
    """Return the milliseconds from nothing open to one question's vector, best of five."""
    best = np.inf
    for _ in range(5):
        began = time.perf_counter()
        load_bundled(folder).encode(["石景山区有几家驿站被评为全国最美？"])
        best = min(best, time.perf_counter() - began)
    return float(best) * 1000


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=FOLDER)
    options = parser.parse_args()
    model = load_bundled(options.model)
    print(f"{model.name}: {len(model.vocabulary):,} pieces, {model.dimension} dimensions")
    print(f"opened, one question encoded: {opening(options.model):.1f} ms")
    over_paragraphs(model, options.data)
    over_sentences(model, options.data)


if __name__ == "__main__":
    main()
