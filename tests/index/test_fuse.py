"""Fusion of two rankings."""

from hypothesis import given
from hypothesis import strategies as st

from index.fuse import fuse, with_neighbours

SCORES = st.dictionaries(st.integers(0, 20), st.floats(0, 100), max_size=10)


def test_a_passage_both_sides_like_beats_the_favourite_of_one() -> None:
    by_words = {1: 10.0, 2: 8.0}
    by_meaning = {2: 0.9, 3: 0.95}

    fused = fuse(by_words, by_meaning, 0.5)

    assert max(fused, key=fused.__getitem__) == 2


def test_a_neighbour_of_the_same_article_lifts_a_passage() -> None:
    scores = with_neighbours({1: 10.0, 2: 5.0, 3: 10.0}, {1: 1, 2: 1, 3: 2}, 0.3)

    assert scores == {1: 11.5, 2: 8.0, 3: 10.0}


@given(SCORES, SCORES, st.floats(0, 2))
def test_every_candidate_of_either_side_is_scored(
    lexical: dict[int, float], dense: dict[int, float], weight: float
) -> None:
    assert set(fuse(lexical, dense, weight)) == set(lexical) | set(dense)


@given(SCORES)
def test_without_vectors_the_lexical_order_stays(lexical: dict[int, float]) -> None:
    fused = fuse(lexical, {}, 1.0)

    assert all(
        fused[one] <= fused[two]
        for one in lexical
        for two in lexical
        if lexical[one] <= lexical[two]
    )
