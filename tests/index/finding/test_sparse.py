"""BM25 as a product of sparse vectors is the BM25 of tantivy."""

from pathlib import Path

import pytest

from corpus.article import Passage
from corpus.config import BUNDLED_PAGES
from corpus.load import load
from corpus.passages import cut
from index.engines.lexical import Lexical, WordGroup, open_lexical, write_lexical
from index.finding.sparse import (
    dimension_of,
    length_step,
    mean_lengths,
    passage_vector,
    sparse_question,
)
from index.query import query_groups

# Sums of float32 against sums of float64, of scores up to 30.
CLOSE = 1e-4


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    return [one for article in load([BUNDLED_PAGES]).articles for one in cut(article)]


@pytest.fixture(scope="module")
def lexical(passages: list[Passage], tmp_path_factory: pytest.TempPathFactory) -> Lexical:
    folder: Path = tmp_path_factory.mktemp("lexical")
    list(write_lexical(folder, passages))
    return open_lexical(folder)


@pytest.mark.parametrize(
    "groups",
    [
        query_groups("谭玉兰安全行驶了多少公里？"),
        query_groups("哪些站点获评全国“最美工会户外劳动者服务站点”？"),
        [WordGroup((("站点", 1.0), ("驿站", 0.6)), translated=True)],
        [WordGroup((("恒远汽配", 1.0),), translated=True), WordGroup((("工会", 1.0),))],
        [WordGroup((("顺义区", 1.0), ("昌平区", 0.5)), grams=True, translated=True)],
        [WordGroup((("从未出现", 1.0),))],
    ],
)
def test_the_product_is_the_score(
    groups: list[WordGroup], passages: list[Passage], lexical: Lexical
) -> None:
    means = mean_lengths(passages)
    vectors = [passage_vector(passage, means) for passage in passages]
    question = sparse_question(groups, lexical)

    scores = {number: question.score(vector) for number, vector in enumerate(vectors)}

    expected = {one.number: one.score for one in lexical.search(groups, len(passages))}
    assert {number: score for number, score in scores.items() if score} == pytest.approx(
        expected, rel=CLOSE
    )
    products = [
        sum(weight * vector.get(one, 0.0) for one, weight in question.vector.items())
        for vector in vectors
    ]
    if question.exact:
        assert products == pytest.approx([*scores.values()])
    assert all(product >= scores[number] - CLOSE for number, product in enumerate(products))


def test_several_words_for_one_only_bound_the_score(lexical: Lexical) -> None:
    assert sparse_question(query_groups("工会的站点"), lexical).exact
    assert not sparse_question([WordGroup((("站点", 1.0), ("驿站", 0.6)))], lexical).exact


def test_a_field_and_a_term_have_a_dimension_of_their_own() -> None:
    dimensions = {dimension_of(field, term) for field in ("words", "grams") for term in "工会站点"}

    assert len(dimensions) == 8
    assert all(0 <= one < (1 << 32) - 2 for one in dimensions)


def test_lengths_are_told_apart_as_tantivy_does() -> None:
    assert [length_step(length) for length in (0, 40, 41, 43, 57, 1000)] == [0, 40, 40, 42, 56, 984]
