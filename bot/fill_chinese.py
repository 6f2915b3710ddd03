"""A Chinese follow-up and the turns before it -> a question that stands on its own.

The words are the member's own, the earlier question's and the quote's; nothing is made up. Where
the earlier question has no place for them, they are put side by side: the reader of the result is
a search, and the member is shown it. Next: `bot/conversation.py`.
"""

import re
from collections.abc import Sequence

from bot.antecedent import ASKED, WANTED, answered, antecedent, described
from bot.followup import Followup
from bot.mentions import Mention, kind_of, mentions, tagged_words
from bot.phrase import first_phrase
from bot.question import analyse
from bot.turn import Turn

# What a name may leave out when it takes the place of another one: 那海淀呢 after 石景山区.
_SUFFIX = re.compile("(?:区|市|县|省|镇|乡|街道|区总工会|市总工会)$")
_COUNTS = re.compile("多少|几|哪")
# Characters. A name so short is as likely a place's as a person's: 鲁谷, 罗欣.
UNSURE = 2
# 他|是哪个单位的: what follows the asking phrase is only what it asks for.
_IS_WHAT = re.compile(r"^(.{2,}?)(?:是(?:哪|什么|多少|几)|在(?:哪[个些]|什么)).{0,6}$")
_LOOSE = re.compile(r"^[，,、的了有是在]+|[，,、？?。的了有是在]+$")


def filled(followup: Followup, turns: Sequence[Turn]) -> str:
    """Return the whole question, or "" if the turns do not hold what is missing.

    >>> filled(read("那海淀呢"), [Turn("石景山区有多少家驿站？")])
    '海淀区有多少家驿站？'
    """
    if followup.form == "instead":
        return _instead(followup.focus, turns[-1].question)
    if followup.form == "pronoun":
        return _pointed(followup, turns)
    return _joined(followup.text, turns[-1])


def _instead(focus: str, question: str) -> str:
    """Put something in the place of a thing of its kind, or before a question that has none."""
    nameless = not any(word.tag[0] in "nvjatzge" for word in tagged_words(focus))
    taken = None if nameless else _of_its_kind(focus, question)
    if taken is None:
        return (
            f"{focus}{question}" if kind_of(focus) in ("place", "time") else f"{focus}，{question}"
        )
    suffix = _SUFFIX.search(taken.text)
    whole = focus
    if suffix and kind_of(focus) == taken.kind == "place" and not _SUFFIX.search(focus):
        whole = focus + suffix[0]
    return question[: taken.start] + whole + question[taken.end :]


def _of_its_kind(focus: str, question: str) -> Mention | None:
    """Return what gives way: what ends alike, or is of the same kind, or is spoken of first."""
    alike = _ends_alike(focus, question)
    kind = kind_of(focus)
    if alike and kind not in ("place", "time", "person"):
        return alike
    there = mentions(question)
    same = next((one for one in there if one.kind == kind), None)
    if same is None and kind == "person" and len(focus) == UNSURE and there and not there[0].start:
        return there[0]
    if same or kind in ("place", "time"):
        return same
    head = _first_thing(focus, question) if kind == "thing" else ""
    return Mention(head, "thing", question.index(head)) if head and head in question else None


def _first_thing(focus: str, question: str) -> str:
    """Return what the question speaks of first; of a brand's name only as many words as asked."""
    head = first_phrase(ASKED.sub("，", question)).split("的")[0]
    cut = tagged_words(head)
    if cut and cut[0].tag == "nz":
        head = "".join(word.text for word in cut[: len(tagged_words(focus))])
    return head


def _ends_alike(focus: str, question: str) -> Mention | None:
    """Return the words of the question that end as the focus does, as many as it has."""
    told = tagged_words(focus)
    tags = "nabmtv" if any(word.tag == "v" for word in told) else "nabmt"
    asking = ASKED.search(question)
    cut = tagged_words(question[: asking.start()] if asking and asking.start() else question)
    for last, word in enumerate(cut):
        if word.text.endswith(told[-1].text) and word.text != focus:
            first = last
            while (
                first and word.end - cut[first].start < len(focus) and cut[first - 1].tag[0] in tags
            ):
                first -= 1
            return Mention(question[cut[first].start : word.end], "thing", cut[first].start)
    return None


def _pointed(followup: Followup, turns: Sequence[Turn]) -> str:
    """Put what the pointing words stand for in their place."""
    noun = followup.noun
    found = _carrying(noun, turns) or antecedent(followup.kind, turns)
    if not found and followup.kind == "time":
        return _joined(followup.text, turns[-1])
    found = found or described(turns[-1])
    if found and followup.kind == "thing" and found[-1] != noun[-1:]:
        found += noun
    return followup.text.replace(followup.focus, found, 1) + "？" if found else ""


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
    topic = first_phrase(head_of(turn, "，")) if _has_deed(asked) else ""
    return f"{topic or head}，{asked}？" if head else ""


def _has_deed(asked: str) -> bool:
    """Say whether a bare question tells what happened, so that the earlier deed is not meant."""
    phrase = ASKED.search(asked)
    counted = phrase.end() if phrase and _COUNTS.search(phrase[0]) else -1
    beside = [word for word in tagged_words(ASKED.sub("，", asked)) if word.tag[0] in "nv"]
    shift = 0 if phrase is None else phrase.start() + 1
    return any(counted < 0 or word.start != shift for word in beside)


def head_of(turn: Turn, gap: str = "") -> str:
    """Return a question without what it asks, or with the answer in its place if that is a name.

    >>> head_of(Turn("谁收集了证据？", quote="律师罗欣帮大家收集证据。"))
    '罗欣收集了证据'
    """
    before, comma, last = turn.question.rpartition("，")
    if comma and ASKED.search(last):
        return before
    who = WANTED.get(analyse(turn.question).want) == "person"
    name = answered(turn, "person") if who else ""
    is_what = _IS_WHAT.match(turn.question)
    if is_what and not name:
        return is_what[1]
    head = ASKED.sub(name, turn.question, count=1) if name else ASKED.sub(gap, turn.question)
    return _LOOSE.sub("", _LOOSE.sub("", head))
