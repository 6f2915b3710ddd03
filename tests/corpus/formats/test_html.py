"""A saved web page becomes the report on it: head, facts, body and nothing else."""

import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.webpages.__main__ import FIELDS, SETS, measure, ours
from benchmarks.webpages.page import Page
from corpus.article import Article
from corpus.errors import PageError
from corpus.formats.html.declared import authors_in, paper_in
from corpus.formats.html.fact_lines import days_in, holds_only_facts
from corpus.load import load_bytes
from corpus.page.markdown import escape
from corpus.page.newspaper import read_page

MAKERS = [make for _, makers in SETS for make in makers]
PROSE = "近日，区总工会走访了一线职工，送去清凉用品和节日祝福。"
WORDS = st.text(st.sampled_from("工会职工慰问<>&*_#|`[]()~-+=\\!123aB"), min_size=1, max_size=30)


def saved(body: str, head: str = "<title>工会走访一线职工 - 某某网</title>") -> list[Article]:
    markup = f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return list(load_bytes("saved.html", markup.encode()))


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_saved_page_gives_its_head_its_facts_and_its_body(make: Callable[[], Page]) -> None:
    page = make()

    figures = measure(page, ours)

    assert len(ours(page)) == len(page.tolds)
    assert [field for one in figures for field in FIELDS if not one.right[field]] == []
    assert all(one.precision == one.recall == 1.0 for one in figures)


def test_a_day_that_is_told_only_relative_to_now_is_not_guessed() -> None:
    [article] = saved(f"<h1>工会走访一线职工</h1><p>昨天 08:10</p><p>{PROSE}</p>")

    assert article.date is None


def test_a_day_within_the_report_is_not_the_day_of_printing() -> None:
    [article] = saved(f"<h1>工会走访一线职工</h1><p>{PROSE}活动始于2019年3月2日。</p>")

    assert article.date is None


def test_a_notice_keeps_its_lines_of_time_and_place() -> None:
    lines = ("时间：2023年5月6日上午", "地点：文化馆", "来源：自愿报名")
    body = "".join(f"<p>{line}</p>" for line in (PROSE, *lines, PROSE + "欢迎参加。"))

    [article] = saved(f"<h1>工会走访一线职工</h1>{body}")

    assert article.text.split("\n") == [PROSE, *lines, PROSE + "欢迎参加。"]


def test_paragraphs_are_kept_apart_even_without_a_stop() -> None:
    verse = ("炉火照着我们的脸", "铁水流过春天的夜", "我们唱着歌回家")
    body = "".join(f"<p>{line}</p>" for line in verse)

    [article] = saved(f"<h1>工会走访一线职工</h1><p>{PROSE}</p>{body}")

    assert article.text.split("\n") == [PROSE, *verse]


def test_markup_that_is_broken_or_runs_over_lines_is_read_as_a_browser_shows_it() -> None:
    [article] = saved(
        "<h1>工会走访\n  一线职工<div><p>区总工会<b>走访\n了</b>120名\n职工。<p>大家很高兴。"
    )

    assert article.title == "工会走访一线职工"
    assert article.text == "区总工会走访了120名职工。\n大家很高兴。"


def test_a_headline_in_two_lines_with_lines_in_headings_beside_it_is_one() -> None:
    head = "<h3>区总工会</h3><h1>工会走访<br>一线职工</h1><h4>走遍班组，听取意见</h4>"

    [article] = saved(f"<article>{head}<p>{PROSE}</p></article>")

    lines = (article.kicker, article.title, article.subtitle, article.text)
    assert lines == ("区总工会", "工会走访 一线职工", "走遍班组，听取意见", PROSE)


def test_captions_come_after_the_report() -> None:
    caption = "<figure><img><figcaption>走访现场。 沈嘉 摄</figcaption></figure>"

    [article] = saved(f"<h1>工会走访一线职工</h1><p>{PROSE}</p>{caption}<p>{PROSE}完。</p>")

    assert article.text.split("\n") == [PROSE, f"{PROSE}完。", "走访现场。 沈嘉 摄"]


@pytest.mark.parametrize("furniture", ["<nav>{}</nav>", "<div class='leftNav'>{}</div>"])
def test_menus_are_no_report(furniture: str) -> None:
    menu = furniture.format("欢迎来到本站。请先登录。")

    [article] = saved(f"{menu}<h1>工会走访一线职工</h1><div>{PROSE * 3}</div>")

    assert article.text == PROSE * 3


@pytest.mark.parametrize("raw", [b"", b"<html></html>", b"<script>alert('x')</script>"])
def test_a_page_without_text_is_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(PageError, match=r"^it is (empty|a web page without text|no web page)"):
        load_bytes("a.html", raw)


def test_a_web_archive_without_a_page_is_refused() -> None:
    with pytest.raises(PageError, match="a web archive without a page"):
        load_bytes("a.mhtml", b"MIME-Version: 1.0\nContent-Type: text/plain\n\nwords")


def test_an_encoding_that_is_declared_wrongly_is_found_out() -> None:
    markup = f"<html><head><meta charset=utf-8></head><body><h1>慰问职工</h1><p>{PROSE}</p>"

    [article] = load_bytes("a.html", markup.encode("gb18030"))

    assert (article.title, article.text) == ("慰问职工", PROSE)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_words_of_a_page_come_back_as_they_are(lines: list[str]) -> None:
    body = [f"他们说{' '.join(line.split())}就是这样的，大家都同意。" for line in lines]
    inner = "".join(f"<p>{escaped(line)}</p>" for line in body)

    [article] = saved(f"<h1>工会走访一线职工</h1><div>{inner}</div>")

    assert article.text.split("\n") == body


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@given(st.text(st.sampled_from(string.punctuation + "工会 a1。"), min_size=1, max_size=60))
def test_what_is_escaped_is_read_back_unchanged(words: str) -> None:
    text = f"职工{' '.join(words.split())}同意。"

    [article] = read_page(f"# 题目\n\n{escape(text)}", "a.md")

    assert article.text == text


def test_lines_that_tell_of_a_report_are_told_from_its_words() -> None:
    telling = [
        "2022-07-14 09:30　来源：工会周报　浏览：25",
        "By Jo Hart | March 3, 2021",
        "字号：[大 中 小]",
    ]
    words = ["时间定在7月14日。", "来源很广", "3月2日，区总工会走访职工", "阅读让人明亮"]

    assert [holds_only_facts(one) for one in telling] == [True] * 3
    assert [holds_only_facts(one) for one in words] == [False] * 4


@pytest.mark.parametrize("written", ["March 3, 2021", "3 Mar 2021", "2021年3月3日", "2021/3/3"])
def test_days_are_read_in_chinese_and_in_english(written: str) -> None:
    assert [day.isoformat() for day in days_in(f"Posted {written}")] == ["2021-03-03"]


def test_sites_and_their_staff_are_neither_papers_nor_authors() -> None:
    assert paper_in("某某网－《工会周报》数字报") == "工会周报"
    assert paper_in("电子报 某某网") == ""
    assert authors_in(["admin", "某某网", "沈嘉、邵婷"]) == ("沈嘉", "邵婷")
