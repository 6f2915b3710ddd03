"""Pages that are pictures: which program reads them, where it puts letters, and what is told."""

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from importlib.util import find_spec
from itertools import pairwise

import pytest

from corpus.errors import PageError
from corpus.formats.pdf.document import pdf_document
from corpus.formats.pdf.layout.lines import part_downward, read_text_lines
from corpus.formats.pdf.sheet.geometry import Area, Sheet
from corpus.formats.pdf.sheet.ocr import ScansWaitError, forget_recognition, prepare_recognition
from corpus.formats.pdf.sheet.rapid import glyphs_of, placed_line
from corpus.formats.pdf.sheet.tesseract import read_table
from corpus.formats.sandbox import read_apart
from corpus.page.newspaper import read_page
from tests.fonts import draws_chinese

PAGE = Area(0.0, 0.0, 600.0, 800.0)


@pytest.fixture(autouse=True)
def _unprepared() -> Iterator[None]:
    yield
    forget_recognition()


def scanned(turned: float = 0.0, resolution: float = 200.0) -> tuple[bytes, str]:
    """Return a broadsheet as a scan, turned by some degrees, and the words on it."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    pytest.importorskip("reportlab", reason="reportlab is not installed")
    from benchmarks.broadsheets.layouts import LAYOUTS
    from benchmarks.broadsheets.shapes import set_page

    press = set_page(replace(LAYOUTS[0], pieces=LAYOUTS[0].pieces[1:3], masthead=False))
    picture = pypdfium2.PdfDocument(press.printed())[0].render(scale=resolution / 72).to_pil()
    stream = io.BytesIO()
    grey = picture.convert("L").rotate(turned, resample=2, fillcolor=255)
    grey.save(stream, format="PDF", resolution=resolution)
    return stream.getvalue(), "".join(one.head + one.body for one in press.truth)


def test_a_scan_is_refused_without_a_program_and_says_what_to_type() -> None:
    raw, _ = scanned(resolution=72.0)
    prepare_recognition([lambda: None])

    with pytest.raises(PageError, match="it is a scan") as refused:
        pdf_document(raw)

    assert "no program that recognises letters is installed" in refused.value.what
    assert "pip install 'gongda[ocr]'" in refused.value.remedy
    assert "sudo apt install tesseract-ocr tesseract-ocr-chi-sim" in refused.value.remedy


def test_nothing_is_loaded_before_a_scan_is_met() -> None:
    raw, _ = scanned(resolution=72.0)

    with pytest.raises(ScansWaitError):
        pdf_document(raw)


def test_the_first_program_that_is_installed_reads() -> None:
    raw, _ = scanned(resolution=72.0)
    line = placed_line("职工之家", [1, 3, 5, 7], 9, Area(50.0, 100.0, 90.0, 112.0))
    later = placed_line("工会建设", [1, 3, 5, 7], 9, Area(50.0, 100.0, 90.0, 112.0))
    prepare_recognition(
        [
            lambda: None,
            lambda: lambda _page: list(glyphs_of([line])),
            lambda: lambda _page: list(glyphs_of([later])),
        ]
    )

    document = pdf_document(raw)

    [article] = read_page(document.texts[0], "scan.pdf")
    assert (article.text, article.recognised) == ("职工之家", True)
    assert [note.kind for note in document.notes] == ["recognised"]
    assert document.count is not None
    assert document.count.read == 4


def test_a_line_that_runs_over_two_columns_is_parted_where_no_letter_was_seen() -> None:
    lines = [
        placed_line(
            "职工之家建设工会",
            [1, 5, 9, 13, 27, 31, 35, 39],
            41,
            Area(49.0, 100.0 + 14 * number, 157.0, 112.5 + 14 * number),
        )
        for number in range(5)
    ]

    sheet = Sheet(PAGE, tuple(glyphs_of(lines)))

    assert [line.text for line in read_text_lines(sheet)] == ["职工之家", "建设工会"] * 5


def test_the_letters_of_a_line_stand_evenly_over_its_ink() -> None:
    box = Area(98.5, 100.0, 201.5, 112.5)

    glyphs = list(glyphs_of([placed_line("全市职工都来读书了吧", list(range(1, 31, 3)), 32, box)]))

    assert glyphs[0].left == pytest.approx(100.0)
    assert glyphs[-1].right == pytest.approx(200.0)
    assert {round(after.left - before.left, 3) for before, after in pairwise(glyphs)} == {10.0}
    assert {glyph.size for glyph in glyphs} == {10.0}


def test_blanks_between_latin_words_stay() -> None:
    box = Area(50.0, 100.0, 90.0, 112.0)

    glyphs = glyphs_of([placed_line("use 12 of", [1, 2, 3, 6, 7, 10, 11], 13, box)])

    assert [line.text for line in read_text_lines(Sheet(PAGE, tuple(glyphs)))] == ["use 12 of"]


def test_a_high_box_is_a_line_set_downwards() -> None:
    box = Area(300.0, 98.0, 324.0, 202.0)

    _, downward = part_downward(list(glyphs_of([placed_line("职工之家", [1, 3, 5, 7], 9, box)])))

    assert ["".join(glyph.text for glyph in run) for run in downward] == ["职工之家"]


def test_a_table_of_tesseract_becomes_glyphs_of_one_size() -> None:
    head = "level page_num block_num par_num line_num word_num left top width height conf text"
    rows = [head, "5 1 1 1 1 1 100 100 80 38 90 职工", "5 1 1 1 1 2 180 100 80 38 90 之家"]
    table = "\n".join(line.replace(" ", "\t") for line in rows)

    glyphs = list(read_table(table, 0.24))

    assert "".join(glyph.text for glyph in glyphs) == "职工之家"
    assert len({glyph.size for glyph in glyphs}) == 1


@pytest.mark.skipif(not draws_chinese(), reason="there is no Chinese font to draw a scan with")
@pytest.mark.skipif(
    not (find_spec("rapidocr") or shutil.which("tesseract")),
    reason="neither RapidOCR nor Tesseract is installed",
)
@pytest.mark.parametrize("turned", [0.0, 1.0])
def test_a_scan_is_read_in_its_cell_however_it_lies(turned: float) -> None:
    raw, printed = scanned(turned)

    document = read_apart(".pdf", raw)

    found = "".join("".join(document.texts).split())
    blocks = SequenceMatcher(None, printed, found, autojunk=False).get_matching_blocks()
    assert sum(one.size for one in blocks) >= 0.9 * len(printed)
    assert [note.kind for note in document.notes] == ["recognised"]
