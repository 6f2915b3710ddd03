"""Finding: both sides fused, explained, in two languages."""

from collections.abc import Callable, Sequence

from corpus.article import Article
from index.search import Index
from tests.conftest import AWARD, PHOTO, VISIT

Publish = Callable[[Sequence[Article]], Index]


def test_a_hit_says_why_it_was_found(published: Publish) -> None:
    index = published([AWARD, PHOTO, VISIT])

    first = index.search("摄影大赛收到多少作品？")[0]

    assert first.passage.article == PHOTO
    assert {"摄影", "大赛", "作品"} <= set(first.words)
    assert (first.why.lexical_rank, first.why.bridge) == (1, ())
    assert first.why.lexical_score > 0


def test_an_english_question_finds_the_chinese_page_and_shows_its_bridge(
    published: Publish,
) -> None:
    index = published([AWARD, PHOTO, VISIT])

    first = index.search("which stations won awards?")[0]

    assert first.passage.article == AWARD
    assert any("站点" in dict(one.into) or "驿站" in dict(one.into) for one in first.why.bridge)


def test_a_traditional_question_finds_the_same_as_its_simplified_twin(published: Publish) -> None:
    index = published([AWARD, PHOTO, VISIT])

    traditional = index.search("攝影大賽收到多少作品？")
    simplified = index.search("摄影大赛收到多少作品？")

    assert [hit.passage for hit in traditional] == [hit.passage for hit in simplified]


def test_no_more_hits_than_asked_for_and_best_first(published: Publish) -> None:
    index = published([Article(str(number), "", f"第{number}个工会站点") for number in range(30)])

    hits = index.search("工会站点", 5)

    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_question_without_a_word_is_no_error(published: Publish) -> None:
    index = published([AWARD])

    for question in ("", "？？？", "🎉", "\n", "the of and"):
        index.search(question)


def test_a_rare_word_weighs_more_than_a_common_one(published: Publish) -> None:
    index = published([AWARD, PHOTO, VISIT, Article("d", "", "职工摄影")])

    assert index.idf("职工") == index.idf("摄影") > 0
    assert index.idf("作品") > index.idf("摄影")
    assert index.idf("从未出现") > index.idf("作品")


def test_an_article_is_found_by_its_id(published: Publish) -> None:
    index = published([AWARD, PHOTO])

    assert index.article("photo") == PHOTO
    assert index.article("gone") is None
    assert index.articles() == [AWARD, PHOTO]
