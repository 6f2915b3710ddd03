"""BM25 over pre-cut words."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.article import Article, Passage
from index.engines.lexical import Lexical, WordGroup, open_lexical, write_lexical
from index.query import query_groups
from tests.conftest import AWARD, PHOTO, VISIT


def opened(folder: Path, articles: Sequence[Article]) -> Lexical:
    passages = [Passage(article, 0, len(article.text)) for article in articles]
    assert list(write_lexical(folder, passages))[-1:] == ([len(passages)] if passages else [])
    return open_lexical(folder)


def test_the_passage_that_holds_the_words_comes_first(tmp_path: Path) -> None:
    lexical = opened(tmp_path, [AWARD, PHOTO, VISIT])

    hits = lexical.search(query_groups("摄影大赛收到多少作品？"), 10)

    assert hits[0].number == 1


@pytest.mark.parametrize("question", ["刘光明慰问了谁", "劉光明慰問了誰"])
def test_either_script_finds_the_page(tmp_path: Path, question: str) -> None:
    lexical = opened(tmp_path, [AWARD, PHOTO, VISIT])

    hits = lexical.search(query_groups(question), 1)

    assert [hit.number for hit in hits] == [2]


def test_a_word_of_the_headline_alone_finds_the_passage(tmp_path: Path) -> None:
    lexical = opened(tmp_path, [PHOTO, VISIT])

    hits = lexical.search(query_groups("收官"), 10)

    assert [hit.number for hit in hits] == [0]


def test_any_translation_of_a_word_finds_and_the_likelier_one_wins(tmp_path: Path) -> None:
    likely, unlikely = Article("a", "", "共有驿站"), Article("b", "", "共有车站")
    lexical = opened(tmp_path, [unlikely, likely])

    hits = lexical.search([WordGroup((("驿站", 0.8), ("车站", 0.2)))], 10)

    assert [hit.number for hit in hits] == [1, 0]


def test_equal_scores_come_in_the_order_of_the_passages(tmp_path: Path) -> None:
    same = [Article(str(number), "", "工会服务站点") for number in range(20)]
    lexical = opened(tmp_path, same)

    hits = lexical.search(query_groups("站点"), 20)

    assert [hit.number for hit in hits] == list(range(20))


def test_no_group_finds_nothing(tmp_path: Path) -> None:
    assert opened(tmp_path, [AWARD]).search([], 10) == []


def test_frequencies_count_passages(tmp_path: Path) -> None:
    lexical = opened(tmp_path, [PHOTO, VISIT, Article("c", "", "职工，职工")])

    assert lexical.frequency("职工") == 2
    assert dict(lexical.vocabulary())["职工"] == 2
    assert lexical.frequency("没有的词") == 0
