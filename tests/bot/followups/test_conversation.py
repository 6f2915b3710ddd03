"""What a follow-up stands for, and above all: what is no follow-up."""

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.followups.resolve import understand
from bot.followups.turn import MOST_TURNS, Turn, remembered, turn_from_json, turn_to_json
from tests.bot.answers import QUOTED

ROOT = Path(__file__).parents[3]
STATIONS = Turn("石景山区有多少家驿站获奖？", "石景山区有6家驿站获奖。", "石景山区有6家驿站获奖。")
LAWYER = Turn(
    "谁收集了证据？",
    "值班律师罗欣帮大家收集证据。",
    "本报讯（记者 张晶）值班律师罗欣帮大家收集证据。",
)
MATCH = Turn(
    "Where was the match held?", "比赛在体育馆举行。", "比赛在体育馆举行。", ("比赛", "举行")
)
WINNER = Turn("Who won the contest?", "钳工沈国栋夺冠。", "钳工沈国栋夺冠。", ("钳工", "夺冠"))


@pytest.mark.parametrize(
    ("turn", "question", "meant"),
    [
        (STATIONS, "那海淀区呢？", "海淀区有多少家驿站获奖？"),
        (STATIONS, "那海淀呢", "海淀区有多少家驿站获奖？"),
        (STATIONS, "朝阳怎么样", None),
        (STATIONS, "2021年呢？", "2021年石景山区有多少家驿站获奖？"),
        (STATIONS, "为什么？", "石景山区驿站获奖，为什么？"),
        (STATIONS, "为什么呢？", "石景山区驿站获奖，为什么？"),
        (STATIONS, "什麼時候？", "石景山区驿站获奖，什么时候？"),
        (STATIONS, "一共多少人？", "石景山区驿站获奖，一共多少人？"),
        (STATIONS, "什么时候公布的？", "石景山区，什么时候公布的？"),
        (STATIONS, "那里有多少人？", "石景山区有多少人？"),
        (STATIONS, "这个区一共有多少个站点？", "石景山区一共有多少个站点？"),
        (STATIONS, "该区有几个站点？", "石景山区有几个站点？"),
        (STATIONS, "本市场有多少摊位？", None),
        (LAWYER, "他是哪个单位的？", "罗欣是哪个单位的？"),
        (LAWYER, "那她多大？", "罗欣多大？"),
        (LAWYER, "在哪里？", "罗欣收集了证据，在哪里？"),
        (STATIONS, "and how many people?", "石景山区驿站获奖，多少人？"),
        (STATIONS, "why?", "石景山区驿站获奖，为什么？"),
        (STATIONS, "what about Haidian?", "海淀区有多少家驿站获奖？"),
        (LAWYER, "how old is he?", "罗欣多大？"),
        (MATCH, "and when?", "When was the match held?"),
        (MATCH, "why?", "Why was the match held?"),
        (MATCH, "and how many people?", "the match: how many people?"),
        (WINNER, "who is he?", "沈国栋是谁？"),
        (WINNER, "他多大？", "沈国栋多大？"),
        (WINNER, "什么时候？", "沈国栋钳工夺冠，什么时候？"),
    ],
)
def test_what_is_left_out_comes_from_the_turn_before(
    turn: Turn, question: str, meant: str | None
) -> None:
    result = understand(question, [turn])

    assert (result.text, result.changed) == (meant or question, meant is not None)


@pytest.mark.parametrize(
    ("question", "word"), [("他多大？", "他"), ("how old is he?", "he"), ("冯凯多大？", "")]
)
def test_a_word_that_points_to_nothing_is_told(question: str, word: str) -> None:
    assert understand(question, []).unclear == word


def test_without_a_turn_before_nothing_is_understood_otherwise() -> None:
    assert not understand("那海淀区呢？", []).changed


def test_the_same_question_again_is_the_same_question() -> None:
    assert not understand("有多少家？", [Turn("有多少家？")]).changed


def test_he_is_looked_for_further_back_when_the_last_turn_names_nobody() -> None:
    library = Turn("书屋几点开门？", "书屋早7点开门。", "书屋早7点开门。")

    assert understand("他多大？", [LAWYER, library]).text == "罗欣多大？"


def test_the_reporter_of_an_article_is_not_who_it_is_about() -> None:
    turn = Turn("谁办了书屋？", "本报讯（记者 张晶）车辆段的工会办了书屋。", "")

    assert "张晶" not in understand("他多大？", [turn]).text


def test_a_place_is_no_person() -> None:
    turn = Turn("谁讨回了欠薪？", "黄村镇的油漆工赵有田讨回了欠薪。", "")

    assert understand("他多大？", [turn]).text == "赵有田多大？"


QUESTIONS = [
    one["question"]
    for one in yaml.safe_load((ROOT / "tests/golden/bundled.yaml").read_text(encoding="utf-8"))
]


FRAGMENTS = ("他多大？", "那里呢", "为什么？", "那海淀呢", "why?", "and when?", "who is he?")


@pytest.mark.parametrize("turn", [STATIONS, LAWYER, MATCH, WINNER], ids=lambda turn: turn.question)
def test_golden_questions_stand_on_their_own_whatever_was_asked_before(turn: Turn) -> None:
    assert [asked for asked in QUESTIONS if understand(asked, [turn]).changed] == []


@pytest.mark.parametrize("turn", [STATIONS, MATCH], ids=lambda turn: turn.question)
def test_english_questions_about_something_stand_on_their_own(turn: Turn) -> None:
    lines = (
        (ROOT / "benchmarks/quality/english_questions.tsv").read_text(encoding="utf-8").splitlines()
    )
    asked = [line.split("\t")[1] for line in lines[1:]]

    assert [question for question in asked if understand(question, [turn]).changed] == []


@pytest.mark.parametrize(("name", "most"), [("cmrc2018_dev", 18), ("drcd_test", 2)])
def test_questions_of_others_are_all_but_never_changed(shared: Path, name: str, most: int) -> None:
    """Most of those that are do lean on the one before, as 他司职什么位置？ does."""
    tree = json.loads((shared / "data" / "eval" / f"{name}.json").read_text(encoding="utf-8"))
    paragraphs = [one for entry in tree["data"] for one in entry["paragraphs"]]
    asked = [one["question"] for paragraph in paragraphs for one in paragraph["qas"]]

    changed = [
        question
        for before, question in itertools.pairwise(asked)
        if understand(question, [Turn(before)]).changed
    ]

    assert len(changed) <= most, changed


@given(st.text(max_size=60), st.lists(st.builds(Turn, st.text(max_size=60)), max_size=3))
def test_any_text_after_any_turns_is_understood_as_some_text(
    question: str, turns: list[Turn]
) -> None:
    result = understand(question, turns)

    assert result.changed == (result.text != question)


@given(st.sampled_from(QUESTIONS), st.sampled_from(FRAGMENTS))
def test_what_was_understood_stands_on_its_own(before: str, asked: str) -> None:
    turns = [Turn(before)]

    first = understand(asked, turns).text

    assert understand(first, [*turns, Turn(first)]).text == first


@given(st.builds(Turn, st.text(), st.text(), st.text(), st.lists(st.text()).map(tuple)))
def test_a_turn_survives_the_journal(turn: Turn) -> None:
    assert turn_from_json(turn_to_json(turn)) == turn


def test_only_the_last_turns_are_remembered() -> None:
    turns: tuple[Turn, ...] = ()
    for number in range(MOST_TURNS + 2):
        turns = remembered(turns, replace(QUOTED, question=f"第{number}个问题是什么？"))

    assert [turn.question[1] for turn in turns] == ["2", "3", "4", "5"]
