"""English questions to learn from: their file, and where their answers stand."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.training.english_questions import ENGLISH_QUESTIONS, english_asked, read_english_rows
from bot.training.questions import TrainingQuestion, read_squad
from corpus.article import Article
from corpus.errors import GongdaError

SETS = ("cmrc_trial", "drcd_dev")
HEADER = "set\tparagraph\tquestion\tanswer\n"
# Han characters and full-width signs, which a reader without Chinese cannot type.
WIDE = re.compile(r"[^\x20-\x7e]")


def write(folder: Path, *lines: str) -> Path:
    path = folder / "asked.tsv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_the_file_asks_over_many_paragraphs_of_both_sets() -> None:
    rows = read_english_rows()

    assert {row.source for row in rows} == set(SETS)
    assert len(rows) >= 450
    assert len({row.paragraph for row in rows}) >= 220
    assert sum(len(row.answers) > 1 for row in rows) >= 25


def test_every_paragraph_is_named_like_its_set() -> None:
    strange = [
        row
        for row in read_english_rows()
        if not re.fullmatch(rf"{row.source}-\d+-\d+", row.paragraph)
    ]

    assert strange == []


def test_no_question_stands_twice() -> None:
    asked = Counter(row.question.casefold() for row in read_english_rows())

    assert [question for question, times in asked.items() if times > 1] == []


def test_every_question_is_plain_english_of_a_few_words() -> None:
    questions = [row.question for row in read_english_rows()]

    assert [text for text in questions if WIDE.search(text)] == []
    assert [text for text in questions if not 3 <= len(text.split()) <= 20] == []
    assert [text for text in questions if text != " ".join(text.split())] == []


def test_no_paragraph_is_asked_about_more_than_three_times() -> None:
    paragraphs = Counter(row.paragraph for row in read_english_rows())

    assert max(paragraphs.values()) <= 3


def test_every_item_of_a_list_is_another_one() -> None:
    rows = read_english_rows()

    assert [row for row in rows if len(set(row.answers)) < len(row.answers)] == []


def test_every_answer_stands_in_its_paragraph(shared: Path) -> None:
    articles = [
        article
        for name in SETS
        for article in read_squad(shared / "data" / "train" / f"{name}.json")[0]
    ]
    texts = {article.id: article.text for article in articles}

    asked = english_asked(articles)

    assert len(asked) == len(read_english_rows())
    for one in asked:
        assert texts[one.article].startswith(one.answers[0], one.start)
        assert all(answer in texts[one.article] for answer in one.answers)


def test_a_list_is_split_and_starts_at_its_first_item(tmp_path: Path) -> None:
    path = write(tmp_path, "drcd_dev\tdrcd_dev-1-0\tWhich cities won?\t台北|高雄")
    article = Article("drcd_dev-1-0", "", "得獎的有台北、高雄。台北第一。")

    asked = english_asked([article], path)

    assert asked == [TrainingQuestion("Which cities won?", "drcd_dev-1-0", 4, ("台北", "高雄"))]


def test_questions_about_other_paragraphs_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, "drcd_dev\tdrcd_dev-1-0\tWho won?\t台北")

    asked = english_asked([Article("drcd_dev-2-0", "", "台北")], path)

    assert asked == []


def test_an_answer_that_is_not_printed_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "drcd_dev\tdrcd_dev-1-0\tWho won?\t台北|高雄")

    with pytest.raises(GongdaError, match="drcd_dev-1-0 does not hold '高雄'"):
        english_asked([Article("drcd_dev-1-0", "", "台北第一。")], path)


@pytest.mark.parametrize("line", ["drcd_dev\tdrcd_dev-1-0\tWho won?", "drcd_dev\t\tWho won?\t甲"])
def test_a_line_with_a_cell_missing_is_named(tmp_path: Path, line: str) -> None:
    path = write(tmp_path, "drcd_dev\tdrcd_dev-1-0\tWho won?\t台北", line)

    with pytest.raises(GongdaError, match=r"asked\.tsv, line 3: 4 filled cells expected"):
        read_english_rows(path)


def test_a_file_without_its_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "asked.tsv"
    path.write_text("", encoding="utf-8")

    with pytest.raises(GongdaError, match=r"asked\.tsv does not begin with its header"):
        read_english_rows(path)


def test_the_file_ends_each_line_with_a_newline_and_nothing_else() -> None:
    written = ENGLISH_QUESTIONS.read_bytes()

    assert written.endswith(b"\n")
    assert b"\r" not in written


@pytest.fixture(scope="module")
def one_line(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with one question."""
    return write(tmp_path_factory.mktemp("asked"), "drcd_dev\tdrcd_dev-1-0\tWho won?\t台北")


@given(before=st.text("甲乙台", max_size=9), after=st.text("甲乙台北", max_size=9))
def test_the_start_is_the_first_place_of_the_answer(
    one_line: Path, before: str, after: str
) -> None:
    article = Article("drcd_dev-1-0", "", before + "台北" + after)

    asked = english_asked([article], one_line)

    assert [one.start for one in asked] == [len(before)]
