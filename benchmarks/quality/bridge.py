"""English questions over Chinese pages: what each part of the bridge brings.

    python -m benchmarks.quality.bridge --data ../shared/data

Two sets: our own questions (`english_questions.tsv`) over the CMRC 2018 dev paragraphs, with 20,000
broadcast passages between them; and English news sentences, whose Chinese twins are to be found
among all of WMT. Nothing is learnt from either.
"""

import argparse
import csv
import gzip
import json
import random
import tarfile
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.article import Article, Passage
from index.bridge.adjacent import open_corpus_counts, write_pairs
from index.bridge.glosses import Glosses, open_glosses
from index.bridge.names_by_sound import Corpus, Names, open_names
from index.bridge.neighbours import Neighbours, open_neighbours, write_neighbours
from index.bridge.translate import Bridge
from index.engines.bundled import load_bundled
from index.engines.encoder import Encoder
from index.engines.lexical import Lexical, WordGroup, open_lexical, write_lexical
from index.fuse import fuse
from index.query import content
from index.search import bridged_groups
from index.training.material.sources import TAG

HERE = Path(__file__).parent
SEED = 7
DISTRACTORS, SHORTEST = 20_000, 60
SENTENCES = 1_000
CANDIDATES = 100
DENSE_WEIGHTS = (0.2, 0.5, 1.0)

Ask = Callable[[str], Sequence[WordGroup]]


@dataclass(frozen=True, slots=True)
class Task:
    """Texts to find, and questions with the number of the text that answers, from 0."""

    name: str
    texts: Sequence[str]
    questions: Sequence[tuple[str, int]]


class NoForms(Glosses):
    """A dictionary that knows no inflection."""

    def lemma(self, word: str) -> str:
        """Leave the word as it is."""
        return word


class NoGlosses(Glosses):
    """A dictionary of nothing."""

    def of_word(self, word: str) -> dict[str, float]:
        """Know none."""
        return {}

    def of_phrase(self, words: object) -> dict[str, float]:
        """Know none."""
        return {}


class NoPhrases(Glosses):
    """A dictionary of single words."""

    def of_phrase(self, words: object) -> dict[str, float]:
        """Know none."""
        return {}


class NoNames(Names):
    """No transliteration at all."""

    def from_pinyin(self, words: Sequence[str], corpus: Corpus) -> dict[str, float]:
        """Know none."""
        return {}

    def from_letters(self, word: str, corpus: Corpus) -> dict[str, float]:
        """Know none."""
        return {}


class NoLetters(Names):
    """Pinyin, but no foreign names."""

    def from_letters(self, word: str, corpus: Corpus) -> dict[str, float]:
        """Know none."""
        return {}


def main() -> None:
    """Print a table: one row a variant, one column a set."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m benchmarks.quality.bridge"
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds eval/")
    data = parser.parse_args().data
    for task in (encyclopedia(data), news(data)):
        with tempfile.TemporaryDirectory() as folder:
            measure(task, Path(folder))


def measure(task: Task, folder: Path) -> None:
    """Index the texts and print a row for every variant."""
    passages = [_passage(number, text) for number, text in enumerate(task.texts)]
    for _ in write_lexical(folder, passages):
        pass
    lexical = open_lexical(folder)
    encoder = load_bundled()
    with tempfile.TemporaryDirectory() as aside:
        write_neighbours(Path(aside), [word for word, _ in lexical.vocabulary()], encoder)
        write_pairs(Path(aside), lexical.vocabulary(grams=True))
        corpus = open_corpus_counts(Path(aside), lexical)
        variants = _variants(corpus, open_neighbours(Path(aside), encoder))
        print(f"\n{task.name}: {len(task.questions)} questions, {len(task.texts)} texts")
        for name, ask in variants.items():
            began = time.perf_counter()
            found = [lexical_scores(lexical, ask(question)) for question, _ in task.questions]
            spent = 1000 * (time.perf_counter() - began) / len(found)
            _row(name, task, found, f"{spent:5.1f} ms")
    vectors = encoder.encode(task.texts)
    cosines = [_cosines(encoder, vectors, question) for question, _ in task.questions]
    _row("dense alone", task, cosines, "")
    for weight in DENSE_WEIGHTS:
        pairs = zip(found, cosines, strict=True)
        _row(f"all + bigrams + {weight} dense", task, [fuse(*pair, weight) for pair in pairs], "")


def lexical_scores(lexical: Lexical, groups: Sequence[WordGroup]) -> dict[int, float]:
    """Return the best candidates' scores by number."""
    return {one.number: one.score for one in lexical.search(groups, CANDIDATES)}


def encyclopedia(data: Path) -> Task:
    """Our own questions over CMRC 2018 dev and the broadcast."""
    tree = json.loads((data / "eval/cmrc2018_dev.json").read_text("utf-8"))
    paragraphs = [part for article in tree["data"] for part in article["paragraphs"]]
    number = {part["id"]: place for place, part in enumerate(paragraphs)}
    with (HERE / "english_questions.tsv").open(encoding="utf-8", newline="") as rows:
        asked = list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [part["context"] for part in paragraphs] + broadcast(data)
    questions = [(row["question"], number[row["paragraph"]]) for row in asked]
    return Task("encyclopedia", texts, questions)


def news(data: Path) -> Task:
    """English news sentences and their Chinese twins."""
    with gzip.open(data / "eval/wmt-en-zh.tsv.gz", "rt", encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t")[1:3] for line in lines]
    chosen = random.Random(SEED).sample(range(len(pairs)), SENTENCES)
    return Task("news", [pair[1] for pair in pairs], [(pairs[one][0], one) for one in chosen])


def broadcast(data: Path) -> list[str]:
    """Return the distractors: paragraphs of the broadcast, drawn with a seed."""
    pages: dict[str, list[str]] = {}
    with tarfile.open(data / "news/xwlb.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".md") else None
            if file is not None:
                parts = file.read().decode("utf-8").replace("</p>", "\n").split("\n")
                pages[member.name] = [TAG.sub("", part).strip() for part in parts]
    found = [part for name in sorted(pages) for part in pages[name]]
    long = [part for part in found if len(part) > SHORTEST]
    return random.Random(SEED).sample(long, DISTRACTORS)


def _variants(corpus: Corpus, near: Neighbours) -> dict[str, Ask]:
    glosses, names = open_glosses(), open_names()
    none, mute = NoGlosses(*glosses.tries), NoNames(names.table)
    without_forms = NoForms(*glosses.tries)
    without_phrases = NoPhrases(*glosses.tries)
    bridges = {
        "dictionary only": Bridge(glosses, mute, corpus, None),
        "vectors only": Bridge(none, mute, corpus, near),
        "all but forms": Bridge(without_forms, names, corpus, near),
        "all but phrases": Bridge(without_phrases, names, corpus, near),
        "all but names": Bridge(glosses, mute, corpus, near),
        "all but foreign names": Bridge(glosses, NoLetters(names.table), corpus, near),
        "all but vectors": Bridge(glosses, names, corpus, None),
        "all": Bridge(glosses, names, corpus, near),
    }
    plain: dict[str, Ask] = {
        name: lambda question, bridge=bridge: [  # type: ignore[misc]
            WordGroup(one.into, translated=True) for one in bridge.translate(question)
        ]
        for name, bridge in bridges.items()
    }
    whole = bridges["all"]
    return plain | {"all + bigrams": lambda question: bridged_groups(whole.translate(question))}


def _cosines(encoder: Encoder, vectors: np.ndarray, question: str) -> dict[int, float]:
    cosines = vectors @ encoder.encode([content(question)])[0]
    return dict(enumerate(cosines.tolist()))


def _row(name: str, task: Task, found: Sequence[dict[int, float]], remark: str) -> None:
    ranks = [_rank(scores, gold) for scores, (_, gold) in zip(found, task.questions, strict=True)]
    first, ten = (np.mean([rank <= k for rank in ranks]) for k in (1, 10))
    print(f"  {name:28} R@1 {first:.3f}  R@10 {ten:.3f}  {remark}", flush=True)


def _rank(scores: dict[int, float], gold: int) -> float:
    if gold not in scores:
        return float("inf")
    return 1 + sum(score > scores[gold] for score in scores.values())


def _passage(number: int, text: str) -> Passage:
    return Passage(Article(str(number), "", text), 0, len(text))


if __name__ == "__main__":
    main()
