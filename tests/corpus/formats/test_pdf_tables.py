"""Tables without rules: rows with their header, found by the white space between their columns."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.hostile.pdfs import pdf, stream
from corpus.formats.pdf.document import pdf_document, read_page_of
from corpus.formats.pdf.layout.aligned_tables import take_aligned
from corpus.formats.pdf.markdown import story_markdown
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet
from corpus.page.newspaper import read_page
from corpus.tables import tables

PAGE = Area(0.0, 0.0, 600.0, 800.0)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9F00), min_size=2, max_size=5)
NUMBER = st.integers(0, 99_999).map(str)
NAMES = ("姓名", "单位", "救助金（元）")
ROWS = (("于立柱", "公交二车队", "6400"), ("王小二", "钢铁厂", "12000"), ("赵钱", "港务", "800"))
SAID = [" | ".join(row) for row in (NAMES, *ROWS)]
PROSE = "近日区总工会走访了一线职工送去清凉用品和节日祝福并听取了大家的意见"
PLACES = {"left": 0.0, "centre": 0.5, "right": 1.0}


def width(text: str, size: float) -> float:
    return sum(size / 2 if sign.isascii() else size for sign in text)


def words(text: str, left: float, base: float, size: float = 10.0) -> list[Glyph]:
    glyphs = []
    for sign in text:
        right = left + width(sign, size)
        glyphs.append(Glyph(sign, left, right, base, size))
        left = right
    return glyphs


def table(
    rows: Sequence[Sequence[str]],
    spots: Sequence[float],
    share: float = 0.0,
    top: float = 140.0,
    step: float = 18.0,
) -> list[Glyph]:
    """Set rows; `share` of each cell stands left of the spot of its column."""
    return [
        glyph
        for number, row in enumerate(rows)
        for spot, cell in zip(spots, row, strict=True)
        for glyph in words(cell, spot - share * width(cell, 10.0), top + step * number)
    ]


def lines_of(page: Sheet) -> list[list[str]]:
    return [[line.text for line in block.lines] for block in take_aligned(page)[1]]


@given(
    st.lists(st.tuples(HAN, HAN, NUMBER), min_size=2, max_size=8),
    st.sampled_from(sorted(PLACES)),
    st.floats(12.0, 26.0),
)
def test_a_row_is_read_with_its_header_however_its_cells_are_set(
    rows: list[tuple[str, str, str]], place: str, step: float
) -> None:
    page = Sheet(PAGE, tuple(table([NAMES, *rows], (100, 220, 340), PLACES[place], step=step)))

    rest, blocks = take_aligned(page)

    assert rest.glyphs == ()
    assert [line.text for block in blocks for line in block.lines] == [
        " | ".join(row) for row in (NAMES, *rows)
    ]


def test_an_empty_cell_keeps_its_place_and_a_second_line_goes_on() -> None:
    rows = [NAMES, ("于立柱", "", "6400"), ("王小二", "钢铁厂", "12000"), ("", "一车间", "")]

    assert lines_of(Sheet(PAGE, tuple(table(rows, (100, 220, 340))))) == [
        ["姓名 | 单位 | 救助金（元）", "于立柱 |  | 6400", "王小二 | 钢铁厂一车间 | 12000"]
    ]


def test_names_of_columns_are_closed_up() -> None:
    spread = [*words("姓", 100, 140), *words("名", 125, 140), *words("金额", 220, 140)]
    below = table([("于立柱公司", "6400"), ("王小二公司", "800")], (100, 220), top=158)

    assert lines_of(Sheet(PAGE, tuple(spread + below))) == [
        ["姓名 | 金额", "于立柱公司 | 6400", "王小二公司 | 800"]
    ]


@given(st.integers(2, 5), st.floats(10.0, 30.0), st.integers(9, 14))
def test_columns_of_a_report_are_no_table(columns: int, gutter: float, letters: int) -> None:
    glyphs = [
        glyph
        for column in range(columns)
        for line in range(12)
        for glyph in words(
            f"{PROSE}{line}月{PROSE}"[line * 2 : line * 2 + letters],
            50 + column * (letters * 10 + gutter),
            100 + 14 * line,
        )
    ]

    assert lines_of(Sheet(PAGE, tuple(glyphs))) == []


def test_a_list_of_names_is_no_table() -> None:
    rows = [("于立柱", "王小二", "赵钱"), ("孙立", "周吴", "郑王"), ("冯陈", "褚卫", "蒋沈")]

    assert lines_of(Sheet(PAGE, tuple(table(rows, (100, 220, 340))))) == []


@pytest.mark.parametrize("ruled", [False, True], ids=["bare", "three rules"])
def test_a_table_stands_in_its_report_and_is_quoted_by_its_header(ruled: bool) -> None:
    glyphs = [
        *words("五月大病救助金发放", 50, 60, 20),
        *words("本报讯（记者 张晶）近日区总工会发放如下：", 50, 90),
        *table([NAMES, *ROWS], (60, 160, 260)),
        *(glyph for n in range(3) for glyph in words(PROSE, 50, 225 + 14 * n)),
    ]
    rules = tuple(Area(50, y, 400, y + 0.5) for y in (128, 146, 202)) if ruled else ()
    read = read_page_of(1, Sheet(PAGE, tuple(glyphs), rules=rules, strokes=rules))

    [story] = read.stories
    [article] = read_page(story_markdown(story, read.indents), "a.pdf")

    assert article.text.split("\n")[1:5] == SAID
    [found] = tables(article.text)
    assert found.header is not None
    assert article.text[found.header.start : found.header.end] == SAID[0]


def test_a_table_in_a_column_beside_reports_is_read() -> None:
    beside = [
        glyph
        for left in (40, 400)
        for n in range(16)
        for glyph in words(PROSE[n : n + 14], left, 100 + 15 * n)
    ]
    within = table([NAMES, *ROWS], (200, 250, 320))

    assert lines_of(Sheet(PAGE, tuple(beside + within))) == [SAID]


def test_numbers_to_call_fill_their_column_and_are_no_prose() -> None:
    rows = [("驿站", "值班人", "电话"), ("南门驿站", "王小二", "5123-4001")]
    rows.append(("北坪驿站", "于立柱", "5123-4002"))

    assert lines_of(Sheet(PAGE, tuple(table(rows, (100, 220, 340))))) == [
        [" | ".join(row) for row in rows]
    ]


HALLS = [("Name", "Place", "Seats"), ("North hall", "Mill Road", "120"), ("Old hall", "Quay", "80")]
MORE = [("New hall", "Dock Street", "300"), ("Tea room", "", "24"), ("Annex", "Mill Road", "60")]


def latin_page(rows: Sequence[Sequence[str]], top: float, ruled: bool, words: str = "") -> bytes:
    """Return the content of a page: words at its top, and a table `top` points further down."""
    content = f"BT /F 10 Tf 60 760 Td ({words}) Tj ET\n" if words else ""
    for n, one in enumerate(rows):
        for x, cell in zip((60, 200, 340), one, strict=True):
            content += f"BT /F 10 Tf {x} {786 - top - 20 * n} Td ({cell}) Tj ET\n"
    if ruled:
        low = 800 - top - 20 * len(rows)
        for n in range(len(rows) + 1):
            content += f"55 {800 - top - 20 * n} m 420 {800 - top - 20 * n} l S\n"
        for x in (55, 195, 335, 420):
            content += f"{x} {800 - top} m {x} {low} l S\n"
    return content.encode()


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("again", [False, True], ids=["names once", "names again"])
def test_a_table_over_pages_is_one_table(ruled: bool, again: bool) -> None:
    names = HALLS[:1] if again else []
    contents = [
        latin_page(HALLS, 700, ruled, "Members may use these halls of the union free of charge."),
        latin_page([*names, *MORE[:2]], 40, ruled),
        latin_page([*names, *MORE[2:], *MORE[:1]], 40, ruled),
    ]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >>"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R 6 0 R 8 0 R] /Count 3 >>",
        font,
        *(
            one
            for n, content in enumerate(contents)
            for one in (f"{page} /Contents {5 + 2 * n} 0 R >>", stream(content))
        ),
    ]

    [text] = pdf_document(pdf(objects)).texts

    [article] = read_page(text, "a.pdf")
    [found] = tables(article.text)
    assert found.header is not None
    said = article.text[found.start : found.end].split("\n")
    assert said == [" | ".join(row) for row in (*HALLS, *MORE, MORE[0])]


def test_a_page_of_names_takes_no_longer_than_its_length() -> None:
    names = [[f"王{sign}{sign}" for sign in "甲乙丙丁戊己庚辛壬癸"]] * 40
    page = Sheet(PAGE, tuple(table(names, [40.0 + 55 * column for column in range(10)])))
    began = time.process_time()

    assert take_aligned(page) == (page, [])
    # Cells were made for every run of names on every row: 40 s for 30 rows.
    assert time.process_time() - began < 8
