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
        ("2021-07-01/A02版：要闻.pdf", 2),
        ("2021年7月1日/第四版 副刊.pdf", 4),
        ("20210701/02版综合.pdf", 2),
        ("qjzgb_20210701_p4_low.pdf", 4),
        ("清江职工报-2021-07-01-第05版-专题.pdf", 5),
        ("清江职工报/2021年/7月/1日/3.pdf", 3),
        ("20210701（定稿）3版.docx", 3),
        ("20210701一版(2).pdf", 1),
        ("B2-20210701.pdf", 2),
        ("头版20210701.pdf", 1),
        ("2021年7月1日1-4版.pdf", None),
        ("2021-07-01 安全手册第2版本.docx", None),
        ("12-20210701.pdf", None),
        ("IMG_20210701_103355.md", None),
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


HEADS = (
    "---\n报 纸：清江职工报\n日 期：2021-07-01\n版 次：2\n---\n",
    "---\n报纸: 清江职工报\n日期: 2021/7/1\n版面: 02版：综合\n---\n",
    "报纸：清江职工报\n日期：2021年7月1日\n版次：第2版\n",
    "Paper: 清江职工报\nDate: 2021-07-01\nPage: A2\n",
    "【报纸】清江职工报\n【日期】2021-07-01\n【版次】2\n",
    "来源：清江职工报\n发布日期：2021-07-01\n版次：2\n",
    "报纸：清江职工报\n\n* * *\n\n日期：2021-07-01\n\n* * *\n\n版次：2\n\n* * *\n",
)


@pytest.mark.parametrize("head", HEADS)
def test_a_head_tells_as_editors_write_it(head: str) -> None:
    [article] = load_bytes("a.md", f"{head}\n# 慰问\n\n新年到，大家都高兴。".encode())

    told = (article.paper, article.date, article.page, article.title, article.section)
    assert told == ("清江职工报", DAY, 2, "慰问", "")


@pytest.mark.parametrize(
    "text",
    [
        "日期：五月六日\n作者：沈嘉\n\n他写道，新年到了，大家都高兴。",
        "作者：沈嘉\n记者：邵婷\n\n新年到，大家都高兴。",
        "日期：2021-07-01\n\n新年到，大家都高兴。",
        "时间：2021年7月1日\n地点：文化馆\n\n新年到，大家都高兴。",
    ],
)
def test_lines_that_are_no_head_stay_in_the_text(text: str) -> None:
    [article] = load_bytes("a.md", f"# 慰问\n\n{text}".encode())
    [bare] = load_bytes("a.md", text.encode())

    assert (article.date, bare.date) == (None, None)
    words = "".join([bare.kicker, bare.section, bare.title, bare.subtitle, bare.text])
    assert "".join(words.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("line", "paper", "page"),
    [
        ("《清江职工报》2021年7月1日 第2版", "清江职工报", 2),
        ("清江职工报　2021年7月1日　星期四　第02版", "清江职工报", 2),
        ("2021年7月1日 星期四", "", None),
    ],
)
def test_the_line_that_a_page_prints_about_itself_tells(
    line: str, paper: str, page: int | None
) -> None:
    [article] = load_bytes("a.md", f"{line}\n\n# 慰问\n\n新年到，大家都高兴。".encode())

    assert (article.paper, article.date, article.page) == (paper, DAY, page)
    assert article.section == " ".join(line.split()) or article.section == line


def test_a_sentence_that_begins_with_a_day_tells_none() -> None:
    text = "2021年7月1日星期四，职工书屋开门。\n\n大家都高兴，来了三百多人。"

    assert {one.date for one in load_bytes("a.md", text.encode())} == {None}


def test_radicals_are_letters_in_every_kind_of_file() -> None:
    text = "⼯会⼈员⻓期⾛访⺠营企业，⻋间⾥⻛扇转个不停。"
    page = f"<html><meta charset=utf-8><body><h1>慰问</h1><p>{text}</p></body></html>"

    for name, raw in (("a.md", f"# 慰问\n\n{text}"), ("a.html", page)):
        [article] = load_bytes(name, raw.encode())
        assert article.text == "工会人员长期走访民营企业，车间里风扇转个不停。"
