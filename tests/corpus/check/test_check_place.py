"""Every part of an article is found in its page's text, and nothing is placed that is not there."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.check.places import LONGEST_PLACED, Placed, bare_page, parts, place, without_marks
from corpus.formats.reading import read_text
from corpus.page.newspaper import read_page

ROOT = Path(__file__).parents[3]
PAGES = sorted(
    path
    for folder in ("corpus/articles", "tests/golden/pages_fresh", "tests/golden/pages_dated")
    for path in (ROOT / folder).glob("20*.md")
)
COLUMNS = """# 要闻

春风送岗

## 云溪区办招聘会

一半是制造业

本报讯（记者 童雨薇）招聘会来了86家企业，312人当场签约，其中

图为求职者在看岗位信息。 白小满 摄

农民工127人。"""
words = st.text(st.sampled_from("工会职工，。“”《》（）abc12 <>&;#*|[]-\n"), max_size=200)


def shown(text: str, placed: Placed, role: str) -> list[str]:
    return [text[one.start : one.end] for one in placed.stretches if one.role == role]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_character_of_every_article_is_found_on_its_page(path: Path) -> None:
    text = read_text(path)

    placed = place(text, read_page(text, path.name))

    assert placed.found == placed.characters > 100
    assert -1 not in placed.heads


def test_each_part_of_an_article_is_told_apart_also_where_a_caption_cuts_a_sentence() -> None:
    placed = place(COLUMNS, read_page(COLUMNS, "a.md"))

    assert shown(COLUMNS, placed, "banner") == ["要闻"]
    assert shown(COLUMNS, placed, "kicker") == ["春风送岗"]
    assert shown(COLUMNS, placed, "headline") == ["云溪区办招聘会"]
    assert shown(COLUMNS, placed, "subtitle") == ["一半是制造业"]
    assert shown(COLUMNS, placed, "byline") == ["本报讯（记者 童雨薇）"]
    assert shown(COLUMNS, placed, "caption") == ["图为求职者在看岗位信息。 白小满 摄"]
    assert shown(COLUMNS, placed, "body")[-1] == "农民工127人。"


def test_what_an_article_says_and_its_page_does_not_is_left_unplaced() -> None:
    article = Article("a", "慰问", "新年到了。一句页上没有的长话在这里。")

    placed = place("## 慰问\n\n新年到了。", [article])

    assert placed.found == len("新年到了。") < placed.characters
    assert placed.texts[0] == [7, 8, 9, 10, 11] + [-1] * 13


def test_the_same_sentence_in_two_articles_is_placed_in_each() -> None:
    text = "## 甲\n\n职工可拨打热线咨询。\n\n## 乙\n\n职工可拨打热线咨询。"

    placed = place(text, read_page(text, "a.md"))

    assert [one.article for one in placed.stretches if one.role == "body"] == [0, 1]
    assert placed.found == placed.characters


def test_tags_entities_and_links_do_not_stand_in_the_way() -> None:
    text = "<h2>慰问</h2><p>市&amp;区<b>工会</b>送[春联](http://a.b/c)上门，职工都说好。</p>"

    placed = place(text, read_page(text, "a.md"))

    assert placed.found == placed.characters == len("市&区工会送春联上门，职工都说好。")


def test_words_that_no_article_took_are_told() -> None:
    placed = place("## 慰问\n\n新年到了。\n\n多出来的话", [Article("a", "慰问", "新年到了。")])

    assert [(one.start, one.end, one.characters) for one in placed.left] == [(14, 19, 5)]


def test_a_text_too_long_to_be_placed_is_left_without_colours() -> None:
    text = "工" * (LONGEST_PLACED + 1)

    placed = place(text, [Article("a", "工", text)])

    assert (placed.stretches, placed.characters, placed.heads) == ((), 0, (-1,))


def test_thousands_of_headlines_are_each_placed_in_time() -> None:
    text = "\n\n".join(f"## 第{number}件事\n\n近日，区总工会建了站点。" for number in range(3_000))
    start = time.perf_counter()

    placed = place(text, read_page(text, "a.md"))

    assert len({*placed.heads}) == 3_000
    # Quadratic time would be minutes.
    assert time.perf_counter() - start < 20


@given(words, words)
def test_stretches_are_sorted_apart_and_hold_what_the_article_says(page: str, text: str) -> None:
    placed = place(page, [Article("a", text[:9].strip(), text)])

    assert all(one.start < one.end <= len(page) for one in placed.stretches)
    assert all(one.end <= other.start for one, other in pairwise(placed.stretches))
    for character, spot in zip(text, placed.texts[0], strict=True):
        assert spot < 0 or page[spot] in (character, "&")


@given(words)
def test_every_page_finds_its_own_articles_whole(text: str) -> None:
    placed = place(text, [Article("a", "", bare_page(text).text)])

    assert placed.found == placed.characters


@given(words)
def test_a_bare_text_knows_where_its_characters_stood(text: str) -> None:
    left = without_marks(text)

    assert left.text == "".join(text[at] for at in left.places)
    assert left.places == sorted({*left.places})


@given(words)
def test_the_parts_of_a_text_hold_all_of_it_but_line_ends(text: str) -> None:
    held = "".join(text[start:end] for start, end, _ in parts(text))

    assert held == text.replace("\n", "")
