"""What stands beside and between reports: labels, rules, tables."""

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.pdf.document import pdf_document, read_page_of
from corpus.formats.pdf.layout.ruled_tables import take_ruled
from corpus.formats.pdf.markdown import story_markdown, story_paragraphs
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet
from corpus.load import load_bytes
from corpus.page.newspaper import read_page

PAGE = Area(0.0, 0.0, 600.0, 800.0)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9F00), min_size=2, max_size=6)
LABELS = {
    "articles": ("第十四条", "第十五条", "第十六条"),
    "numbers in brackets": ("（一）", "（二）", "（三）"),
    "numbers": ("1.", "2.", "3."),
    "bullets": ("●", "●", "●"),
    "names": ("时间：", "地点：", "主办单位："),
}
WORDS = "工会为职工办的事要一件一件办好办实办到职工的心坎上让大家满意"


def row(text: str, left: float, base: float, size: float = 10.0) -> list[Glyph]:
    return [
        Glyph(sign, left + n * size, left + (n + 1) * size, base, size)
        for n, sign in enumerate(text)
    ]


def sheet(rows: Sequence[Sequence[Glyph]], **more: tuple[Area, ...]) -> Sheet:
    return Sheet(PAGE, tuple(glyph for one in rows for glyph in one), **more)


def paragraphs_of(page: Sheet) -> list[str]:
    read = read_page_of(1, page)
    return [text for story in read.stories for text in story_paragraphs(story.blocks, read.indents)]


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS)
@given(st.floats(min_value=5.0, max_value=25.0), st.integers(2, 4))
def test_a_label_that_hangs_beside_its_paragraph_stays_with_it(
    labels: Sequence[str], gap: float, lines: int
) -> None:
    left = 60.0 + 10 * max(map(len, labels)) + gap
    rows = []
    for number, label in enumerate(labels):
        top = 100.0 + number * 14 * lines
        rows.append(row(label, 60.0, top))
        rows += [row(WORDS, left, top + 14 * line) for line in range(lines - 1)]
        rows.append(row(f"{WORDS[:9]}。", left, top + 14 * (lines - 1)))

    found = paragraphs_of(sheet(rows))

    body = WORDS * (lines - 1) + f"{WORDS[:9]}。"
    assert ["".join(text.split()) for text in found] == [f"{label}{body}" for label in labels]


def test_two_columns_whose_lines_end_in_a_number_stay_two() -> None:
    rows = [
        row(WORDS[:15], 50.0, 100 + 14 * n) + row(WORDS[:15], 220, 100 + 14 * n) for n in range(9)
    ]

    assert (
        len(paragraphs_of(sheet([*rows, row("（一）", 50.0, 226.0) + row("（二）", 220.0, 226.0)])))
        >= 2
    )


def test_a_rule_under_the_names_parts_no_article(shared: Path) -> None:
    ruled, plain = (
        (shared / f"cases/files/{name}.pdf").read_bytes() for name in ("byline_rule", "no_rule")
    )

    assert load_bytes("a.pdf", ruled) == load_bytes("a.pdf", plain)


def grid(xs: Sequence[float], ys: Sequence[float]) -> tuple[Area, ...]:
    level = [Area(xs[0], y, xs[-1], y + 0.5) for y in ys]
    upright = [Area(x, top, x + 0.5, bottom) for x in xs for top, bottom in pairwise(ys)]
    return (*level, *upright)


@given(st.lists(st.lists(HAN, min_size=3, max_size=3), min_size=2, max_size=6), st.floats(14, 40))
def test_a_table_is_read_row_by_row(cells: list[list[str]], height: float) -> None:
    xs, ys = [50.0, 130.0, 210.0, 290.0], [100 + height * n for n in range(len(cells) + 1)]
    rows = [
        row(cell, xs[column] + 5, ys[number] + height / 2 + 4)
        for number, one in enumerate(cells)
        for column, cell in enumerate(one)
    ]

    rest, tables = take_ruled(sheet(rows, strokes=grid(xs, ys)))

    assert rest.glyphs == ()
    assert [line.text for table in tables for line in table.lines] == [
        " | ".join(one) for one in cells
    ]


def lines_of(page: Sheet) -> list[str]:
    return [line.text for table in take_ruled(page)[1] for line in table.lines]


def set_in(
    xs: Sequence[float], ys: Sequence[float], cells: dict[tuple[int, int], str]
) -> list[list[Glyph]]:
    """Return words, each at the beginning of the cell in a row and column."""
    return [row(text, xs[c] + 5, ys[r] + 13) for (r, c), text in cells.items()]


def test_a_cell_over_rows_holds_for_each_and_names_over_names_are_joined() -> None:
    xs, ys = [50.0, 130.0, 210.0, 290.0, 370.0], [100.0, 120.0, 140.0, 160.0, 180.0]
    lines = (
        *(Area(50, y, 370, y + 0.5) for y in (100, 140, 180)),
        Area(210, 120, 370, 120.5),
        Area(130, 160, 370, 160.5),
        *(Area(x, 100, x + 0.5, 180) for x in (50, 130, 210, 370)),
        Area(290, 120, 290.5, 180),
    )
    words = {(0, 2): "救助", (1, 2): "上半年", (1, 3): "下半年", (2, 1): "公交", (3, 1): "钢厂"}
    amounts = {(2, 2): "六千", (2, 3): "五千", (3, 2): "八百", (3, 3): "七百"}
    rows = [
        *set_in(xs, ys, words | amounts),
        *(row(text, x, 123.0) for text, x in (("区县", 55.0), ("单位", 135.0))),
        row("云溪区", 55.0, 163.0),
    ]

    assert lines_of(sheet(rows, strokes=lines)) == [
        "区县 | 单位 | 救助上半年 | 救助下半年",
        "云溪区 | 公交 | 六千 | 五千",
        "云溪区 | 钢厂 | 八百 | 七百",
    ]


def test_a_row_that_is_one_cell_is_a_line_and_a_cell_over_columns_stands_in_the_first() -> None:
    xs, ys = [50.0, 130.0, 210.0, 290.0], [100.0, 120.0, 140.0, 160.0, 180.0]
    lines = (
        *(Area(50, y, 290, y + 0.5) for y in ys),
        *(Area(x, 100, x + 0.5, 180) for x in (50, 290)),
        Area(130, 120, 130.5, 160),
        Area(210, 120, 210.5, 180),
    )
    names = {(0, 1): "发放名单", (1, 0): "姓名", (1, 1): "单位", (1, 2): "金额"}
    cells = {(2, 0): "王某", (2, 1): "钢厂", (2, 2): "八百", (3, 0): "合计", (3, 2): "八百"}

    assert lines_of(sheet(set_in(xs, ys, names | cells), strokes=lines)) == [
        "发放名单",
        "姓名 | 单位 | 金额",
        "王某 | 钢厂 | 八百",
        "合计 |  | 八百",
    ]


TABLE = [["姓名", "单位", "金额"], ["王某", "钢厂", "八百"], ["李某", "公交", "六千"]]


@pytest.mark.parametrize("rules", ["open sides", "open ends", "names and columns only", "all"])
def test_a_table_is_whole_whichever_of_its_rules_are_drawn(rules: str) -> None:
    xs, ys = [50.0, 130.0, 210.0, 290.0], [100.0, 120.0, 140.0, 160.0]
    across = {"open ends": ys[1:-1], "names and columns only": [100, 120, 160]}.get(rules, ys)
    down = xs[1:-1] if rules == "open sides" else xs
    lines = (
        *(Area(50, y, 290, y + 0.5) for y in across),
        *(Area(x, 100, x + 0.5, 160) for x in down),
    )
    cells = {(r, c): text for r, one in enumerate(TABLE) for c, text in enumerate(one)}

    assert lines_of(sheet(set_in(xs, ys, cells), strokes=lines)) == [
        " | ".join(one) for one in TABLE
    ]


def test_a_table_stands_in_its_report_between_its_paragraphs() -> None:
    xs, ys = [50.0, 130.0, 210.0], [160.0, 180.0, 200.0]
    rows = [
        row("职工之家建成三百个", 50.0, 90.0, 20.0),
        *(row(WORDS, 50.0, 120 + 14 * n) for n in range(2)),
        *(row(cell, 55.0 + 80 * n, 174.0) for n, cell in enumerate(("单位", "人数"))),
        *(row(cell, 55.0 + 80 * n, 194.0) for n, cell in enumerate(("钢厂", "三百"))),
        *(row(WORDS, 50.0, 220 + 14 * n) for n in range(3)),
    ]
    strokes = grid(xs, ys)

    read = read_page_of(1, sheet(rows, strokes=strokes, rules=strokes[:3]))

    [story] = read.stories
    written = story_markdown(story, read.indents)
    assert "| 单位 \\| 人数 |" in written
    assert written.index("钢厂") > written.index("工会为职工")
    assert written.rindex("工会为职工") > written.index("钢厂")


def test_rules_between_columns_and_articles_are_no_table() -> None:
    xs, ys = [40.0, 210.0, 380.0], [80.0, 400.0, 720.0]
    rows = [
        row(WORDS[:15], left, top + 14 * line)
        for left in (50.0, 220.0)
        for top in (100.0, 420.0)
        for line in range(20)
    ]
    page = sheet(rows, strokes=grid(xs, ys))

    assert take_ruled(page) == (page, [])


def test_the_text_of_a_picture_makes_no_thousand_articles() -> None:
    pages = read_page_of(
        1,
        sheet(
            [row("标题", 20.0 + n % 8 * 70, 30.0 + n // 8 * 40, 12 + n % 5 * 4) for n in range(120)]
        ),
    )

    assert pages.is_document


def test_the_small_inputs_lose_nothing(shared: Path) -> None:
    for path in sorted((shared / "cases/files").glob("*.pdf")):
        count = pdf_document(path.read_bytes()).count
        assert count is not None
        assert count.drawn == count.read


def with_initial(initial: str, beside: Sequence[str]) -> bytes:
    """Return a page of one column that begins with a drop capital two lines high."""
    pytest.importorskip("reportlab", reason="reportlab is not installed")
    from reportlab.pdfgen.canvas import Canvas

    below = ("about wages, and on Tuesday they", "met again and agreed on it all.")
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(420, 500))
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(50, 440, "Members meet")
    canvas.setFont("Helvetica", 30)
    canvas.drawString(50, 392, initial)
    right = 53 + canvas.stringWidth(initial, "Helvetica", 30)
    canvas.setFont("Helvetica", 10)
    for number, words in enumerate((*beside, *below)):
        canvas.drawString(right if number < len(beside) else 50, 406 - 14 * number, words)
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("initial", "line", "words"),
    [
        ("T", "he members of the hall", "The members of the hall"),
        ("I", "n the hall all members", "In the hall all members"),
        ("A", " worker of the hall", "A worker of the hall"),
        ("I", " was there, said a worker", "I was there, said a worker"),
        ("“W", "e met,” members said", "“We met,” members said"),
    ],
)
def test_a_drop_capital_is_joined_to_its_word_unless_it_is_one(
    initial: str, line: str, words: str
) -> None:
    raw = with_initial(initial, [line, "and met on Monday to talk"])

    [text] = pdf_document(raw).texts

    assert f"{words} and met on Monday to talk about wages" in text


REPORT = "近日区总工会走访了一线职工送去清凉用品和节日祝福并听取了大家的意见"


def set_in_columns(
    titles: Sequence[str], columns: int, top: float, apart: float
) -> tuple[list[list[Glyph]], list[str]]:
    """Return articles one above the other, and the words of each.

    Each has its headline over its first column; the others begin level with that.
    """
    rows, said = [], []
    for number, title in enumerate(titles):
        words = [
            f"{number}栏{column}{REPORT[column : column + 12]}"[: 13 if column else 9]
            for column in range(columns)
        ]
        rows.append(row(title, 50.0, top + 20, 20.0))
        height = 5 if number % 2 else 6
        for column, line in enumerate(words):
            start, left = (3 if column == 0 else 0), 50.0 + 150 * column
            rows += [row(line, left, top + 11 + 14 * n) for n in range(start, height)]
        repeats = [(height - 3) if column == 0 else height for column in range(columns)]
        said.append("".join(line * count for line, count in zip(words, repeats, strict=True)))
        top += 14 * height + apart
    return rows, said


@given(st.integers(2, 4), st.floats(16.0, 40.0), st.integers(2, 4))
def test_columns_level_with_a_headline_beside_them_are_its_own(
    columns: int, apart: float, articles: int
) -> None:
    titles = ("职工之家建成", "驿站开门迎客", "法律援助到家", "书屋办到车间")[:articles]
    rows, said = set_in_columns(titles, columns, 100.0, apart)

    stories = read_page_of(1, sheet(rows)).stories

    read = {
        story.head.title[0]: "".join(block.text for block in story.blocks)
        for story in stories
        if story.head
    }
    assert read == dict(zip(titles, said, strict=True))


@given(st.floats(0.0, 30.0), st.floats(0.0, 4.0))
def test_white_letters_on_a_dark_ground_are_the_headline_of_what_is_below(
    wider: float, higher: float
) -> None:
    title = "职工之家建成三百个"
    ground = Area(50.0 - wider, 70.0 - higher, 230.0 + wider, 96.0 + higher)
    rows = [row(title, 50.0, 90.0, 20.0), *(row(WORDS, 50.0, 120 + 14 * n) for n in range(3))]

    [story] = read_page_of(1, sheet(rows, frames=(ground,))).stories

    assert story.head is not None
    assert story.head.title == [title]
    assert [block.text for block in story.blocks] == [WORDS * 3]


@pytest.mark.parametrize(
    ("upper", "lower", "kicker"),
    [
        ("劳模谭玉兰把公交车开成", "“流动的家”", "劳模谭玉兰把公交车开成“流动的家”"),
        ("全市建成服务站点三百", "2022年全部开门", "全市建成服务站点三百2022年全部开门"),
        ("关心户外职工", "办好十件实事", "关心户外职工　办好十件实事"),
    ],
)
def test_two_lines_above_a_headline_are_its_kicker(upper: str, lower: str, kicker: str) -> None:
    rows = [
        row(upper, 50.0, 70.0, 13.0),
        row(lower, 50.0, 86.0, 13.0),
        row("四十万公里零事", 50.0, 112.0, 22.0),
        *(row(f"{WORDS[:14]}。", 50.0, 140 + 14 * n) for n in range(3)),
        *(row(f"{WORDS[:14]}。", 250.0, 140 + 14 * n) for n in range(3)),
    ]
    read = read_page_of(1, sheet(rows))

    [article] = read_page(story_markdown(read.stories[0], read.indents), "a.pdf")

    assert (article.kicker, article.title) == (kicker, "四十万公里零事")


def test_columns_level_with_what_comes_from_another_page_go_on_from_that() -> None:
    rows = []
    for number, first in enumerate(("（上接第1版）甲走访", "（上接第1版）乙慰问")):
        top = 400.0 + 80 * number
        rows += [row(first, 50.0, top), row("一线职工甲乙丙丁戊己", 50.0, top + 14)]
        rows += [row(f"第{number}栏{WORDS[:7]}", 200.0, top + 14 * n) for n in range(2)]

    stories = read_page_of(1, sheet(rows)).stories

    read = ["".join(block.text for block in story.blocks) for story in stories]
    assert [text[:10] for text in read] == ["（上接第1版）甲走访", "（上接第1版）乙慰问"]
    assert [text[20:23] for text in read] == ["第0栏", "第1栏"]


def test_a_note_that_leads_to_another_page_is_no_line_of_the_page_itself() -> None:
    rows = [
        row("职工之家建成三百个", 50.0, 40.0, 20.0),
        *(row(WORDS[:14], 50.0, 60 + 14 * n) for n in range(9)),
        row("之家全部建成，作为（下转", 250.0, 46.0),
        row("第2版）", 250.0, 60.0),
    ]

    assert not read_page_of(1, sheet(rows)).roles.margin
