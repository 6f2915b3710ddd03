"""The sets that figures are measured on: questions with their paragraphs, and distractors.

Each paragraph becomes an `Article` without a headline, so that it goes through the same passages,
index and answer code as a printed page.
"""

import json
import random
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from corpus.load import load

# Characters. Shorter paragraphs of a broadcast are greetings and sign-offs.
SHORTEST_DISTRACTOR = 60
DISTRACTORS = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set.

    Attributes:
        id: Names the question.
        question: As it stands in the set.
        article: Id of the paragraph that answers it.
        answers: Gold answers, each a stretch of the paragraph.
    """

    id: str
    question: str
    article: str
    answers: tuple[str, ...]


def squad(path: Path) -> tuple[list[Article], list[Asked]]:
    """Read a file in SQuAD format (CMRC 2018, DRCD): its paragraphs and its questions."""
    articles, asked = [], []
    for entry in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in entry["paragraphs"]:
            name = str(paragraph.get("id") or paragraph["qas"][0]["id"])
            articles.append(Article(id=name, title="", text=paragraph["context"]))
            for one in paragraph["qas"]:
                answers = tuple(dict.fromkeys(answer["text"] for answer in one["answers"]))
                asked.append(Asked(str(one["id"]), one["question"], name, answers))
    return articles, asked


def broadcast(shared: Path, count: int = DISTRACTORS, seed: int = 0) -> list[Article]:
    """Return that many paragraphs of the broadcast transcripts, drawn at random."""
    paragraphs = [
        Article(id=f"{article.id}-{number}", title="", text=line)
        for article in broadcast_items(shared)
        for number, line in enumerate(article.text.split("\n"))
        if len(line) > SHORTEST_DISTRACTOR
    ]
    return random.Random(seed).sample(paragraphs, count)


def broadcast_items(shared: Path) -> list[Article]:
    """Return every item of the broadcast transcripts."""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(shared / "data" / "news" / "xwlb.tar.xz") as archive:
            archive.extractall(folder, filter="data")
        return list(load([Path(folder)]).articles)
