"""Asking every question in every guise, and judging the answers."""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import answer
from bot.evaluation.ask import (
    Without,
    ask_all,
    ask_in_every_guise,
    deep,
    exact,
    holds,
    passages_of,
    precision_and_recall,
    ranking,
    same,
)
from bot.evaluation.sets import indexed
from bot.reply import Citation, Claim
from corpus.article import Article
from corpus.cell.scratch import PREFIX, sweep
from corpus.config import IndexSettings
from index.evaluation.measures import JudgedQuestion
from index.hit import Hit
from index.search import Index
from tests.conftest import AWARD, PHOTO, VISIT

PRINTED = {article.id: article for article in (AWARD, PHOTO, VISIT)}
QUESTION = "摄影大赛收到多少幅作品？"
ASKED = JudgedQuestion("q1", QUESTION, {"photo": 1}, ("600幅",))
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

    found = passages_of(hits, [AWARD])

    assert [hit.passage.article.id for hit in found] == ["award"]


def test_a_question_is_asked_with_and_without_its_document(index: Index) -> None:
    found = ask_in_every_guise(index, ASKED, PRINTED)

    assert found.ranking[0][0] == "photo"
    assert (found.kind, found.right, found.right_given) == ("quote", True, True)
    assert (found.citations, found.exact) == (1, 1)
    assert found.kind_without == "none"
    assert found.confidence_without is not None
    assert found.confidence_without < found.confidence
    assert found.total_ms >= found.search_ms > 0


def test_what_nothing_answers_is_asked_as_it_is(index: Index) -> None:
    found = ask_in_every_guise(
        index, JudgedQuestion("n", "火星上的温度是多少？", {}, answerable=False), PRINTED
    )

    assert (found.kind, found.right, found.kind_without) == ("none", None, None)


@pytest.mark.parametrize("question", ["？？？", "a", "啊" * 3000])
def test_any_question_at_all_can_be_measured(index: Index, question: str) -> None:
    found = ask_in_every_guise(index, replace(ASKED, text=question), PRINTED)

    assert found.id == "q1"


def test_progress_is_told_question_by_question(index: Index) -> None:
    told: list[tuple[int, int]] = []

    ask_all(index, [ASKED, ASKED], PRINTED, lambda done, total: told.append((done, total)))

    assert told == [(1, 2), (2, 2)]


def test_a_build_beside_it_sweeps_no_index_that_an_evaluation_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    articles = [Article(id="a", title="食堂", text="食堂中午11点半开门。")]
    settings = IndexSettings(folder=tmp_path / "unused", encoder="bundled-static")

    with indexed(articles, settings, lambda *_: None) as archive:
        [folder] = tmp_path.glob(f"{PREFIX}*")
        os.utime(folder, (0, 0))
        sweep(tmp_path)

        assert folder.exists()
        assert archive.search("食堂几点开门")
    assert not folder.exists()
