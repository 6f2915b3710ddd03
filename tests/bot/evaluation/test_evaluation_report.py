"""What is reported of a run: figures, tables, comparisons, the picture."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.evaluate import write_run
from bot.evaluation.plot import curves, draw, reliability
from bot.evaluation.run import Measured, differences, read_run, run_json
from bot.evaluation.summary import summarise
from bot.evaluation.tables import markdown_tables, table_lines
from corpus.errors import EvaluationError
from tests.index.outcomes import outcome


def measured(name: str = "set") -> Measured:
    """Return a set of twenty questions, half of them well answered, and one without an answer."""
    good = [outcome(f"g{n}") for n in range(10)]
    poor = [
        outcome(f"p{n}", ranking=(("d2", 1.0),), right=False, kind="none", quote="", citations=0)
        for n in range(10)
    ]
    poor = [replace(one, exact=0, confidence=0.15, right_unrefused=False) for one in poor]
    none = outcome("n", answerable=False, relevant={}, kind="none", right=None, citations=0)
    none = replace(none, exact=0, confidence=0.05, kind_without=None, confidence_without=None)
    return Measured(name, 7, 9, (*good, *poor, none))


def test_the_summary_has_every_published_key() -> None:
    figures = summarise([measured()])

    assert figures["version"] == 1
    one = figures["sets"][0]
    assert (one["name"], one["questions"], one["answerable"]) == ("set", 21, 20)
    assert (one["documents"], one["passages"]) == (7, 9)
    for key in ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "answered"):
        assert one[key]["value"] == 0.5
        assert one[key]["low"] < 0.5 < one[key]["high"]
    assert one["answer_in_quote"]["value"] == 0.5
    assert one["right_when_answered"]["value"] == 1.0
    assert one["list_precision"] is one["list_recall"] is None
    assert (one["citation_exactness"], one["citations"]) == (1.0, 10)
    assert one["abstention"]["auroc"]["value"] == 1.0
    assert one["abstention"]["refused_at_95_answered"]["value"] == 1.0
    assert one["abstention"]["refused_at_threshold"]["value"] == 1.0
    assert one["unanswerable"]["questions"] == 1
    assert one["latency_ms"] == {"p50": 5.0, "p99": 5.0}
    json.dumps(figures)


def test_a_set_without_answers_or_documents_has_figures_all_the_same() -> None:
    bare = outcome("q", relevant={}, right=None, right_unrefused=None, right_given=None)
    bare = replace(bare, kind_without=None, confidence_without=None)

    figures = summarise([Measured("bare", 1, 1, (bare,))])

    assert figures["sets"][0]["recall@1"] is None
    assert figures["sets"][0]["abstention"] is None
    assert "| answered | 1.000 [1.000, 1.000] |" in markdown_tables(figures)


def test_a_run_that_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(run_json([measured()])))

    assert read_run(path) == [measured()]


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 99, "sets": []}', '{"version": 1}'])
def test_what_is_no_run_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(text)

    with pytest.raises(EvaluationError, match="is no run of this version"):
        read_run(path)


def test_a_run_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no run at"):
        read_run(tmp_path / "run.json")


def test_two_runs_are_compared_question_by_question() -> None:
    now = measured()
    before = replace(now, outcomes=tuple(replace(one, right=False) for one in now.outcomes))

    found = differences([now], [before])["set"]

    assert (found["answer_in_quote"].before, found["answer_in_quote"].now) == (0.0, 0.5)
    assert found["answer_in_quote"].p < 0.01
    assert found["recall@1"].p == 1.0
    lines = [line.text for line in table_lines(summarise([now], {"set": found}))]
    assert any("0.000 → 0.500" in line and line.endswith("*") for line in lines)


def test_runs_over_other_sets_cannot_be_compared() -> None:
    with pytest.raises(EvaluationError, match="the other run asked b, this one a"):
        differences([measured("a")], [measured("b")])


def test_the_curve_goes_from_all_answered_to_none() -> None:
    answered, right, gone = curves(measured())

    assert (answered[0], right[0], gone[0]) == (1.0, 0.5, 0.0)
    assert answered[-1] == 0.0
    assert gone[-1] == 1.0
    assert answered == sorted(answered, reverse=True)


def test_confidence_is_compared_with_what_was_right() -> None:
    told, seen = reliability(measured())

    assert told[-1] == pytest.approx(0.9)
    assert seen[-1] == 1.0
    assert seen[0] == 0.0


def test_questions_that_nothing_answers_count_where_no_document_was_removed() -> None:
    right = [replace(outcome(f"r{n}"), confidence_without=None) for n in range(30)]
    none = [
        replace(outcome(f"n{n}", answerable=False, right=None), confidence_without=None)
        for n in range(10)
    ]

    assert reliability(Measured("set", 1, 1, (*right, *none)))[1] == [pytest.approx(0.75)]


def test_the_picture_is_drawn_even_of_sets_with_chinese_names_and_no_answers(
    tmp_path: Path,
) -> None:
    bare = Measured("工会", 1, 1, (outcome("q", relevant={}, right=None, right_unrefused=None),))
    sets = [measured(), bare]

    paths = draw(sets, summarise(sets), tmp_path)

    assert [path.name for path in paths] == ["evaluation.svg", "evaluation.png"]
    assert paths[0].read_text().startswith("<?xml")
    assert paths[1].read_bytes().startswith(b"\x89PNG")


def test_without_the_drawing_library_all_else_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # None is how Python itself marks a module that cannot be imported.
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    sets = [measured()]

    lines = [line.text for line in write_run(sets, summarise(sets), tmp_path)]

    assert {path.name for path in tmp_path.iterdir()} == {"run.json", "summary.json", "table.md"}
    assert lines[-1].startswith("no picture: measuring needs matplotlib")
    assert lines[-1].endswith("type `python -m pip install matplotlib`")
