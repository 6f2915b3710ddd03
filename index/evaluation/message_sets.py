"""A YAML file of members' messages -> what each should get.

    - id: A13
      kind: A                  # any letter or word: figures are told a kind
      language: zh             # or en
      half: dev                # any name; `--split` chooses by it
      turns: [匠寓月租多少, 工寓呢]  # what a member sends, one after the other; the last one counts
      expect:                  # one of:
        answers: ['920元']     # all of it stands in the quotes, or is an item of the list
        parts: [{answers: …}, {refuse: true}]   # a message of several questions, in order
        refuse: true           # nothing answers
        talk: true             # small talk: a reply, and no quote
        never: ['850元']       # beside any of these: what must not be quoted

Next: `bot/evaluation/conversation.py` sends them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.errors import EvaluationError
from index.evaluation.written_cases import SUFFIXES, WrittenCase, written_cases

Expectation = Literal["answers", "parts", "refuse", "talk"]
EXPECTATIONS: tuple[Expectation, ...] = get_args(Expectation)


@dataclass(frozen=True, slots=True)
class ExpectedPart:
    """What one question of a message should get.

    Attributes:
        answers: Printed words, all of which are quoted; empty where nothing answers.
    """

    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageCase:
    """Messages that a member sends one after the other, and what the last should get.

    Attributes:
        id: Of the case, unique in its file.
        kind: What is tried with it.
        language: Of the messages: `zh` or `en`.
        half: Which part of its set it belongs to, "" if the set has none.
        turns: The messages, oldest first; at least one.
        expects: What the last one should get.
        parts: What each of its questions should get; one for a message of one question, none for
            talk.
        never: Printed words that must not be quoted.
    """

    id: str
    kind: str
    language: str
    half: str
    turns: tuple[str, ...]
    expects: Expectation
    parts: tuple[ExpectedPart, ...]
    never: tuple[str, ...]


def is_message_set(path: Path) -> bool:
    """Say whether a path is a file of messages: YAML whose first case has `turns`."""
    if path.suffix not in SUFFIXES or not path.is_file():
        return False
    return "turns" in written_cases(path)[0].fields


def read_message_set(path: Path, halves: Sequence[str] = ()) -> tuple[MessageCase, ...]:
    """Read the messages of a file, or those of some of its halves.

    Raises:
        EvaluationError: The file is broken, or has none of these halves.
    """
    every = tuple(_message_case(case) for case in written_cases(path))
    chosen = tuple(case for case in every if not halves or case.half in halves)
    if not chosen:
        known = ", ".join(sorted({case.half for case in every} - {""})) or "none"
        raise EvaluationError(f"{path} has no half {', '.join(halves)}", f"the halves are: {known}")
    return chosen


def _message_case(case: WrittenCase) -> MessageCase:
    fields = case.fields
    turns = fields.get("turns")
    if not isinstance(turns, list) or not turns or not all(map(str, turns)):
        raise EvaluationError(f"{case.place}: no `turns`", "write `turns: [a message, …]`")
    expect = fields.get("expect")
    told = [one for one in EXPECTATIONS if isinstance(expect, Mapping) and expect.get(one)]
    if len(told) != 1 or not isinstance(expect, Mapping):
        raise EvaluationError(
            f"{case.place}: `expect` has {', '.join(told) or 'nothing'}",
            f"give it one of {', '.join(EXPECTATIONS)}",
        )
    return MessageCase(
        id=str(fields.get("id", case.place)),
        kind=str(fields.get("kind", "")),
        language=str(fields.get("language", "zh")),
        half=str(fields.get("half", "")),
        turns=tuple(map(str, turns)),
        expects=told[0],
        parts=_expected_parts(expect),
        never=tuple(map(str, expect.get("never", ()))),
    )


def _expected_parts(expect: Mapping[str, Any]) -> tuple[ExpectedPart, ...]:
    if expect.get("talk"):
        return ()
    written = expect.get("parts") or [expect]
    return tuple(ExpectedPart(tuple(map(str, one.get("answers", ())))) for one in written)
