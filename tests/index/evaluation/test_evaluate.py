"""The ruler's measures of single questions, and what is made of many."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import EvaluationError
from index.evaluation.measures import RANKING_MEASURES, columns, needed, ranking_columns
from index.evaluation.statistics import auroc, compare, mean, share_refused, threshold_for
from tests.examples import examples
from tests.index.outcomes import outcome

shares = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=2, max_size=30)
SLOW = settings(max_examples=examples(12))


def test_a_document_in_second_place_counts_a_half_and_is_not_found_first() -> None:
    second = outcome("q1", ranking=(("d2", 9.0), ("d1", 8.0)))

    found = ranking_columns([second])

    assert found["recall@1"] == {"q1": 0.0}
    assert found["recall@5"] == {"q1": 1.0}
    assert found["mrr@10"] == {"q1": 0.5}
    assert found["ndcg@10"]["q1"] == pytest.approx(1 / np.log2(3))


def test_documents_of_equal_score_keep_their_places() -> None:
    tied = outcome("q1", relevant={"b": 1}, ranking=(("b", 1.0), ("a", 1.0), ("c", 1.0)))

    assert ranking_columns([tied])["recall@1"] == {"q1": 1.0}


def test_a_question_that_finds_nothing_counts_nought_and_is_not_left_out() -> None:
    found = ranking_columns([outcome("q1"), outcome("q2", ranking=())])

    assert found["recall@10"] == {"q1": 1.0, "q2": 0.0}


def test_half_of_two_documents_is_half_a_recall() -> None:
    both = outcome("q1", relevant={"d1": 1, "d9": 1})

    assert ranking_columns([both])["recall@10"] == {"q1": 0.5}


def test_a_question_whose_documents_are_unknown_has_no_ranking_measure() -> None:
    found = ranking_columns([outcome("q1", relevant={})])

    assert found == {name: {} for name in RANKING_MEASURES}


def test_what_nothing_answers_is_in_no_measure_of_what_can_be_answered() -> None:
    found = columns([outcome("q1"), outcome("n1", answerable=False, relevant={}, kind="none")])

    assert all("n1" not in column for column in found.values())


def test_a_refusal_is_a_miss_but_not_a_wrong_answer() -> None:
    refusal = outcome("q2", kind="none", right=False, quote="", right_unrefused=True)

    found = columns([outcome("q1"), refusal])

    assert found["answer_in_quote"] == {"q1": 1.0, "q2": 0.0}
    assert found["right_when_answered"] == {"q1": 1.0}
    assert found["answered"] == {"q1": 1.0, "q2": 0.0}
    assert found["answer_in_quote_unrefused"] == {"q1": 1.0, "q2": 1.0}


def test_a_missing_library_is_told_with_what_to_type() -> None:
    with pytest.raises(EvaluationError) as caught:
        needed("no_such_library", "no-such-library")

    assert "what to do: type `python -m pip install no-such-library`" in str(caught.value)


def test_no_values_have_no_mean() -> None:
    assert mean([]) is None


@SLOW
@given(shares)
def test_the_mean_lies_in_its_interval_and_the_interval_among_the_values(
    values: list[float],
) -> None:
    found = mean(values)

    assert found is not None
    assert min(values) <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= max(values)
    assert found.questions == len(values)


def test_confidences_that_part_the_questions_have_an_area_of_one() -> None:
    found = auroc([0.8, 0.9, 0.7], [0.1, 0.2, 0.3], paired=True)

    assert found is not None
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


def test_equal_confidences_are_no_better_than_a_coin() -> None:
    found = auroc([0.5, 0.5], [0.5, 0.5], paired=True)

    assert found is not None
    assert found.value == 0.5


@SLOW
@given(shares, shares)
def test_turning_the_sides_around_turns_the_area_around(
    there: list[float], gone: list[float]
) -> None:
    one, other = auroc(there, gone, paired=False), auroc(gone, there, paired=False)

    assert one is not None
    assert other is not None
    assert one.value == pytest.approx(1 - other.value)


def test_refusals_are_counted_where_nineteen_of_twenty_are_answered() -> None:
    there = [0.05, *np.linspace(0.5, 0.9, 99)]

    found = share_refused(there, [0.1, 0.4, 0.7, 0.95], paired=False)

    assert threshold_for(there) == pytest.approx(0.516, abs=0.01)
    assert found is not None
    assert found.value == 0.5


def test_two_equal_runs_do_not_differ() -> None:
    found = compare([0.0, 1.0, 1.0], [0.0, 1.0, 1.0])

    assert (found.difference, found.p) == (0.0, 1.0)


def test_a_gain_on_every_question_is_no_luck() -> None:
    found = compare([0.0] * 20, [1.0] * 20)

    assert (found.before, found.now, found.difference) == (0.0, 1.0, 1.0)
    assert found.p < 0.001


def test_one_gain_alone_may_be_luck() -> None:
    assert compare([0.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0]).p == 1.0


@SLOW
@given(st.lists(st.tuples(*[st.sampled_from([0.0, 0.5, 1.0])] * 2), min_size=2, max_size=20))
def test_comparing_the_other_way_round_turns_the_sign_and_keeps_the_chance(
    pairs: list[tuple[float, float]],
) -> None:
    before, now = [one for one, _ in pairs], [other for _, other in pairs]

    there, back = compare(before, now), compare(now, before)

    assert there.difference == pytest.approx(-back.difference)
    assert there.p == pytest.approx(back.p, abs=0.02)
