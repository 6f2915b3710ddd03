"""The English questions over DRCD paragraphs: each answer stands where the set says."""

import csv
from pathlib import Path

from benchmarks.quality.sets import squad
from index.text.words import is_han

PATH = Path(__file__).parents[2] / "benchmarks" / "quality" / "english_drcd.tsv"


def read_rows() -> list[tuple[str, str, str]]:
    """Return (paragraph, question, answer) of each row: `("2455-1", "What was Oslo …", "克…")`.

    The paragraph is a paragraph's own `id` in `drcd_test.json`, which `squad` keeps as the id of
    its article; each id names one paragraph. An empty answer: the paragraph does not answer; no
    paragraph either: the whole set never speaks of it.
    """
    with PATH.open(encoding="utf-8", newline="") as lines:
        return [
            (row["paragraph"], row["question"], row["answer"])
            for row in csv.DictReader(lines, delimiter="\t")
        ]


def test_every_answer_stands_in_its_paragraph(shared: Path) -> None:
    articles, _ = squad(shared / "data" / "eval" / "drcd_test.json")
    texts = {article.id: article.text for article in articles}

    absent = [row for row in read_rows() if row[0] and row[2] not in texts.get(row[0], "")]

    assert absent == []


def test_every_paragraph_asked_about_is_one_of_the_set(shared: Path) -> None:
    articles, _ = squad(shared / "data" / "eval" / "drcd_test.json")

    unknown = {paragraph for paragraph, _, _ in read_rows() if paragraph} - {
        article.id for article in articles
    }

    assert unknown == set()


def test_english_questions_hold_no_chinese_and_none_is_asked_twice() -> None:
    questions = [question for _, question, _ in read_rows()]

    chinese = [question for question in questions if is_han(question)]

    assert chinese == []
    assert len({question.casefold() for question in questions}) == len(questions)


def test_a_sixth_of_the_english_questions_has_no_answer() -> None:
    rows = read_rows()

    kinds = [(bool(paragraph), bool(answer)) for paragraph, _, answer in rows]

    assert kinds.count((True, True)) == 300
    assert kinds.count((True, False)) == 40
    assert kinds.count((False, False)) == 20
    assert len(kinds) == 360
