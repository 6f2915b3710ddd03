"""Rows, cells and headers, as ranges of what was printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.passages import cut, searched
from corpus.tables import header_at, is_header, labelled, labelled_words, table_at, tables

MENU = """食堂公布了菜单。
菜名 | 价格（元） | 供应时间
红烧肉 | 12 | 午餐
牛肉面 | 15 | 早餐
欢迎就餐。"""
NAMES = "姓名 | 单位\n段大勇 | 物流园\n李梅 | 第一小学"
BARE = "段大勇 | 物流园\n李梅 | 第一小学"
CELLS = st.text(st.sampled_from("甲乙12 |\n（元）"), max_size=60)


def row_of(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, text.index("\n", start) if "\n" in text[start:] else len(text)


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [(MENU, "菜名 | 价格（元） | 供应时间", 2), (NAMES, "姓名 | 单位", 2), (BARE, None, 2)],
)
def test_the_first_row_is_a_header_only_where_it_names_columns(
    text: str, header: str | None, rows: int
) -> None:
    (table,) = tables(text)

    found = table.header and text[table.header.start : table.header.end]
    assert (found, len(table.rows)) == (header, rows)


@pytest.mark.parametrize("text", ["By Jo Hart | March 3, 2021", "甲 | 乙\n一句话。\n丙 | 丁", "无"])
def test_a_line_with_a_bar_is_no_table(text: str) -> None:
    assert tables(text) == ()


def test_a_row_is_read_with_the_names_of_its_columns_and_their_unit() -> None:
    assert labelled(MENU, *row_of(MENU, "红烧肉")) == "菜名：红烧肉，价格：12元，供应时间：午餐"
    assert labelled(MENU, 0, 8) == "食堂公布了菜单。"
    assert labelled(BARE, *row_of(BARE, "李梅")) == "李梅 | 第一小学"


@pytest.mark.parametrize(
    ("text", "cell", "shown"),
    [
        (MENU, "12", "价格：12元"),
        (MENU, "早餐", "供应时间：早餐"),
        (BARE, "物流园", "物流园"),
        ("Dish | Price (yuan)\nSoup | 12\nCake | 15", "15", "Price: 15 yuan"),
        ("课程 | 名额\n焊工 | 限25人", "25", "名额：25"),
        (MENU, "红烧肉 | 12", "红烧肉 | 12"),
        (MENU, "欢迎", "欢迎"),
    ],
)
def test_words_of_a_cell_are_shown_behind_the_name_of_its_column(
    text: str, cell: str, shown: str
) -> None:
    start = text.index(cell)

    assert labelled_words(text, start, start + len(cell)) == shown


def test_an_empty_cell_does_not_move_those_behind_it() -> None:
    text = "姓名 | 电话 | 备注\n李梅 |  | 早班\n王强 | 5550101 | 晚班"

    assert labelled(text, *row_of(text, "李梅")) == "姓名：李梅，备注：早班"


def test_a_header_is_told_from_its_rows() -> None:
    start, end = row_of(MENU, "菜名")

    assert header_at(MENU, MENU.index("12")) == (start, end)
    assert header_at(MENU, start) is None
    assert is_header(MENU, start, end)
    assert not is_header(MENU, *row_of(MENU, "牛肉面"))


def test_a_passage_of_rows_is_searched_with_its_header() -> None:
    rows = "\n".join(
        f"菜式{number} | {number} | 午餐和晚餐都供应，另有外带" for number in range(20)
    )
    article = Article("menu", "", f"菜名 | 价格（元） | 供应时间\n{rows}")

    first, *others = cut(article)

    assert searched(first) == first.text
    assert others
    assert all(searched(one) == f"菜名 | 价格（元） | 供应时间\n{one.text}" for one in others)


@given(CELLS)
def test_every_cell_lies_in_its_row_and_every_row_in_the_text(text: str) -> None:
    for table in tables(text):
        for row in table.rows:
            assert 0 <= row.start <= row.end <= len(text)
            assert all(
                row.start <= start <= end <= row.end or start == end for start, end in row.cells
            )
            assert table_at(text, row.start) in (None, (table, row))
