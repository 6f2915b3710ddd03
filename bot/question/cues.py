"""The words that ask, in Chinese and English: for a person, a day, an amount, a list.

Cues of the languages, never of single questions; they lie in `cues.tsv`. Chinese ones are compared
with the folded question, so they fit Traditional script as well. Next: `bot/question/question.py`
reads a question with them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from bot.reply import Language
from index.text.entries import PatternEntry, any_of, read_entries

Want = Literal[
    "person", "time", "place", "number", "organisation", "reason", "definition", "manner", "other"
]
WANTS: tuple[Want, ...] = get_args(Want)


@dataclass(frozen=True, slots=True)
class Cues:
    """What asks in one language.

    Attributes:
        wants: Patterns for the kinds of answer; the first that is found decides.
        several: What asks for several things.
    """

    wants: tuple[tuple[Want, str], ...]
    several: re.Pattern[str]


# What 号 numbers; elsewhere a bare 号 is a day: 3号线, 18号楼, 305号教室.
NUMBERED_THINGS = (
    "(?:线|楼|厅|馆|门|院|车|井|机|厂房|仓|库|窗口|柜|台风|文|公告|令|通知|店|站|桥|出口|路|栋|室|矿|炉"
    "|塔|教室|房|座|桌|床|铺|岗|馆|球|选手|公馆|地块)"
)
# Who wrote an article is not who it is about.
BYLINE = re.compile(
    r"[（(][^（）()]{0,8}(?:记者|通讯员|实习生)[^（）()]*[）)]"
    r"|(?:本报|见习)记者[ \u3000]*[^，。；\n]{2,12}|通讯员[ \u3000][^，。；\n]{2,12}"
)


def read_cues(entries: Sequence[PatternEntry], language: Language) -> Cues:
    """Return the cues of a language: its lists `zh.asks.03.number`, in order, and `zh.several`."""
    lists = dict.fromkeys(entry.group for entry in entries)
    asking = [name for name in lists if name.startswith(f"{language}.asks.")]
    wants = tuple((_want(name), any_of(entries, name)) for name in asking)
    return Cues(wants, re.compile(any_of(entries, f"{language}.several")))


def who_wrote(entries: Sequence[PatternEntry]) -> re.Pattern[str]:
    """Return what asks, in either language, who wrote an article; to be compared folded."""
    return re.compile(f"{any_of(entries, 'zh.wrote')}|{any_of(entries, 'en.wrote')}")


def _want(name: str) -> Want:
    return next(want for want in WANTS if name.endswith(f".{want}"))


ENTRIES = read_entries(Path(__file__).with_name("cues.tsv"))
ASKS_WHO_WROTE = who_wrote(ENTRIES)
CHINESE_CUES = read_cues(ENTRIES, "zh")
ENGLISH_CUES = read_cues(ENTRIES, "en")
# What 多少 or 几 counts follows it: "幅" in 多少幅作品.
COUNTED = re.compile(r"(?:多少|(?<!月)几(?!月几|乎|何))([一-鿿]{0,4})")
# Words of a question that a page need not hold.
CHINESE_STOP = frozenset(
    "的了是在和与及或被由把将对于从到为以而之其也都就还很等吗呢吧啊有会能哪个种这那该一位所中上下里时"
    "共多少几谁何我你您后前"
) | {
    *("没有", "可以", "什么", "一共", "总共", "请问", "告诉", "进行", "以及", "关于", "多少"),
    *("如何", "怎么", "为什么", "哪些", "哪个", "主要", "属于"),
}
# Nouns that only name the kind of answer, in a question: no page says 地点 beside a place.
CHINESE_KINDS = frozenset(
    {
        *("时间", "日期", "时候", "年份", "日子", "地点", "位置", "地方", "数量", "数目", "数字"),
        *("人数", "次数", "金额", "数额", "号码", "名字", "名称", "姓名", "原因", "理由", "职务"),
        *("年龄", "年纪", "岁数", "方式", "方法", "东西", "事情", "内容", "情况", "叫", "叫做"),
        *("钱", "元", "块", "块钱", "号", "开始"),
    }
)
ENGLISH_KINDS = frozenset(
    {
        *("name", "names", "called", "number", "numbers", "amount", "date", "time", "place", "way"),
        *("location", "kind", "kinds", "type", "sort", "reason", "reasons", "cause", "happen"),
        *("happened", "happens", "take", "took", "long", "many", "much", "thing", "things"),
        *("total", "age", "title", "job", "position", "role", "year", "day", "month"),
    }
)
