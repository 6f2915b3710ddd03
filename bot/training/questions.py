"""The questions to learn from: reading-comprehension sets, and what is made of them.

A question may have its place, person or year swapped for another; nothing should answer it then.
Only `train/*.json` is ever read here.
"""

import json
import random
import re
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.question.question import Question
from bot.question.tags import names_in
from corpus.article import Article
from index.bridge.related_words import open_related_words
from index.text.words import fold, is_han

YEAR = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)")
# Share of swapped things that are the one beside the asking word.
NEAREST_SHARE = 0.6
# A capital that does not begin the sentence.
CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][A-Za-z'-]{2,}")
# Share of swapped things that become their like: the nearest of so many.
ALIKE_SHARE, DRAWN = 0.6, 100
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """A question and where its answer stands.

    Attributes:
        text: As asked.
        article: Id of the paragraph that answers.
        start: First character of the marked answer, in code points of the paragraph.
        answers: The answers that count as right; none, and `start` -1, if nothing answers.
    """

    text: str
    article: str
    start: int
    answers: tuple[str, ...]


def read_squad(path: Path, titled: bool = True) -> tuple[list[Article], list[TrainingQuestion]]:
    """Return the paragraphs of a SQuAD-style file, one article each, and its questions."""
    articles: list[Article] = []
    asked: list[TrainingQuestion] = []
    for entry in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for number, paragraph in enumerate(entry["paragraphs"]):
            title = entry.get("title", "") if titled else ""
            name = f"{path.stem}-{len(articles)}-{number}"
            articles.append(Article(id=name, title=title, text=paragraph["context"]))
            asked.extend(_asked(name, paragraph["qas"]))
    return articles, asked


def _asked(article: str, entries: Sequence[dict]) -> Iterator[TrainingQuestion]:  # type: ignore[type-arg]
    for entry in entries:
        answers = entry["answers"]
        texts = tuple(dict.fromkeys(answer["text"] for answer in answers))
        yield TrainingQuestion(entry["question"], article, answers[0]["answer_start"], texts)


def read_news(path: Path, limit: int) -> list[Article]:
    """Return up to `limit` items of the broadcast transcripts, as paragraphs nobody asks about."""
    articles: list[Article] = []
    with tarfile.open(path) as archive:
        for member in archive:
            if len(articles) >= limit or not member.name.endswith(".md"):
                continue
            stream = archive.extractfile(member)
            text = stream.read().decode("utf-8") if stream else ""
            articles.extend(_items(member.name, text))
    return articles[:limit]


def _items(name: str, text: str) -> Iterator[Article]:
    for number, item in enumerate(re.split(r"^#+ ", text, flags=re.MULTILINE)[1:]):
        title, _, body = item.partition("\n")
        plain = "\n".join(
            line.strip() for line in _TAG.sub("\n", body).splitlines() if line.strip()
        )
        if len(plain) > 80:
            yield Article(id=f"{name}-{number}", title=title.strip(), text=plain)


def swapped(text: str, others: Sequence[str], chance: random.Random) -> str | None:
    """Return the question with one name or year swapped for another one; None if it has none.

    >>> swapped("2009年谁当选？", [], random.Random(1))
    '1962年谁当选？'
    """
    if year := YEAR.search(text):
        other = str(int(year[0]) + chance.choice((-30, -17, -8, -3, 2, 5, 11)))
        return text[: year.start()] + other + text[year.end() :]
    own = [name for name in (*names_in(fold(text)), *english_names(text)) if name in text]
    if not own or not others:
        return None
    return text.replace(chance.choice(own), chance.choice(others))


def english_names(text: str) -> list[str]:
    """Return the words that an English question writes as names; none of a Chinese one.

    >>> english_names("When did Captain Cook land?")
    ['Captain', 'Cook']
    """
    return [] if is_han(text) else CAPITAL.findall(text)


def with_other_thing(
    text: str, question: Question, others: Sequence[str], chance: random.Random
) -> str | None:
    """Return the question about another thing, as no page tells of it; None if it names none.

    `"摄影大赛的主办单位是谁"` may become `"摄影大赛的馆长是谁"`: mostly the thing beside the asking
    word changes, and mostly to its like (乒乓球 to 羽毛球), which is hardest to tell apart.
    """
    folded = fold(text)
    things = [
        group
        for group in question.groups
        if group.noun and len(group.word) > 1 and group.word in folded
    ]
    if not things or len(folded) != len(text):
        return None
    nearest = max(things, key=lambda group: group.closeness)
    thing = nearest if chance.random() < NEAREST_SHARE else chance.choice(things)
    at = folded.index(thing.word)
    other = _alike(thing.word, others, chance)
    return text[:at] + other + text[at + len(thing.word) :]


def _alike(thing: str, others: Sequence[str], chance: random.Random) -> str:
    """Return the word among some at random that keeps most company with a thing, but is another."""
    drawn = [other for other in chance.choices(others, k=DRAWN) if other != thing]
    if not drawn or chance.random() > ALIKE_SHARE:
        return chance.choice(others)
    kin = open_related_words()
    cosines = kin.toward(kin.together({thing: 1.0}), drawn)
    return drawn[int(cosines.argmax())]
