"""What a question takes for granted: its places and years, and which of a row it means.

“朝阳区有几家站点获奖” is not answered by an article about 石景山区, however well the rest fits. A
person may be called otherwise in print, a place or a year hardly; in an English question only years
are sure enough. Next: `bot/reading/select.py`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.question.tags import tagged
from bot.reading.numbered import lacks
from bot.reply import Language
from corpus.article import Article
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
