"""BEIR folders and golden questions, read with all that may be missing or broken in them."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from corpus.errors import EvaluationError
from index.evaluation.beir import read_beir
from index.evaluation.golden import read_golden
from index.evaluation.measures import JudgedQuestion
from tests.conftest import PHOTO, VISIT

LIBRARY = Path(__file__).parents[2] / "beir" / "library"
DOCUMENTS = [{"_id": "d1", "title": "", "text": "一"}, {"_id": "d2", "title": "", "text": "二"}]


def jsonl(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two documents, one question and its judgement."""
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text(jsonl(DOCUMENTS))
    (tmp_path / "queries.jsonl").write_text(jsonl([{"_id": "q1", "text": "？"}]))
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    return tmp_path


def asked(folder: Path, *metadata: object) -> list[JudgedQuestion]:
    """Return questions q1, q2 … with these metadata, as they are read."""
    rows = [
        {"_id": f"q{n}", "text": "？", "metadata": one} for n, one in enumerate(metadata, start=1)
    ]
    (folder / "queries.jsonl").write_text(jsonl(rows))
    return list(read_beir(folder).sets["test"])


def test_documents_become_articles_with_what_is_known_of_them() -> None:
    articles = {one.id: one for one in read_beir(LIBRARY).articles}

    books = articles["books"]
    assert (books.title, books.paper, books.page) == ("厂区图书角搬进新楼", "车间周报", 2)
    assert (books.date, books.authors) == (datetime.date(2023, 5, 9), ("邓云",))
    assert articles["swim"].date is None


def test_a_document_with_a_title_only_is_found_by_it() -> None:
    articles = {one.id: one for one in read_beir(LIBRARY).articles}

    assert (articles["headline"].title, articles["headline"].text) == ("", "厂史馆国庆免费开放")


def test_documents_are_normalised_as_pages_are(folder: Path) -> None:
    row = {"_id": "d1", "text": "工\u200b会\r\n职\u00a0工"}
    (folder / "corpus.jsonl").write_text(jsonl([row]))

    assert read_beir(folder).articles[0].text == "工会\n职 工"


def test_questions_know_documents_answers_and_items() -> None:
    questions = {one.id: one for one in read_beir(LIBRARY).sets["test"]}

    assert questions["q1"].answers == ("1860册", "１８６０册")
    assert questions["q2"].answers == ("羅大勇",)
    assert questions["q3"].items == ("番茄", "黄瓜", "辣椒", "茄子")
    assert questions["q3"].documents == {"garden": 2}
    assert questions["q6"].documents == {"bus": 1}


def test_a_question_of_another_split_is_not_one_that_nothing_answers() -> None:
    questions = {one.id: one.answerable for one in read_beir(LIBRARY).sets["test"]}

    assert "d1" not in questions
    assert [name for name, answerable in questions.items() if not answerable] == ["n1", "n2"]


def test_several_splits_are_several_sets() -> None:
    assert [*read_beir(LIBRARY, ["all"]).sets] == ["dev", "test"]


def test_the_only_split_needs_no_name(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").rename(folder / "qrels" / "dev.tsv")

    assert [*read_beir(folder).sets] == ["dev"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("18次", ("18次",)),
        (["18次", "18次", "十八次"], ("18次", "十八次")),
        (18, ("18",)),
        ([{"text": "18次", "answer_start": 3}], ("18次",)),
        ({"text": ["18次"], "answer_start": [3]}, ("18次",)),
    ],
)
def test_gold_answers_are_taken_in_any_usual_shape(
    folder: Path, written: object, read: tuple[str, ...]
) -> None:
    questions = asked(folder, {"answers": written})

    assert questions[0].answers == read


def test_an_empty_answer_says_that_nothing_answers_where_other_questions_have_one(
    folder: Path,
) -> None:
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td1\t1\n")

    with_answers = asked(folder, {"answers": []}, {"answers": ["一"]})
    without = asked(folder, {"answers": []}, {"answers": []})

    assert [one.answerable for one in with_answers] == [False, True]
    assert [one.answerable for one in without] == [True, True]


def broken(folder: Path, file: str, text: str) -> str:
    """Return what is said about a folder in which one file holds this."""
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_beir(folder)
    return str(caught.value).replace(str(folder), "set")


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"no corpus\.jsonl in .*\n  what to do: a BEIR"):
        read_beir(tmp_path)


def test_a_split_that_is_missing_is_told_with_those_that_are_there() -> None:
    with pytest.raises(EvaluationError, match="--split dev --split test --split all"):
        read_beir(LIBRARY, ["train"])


def test_broken_files_are_told_with_the_line(folder: Path) -> None:
    good = jsonl(DOCUMENTS)

    assert broken(folder, "corpus.jsonl", good + "{oops\n").startswith(
        "set/corpus.jsonl:3: no JSON: "
    )
    assert broken(folder, "corpus.jsonl", good + "[1]\n").startswith(
        "set/corpus.jsonl:3: no JSON object"
    )
    assert broken(folder, "corpus.jsonl", good + '\n{"_id": "d3"}\n').startswith(
        "set/corpus.jsonl:4: no `_id` or no `text`"
    )
    assert broken(folder, "corpus.jsonl", good + good).startswith(
        "set/corpus.jsonl:3: the id d1 stands in set/corpus.jsonl:1 already"
    )
    assert broken(folder, "corpus.jsonl", "").startswith("set/corpus.jsonl is empty")


def test_judgements_of_what_is_nowhere_are_told_with_the_line(folder: Path) -> None:
    header = "query-id\tcorpus-id\tscore\n"

    assert broken(folder, "qrels/test.tsv", f"{header}q1\td9\t1\n").startswith(
        "set/qrels/test.tsv:2: document d9 does not stand in set/corpus.jsonl"
    )
    assert broken(folder, "qrels/test.tsv", f"{header}q9\td1\t1\n").startswith(
        "set/qrels/test.tsv:2: question q9 does not stand in set/queries.jsonl"
    )
    assert broken(folder, "qrels/test.tsv", f"{header}q1 d1 1\n").startswith(
        "set/qrels/test.tsv:2: not a question, a document and a number: 'q1 d1 1'"
    )


def test_no_judgements_at_all_are_told(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").unlink()

    with pytest.raises(EvaluationError, match=r"no judgements in .*qrels"):
        read_beir(folder)


def golden(path: Path, text: str) -> tuple[JudgedQuestion, ...]:
    path.write_text(text, encoding="utf-8")
    return read_golden(path, [PHOTO, VISIT])


def test_golden_questions_find_their_article_by_its_headline(tmp_path: Path) -> None:
    questions = golden(
        tmp_path / "g.yaml",
        "- {question: 多少幅？, kind: quote, article: 摄影, holds: [近600幅]}\n"
        "- {question: 哪些？, kind: list, article: 慰问, holds: [一, 二], partial: true}\n"
        "- {question: 电话？, kind: none}\n"
        "- {question: 去年呢？, today: 2023-07-20}\n"
        "- {question: 谁？, articles: [摄影, 慰问]}\n",
    )

    assert questions[0] == JudgedQuestion(
        "1", "多少幅？", {"photo": 1}, ("近600幅",), together=True
    )
    assert questions[1].items == ("一", "二")
    assert questions[1].partial
    assert [one.answerable for one in questions] == [True, True, False, False, True]
    assert questions[3].today == datetime.date(2023, 7, 20)
    assert questions[4].documents == {"photo": 1, "visit": 1}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- question: 一\n  article: 别的报道\n", "g.yaml:1: no headline in the index holds"),
        ("- question: 一\n- kind: none\n", "g.yaml:2: no `question`"),
        ("- question: 一\n  kind: answer\n", "g.yaml:1: kind 'answer' is unknown"),
        ("question: 一\n", "g.yaml is no list of questions"),
        ("- question: [\n", "g.yaml is no valid YAML"),
        ("", "g.yaml is no list of questions"),
    ],
)
def test_broken_golden_questions_are_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        golden(tmp_path / "g.yaml", text)

    assert told in str(caught.value)


def test_golden_questions_that_are_missing_are_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no file at"):
        read_golden(tmp_path / "none.yaml", [Article("a", "", "")])
