"""What reaches the terminal: readable, wrapped for Chinese, and nothing that a terminal obeys."""

import datetime
import io
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from bot.coverage import Coverage, sentence
from bot.printed import excerpt
from bot.reply import Citation
from bot.terminal.render import (
    answer_lines,
    article_lines,
    as_plain,
    as_rich,
    line,
    source_line,
)
from bot.terminal.screen import NEVER_FIRST, harmless, line_starts
from corpus.article import Article
from tests.bot.answers import NOT_FOUND, QUOTED, STATIONS, UNDATED, cite

PROSE = st.text(st.sampled_from("工会驿站 abc,。，“”（）1%\n"), max_size=120)


def shown(lines: list, columns: int = 40, no_color: bool = False) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=columns, no_color=no_color)
    console.print(as_rich(lines, columns), end="", soft_wrap=True)
    return file.getvalue()


def test_a_pointing_word_without_anything_to_point_to_is_told_before_the_answer() -> None:
    lines = answer_lines(replace(QUOTED, unclear="他"))

    assert lines[0].text == "不清楚“他”指的是什么，按原话查找："


def test_a_quote_is_shown_with_paper_date_page_headline_and_authors() -> None:
    plain = as_plain(answer_lines(QUOTED))

    assert plain == (
        "近300个。[1]\n"
        "\n"
        "[1] 《劳动午报》 2023-01-05 第2版 · 石景山区建设户外劳动者服务站点近300个 · 张晶、马宁\n"
        "    “近年来，该区建设户外劳动者服务站点近300个。”\n"
    )


def test_the_frame_speaks_english_while_the_quote_stays_as_printed() -> None:
    plain = as_plain(answer_lines(replace(QUOTED, language="en")))

    assert "“近年来，该区建设户外劳动者服务站点近300个。”" in plain
    assert "《劳动午报》 2023-01-05 page 2 · " in plain


def test_a_quote_that_is_the_answer_is_not_shown_twice() -> None:
    quote = "刘光明带队慰问一线职工。"
    answer = replace(QUOTED, answer=f"{quote}[1]", citations=(cite(1, UNDATED, quote),))

    plain = as_plain(answer_lines(answer))

    assert plain == f"{quote}[1]\n\n[1] 日期不详 · 慰问一线职工\n"


def test_the_items_of_a_list_name_their_common_source_once() -> None:
    items = ("鲁谷街道暖心驿站", "老山街道暖心驿站")
    whole = STATIONS.text.split("\n")[0]
    citations = (cite(1, STATIONS, whole), cite(2, STATIONS, items[0]), cite(3, STATIONS, items[1]))
    text = f"2 项：[1]\n• {items[0]} [2]\n• {items[1]} [3]"

    plain = as_plain(answer_lines(replace(QUOTED, answer=text, citations=citations)))

    assert plain.startswith(f"{text}\n\n[1]–[3] 《劳动午报》")
    assert plain.endswith(f"\n    [1] “{whole}”\n")
    assert plain.count("《劳动午报》") == 1


def test_not_found_shows_the_nearest_passages_with_their_sources() -> None:
    plain = as_plain(answer_lines(NOT_FOUND))

    assert plain.startswith("在已收录的报纸里没有找到答案。\n\n也许有帮助：\n\n[1] 刘光明")
    assert "带队▸慰问◂一线职工" in plain
    assert "\n[2] …站被评为▸全国◂最美▸站点◂。" in plain
    assert plain.count("《劳动午报》") == 1


def test_what_the_page_does_not_tell_is_left_out_and_an_unknown_date_is_said() -> None:
    assert source_line(Article("a", "", "字", source="x.md"), "en") == "date unknown · x.md"


def test_an_opened_article_is_whole_and_its_quote_is_marked() -> None:
    citation = QUOTED.citations[0]

    plain = as_plain(article_lines(STATIONS, citation.start, citation.end, "zh"))

    assert plain.startswith(
        "关心关爱户外劳动者\n石景山区建设户外劳动者服务站点近300个\n2家暖心驿站"
    )
    assert "▸近年来，该区建设户外劳动者服务站点近300个。◂" in plain
    assert plain.replace("▸", "").replace("◂", "").count(STATIONS.text.split("\n")[0]) == 1


@given(st.integers(0, 80), st.integers(0, 80))
def test_marking_any_range_of_an_article_loses_no_character(start: int, end: int) -> None:
    lines = article_lines(STATIONS, start, end, "zh")

    body = "\n".join(one.text for one in lines if one.text in STATIONS.text and one.text)

    assert STATIONS.text in body


def test_markup_and_escapes_in_print_are_shown_literally() -> None:
    article = replace(UNDATED, title="[bold]x[/bold]", text="[red]\x1b[31m坏\x07\x9b\u202e字")
    answer = replace(QUOTED, citations=(cite(1, article, article.text),))

    screen = shown(answer_lines(answer), 80, no_color=True)

    assert "[red]␛[31m坏␇��字" in screen
    assert "[bold]x[/bold]" in screen


@given(st.text())
def test_nothing_harmless_is_a_control_character(text: str) -> None:
    kinds = {unicodedata.category(character) for character in harmless(text) if character != "\n"}

    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert len(harmless(text)) == len(text)


@given(PROSE, st.integers(2, 60))
@example("1。1会。", 3)
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    text = text.replace("\n", " ")

    starts = line_starts(text, width)

    rows = [text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    assert "".join(rows) == text
    assert all(cell_len(row.rstrip(" ")) <= width for row in rows)


def test_no_line_starts_with_a_closing_mark_where_there_is_room_to_avoid_it() -> None:
    text = "工会的人到了，大家（都）很高兴。“好！”他们说。" * 8

    starts = line_starts(text, 12)

    assert not {text[start] for start in starts} & NEVER_FIRST


@given(st.lists(PROSE, max_size=4), st.sampled_from([20, 80, 200]))
def test_the_screen_shows_the_same_words_as_the_pipe(texts: list[str], columns: int) -> None:
    lines = [line(text) for text in texts]

    screen = as_rich(lines, columns).plain

    assert "".join(screen.split()) == "".join(as_plain(lines).split())
    assert all(cell_len(row) <= columns for row in screen.split("\n"))


@pytest.mark.parametrize("columns", [24, 60])
def test_rows_after_the_first_stand_under_the_quote_not_under_its_number(columns: int) -> None:
    rows = shown(answer_lines(NOT_FOUND), columns, no_color=True).split("\n")

    first = next(n for n, row in enumerate(rows) if "[2]" in row)
    assert rows[first + 1].startswith("    ")


def test_without_colour_the_marked_quote_still_stands_out() -> None:
    screen = shown(article_lines(UNDATED, 0, 3, "zh"), no_color=True)

    assert "\x1b[1;4m刘光明\x1b[0m" in screen


@given(st.text(max_size=50), st.integers(1, 60))
def test_an_excerpt_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(excerpt(text, length)) <= length


@pytest.mark.parametrize(
    ("coverage", "told"),
    [
        (
            Coverage(("A", "B"), datetime.date(2022, 1, 1), datetime.date(2023, 1, 5), 3, 9, "g"),
            "The archive covers 《A》, 《B》, 2022-01-01 to 2023-01-05, 3 articles.",
        ),
        (
            Coverage(("A",), datetime.date(2023, 1, 5), datetime.date(2023, 1, 5), 3, 9, "g"),
            "The archive covers 《A》 of 2023-01-05, 3 articles.",
        ),
        (
            Coverage((), None, None, 3, 9, "g"),
            "The archive covers a paper without a name, 3 articles.",
        ),
    ],
)
def test_coverage_tells_what_is_known_and_leaves_out_the_rest(
    coverage: Coverage, told: str
) -> None:
    assert sentence(coverage, "en") == told


def test_what_a_word_for_a_day_means_stands_below_the_quotes_once() -> None:
    note = "“近年来”：报纸日期为 2023-01-05"
    citation = replace(QUOTED.citations[0], notes=(note,))
    answer = replace(QUOTED, citations=(citation, replace(citation, n=2)))

    plain = as_plain(answer_lines(answer))

    assert plain.endswith(f"”\n    {note}\n")
    assert plain.count(note) == 1


def test_the_words_that_answer_are_marked_within_the_quote() -> None:
    article = Article("pool", "游泳馆开放", "工作日6点半开门，晚上9点关门。")
    citation = Citation(1, article, 0, 16, "pool:0-16", 0.9, answer=(3, 6))
    reply = replace(QUOTED, answer=f"6点半 [1]\n“{citation.quote}”[1]", citations=(citation,))

    pieces = answer_lines(reply)[1].pieces

    assert [(one.text, one.look) for one in pieces] == [
        ("“工作日", "answer"),
        ("6点半", "marked"),
        ("开门，晚上9点关门。”[1]", "answer"),
    ]
