"""ODT, RTF, EPUB and slides become articles, word for word; what is damaged is refused."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.check.run import check
from corpus.errors import PageError
from corpus.formats.reading import document_of
from corpus.load import load, load_bytes
from tests.corpus.formats.office_files import (
    BYLINE,
    MORE,
    TITLE,
    epub,
    in_rtf,
    message,
    odt,
    packed,
    read,
    rtf,
    saved,
    sheet,
    slides,
)


def test_an_odt_has_headings_by_level_and_by_look() -> None:
    styles = (
        '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties'
        ' fo:text-align="center"/><style:text-properties fo:font-size="12pt"'
        ' style:font-size-asian="22pt" style:font-weight-asian="bold"/></style:style>'
    )
    by_level = odt(f'<text:h text:outline-level="1">{TITLE}</text:h><text:p>{BYLINE}</text:p>')
    by_look = odt(
        f'<text:p text:style-name="P1">{TITLE}</text:p><text:p>{BYLINE}</text:p>'
        f"<text:p>{MORE}</text:p>",
        styles,
    )

    [first], [second] = read("a.odt", by_level), read("2024-04-18_03.odt", by_look)

    assert (first.title, first.text) == (TITLE, BYLINE)
    assert (second.title, second.text) == (TITLE, f"{BYLINE}\n{MORE}")
    assert (second.date, second.page, second.authors) == (date(2024, 4, 18), 3, ("沈嘉",))


def test_an_odt_gives_up_its_tables_notes_and_boxes_and_keeps_deleted_text_back() -> None:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in row)
        + "</table:table-row>"
        for row in (["菜名", "价格"], ["红烧肉", "12"])
    )
    body = (
        "<text:tracked-changes><text:p>删去的话</text:p></text:tracked-changes>"
        f"<text:h>{TITLE}</text:h>"
        f"<text:p>车队的职<office:annotation><text:p>改一下</text:p></office:annotation>"
        "工食堂<text:s text:c='2'/>开了<text:note><text:note-body><text:p>四月起。</text:p>"
        "</text:note-body></text:note>。<draw:frame><draw:text-box><text:p>框里的话也要读。"
        f"</text:p></draw:text-box></draw:frame></text:p><table:table>{rows}</table:table>"
    )

    [article] = read("a.odt", odt(body))

    lines = article.text.split("\n")
    assert lines[0] == "车队的职工食堂  开了。"
    assert {"四月起。", "框里的话也要读。", "菜名 | 价格", "红烧肉 | 12"} <= {*lines}
    assert "删去" not in article.text
    assert "改一下" not in article.text


def test_what_stands_in_a_box_of_an_odt_is_read_once_and_a_comment_in_a_cell_never() -> None:
    def box(words: str) -> str:
        return f"<draw:frame><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame>"

    note = "<text:note><text:note-body><text:p>四月起。</text:p></text:note-body></text:note>"
    comment = "<office:annotation><text:p>改一下</text:p></office:annotation>"
    cells = "".join(
        f"<table:table-cell><text:p>{one}</text:p></table:table-cell>"
        for one in (f"红烧肉{comment}", f"12{note}")
    )
    body = (
        f"<text:h>{TITLE}</text:h><text:p>{BYLINE}{box(f'大框的话。{note}' + box('小框的话。'))}"
        f"</text:p><table:table><table:table-row>{cells}</table:table-row></table:table>"
    )

    [article] = read("a.odt", odt(body))

    printed = [BYLINE, "大框的话。", "四月起。", "小框的话。", "红烧肉 | 12 四月起。"]
    assert article.text.split("\n") == printed


def test_rtf_has_its_headline_by_size_its_letters_whole_and_its_rows_as_rows() -> None:
    cells = r"\pard\intbl 菜名\cell 价格\cell\row\pard\intbl 炒\par 面\cell 15\cell\row"
    body = (
        rf"\pard\qc{{\b\fs44 {TITLE}}}\par\pard\fs24 本报讯（记者 朱镕喆）书屋来了37人。\par"
        rf"\pard {{\field{{\*\fldinst{{HYPERLINK \"http://a.cn\"}}}}{{\fldrslt 看这里}}}}\u-10179?"
        rf"\u24037?\'b9\par{cells}\pard {MORE}\par"
    ).replace(r"\'b9", "")
    raw = rtf("".join(one if one.isascii() else in_rtf(one) for one in body))

    [article] = read("a.rtf", raw)

    lines = article.text.split("\n")
    assert (article.title, article.authors) == (TITLE, ("朱镕喆",))
    assert lines[0] == "本报讯（记者 朱镕喆）书屋来了37人。"
    assert {"菜名 | 价格", "炒 面 | 15", MORE} <= {*lines}
    assert "http" not in article.text
    assert "模板" not in article.text


def test_a_font_without_a_code_page_does_not_take_that_of_the_next() -> None:
    fonts = r"{\fonttbl{\f0\fnil Arial;}{\f1\fnil\fcharset136 MingLiU;}}"
    words = "".join(f"\\'{one:02x}" for one in "工會".encode("big5"))
    raw = rf"{{\rtf1\ansi\ansicpg1252{fonts}\pard\f1 {words}\par\f0 caf\'e9\par}}".encode()

    [article] = read("a.rtf", raw)

    assert (article.title, article.text) == ("工會", "café")


def test_an_epub_has_an_article_a_chapter_and_tells_paper_and_day() -> None:
    about = (
        "<dc:title>清江职工报 2024年4月18日</dc:title><dc:creator>编辑部</dc:creator>"
        "<dc:date>2024-04-18T00:00:00Z</dc:date>"
    )
    chapters = {
        "cover": "</head><body><img src='a.png'/></body>",
        "c1": f"<title>第一篇</title></head><body><h1>{TITLE}</h1><p>{BYLINE}</p></body>",
        "c2": f"<title>货车司机免费体检</title></head><body><p>{MORE}</p><p>{BYLINE}</p></body>",
    }
    nav = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'

    first, second = read("issue.epub", epub(chapters, about, nav))

    assert (first.title, first.text) == (TITLE, BYLINE)
    assert (second.title, second.text) == ("货车司机免费体检", f"{MORE}\n{BYLINE}")
    assert {(one.paper, one.date) for one in (first, second)} == {("清江职工报", date(2024, 4, 18))}


def test_what_a_file_tells_of_itself_gives_way_to_its_name() -> None:
    about = "<dc:title>清江职工报</dc:title><dc:date>2024-04-18</dc:date>"
    page = f"</head><body><h1>{TITLE}</h1><p>{BYLINE}</p></body>"

    [article] = read("2024-04-25_02.epub", epub({"a": page}, about))

    assert (article.paper, article.date, article.page) == ("清江职工报", date(2024, 4, 25), 2)


def test_what_turns_text_around_does_not_pass_through_the_names_of_a_book() -> None:
    about = "<dc:creator>沈\u202e嘉&#x9b;31m</dc:creator>"
    page = f"</head><body><h1>{TITLE}</h1><p>{MORE}</p></body>"

    [article] = read("a.epub", epub({"a": page}, about))

    assert article.authors == ("沈嘉 31m",)


def test_slides_are_articles_under_their_titles() -> None:
    deck = slides(("职工之家建设", []), ("站点情况", ["已建37个站点", MORE]), ("下一步", [BYLINE]))
    deck.slides[1].notes_slide.notes_text_frame.text = "讲的时候慢一点"
    table = deck.slides[2].shapes.add_table(2, 2, 0, 0, 9000, 9000).table
    for place, words in zip(
        [(0, 0), (0, 1), (1, 0), (1, 1)], ["站点", "人数", "甲", "31"], strict=True
    ):
        table.cell(*place).text = words

    first, second = read("a.pptx", saved(deck))

    assert (first.title, first.section) == ("站点情况", "职工之家建设")
    assert first.text == f"已建37个站点\n{MORE}"
    assert second.text.split("\n") == [BYLINE, "站点 | 人数", "甲 | 31"]


def test_slides_that_are_pictures_and_hidden_ones_are_told_apart(tmp_path: Path) -> None:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "png")
    deck = slides(("站点情况", [MORE]), ("不放的一页", [BYLINE]))
    deck.slides[1]._element.set("show", "0")
    bare = deck.slides.add_slide(deck.slide_layouts[6])
    bare.shapes.add_picture(picture, 0, 0)
    (tmp_path / "2024-04-18_01.pptx").write_bytes(saved(deck))

    [page] = check([tmp_path]).pages

    assert [article.title for article in page.articles] == ["站点情况"]
    assert [(one.kind, one.other) for one in page.findings if one.kind == "picture"] == [
        ("picture", "3")
    ]


def damaged(name: str) -> bytes:
    return {
        "odt": odt("<text:p>正文。</text:p>")[:150],
        "rtf": b"not rtf at all",
        "epub": packed({"a.txt": "b"}),
        "pptx": saved(slides(("一", ["二"])))[:900],
        "xlsx": packed({"xl/worksheets/sheet1.xml": "<a>"}),
        "eml": b"",
    }[name]


@pytest.mark.parametrize("kind", ["odt", "rtf", "epub", "pptx", "xlsx"])
def test_a_damaged_file_is_refused_with_what_to_do(kind: str) -> None:
    with pytest.raises(PageError) as error:
        load_bytes(f"a.{kind}", damaged(kind))

    assert "damaged" in error.value.what
    assert error.value.remedy.startswith("save it again")


def entities() -> bytes:
    raw = odt("<text:p>&b;</text:p>")
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        content = package.read("content.xml").decode()
    levels = '<!ENTITY a "工会工会">' + '<!ENTITY b "&a;&a;&a;&a;">'
    return packed({"content.xml": f"<!DOCTYPE x [{levels}]>{content}"})


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.odt", entities),
        ("a.odt", lambda: packed({"content.xml": bytes(2**22)})),
        ("a.xlsx", lambda: packed({"xl/workbook.xml": b" " * 2**22})),
        ("a.epub", lambda: packed({"META-INF/container.xml": b" " * 2**22})),
        ("a.rtf", lambda: b"{\\rtf1 " + b"{" * 200_000),
        (
            "a.eml",
            lambda: b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\n" * 999,
        ),
    ],
    ids=["entities", "zeros.odt", "spaces.xlsx", "spaces.epub", "groups.rtf", "parts.eml"],
)
def test_a_hostile_file_is_refused(name: str, make: Callable[[], bytes]) -> None:
    with pytest.raises(PageError):
        load_bytes(name, make())


@pytest.mark.parametrize(
    ("name", "instead"),
    [("a.doc", "DOCX"), ("a.wps", "DOCX"), ("a.xls", "XLSX"), ("a.et", "XLSX"), ("a.ppt", "PPTX")],
)
def test_what_is_not_read_says_what_to_do_in_one_line(name: str, instead: str) -> None:
    with pytest.raises(PageError, match=f"is not read: save it as {instead}"):
        document_of(name, b"\xd0\xcf\x11\xe0" + bytes(600))


def test_a_zip_holds_them_all(tmp_path: Path) -> None:
    page = f"</head><body><h1>{TITLE}</h1><p>{BYLINE}</p></body>"
    every = {
        "1.odt": odt(f"<text:h>{TITLE}</text:h><text:p>{BYLINE}</text:p>"),
        "2.rtf": rtf(f"\\fs44 {in_rtf(TITLE)}\\par\\fs24 {in_rtf(BYLINE)}\\par {in_rtf(MORE)}"),
        "3.epub": epub({"a": page}),
        "4.pptx": saved(slides((TITLE, [BYLINE]))),
        "5.xlsx": saved(sheet([TITLE], ["姓名", "人数"], ["沈嘉", 37])),
        "6.eml": message(BYLINE).as_bytes(),
    }
    (tmp_path / "2024-04-18.zip").write_bytes(packed(every))

    loaded = load([tmp_path])

    assert loaded.refused == ()
    assert [one.title for one in loaded.articles] == [TITLE] * 6
    assert {one.date for one in loaded.articles} == {date(2024, 4, 18)}
