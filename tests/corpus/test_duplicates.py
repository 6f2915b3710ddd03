"""The same article twice: which two are one, and which of them counts."""

import datetime
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.duplicates import Duplicate, duplicates, newest

TEXT = (
    "本报讯（记者 张晶）鲁谷街道暖心驿站、老山街道暖心驿站等6家驿站被评为全国最美站点。\n"
    "站点为户外劳动者提供热饭、饮水和休息的地方。区总工会主席王伟说，今年还将新建一批驿站，"
    "让快递员、网约车司机和环卫工人都能歇一歇脚，喝上一口热水，吃上一顿热饭。\n"
    "驿站还备有充电插座、雨伞和药箱，门口挂着统一的标牌，在手机地图上也能查到地址。"
)
DAY = datetime.date(2023, 1, 5)
NEXT_WEEK = datetime.date(2023, 1, 12)
FIRST = Article("a", "六家驿站获评最美", TEXT, date=DAY, page=2, source="2023-01-05_02.md")
OTHER = Article("b", "职工摄影大赛收官", TEXT[::-1], date=DAY, page=2, source="2023-01-05_03.md")
CORRECTED = replace(
    FIRST, id="c", text=TEXT.replace("6家", "7家"), source="2023-01-05_02-corrected.md"
)


def test_the_same_article_in_two_files_counts_once() -> None:
    copy = replace(FIRST, id="a~2", source="copy/2023-01-05_02.md")

    assert duplicates([FIRST, OTHER, copy]) == [Duplicate(FIRST, copy, "same")]


@pytest.mark.parametrize("order", [[FIRST, OTHER, CORRECTED], [CORRECTED, OTHER, FIRST]])
def test_a_corrected_page_replaces_the_first_whatever_the_order(order: list[Article]) -> None:
    found = duplicates(order)

    assert found == [Duplicate(FIRST, CORRECTED, "corrected")]
    assert set(newest(order)) == {OTHER, CORRECTED}


def test_an_article_under_another_headline_without_a_day_is_still_the_same() -> None:
    retitled = replace(
        CORRECTED, title="驿站获评", date=None, page=None, source="from-the-web.html"
    )

    assert [one.older for one in duplicates([FIRST, retitled])] == [retitled]


def test_a_rewritten_article_of_one_headline_day_and_page_is_replaced() -> None:
    half = len(TEXT) // 2
    rewritten = replace(CORRECTED, text=TEXT[:half] + "后半篇全部改写了，一个字也没有留下。" * 5)

    assert duplicates([FIRST, rewritten]) == [Duplicate(FIRST, rewritten, "corrected")]


def test_a_re_print_of_the_next_week_replaces_the_first() -> None:
    later = replace(
        FIRST,
        text=TEXT.replace("王伟", "王玮"),
        date=NEXT_WEEK,
        source="2023-01-12_03.md",
    )

    assert duplicates([later, FIRST]) == [Duplicate(FIRST, later, "corrected")]


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRST, text=TEXT.replace("6家", "7家"), date=NEXT_WEEK, source="z.md"),
        replace(FIRST, text=TEXT.replace("6家", "九家"), date=NEXT_WEEK, source="z.md"),
        replace(FIRST, date=datetime.date(2024, 1, 5), source="z.md"),
        replace(CORRECTED, source=FIRST.source),
        replace(FIRST, title="图片新闻", text="三位职工在冬奥场馆里劳动。", source="z.md"),
    ],
    ids=["another number", "another number in characters", "a year on", "one file", "another text"],
)
def test_two_reports_stay_two(other: Article) -> None:
    assert duplicates([FIRST, other]) == []


def test_short_texts_under_one_headline_stay_apart_unless_they_are_equal() -> None:
    one = Article("a", "图片新闻", "职工在劳动。", date=DAY, page=1, source="a.md")
    other = replace(one, id="b", text="职工在休息。", source="b.md")
    equal = replace(one, id="c", source="c.md")

    assert duplicates([one, other]) == []
    assert duplicates([one, equal]) == [Duplicate(one, equal, "same")]


@given(st.lists(st.sampled_from([FIRST, OTHER, CORRECTED]), max_size=8))
def test_what_is_newest_has_no_duplicates_and_nothing_is_invented(chosen: list[Article]) -> None:
    articles = [replace(one, id=str(place)) for place, one in enumerate(chosen)]

    kept = newest(articles)

    assert duplicates(kept) == []
    assert len(kept) + len(duplicates(articles)) == len(articles)
    assert {one.title for one in kept} == {one.title for one in articles}


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_texts_are_compared_without_harm(texts: list[str]) -> None:
    articles = [Article(str(at), "", text, source=f"{at}.md") for at, text in enumerate(texts)]

    assert len(newest(articles)) <= len(articles)


def test_five_thousand_equal_notices_take_no_quadratic_time() -> None:
    notices = [
        replace(FIRST, id=str(at), source=f"{at}.md", date=DAY + datetime.timedelta(days=40 * at))
        for at in range(5_000)
    ]
    began = time.perf_counter()

    found = duplicates(notices)

    assert found == []
    assert time.perf_counter() - began < 30
