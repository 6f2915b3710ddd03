"""The parts of the PDF reader: glyphs, lines, initials, jumps."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.hostile.pdfs import pdf, stream
from corpus.formats.pdf.jumps import join_jumps
from corpus.formats.pdf.layout.blocks import COMES, LEAVES, Head, PdfStory, TextBlock
from corpus.formats.pdf.layout.lines import part_downward, read_text_lines
from corpus.formats.pdf.sheet.decode import open_pdf, read_sheets
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet, TextLine

PAGE = Area(0.0, 0.0, 600.0, 800.0)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9F00), min_size=5, max_size=12)


def row(text: str, left: float, base: float, size: float = 10.0) -> list[Glyph]:
    return [
        Glyph(sign, left + n * size, left + (n + 1) * size, base, size)
        for n, sign in enumerate(text)
    ]


def falling(text: str, left: float, top: float, size: float = 20.0) -> list[Glyph]:
    return [Glyph(sign, left, left + size, top + n * size, size) for n, sign in enumerate(text)]


def sheet(*rows: Sequence[Glyph]) -> Sheet:
    return Sheet(PAGE, tuple(glyph for one in rows for glyph in one))


def block(text: str, top: float = 100.0) -> TextBlock:
    area = Area(50.0, top, 50.0 + 10 * len(text), top + 10)
    return TextBlock([TextLine(text, area, top + 9, 10.0)], area)


def story(text: str, title: str = "") -> PdfStory:
    area = Area(50.0, 50.0, 150.0, 70.0)
    head = Head(area, area, 20.0, title=[title]) if title else None
    return PdfStory(head, [block(text)])


@given(HAN, HAN, st.floats(min_value=9.0, max_value=60.0))
def test_two_columns_are_two_lines_however_wide_the_gutter(
    left: str, right: str, gutter: float
) -> None:
    start = 50.0 + 10 * len(left) + gutter
    rows = [row(left, 50.0, 100.0 + 14 * n) + row(right, start, 100.0 + 14 * n) for n in range(6)]

    lines = read_text_lines(sheet(*rows))

    assert [line.text for line in lines] == [left, right] * 6


@given(HAN, st.floats(min_value=0.0, max_value=2.0))
def test_a_line_stays_one_however_loosely_it_is_set(text: str, gap: float) -> None:
    glyphs = [
        replace(glyph, left=50 + n * (10 + gap), right=60 + n * (10 + gap))
        for n, glyph in enumerate(row(text, 50.0, 100.0))
    ]

    assert [line.text for line in read_text_lines(sheet(glyphs))] == [text]


@given(st.permutations(range(4)))
def test_the_order_of_the_file_does_not_matter_to_level_text(order: list[int]) -> None:
    rows = [
        row(text, 50.0, 100.0 + 14 * n)
        for n, text in enumerate(("职工甲", "之家乙", "工会丙", "建设丁"))
    ]

    lines = read_text_lines(sheet(*(rows[n] for n in order)))

    assert [line.text for line in lines] == ["职工甲", "之家乙", "工会丙", "建设丁"]


@given(HAN)
def test_a_line_set_downwards_is_read_from_the_top(text: str) -> None:
    level, downward = part_downward(falling(text, 300.0, 100.0))

    assert level == []
    assert ["".join(glyph.text for glyph in run) for run in downward] == [text]


def test_the_last_character_of_a_headline_set_downwards_stays_with_it() -> None:
    _, downward = part_downward(falling("四十万公里零", 300.0, 100.0) + falling("事", 276.0, 100.0))

    assert ["".join(glyph.text for glyph in run) for run in downward] == ["四十万公里零", "事"]


def test_a_headline_set_downwards_whose_letters_the_file_mixes_is_whole() -> None:
    title, rest = falling("四十万公里零", 300.0, 100.0), falling("事", 276.0, 100.0)
    below = falling("记公交驾驶员", 250.0, 90.0, 12.0)

    _, downward = part_downward([*title, *below[:2], *rest, *below[2:]])

    assert {"".join(glyph.text for glyph in run) for run in downward} == {
        "四十万公里零",
        "事",
        "记公交驾驶员",
    }


def test_a_grid_of_names_is_no_text_set_downwards() -> None:
    names = ("于立柱", "王小二", "赵钱孙", "周吴郑", "冯陈褚")
    glyphs = [one for n, name in enumerate(names) for one in row(name, 50.0, 100.0 + 14 * n)]

    assert part_downward(glyphs) == (glyphs, [])


def test_a_watermark_on_its_side_is_left_out() -> None:
    glyphs = [replace(glyph, turned=True) for glyph in falling("SAMPLE", 300.0, 100.0)]

    assert part_downward(glyphs) == ([], [])


def test_a_drop_capital_is_put_back_into_its_line() -> None:
    capital = row("本", 50.0, 124.0, 30.0)
    beside = [row("报讯记者张晶", 82.0, 106.0), row("近日全国总工", 82.0, 122.0)]

    lines = read_text_lines(sheet(capital, *beside, row("会发布二〇二二年", 50.0, 138.0)))

    assert [line.text for line in lines] == ["本报讯记者张晶", "近日全国总工", "会发布二〇二二年"]
    assert lines[1].area.left == 50.0


@pytest.mark.parametrize("note", ["（下转第3版）", "(下转A3版)", "（下转 3 版）", "（下轉第三版）"])
def test_a_note_that_leads_away_is_known(note: str) -> None:
    assert LEAVES.search(f"开展慰问活动{note}")


@pytest.mark.parametrize("note", ["（上接第1版）", "（紧接第1版）", "(上接A1版)", "（上接第一版）"])
def test_a_note_that_leads_here_is_known(note: str) -> None:
    assert COMES.match(f"{note}动中，")


def test_an_article_is_made_whole_over_two_pages_and_its_notes_are_dropped() -> None:
    first, second = story("慰问活（下转第2版）", "慰问一线职工"), story("（上接第1版）动结束。")

    pages = join_jumps([(1, [first]), (2, [second])])

    assert pages == [[first], []]
    assert "".join(part.text for part in first.blocks) == "慰问活动结束。"


def test_of_two_articles_that_jump_each_gets_the_half_with_its_headline() -> None:
    one, two = story("一（下转第2版）", "慰问一线职工"), story("二（下转第2版）", "驿站建成三百")
    rest_of_two = story("（上接第1版）乙。", "驿站建成三百个")
    rest_of_one = story("（上接第1版）甲。", "慰问一线")

    join_jumps([(1, [one, two]), (2, [rest_of_two, rest_of_one])])

    assert ["".join(part.text for part in whole.blocks) for whole in (one, two)] == [
        "一甲。",
        "二乙。",
    ]


def test_the_other_half_may_stand_below_another_article_without_a_headline() -> None:
    first, other = story("慰问活（下转第2版）", "慰问一线职工"), story("驿站开门。", "驿站建成三百")
    other.blocks += story("（上接第1版）动结束。").blocks

    [[whole], [left]] = join_jumps([(1, [first]), (2, [other])])

    assert "".join(part.text for part in whole.blocks) == "慰问活动结束。"
    assert "".join(part.text for part in left.blocks) == "驿站开门。"


def test_what_comes_from_a_page_that_is_not_in_the_file_is_no_part_of_what_stands_above() -> None:
    other = story("驿站开门。", "驿站建成三百")
    other.blocks += story("（上接第1版）动结束。").blocks

    [[left, alone]] = join_jumps([(2, [other])])

    assert (left.head, alone.head) == (other.head, None)
    assert "".join(part.text for part in alone.blocks) == "（上接第1版）动结束。"


def test_an_article_whose_other_half_is_not_in_the_file_stays_as_printed() -> None:
    alone = story("慰问活（下转第6版）", "慰问一线职工")

    assert join_jumps([(1, [alone])]) == [[alone]]
    assert alone.blocks[0].text == "慰问活（下转第6版）"


def inkless(*texts: str) -> bytes:
    """Return a page of such texts under one another, in a font of whose letters no ink is known.

    It is a font of drawings (Type 3) whose only drawing is empty, as a letter is that neither the
    file nor the machine has. Each of its codes is the character of that number.
    """
    to_unicode = "begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
    letters = "".join(dict.fromkeys("".join(texts)))
    codes = {letter: 33 + number for number, letter in enumerate(letters)}
    for letter, code in codes.items():
        to_unicode += f"1 beginbfchar <{code:02X}> <{letter.encode('utf-16-be').hex()}> endbfchar\n"
    shown = "".join(
        f"BT /F 10 Tf 50 {700 - 20 * n} Td <{''.join(f'{codes[one]:02X}' for one in text)}> Tj ET\n"
        for n, text in enumerate(texts)
    )
    names = " ".join(f"{code} /letter" for code in codes.values())
    widths = " ".join(["1000"] * len(codes))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> >> >>",
        stream(shown.encode()),
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/CharProcs << /letter 6 0 R >> /Encoding << /Type /Encoding /Differences [{names}] >> "
        f"/FirstChar 33 /LastChar {32 + len(codes)} /Widths [{widths}] /ToUnicode 7 0 R >>",
        stream(b"1000 0 d0"),
        stream(f"{to_unicode}endcmap".encode()),
    ]
    return pdf(objects)


def test_a_letter_that_stands_alone_is_read_without_its_font() -> None:
    raw = inkless("银球飞舞以球会", "友", "　", "工")

    [page] = read_sheets(open_pdf(raw))

    assert "".join(glyph.text for glyph in page.glyphs) == "银球飞舞以球会友工"
    assert [(one.left, one.base, one.size) for one in page.glyphs[-2:]] == [
        (50.0, 120.0, 10.0),
        (50.0, 160.0, 10.0),
    ]
