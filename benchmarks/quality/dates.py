"""Do days of printing hurt questions that name years?

    python -m benchmarks.quality.dates --shared ../shared

Asks CMRC 2018 dev and DRCD test twice, end to end through `bot/answer.py`: over paragraphs without
dates, and over the same ones with days of printing drawn from the years that the questions name,
the hardest archive there is. Prints how many questions were answered, how many rightly, and how
many were refused with their year swapped for another one. Questions without a word for a day are
thinned out by --every.
"""

import datetime
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from benchmarks.quality.sets import broadcast, squad
from bot.answer import answer
from bot.dates.question_days import read_days
from bot.evaluation.sets import indexed
from bot.reply import Answer
from corpus.article import Article
from corpus.config import IndexSettings
from index.evaluation.measures import JudgedQuestion

SETS = {"CMRC dev": "cmrc2018_dev.json", "DRCD test": "drcd_test.json"}
# The day of the questions: none of the drawn ones lies later.
TODAY = datetime.date(2023, 3, 20)
YEAR = re.compile(r"(?<!\d)(\d{4})年")


@click.command()
@click.option("--shared", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--every", default=8, help="Ask only every n-th question without a day.")
@click.option("--distractors", default=4_000)
def main(shared: Path, every: int, distractors: int) -> None:
    """Measure both sets."""
    noise = broadcast(shared, distractors)
    for title, name in SETS.items():
        articles, every_one = squad(shared / "data" / "eval" / name)
        asked = [
            one
            for number, one in enumerate(every_one)
            if number % (2 if read_days(one.text, TODAY) else every) == 0
        ]
        archive = [*articles, *noise]
        measure(f"{title}, undated", archive, asked)
        measure(f"{title}, dated", dated(archive, years_of(asked)), asked)


def years_of(asked: Sequence[JudgedQuestion]) -> list[int]:
    """Return the years that the questions name, repeats included."""
    return [int(year) for one in asked for year in YEAR.findall(one.text)]


def dated(articles: Sequence[Article], years: Sequence[int]) -> list[Article]:
    """Return the articles with days of printing drawn from these years."""
    chance = random.Random(0)
    return [
        replace(
            article,
            date=datetime.date(
                min(max(chance.choice(years), 1000), TODAY.year),
                chance.randint(1, 12),
                chance.randint(1, 28),
            ),
        )
        for article in articles
    ]


def measure(title: str, archive: Sequence[Article], asked: Sequence[JudgedQuestion]) -> None:
    """Ask every question, and those that name a year with another one as well."""
    chance, years = random.Random(0), years_of(asked)
    with indexed(archive, IndexSettings(), lambda stage, done, total: None) as index:
        replies = [answer(index, one.text, today=TODAY) for one in asked]
        refused = [
            answer(index, swapped(one.text, years, chance), today=TODAY).kind == "none"
            for one in asked
            if YEAR.search(one.text)
        ]
    for part in ("all", "with days"):
        chosen = [
            (reply, one)
            for reply, one in zip(replies, asked, strict=True)
            if part == "all" or read_days(one.text, TODAY)
        ]
        answered = sum(reply.kind != "none" for reply, _ in chosen) / len(chosen)
        right = sum(holds(reply, one) for reply, one in chosen) / len(chosen)
        print(f"{title}, {part}: {len(chosen)} asked, {answered:.3f} answered, {right:.3f} right")
    print(f"{title}: {len(refused)} with a wrong year, {sum(refused) / len(refused):.3f} refused")


def swapped(question: str, years: Sequence[int], chance: random.Random) -> str:
    """Return the question with another year in place of the first one it names."""
    named = YEAR.search(question)
    others = [year for year in years if named and str(year) != named[1]]
    return YEAR.sub(f"{chance.choice(others)}年", question, count=1) if others else question


def holds(reply: Answer, asked: JudgedQuestion) -> bool:
    """Say whether the first quote is of the right paragraph and holds a gold answer."""
    first = reply.citations[:1]
    return any(
        one.article.id in asked.documents and any(gold in one.quote for gold in asked.answers)
        for one in first
    )


if __name__ == "__main__":
    main()
