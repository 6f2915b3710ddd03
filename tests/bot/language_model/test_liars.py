"""Whatever a language model's server replies, what is quoted is print, and somebody answers."""

import gc
import json
import logging
import threading
import time

import pytest

from bot.followups.turn import Turn
from bot.question.question import analyse
from bot.reading.reader import Quote
from bot.reading.select import QUICK
from tests.bot.language_model import liar
from tests.bot.language_model.articles import (
    HITS,
    LIBRARY,
    POOL,
    PRICE,
    QUESTION,
    ReaderAt,
    rarity,
    settings_of,
)
from tests.bot.language_model.liar import Behaviour, points, says, send, serving

LIES: dict[str, tuple[Behaviour, str]] = {
    "invented": (points((1, "单次票价99元")), "printed where it says"),
    "changed in one letter": (points((1, "单次票价４5元")), "printed where it says"),
    "signs alone": (points((1, "。")), "printed where it says"),
    "of another passage": (points((2, "单次票价45元")), "printed where it says"),
    "number too high": (points((99, "单次票价45元")), "printed where it says"),
    "number zero": (points((0, "单次票价45元")), "printed where it says"),
    "number below": (points((-1, "押金100元")), "printed where it says"),
    "prose": (says("票价是45元。"), "not the JSON"),
    "broken JSON": (says('{"answers": [{"passage": 1, "words": "单次'), "not the JSON"),
    "other JSON": (says('{"result": "45"}'), "not the JSON"),
    "wrong types": (says('{"answers": [{"passage": "first", "words": 45}]}'), "not the JSON"),
    "deep JSON": (says('{"answers": ' + "[" * 100_000), "not the JSON"),
    "many braces": (says("{" * 100_000), "not the JSON"),
    "nothing": (says(""), "not the JSON"),
    "null": (says(None), "no chat completion"),
    "no completion": (lambda handler, body: send(handler, b"[]"), "no chat completion"),
    "a web page": (lambda handler, body: send(handler, b"<html>"), "no chat completion"),
    "429": (liar.fails(429, Retry_After="1"), "HTTP 429"),
    "500": (liar.fails(500), "HTTP 500"),
    "400": (liar.fails(400), "HTTP 400"),
    "401": (liar.fails(401), "HTTP 401"),
    "elsewhere": (liar.fails(307, Location="http://127.0.0.1:1/"), "HTTP 307"),
    "silence": (liar.is_silent, "no reply within 1 s"),
    "dripping": (liar.drips, "no reply within 1 s"),
    "endless": (liar.never_ends, "no reply within 1 s"),
    "huge": (liar.is_huge, "too long"),
    "huge error": (liar.is_huge_and_fails, "too long"),
    "packed": (liar.is_packed, "too long"),
    "broken off": (liar.breaks_off, "connection failed"),
}


def quick_quotes() -> list[Quote]:
    return QUICK.read(analyse(QUESTION), HITS, rarity)


@pytest.mark.parametrize("lie", LIES)
def test_of_a_lie_nothing_is_left_and_the_reader_beside_answers(
    lie: str, reader_at: ReaderAt
) -> None:
    behave, why = LIES[lie]
    # Only where nothing else ends it: a busy machine takes its time over the others.
    seconds = 1.0 if "no reply" in why else 30.0
    with serving(behave) as served:
        reading = reader_at(served.address, seconds=seconds).in_talk(())
        began = time.monotonic()

        quotes = reading.read(analyse(QUESTION), HITS, rarity)

        assert time.monotonic() - began < seconds + 10
    assert [(one.article.id, one.start, one.end) for one in quotes] == [
        (one.article.id, one.start, one.end) for one in quick_quotes()
    ]
    assert [one.confidence for one in quotes] == [one.confidence for one in quick_quotes()]
    [note] = reading.notes
    assert note.startswith("the language model was of no use, the quick reader answered: ")
    assert why in note


def test_what_is_printed_is_quoted_whole_with_the_words_that_answer(reader_at: ReaderAt) -> None:
    with serving(points((1, "45元"))) as served:
        reading = reader_at(served.address).in_talk(())

        best = reading.read(analyse(QUESTION), HITS, rarity)[0]

    assert best.text == PRICE
    assert best.answer is not None
    assert POOL.text[slice(*best.answer)] == "45元"
    assert reading.notes == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("```json\n", "\n```"), ("<think>{1} or {}?</think>\n", ""), ("好的：", "。")],
)
def test_what_stands_around_the_json_is_passed_over(
    before: str, after: str, reader_at: ReaderAt
) -> None:
    reply = '{"answers": [{"passage": 1, "words": "45元"}]}'
    with serving(says(before + reply + after)) as served:
        quotes = reader_at(served.address).read(analyse(QUESTION), HITS, rarity)

    assert quotes[0].text == PRICE
    assert quotes[0].answer is not None


def test_true_words_beside_invented_ones_are_kept(reader_at: ReaderAt) -> None:
    with serving(points((1, "票价一百元"), (1, "45元"))) as served:
        reading = reader_at(served.address).in_talk(())

        best = reading.read(analyse(QUESTION), HITS, rarity)[0]

    assert best.text == PRICE
    assert reading.notes == []


def test_question_turns_and_passages_are_sent_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, reader_at: ReaderAt
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "an-organisation")
    turn = Turn("游泳馆在哪？", "游泳馆在东区。", around="周围的话", words=("词",))
    with serving(points((1, "45元"))) as served:
        reading = reader_at(served.address, key="a-secret").in_talk([turn])
        reading.read(analyse(QUESTION), HITS, rarity)

    [body] = served.requests
    headers = {name.lower(): value for name, value in served.headers[0].items()}
    assert json.loads(body["messages"][1]["content"]) == {
        "question": QUESTION,
        "earlier": [{"question": "游泳馆在哪？", "quote": "游泳馆在东区。"}],
        "passages": [
            {"number": number, "text": hit.passage.text} for number, hit in enumerate(HITS, 1)
        ],
    }
    assert {*body} == {
        "model", "messages", "temperature", "max_tokens", "stream", "response_format",
    }  # fmt: skip
    assert {*headers} == {
        "host", "connection", "accept", "content-type", "content-length", "authorization",
        "accept-encoding",
    }  # fmt: skip
    assert headers["authorization"] == "Bearer a-secret"


def test_the_key_stands_in_no_note_and_no_log(
    caplog: pytest.LogCaptureFixture, reader_at: ReaderAt
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(liar.fails(401)) as served:
        reading = reader_at(served.address, key="a-secret").in_talk(())
        reading.read(analyse(QUESTION), HITS, rarity)

    assert "a-secret" not in caplog.text
    assert not any("a-secret" in note for note in reading.notes)


def test_a_server_without_schemas_is_asked_for_plain_json_and_remembered(
    reader_at: ReaderAt,
) -> None:
    def plain(handler: object, body: dict[str, object]) -> None:
        refused = "response_format" in body
        (liar.fails(400) if refused else points((1, "45元")))(handler, body)  # type: ignore[arg-type]

    with serving(plain) as served:
        reader = reader_at(served.address)
        for _ in range(2):
            assert reader.read(analyse(QUESTION), HITS, rarity)[0].text == PRICE

    forms = [body.get("response_format", {}).get("type") for body in served.requests]
    assert forms == ["json_schema", "json_object", None, None]


def test_a_failure_that_passes_is_tried_again(reader_at: ReaderAt) -> None:
    seen: list[int] = []

    def first_fails(handler: object, body: dict[str, object]) -> None:
        seen.append(1)
        (liar.fails(500) if len(seen) == 1 else points((1, "45元")))(handler, body)  # type: ignore[arg-type]

    with serving(first_fails) as served:
        reading = reader_at(served.address, retries=1, seconds=10).in_talk(())

        assert reading.read(analyse(QUESTION), HITS, rarity)[0].text == PRICE

    assert reading.notes == []
    assert len(seen) == 2


def test_after_failures_in_a_row_it_is_not_asked_until_it_has_rested(reader_at: ReaderAt) -> None:
    with serving(liar.fails(500)) as served:
        reader = reader_at(served.address, rest_after=2, rest_seconds=1000)
        readings = [reader.in_talk(()) for _ in range(4)]
        for reading in readings:
            reading.read(analyse(QUESTION), HITS, rarity)

    assert len(served.requests) == 2
    assert readings[-1].notes[0].endswith("it has failed 2 times and rests")


def test_no_more_are_asked_at_once_than_allowed_and_nobody_waits(reader_at: ReaderAt) -> None:
    go, entered = threading.Event(), threading.Event()

    def slow(handler: object, body: dict[str, object]) -> None:
        entered.set()
        go.wait(10)
        points((1, "45元"))(handler, body)  # type: ignore[arg-type]

    with serving(slow) as served:
        reader = reader_at(served.address, at_once=1, seconds=10)
        first = threading.Thread(target=reader.read, args=(analyse(QUESTION), HITS, rarity))
        first.start()
        assert entered.wait(10)
        reading = reader.in_talk(())

        reading.read(analyse(QUESTION), HITS, rarity)

        go.set()
        first.join()
    assert len(served.requests) == 1
    assert reading.notes[0].endswith("1 questions are with it already")


def test_what_waits_to_be_tried_again_is_ended_when_it_is_closed_and_the_reader_beside_answers(
    caplog: pytest.LogCaptureFixture, reader_at: ReaderAt
) -> None:
    quotes: list[list[Quote]] = []
    with serving(liar.fails(500)) as served:
        reader = reader_at(served.address, seconds=60, retries=5)
        asking = threading.Thread(
            target=lambda: quotes.append(reader.read(analyse(QUESTION), HITS, rarity))
        )
        asking.start()
        while not served.requests:
            time.sleep(0.01)
        [thread] = [one for one in threading.enumerate() if one.name == "language-model"]

        reader.close()
        asking.join(20)
        thread.join(20)

    assert not asking.is_alive()
    assert not thread.is_alive()
    assert [one.text for one in quotes[0]] == [one.text for one in quick_quotes()]
    gc.collect()
    assert "pending" not in caplog.text


def test_one_question_asks_twice_at_most(reader_at: ReaderAt) -> None:
    with serving(points((1, "45元"))) as served:
        reading = reader_at(served.address).in_talk(())
        for _ in range(4):
            reading.read(analyse(QUESTION), HITS, rarity)

    assert len(served.requests) == 2


def test_where_nobody_listens_the_reader_beside_answers(reader_at: ReaderAt) -> None:
    reading = reader_at("http://127.0.0.1:9/v1").in_talk(())

    quotes = reading.read(analyse(QUESTION), HITS, rarity)

    assert [one.text for one in quotes] == [one.text for one in quick_quotes()]
    assert "the connection failed" in reading.notes[0]


def test_that_nothing_answers_is_no_failure_and_silences_nobody(reader_at: ReaderAt) -> None:
    with serving(points()) as served:
        reading = reader_at(served.address).in_talk(())

        quotes = reading.read(analyse(QUESTION), HITS, rarity)

    assert [one.text for one in quotes] == [one.text for one in quick_quotes()]
    assert reading.notes == []


def test_the_settings_allow_no_address_without_a_scheme() -> None:
    with pytest.raises(ValueError, match="address"):
        settings_of("localhost:11434")


def test_a_place_in_another_article_is_found_in_its_own_letters(reader_at: ReaderAt) -> None:
    with serving(points((len(HITS), "30天"))) as served:
        quotes = reader_at(served.address).read(analyse("书可以借多久？"), HITS, rarity)

    assert quotes[0].article == LIBRARY
    assert quotes[0].answer is not None
    assert LIBRARY.text[slice(*quotes[0].answer)] == "30天"
