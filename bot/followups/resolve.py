"""Follow-ups: what “那石景山呢？” means after the last question. No model, no guess in silence.

A question that stands on its own is never touched; what a follow-up leaves out comes from the turns
before, and the channels show how it was understood. Reading order: `bot/followups/turn.py` (what is
kept), `bot/followups/chinese.py` (what is left out) and `bot/followups/chinese_whole.py` (the whole
question), `bot/followups/english.py` (both), `bot/followups/antecedent.py` (who 他 is),
`bot/followups/across_languages.py` (a follow-up in another language than the question before),
`bot/followups/not_again.py` (who reads a follow-up).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dates.headlines import names_an_issue
from bot.followups.across_languages import chinese_followup, chinese_turn
from bot.followups.antecedent import antecedent
from bot.followups.chinese import read_chinese_followup
from bot.followups.chinese_whole import fill_chinese, other_reading
from bot.followups.english import fill_english, join_with_last, read_english_followup
from bot.followups.followup import Followup
from bot.followups.turn import Turn
from bot.question.cues import ASKS_WHO_WROTE
from bot.question.question import LONGEST_ANALYSED, language_of
from index.query import in_words_of_print
from index.text.words import fold

# 女子组呢，谁第一.
_INSTEAD_AND_MORE = re.compile("^(.{1,16}?呢)[，,？?]+(.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it will be asked.

    Attributes:
        text: The whole question.
        changed: Whether it is another one than the member wrote.
        unclear: The word that points to something which the turns do not hold (他), or "".
        other: What else it may mean, to be asked if `text`, a guess, finds nothing; or "".
        said: What it says of its own, or what takes another's place; "" if it was not changed.
    """

    text: str
    changed: bool
    unclear: str = ""
    other: str = ""
    said: str = ""


def understand(question: str, turns: Sequence[Turn]) -> Understood:
    """Return what a question means after the turns before it, oldest first.

    >>> understand("那海淀呢？", [Turn("石景山区有多少家驿站？")]).text
    '海淀区有多少家驿站？'

    A question that stands on its own, or whose missing part the turns do not hold, stays as it is.
    Of two in one (意外的呢，最高赔多少) the second leans on the first.
    """
    two = _INSTEAD_AND_MORE.match(question) if turns else None
    first = understand(two[1], turns) if two else None
    if two and first and first.changed:
        further = _understood(two[2], [*turns, Turn(first.text)])
        if further.changed:
            return further
    return _understood(question, turns)


def _understood(question: str, turns: Sequence[Turn]) -> Understood:
    followup = _read(question)
    again = turns and fold(question) == fold(turns[-1].question)
    if followup is None or again:
        return Understood(question, False)
    whole = _whole(followup, question, turns) if turns else ""
    if not whole:
        return Understood(question, False, followup.focus if followup.form == "pronoun" else "")
    if whole == question:
        return Understood(question, False)
    own = followup.focus if followup.form == "instead" else followup.text
    return Understood(whole, True, other=_other(followup, question, turns), said=own)


def _whole(followup: Followup, question: str, turns: Sequence[Turn]) -> str:
    fill = _chinese if language_of(question) == "zh" else _english
    return _of_its_author(followup, turns) or fill(followup, turns)


def _of_its_author(followup: Followup, turns: Sequence[Turn]) -> str:
    """Return a follow-up that asks who wrote it with the headline last shown; "" for any other."""
    title = turns[-1].title
    if not title or followup.form == "instead" or not ASKS_WHO_WROTE.search(fold(followup.text)):
        return ""
    return f"《{title}》{followup.text.removeprefix(followup.focus)}？"


def leaves_nothing_out(question: str) -> bool:
    """Say whether a question leaves nothing out.

    >>> leaves_nothing_out("什么时候成立的？"), leaves_nothing_out("石景山区有几家驿站？")
    (False, True)
    """
    return _read(question) is None


def _read(question: str) -> Followup | None:
    if len(question) > LONGEST_ANALYSED:
        return None
    if language_of(question) == "zh":
        followup = read_chinese_followup(in_words_of_print(fold(question)))
    else:
        followup = read_english_followup(question)
    names = followup is not None and followup.form == "bare" and names_an_issue(question)
    return None if names else followup


def _chinese(followup: Followup, turns: Sequence[Turn]) -> str:
    return fill_chinese(followup, [chinese_turn(turn) for turn in turns])


def _other(followup: Followup, question: str, turns: Sequence[Turn]) -> str:
    if language_of(question) == "en":
        return ""
    return other_reading(followup, [chinese_turn(turn) for turn in turns])


def _english(followup: Followup, turns: Sequence[Turn]) -> str:
    """Fill an English follow-up from English questions, or else say it in Chinese and fill that."""
    is_english = language_of(turns[-1].question) == "en"
    if is_english and (whole := fill_english(followup, turns)):
        return whole
    told = [chinese_turn(turn) for turn in turns]
    if is_english and not antecedent(followup.kind, told):
        return join_with_last(followup.text, turns[-1].question)
    crossed = chinese_followup(followup)
    return fill_chinese(crossed, told) if crossed else ""
