"""English questions over Chinese paragraphs, written by hand, to learn from.

`english_questions.tsv` has one question a line: the set, the paragraph (an id as `read_squad` makes
it), the question, and its answer as printed there; the items of a list are parted by "|". The
questions are our own words, made for this project and under its licence (no question of the sets is
translated); the paragraphs stay where they are, and only the few words of an answer are repeated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.training.questions import TrainingQuestion
from corpus.article import Article
from corpus.errors import GongdaError

ENGLISH_QUESTIONS = Path(__file__).with_name("english_questions.tsv")
_HEADER = ("set", "paragraph", "question", "answer")


@dataclass(frozen=True, slots=True)
class EnglishRow:
    """A line of the file.

    Attributes:
        source: The set that holds the paragraph, `"cmrc_trial"` or `"drcd_dev"`.
        paragraph: Id of the paragraph, `"drcd_dev-12-0"`.
        question: As asked.
        answers: The printed words that prove the answer; several for a list.
    """

    source: str
    paragraph: str
    question: str
    answers: tuple[str, ...]


def read_english_rows(path: Path = ENGLISH_QUESTIONS) -> list[EnglishRow]:
    """Return every line of the file below its header.

    The cells `drcd_dev`, `drcd_dev-12-0`, `Who won?`, `甲|乙` become
    `EnglishRow("drcd_dev", "drcd_dev-12-0", "Who won?", ("甲", "乙"))`.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != _HEADER:
        raise GongdaError(
            f"{path.name} does not begin with its header",
            f"let its first line be the words {', '.join(_HEADER)}, with tabs between",
        )
    return list(_rows(path.name, lines[1:]))


def _rows(name: str, lines: Sequence[str]) -> Iterator[EnglishRow]:
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        if len(cells) != len(_HEADER) or not all(cells):
            raise GongdaError(
                f"{name}, line {number}: {len(_HEADER)} filled cells expected, found {line!r}",
                f"write {', '.join(_HEADER)} with one tab between",
            )
        source, paragraph, question, answer = cells
        yield EnglishRow(source, paragraph, question, tuple(answer.split("|")))


def english_asked(
    articles: Sequence[Article], path: Path = ENGLISH_QUESTIONS
) -> list[TrainingQuestion]:
    """Return the questions that one of the paragraphs answers, in the order of the file.

    An answer starts where its first item stands first. Questions about other paragraphs are left
    out, so one set can be read without the other.
    """
    texts = {article.id: article.text for article in articles}
    return [
        _asked(row, texts[row.paragraph])
        for row in read_english_rows(path)
        if row.paragraph in texts
    ]


def _asked(row: EnglishRow, text: str) -> TrainingQuestion:
    if missing := [answer for answer in row.answers if answer not in text]:
        raise GongdaError(
            f"paragraph {row.paragraph} does not hold {missing[0]!r}, asked: {row.question}",
            "copy the answer from the paragraph as it is printed",
        )
    return TrainingQuestion(row.question, row.paragraph, text.index(row.answers[0]), row.answers)
