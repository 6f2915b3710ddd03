"""The sets that figures are measured on: questions with their paragraphs, and distractors.

Each paragraph becomes an `Article` without a headline. Next: `benchmarks/quality/convert.py` writes
them down as BEIR folders.
"""

import csv
import gzip
import json
import random
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.question.tags import names_in
from bot.training.questions import swapped
from corpus.article import Article
from corpus.load import load
from index.evaluation.measures import JudgedQuestion
from index.text.words import fold

HERE = Path(__file__).parent
# Characters. Shorter paragraphs of a broadcast are greetings and sign-offs.
SHORTEST_DISTRACTOR = 60
DISTRACTORS = 20_000
# English news sentences drawn from WMT.
SENTENCES = 1_000
SEED = 0


def squad(path: Path) -> tuple[list[Article], list[JudgedQuestion]]:
    """Read a file in SQuAD format (CMRC 2018, DRCD): its paragraphs and its questions."""
    articles, asked = [], []
    for entry in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in entry["paragraphs"]:
            name = str(paragraph.get("id") or paragraph["qas"][0]["id"])
            articles.append(Article(id=name, title="", text=paragraph["context"]))
            for one in paragraph["qas"]:
                answers = tuple(dict.fromkeys(answer["text"] for answer in one["answers"]))
                asked.append(JudgedQuestion(str(one["id"]), one["question"], {name: 1}, answers))
    return articles, asked


def english(name: str) -> list[JudgedQuestion]:
    """Read English questions that lie beside this file: paragraph, question, answer.

    Without an answer, nothing in the set answers; a paragraph then only looks as if it did.
    """
    with (HERE / name).open(encoding="utf-8", newline="") as rows:
        return [
            JudgedQuestion(
                id=f"en-{number}",
                text=row["question"],
                documents={row["paragraph"]: 1} if row["answer"] else {},
                answers=(row["answer"],) if row["answer"] else (),
                answerable=bool(row["answer"]),
            )
            for number, row in enumerate(csv.DictReader(rows, delimiter="\t"))
        ]


def in_other_script(asked: Sequence[JudgedQuestion], table: str) -> list[JudgedQuestion]:
    """Return the questions in the other Chinese script: `s2t` to Traditional, `t2s` to Simplified.

    The answers stay as they are printed: they are compared in one script.
    """
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(table).convert
    return [replace(one, id=f"{table}-{one.id}", text=convert(one.text)) for one in asked]


def with_other_names(asked: Sequence[JudgedQuestion]) -> list[JudgedQuestion]:
    """Return the questions with a year, place or person swapped for another: nothing answers them.

    `"2009年谁当选？"` -> `"1962年谁当选？"`. Questions that name none are left out.
    """
    chance = random.Random(SEED)
    others = sorted({name for one in asked for name in names_in(fold(one.text))})
    found = []
    for one in asked:
        text = swapped(one.text, others, chance)
        if text and text != one.text:
            found.append(JudgedQuestion(f"swapped-{one.id}", text, {}, answerable=False))
    return found


def sentences(path: Path) -> tuple[list[Article], list[JudgedQuestion]]:
    """Return the Chinese sentences of WMT, and some of their English twins as questions.

    Sentences that were translated twice, or that stand there twice, are taken once.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        every = [line.rstrip("\n").split("\t")[1:3] for line in lines]
    pairs = list({pair[1]: pair for pair in {pair[0]: pair for pair in every}.values()}.values())
    articles = [Article(str(number), "", pair[1]) for number, pair in enumerate(pairs)]
    chosen = sorted(random.Random(SEED).sample(range(len(pairs)), SENTENCES))
    return articles, [JudgedQuestion(f"en-{one}", pairs[one][0], {str(one): 1}) for one in chosen]


@cache
def broadcast(shared: Path, count: int = DISTRACTORS) -> tuple[Article, ...]:
    """Return that many paragraphs of the broadcast transcripts, drawn at random."""
    paragraphs = [
        Article(id=f"{article.id}-{number}", title="", text=line)
        for article in _broadcast_items(shared)
        for number, line in enumerate(article.text.split("\n"))
        if len(line) > SHORTEST_DISTRACTOR
    ]
    return tuple(random.Random(SEED).sample(paragraphs, count))


def _broadcast_items(shared: Path) -> list[Article]:
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(shared / "data" / "news" / "xwlb.tar.xz") as archive:
            archive.extractall(folder, filter="data")
        return list(load([Path(folder)]).articles)
