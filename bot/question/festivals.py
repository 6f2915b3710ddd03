"""Festivals in Chinese text: 国庆节 and 国庆长假 are one, 三八节 and 妇女节 are.

Used by `bot/dates/chinese.py` for their days, and by readers and follow-ups to tell them apart.
Left out: English names (`bot/dates/english.py`).
"""

import re

# By the first of these in them, so that 国际劳动妇女节 is the women's day; where no other
# word goes on from them: 五一劳动奖章 is no day, and 张国庆 is a man.
_NAMES = {
    "元旦": "new_year", "春节": "spring_festival", "元宵": "lantern", "三八": "women",
    "妇女": "women", "清明": "qingming", "五一": "may_day", "劳动": "may_day", "五四": "youth",
    "青年": "youth", "端午": "dragon_boat", "六一": "children", "儿童": "children", "建党": "party",
    "建军": "army", "中秋": "mid_autumn", "教师": "teachers", "国庆": "national_day",
    "重阳": "double_ninth", "圣诞": "christmas",
}  # fmt: skip
FESTIVAL = re.compile(
    r"(?:元旦|元宵|端午|中秋|重阳|圣诞|教师(?=节)|建党(?=节)|建军(?=节))节?|春节(?!联欢|晚会)"
    r"|清明(?!上河)节?|(?:三八)?(?:国际)?(?:劳动)?妇女节|三八节|五四青年节|(?:六一)?(?:国际)?儿童节"
    r"|五一(?!劳动奖|口号|广场|路|[^\W\d_]?村)(?:国际)?(?:劳动)?节?|(?<![^\W\d_])青年节|(?:国际)?劳动节"
    r"|国庆(?:节|长假|假期)|(?:(?<![^\W\d_])|(?<=年))国庆"
)


def festival_name(words: str) -> str:
    """Return which festival words that `FESTIVAL` matches name, as `bot/dates/period.py` does.

    >>> festival_name("国际劳动妇女节"), festival_name("国庆长假")
    ('women', 'national_day')
    """
    return next(name for key, name in _NAMES.items() if key in words)


def festivals_in(text: str) -> frozenset[str]:
    """Return the festivals that a text names.

    >>> sorted(festivals_in("国庆节、中秋节放假8天"))
    ['mid_autumn', 'national_day']
    """
    return frozenset(festival_name(match[0]) for match in FESTIVAL.finditer(text))
