"""What a set of messages gets: sent as a member sends them, and judged."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.evaluation.conversation import MessageOutcome, outcome_of, send_all
from bot.evaluation.message_tables import (
    message_lines,
    message_table,
    outcomes_json,
    refusal_line,
    summarise_messages,
)
from bot.reply import Answer, Claim
from corpus.article import Article
from corpus.config import Settings
from index.evaluation.message_sets import Expectation, ExpectedPart, MessageCase
from index.search import Index
from tests.bot.answers import NOT_FOUND, QUOTED, STATIONS, cite
from tests.conftest import AWARD, PHOTO, VISIT

LISTED = replace(
    QUOTED,
    kind="list",
    claims=(Claim("鲁谷街道暖心驿站", (2, 1)), Claim("老山街道暖心驿站", (3, 1))),
    citations=(
        cite(1, STATIONS, "鲁谷街道暖心驿站、老山街道暖心驿站等2家驿站被评为全国最美站点。"),
        cite(2, STATIONS, "鲁谷街道暖心驿站"),
        cite(3, STATIONS, "老山街道暖心驿站"),
    ),
)


def case(
    *turns: str,
    expects: Expectation = "answers",
    answers: Sequence[str] = (),
    never: Sequence[str] = (),
) -> MessageCase:
    parts = () if expects == "talk" else (ExpectedPart(tuple(answers)),)
    return MessageCase("A1", "A", "zh", "dev", turns, expects, parts, tuple(never))


def verdict(wanted: MessageCase, reply: Answer) -> str:
    return outcome_of(wanted, reply).verdict


def test_an_answer_is_right_if_it_quotes_all_of_the_words() -> None:
    assert verdict(case("?", answers=["近300个"]), QUOTED) == "right"
    assert verdict(case("?", answers=["近300个", "400个"]), QUOTED) == "wrong"
    assert verdict(case("?", answers=["近300个"]), NOT_FOUND) == "refused"


def test_what_must_not_be_quoted_makes_an_answer_wrong() -> None:
    assert verdict(case("?", answers=["近300个"], never=["近年来"]), QUOTED) == "wrong"


def test_where_nothing_answers_only_a_refusal_is_right() -> None:
    assert verdict(case("?", expects="refuse"), NOT_FOUND) == "right"
    assert verdict(case("?", expects="refuse"), QUOTED) == "wrong"


def test_talk_wants_a_reply_and_no_quote() -> None:
    replied = replace(NOT_FOUND, talk="thanks")

    assert verdict(case("thx", expects="talk"), replied) == "right"
    assert verdict(case("thx", expects="talk"), NOT_FOUND) == "refused"
    assert verdict(case("thx", expects="talk"), QUOTED) == "wrong"


def test_a_list_has_to_name_what_the_sentence_around_it_says() -> None:
    stations = ["鲁谷街道暖心驿站", "老山街道暖心驿站"]

    assert verdict(case("?", answers=stations), LISTED) == "right"
    assert verdict(case("?", answers=["、".join(stations)]), LISTED) == "right"
    assert verdict(case("?", answers=["全国最美站点"]), LISTED) == "wrong"


def test_each_question_of_a_message_is_judged_by_its_own_answer() -> None:
    both = replace(QUOTED, parts=(QUOTED, NOT_FOUND))
    wanted = replace(
        case("?", expects="parts"), parts=(ExpectedPart(("近300个",)), ExpectedPart(()))
    )

    assert verdict(wanted, both) == "right"
    assert verdict(replace(wanted, parts=wanted.parts[::-1]), both) == "wrong"


def counted(outcomes: Sequence[MessageOutcome]) -> dict[str, int]:
    rows = summarise_messages("set", outcomes)["rows"]
    return next(row for row in rows if row["kind"] == row["language"] == "all")


def test_messages_go_the_way_of_a_conversation(
    settings: Settings, published: Callable[[Sequence[Article]], Index]
) -> None:
    published([AWARD, PHOTO, VISIT])
    asked = "摄影大赛收到多少幅作品？"
    cases = [
        case(f"我是快递员。{asked}谢谢！", answers=["近600幅"]),
        case(asked, "@bot 帮忙查一下", answers=["近600幅"]),
        case("火星上的温度是多少？", expects="refuse"),
        case("谢谢", expects="talk"),
    ]

    outcomes = send_all(settings, cases, lambda stage, done, total: None)

    assert [one.verdict for one in outcomes] == ["right"] * 4
    assert counted(outcomes) == {
        "kind": "all", "language": "all", "answerable": 2, "right": 2, "wrong": 0, "refused": 0,
        "unanswerable": 1, "unanswerable_unquoted": 1,
        "talk": 1, "talk_unquoted": 1, "talk_replied": 1,
    }  # fmt: skip
    assert [one["verdict"] for one in json.loads(outcomes_json(outcomes))] == ["right"] * 4


def test_the_table_has_a_row_for_each_kind_and_language_and_one_for_all() -> None:
    outcomes = [outcome_of(case("?", answers=["近300个"]), QUOTED)]
    outcomes += [outcome_of(replace(case("?", expects="refuse"), kind="E"), NOT_FOUND)]
    figures = summarise_messages("messages", outcomes)

    table = message_table(figures).splitlines()

    assert [row.split(" | ")[:4] for row in table[2:]] == [
        ["| A", "zh", "1", "1"],
        ["| E", "zh", "", ""],
        ["| all", "zh", "1", "1"],
        ["| all", "all", "1", "1"],
    ]
    assert "1 refusals, 0 with a “perhaps”" in refusal_line(figures)
    assert len(message_lines(figures)) == 3 + 4 + 2
