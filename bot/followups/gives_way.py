"""What of an earlier Chinese question gives way to a thing that a follow-up names.

海淀 takes the place of 石景山区, 闭幕 that of 开幕, E21 that of E12. Used by
`bot/followups/chinese_whole.py`, which puts it there.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.followups.antecedent import ASKING_PHRASE
from bot.followups.chinese import ANYBODY, COSTS, DEED, FEE
from bot.followups.mentions import (
    Mention,
    MentionKind,
    Word,
    first_phrase,
    mention_kind,
    mentions,
    tagged_words,
)
from index.bridge.related_words import open_related_words

# Cosine from which a word of the last question gives way to one that keeps its company: 电话 and
# 地址 have 0.55, 开幕 and 闭幕 0.92; 助学 and 专科, which are no such two, 0.42.
COMPANY = 0.5
# Characters. A name so short is as likely a place's as a person's: 鲁谷, 罗欣.
UNSURE = 2
# E21 takes the place of E12: what has letters and digits in the same places.
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


def gives_way(focus: str, question: str, owner: bool) -> Mention | None:
    """Return what gives way: what ends alike, or is of the same kind, or is spoken of first.

    >>> gives_way("海淀", "石景山区有多少家驿站？", False).text
    '石景山区'

    An owner (难产的呢) leaves what it may have (产假) in its place.
    """
    return like_it(focus, question) or gives_way_at_a_guess(focus, question, owner)


def kind_of(focus: str) -> MentionKind:
    """Return what kind of thing a follow-up names; a day that no calendar has is one, too: 周末."""
    days = all(word.tag == "t" for word in tagged_words(focus))
    return "time" if days else mention_kind(focus)


def gives_way_at_a_guess(focus: str, question: str, owner: bool) -> Mention | None:
    """Return what gives way to a thing without being like it, as far as can be told."""
    if owner or kind_of(focus) != "thing":
        return None
    return _sharing(focus, question) or _spoken_of_first(focus, question)


def like_it(focus: str, question: str) -> Mention | None:
    """Return what is written or named as the focus is, or keeps its company."""
    alike = _code_like(focus, question) or _ends_alike(focus, question)
    alike = alike or _opposite(focus, question)
    kind = kind_of(focus)
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
    return _in_company([focus], [Mention(word.text[0], "thing", word.start) for word in words])


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
    told = [word.text for word in tagged_words(focus)]
    return _in_company(told, [Mention(word.text, "thing", word.start) for word in words])


def _in_company(told: Sequence[str], there: Sequence[Mention]) -> Mention | None:
    """Return which of some words keeps the company of others most, if any keeps it at all."""
    related = open_related_words()
    together = related.together(dict.fromkeys(told, 1.0))
    cosines = related.toward(together, [one.text for one in there])
    best = max(zip(cosines, there, strict=True), key=lambda one: one[0], default=None)
    return best[1] if best and best[0] >= COMPANY else None


def _sharing(focus: str, question: str) -> Mention | None:
    """Return the first noun or verb of a question that has half of the focus's characters."""
    for word in _nouns_and_verbs(question):
        if 2 * len(set(word.text) & set(focus)) >= len(focus):
            return Mention(word.text, "thing", word.start)
    return None


def _nouns_and_verbs(question: str) -> list[Word]:
    return [word for run in _runs(question) for word in run if word.tag[0] in "nv"]
