"""What kinds of things stand in a sentence: days, amounts, people, places, bodies, titles, causes.

Counts only, independent of any question, so they are kept for the sentences seen last. Names come
from jieba's tagger with its hidden Markov model on: it is not reproducible enough to index with,
but it knows names that no dictionary has. Next: `bot/reading/features.py` weighs the counts against
what a question wants.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.brackets import TITLE_CLOSING, TITLE_OPENING
from index.bridge.names_by_sound import surnames
from index.text.words import fold, rust_jieba

_HAN = "〇零一二三四五六七八九十百千两"
_DIGITS = rf"(?:\d[\d,.]{{0,20}}|[{_HAN}][{_HAN}万亿]{{0,11}})"
_DAY = re.compile(
    rf"{_DIGITS}(?:年代?|月份?|日|世纪|点|时(?!候))|近日|日前|昨[日天]|今[日天年]|去年|明年|前年|上午|下午|期间|年间|初期|末年|时期|[周礼拜星期]{{2}}[一二三四五六日]"
)
# 一步 of 进一步, 一线, 一定: a lone 一 seldom counts.
_LONE_ONE = re.compile("一[^百千万亿]?")
_AMOUNT = re.compile(rf"{_DIGITS}(?:余|多|万|亿|%|％|千)*[^\W\d_年月日]?")
_BODY = re.compile(
    r"(?:公司|集团|委员会|协会|联合会|工会|大学|学院|中学|小学|医院|银行|法院|政府|中心|[^\W\d]局|[^\W\d]部(?!分)|出版社|俱乐部|联盟|组织|党)"
)
_PLACE_TAIL = re.compile(r"[一-鿿]{1,3}(?:省|市|县|区|镇|乡|村|街道|社区|路|州|岛|国)")
_DOTTED_NAME = re.compile(r"[^\W\d_]{1,8}[·‧・•][^\W\d_]{1,8}")
_TITLE = re.compile(rf'[{TITLE_OPENING}"][^{TITLE_CLOSING}"]{{1,40}}[{TITLE_CLOSING}"]')
_CAUSE = re.compile(r"因为|因此|因而|由于|为了|所以|原因|导致|致使|缘于|出于|以便|使得|令|因")
_DEFINITION = re.compile(
    r"是(?:一|指|由|在|位|以|中|为)|指(?:的)?是|即|称为|又称|又名|简称|名为|叫做|俗称|别名|原名"
)
_MANNER = re.compile(r"通过|采取|采用|利用|方式|方法|以.{1,12}(?:来|方式)|经过|逐步|首先|随后|然后")

_NAMED = frozenset(("nr", "ns", "nt", "nz"))
# First letters of jieba's tags: nouns and names, foreign words, numbers, times, abbreviations,
# idioms.
_NOUNS = frozenset("nemtjl")
_LITERAL = re.compile(
    rf"\d+年|[a-z][a-z0-9]+|\d{{2,}}|(?<=[{TITLE_OPENING}])[^{TITLE_CLOSING}]{{2,20}}"
)


@dataclass(frozen=True, slots=True)
class SentenceTags:
    """Counts of the kinds of things in one sentence, and its folded words.

    Attributes:
        folded: The sentence folded, for comparing.
        amounts: Numbers with what they count, folded ("600幅").
    """

    folded: str
    days: int
    amounts: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]
    bodies: int
    titles: int
    causes: int
    definitions: int
    manners: int
    pauses: int


@lru_cache(maxsize=4096)
def tag_sentence(sentence: str) -> SentenceTags:
    """Return what stands in a sentence.

    >>> tag_sentence("摄影大赛共收到近600幅作品。").amounts
    ('600幅',)
    """
    folded = fold(sentence)
    named = tagged(folded)
    people = [word for word, tag in named if tag.startswith("nr") and len(word) > 1]
    places = [word for word, tag in named if tag == "ns" and len(word) > 1]
    return SentenceTags(
        folded=folded,
        days=len(_DAY.findall(folded)),
        amounts=tuple(one for one in _AMOUNT.findall(folded) if not _LONE_ONE.fullmatch(one)),
        people=tuple(people + _DOTTED_NAME.findall(folded)),
        places=tuple(places + _PLACE_TAIL.findall(folded)),
        bodies=len(_BODY.findall(folded)),
        titles=len(_TITLE.findall(folded)),
        causes=len(_CAUSE.findall(folded)),
        definitions=len(_DEFINITION.findall(folded)),
        manners=len(_MANNER.findall(folded)),
        pauses=folded.count("、"),
    )


def names_in(folded: str) -> list[str]:
    """Return the names in a folded text: people, places, quoted titles, years, Latin words.

    >>> names_in("2022年石景山区有几个站点")
    ['石景山区', '2022年']
    """
    named = [word for word, tag in tagged(folded) if _is_name(word, tag)]
    return list(dict.fromkeys([*named, *_LITERAL.findall(folded)]))


def _is_name(word: str, tag: str) -> bool:
    """Say whether a tagged word names something.

    The dictionary calls 亚军 a person; who has a Chinese name of two characters has a surname.
    """
    if tag[:2] not in _NAMED or len(word) < 2:
        return False
    return tag != "nr" or len(word) > 2 or word[0] in surnames()


@lru_cache(maxsize=4096)
def is_noun(word: str) -> bool:
    """Say whether a word of a question names a thing: 电话, 石景山区, "KN95", but not 举办.

    >>> is_noun("电话"), is_noun("举办")
    (True, False)
    """
    tags = [tag for _, tag in tagged(word, guess=False)]
    return bool(tags) and (tags[-1][:1] in _NOUNS or tags[-1] in ("vn", "an"))


def tagged(text: str, guess: bool = True) -> list[tuple[str, str]]:
    """Return the words of a text, spaces and punctuation too, with jieba's part-of-speech tags.

    `guess` lets its hidden Markov model make names of what no dictionary has.

    >>> tagged("建设站点")
    [('建设', 'vn'), ('站点', 'n')]
    """
    return _tagger()(text, guess)


@cache
def _tagger() -> Callable[[str, bool], list[tuple[str, str]]]:
    """Return jieba's tagger, in Rust, or its Python twin where there is no wheel."""
    try:
        tagger = rust_jieba()
    except ImportError:
        import jieba.posseg

        return lambda text, guess: [
            (pair.word, pair.flag) for pair in jieba.posseg.cut(text, HMM=guess)
        ]
    return lambda text, guess: list(tagger.tag(text, guess))
