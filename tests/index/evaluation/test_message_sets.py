"""What is read of a set of members' messages, and what is refused."""

from pathlib import Path

import pytest

from corpus.errors import EvaluationError
from index.evaluation.message_sets import ExpectedPart, is_message_set, read_message_set

ONE = (
    "- id: A1\n  kind: A\n  half: dev\n  turns: [匠寓月租多少, 工寓呢]\n"
    "  expect: {answers: [920元], never: [850元]}\n"
)
TALK = (
    "- id: B1\n  kind: B\n  half: test\n  language: en\n  turns: [thanks]\n  expect: {talk: true}\n"
)
SEVERAL = "- turns: [几点开门？谁主持？]\n  expect: {parts: [{answers: [9点]}, {refuse: true}]}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "messages.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_messages_are_read_in_order_with_what_each_should_get(tmp_path: Path) -> None:
    first, talk, several = read_message_set(written(tmp_path, ONE + TALK + SEVERAL))

    assert (first.turns, first.expects) == (("匠寓月租多少", "工寓呢"), "answers")
    assert (first.parts, first.never) == ((ExpectedPart(("920元",)),), ("850元",))
    assert (talk.language, talk.expects, talk.parts) == ("en", "talk", ())
    assert several.parts == (ExpectedPart(("9点",)), ExpectedPart(()))


def test_a_half_is_chosen_by_its_name(tmp_path: Path) -> None:
    path = written(tmp_path, ONE + TALK)

    assert [case.id for case in read_message_set(path, ["test"])] == ["B1"]
    with pytest.raises(EvaluationError, match="the halves are: dev, test"):
        read_message_set(path, ["train"])


def test_only_yaml_whose_cases_have_turns_is_a_set_of_messages(tmp_path: Path) -> None:
    assert is_message_set(written(tmp_path, ONE))
    assert not is_message_set(written(tmp_path, "- question: 谁获奖了？\n"))
    assert not is_message_set(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- id: A1\n  expect: {refuse: true}\n", "messages.yaml:1: no `turns`"),
        ("- turns: []\n  expect: {refuse: true}\n", "no `turns`"),
        ("- turns: [谁？]\n", "`expect` has nothing"),
        ("- turns: [谁？]\n  expect: {talk: true, refuse: true}\n", "`expect` has refuse, talk"),
    ],
)
def test_a_broken_case_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(EvaluationError, match=told):
        read_message_set(written(tmp_path, text))
