"""Pages in the manner of Chinese papers: front and double pages, headlines with what is beside."""

from collections.abc import Sequence

import pytest

from corpus.formats.pdf.document import PdfPage, page_texts, read_page_of
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet
from corpus.page.newspaper import read_page

WORDS = "工会为职工办的事要一件一件办好办实办到职工的心坎上让大家满意"


def row(text: str, left: float, base: float, size: float = 10.0) -> list[Glyph]:
    return [
        Glyph(sign, left + n * size, left + (n + 1) * size, base, size)
        for n, sign in enumerate(text)
    ]


def page_of(
    rows: Sequence[Sequence[Glyph]], width: float = 600.0, frames: tuple[Area, ...] = ()
) -> PdfPage:
    area = Area(0.0, 0.0, width, 800.0)
    return read_page_of(
        1, Sheet(area, tuple(glyph for one in rows for glyph in one), frames=frames)
    )


def columns(words: Sequence[str], left: float, top: float, lines: int = 5) -> list[list[Glyph]]:
    """Set columns of fifteen letters a line, each line beginning with the words of its column."""
    return [
        row(f"{one}{WORDS}"[:15], left + 165 * column, top + 14 * line)
        for column, one in enumerate(words)
        for line in range(lines)
    ]


def bodies(page: PdfPage) -> dict[str, str]:
    """Return, for each headline, how the lines of its report begin."""
    return {
        story.head.title[0] if story.head else "": "".join(
            line.text[0] for block in story.blocks for line in block.lines
        )
        for story in page.stories
    }


def test_two_reports_beside_one_another_keep_their_second_columns() -> None:
    rows = [
        row("法律援助到工地", 40.0, 100.0, 20.0),
        *columns(["甲", "乙"], 40.0, 120.0),
        row("技能比武展风采", 370.0, 100.0, 20.0),
        *columns(["丙", "丁"], 370.0, 120.0),
    ]

    assert bodies(page_of(rows, 720.0)) == {
        "法律援助到工地": "甲甲甲甲甲乙乙乙乙乙",
        "技能比武展风采": "丙丙丙丙丙丁丁丁丁丁",
    }


def test_kicker_and_subtitle_beside_a_headline_belong_to_it() -> None:
    rows = [
        row("区总工会", 40.0, 92.0, 12.0),
        row("走遍班组", 40.0, 108.0, 12.0),
        row("职工之家建成三百", 110.0, 110.0, 30.0),
        row("一线职工", 370.0, 92.0, 12.0),
        row("齐声点赞", 370.0, 108.0, 12.0),
        *columns(["甲", "乙", "丙"], 40.0, 130.0),
    ]

    [story] = page_of(rows).stories

    assert story.head is not None
    assert story.head.title == ["职工之家建成三百"]
    assert "".join(story.head.kicker) == "区总工会走遍班组"
    assert "".join(story.head.subtitle) == "一线职工齐声点赞"


def test_smaller_headlines_beside_a_larger_one_with_reports_of_their_own_stay() -> None:
    rows = [
        row("职工之家建成三百", 40.0, 110.0, 30.0),
        *columns(["本报讯（记者张晶）"], 40.0, 130.0),
        row("驿站开门", 330.0, 105.0, 14.0),
        *columns(["本报讯（记者沈嘉）"], 330.0, 130.0),
    ]

    assert set(bodies(page_of(rows))) == {"职工之家建成三百", "驿站开门"}


def test_a_small_headline_under_a_rule_begins_an_article() -> None:
    rows = [
        row("职工之家建成三百", 40.0, 80.0, 24.0),
        *columns(["甲"], 40.0, 100.0),
        row("驿站开门迎客啦", 40.0, 176.0, 13.0),
        *columns(["乙"], 40.0, 192.0),
    ]
    glyphs = tuple(glyph for one in rows for glyph in one)
    rule = Area(40.0, 162.0, 190.0, 162.5)

    ruled, bare = (
        read_page_of(1, Sheet(Area(0.0, 0.0, 600.0, 800.0), glyphs, rules=rules))
        for rules in ((rule,), ())
    )

    assert set(bodies(ruled)) == {"职工之家建成三百", "驿站开门迎客啦"}
    assert set(bodies(bare)) == {"职工之家建成三百"}


@pytest.mark.parametrize("pages", ["今日8版", "今日 8 版", "今日共 8 版"])
def test_a_front_page_tells_paper_and_day_and_its_guide_tells_no_page(pages: str) -> None:
    rows = [
        row("清江职工报", 40.0, 90.0, 40.0),
        row("2023年3月9日", 40.0, 110.0, 8.0),
        row("星期四", 140.0, 110.0, 8.0),
        row(pages, 200.0, 110.0, 8.0),
        row("今日导读", 400.0, 50.0, 13.0),
        row("驿站开门迎客", 400.0, 66.0, 9.0),
        row("2版", 500.0, 66.0, 9.0),
        row("职工之家建成三百", 40.0, 160.0, 30.0),
        *columns(["甲", "乙", "丙"], 40.0, 180.0),
    ]
    page = page_of(rows, frames=(Area(390.0, 34.0, 540.0, 76.0),))

    [told] = [read_page(text, "a.pdf")[0] for text in page_texts([page]) if "职工之家" in text]

    assert (told.title, told.paper, str(told.date)) == (
        "职工之家建成三百",
        "清江职工报",
        "2023-03-09",
    )
    assert told.page is None
    assert not any("清江职工报" in title for title in bodies(page))


@pytest.mark.parametrize("line", ["综合新闻　第3版", "清江职工报　3版"])
def test_a_line_with_the_number_of_its_own_page_leads_to_none(line: str) -> None:
    page = page_of(
        [
            row(line, 40.0, 30.0, 8.0),
            row("职工之家建成三百", 40.0, 80.0, 24.0),
            *columns(["甲"], 40.0, 100.0),
        ]
    )

    assert [block.text for block in page.roles.margin] == [line]
    assert set(bodies(page)) == {"职工之家建成三百"}


def test_a_table_in_a_box_stays_with_its_report_where_a_headline_has_a_dark_ground() -> None:
    ground = Area(40.0, 60.0, 230.0, 90.0)
    box = Area(300.0, 60.0, 560.0, 240.0)
    cells = [("姓名", "单位"), ("于立柱", "公交二车队"), ("王小二", "钢铁厂"), ("赵钱", "港务")]
    rows = [
        row("职工之家建成三百", 45.0, 82.0, 20.0),
        *columns(["甲"], 40.0, 110.0),
        row("驿站开门迎客啦", 310.0, 82.0, 16.0),
        *(
            row(cell, 310.0 + 120 * place, 120.0 + 18 * number)
            for number, line in enumerate(cells)
            for place, cell in enumerate(line)
        ),
    ]

    stories = page_of(rows, frames=(ground, box)).stories

    boxed = next(one for one in stories if one.head and one.head.title == ["驿站开门迎客啦"])
    assert [line.text for block in boxed.blocks for line in block.lines] == [
        " | ".join(line) for line in cells
    ]


def test_each_half_of_a_double_page_has_its_own_number() -> None:
    rows: list[list[Glyph]] = []
    for number, left, title in ((2, 40.0, "职工之家建成三百"), (3, 640.0, "驿站开门迎客啦")):
        rows += [row("清江职工报", left, 30.0, 8.0), row("2023年3月9日", left + 60, 30.0, 8.0)]
        rows += [row(f"第{number}版", left + 160, 30.0, 8.0), row(title, left, 80.0, 24.0)]
        rows += columns(["甲", "乙", "丙"], left, 100.0)

    articles = [read_page(text, "a.pdf")[0] for text in page_texts([page_of(rows, 1200.0)])]

    assert [(one.title, one.page) for one in articles] == [
        ("职工之家建成三百", 2),
        ("驿站开门迎客啦", 3),
    ]


def test_the_half_of_a_double_page_without_a_number_has_none() -> None:
    rows: list[list[Glyph]] = [row("第2版", 200.0, 30.0, 8.0), row("清江职工报", 40.0, 30.0, 8.0)]
    for left, title in ((40.0, "职工之家建成三百"), (640.0, "驿站开门迎客啦")):
        rows += [row(title, left, 80.0, 24.0), *columns(["甲", "乙", "丙"], left, 100.0)]

    articles = [read_page(text, "a.pdf")[0] for text in page_texts([page_of(rows, 1200.0)])]

    assert [(one.paper, one.page) for one in articles] == [("清江职工报", 2), ("清江职工报", None)]


@pytest.mark.parametrize("size", [7.0, 8.0])
def test_small_print_between_columns_joins_no_report(size: float) -> None:
    rows = [
        row("职工之家建成三百", 40.0, 80.0, 24.0),
        *columns(["甲", "乙"], 40.0, 100.0),
        *(row("遗失会员证作废", 365.0, 94.0 + 9 * line, size) for line in range(4)),
    ]

    assert bodies(page_of(rows))["职工之家建成三百"] == "甲甲甲甲甲乙乙乙乙乙"
