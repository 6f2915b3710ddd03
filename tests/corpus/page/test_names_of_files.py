"""Day and page as systems and editors write them into names and heads of files."""

import datetime

import pytest

from corpus.load import load_bytes
from corpus.page.pageinfo import from_file_name

DAY = datetime.date(2021, 7, 1)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("rmrb2021070101.pdf", 1),
        ("rmrb2021070112.pdf", 12),
        ("清江职工报20210701_1-01.pdf", 1),
        ("清江职工报20210701_2-12.pdf", 12),
        ("2021年7月1日03版.docx", 3),
        ("2021年7月1日第3版.docx", 3),
        ("2021年7月1日第二版.docx", 2),
        ("2021-07-01 第十版.md", 10),
        ("2021-07-01 第十二版.md", 12),
        ("2021-07-01 第二十版.md", 20),
        ("2021-07-01 第二十一版.md", 21),
        ("2021-07/01/02.md", 2),
        ("2021/07/01/第二版.md", 2),
        ("2021年7月/1日/03版.md", 3),
        ("archive/202107/01/a.md", None),
        ("2021-07-01_02.md", 2),
        ("20210701.md", None),
        ("2021-07-01_慰问.md", None),
    ],
)
def test_a_name_tells_day_and_page(name: str, page: int | None) -> None:
    info = from_file_name(name)

    assert (info.date, info.page) == (DAY, page)


@pytest.mark.parametrize(
    "name", ["2021139901.pdf", "20211399.md", "13812345678.md", "2021-13/01/a.md"]
)
def test_a_number_that_is_no_day_is_none(name: str) -> None:
    assert from_file_name(name).date is None


@pytest.mark.parametrize(
    "head",
    [
        "报纸：清江职工报\n日期：2021-07-01\n版次：2",
        "报纸： 清江职工报\n日期：2021年7月1日\n版次：第2版",
        "Paper: 清江职工报\nDate: 2021-07-01\nPage: 2",
        "PAPER：清江职工报\n日期: 2021/7/1\n版面：02",
    ],
)
def test_a_head_is_read_with_colons_and_capitals_of_any_kind(head: str) -> None:
    [article] = load_bytes(
        "a.md", f"---\n{head}\n---\n\n## 夜班食堂搬进新楼\n\n食堂搬了。\n".encode()
    )

    assert (article.paper, article.date, article.page) == ("清江职工报", DAY, 2)
    assert (article.section, article.kicker, article.title) == ("", "", "夜班食堂搬进新楼")


def test_a_wide_colon_within_a_value_stays() -> None:
    head = "报纸: 清江职工报\n引题: 回眸：七月的一天"
    [article] = load_bytes(
        "a.md", f"---\n{head}\n---\n\n## 夜班食堂搬进新楼\n\n食堂搬了。\n".encode()
    )

    assert article.kicker == "回眸：七月的一天"
