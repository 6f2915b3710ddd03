"""Spreadsheets become tables, messages articles, with the files that come with them."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.check.run import check
from corpus.formats.office.cells import cell_words
from corpus.formats.office.sheets import sheets_document
from corpus.page.newspaper import read_page
from corpus.tables import header_at, tables
from tests.corpus.formats.office_files import BYLINE, MORE, TITLE, message, read, saved, sheet
from tests.examples import examples

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=30)


def test_a_row_of_a_sheet_is_found_with_its_header() -> None:
    book = sheet(
        ["四月菜单"], [], ["菜名", "价格（元）", "折扣"], ["红烧肉", 12, 0.85], ["牛肉面", 15.5]
    )
    book.active["C4"].number_format = "0%"

    [article] = read("a.xlsx", saved(book))

    assert article.title == "四月菜单"
    assert article.text.split("\n") == [
        "菜名 | 价格（元） | 折扣",
        "红烧肉 | 12 | 85%",
        "牛肉面 | 15.5 |",
    ]
    assert len(tables(article.text)[0].rows) == 2
    place = article.text.index("牛肉面")
    header = header_at(article.text, place)
    assert header is not None
    assert article.text[slice(*header)] == "菜名 | 价格（元） | 折扣"


def test_each_sheet_is_an_article_hidden_ones_and_formulas_without_result_are_told(
    tmp_path: Path,
) -> None:
    book = sheet(["姓名", "金额"], ["童雨薇", 500], ["合计", "=SUM(B2:B2)"], title="帮扶名单")
    book.create_sheet("内部").append(["身份证号", "123"])
    book["内部"].sheet_state = "hidden"
    book.create_sheet("空")
    book.create_sheet("电话").append(["热线", "12351"])
    (tmp_path / "2024-04-18_01.xlsx").write_bytes(saved(book))

    [page] = check([tmp_path]).pages

    assert [article.title for article in page.articles] == ["帮扶名单", "电话"]
    assert "身份证" not in page.text
    assert [(one.words, one.count) for one in page.findings if one.kind == "not read"] == [
        ("隐藏的工作表“内部”", 1),
        ("没有结果的公式", 1),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (0.125, "0.0%", "12.5%"),
        (1234567.5, "#,##0.00_);[Red](#,##0.00)", "1,234,567.50"),
        (3, "00000", "00003"),
        (0.1 + 0.2, "General", "0.3"),
        (datetime(2024, 4, 18), 'yyyy"年"m"月"d"日"', "2024年4月18日"),
        (datetime(2024, 4, 18, 9, 5), "yyyy-mm-dd hh:mm", "2024-04-18 09:05"),
        (True, "General", "TRUE"),
        ("#DIV/0!", "General", ""),
        ("一\n二 三", "@", "一 二 三"),
    ],
)
def test_a_cell_says_what_it_shows(value: object, number_format: str, words: str) -> None:
    assert cell_words(value, number_format) == words


@given(st.lists(st.lists(WORDS.filter(str.strip), min_size=2, max_size=4), min_size=1, max_size=5))
@settings(max_examples=examples(10))
def test_no_word_of_a_sheet_is_lost(rows: list[list[str]]) -> None:
    rows = [[f"字{one}" for one in row] for row in rows]
    book = openpyxl.Workbook()
    for at, row in enumerate(rows, start=1):
        for column, one in enumerate(row, start=1):
            book.active.cell(at, column).value = one
            book.active.cell(at, column).data_type = "s"

    texts = sheets_document(saved(book)).texts

    articles = [article for text in texts for article in read_page(text, "a.xlsx")]
    found = "".join("".join((one.title + one.text).split()) for one in articles)
    for row in rows:
        for one in row:
            assert "".join(one.split()) in found


def test_a_message_is_read_under_its_subject_with_the_day_of_sending() -> None:
    [article] = read("稿.eml", message(f"{BYLINE}\n\n{MORE}", "转发：Re: " + TITLE).as_bytes())

    assert (article.title, article.text) == (TITLE, f"{BYLINE}\n{MORE}")
    assert article.date == date(2024, 4, 18)


def test_a_message_in_html_is_read_as_a_web_page_and_its_own_headline_kept() -> None:
    html = f"<html><body><h1>{TITLE}</h1><p>{BYLINE}</p><p>{MORE}</p></body></html>"

    [article] = read("稿.eml", message("见网页版", "来稿", html).as_bytes())

    assert (article.title, article.text) == (TITLE, f"{BYLINE}\n{MORE}")


def test_old_messages_in_gbk_with_letters_beyond_gb2312_are_read() -> None:
    body = "本报讯（记者 朱镕喆）书屋来了37人。".encode("gbk")
    raw = b"Subject: =?gb2312?B?" + b"sb6xqNG2" + b"?=\r\nContent-Type: text/plain; charset=gb2312"
    raw += b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body

    [article] = read("2024-04-18_01.eml", raw)

    assert article.text == "本报讯（记者 朱镕喆）书屋来了37人。"


def test_files_that_come_with_a_message_are_read_and_what_cannot_be_is_told(
    tmp_path: Path,
) -> None:
    made = message("请查收。", "来稿两篇")
    book = saved(sheet(["姓名", "金额"], ["童雨薇", 500], title="帮扶名单"))
    made.add_attachment(book, "application", "octet-stream", filename="名单2024-04-25_03.xlsx")
    made.add_attachment(
        b"\xd0\xcf\x11\xe0" + bytes(600), "application", "msword", filename="老.doc"
    )
    made.add_attachment(message(BYLINE, "转来的一封"))
    (tmp_path / "来.eml").write_bytes(made.as_bytes())

    [page] = check([tmp_path]).pages

    titles = {article.title: article for article in page.articles}
    assert {"帮扶名单", "转来的一封"} <= {*titles}
    assert titles["帮扶名单"].date == date(2024, 4, 25)
    assert titles["转来的一封"].date == date(2024, 4, 18)
    [told] = [one.words for one in page.findings if one.kind == "not read"]
    assert told.startswith("附件“老.doc”：it is a Word document") or "老.doc" in told
