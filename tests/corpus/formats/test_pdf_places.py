"""Where words stand on a printed page, and the picture of it."""

import io
from pathlib import Path

import pytest

from benchmarks.hostile.pdfs import one_page, pdf
from corpus.article import Article
from corpus.errors import PageError
from corpus.formats.pdf.places import find_words
from corpus.formats.sandbox import draw_pdf, find_in_pdf
from corpus.load import load
from corpus.notes import PlaceOnPage

BROADSHEET = Path(__file__).parents[2] / "editors" / "2024-04-25_02.pdf"


@pytest.fixture(scope="module")
def raw() -> bytes:
    return BROADSHEET.read_bytes()


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    return load([BROADSHEET]).articles


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


def printed_in(raw: bytes, place: PlaceOnPage) -> str:
    """Return the letters whose middle lies in a box, as PDFium itself tells them."""
    import pypdfium2

    page = pypdfium2.PdfDocument(raw)[place.page - 1]
    text = page.get_textpage()
    found = []
    for left, top, right, bottom in place.boxes:
        for number in range(text.count_chars()):
            x0, y0, x1, y1 = text.get_charbox(number, loose=True)
            x, y = (x0 + x1) / 2, place.height - (y0 + y1) / 2
            if left <= x <= right and top <= y <= bottom:
                found.append(text.get_text_range(number, 1))
    return letters("".join(found))


def test_the_boxes_hold_the_words_and_nothing_else(
    raw: bytes, articles: tuple[Article, ...]
) -> None:
    tried = 0
    for article in articles:
        for start in range(0, len(article.text) - 30, 60):
            words = article.text[start : start + 30]
            place = find_words(raw, words)

            assert place is not None, words
            assert printed_in(raw, place) == letters(words)
            tried += 1
    assert tried > 4


def test_a_whole_article_is_found_over_its_columns(
    raw: bytes, articles: tuple[Article, ...]
) -> None:
    article = max(articles, key=lambda one: len(one.text))

    place = find_in_pdf(raw, article.text)

    assert place is not None
    assert printed_in(raw, place) == letters(article.text)
    assert len({round(left) for left, _, _, _ in place.boxes}) > 1


@pytest.mark.parametrize("words", ["", "，。", "从来没有登过的一句话，别处也找不到", "🎈" * 50])
def test_what_was_not_printed_stands_nowhere(raw: bytes, words: str) -> None:
    assert find_in_pdf(raw, words) is None


def test_a_page_is_drawn_as_wide_as_a_screen_shows(raw: bytes) -> None:
    image = pytest.importorskip("PIL.Image")

    picture = image.open(io.BytesIO(draw_pdf(raw, 1)))

    assert picture.format == "PNG"
    assert picture.mode == "RGB"
    assert 1_000 < max(picture.size) <= 2_400
    colours = {colour for _, colour in picture.getcolors(1 << 24)}
    assert (255, 255, 255) in colours
    assert len(colours) > 20


def test_a_page_on_its_side_is_drawn_as_its_words_are_found() -> None:
    image = pytest.importorskip("PIL.Image")
    on_its_side = pdf(one_page(b"BT /F 12 Tf 0 1 -1 0 300 100 Tm (Members met today.) Tj ET"))

    place = find_words(on_its_side, "Members met today")
    picture = image.open(io.BytesIO(draw_pdf(on_its_side, 1))).convert("L")

    assert place is not None
    scale = picture.width / place.width
    assert picture.height == pytest.approx(place.height * scale, abs=2)
    [box] = place.boxes
    within = picture.crop([round(scale * side) for side in box])
    assert picture.width > picture.height
    assert within.histogram()[0] > 0.9 * picture.histogram()[0] > 0


@pytest.mark.parametrize("page", [0, -1, 2, 10**9])
def test_a_page_that_is_not_there_is_refused(raw: bytes, page: int) -> None:
    with pytest.raises(PageError, match="it has no page"):
        draw_pdf(raw, page)


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.4\n" + b"\0" * 3000, b"\x89PNG" * 100])
def test_a_damaged_file_is_refused(broken: bytes) -> None:
    with pytest.raises(PageError):
        find_in_pdf(broken, "夜班津贴")
    with pytest.raises(PageError):
        draw_pdf(broken, 1)
