"""What the editors may put into their thesaurus, read off what members typed."""

import pytest

from bot.journal.proposals import AGAIN, AskedQuestion, Proposal, differing, proposals

VAIN, ANSWERED = "老板不发工资怎么办？", "用人单位不发工资怎么办？"


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (VAIN, ANSWERED, ("老板", "用人单位")),
        ("请问辞退有什么补偿", "解除劳动合同有什么补偿？", ("辞退", "解除劳动合同")),
        (VAIN, VAIN, None),
        (VAIN, "食堂几点开门？", None),
        ("谁获奖了", "哪位获奖了", None),
        ("how much is it", "what does it cost", None),
    ],
)
def test_one_stretch_in_which_two_questions_differ_is_proposed(
    first: str, second: str, words: tuple[str, str] | None
) -> None:
    assert differing(first, second) == words


def test_members_are_counted_and_not_named() -> None:
    asked = [
        AskedQuestion(VAIN, "a", 0.0, in_vain=True),
        AskedQuestion("食堂几点开门？", "a", 10.0, in_vain=False),
        AskedQuestion(ANSWERED, "a", 60.0, in_vain=False),
        AskedQuestion(VAIN, "b", 5.0, in_vain=True),
        AskedQuestion(ANSWERED, "b", 65.0, in_vain=False),
    ]

    assert proposals(asked) == (Proposal("用人单位", "老板", times=2, members=2),)


@pytest.mark.parametrize(
    "second",
    [
        AskedQuestion(ANSWERED, "a", AGAIN + 1.0, in_vain=False),
        AskedQuestion(ANSWERED, "b", 60.0, in_vain=False),
        AskedQuestion(ANSWERED, "a", 60.0, in_vain=True),
    ],
)
def test_another_member_a_later_day_and_a_second_failure_propose_nothing(
    second: AskedQuestion,
) -> None:
    assert proposals([AskedQuestion(VAIN, "a", 0.0, in_vain=True), second]) == ()
