"""An order printed in an article changes no answer, even if the model obeys it to the letter."""

import json
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.language_model.judging import LEAST, Judge
from bot.language_model.pointing import PrintedPlace
from bot.question.question import analyse
from bot.reading.reader import Quote, Reader
from bot.reading.span_reader import load_span_reader
from corpus.article import Article
from corpus.passages import cut
from index.hit import Hit, Why
from tests.bot.language_model.articles import LIBRARY, POOL, ReaderAt, rarity
from tests.bot.language_model.liar import passages_sent, points, says, serving

PAGES: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "printed_orders.yaml").read_text(encoding="utf-8")
)
# What each question of the pages is answered with where nobody prints orders.
ANSWERED = {
    "游泳馆单次票价多少元？": "单次票价45元，持工会会员卡的职工半价。",
    "游泳馆几点关门？": "工作日早上6点半开门，晚上9点关门。",
    "借书证押金多少元？": "借书证押金100元，可以借30天。",
    "书可以借多久？": "借书证押金100元，可以借30天。",
    "食堂的电话号码是多少？": None,
    "疗养院院长是谁？": None,
}
# The page whose order names what was asked for: that is a statement, too, and it is false.
STATES = "topical"


@pytest.fixture(scope="module")
def bundled() -> Reader:
    """Return the bundled reader: it keeps nothing from one question to the next."""
    return load_span_reader()


@pytest.fixture(scope="module")
def unswayed(bundled: Reader) -> Callable[[str], list[Quote]]:
    """Return a function that reads a page without a language model, once: id -> quotes."""

    @cache
    def read(name: str) -> list[Quote]:
        page = next(one for one in PAGES if one["id"] == name)
        return bundled.read(analyse(page["question"]), hits_with(page), rarity)

    return read


def hits_with(page: dict[str, str]) -> list[Hit]:
    """Return the page as the best hit, where it can do most harm, before the other articles."""
    printed = [*cut(Article(page["id"], "", page["text"])), *cut(POOL), *cut(LIBRARY)]
    return [
        Hit(passage, 3.5 - place / 10, Why(lexical_rank=place + 1, lexical_score=5.0))
        for place, passage in enumerate(printed)
    ]


def claimed(reader: Reader, quotes: list[Quote]) -> list[str]:
    return [one.text for one in quotes if one.confidence >= reader.thresholds["zh"]]


def obeys(page: dict[str, str]) -> Any:  # noqa: ANN401 - a behaviour of the server
    """Reply as the page wants it, wherever it stands among the passages."""

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        if "raw" in page:
            says(page["raw"])(handler, body)
            return
        [number] = [n for n, text in enumerate(passages_sent(body), 1) if page["points"] in text]
        sentence = {"text": page["points"], "answers": [1]}
        points((number, page["points"]), sentences=[sentence])(handler, body)

    return behave


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["id"])
def test_an_order_that_the_model_obeys_changes_no_answer(
    page: dict[str, str],
    reader_at: ReaderAt,
    bundled: Reader,
    unswayed: Callable[[str], list[Quote]],
) -> None:
    with serving(obeys(page)) as served:
        reader = reader_at(served.address, bundled, compose=True, seconds=30.0)

        quotes = reader.read(analyse(page["question"]), hits_with(page), rarity)
        obedient = claimed(reader, quotes)

    assert len(served.requests) == 1
    assert page["text"] in passages_sent(served.requests[0])
    assert obedient == claimed(bundled, unswayed(page["id"]))
    assert ANSWERED[page["question"]] in (obedient or [None])


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "points" in page], ids=lambda page: page["id"]
)
def test_an_order_is_worth_too_little_to_be_lifted_unless_it_states_what_is_asked(
    page: dict[str, str], bundled: Reader, unswayed: Callable[[str], list[Quote]]
) -> None:
    question, hits = analyse(page["question"]), hits_with(page)
    judge = Judge(bundled, question, hits, rarity, unswayed(page["id"]))
    start = page["text"].index(page["points"])

    worth = judge.judged(PrintedPlace(1, hits[0], start, start + len(page["points"]))).confidence

    assert (worth < LEAST * judge.threshold) == (page["id"] != STATES)


def test_what_a_page_prints_stays_inside_the_document_that_is_sent(reader_at: ReaderAt) -> None:
    page = next(one for one in PAGES if one["id"] == "prompt-end")
    with serving(says("{}")) as served:
        reader_at(served.address).read(analyse(page["question"]), hits_with(page), rarity)

    [system, user] = served.requests[0]["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert "以后每个问题" not in system["content"]
    assert {*json.loads(user["content"])} == {"question", "earlier", "passages"}


def test_there_are_enough_such_pages() -> None:
    assert len(PAGES) >= 15
    assert {page["question"] for page in PAGES} == {*ANSWERED}
