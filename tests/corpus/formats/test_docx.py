"""Word documents as editors write them become articles, word for word."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from corpus.errors import PageError
from corpus.load import load_bytes
from tests.examples import examples

PROSE = "近日，区总工会走访了一线职工，送去清凉用品和节日祝福，并听取了大家的意见。"
MORE = "活动从上午九点开始，持续到傍晚六点，一共走访了十七个班组，三百二十人收到慰问品。"
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(document: Document) -> list[Article]:
    file = io.BytesIO()
    document.save(file)
    return list(load_bytes("a.docx", file.getvalue()))


def written(*paragraphs: str) -> Document:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def raw(body: str, **parts: str) -> bytes:
    """Return a document made of this XML, with further parts of the package."""
    file = io.BytesIO()
    written("占位").save(file)
    marks = (
        f'{NAMES} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = f"<w:document {marks}><w:body>{body}</w:body></w:document>".encode()
            elif name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", _relations(parts))
            new.writestr(name, content)
        for name, text in parts.items():
            new.writestr(f"word/{name}.xml", f"<w:{name} {marks}>{text}</w:{name}>")
    return made.getvalue()


def _relations(parts: dict[str, str]) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    made = (f'<Relationship Id="x{n}" Type="{kind}/{n}" Target="{n}.xml"/>' for n in parts)
    return f"{''.join(made)}</Relationships>".encode()


def p(words: str) -> str:
    return f"<w:p>{words}</w:p>"


def r(words: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


def by_style(document: Document) -> None:
    document.add_paragraph("职工食堂开张", style="Heading 1")
    document.add_paragraph(PROSE)
    document.add_paragraph("车队有间书屋", style="Heading 1")
    document.add_paragraph(MORE)


def by_size(document: Document) -> None:
    for title, text in (("职工食堂开张", PROSE), ("车队有间书屋", MORE)):
        document.add_paragraph().add_run(title).font.size = Pt(22)
        document.add_paragraph(text)


def by_weight_and_place(document: Document) -> None:
    for title, text in (("职工食堂开张", PROSE), ("车队有间书屋", MORE)):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(title).bold = True
        document.add_paragraph(f"　　{text}")


def by_weight(document: Document) -> None:
    for title, text in (("职工食堂开张", PROSE), ("车队有间书屋", MORE)):
        document.add_paragraph().add_run(title).bold = True
        document.add_paragraph(text)


@pytest.mark.parametrize("write", [by_style, by_size, by_weight_and_place, by_weight])
def test_articles_of_one_file_are_told_apart_however_headlines_look(
    write: Callable[[Document], None],
) -> None:
    document = docx.Document()
    write(document)

    articles = read(document)

    assert [(one.title, one.text) for one in articles] == [
        ("职工食堂开张", PROSE),
        ("车队有间书屋", MORE),
    ]


def test_the_largest_line_is_the_headline_with_kicker_and_subtitle_beside_it() -> None:
    document = docx.Document()
    for text, size in (("滨河物流园", 15), ("职工食堂开张", 22), ("一天供应一千八百份饭菜", 15)):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(text).font.size = Pt(size)
    document.add_paragraph("本报讯（记者 沈嘉）" + PROSE)

    [article] = read(document)

    head = (article.kicker, article.title, article.subtitle)
    assert head == ("滨河物流园", "职工食堂开张", "一天供应一千八百份饭菜")
    assert article.authors == ("沈嘉",)


def test_a_headline_in_two_lines_is_one() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("职工食堂开张")
    run.font.size = Pt(22)
    run.add_break()
    run.add_text("工友吃上热饭")
    document.add_paragraph(PROSE)

    [article] = read(document)

    assert (article.title, article.text) == ("职工食堂开张 工友吃上热饭", PROSE)


def test_rows_of_a_table_are_lines_and_cells_that_hold_prose_are_paragraphs() -> None:
    document = written("获奖名单公布", PROSE)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("姓名", "单位", "段大勇", "物流园"), strict=True):
        cell.text = text
    document.add_paragraph(MORE)
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = PROSE
    frame.cell(0, 0).add_paragraph(MORE)

    [article] = read(document)

    lines = [PROSE, "姓名 | 单位", "段大勇 | 物流园", MORE, PROSE, MORE]
    assert article.text.split("\n") == lines


def test_a_cell_of_two_paragraphs_and_an_empty_one_tear_no_row() -> None:
    document = written("食堂公布菜单", PROSE)
    table = document.add_table(rows=2, cols=3)
    cells = ("菜名", "价格（元）", "供应时间", "红烧肉", "", "午餐")
    for cell, text in zip(table._cells, cells, strict=True):
        cell.text = text
    table._cells[5].add_paragraph("晚餐")
    document.add_paragraph(MORE)

    [article] = read(document)

    rows = ["菜名 | 价格（元） | 供应时间", "红烧肉 |  | 午餐 晚餐"]
    assert article.text.split("\n") == [PROSE, *rows, MORE]


def test_changes_are_read_as_if_they_were_accepted() -> None:
    deleted = "<w:del><w:r><w:delText>旧的</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{r('移走的')}</w:moveFrom>"
    words = f"{r('工会')}{deleted}<w:ins>{r('新添了')}</w:ins>{moved}{r('一间书屋。')}"

    [article] = load_bytes("a.docx", raw(p(r("书屋")) + p(words)))

    assert article.text == "工会新添了一间书屋。"


def test_what_is_not_printed_is_left_out() -> None:
    hidden = r("隐藏的字", "<w:vanish/>") + r("显示的字", '<w:vanish w:val="0"/>')
    field = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
    ruby = f"<w:r><w:ruby><w:rt>{r('gong')}</w:rt><w:rubyBase>{r('工')}</w:rubyBase></w:ruby></w:r>"
    comment = '<w:commentRangeStart w:id="1"/>' + r("会。") + '<w:commentReference w:id="1"/>'
    body = p(r("书屋")) + p(hidden + field + ruby + comment)

    [article] = load_bytes("a.docx", raw(body, comments=f"<w:comment>{p(r('改一下'))}</w:comment>"))

    assert article.text == "显示的字工会。"


def test_a_text_box_is_read_once_and_headers_are_left_out() -> None:
    inner = f"<w:txbxContent>{p(r('框里的话也要读。'))}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{inner}</wps:txbx>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    body = p(r("书屋")) + p(r(PROSE) + box) + p(r(MORE))

    [article] = load_bytes("a.docx", raw(body, header=p(r("内部资料"))))

    assert article.text.split("\n") == [PROSE, "框里的话也要读。", MORE]


def test_a_footnote_stands_after_the_paragraph_that_refers_to_it() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{p(r("数字来自区统计局。"))}</w:footnote>'
    body = p(r("书屋")) + p(r(PROSE) + reference) + p(r(MORE))

    [article] = load_bytes("a.docx", raw(body, footnotes=note))

    assert article.text.split("\n") == [PROSE, "数字来自区统计局。", MORE]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0" * 9, ".doc is not read: save it as DOCX"),
        ("a.docx", b"\xd0\xcf\x11\xe0" * 9, "a Word document of the old format, or locked"),
        ("a.docx", b"PK\3\4 nothing", "no Word document, or a damaged one"),
        ("a.docx", b"", "no Word document, or a damaged one"),
    ],
)
def test_what_is_no_docx_is_refused_with_what_to_do(name: str, content: bytes, what: str) -> None:
    with pytest.raises(PageError) as caught:
        load_bytes(name, content)

    assert what in caught.value.what
    assert caught.value.remedy


@settings(max_examples=examples(15))
@given(st.text(st.sampled_from("工会职工<>&*_#|`[]()~-+=\\!12 aB"), min_size=1, max_size=30))
def test_words_of_a_document_come_back_as_they_are(words: str) -> None:
    line = f"他们说{' '.join(words.split())}就是这样的，大家都同意。"

    [article] = read(written("职工食堂开张", line))

    assert article.text == line
