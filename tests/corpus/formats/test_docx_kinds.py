"""Word documents as editors' programs leave them: one kind a test."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document

from corpus.article import Article
from corpus.errors import PageError
from corpus.load import load, load_bytes

FIRST = "夜班食堂搬进新楼以后，大家都说方便，早上五点开门，晚上十一点关门，一共有二十四张桌子。"
SECOND = "图书室也添了新书架，书有三千多册，工友下班就来看书听课做练习。"


def written(write: Callable[[Document], object]) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    write(document)
    document.save(file)
    return file.getvalue()


def text_of(raw: bytes, name: str = "a.docx") -> str:
    articles: tuple[Article, ...] = load_bytes(name, raw)
    return "\n".join(article.text for article in articles)


def with_relation(raw: bytes, target: str, mode: str = "") -> bytes:
    """Return a document with one relation more."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    more = f'<Relationship Id="rId999" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                content = re.sub(rb"</Relationships>", more.encode(), content)
            new.writestr(name, content)
    return copy.getvalue()


@pytest.mark.parametrize("target", ["../NULL", "NULL", "media/lost.png", "/word/media/lost.png"])
def test_a_picture_that_points_to_nothing_costs_no_word(target: str) -> None:
    raw = with_relation(written(lambda document: document.add_paragraph(FIRST)), target)

    assert text_of(raw) == FIRST


def test_a_link_to_elsewhere_is_kept() -> None:
    raw = written(lambda document: document.add_paragraph(FIRST))

    outside = with_relation(raw, "http://example.org/a.png", ' TargetMode="External"')

    assert text_of(outside) == FIRST


@pytest.mark.parametrize("edge", ["", " ", "　", "\t"])
@pytest.mark.parametrize("style", [None, "List Bullet"])
def test_bold_runs_over_line_breaks_leave_no_stars(edge: str, style: str | None) -> None:
    def bold(document: Document) -> None:
        paragraph = document.add_paragraph(style=style)
        for number, words in enumerate((FIRST, SECOND, FIRST * 6)):
            run = paragraph.add_run(edge + words + edge)
            run.bold = True
            if number < 2:
                run.add_break()

    text = text_of(written(bold))

    assert "*" not in text
    assert FIRST in text
    assert SECOND in text


def table(document: Document, *rows: tuple[tuple[str, ...], ...]) -> None:
    made = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, paragraphs in zip(row.cells, cells, strict=True):
            cell.text = paragraphs[0]
            for words in paragraphs[1:]:
                cell.add_paragraph(words)


def test_a_row_whose_cells_hold_several_paragraphs_stays_a_row() -> None:
    raw = written(
        lambda document: table(
            document,
            (("姓名",), ("单位",), ("奖项",)),
            (("童雨薇", "白小满"), ("清江港务公司", "装卸一队"), ("一等奖",)),
        )
    )

    assert "姓名 | 单位 | 奖项" in text_of(raw)
    assert "童雨薇 白小满 | 清江港务公司 装卸一队 | 一等奖" in text_of(raw)


def test_a_table_that_lays_out_the_page_is_read_report_by_report() -> None:
    raw = written(lambda document: table(document, ((FIRST, SECOND * 2), (SECOND * 2, FIRST))))

    assert "|" not in text_of(raw)


@pytest.mark.parametrize("name", ["a.wps", "a.doc"])
def test_a_document_under_another_programs_name_is_read(name: str, tmp_path: Path) -> None:
    raw = written(lambda document: document.add_paragraph(FIRST))
    (tmp_path / name).write_bytes(raw)

    assert text_of(raw, name) == FIRST
    assert [article.text for article in load([tmp_path]).articles] == [FIRST]


@pytest.mark.parametrize("name", ["a.wps", "a.doc"])
def test_a_real_one_says_in_one_line_what_to_do(name: str) -> None:
    with pytest.raises(PageError, match=f"{name[1:]} is not read: save it as DOCX"):
        load_bytes(name, b"\xd0\xcf\x11\xe0" + bytes(600))
