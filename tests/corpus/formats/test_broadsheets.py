"""The two presses in a short form: what was set comes back in the right article and order.

The whole of them is `python -m benchmarks.broadsheets`; the figures stand in docs/broadsheets.md.
"""

import pytest

from tests.fonts import draws_chinese

pytest.importorskip("reportlab", reason="reportlab is not installed")

from benchmarks.broadsheets.__main__ import measure
from benchmarks.broadsheets.held_out import HELD_OUT
from benchmarks.broadsheets.layouts import LAYOUTS
from benchmarks.broadsheets.press import squeeze
from benchmarks.broadsheets.shapes import Layout, set_page
from benchmarks.broadsheets.web import browser
from benchmarks.broadsheets.web_layouts import WEB_LAYOUTS, set_file
from corpus.load import load_bytes

# One of 2, 3, 4 and 5 columns each, and one that was held out.
SHORT = (LAYOUTS[0], LAYOUTS[4], LAYOUTS[7], LAYOUTS[11], HELD_OUT[2])
GOAL = 0.98


@pytest.mark.parametrize("layout", SHORT, ids=lambda layout: layout.name)
def test_a_page_set_in_columns_comes_back_article_by_article(layout: Layout) -> None:
    press = set_page(layout)

    figures = measure(press.truth, load_bytes("page.pdf", press.printed()))

    assert figures.share >= GOAL
    assert figures.whole == figures.articles
    assert figures.apart == figures.captions


def test_the_pages_own_line_tells_paper_day_and_number() -> None:
    press = set_page(LAYOUTS[2])

    articles = load_bytes("page.pdf", press.printed())

    assert {article.paper for article in articles} == {"工会周报"}
    assert {str(article.date) for article in articles} == {"2022-07-14"}
    assert {article.page for article in articles} == {3}


@pytest.mark.skipif(
    not (browser() and draws_chinese()), reason="there is no Chromium with a Chinese font"
)
def test_an_article_that_jumps_to_another_page_is_one_article() -> None:
    layout = next(layout for layout in WEB_LAYOUTS if "turned over" in layout.name)
    press = set_file(layout)

    articles = load_bytes("issue.pdf", press.printed())

    assert measure(press.truth, articles).share >= GOAL
    assert not any("上接" in squeeze(article.text) for article in articles)


@pytest.mark.skipif(
    not (browser() and draws_chinese()), reason="there is no Chromium with a Chinese font"
)
def test_a_page_that_a_browser_set_comes_back_with_floats_drop_capitals_and_captions() -> None:
    layout = next(layout for layout in WEB_LAYOUTS if "drop caps" in layout.name)
    press = set_file(layout)

    figures = measure(press.truth, load_bytes("page.pdf", press.printed()))

    assert figures.share >= GOAL
    assert figures.apart == figures.captions
