"""Chinese follow-ups: how to tell one from a question that stands alone.

Three forms. *Instead*: 那石景山呢, another thing takes the place of one of its kind. *Pronoun*:
他是哪个单位的, a word points back. *Bare*: 什么时候成立的, nothing says what it is about. A
question that names what it asks about before any pointing word stands on its own. Next:
`bot/followups/chinese_whole.py` fills in what is missing.
"""

import re
import sys
from collections.abc import Iterable, Sequence

from bot.followups.antecedent import ASKING_PHRASE
from bot.followups.followup import Followup
from bot.followups.mentions import MentionKind, Word, is_nominal, mentions, tagged_words
from bot.question.festivals import festivals_in
from bot.question.tags import tagged

_LEAD = re.compile(
    r"^(?:(?:那么|那(?![里儿边个些时天年次位家种场届件支项一几两])|而且|还有|另外|然后|请问|可是|但是|但|而"
    r"|嗯|哦|再问)[，, ]*)+"
)
_END = re.compile(r"(?<![？?。！!，,\s])[？?。！!，,\s]+$")
_INSTEAD = re.compile(r"^(.{1,20}?)(?:的?(?:情况)?呢)$")
_HOW_ABOUT = re.compile(r"^(.{1,20}?)(?:怎么样|如何|怎样)$")
# 这是什么时候的事 asks no more than 什么时候.
_THE_MATTER = re.compile(r"^(?:这|那)个?(?=是)|(?<=的)事情?$")
_OF_SOMETHING = re.compile(
    "，?(?:是?(?:谁|多少)|有?(?:多少|几)|多[大高长宽重]|是?(?:什么时候|何时)|是?在?哪[里儿])"
)
COSTS = re.compile("(?:要|得)?(?:多少|几)块?钱")
FEE = re.compile("[费价金款票资贴薪酬钱租]$")
# What can be counted without saying more: 有多少人参加, but 多少名装修工讨回了欠薪 says who.
ANYBODY = frozenset(["人", "钱", "元", "次", "天", "年", "岁", "家", "名", "个", "人次", "时间"])
_YEAR = re.compile(r"\d{3}|^[一二三四五六七八九十]*月")
POINTING: dict[str, MentionKind] = {
    **dict.fromkeys(("他", "她", "此人", "其人"), "person"),
    **dict.fromkeys(("他们", "她们"), "people"),
    **dict.fromkeys(("那里", "那儿", "那边", "这里", "这儿", "当地", "此地"), "place"),
    **dict.fromkeys(("当时", "那时", "那时候", "那天", "当天", "那年", "那一天"), "time"),
    **dict.fromkeys(("它", "它们", "牠", "牠们", "其"), "thing"),
}
# Before a noun: 该公司, 这次比赛.
_THIS = re.compile(r"^(?:该|此|这|那)[个家次位名项场届件种些条支座本部]?$")
# The dictionary cuts 这个区有 into 这个 and 区有, and takes 该区 for one word.
_THIS_AREA = re.compile(
    "^(?:该|本|此|(?:这|那)[个座]?)(区|市|县|镇|乡|村|街道)(?!别|分|间|域|场|民|长)"
)
# 几点关门, 什么时候闭馆.
_WHEN = re.compile("几点钟?|什么时[候间]|何时|哪一?[天年月日]|几[月号日]")
_HOUR = re.compile("几点")
# Characters of a verb with its object, which the dictionary may take for a noun: 关门, 闭馆.
DEED = 2
_NOUNS = re.compile("^(?:n(?!r)|vn|l|j)")
_KINDS: tuple[tuple[str, MentionKind], ...] = (
    ("人|选手|律师|主席|记者|同志|师傅|老师|队员|职工|骑手", "person"),
    ("地|地区|区|市|县|街道|社区|地方|乡镇?|村", "place"),
    ("公司|企业|单位|工会|学校|医院|机构|组织|集团|协会|站", "body"),
)
# Asks whether: 收费吗, 能不能带家属.
_WHETHER = re.compile(
    "(?:吗|嘛|不|没|(?<![什怎这那])么)$|^(?:能不能|可不可以|可以不可以|有没有|要不要|需不需要|用不用|会不会|是不是|能否|是否)"
)
# Nouns and verbs of a question that asks whether and says nothing of what: 能|带|家属|吗.
MOST_OF_WHETHER = 2
# 下届谁承办: of what there are several stands in the question before.
_OF_A_ROW = re.compile("^(?:[上下前后]一?|[本这该])(?:届|期|次|季|批|轮|集)")
# Verbs that say nothing of what is asked about: 要带什么去.
_MODALS = frozenset(["要", "需要", "得", "该", "应该", "应当", "可以", "能", "能够", "想", "必须"])
_HELPING = _MODALS | {"有", "没有", "是", "用", "会"}
# Verbs after the asking phrase of a question that does not say what it is about.
MOST_DEEDS = 2
# First letters of the tags of words that say nothing by themselves: adverbs, prepositions,
# conjunctions, particles, pronouns, numbers, measures, days.
_AROUND = "dpcuyrmqtf"


def read_chinese_followup(question: str) -> Followup | None:
    """Return what a question leaves out, or None if it stands on its own.

    >>> read_chinese_followup("那石景山呢？").focus, read_chinese_followup("谁设计了鸟巢？")
    ('石景山', None)
    """
    text = _END.sub("", question.strip())
    bare = _LEAD.sub("", text)
    if instead := _instead(bare, led=bare != text):
        return instead
    bare = _THE_MATTER.sub("", bare.removesuffix("呢"))
    cut = tagged_words(bare)
    return _of_a_row(bare) or _pronoun(bare, cut) or _bare(bare, cut)


def _instead(text: str, led: bool) -> Followup | None:
    match = _INSTEAD.match(text) or (led and _HOW_ABOUT.match(text))
    if not match or ASKING_PHRASE.search(match[1]) or match[1] in POINTING:
        return None
    return Followup("instead", text, match[1].strip("“”《》 "))


def _pronoun(text: str, cut: Sequence[Word]) -> Followup | None:
    if area := _THIS_AREA.match(text):
        return Followup("pronoun", text, area[0], "place", area[1])
    deeds = 0
    for place, word in enumerate(cut):
        if word.text in POINTING and not _points_inward(text, word):
            focus = word.text + ("们" if text[word.end :].startswith("们") else "")
            return Followup("pronoun", text, focus, POINTING[word.text])
        if noun := _pointed_noun(cut, place):
            return Followup("pronoun", text, word.text + noun, _kind_named(noun), noun)
        deeds += word.tag.startswith("v")
        if deeds > 1 or (_says_what(word) and not _is_asked(text, word)):
            return None
    return None


def _pointed_noun(cut: Sequence[Word], place: int) -> str:
    """Return the noun behind a word like 该 or 这次, if only small words stand before; else ""."""
    small = all(word.tag[0] in "pdcrvu" for word in cut[:place])
    return _lone_noun(cut[place + 1 :]) if small and _THIS.match(cut[place].text) else ""


def _points_inward(text: str, word: Word) -> bool:
    """Say whether a pointing word has its own question to point to: 当时韩国…, 哪个总统…其任期."""
    if POINTING[word.text] in ("time", "place"):
        return bool(mentions(text[word.end :]) or mentions(text[: word.start]))
    return word.text == "其" and ASKING_PHRASE.search(text[: word.start]) is not None


def _lone_noun(rest: Sequence[Word]) -> str:
    """Return the noun that follows 该 or 这次, if it is one word and no name: 公司, not 雅芳河."""
    if not rest or not _NOUNS.match(rest[0].tag) or mentions(rest[0].text):
        return ""
    goes_on = len(rest) > 1 and is_nominal(rest[1]) and rest[1].tag[0] not in "mqt"
    return "" if goes_on else rest[0].text


def _kind_named(noun: str) -> MentionKind:
    return next((kind for nouns, kind in _KINDS if re.fullmatch(f".*(?:{nouns})", noun)), "thing")


def _of_a_row(text: str) -> Followup | None:
    """Return what is asked of the next or last of a row that the text does not name: 下届谁承办."""
    row = _OF_A_ROW.match(text)
    rest = text[row.end() :] if row else ""
    asks = _bare(rest, tagged_words(rest)) if rest else None
    return Followup("bare", rest, row[0]) if row and asks else None


def _asks_whether_of_nothing(text: str) -> bool:
    """Say whether a question asks whether, and begins with its verb: 收费吗, 有没有电梯.

    退休能返聘吗 tells what about, 能返聘吗 does not.
    """
    if not _WHETHER.search(text) or mentions(text):
        return False
    cut = tagged(_WHETHER.sub("", text).removesuffix("的"), False)
    telling = [(word, tag) for word, tag in cut if word not in _HELPING and tag[0] not in "dcy"]
    if any(tag[0] in "rmtfsu" for _, tag in telling):
        return False
    if _begins_with_help(cut) or _WHETHER.match(text):
        return 0 < len(telling) <= MOST_OF_WHETHER
    return _is_one_deed(telling)


def _begins_with_help(cut: Sequence[tuple[str, str]]) -> bool:
    """Say whether words begin with 能, 有, 是 or the like, behind 还 or 也."""
    first = next((word for word, tag in cut if word in _HELPING or tag[0] not in "dc"), "")
    return first in _HELPING


def _is_one_deed(telling: Sequence[tuple[str, str]]) -> bool:
    """Say whether words are a verb or adjective, or a verb with its object: 贵, 管|午饭.

    收费 is a noun in the dictionary.
    """
    if not telling or len(telling) > 2 or any(tag[0] != "n" for _, tag in telling[1:]):
        return False
    word, tag = telling[0]
    if len(telling) > 1:
        return tag[0] in "vp"
    return tag[0] in "va" or tagged(word[0], False)[0][1][0] == "v"


def _bare(text: str, cut: Sequence[Word]) -> Followup | None:
    if _asks_whether_of_nothing(text):
        return Followup("bare", text)
    asked = ASKING_PHRASE.search(text)
    if not asked or text[asked.end() :].startswith("是") or _says_whose(text, cut, asked):
        return None
    before = [word for word in _telling(cut, end=asked.start()) if word.text not in _MODALS]
    after = _telling(cut, start=asked.end())
    deeds = _when_it_happens(after, asked) or _only_deeds(_without_counted(after, asked))
    is_bare = _object_of(before, asked) and deeds
    return Followup("bare", text) if is_bare else None


def _telling(cut: Iterable[Word], start: int = 0, end: int = sys.maxsize) -> list[Word]:
    """Return the words within a range that say something."""
    return [word for word in cut if start <= word.start < end and word.tag[0] not in _AROUND]


def _says_whose(text: str, cut: Sequence[Word], asked: re.Match[str]) -> bool:
    """Say whether a question names an owner (…的), a measure, a year, or a festival as its topic.

    It stands alone then: 春节放几天; but 国庆几点开门 says only when.
    """
    owned = any(
        word.tag == "uj" and word.start < asked.start() and not _only_deeds(cut[:place])
        for place, word in enumerate(cut)
    )
    topic = festivals_in(text[: asked.start()]) and not _WHEN.match(text, asked.start())
    return owned or bool(topic) or cut[0].tag == "q" or _YEAR.search(text) is not None


def _without_counted(after: Sequence[Word], asked: re.Match[str]) -> Sequence[Word]:
    """Return the words behind the asking phrase without the noun that it counts: 多少|人|参加."""
    if not after or not is_nominal(after[0]) or after[0].start != asked.end():
        return after
    if _WHEN.search(asked[0]):
        return after
    return after[1:] if after[0].text in ANYBODY or len(after) == 1 else after


def _object_of(before: Sequence[Word], asked: re.Match[str]) -> bool:
    """Say whether nothing stands before the asking phrase, or just the verb that it belongs to.

    获得|多少奖金, but not 窃听|是什么, where the verb is what the question is about. A lone common
    noun is somebody's: 主席|是谁, 面积|多大; but what costs something or has hours is a thing
    of its own: 红烧肉|多少钱, 食堂|几点关门.
    """
    if not before:
        return True
    if len(before) > 1:
        return False
    if before[0].tag in ("v", "vn"):
        return asked[0][0] not in "是有，,"
    if COSTS.match(asked.string, asked.start()) and not FEE.search(before[0].text):
        return False
    if _HOUR.match(asked.string, asked.start()):
        return False
    lone = before[0].start == 0 and [tag for _, tag in tagged(before[0].text, False)] == ["n"]
    return lone and _OF_SOMETHING.match(asked[0]) is not None


def _only_deeds(after: Sequence[Word]) -> bool:
    return len(after) <= MOST_DEEDS and all(word.tag.startswith("v") for word in after)


def _when_it_happens(after: Sequence[Word], asked: re.Match[str]) -> bool:
    """Say whether one word behind a word for "when" tells a deed: 几点|关门, whatever its tag."""
    when = _WHEN.match(asked.string, asked.start())
    if when is None or len(after) != 1 or after[0].start != when.end():
        return False
    return len(after[0].text) == DEED and tagged(after[0].text[0], False)[0][1] == "v"


def _says_what(word: Word) -> bool:
    """Say whether a word tells what a question is about: a noun or a name, no number, no day."""
    named = is_nominal(word) and word.tag[0] not in "mqt"
    return (named or word.tag[0] in "kz" or word.text in "“《「『") and word.text not in POINTING


def _is_asked(text: str, word: Word) -> bool:
    """Say whether a word belongs to the asking phrase, the noun after it included."""
    spans = ((match.start(), match.end()) for match in ASKING_PHRASE.finditer(text))
    return any(start <= word.start <= end for start, end in spans)
