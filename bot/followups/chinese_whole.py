"""A Chinese follow-up and the turns before it -> the whole question.

The words are the member's own, the earlier question's and the quote's; nothing is made up. Where
the earlier question has no place for them, they are put side by side: the reader of the result is a
search, and the member is shown it. Next: `bot/followups/resolve.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.followups.antecedent import ASKING_PHRASE, WANTED_KINDS, answered, antecedent, described
from bot.followups.chinese import POINTING
from bot.followups.followup import Followup
from bot.followups.gives_way import gives_way, gives_way_at_a_guess, kind_of, like_it
from bot.followups.mentions import (
    Word,
    first_phrase,
    mention_kind,
    mentions,
    tagged_words,
)
from bot.followups.turn import Turn
from bot.question.question import analyse
from index.bridge.related_words import open_related_words
from index.text.numerals import HAN_DIGITS, value

# And from which a word of the turns may be what 那个 points at: 大赛 and 活动 have 0.37, 津贴 and
# 政策 0.22, 公里 and 图书室 -0.1.
NEAR = 0.2
# What a name may leave out when it takes the place of another one: 那海淀呢 after 石景山区.
_SUFFIX = re.compile("(?:区|市|县|省|镇|乡|街道|区总工会|市总工会)$")
# 那难产的呢.
_OWNERS = ("的呢", "的情况呢")
# 上一届 stands for the number before the one in the question.
_BESIDE = re.compile("(上|下|前|后)一?(届|期|次|季|批|轮|集)")
_IN_ROW = re.compile(rf"第?([\d{HAN_DIGITS}十百]{{1,5}})(届|期|次|季|批|轮|集|名|等奖)")
# What counts or chooses among the things behind it: 多少人, 哪家站点; but not 几点, 在哪.
_COUNTS = re.compile("[^在从到至]{0,60}(?:多少|几(?![点月号])|哪)")
# Characters of the words that answered, to stand for a name.
LONGEST_NAME = 12
# 他|是哪个单位的: what follows the asking phrase is only what it asks for.
_IS_WHAT = re.compile(r"^(.{2,}?)(?:是(?:哪|什么|多少|几)|在(?:哪[个些]|什么)).{0,6}$")
_LOOSE = re.compile(r"^[，,、的了有是在]+|(?<![，,、？?。的了有是在])[，,、？?。的了有是在]+$")


def fill_chinese(followup: Followup, turns: Sequence[Turn]) -> str:
    """Return the whole question, or "" if the turns do not hold what is missing.

    >>> fill_chinese(read_chinese_followup("那海淀呢"), [Turn("石景山区有多少家驿站？")])
    '海淀区有多少家驿站？'
    """
    if followup.form == "instead":
        return _fill_instead(_without_pointing(followup, turns), turns[-1].question)
    if followup.form == "pronoun":
        return _pointed(followup, turns)
    return _of_its_row(followup, turns[-1]) or _joined(
        f"{followup.focus}{followup.text}", turns[-1]
    )


def _without_pointing(followup: Followup, turns: Sequence[Turn]) -> Followup:
    """Return 她徒弟呢 as 白秀珍徒弟呢."""
    word = next((one for one in POINTING if followup.focus.startswith(one)), "")
    named = antecedent(POINTING[word], turns) if word and word != followup.focus else ""
    return replace(followup, focus=named + followup.focus.removeprefix(word)) if named else followup


def other_reading(followup: Followup, turns: Sequence[Turn]) -> str:
    """Return what else a follow-up may mean where its first reading is a guess, else "".

    >>> turn = Turn("半程马拉松报名费多少")
    >>> other_reading(read_chinese_followup("健康跑呢"), [turn])
    '健康跑，半程马拉松报名费多少'
    """
    question, focus = turns[-1].question, _without_pointing(followup, turns).focus
    if followup.form != "instead" or kind_of(focus) != "thing":
        return ""
    owner = followup.text.endswith(_OWNERS)
    if _next_in_row(focus, question) or _of_row(focus, question):
        return ""
    if not _says_something(focus) or like_it(focus, question):
        return ""
    if gives_way_at_a_guess(focus, question, owner):
        return f"{focus}，{question}"
    asked = ASKING_PHRASE.search(question)
    if asked and owner:
        return f"{focus}{question[asked.start() :]}"
    return f"{head_of(turns[-1])}，{focus}？"


def _of_its_row(followup: Followup, turn: Turn) -> str:
    """Return what is asked of the next or last one of a row; "" if the question names no number.

    下届谁承办 after 第六届梧桐杯在哪办 is 第7届梧桐杯，谁承办.
    """
    joined = _joined(followup.text, turn)
    if followup.focus[:1] in tuple("本这该"):
        return joined
    return _next_in_row(followup.focus, joined) or ""


def _fill_instead(followup: Followup, question: str) -> str:
    """Put something in the place of a thing of its kind, or before a question that has none."""
    focus, owner = followup.focus, followup.text.endswith(_OWNERS)
    if (numbered := _next_in_row(focus, question) or _of_row(focus, question)) is not None:
        return numbered
    taken = gives_way(focus, question, owner) if _says_something(focus) else None
    if taken is None:
        gap = "" if kind_of(focus) in ("place", "time") else "，"
        return f"{focus}{gap}{question}"
    suffix = _SUFFIX.search(taken.text)
    whole = focus
    if suffix and mention_kind(focus) == taken.kind == "place" and not _SUFFIX.search(focus):
        whole = focus + suffix[0]
    return question[: taken.start] + whole + question[taken.end :]


def _says_something(focus: str) -> bool:
    """Say whether words name a time, or hold one that says more than a number does."""
    told = (word.tag[0] in "nvjatzgeb" for word in tagged_words(focus))
    return mention_kind(focus) == "time" or any(told)


def _next_in_row(focus: str, question: str) -> str | None:
    """Return a question with the number before or after the one that it names; None without both.

    上一届 after 第六届摄影展一等奖是什么作品 is 第5届.
    """
    beside, named = _BESIDE.match(focus), _IN_ROW.search(question)
    if beside is None or named is None or named[2] != beside[2]:
        return None
    number = value(named[1])
    if number is None or not number.isdecimal():
        return None
    other = int(number) + (1 if beside[1] in "下后" else -1)
    return f"{question[: named.start()]}第{other}{named[2]}{question[named.end() :]}"


def _of_row(focus: str, question: str) -> str | None:
    """Return a question with its number of a row changed for that of the focus; None without both.

    第21届 after 第20届篮球赛冠军是谁.
    """
    one, named = _IN_ROW.fullmatch(focus), _IN_ROW.search(question)
    if one is None or named is None or named[2] != one[2]:
        return None
    return f"{question[: named.start()]}{focus}{question[named.end() :]}"


def _pointed(followup: Followup, turns: Sequence[Turn]) -> str:
    """Put what the pointing words stand for in their place."""
    if followup.focus.startswith("那") and _is_news(followup, turns):
        return followup.text.replace(followup.focus, followup.noun, 1) + "？"
    found = _carrying(followup.noun, turns) or antecedent(followup.kind, turns)
    if not found and followup.kind == "time":
        return _joined(followup.text, turns[-1])
    found = _with_noun(found or described(turns[-1]), followup)
    return followup.text.replace(followup.focus, found, 1) + "？" if found else ""


def _with_noun(found: str, followup: Followup) -> str:
    """Return what is pointed at with the noun behind the pointing word, if it ends otherwise."""
    noun = followup.noun
    goes_on = found and followup.kind == "thing" and found[-1] != noun[-1:]
    return found + noun if goes_on else found


def _is_news(followup: Followup, turns: Sequence[Turn]) -> bool:
    """Say whether the noun behind 那个 is a thing of which none of the turns spoke.

    那个图书室 after a question about a bus driver is a reading room that the member knows of.
    """
    noun = followup.noun
    if not noun or followup.kind != "thing" or any(_speaks_of(noun, turn) for turn in turns):
        return False
    related = open_related_words()
    told = {word.text for turn in turns for word in _nouns_of(turn)}
    cosines = related.toward(related.together({noun: 1.0}), sorted(told))
    return max(cosines, default=0.0) < NEAR


def _speaks_of(noun: str, turn: Turn) -> bool:
    return any(noun in text for text in (turn.question, turn.quote, turn.around, turn.title))


def _nouns_of(turn: Turn) -> list[Word]:
    told = f"{turn.question}\n{turn.quote}\n{turn.title}"
    return [word for word in tagged_words(told) if word.tag[0] in "nvj" and len(word.text) > 1]


def _carrying(noun: str, turns: Sequence[Turn]) -> str:
    """Return the last thing whose name ends with a noun, or at least with its last character.

    恒远公司 for 该公司, 乒乓球团体赛 for 这次比赛.
    """
    for tail in (noun, noun[-1:]):
        for turn in reversed(turns) if tail else ():
            named = (one.text for text in (turn.question, turn.quote) for one in mentions(text))
            for one in (*named, described(turn)):
                if one.endswith(tail) and one != noun and not noun.startswith(one):
                    return one
    return ""


def _joined(asked: str, turn: Turn) -> str:
    """Put what was asked about before what is asked now."""
    head = head_of(turn)
    topic = _topic_of(turn) if _has_deed(asked) else ""
    return f"{topic or head}，{asked}？" if head else ""


def _topic_of(turn: Turn) -> str:
    """Return what a question speaks of first, up to the words that answered where they name it."""
    head, words = head_of(turn, "，"), _short_answer(turn)
    before, named, _ = head.partition(words or "，，")
    return f"{before}{named}" if named else first_phrase(head)


def _has_deed(asked: str) -> bool:
    """Say whether a bare question tells what happened, so that the earlier deed is not meant."""
    phrase = ASKING_PHRASE.search(asked)
    counted = phrase.end() if phrase and _COUNTS.match(phrase[0]) else -1
    beside = [word for word in tagged_words(ASKING_PHRASE.sub("，", asked)) if word.tag[0] in "nv"]
    shift = 0 if phrase is None else phrase.start() + 1
    return any(counted < 0 or word.start != shift for word in beside)


def _short_answer(turn: Turn) -> str:
    """Return the words that answered, if they are few and of one piece: a choir that won."""
    words = turn.answer
    return words if len(words) <= LONGEST_NAME and words.isalnum() else ""


def head_of(turn: Turn, gap: str = "") -> str:
    """Return a question without what it asks, or with the answer in its place if that is a name.

    >>> head_of(Turn("谁收集了证据？", quote="律师罗欣帮大家收集证据。"))
    '罗欣收集了证据'
    """
    before, comma, last = turn.question.rpartition("，")
    if comma and ASKING_PHRASE.search(last):
        return before
    who = WANTED_KINDS.get(analyse(turn.question).want) == "person"
    name = answered(turn, "person") if who else ""
    name = name or (_short_answer(turn) if who else "")
    is_what = _IS_WHAT.match(turn.question)
    if is_what and not name:
        return is_what[1]
    head = (
        ASKING_PHRASE.sub(name, turn.question, count=1)
        if name
        else ASKING_PHRASE.sub(gap, turn.question)
    )
    return _LOOSE.sub("", _LOOSE.sub("", head))
