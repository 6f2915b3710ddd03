"""What a question takes for granted: its places and years, and which of a row it means.

“朝阳区有几家站点获奖” is not answered by an article about 石景山区, however well the rest fits. A
person may be called otherwise in print, a place or a year hardly; in an English question only years
are sure enough. Next: `bot/reading/select.py`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.question.question import Question
from bot.question.tags import tagged
from bot.reading.numbered import contradicts, lacks, numbered, spoken_of
from bot.reply import Language
from corpus.article import Article
from corpus.passages import TextRange
from index.query import plain_question
from index.text.english import tokens
from index.text.words import fold, is_han

# Tagged as places, but none, or the one that every article is about.
NO_PLACE = frozenset(
    ("中国", "我国", "全国", "各国", "两国", "本市", "全市", "全省", "城市", "东西", "长达", "国家")
)
# What kind of place it is need not be printed: 石景山 for 石景山区.
KINDS_OF_PLACE = "省市县区州镇乡国"
YEAR_DIGITS = 4
# A district that no dictionary has: 平谷区, but not 居民小区.
DISTRICT = re.compile(
    '(?:^|[年在,、“"])([一-鿿]{2,3})(?<![社小地园景校城辖矿市山灾牧林片新发])[区县](?!别|域|分)'
)


# What is left of the confidence where an article does not name the question's places and years: 5
# of 683 right answers to questions that have some do not (CMRC dev, DRCD test), and 45 of 79
# answers to false premises.
WITHOUT_PREMISE = 0.3


# What forbids or denies, and what allows, in Chinese and English.
DENIES = re.compile(
    r"不(?:得|能|可以?|许|准|应|算|视为|认定|予|放假|用|必|需)|禁止|严禁|拒绝"
    r"|\b(?:not|never|cannot|can't|mustn't|forbidden|prohibited|banned)\b"
)
ALLOWS = re.compile("(?<!不)(?:可以|应当|应该|能够|视为|认定|允许|准予|放假)")


# An office behind 副, and what asks for a deputy.
DEPUTY = re.compile(r"副([一-鿿]{2})")
ASKS_DEPUTY = re.compile(r"副|\b(?:vice|deputy)\b")


def left_of_premise(question: Question, article: Article, quoted: TextRange) -> float:
    """Return what is left of the confidence in a quote that answers another question, in (0, 1].

    A sentence that names no number of a row is about the one named last before it, or in its
    headline.
    """
    told = fold(quoted.of(article.text))
    another = contradicts(question.text, _told_about(question, article, quoted))
    another = another or denies_otherwise(question, told) or only_deputy(question, told)
    named = names_premise(question.text, question.language, article)
    return 1.0 if named and not another else WITHOUT_PREMISE


def _told_about(question: Question, article: Article, quoted: TextRange) -> str:
    """Return a folded quote; before it what numbers the thing that it tells of, if it does not."""
    told = fold(quoted.of(article.text))
    if numbered(told):
        return told
    before = article.text[: quoted.start]
    return f"{spoken_of(question.text, fold(article.title), before)}\n{told}"


def denies_otherwise(question: Question, told: str) -> bool:
    """Say whether a folded quote tells what is forbidden where it is asked what is allowed, or so.

    Only who or which is asked: whether one may (可以养狗吗) is answered by 不得 as well.
    """
    if not question.wants_list and question.want != "person":
        return False
    asked = fold(question.text)
    if DENIES.search(asked):
        return DENIES.search(told) is None
    plain = ALLOWS.search(asked) is not None and ALLOWS.search(told) is None
    return plain and DENIES.search(told) is not None


def only_deputy(question: Question, told: str) -> bool:
    """Say whether a folded quote tells of a deputy only where the office's holder is asked for.

    副主席卢静 answers no question for the 主席.
    """
    if ASKS_DEPUTY.search(fold(question.text)):
        return False
    offices = {match[1] for match in DEPUTY.finditer(told)}
    asked = tuple(word for group in question.groups for word, _ in group.into)
    meant = [one for one in offices if any(word.endswith(one) for word in asked)]
    return any(one not in told.replace(f"副{one}", "") for one in meant)


def names_premise(text: str, language: Language, article: Article) -> bool:
    """Say whether an article names every place, year and number that a question takes for premises.

    A year is also told by the day of printing, and the year before by 去年.
    """
    printed = fold(f"{article.kicker}\n{article.title}\n{article.subtitle}\n{article.text}")
    if article.date:
        printed += f"\n{article.date.year}\n{article.date.year - 1}"
    return all(name in printed for name in premises(text, language)) and not lacks(text, printed)


@lru_cache(maxsize=256)
def premises(text: str, language: Language) -> tuple[str, ...]:
    """Return the places and years of a question.

    >>> premises("2019年朝阳区投入多少资金？", "zh")
    ('朝阳', '2019')
    """
    folded = fold(plain_question(text))
    places = _places(folded) if language == "zh" else ()
    words = (token.text for token in tokens(folded.replace("年", " ")))
    years = (word for word in words if word.isdecimal() and len(word) == YEAR_DIGITS)
    return tuple(dict.fromkeys((*places, *years)))


def _places(folded: str) -> Iterator[str]:
    for word, tag in tagged(folded):
        if tag == "ns" and len(word) > 1 and is_han(word) and word not in NO_PLACE:
            yield _bare(word)
    yield from DISTRICT.findall(folded)


def _bare(place: str) -> str:
    return place[:-1] if len(place) > 2 and place[-1] in KINDS_OF_PLACE else place
