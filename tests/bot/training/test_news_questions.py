"""Newspaper and law questions to learn from: their file, and where their answers stand."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.training.news_questions import (
    LAW,
    NEWS,
    NEWS_QUESTIONS,
    NewsRow,
    asked_of,
    news_asked,
    read_news_rows,
)
from bot.training.questions import TrainingQuestion
from corpus.article import Article
from corpus.errors import GongdaError

HEADER = "source\titem\tquestion\tanswer\n"
HAN = re.compile(r"[\u4e00-\u9fff]")
# Characters; the longest answer, a reason, has 32.
LONGEST_ANSWER = 35
ITEM = {
    NEWS: re.compile(r"news/20\d{6}\.md-\d+"),
    LAW: re.compile(r"[\u4e00-\u9fff]+第[一二三四五六七八九十百]+条"),
}


def write(folder: Path, *lines: str) -> Path:
    path = folder / "asked.tsv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_the_file_asks_over_many_items_of_both_genres() -> None:
    rows = read_news_rows()
    items = {source: {row.item for row in rows if row.source == source} for source in ITEM}

    assert len(rows) >= 600
    assert len(items[NEWS]) >= 110
    assert len(items[LAW]) >= 10


def test_a_third_has_no_answer_and_a_tenth_is_a_list() -> None:
    rows = read_news_rows()

    assert 0.3 <= sum(not row.answers for row in rows) / len(rows) <= 0.4
    assert sum(len(row.answers) > 1 for row in rows) >= 60


def test_both_languages_are_asked_in_and_refused_in() -> None:
    english = [row for row in read_news_rows() if not HAN.search(row.question)]

    assert len(english) >= 150
    assert 0.25 <= sum(not row.answers for row in english) / len(english) <= 0.45


def test_every_item_is_named_like_its_source() -> None:
    strange = [row for row in read_news_rows() if not ITEM[row.source].fullmatch(row.item)]

    assert strange == []


def test_no_question_stands_twice() -> None:
    asked = Counter(row.question.casefold() for row in read_news_rows())

    assert [question for question, times in asked.items() if times > 1] == []


def test_questions_and_answers_are_short_and_carry_no_stray_space() -> None:
    cells = [cell for row in read_news_rows() for cell in (row.question, *row.answers)]

    assert [cell for cell in cells if cell != " ".join(cell.split())] == []
    assert [a for row in read_news_rows() for a in row.answers if len(a) > LONGEST_ANSWER] == []


def test_every_item_of_a_list_is_another_one() -> None:
    assert [row for row in read_news_rows() if len(set(row.answers)) < len(row.answers)] == []


def test_every_answer_stands_in_its_item(shared: Path) -> None:
    articles, asked = news_asked(shared / "data")

    texts = {article.id: article.text for article in articles}
    assert len(texts) == len(articles) == len({row.item for row in read_news_rows()})
    assert [one.text for one in asked] == [row.question for row in read_news_rows()]
    for one in asked:
        if one.answers:
            assert texts[one.article].startswith(one.answers[0], one.start)
        else:
            assert one.start == -1


def test_a_list_is_split_and_starts_at_its_first_item(tmp_path: Path) -> None:
    rows = read_news_rows(write(tmp_path, "law\t甲法第一条\t谁有奖？\t台北|高雄"))

    asked = asked_of([Article("甲法第一条", "", "有獎的是台北、高雄。")], rows)

    assert asked == [TrainingQuestion("谁有奖？", "甲法第一条", 4, ("台北", "高雄"))]


def test_a_question_without_an_answer_starts_nowhere(tmp_path: Path) -> None:
    rows = read_news_rows(write(tmp_path, "news\tnews/20240101.md-1\tWho won?\t"))

    asked = asked_of([Article("news/20240101.md-1", "", "台北第一。")], rows)

    assert asked == [TrainingQuestion("Who won?", "news/20240101.md-1", -1, ())]


def test_an_answer_that_is_not_printed_is_named() -> None:
    rows = [NewsRow(NEWS, "news/20240101.md-1", "Who won?", ("台北", "高雄"))]

    with pytest.raises(GongdaError, match=r"20240101\.md-1 does not hold '高雄'"):
        asked_of([Article("news/20240101.md-1", "", "台北第一。")], rows)


def test_an_item_that_is_not_there_is_named() -> None:
    with pytest.raises(GongdaError, match="no item 甲法第一条 of law"):
        asked_of([], [NewsRow(LAW, "甲法第一条", "谁有奖？", ())])


@pytest.mark.parametrize(
    "line", ["news\ta\tWho won?", "news\t\tWho won?\t甲", "page\ta\tWho won?\t甲"]
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    path = write(tmp_path, "news\ta\tWho lost?\t台北", line)

    with pytest.raises(GongdaError, match=r"asked\.tsv, line 3: source, item, question, answer"):
        read_news_rows(path)


def test_a_file_without_its_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "asked.tsv"
    path.write_text("", encoding="utf-8")

    with pytest.raises(GongdaError, match=r"asked\.tsv does not begin with its header"):
        read_news_rows(path)


def test_the_file_ends_each_line_with_a_newline_and_nothing_else() -> None:
    written = NEWS_QUESTIONS.read_bytes()

    assert written.endswith(b"\n")
    assert b"\r" not in written


@given(before=st.text("甲乙台", max_size=9), after=st.text("甲乙台北", max_size=9))
def test_the_start_is_the_first_place_of_the_answer(before: str, after: str) -> None:
    article = Article("甲法第一条", "", before + "台北" + after)

    asked = asked_of([article], [NewsRow(LAW, article.id, "谁？", ("台北",))])

    assert [one.start for one in asked] == [len(before)]
