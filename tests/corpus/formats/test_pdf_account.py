"""Every glyph of a PDF is accounted for: read, printed twice, at a slant or unreadable."""

import logging
import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.hostile.pdfs import pdf, stream
from corpus.check.run import check
from corpus.check.second_reading import compared, letters
from corpus.errors import PageError
from corpus.formats.pdf.document import pdf_document
from corpus.formats.pdf.sheet.decode import open_pdf, read_sheets
from corpus.formats.pdf.sheet.geometry import Sheet
from corpus.formats.pdf.sheet.ocr import forget_recognition, prepare_recognition
from corpus.formats.pdf.sheet.second_reading import letters_of
from corpus.notes import Count
from corpus.page.lookalikes import LETTER_OF
from tests.fonts import draws_chinese

HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
HEADLINE = "云溪区总工会办招聘会"
# Encodings of Chinese fonts, and how Python writes them.
ENCODINGS = {
    "GBK-EUC-H": "gbk",
    "GB-EUC-H": "gb2312",
    "GBKp-EUC-H": "gbk",
    "GBK2K-H": "gb18030",
    "UniGB-UCS2-H": "utf-16-be",
    "UniGB-UTF16-H": "utf-16-be",
    "GBpc-EUC-H": "gb2312",
    "ETen-B5-H": "big5",
    "B5pc-H": "big5",
    "HKscs-B5-H": "big5hkscs",
    "UniCNS-UTF16-H": "utf-16-be",
}
DOWNWARD = ("GBK-EUC-V", "GB-EUC-V", "GBK2K-V", "UniGB-UCS2-V", "UniGB-UTF16-V")


def page_of(content: str, *fonts: str | bytes) -> bytes:
    """Return a page whose first font is `/F` and stands as object 5."""
    return pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
            "/Resources << /Font << /F 5 0 R >> >> >>",
            stream(content.encode("latin-1")),
            *fonts,
        ]
    )


def chinese(content: str, encoding: str, more: str = "", ordering: str = "GB1") -> bytes:
    """Return a page in a Chinese font that is not in the file."""
    return page_of(
        content,
        f"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /{encoding} "
        f"/DescendantFonts [6 0 R] {more}>>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /FontDescriptor 7 0 R /DW 1000 "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> >>",
        "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -141 1000 859] "
        "/ItalicAngle 0 /Ascent 859 /Descent -141 /CapHeight 700 /StemV 80 >>",
        *([to_unicode(HEADLINE)] if more else []),
    )


def to_unicode(text: str) -> bytes:
    """Return a map from codes, counted from 1, to the letters of a text."""
    lines = "".join(
        f"1 beginbfchar <{code:04X}> <{letter.encode('utf-16-be').hex()}> endbfchar\n"
        for code, letter in enumerate(text, start=1)
    )
    return stream(
        f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {lines}endcmap".encode()
    )


def mapped(letter: str) -> tuple[str, bytes]:
    """Return a font whose `A` is mapped to other letters, and its map."""
    lines = f"1 beginbfchar <41> <{letter.encode('utf-16-be').hex()}> endbfchar"
    space = "begincmap 1 begincodespacerange <00> <FF> endcodespacerange"
    font = HELVETICA.replace(" >>", " /ToUnicode 6 0 R >>")
    return font, stream(f"{space} {lines} endcmap".encode())


def sheet_of(raw: bytes) -> Sheet:
    [sheet] = read_sheets(open_pdf(raw))
    return sheet


def text_of(sheet: Sheet) -> str:
    return "".join(glyph.text for glyph in sheet.glyphs)


def shown(text: str, size: float, left: float = 50.0, base: float = 700.0) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {left:.2f} {base:.2f} Td ({escaped}) Tj ET\n"


NARROW = st.text(st.sampled_from("il1|.,'!tfj()- ,"), min_size=1, max_size=30).filter(str.strip)


@given(NARROW, st.sampled_from([4.0, 6.0, 7.5, 9.0, 10.0, 12.0, 24.0]))
def test_narrow_letters_beside_their_twins_are_all_kept(text: str, size: float) -> None:
    sheet = sheet_of(page_of(shown(f"A{text}Z", size), HELVETICA))

    assert Counter("".join(text_of(sheet).split())) == Counter("".join(f"A{text}Z".split()))
    assert sheet.count == Count(read=len("".join(f"A{text}Z".split())))


@given(
    st.text(st.sampled_from("allwifTowns,12"), min_size=3, max_size=20),
    st.floats(0.0, 0.5),
    st.floats(0.0, 0.5),
)
def test_letters_printed_over_themselves_are_read_once(
    text: str, right: float, down: float
) -> None:
    content = shown(text, 10.0) + shown("Members met.", 10.0, base=600.0)
    again = shown(text, 10.0, left=50.0 + right, base=700.0 - down)

    sheet = sheet_of(page_of(content + again, HELVETICA))

    once = sheet_of(page_of(content, HELVETICA))
    assert Counter(text_of(sheet)) == Counter(text_of(once))
    assert sheet.count.twice == len(text)
    assert Counter(sheet.twice) == Counter(text)


@pytest.mark.parametrize("letters_of_one", ["ff", "ffi", "——", "……", "ll"])
def test_a_glyph_that_stands_for_several_letters_gives_all(letters_of_one: str) -> None:
    sheet = sheet_of(page_of(shown("xAy", 10.0), *mapped(letters_of_one)))

    assert letters_of_one in text_of(sheet)


def test_a_hyphen_at_the_end_of_a_line_is_kept() -> None:
    content = shown("The inter-", 10.0) + shown("national union", 10.0, base=688.0)

    assert text_of(sheet_of(page_of(content, HELVETICA))).replace(" ", "") == (
        "Theinter-nationalunion"
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("single", [False, True], ids=["whole lines", "a glyph an operator"])
def test_a_font_that_is_not_in_the_file_is_read_by_its_encoding(
    encoding: str, single: bool
) -> None:
    traditional = not encoding.startswith(("GB", "UniGB"))
    ordering, text = ("CNS1", "雲溪區總工會辦招聘會") if traditional else ("GB1", HEADLINE)
    pieces = list(text) if single else [text]
    content = "BT /F 20 Tf " + "".join(
        f"1 0 0 1 {60 + 20 * at} 700 Tm <{piece.encode(ENCODINGS[encoding]).hex()}> Tj "
        for at, piece in enumerate(pieces)
    )

    document = pdf_document(chinese(f"{content}ET", encoding, ordering=ordering))

    assert text in document.texts[0]
    assert document.count == Count(read=len(text))


@pytest.mark.parametrize("encoding", DOWNWARD)
def test_a_line_set_downwards_has_the_marks_of_level_text(encoding: str) -> None:
    raw = downward("本报讯（记者童雨薇）《夜校》开课", encoding)

    assert "本报讯（记者童雨薇）《夜校》开课" in pdf_document(raw).texts[0]
    assert letters(text_of(sheet_of(raw))) == letters_of(raw)


@pytest.mark.skipif(not draws_chinese(), reason="PDFium tells no blank without a Chinese font")
@pytest.mark.parametrize("encoding", DOWNWARD)
def test_a_line_set_downwards_has_its_blank(encoding: str) -> None:
    raw = downward("本报讯（记者 童雨薇）", encoding)

    assert "本报讯（记者 童雨薇）" in pdf_document(raw).texts[0]


def downward(line: str, encoding: str) -> bytes:
    """Return a file with a line that is set downwards."""
    code = line.encode(ENCODINGS[f"{encoding[:-1]}H"]).hex()
    return chinese(f"BT /F 20 Tf 1 0 0 1 300 760 Tm <{code}> Tj ET", encoding)


@pytest.mark.parametrize("rare", ["𠮷", "𬭎", "😀"])
def test_a_rare_character_that_pdfium_tells_in_halves_is_one(rare: str) -> None:
    encoded = chinese(
        f"BT /F 20 Tf 60 700 Td <{f'记者{rare}某'.encode('utf-16-be').hex()}> Tj ET",
        "UniGB-UTF16-H",
    )

    for raw in (encoded, page_of(shown("xAy", 10.0), *mapped(rare))):
        sheet = sheet_of(raw)
        assert rare in text_of(sheet)
        assert sheet.count.unreadable == 0


@pytest.mark.parametrize("single", [False, True], ids=["whole lines", "a glyph an operator"])
def test_identity_with_a_map_to_unicode_is_read(single: bool) -> None:
    codes = [f"{code:04X}" for code in range(1, len(HEADLINE) + 1)]
    pieces = codes if single else ["".join(codes)]
    content = "BT /F 20 Tf " + "".join(
        f"1 0 0 1 {60 + 20 * at} 700 Tm <{piece}> Tj " for at, piece in enumerate(pieces)
    )

    raw = chinese(f"{content}ET", "Identity-H", "/ToUnicode 8 0 R ", ordering="Identity")

    assert HEADLINE in pdf_document(raw).texts[0]


def test_letters_that_no_font_names_are_counted_and_refused_with_the_true_reason() -> None:
    codes = "".join(f"{code:04X}" for code in range(40, 80))
    raw = chinese(f"BT /F 20 Tf 60 700 Td <{codes}> Tj ET", "Identity-H", ordering="Identity")

    count = sheet_of(raw).count
    assert (count.drawn, count.unreadable) == (40, 40)
    prepare_recognition(programs=())
    try:
        with pytest.raises(PageError, match="its fonts do not say which letters they draw"):
            pdf_document(raw)
    finally:
        forget_recognition()


def test_an_empty_page_is_no_scan() -> None:
    with pytest.raises(PageError, match="nothing is written on its pages"):
        pdf_document(page_of("", HELVETICA))


@pytest.mark.parametrize("radical", "⺠⻓⻋⻛⻅⻔⻢⼯")
def test_radicals_are_read_as_the_letters_that_they_show(radical: str) -> None:
    sheet = sheet_of(page_of(shown("A", 10.0), *mapped(radical)))

    assert text_of(sheet) == LETTER_OF.get(radical, "工")


def test_a_watermark_is_told_of() -> None:
    turned = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (DRAFT) Tj ET\n"

    document = pdf_document(page_of(shown("Members met in the hall.", 10) + turned, HELVETICA))

    assert [(note.kind, note.words, note.count) for note in document.notes] == [
        ("aslant", "DRAFT", 5)
    ]
    assert document.count is not None
    assert document.count.drawn == document.count.read + 5


def test_a_text_layer_under_its_picture_is_told_of() -> None:
    lines = "".join(shown(f"Members met in hall {n}.", 10, base=700.0 - 14 * n) for n in range(5))
    picture = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q\n"

    document = pdf_document(page_of(f"{picture}3 Tr {lines}", HELVETICA))

    assert [note.kind for note in document.notes] == ["recognised"]
    assert "Members met in hall 4." in document.texts[0]


@given(st.text("职工之家will,。", min_size=40, max_size=80), st.integers(0, 30))
def test_a_second_reading_shows_each_letter_that_was_lost(text: str, lost: int) -> None:
    ours = letters(text[lost:])

    found = list(compared(ours, letters(text)))

    assert [one.count for one in found] == (
        [lost] if 2 < lost <= len(text) / 2 else found and [lost]
    )


def test_two_readers_with_nothing_in_common_are_not_compared() -> None:
    assert list(compared(letters("职工之家" * 9), letters("########" * 9))) == []


def test_reading_a_second_time_leaves_the_log_of_everything_else_on() -> None:
    letters_of(page_of(shown("Members met.", 10.0), HELVETICA))

    assert logging.getLogger("bot").isEnabledFor(logging.WARNING)


def kinds(folder: Path) -> list[str]:
    return [one.kind for page in check([folder]).pages for one in page.findings]


def test_the_check_tells_what_became_of_each_glyph(tmp_path: Path) -> None:
    lines = [
        f"All staff will follow rule {n} of the union, and all of them shall." for n in range(9)
    ]
    content = "".join(shown(line, 10, base=700.0 - 14 * n) for n, line in enumerate(lines))
    (tmp_path / "2024-04-18_01.pdf").write_bytes(page_of(content * 2, HELVETICA))

    [page] = check([tmp_path]).pages

    assert page.count is not None
    assert page.count.twice == page.count.read
    assert "printed twice" in kinds(tmp_path)
    assert "other reading" not in kinds(tmp_path)


def read_twice(raw: bytes) -> tuple[Counter[str], Counter[str]]:
    """Return the letters of both readers."""
    return letters(text_of(sheet_of(raw))), letters_of(raw)


@pytest.mark.parametrize("name", ["narrow_ll", "gbk_one_glyph_an_operator", "gbk_whole_lines"])
def test_both_readers_agree_on_small_inputs(shared: Path, name: str) -> None:
    first, second = read_twice((shared / f"cases/files/{name}.pdf").read_bytes())

    assert first == second


@pytest.mark.parametrize(
    ("name", "bold"),
    [("Times-Bold", True), ("ABCDEF+Arial-Black", True), ("Times-Roman", False)],
)
def test_a_font_is_bold_by_its_name_where_it_tells_no_weight(name: str, bold: bool) -> None:
    font = HELVETICA.replace("/Helvetica", f"/{name}")

    sheet = sheet_of(page_of(shown("Canteen", 10), font))

    assert {glyph.bold for glyph in sheet.glyphs} == {bold}


def test_headings_in_bold_of_the_text_s_own_size_stay_lines_of_their_own() -> None:
    bold = HELVETICA.replace("/Helvetica", "/Times-Bold")
    report = ("The canteen moved into its new building on Friday.", "Doors open at five at night.")
    lines = [shown("Canteen", 10)]
    for number, line in enumerate(report):
        lines.append(shown(line, 10, base=687 - 12 * number).replace("/F ", "/G "))
    raw = page_of("".join(lines), bold, HELVETICA).replace(b"/F 5 0 R", b"/F 5 0 R /G 6 0 R")

    assert "**Canteen**" in pdf_document(raw).texts[0]


def turned(content: str, turn: int) -> str:
    """Return a content that lies turned counterclockwise on a page of 600 by 600 points."""
    matrix = {90: "0 1 -1 0 600 0", 180: "-1 0 0 -1 600 600", 270: "0 -1 1 0 0 600"}[turn]
    return f"{matrix} cm {content}"


@pytest.mark.parametrize("shown_turned", [False, True])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_or_head_is_read_as_one_that_stands(
    turn: int, shown_turned: bool
) -> None:
    lines = "".join(shown(f"Members met in hall {n}.", 10, base=500.0 - 14 * n) for n in range(5))
    rule = "50 400 m 300 400 l S "
    box, square = b"/MediaBox [0 0 600 800]", b"/MediaBox [0 0 600 600]"
    more = b" /Rotate %d" % turn if shown_turned else b""

    upright = sheet_of(page_of(rule + lines, HELVETICA).replace(box, square))
    sheet = sheet_of(page_of(turned(rule + lines, turn), HELVETICA).replace(box, square + more))

    assert text_of(sheet) == text_of(upright)
    assert sheet.count == upright.count
    assert len(sheet.rules) == len(upright.rules) == 1
    for one, other in zip(sheet.glyphs, upright.glyphs, strict=True):
        assert (one.left, one.base) == pytest.approx((other.left, other.base), abs=0.5)


@pytest.mark.parametrize("degrees", [-2.5, -0.5, 1.0, 2.5])
def test_words_that_lie_as_askew_as_their_scan_make_whole_lines(degrees: float) -> None:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    said = [f"Hall {n} was open to members all day, and warm tea was free." for n in range(9)]
    lines = "".join(shown(line, 10, base=700.0 - 14 * n) for n, line in enumerate(said))
    askew = f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} 0 0 cm {lines}"

    text = "".join(pdf_document(page_of(askew, HELVETICA)).texts)

    assert " ".join(said) in " ".join(text.split())


def image(left: float, top: float, width: float, height: float) -> str:
    """Return an image on a page that is 800 points high."""
    place = f"{width} 0 0 {height} {left} {800 - top - height}"
    return f"q {place} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q\n"


SCANS = {
    "one": image(0, 0, 600, 800),
    "with margins": image(40, 60, 520, 700),
    "strips": "".join(image(0, 16 * n, 600, 16) for n in range(50)),
}


@pytest.mark.parametrize("order", ["hidden", "clip", "behind"])
@pytest.mark.parametrize("scan", SCANS)
def test_words_behind_a_scan_are_told_of_however_that_is_drawn(scan: str, order: str) -> None:
    lines = "".join(shown(f"Members met in hall {n}.", 10, base=700.0 - 14 * n) for n in range(5))
    mode = {"hidden": "3 Tr ", "clip": "7 Tr ", "behind": ""}[order]
    content = lines + SCANS[scan] if order == "behind" else f"{SCANS[scan]}{mode}{lines}"

    document = pdf_document(page_of(content, HELVETICA))

    assert [note.kind for note in document.notes] == ["recognised"]
    assert "Members met in hall 4." in document.texts[0]


@pytest.mark.parametrize("where", ["ground", "photo"])
def test_words_on_a_ground_or_beside_a_photo_are_no_scan_s(where: str) -> None:
    lines = "".join(shown(f"Members met in hall {n}.", 10, base=700.0 - 14 * n) for n in range(5))
    content = SCANS["one"] + lines if where == "ground" else lines + image(40, 300, 500, 480)

    assert pdf_document(page_of(content, HELVETICA)).notes == ()
