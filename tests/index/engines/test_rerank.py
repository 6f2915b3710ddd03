"""The second look: a real cross-encoder, made here, and rerankers that fail in every way."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import answer
from bot.reading.select import lay_out
from bot.reply import to_json
from bot.terminal.why import why_lines
from corpus.article import Article, Passage
from corpus.config import Settings
from corpus.errors import RerankerError
from index.engines.encoder import load_encoder
from index.engines.rerank import Reranker, Reranking, Scores, judged_text, load_reranker, reordered
from index.hit import Hit, Why
from index.search import Index, open_index
from index.store.generation import current
from tests.conftest import PHOTO
from tests.index.fakes import CharacterReranker

Publish = Callable[[Sequence[Article]], Index]
MANY = [Article(f"a{number}", "", f"第{number}个工会站点" + "有奖" * number) for number in range(9)]


@pytest.fixture(scope="session", params=["real", "fake"])
def reranker(request: pytest.FixtureRequest, judge: Path) -> Reranker:
    return load_reranker(str(judge)) if request.param == "real" else CharacterReranker()


def hit(name: str, text: str = "工会") -> Hit:
    article = Article(name, "", text)
    return Hit(Passage(article, 0, len(text)), 1.0, Why(lexical_rank=1))


def names(hits: Sequence[Hit]) -> list[str]:
    return [one.passage.article.id for one in hits]


class Answering:
    """A reranker that returns, or raises, what it was given; counts how often it was asked."""

    name = "judge"

    def __init__(self, outcome: Scores | RerankerError) -> None:
        self.outcome = outcome
        self.asked: list[tuple[str, list[str]]] = []

    def score(self, question: str, texts: Sequence[str], /) -> Scores:
        """Return or raise the outcome."""
        self.asked.append((question, list(texts)))
        if isinstance(self.outcome, RerankerError):
            raise self.outcome
        return self.outcome


WRONG = [
    (np.array([0.1, np.nan, 0.3], np.float32), "1 of 3 scores are no finite numbers"),
    (np.array([np.inf, -np.inf, 0.3], np.float32), "2 of 3 scores are no finite numbers"),
    (np.zeros((3, 2), np.float32), "3 passages got scores of shape (3, 2)"),
    (np.zeros(2, np.float32), "3 passages got scores of shape (2,)"),
    (RerankerError("out of memory", "buy some"), "out of memory"),
]


# What every implementation promises.


def test_a_reranker_gives_one_finite_score_a_text_in_order(reranker: Reranker) -> None:
    texts = ["海淀职工摄影大赛收官", "石景山区户外劳动者", ""]

    scores = reranker.score("摄影大赛", texts)

    assert (scores.shape, scores.dtype) == ((3,), np.float32)
    assert np.isfinite(scores).all()
    np.testing.assert_allclose(reranker.score("摄影大赛", texts[::-1]), scores[::-1], atol=1e-5)


def test_a_reranker_prefers_the_passage_that_holds_the_words(reranker: Reranker) -> None:
    all_of_it, half, nothing = reranker.score("摄影大赛", ["摄影大赛收官", "摄影", "户外劳动者"])

    assert all_of_it > half > nothing


# The order.


@given(
    scores=st.lists(st.sampled_from([-3.0, 0.0, 0.00001, 0.5, 0.50004, 2.0]), max_size=9),
)
def test_the_best_score_stands_first_and_equal_ones_as_they_stood(scores: list[float]) -> None:
    hits = [hit(str(place)) for place in range(len(scores))]

    after = reordered(hits, np.array(scores, np.float32))

    expected = sorted(range(len(scores)), key=lambda place: (-round(scores[place], 4), place))
    assert names(after) == [str(place) for place in expected]
    assert [one.why.rerank_rank for one in after] == list(range(1, len(scores) + 1))


def test_only_the_first_few_are_judged_and_the_others_stay_behind() -> None:
    reranking = Reranking(Answering(np.array([0.0, 1.0], np.float32)), top=2)

    after = reranking("工会", [hit("a"), hit("b"), hit("c"), hit("d")])

    assert names(after) == ["b", "a", "c", "d"]
    assert [one.why.rerank_rank for one in after] == [1, 2, None, None]
    assert [one.why.lexical_rank for one in after] == [1] * 4


def test_without_hits_nothing_is_judged() -> None:
    asked = Answering(np.zeros(0, np.float32))

    after = Reranking(asked, top=20)("工会", [])

    assert (after, asked.asked) == ((), [])


def test_the_headline_is_judged_with_the_words() -> None:
    headed = Passage(PHOTO, 0, 4)
    bare = Passage(replace(PHOTO, title=""), 0, 4)

    assert (judged_text(headed), judged_text(bare)) == ("职工摄影大赛收官\n摄影大赛", "摄影大赛")


# Failures.


@pytest.mark.parametrize(("outcome", "reason"), WRONG, ids=[reason for _, reason in WRONG])
def test_where_it_fails_the_order_stays_and_every_hit_says_so(
    outcome: Scores | RerankerError, reason: str
) -> None:
    hits = [hit("a"), hit("b"), hit("c"), hit("d")]

    after = Reranking(Answering(outcome), top=3)("工会", hits)

    assert names(after) == ["a", "b", "c", "d"]
    assert [one.why.rerank_rank for one in after] == [None] * 4
    assert all(reason in one.why.notes[0] for one in after)


def test_a_failure_is_logged_once_until_it_goes_away(caplog: pytest.LogCaptureFixture) -> None:
    good, bad = np.ones(1, np.float32), np.full(1, np.nan, np.float32)
    judge = Answering(bad)
    reranking = Reranking(judge, top=20)

    for judge.outcome in (bad, bad, good, bad, bad):
        reranking("工会", [hit("a")])

    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 2
    assert "keep the order they had without it" in told[0]
    assert 'set index.reranker to another model, or to "" for none' in told[0]
    assert caplog.records[0].levelno == logging.WARNING


# In a search.


def with_judge(settings: Settings, publish: Publish, judge: Reranker, top: int = 20) -> Index:
    publish(MANY)
    encoder = load_encoder(settings.index.encoder)
    return open_index(current(settings.index.folder), encoder, Reranking(judge, top))


def test_a_passage_beyond_the_k_best_can_come_first(settings: Settings, published: Publish) -> None:
    last_first = Answering(np.arange(9, dtype=np.float32))
    plain = published(MANY).search("工会站点", 9)

    hits = with_judge(settings, published, last_first).search("工会站点", 3)

    assert names(hits) == names(plain)[::-1][:3]
    assert [one.why.rerank_rank for one in hits] == [1, 2, 3]


def test_the_selector_takes_the_order_of_the_reranker_for_the_rank(
    settings: Settings, published: Publish
) -> None:
    index = with_judge(settings, published, Answering(np.arange(9, dtype=np.float32)))

    hits = index.search("工会站点", 3)

    laid = lay_out(hits)
    ranks = {
        block_place.hit.passage.article.id: block.ranks[0]
        for block, block_place in zip(laid.blocks, laid.places, strict=True)
    }
    assert ranks == {name: float(place) for place, name in enumerate(names(hits))}


@pytest.mark.parametrize("question", ["Which stations of the union?", "工會站點呢？"])
def test_the_reranker_reads_the_question_as_it_was_asked(
    settings: Settings, published: Publish, question: str
) -> None:
    judge = Answering(np.zeros(2, np.float32))

    with_judge(settings, published, judge, top=2).search(question)

    assert [asked for asked, _ in judge.asked] == [question]


def test_an_answer_tells_that_the_reranker_failed(settings: Settings, published: Publish) -> None:
    broken = Answering(np.zeros((9, 2), np.float32))

    said = answer(with_judge(settings, published, broken), "工会站点有几个？")

    [note] = to_json(said)["notes"]
    assert "reranker 'judge' failed" in note
    assert f"note: {note}" in [line.text for line in why_lines(said, "en")]


def test_why_tells_what_the_reranker_said(settings: Settings, published: Publish) -> None:
    index = with_judge(settings, published, Answering(np.arange(9, dtype=np.float32)))

    said = answer(index, "工会站点有几个？")

    told = "\n".join(line.text for line in why_lines(said, "en"))
    assert "reranker #1 (8.00)" in told
    assert to_json(said)["notes"] == []
