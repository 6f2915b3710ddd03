"""Things that are told apart by a number: 第二十届 is no 第十九届, 下届 no 本届, 18号楼 no 8号楼.

A number is compared whatever script it is written in. What a number only counts (三次, 5年) names
nothing and is left out, and so are days (5月18号). Next: `bot/reading/premise.py`.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from bot.question.cues import NUMBERED_THINGS
from bot.question.festivals import festivals_in
from corpus.passages import sentences
from index.text.numerals import HAN_DIGITS, value
from index.text.words import fold, unbroken

NUMBERED = re.compile(
    rf"(第)?(首|\d{{1,5}}|[{HAN_DIGITS}十百]{{1,7}})(届|次|期|版|号|年|批|轮|季度|季|集|辑|课|章|条|等奖|名)"
)
# A number of two digits before these names one of a row even without 第: 20届, 202期.
ROWS = frozenset(("届", "期"))
# These name one of a row with a number of any size: 四季度, 二等奖.
ALWAYS_ROWS = frozenset(("季度", "等奖"))
LEAST_BARE = 10
BEHIND_HAO = re.compile(NUMBERED_THINGS)
BEFORE_DAY = "月"
# 首届 is 第一届. 首次 says only that there was none before.
FIRST = frozenset(("届", "期", "批", "季度"))
# A sentence may tell of several years, and of one by another; an article names the one it is about.
YEARS = "年"
YEAR = re.compile(r"\d{4}")
BESIDE = re.compile("(上|下|本|这|该|(?<![目此以])[前现](?=任))一?(届|次|期|任)")
WHICH = {
    "上": "last", "前": "last", "下": "next", "本": "this", "这": "this", "该": "this", "现": "this"
}  # fmt: skip
# 上一任主席 is 上届主席.
SAME_ROW = {"任": "届"}
ORDINAL = re.compile(r"\b(\d{1,4})(?:st|nd|rd|th)\b")
# "First" says as often that there was none before.
ORDINAL_WORDS = {
    "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12",
    "thirteenth": "13", "fourteenth": "14", "fifteenth": "15", "eighteenth": "18",
    "twentieth": "20",
}  # fmt: skip
WORD = re.compile("[a-z]+(?! half)")
# Line 3 is 3号线, "window 2" 2号窗口.
ENGLISH_NUMBERED = re.compile(r"\b(?:line|window|building|gate|exit) (?:no\.? ?)?(\d{1,3})\b")
# Stands for the counter of an English ordinal: "second" for 第二批, 二等奖, 第二名.
ANY = "any"
# Counters of which an English ordinal may be one.
ORDINAL_COUNTERS = frozenset(("届", "次", "期", "批", "季度", "等奖", "轮"))
# A place in a contest has other names, too: 第一名, 冠军, 金奖.
PLACES = "名"
# Sides of which a sentence that names only the other one does not answer: 女子 where 男子 is asked.
SIDES = (
    (
        re.compile(r"男|\b(?:men|man|male|boys?|fathers?|husbands?)\b"),
        re.compile("男|丈夫|父亲|爸爸"),
    ),
    (
        re.compile(r"女|\b(?:women|woman|female|girls?|mothers?|wives|wife)\b"),
        re.compile("女|妻子|母亲|妈妈|三八"),
    ),
    (re.compile(r"[首头]班|\bfirst (?:bus|train)\b"), re.compile("[首头]班")),
    (re.compile(r"末班|\blast (?:bus|train)\b"), re.compile("末班")),
    (re.compile(r"上午|早上|\bmornings?\b"), re.compile("上午|早上|清晨|早晨")),
    (re.compile(r"下午|\bafternoons?\b"), re.compile("下午|午后")),
    (re.compile(r"上半年|\bfirst half\b"), re.compile("上半年")),
    (re.compile(r"下半年|\bsecond half\b"), re.compile("下半年")),
)

# A counter, and the number before it in digits, or "last", "this" or "next".
RowName = tuple[str, str]


@lru_cache(maxsize=2048)
def numbered(question: str) -> frozenset[RowName]:
    """Return the numbered things that a question names.

    >>> sorted(numbered("第二十届职代会和上届比，18号楼有几次？"))
    [('号', '18'), ('届', '20'), ('届', 'last')]
    """
    text = _plain(question)
    found = {(one[3], number) for one, number in _numbers(text) if _names(text, one, number)}
    ordinals = {("", one[1]) for one in ORDINAL.finditer(text)}
    ordinals |= {("号", str(int(one[1]))) for one in ENGLISH_NUMBERED.finditer(text)}
    spelt = (ORDINAL_WORDS.get(one[0]) for one in WORD.finditer(text))
    ordinals |= {(ANY, number) for number in spelt if number}
    return frozenset(found | ordinals | _beside(text))


def lacks(question: str, printed: str) -> bool:
    """Say whether a text nowhere names a numbered thing of the question.

    >>> lacks("第20届在哪？", "第二十届职代会"), lacks("第21届在哪？", "第二十届职代会")
    (False, True)
    """
    asked = numbered(question)
    if not asked:
        return False
    told = _told(printed)
    return not all(_is_told(one, told, printed) for one in asked if one[1] != "this")


def contradicts(question: str, sentence: str) -> bool:
    """Say whether a sentence is about another one of a row: 下届 where 本届 is asked for."""
    asked = numbered(question)
    if other_side(question, sentence):
        return True
    if not asked:
        return False
    told = numbered(sentence)
    return _names_another(asked, told) or _counts_another(asked, told)


def respelt(question: str, printed: str) -> str:
    """Return a folded question with its numbers of a row written as a folded text writes them.

    >>> respelt("第20届在哪？", "第二十届职代会"), respelt("第20届在哪？", "第十九届职代会")
    ('第二十届在哪？', '第20届在哪？')
    """
    spelt = {(one[3], number): one[2] for one, number in _numbers(printed) if one[2] != "首"}
    for match, number in reversed([one for one in _numbers(question) if one[0][2] != "首"]):
        other = spelt.get((match[3], number), match[2])
        question = question[: match.start(2)] + other + question[match.end(2) :]
    return question


def not_yet_named(question: str, heading: str, printed: Sequence[str]) -> list[bool]:
    """Say which of some sentences stand before the first that names the thing of a row asked for.

    >>> not_yet_named("上一任主席是谁？", "", ["选举石晓岚为主席。", "上一届主席是吴耀宗。"])
    [True, False]

    They are about the one of the headline, if that is another one.
    """
    asked = {one for one in numbered(question) if one[0] != YEARS and one[1] != "this"}
    if not asked or asked & numbered(heading):
        return [False] * len(printed)
    first = next((at for at, one in enumerate(printed) if asked & numbered(fold(one))), 0)
    return [at < first for at in range(len(printed))]


def spoken_of(question: str, heading: str, before: str) -> str:
    """Return the last sentence of a text that names one of the rows of a question; else a heading.

    >>> spoken_of("第18届冠军是谁？", "球赛落幕", "第十九届球赛落幕。观众有三千人。")
    '第十九届球赛落幕。'

    A heading that names the one asked for counts: another one is named in passing.
    """
    asked = {one for one in numbered(question) if one[0] != YEARS and one[1].isdecimal()}
    if not asked or asked & numbered(heading):
        return heading
    counters = {counter for counter, _ in asked}
    backwards = (fold(one.of(before)) for one in reversed([*sentences(before)]))
    return next((one for one in backwards if _counts_by(one, counters)), heading)


def _counts_by(sentence: str, counters: Set[str]) -> bool:
    return any(counter in counters for counter, _ in numbered(sentence))


def _names_another(asked: frozenset[RowName], told: frozenset[RowName]) -> bool:
    rows = {_row_of(name) for name in asked} - {(YEARS, True)}
    same = [{one for one in told if _row_of(one) == row} for row in rows]
    return any(others and not others & asked for others in same)


def _counts_another(asked: frozenset[RowName], told: frozenset[RowName]) -> bool:
    spelt = {number for counter, number in asked if counter == ANY}
    counted = {number for counter, number in told if counter in ORDINAL_COUNTERS}
    return bool(spelt and counted) and not spelt & counted


def other_side(question: str, sentence: str) -> bool:
    """Say whether a sentence names only the other one of two sides: 女子 where 男子 is asked for.

    Of festivals, too: only 国庆 where 春节 is asked for.

    >>> other_side("男子组冠军是谁？", "女子组冠军是何碧云")
    True
    """
    text = fold(question)
    asked = [asks.search(text) is not None for asks, _ in SIDES]
    told = [says.search(sentence) is not None for _, says in SIDES]
    pairs = ((side, side ^ 1) for side in range(len(SIDES)))
    another = any(
        asked[side] and not asked[other] and told[other] and not told[side] for side, other in pairs
    )
    return another or _other_festival(text, sentence)


def _other_festival(question: str, sentence: str) -> bool:
    """Say so of festivals: 国庆节放假8天 is no answer for 春节."""
    asked, told = festivals_in(question), festivals_in(sentence)
    return bool(asked and told) and not asked & told


def _row_of(name: RowName) -> tuple[str, bool]:
    """Return what is compared with one another: a counter's numbers, or 上, 本 and 下 before it."""
    return name[0], name[1].isdecimal()


def _is_told(name: RowName, told: frozenset[RowName], printed: str) -> bool:
    counter, number = name
    if counter == ANY:
        return any(number == other for _, other in told)
    if counter == "":
        return any(number == other for _, other in told) or number in printed
    return name in told or (counter == YEARS and number in printed)


@lru_cache(maxsize=1024)
def _told(printed: str) -> frozenset[RowName]:
    text = _plain(printed)
    return frozenset({(one[3], number) for one, number in _numbers(text)} | _beside(text))


def _beside(text: str) -> set[RowName]:
    return {(SAME_ROW.get(one[2], one[2]), WHICH[one[1]]) for one in BESIDE.finditer(text)}


def _numbers(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in NUMBERED.finditer(text):
        first = "1" if match[3] in FIRST else None
        number = first if match[2] == "首" else value(match[2])
        if number is not None and number.isdecimal():
            yield match, str(int(number))


def _names(text: str, match: re.Match[str], number: str) -> bool:
    """Say whether a number names one of a row, rather than counting or telling a day."""
    ordinal, _, counter = match.groups()
    if counter == PLACES:
        return False
    if ordinal or match[2] == "首":
        return True
    if counter in ALWAYS_ROWS:
        return True
    if counter == YEARS:
        return YEAR.fullmatch(number) is not None
    if counter == "号":
        day = text[: match.start()].endswith(BEFORE_DAY)
        return not day and BEHIND_HAO.match(text, match.end()) is not None
    return counter in ROWS and int(number) >= LEAST_BARE


def _plain(text: str) -> str:
    return unbroken(" ".join(fold(text).split()))
