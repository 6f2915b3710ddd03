"""A Chinese follow-up and the turns before it -> the whole question.

The words are the member's own, the earlier question's and the quote's; nothing is made up. Where
the earlier question has no place for them, they are put side by side: the reader of the result is a
search, and the member is shown it. Next: `bot/followups/resolve.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.followups.antecedent import ASKING_PHRASE, WANTED_KINDS, answered, antecedent, described
from bot.followups.chinese import ANYBODY, COSTS, DEED, FEE, POINTING
from bot.followups.followup import Followup
from bot.followups.mentions import (
    Mention,
    MentionKind,
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

# Cosine from which a word of the last question gives way to one that keeps its company: 电话 and
# 地址 have 0.55, 开幕 and 闭幕 0.92; 助学 and 专科, which are no such two, 0.42.
COMPANY = 0.5
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
_COUNTS = re.compile("[^在从到至]*(?:多少|几(?![点月号])|哪)")
# Characters. A name so short is as likely a place's as a person's: 鲁谷, 罗欣.
UNSURE = 2
# Characters of the words that answered, to stand for a name.
LONGEST_NAME = 12
# 他|是哪个单位的: what follows the asking phrase is only what it asks for.
_IS_WHAT = re.compile(r"^(.{2,}?)(?:是(?:哪|什么|多少|几)|在(?:哪[个些]|什么)).{0,6}$")
# E21 takes the place of E12: what has letters and digits in the same places.
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
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
    if followup.form != "instead" or _kind_of(focus) != "thing":
        return ""
    owner = followup.text.endswith(_OWNERS)
    if _next_in_row(focus, question) or _of_row(focus, question):
        return ""
    if not _says_something(focus) or _like_it(focus, question):
        return ""
    if _at_a_guess(focus, question, owner):
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
    taken = _of_its_kind(focus, question, owner) if _says_something(focus) else None
    if taken is None:
        gap = "" if _kind_of(focus) in ("place", "time") else "，"
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


def _of_its_kind(focus: str, question: str, owner: bool) -> Mention | None:
    """Return what gives way: what ends alike, or is of the same kind, or is spoken of first.

    An owner (难产的呢) leaves what it may have (产假) in its place.
    """
    return _like_it(focus, question) or _at_a_guess(focus, question, owner)


def _kind_of(focus: str) -> MentionKind:
    """Return what kind of thing a follow-up names; a day that no calendar has is one, too: 周末."""
    days = all(word.tag == "t" for word in tagged_words(focus))
    return "time" if days else mention_kind(focus)


def _at_a_guess(focus: str, question: str, owner: bool) -> Mention | None:
    """Return what gives way to a thing without being like it, as far as can be told."""
    if owner or _kind_of(focus) != "thing":
        return None
    return _sharing(focus, question) or _spoken_of_first(focus, question)


def _like_it(focus: str, question: str) -> Mention | None:
    """Return what is written or named as the focus is, or keeps its company."""
    alike = _code_like(focus, question) or _ends_alike(focus, question)
    alike = alike or _opposite(focus, question)
    kind = _kind_of(focus)
    if alike and kind not in ("place", "time", "person"):
        return alike
    same = _of_same_kind(kind, question)
    # A short name is as likely a place's; and the tagger takes 亚军 for a name.
    opening = _opening(mentions(question)) if kind == "person" and len(focus) == UNSURE else None
    return same or opening or _keeps_company(focus, question) or _deed_like(focus, question)


def _of_same_kind(kind: MentionKind, question: str) -> Mention | None:
    same = next((mention for mention in mentions(question) if mention.kind == kind), None)
    return same or (_day_in(question) if kind == "time" else None)


def _day_in(question: str) -> Mention | None:
    """Return a part of the day or the week that a question names: 白天, 周末."""
    days = (word for word in tagged_words(question) if word.tag == "t")
    return next((Mention(word.text, "time", word.start) for word in days), None)


def _deed_like(focus: str, question: str) -> Mention | None:
    """Return the last deed of a question that is as long as the deed of a focus: 洗澡 for 喝酒."""
    told = tagged_words(focus)
    if len(told) != 1 or told[0].tag != "v" or len(focus) < DEED:
        return None
    deeds = [word for word in _nouns_and_verbs(question) if word.tag == "v"]
    alike = [word for word in deeds if len(word.text) == len(focus)]
    return Mention(alike[-1].text, "thing", alike[-1].start) if alike else None


def _code_like(focus: str, question: str) -> Mention | None:
    """Return the code of a question with letters and digits where the focus has them."""
    if not _CODE.fullmatch(focus) or not _shape(focus).count("9"):
        return None
    codes = _CODE.finditer(question)
    alike = next((one for one in codes if _shape(one[0]) == _shape(focus)), None)
    return Mention(alike[0], "thing", alike.start()) if alike else None


def _opposite(focus: str, question: str) -> Mention | None:
    """Return the first character of a word that keeps the focus's company: 男 of 男子 for 女的."""
    words = [word for run in _runs(question) for word in run] if len(focus) == 1 else []
    related = open_related_words()
    cosines = related.toward(related.together({focus: 1.0}), [word.text[0] for word in words])
    best = max(zip(cosines, words, strict=True), key=lambda one: one[0], default=None)
    if best is None or best[0] < COMPANY:
        return None
    return Mention(best[1].text[0], "thing", best[1].start)


def _shape(code: str) -> str:
    """Return a code with each letter and each digit put alike: E12 is A99."""
    return re.sub("[a-z]", "A", re.sub(r"\d", "9", code.lower()))


def _opening(there: Sequence[Mention]) -> Mention | None:
    """Return what a question begins with; a name that may be a place's takes its place."""
    return there[0] if there and not there[0].start else None


def _spoken_of_first(focus: str, question: str) -> Mention | None:
    """Return what the question speaks of first, if it asks something without that, too."""
    head = _first_thing(focus, question)
    if not head or head not in question or not _says_more(question.replace(head, "", 1)):
        return None
    return Mention(head, "thing", question.index(head))


def _says_more(rest: str) -> bool:
    """Say whether a question still tells what is asked without what it speaks of first.

    谁赢了 does, and so does 多少钱; 多少天 of 产假多少天 does not, so that 产假 must stay:
    双胞胎，产假多少天.
    """
    if COSTS.search(rest):
        return True
    beside = tagged_words(ASKING_PHRASE.sub("，", rest))
    return any(word.tag[0] in "nvja" and word.text not in ANYBODY for word in beside)


def _first_thing(focus: str, question: str) -> str:
    """Return what the question speaks of first; of a brand's name only as many words as asked."""
    costs = COSTS.search(question)
    if costs and not FEE.search(question[: costs.start()]):
        return question[: costs.start()]  # The tagger takes 带鱼 for a verb.
    head = first_phrase(ASKING_PHRASE.sub("，", question)).split("的")[0]
    cut = tagged_words(head)
    if cut and cut[0].tag == "nz":
        head = "".join(word.text for word in cut[: len(tagged_words(focus))])
    elif len(cut) > 1 < len(cut[-1].text) and not _says_more(question.replace(head, "", 1)):
        # 半程马拉松|报名费多少: the last word is what is asked of the first ones.
        head = "".join(word.text for word in cut[:-1])
    return head


def _ends_alike(focus: str, question: str) -> Mention | None:
    """Return the words of the question that end as the focus does, as many as it has.

    闭幕 takes the place of 开幕, 工寓 of 匠寓, 满4个月 of 不到4个月.
    """
    told = tagged_words(focus)
    numbered = any(word.tag == "m" for word in told)
    tags = _tags_like(told)
    for tail in dict.fromkeys((told[-1].text, focus[-1])):
        long = numbered or len(tail) > 1 or tail == told[-1].text
        for run in _runs(question):
            for last, word in enumerate(run):
                if _ends_as(word, tail, focus, long) and word.tag[0] in tags:
                    return _as_long(run[: last + 1], told, tags)
    return None


def _tags_like(told: Sequence[Word]) -> str:
    """Return the kinds of words that words like these may take the place of."""
    tags = {word.tag for word in told}
    if "m" in tags:  # The tagger knows no 度 of 38度.
        return "nabmtvqdf" + told[-1].tag[0]
    return "nabmtv" if "v" in tags else "nabmt"


def _ends_as(word: Word, tail: str, focus: str, long: bool) -> bool:
    """Say whether another word ends with a tail; with a short one only a word of equal length."""
    if word.text == focus or not word.text.endswith(tail):
        return False
    return long or len(word.text) == len(focus)


def _as_long(run: Sequence[Word], told: Sequence[Word], tags: str) -> Mention:
    """Return the last words of a run as one thing: as many characters as the focus has."""
    size = told[-1].end - told[0].start
    first = len(run) - 1
    while (
        first
        and run[-1].end - run[first].start < size
        and run[first - 1].tag[0] in tags
        and run[first].text != told[0].text
    ):
        first -= 1
    text = "".join(word.text for word in run[first:])
    return Mention(text, "thing", run[first].start)


def _runs(question: str) -> Iterator[list[Word]]:
    """Yield the words before, between and behind the phrases that ask; the first ones first."""
    asking = [match.span() for match in ASKING_PHRASE.finditer(question)]
    inside = [
        any(a < word.end and word.start < b for a, b in asking) for word in tagged_words(question)
    ]
    for within, group in groupby(
        zip(inside, tagged_words(question), strict=True), lambda one: one[0]
    ):
        if not within:
            yield [word for _, word in group]


def _keeps_company(focus: str, question: str) -> Mention | None:
    """Return the noun or verb of a question that is most like the focus: 电话 for 地址."""
    words = _nouns_and_verbs(question)
    related = open_related_words()
    told = related.together({word.text: 1.0 for word in tagged_words(focus)})
    cosines = related.toward(told, [word.text for word in words])
    best = max(zip(cosines, words, strict=True), key=lambda one: one[0], default=None)
    if best is None or best[0] < COMPANY:
        return None
    return Mention(best[1].text, "thing", best[1].start)


def _sharing(focus: str, question: str) -> Mention | None:
    """Return the first noun or verb of a question that has half of the focus's characters."""
    for word in _nouns_and_verbs(question):
        if 2 * len(set(word.text) & set(focus)) >= len(focus):
            return Mention(word.text, "thing", word.start)
    return None


def _nouns_and_verbs(question: str) -> list[Word]:
    return [word for run in _runs(question) for word in run if word.tag[0] in "nv"]


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
