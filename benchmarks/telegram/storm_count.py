"""What members see when a storm is over: answered, lost, duplicated. Pure.

`benchmarks/telegram/storm.py` asks here.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.telegram.text.messages import TELEGRAM_CHINESE, TELEGRAM_ENGLISH

_WORKING = {TELEGRAM_CHINESE.working, TELEGRAM_ENGLISH.working}
_APOLOGIES = tuple(words.failed.split("{")[0] for words in (TELEGRAM_CHINESE, TELEGRAM_ENGLISH))


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what stands below it in the end.

    Attributes:
        asked: When, in seconds of a monotonic clock.
        replies: Texts of the bot's messages that reply to it.
        answered: When the first reply stood that is no sign of life; None if there was none.
    """

    asked: float
    replies: Sequence[str] = ()
    answered: float | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of a storm.

    Attributes:
        asked: Questions.
        answered: Those with exactly an answer below them, or with an answer among more.
        lost: Those without an answer: nothing, a sign of life or an apology only.
        duplicated: Those with more than one message below them, and messages below no question.
        seconds: Median of the time from the question to its answer.
    """

    asked: int
    answered: int
    lost: int
    duplicated: int
    seconds: float


def is_answer(text: str) -> bool:
    """Say whether a message answers: it is neither a sign of life nor an apology."""
    return text not in _WORKING and not text.startswith(_APOLOGIES)


def tally(questions: Sequence[Question], of_nobody: int = 0) -> Tally:
    """Count; `of_nobody` are the bot's messages that reply to no question.

    A question with the replies `["正在翻报纸……"]` is lost, one with an answer and that line is
    answered and duplicated.
    """
    answered = [one for one in questions if any(map(is_answer, one.replies))]
    waits = [one.answered - one.asked for one in answered if one.answered is not None]
    return Tally(
        asked=len(questions),
        answered=len(answered),
        lost=len(questions) - len(answered),
        duplicated=sum(len(one.replies) > 1 for one in questions) + of_nobody,
        seconds=statistics.median(waits) if waits else 0.0,
    )


def below(
    messages: Sequence[tuple[int, int | None, str]], questions: Sequence[tuple[int, int]]
) -> tuple[Mapping[tuple[int, int], list[str]], int]:
    """Put the bot's messages below the questions that they reply to; count those of no question.

    Messages are `(chat, number of the question, text)`, questions `(chat, number)`.
    """
    found: dict[tuple[int, int], list[str]] = {one: [] for one in questions}
    of_nobody = 0
    for chat_id, replied_to, text in messages:
        if replied_to is not None and (chat_id, replied_to) in found:
            found[chat_id, replied_to].append(text)
        else:
            of_nobody += 1
    return found, of_nobody
