"""Lists that are printed as a column of a table."""

from collections.abc import Callable, Sequence

import pytest

from bot.answer import answer
from bot.lists.columns import asked_column
from bot.question.question import analyse
from bot.reading.reader import Quote
from corpus.article import Article, Passage
from index.hit import Hit, Why
from index.search import Index

MENU = Article(
    "menu",
    "职工食堂公布新菜单",
    "云溪区职工食堂近日公布新菜单。\n菜名 | 价格（元） | 供应时间\n"
    "红烧肉 | 12 | 午餐\n牛肉面 | 15 | 早餐\n小米粥 | 3 | 早餐",
)
COACHES = Article(
    "coaches",
    "返乡大巴等你上车",
    "报名从速。\n线路 | 发车日期 | 座位（个）\n霞洲—信阳 | 1月18日 | 45\n霞洲—赣州 | 1月20日 | 45",
)
VISIT = Article("visit", "慰问快递员", "1月4日，云溪区总工会慰问了三十名快递员，送去手套和围巾。")
Publish = Callable[[Sequence[Article]], Index]
HEADER = "菜名 | 价格（元） | 供应时间"


def quoted(words: str) -> Quote:
    start = MENU.text.index(words)
    whole = Passage(MENU, 0, len(MENU.text))
    return Quote(Hit(whole, 1.0, Why()), start, start + len(words), 1.0, 1.0)


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("食堂有哪些菜？", "红烧肉|牛肉面|小米粥"),
        ("早餐有哪些菜？", "牛肉面|小米粥"),
        ("食堂的3个菜是哪些菜？", "红烧肉|牛肉面|小米粥"),
        ("食堂的6个菜是哪些菜？", None),
        ("有哪些供应时间？", "午餐|早餐|早餐"),
        ("慰问了哪些快递员？", None),
    ],
)
def test_the_cells_of_the_column_that_is_asked_for_are_the_items(
    question: str, cells: str | None
) -> None:
    found = asked_column(analyse(question), quoted("红烧肉 | 12 | 午餐"))

    assert (found and "|".join(item.of(MENU.text) for item in found.items)) == cells


@pytest.fixture
def index(published: Publish) -> Index:
    return published([MENU, VISIT])


@pytest.mark.parametrize(
    ("question", "row"),
    [("红烧肉多少钱？", "红烧肉 | 12 | 午餐"), ("牛肉面什么时候供应？", "牛肉面 | 15 | 早餐")],
)
def test_a_row_is_quoted_with_its_header_and_both_are_what_was_printed(
    index: Index, question: str, row: str
) -> None:
    reply = answer(index, question)

    [cited] = reply.citations
    assert cited.quote == row
    assert cited.header is not None
    assert cited.header.of(cited.article.text) == HEADER
    assert f"“{HEADER}”\n“{row}”[1]" in reply.answer


@pytest.mark.parametrize(
    "question", ["食堂有哪些菜？", "菜名有哪些？", "早餐有哪些菜？", "供应什么？"]
)
def test_a_header_is_never_quoted_alone(index: Index, question: str) -> None:
    reply = answer(index, question)

    assert HEADER not in [citation.quote for citation in reply.citations]


def test_the_whole_of_a_table_answers_a_list(index: Index) -> None:
    reply = answer(index, "食堂有哪些菜？")

    assert reply.kind == "list"
    assert [claim.text for claim in reply.claims] == ["红烧肉", "牛肉面", "小米粥"]
    assert reply.citations[0].quote.endswith("小米粥 | 3 | 早餐")


def test_a_column_of_places_answers_where() -> None:
    row = "霞洲—信阳 | 1月18日 | 45"
    start = COACHES.text.index(row)
    hit = Hit(Passage(COACHES, 0, len(COACHES.text)), 1.0, Why())
    quote = Quote(hit, start, start + len(row), 1.0, 1.0)

    found = asked_column(analyse("返乡大巴都开到哪些地方"), quote)

    assert found is not None
    assert [item.of(COACHES.text) for item in found.items] == ["霞洲—信阳", "霞洲—赣州"]
