"""Asking every question in every guise, judging the answers, and what is reported of them."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import answer
from bot.cli_evaluate import write
from bot.evaluation import Without, ask, ask_all, deep, given, ranking
from bot.evaluation_judge import exact, holds, precision_and_recall, same
from bot.evaluation_plot import curves, draw, reliability
from bot.evaluation_report import markdown, table_lines
from bot.evaluation_run import Measured, differences, read_run, run_json
from bot.evaluation_summary import summary
from bot.reply import Citation, Claim
from corpus.article import Article
from corpus.errors import EvaluationError
from index.evaluate import Asked
from index.hit import Hit
from index.search import Index
from tests.conftest import AWARD, PHOTO, VISIT
from tests.outcomes import outcome

PRINTED = {article.id: article for article in (AWARD, PHOTO, VISIT)}
QUESTION = "摄影大赛收到多少幅作品？"
ASKED = Asked("q1", QUESTION, {"photo": 1}, ("600幅",))
STATIONS = ("鲁谷街道暖心驿站", "老山街道暖心驿站")
Publish = Callable[[Sequence[Article]], Index]


@pytest.fixture
def index(published: Publish) -> Index:
    return published([AWARD, PHOTO, VISIT])


def test_a_quote_holds_an_answer_in_any_width_and_script() -> None:
    asked = replace(ASKED, answers=("無人", "６００幅"))

    assert holds("推荐的近600幅作品", asked)
    assert not holds("推荐的近60幅作品", asked)
    assert holds("推荐的近600幅作品", replace(asked, answers=())) is None


def test_all_answers_have_to_be_held_where_they_belong_together() -> None:
    asked = replace(ASKED, answers=("29个", "600幅"), together=True)

    assert holds("29个基层工会推荐的近600幅作品", asked)
    assert not holds("近600幅作品", asked)


def test_a_refusal_holds_nothing() -> None:
    assert holds("", ASKED) is False


def test_an_item_is_the_same_with_more_words_or_a_few_less() -> None:
    assert same("n95医用口罩", "口罩")
    assert same("老山街道暖心驿站", "石景山老山街道暖心驿站")
    assert not same("驿站", "石景山老山街道暖心驿站")


def test_precision_counts_what_is_said_and_recall_what_is_known(index: Index) -> None:
    claims = tuple(Claim(station, (1,)) for station in STATIONS)
    reply = replace(answer(index, QUESTION), kind="list", claims=claims)
    asked = replace(ASKED, items=(*STATIONS, "古城街道暖心驿站", "八宝山街道暖心驿站"))

    assert precision_and_recall(reply, asked) == (1.0, 0.5)
    assert precision_and_recall(reply, replace(asked, items=STATIONS[:1])) == (0.5, 1.0)
    assert precision_and_recall(reply, replace(asked, partial=True)) == (None, 0.5)
    assert precision_and_recall(reply, replace(asked, items=())) == (None, None)


def test_an_answer_that_is_no_list_names_no_item(index: Index) -> None:
    asked = replace(ASKED, items=("近600幅作品",))

    assert precision_and_recall(answer(index, QUESTION), asked) == (0.0, 0.0)


def test_a_citation_is_exact_only_if_the_print_says_the_same_there() -> None:
    good = Citation(1, PHOTO, 0, 4, "photo:0-4", 0.9)
    reprinted = replace(PHOTO, text=PHOTO.text.replace("摄影", "书法"))

    assert exact([good], PRINTED) == 1
    assert exact([replace(good, article=reprinted)], PRINTED) == 0
    assert exact([replace(good, article=replace(PHOTO, id="elsewhere"))], PRINTED) == 0
    assert exact([replace(good, end=10_000)], {"photo": PHOTO}) == 0
    assert exact([replace(good, start=4, end=4)], PRINTED) == 0


def test_what_is_left_out_cannot_be_found_and_the_rest_is_as_before(index: Index) -> None:
    without = Without(index, ["photo"])

    names = [hit.passage.article.id for hit in without.search(QUESTION)]

    assert "photo" not in names
    assert names == [
        hit.passage.article.id
        for hit in index.search(QUESTION, 40)
        if hit.passage.article.id != "photo"
    ]
    assert without.name == index.name


def test_enough_passages_are_searched_for_ten_documents(published: Publish) -> None:
    long = Article(
        "long", "", "\n".join(f"第{n}场摄影大赛的作品{'很多' * 60}。" for n in range(60))
    )
    others = [Article(f"d{n}", "", f"摄影协会第{n}组。") for n in range(12)]

    hits = deep(published([long, *others]), "摄影大赛作品")

    assert len(ranking(hits)) >= 10


def test_a_document_stands_where_its_first_passage_does(index: Index) -> None:
    hits = index.search(QUESTION, 40)

    found = ranking([*hits, replace(hits[0], score=-1.0)])

    assert found[0] == ("photo", hits[0].score)
    assert len(found) == len({hit.passage.article.id for hit in hits})


def test_the_right_document_is_read_even_where_it_was_not_found() -> None:
    hits: list[Hit] = []

    found = given(hits, [AWARD])

    assert [hit.passage.article.id for hit in found] == ["award"]


def test_a_question_is_asked_with_and_without_its_document(index: Index) -> None:
    found = ask(index, ASKED, PRINTED)

    assert found.ranking[0][0] == "photo"
    assert (found.kind, found.right, found.right_given) == ("quote", True, True)
    assert (found.citations, found.exact) == (1, 1)
    assert found.kind_without == "none"
    assert found.confidence_without is not None
    assert found.confidence_without < found.confidence
    assert found.total_ms >= found.search_ms > 0


def test_what_nothing_answers_is_asked_as_it_is(index: Index) -> None:
    found = ask(index, Asked("n", "火星上的温度是多少？", {}, answerable=False), PRINTED)

    assert (found.kind, found.right, found.kind_without) == ("none", None, None)


@pytest.mark.parametrize("question", ["？？？", "a", "啊" * 3000])
def test_any_question_at_all_can_be_measured(index: Index, question: str) -> None:
    found = ask(index, replace(ASKED, text=question), PRINTED)

    assert found.id == "q1"


def test_progress_is_told_question_by_question(index: Index) -> None:
    told: list[tuple[int, int]] = []

    ask_all(index, [ASKED, ASKED], PRINTED, lambda done, total: told.append((done, total)))

    assert told == [(1, 2), (2, 2)]


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
    figures = summary([measured()])

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

    figures = summary([Measured("bare", 1, 1, (bare,))])

    assert figures["sets"][0]["recall@1"] is None
    assert figures["sets"][0]["abstention"] is None
    assert "| answered | 1.000 [1.000, 1.000] |" in markdown(figures)


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
    lines = [line.text for line in table_lines(summary([now], {"set": found}))]
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


def test_the_picture_is_drawn_even_of_sets_with_chinese_names_and_no_answers(
    tmp_path: Path,
) -> None:
    bare = Measured("工会", 1, 1, (outcome("q", relevant={}, right=None, right_unrefused=None),))
    sets = [measured(), bare]

    paths = draw(sets, summary(sets), tmp_path)

    assert [path.name for path in paths] == ["evaluation.svg", "evaluation.png"]
    assert paths[0].read_text().startswith("<?xml")
    assert paths[1].read_bytes().startswith(b"\x89PNG")


def test_without_the_drawing_library_all_else_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # None is how Python itself marks a module that cannot be imported.
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    sets = [measured()]

    lines = [line.text for line in write(sets, summary(sets), tmp_path)]

    assert {path.name for path in tmp_path.iterdir()} == {"run.json", "summary.json", "table.md"}
    assert lines[-1].startswith("no picture: measuring needs matplotlib")
    assert lines[-1].endswith("type `python -m pip install matplotlib`")
