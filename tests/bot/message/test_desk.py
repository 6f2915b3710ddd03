"""What the desk makes of whole messages, over small pages."""

import re
from collections.abc import Callable, Sequence

import pytest

from bot.answerer import ArchiveAnswerer as Desk
from bot.answerer import turns_after
from bot.message.talk import kind_of_talk
from bot.question.question import LONGEST_ANALYSED
from bot.reply import Answer, to_json
from corpus.article import Article
from corpus.config import Settings
from index.search import Index
from tests.conftest import AWARD, PHOTO, VISIT

COUNT = "摄影大赛收到多少幅作品？"
STATIONS = "哪些驿站被评为全国最美站点？"


@pytest.fixture
def desk(settings: Settings, published: Callable[[Sequence[Article]], Index]) -> Desk:
    published([AWARD, PHOTO, VISIT])
    return Desk(settings)


def quotes(reply: Answer) -> list[str]:
    return [citation.quote for citation in reply.citations]


def test_a_question_with_an_introduction_is_answered_as_without(desk: Desk) -> None:
    bare = desk.ask(COUNT)

    told = desk.ask(f"我是一名快递员，上个月刚入会。{COUNT}谢谢！")

    assert quotes(told) == quotes(bare) != []
    assert (told.answer, told.confidence, told.asked) == (bare.answer, bare.confidence, COUNT)


def test_several_questions_are_answered_in_order_and_one_without_an_answer_is_named(
    desk: Desk,
) -> None:
    reply = desk.ask(f"{COUNT}东城区总工会的电话是多少？{STATIONS}")

    assert [part.kind for part in reply.parts] == ["quote", "none", "list"]
    assert [citation.n for citation in reply.citations] == list(range(1, len(reply.citations) + 1))
    assert re.findall(r"(?m)^\d\. .*$", reply.answer) == [
        f"1. {COUNT}",
        "2. 东城区总工会的电话是多少？",
        f"3. {STATIONS}",
    ]
    assert {int(n) for n in re.findall(r"\[(\d+)\]", reply.answer)} <= {
        citation.n for citation in reply.citations
    }
    assert len(to_json(reply)["parts"]) == 3
    assert to_json(reply)["version"] == 1


@pytest.mark.parametrize(
    ("talk", "kind", "language"),
    [
        ("thx", "thanks", "en"),
        ("good morning", "greeting", "en"),
        ("asdf", "unknown", "en"),
        ("Messi", "unknown", "en"),
        ("收到", "yes", "zh"),
        ("下午好", "greeting", "zh"),
        ("谢谢", "thanks", "zh"),
        ("/帮助", "command", "zh"),
        ("／help", "command", "en"),
    ],
)
def test_talk_gets_a_short_reply_and_no_quote(
    desk: Desk, talk: str, kind: str, language: str
) -> None:
    reply = desk.ask(talk)

    assert (reply.kind, reply.talk, reply.language) == ("none", kind, language)
    assert (reply.citations, reply.nearest, reply.hits) == ((), (), ())
    assert len(reply.answer) < 150


def test_talk_between_two_questions_does_not_end_the_talk_about_them(desk: Desk) -> None:
    turns = turns_after(desk, [COUNT, "谢谢"])

    assert [turn.question for turn in turns] == [COUNT]


def test_an_errand_after_a_question_asks_it_again(desk: Desk) -> None:
    turns = turns_after(desk, [COUNT])

    reply = desk.ask("@bot 帮忙查一下", None, turns)

    assert quotes(reply) == quotes(desk.ask(COUNT)) != []
    assert (reply.question, reply.understood) == ("@bot 帮忙查一下", COUNT)


def test_a_foreign_name_that_the_archive_knows_by_one_sound_only_is_talk(desk: Desk) -> None:
    reply = desk.ask("Ronaldo")

    assert (reply.talk, reply.citations) == ("unknown", ())


def test_what_was_cut_for_length_is_said(desk: Desk) -> None:
    reply = desk.ask(COUNT + "工" * LONGEST_ANALYSED)

    assert f"只读了前 {LONGEST_ANALYSED} 个字" in reply.answer


def test_the_kind_of_talk_is_told_by_its_first_known_words() -> None:
    assert kind_of_talk("好的，明白") == "yes"
    assert kind_of_talk("谢谢谢谢谢谢") == "thanks"


def test_a_bare_topic_that_the_archive_holds_is_looked_up(desk: Desk) -> None:
    for topic in ("刘光明", "摄影大赛", "暖心驿站", "热饭"):
        assert desk.ask(topic).talk is None
