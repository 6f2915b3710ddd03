"""The same thing, not its like: what a number tells apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.numbered import contradicts, lacks, not_yet_named, numbered


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("第二十届职代会在哪里开？", {("届", "20")}),
        ("20届职代会在哪里开？", {("届", "20")}),
        ("首届技能赛谁得了第一？", {("届", "1")}),
        ("18号楼什么时候通水？", {("号", "18")}),
        ("十八号线开通了吗？", {("号", "18")}),
        ("5月18号谁来慰问？", set()),
        ("18号晚上有什么活动？", set()),
        ("二〇二三年招了多少人？", {("年", "2023")}),
        ("第三次培训在几楼？", {("次", "3")}),
        ("培训办了三次还是5年？", set()),
        ("连任三届的人是谁？", set()),
        ("下一届什么时候选？", {("届", "next")}),
        ("who chaired the 20th congress?", {("", "20")}),
        ("上一任主席是谁？", {("届", "last")}),
        ("前任主席是谁？", {("届", "last")}),
        ("他目前任什么职务？", set()),
        ("When does Commuter Line 3 start?", {("号", "3")}),
    ],
)
def test_a_number_names_one_of_a_row_and_no_count_or_day(
    question: str, names: set[tuple[str, str]]
) -> None:
    assert numbered(question) == names


@pytest.mark.parametrize(
    ("question", "printed", "lacking"),
    [
        ("第20届职代会选了谁？", "第二十届职代会选举王伟。", False),
        ("第二十届职代会选了谁？", "20届职代会选举王伟。", False),
        ("第二十一届职代会选了谁？", "第二十届职代会选举王伟。", True),
        ("18号楼谁当选？", "十八号楼李梅当选。", False),
        ("8号楼谁当选？", "十八号楼李梅当选。", True),
        ("第 3 期培训在哪？", "第三期培训在东楼。", False),
        ("首届大赛谁赢了？", "第一届大赛王伟夺冠。", False),
        ("下届大会在哪里？", "本届大会在北京举行。", True),
        ("本届大会在哪里？", "大会在北京举行。", False),
        ("二〇二三年招了几人？", "2023年招了五人。", False),
        ("who chaired the 20th congress?", "第二十次代表大会由王伟主持。", False),
        ("who chaired the 21st congress?", "第二十次代表大会由王伟主持。", True),
    ],
)
def test_numbers_are_compared_in_whatever_script(
    question: str, printed: str, lacking: bool
) -> None:
    assert lacks(question, printed) == lacking


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("本届大会在哪里举行？", "下届大会将在上海举行。", True),
        ("本届大会在哪里举行？", "本届大会在北京举行，下届在上海。", False),
        ("上届大会在哪里举行？", "这一届大会在北京举行。", True),
        ("大会在哪里举行？", "下届大会将在上海举行。", False),
        ("第二十届大会在哪里举行？", "第19届大会在南京举行。", True),
        ("第二十届大会在哪里举行？", "大会在北京举行。", False),
    ],
)
def test_a_sentence_about_another_one_of_the_row_contradicts(
    question: str, sentence: str, other: bool
) -> None:
    assert contradicts(question, sentence) == other


@given(st.text(st.sampled_from("第首上下本二十18 届次期号年楼月\n"), max_size=30))
def test_a_text_that_repeats_the_question_lacks_nothing_of_it(question: str) -> None:
    assert not lacks(question, question)
    assert not contradicts(question, question)


@pytest.mark.parametrize(
    ("question", "heading", "before"),
    [
        ("上一任主席是谁？", "选出新一届领导班子", [True, False, False]),
        ("上一届主席是谁？", "上一届班子卸任", [False, False, False]),
        ("本届主席是谁？", "选出新一届领导班子", [False, False, False]),
        ("主席是谁？", "选出新一届领导班子", [False, False, False]),
    ],
)
def test_what_stands_before_the_one_that_is_named_is_about_another(
    question: str, heading: str, before: list[bool]
) -> None:
    printed = ["选举石晓岚为主席。", "上一届主席是吴耀宗。", "他因年龄原因离任。"]

    assert not_yet_named(question, heading, printed) == before
