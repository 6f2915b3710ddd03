"""What a file tells about itself: in its YAML head, its name, the folders it lies in."""

from datetime import date

import pytest

from corpus.errors import PageError
from corpus.page.newspaper import read_page
from corpus.page.pageinfo import PageInfo, from_file_name, split_front_matter

PROSE = "近日，区总工会走访了一线职工，送去清凉用品和节日祝福，并听取了大家的意见。"
HEAD = "---\n引题: 区总工会\n副题: 走遍班组，听取意见\n作者: 沈嘉、邵婷\n---\n\n"


def test_the_head_tells_kicker_subtitle_and_authors_of_the_only_article() -> None:
    [article] = read_page(f"{HEAD}# 走访一线职工\n\n{PROSE}\n", "a.md")

    assert (article.kicker, article.subtitle) == ("区总工会", "走遍班组，听取意见")
    assert article.authors == ("沈嘉", "邵婷")


def test_what_is_printed_counts_before_the_head() -> None:
    [article] = read_page(f"{HEAD}市总工会\n\n# 走访\n\n本报讯（记者 张晶）{PROSE}\n", "a.md")

    assert (article.kicker, article.authors) == ("市总工会", ("张晶",))


def test_what_turns_text_or_commands_a_terminal_does_not_pass_through_the_head() -> None:
    head = (
        '---\npaper: "工会\\u2066报\\e[31m"\nkicker: "区\\e[2J总工会"\nsubtitle: "走\\u202e访"\n'
        'authors: ["沈\\u202e嘉\\e]0;x\\a"]\n---\n\n'
    )

    [article] = read_page(f"{head}# 走访一线职工\n\n{PROSE}\n", "a.md")

    words = (article.paper, article.kicker, article.subtitle, *article.authors)
    assert words == ("工会报 [31m", "区 [2J总工会", "走访", "沈嘉 ]0;x")


@pytest.mark.parametrize(
    ("line", "recognised"),
    [("recognised: true", True), ("文字识别：是", True), ("ocr: no", False), ("page: 2", False)],
)
def test_a_head_tells_that_letters_were_recognised(line: str, recognised: bool) -> None:
    [article] = read_page(f"---\n{line}\n---\n\n# 走访\n\n{PROSE}\n", "a.md")

    assert article.recognised is recognised


def test_of_two_articles_the_head_tells_none_apart() -> None:
    articles = read_page(f"{HEAD}# 走访\n\n{PROSE}\n\n# 慰问\n\n{PROSE}\n", "a.md")

    assert [(one.kicker, one.subtitle, one.authors) for one in articles] == [("", "", ())] * 2


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("工会周报2023-01-05_02.md", PageInfo("工会周报", date(2023, 1, 5), 2)),
        ("2023-01-05/02.md", PageInfo(date=date(2023, 1, 5), page=2)),
        ("2023.01.05/notes.md", PageInfo(date=date(2023, 1, 5))),
        ("2023-01-05/2023-01-06.md", PageInfo(date=date(2023, 1, 6))),
        ("工会周报/2023-01-05.zip/第3版.html", PageInfo("工会周报", date(2023, 1, 5), 3)),
        ("剪报/02.md", PageInfo()),
    ],
)
def test_names_of_files_and_folders_tell_paper_day_and_page(source: str, told: PageInfo) -> None:
    assert from_file_name(source) == told


def test_a_page_that_begins_with_a_rule_has_no_head() -> None:
    assert split_front_matter("---\n\n正文。") == (PageInfo(), "---\n\n正文。")


@pytest.mark.parametrize(
    ("source", "info"),
    [
        ("2023-01-05_02.md", PageInfo("", date(2023, 1, 5), 2)),
        ("20230105_02.md", PageInfo("", date(2023, 1, 5), 2)),
        ("2023-01-05-A02.md", PageInfo("", date(2023, 1, 5), 2)),
        ("a/b/2023年1月5日第2版.txt", PageInfo("", date(2023, 1, 5), 2)),
        ("20260313.md", PageInfo("", date(2026, 3, 13))),
        ("工会周报_2023-01-05_02.md", PageInfo("工会周报", date(2023, 1, 5), 2)),
        ("2023-02-30_02.md", PageInfo()),
        ("page.md", PageInfo()),
        ("1234567890.md", PageInfo()),
    ],
)
def test_a_file_name_tells_date_and_page_or_nothing(source: str, info: PageInfo) -> None:
    assert from_file_name(source) == info


def test_front_matter_wins_over_file_name_and_file_name_over_settings() -> None:
    page = "---\n报纸: 工会周报\n版: 第3版\n---\n## 开课\n\n开课了。"

    [article] = read_page(page, "2023-01-05_02.md", PageInfo(paper="别的报"))

    assert (article.paper, article.page) == ("工会周报", 3)
    assert article.date == date(2023, 1, 5)


def test_what_nobody_tells_stays_unknown() -> None:
    [article] = read_page("## 开课\n\n开课了。", "page.md")

    assert (article.paper, article.date, article.page) == ("", None, None)


@pytest.mark.parametrize(
    "matter", ["date: [2023", "date: 昨天", "page: 头版", "date: 2023-13-45", "paper: 甲: 乙"]
)
def test_broken_front_matter_is_an_error(matter: str) -> None:
    with pytest.raises(PageError, match="front matter"):
        read_page(f"---\n{matter}\n---\n## 开课\n\n开课了。", "page.md")


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    page = "---\n\n工会办实事。\n\n---\n\n## 开课\n\n开课了。"

    assert [article.text for article in read_page(page, "p.md")] == ["工会办实事。", "开课了。"]
