"""What a question asks for: its language, the kind of answer it wants, and its words with their weights.

A Chinese question word stands for itself; an English one for the words of the archive that the bridge put
in its place (`hit.why.bridge`). Both become *groups*, so that everything after this file is the same for both.
The cues are those of the languages (谁, 何时, "how many"), never of single questions.
Next: `bot/features.py` compares the groups with the sentences of the hits.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.reply import Language
from bot.traits import names
from index.english import STOP_WORDS, Token, tokens
from index.hit import Translation
from index.words import bigrams, fold, is_han, words

Want = Literal[
    "person", "time", "place", "number", "organisation", "reason", "definition", "manner", "other"
]
WANTS: tuple[Want, ...] = (
    "person",
    "time",
    "place",
    "number",
    "organisation",
    "reason",
    "definition",
    "manner",
    "other",
)
# A question is cut here before it is analysed: nobody asks in more, and time must stay bounded.
LONGEST = 300

# Nouns after 哪个 / 什么 / which / what that tell the kind of the answer.
_PERSON = r"(?:人(?!口|数|均)|[主总]席|总统|总理|[书总]记|[部局市省区县院校会厂社班]长|作家|导演|演员|歌手|球员|皇帝|国王|作者|学者)"
_PLACE = (
    r"(?:地方|地区|国家?|城市|省|市|县|区(?!别)|镇|乡|村|街道|社区|州|岛|洲|地点|位置|山|河|湖)"
)
_BODY = r"(?:公司|单位|机构|组织|部门?|学校|大学|工会|协会|局|委员会|集团|医院|球?队|团体|政府|政?党|企业|银行|法院|报社?|出版社)"
_TIME = r"(?:时候|时间|时期|时代|年代?|月份?|日期?|天|世纪|朝代?|季节?|星期|周)"
_AMOUNT = r"(?:比例|数量|人数|面积|高度|长度|温度|价格|金额|百分比|概率|速度|年龄|岁|倍|次数)"
_WHICH = r"(?:哪|哪一|何|什么|什么样的|哪种)(?:个|家|所|位|名|座|支|种|项|条|处)?"

# In order: the first that is found decides. The text is folded, so Traditional questions fit too.
_CHINESE: tuple[tuple[Want, str], ...] = (
    ("reason", r"为什么|为何|为啥|何以|因何|(?:什么|何种|哪些|哪个)原因|原因(?:是|为|在于)|怎么会"),
    (
        "number",
        rf"多少(?:个|名|人)?|几(?![乎何])|多[大高长宽重远快深厚](?!时间)|{_WHICH}{_AMOUNT}|{_AMOUNT}(?:是|为)",
    ),
    ("time", rf"何时|几时|多久|多长时间|{_WHICH}(?:一)?{_TIME}|[几哪]几?[年月日天号点]"),
    ("person", rf"谁|{_WHICH}(?:一位|一个)?{_PERSON}|哪一?位|哪一?名"),
    ("organisation", rf"{_WHICH}{_BODY}"),
    ("place", rf"哪里|哪儿|何[处地]|哪国|在哪(?=$|[？?，])|{_WHICH}{_PLACE}"),
    ("manner", r"怎么样?|怎样|如何"),
    ("definition", r"什么是|是什么(?=$|[？?])|(?:指|意思|含义|定义)(?:的?是|为)?什么|什么意思"),
    ("other", r"哪(?:一|些|几)?[个家种项条]?|什么样?|何种|何|是否|吗|呢"),
)
_CHINESE_LIST = re.compile(
    r"哪些|哪几|哪[二两三四五六七八九十]|有何|都有谁|有谁|是哪[二两三四五六七八九十]|什么和什么|分别"
)
_ENGLISH: tuple[tuple[Want, str], ...] = (
    ("reason", r"\bwhy\b|\bwhat (?:was|is|were) the (?:reason|cause)s?\b|\bfor what reason\b"),
    (
        "number",
        r"\bhow (?:many|much|old|long|far|tall|high|big|large|often|fast)\b|\bwhat (?:percent\w*|number|amount|proportion|share|age)\b",
    ),
    (
        "time",
        r"\bwhen\b|\b(?:what|which) (?:year|month|day|date|time|century|period)\b|\bsince when\b",
    ),
    (
        "organisation",
        r"\b(?:what|which) (?:company|organi[sz]ation|union|bureau|agency|team|school|university|group|department|committee|hospital|bank|party)\b",
    ),
    (
        "place",
        r"\bwhere\b|\b(?:what|which) (?:city|country|place|district|town|village|province|location|region|street)\b",
    ),
    (
        "person",
        r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|man|woman|leader|official|reporter|worker)\b",
    ),
    ("manner", r"\bhow\b"),
    (
        "definition",
        r"^what (?:is|are|was|were) (?:a |an |the )?[\w' -]{2,40}\?*$|\bmean(?:t|ing)?\b|\bdefine|\bstand for\b",
    ),
    ("other", r"\bwhat\b|\bwhich\b|\bdid\b|\bdoes\b|\bis\b"),
)
_ENGLISH_LIST = re.compile(
    r"\b(?:which|what) (?:\w+ ){0,2}?\w{2,}s\b(?<!ss)|\b(?:what|who) (?:are|were)\b|\blist\b|\bname (?:the|all)\b"
)
_STATED = re.compile(r"(?:多少|几)([一-鿿]{0,4})")
_CHINESE_STOP = frozenset(
    "的 了 是 在 和 与 及 或 被 由 把 将 对 于 从 到 为 以 而 之 其 也 都 就 还 很 等 吗 呢 吧 啊 有 没有 "
    "会 能 可以 哪 什么 个 种 这 那 该 一 位 所 中 上 下 里 时 一共 共 总共 请问 告诉 我 你 您 "
    "进行 以及 关于 多少 几 谁 何 如何 怎么 为什么 哪些 哪个 主要 属于 后 前".split()
)
# Words of the longest phrase or name that the bridge translates as one.
LONGEST_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the question and the words of the archive that stand for it.

    Attributes:
        word: As it stood in the question, folded.
        into: Words of the archive with their weights in (0, 1], the best with weight 1.
        closeness: In (0, 1]: 1 beside the question word (谁, "who"), less the farther away.
    """

    word: str
    into: tuple[tuple[str, float], ...]
    closeness: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood as far as finding its answer needs.

    Attributes:
        text: As asked.
        language: By script: any Chinese character makes it Chinese.
        want: The kind of thing that would answer.
        wants_list: Whether several things are asked for.
        unit: What 多少 / 几 counts, folded ("幅" in 多少幅作品), "" if nothing.
        groups: The content words, in order.
        pairs: The same for neighbouring characters, which finds what the dictionary does not know.
        pieces: The folded question cut at its question word: what a sentence may repeat literally.
        names: People, places, titles, years and Latin words: each the groups that all must be held.
    """

    text: str
    language: Language
    want: Want
    wants_list: bool
    unit: str
    groups: tuple[Group, ...]
    pairs: tuple[Group, ...]
    pieces: tuple[str, ...]
    names: tuple[tuple[Group, ...], ...]


def language_of(text: str) -> Language:
    """Return the language of a question, by its script.

    >>> language_of("KN95口罩多少个？"), language_of("Who won?")
    ('zh', 'en')
    """
    return "zh" if is_han(text) else "en"


def analyse(text: str, bridge: Sequence[Translation] = ()) -> Question:
    """Return what a question asks for; `bridge` holds the translations of an English one.

    >>> analyse("大赛收到多少幅作品？").want
    'number'
    """
    folded = " ".join(fold(text[:LONGEST]).split())
    if language_of(text) == "zh":
        return _chinese(text, folded)
    return _english(text, folded, bridge)


def _chinese(text: str, folded: str) -> Question:
    want, start, end = _wanted(_CHINESE, folded)
    before, after = words(folded[:start]), words(folded[end:])
    kept = [(word, len(before) - place) for place, word in enumerate(before)]
    kept += [(word, place + 1) for place, word in enumerate(after)]
    groups = [_itself(word, far) for word, far in kept if word not in _CHINESE_STOP]
    pieces = tuple(piece for piece in (folded[:start], folded[end:].rstrip("?？。 ")) if piece)
    pairs = [_itself(pair, 1) for piece in pieces for pair in bigrams(piece)]
    stated = _STATED.search(folded)
    return Question(
        text=text,
        language="zh",
        want=want,
        wants_list=_CHINESE_LIST.search(folded) is not None,
        unit=stated[1] if stated else "",
        groups=tuple(groups),
        pairs=tuple(pairs),
        pieces=pieces,
        names=tuple(tuple(_itself(part, 1) for part in bigrams(name)) for name in names(folded)),
    )


def _english(text: str, folded: str, bridge: Sequence[Translation]) -> Question:
    want, start, _ = _wanted(_ENGLISH, folded)
    asked = sum(token.text != "" for token in tokens(folded[:start]))
    groups = list(_translated(tokens(text[:LONGEST]), bridge, asked))
    named = {
        token.text for token in tokens(text[:LONGEST]) if token.named or token.text[0].isdigit()
    }
    return Question(
        text=text,
        language="en",
        want=want,
        wants_list=_ENGLISH_LIST.search(folded) is not None,
        unit="",
        groups=tuple(groups),
        pairs=tuple(_in_pairs(group) for group in groups),
        pieces=tuple(word for group in groups for word, weight in group.into if weight > 0.5),
        names=tuple((group,) for group in groups if group.word in named),
    )


def _translated(asked: Sequence[Token], bridge: Sequence[Translation], at: int) -> Iterator[Group]:
    """Yield a group for each phrase or word, longest first match; a word without translation stays itself."""
    into = {translation.word: translation.into for translation in reversed(bridge)}
    words_of = [token.text for token in asked]
    place = 0
    while place < len(words_of):
        length = next(
            (
                size
                for size in range(LONGEST_PHRASE, 1, -1)
                if " ".join(words_of[place : place + size]) in into
            ),
            1,
        )
        word = " ".join(words_of[place : place + length])
        if word in into or word not in STOP_WORDS:
            yield Group(
                word, _relative(into.get(word, ((word, 1.0),))), _closeness(abs(place - at))
            )
        place += length


def _wanted(cues: Sequence[tuple[Want, str]], folded: str) -> tuple[Want, int, int]:
    """Return the kind of answer, and where the words that ask for it stand."""
    for want, cue in cues:
        if match := re.search(cue, folded):
            return want, match.start(), match.end()
    return "other", len(folded), len(folded)


def _itself(word: str, far: int) -> Group:
    return Group(word, ((word, 1.0),), _closeness(far))


def _closeness(far: int) -> float:
    return 1.0 / (1.0 + max(0, far - 1) / 2)


def _relative(into: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    best = max((weight for _, weight in into), default=1.0)
    return tuple((fold(word), weight / best) for word, weight in into)


def _in_pairs(group: Group) -> Group:
    """Return the group with its Chinese words cut into pairs of characters."""
    pairs: dict[str, float] = {}
    for word, weight in group.into:
        for pair in bigrams(word):
            pairs[pair] = max(weight, pairs.get(pair, 0.0))
    return Group(group.word, tuple(pairs.items()), group.closeness)
