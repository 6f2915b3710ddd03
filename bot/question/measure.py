"""What kind of number is asked for, and where one stands: money, a length of time, an age.

三类证据 is a number, but no answer to 多少钱. What asks lies in `measures.tsv`: cues of the
languages, compared with folded text. A number of things (多少名, "how many workers") is no measure.
Next: `bot/question/question.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.text.entries import PatternEntry, any_of, read_entries

# Bounded, and no sign can be taken by two neighbours: else what begins at each sign of a page of 百
# alone would be read in as many ways as there are pairs of them.
PRINTED_NUMBER = (
    r"(?:\d[\d,.]{0,20}[百千]{0,2}|[〇零一二三四五六七八九十百千两半几数]{1,20})"
    r"[万亿]{0,2}(?:[余多][百千万亿]{0,3}[余多]?)?个?"
)
_NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半几数无]|没有|不限|全部|未定|待定")


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of number.

    Attributes:
        name: For reading and testing.
        asks: What asks for it, in Chinese and in English.
        looks: What it looks like in print.
        never: Names of the measures whose numbers cannot stand for it: no day is an hour.
    """

    name: str
    asks: re.Pattern[str]
    looks: re.Pattern[str]
    never: frozenset[str]


# What each looks like in print. In order: the first that is asked for decides.
LOOKS = {
    "phone": (
        r"\d{5,}",
        r"\d{3,4}[- ]\d{3,}",
        "[〇零一二三四五六七八九]{5,}",
        # 火警电话119: so few digits are a number to call only behind a word for it.
        r"(?:电话|热线|[拨打])[^\d,。]{0,4}\d{3,4}(?!\d|[-. ]\d|元|人|家|件|个|户)",
    ),
    "money": (
        rf"{PRINTED_NUMBER}(?:元|块|角|美元|欧元|英镑|日元|港元|港币|圆|卢比|卢布|钱|两白?银|美金)",
        r"(?:¥|\$|€|£|rmb|cny|usd) ?\d|免费|不收费|不要钱|无偿",
    ),
    "duration": (
        # Four digits are a year, and behind 月 stands a day.
        rf"(?<!\d)(?!(?:19|20)\d\d年){PRINTED_NUMBER}(?:年|载|周|星期|礼拜|天|昼夜|小时|钟头|时|刻钟)",
        rf"{PRINTED_NUMBER}(?:分钟?|秒|世纪|工作日)|{PRINTED_NUMBER}(?<=[个数两几])月",
        rf"(?<![月\d]){PRINTED_NUMBER}日(?!电)|[至到].{{0,8}}[日号天]",
        # "How long is the bridge?"
        r"\d(?:公里|千米|米|厘米|毫米|英里)",
        "终身|无固定期限|长期|永久|当[天日]|即时|周年",
    ),
    "age": (f"{PRINTED_NUMBER}周?岁", f"年(?:已|近|满|逾){PRINTED_NUMBER}"),
    "share": (rf"\d%|百分之|{PRINTED_NUMBER}(?:分之|成|倍)|一半|半数",),
    "clock": (
        rf"{PRINTED_NUMBER}(?:点|时(?!间))",
        r"\d:\d\d",
        r"正午|中午|午夜|[ap]\.?m\b|24小时|全天|昼夜",
    ),
    "day": (
        f"{PRINTED_NUMBER}(?:月|日|号)|(?:星期|周|礼拜)[一二三四五六日天]|当[天日]",
        "元旦|春节|中秋|国庆|端午|清明|重阳|元宵|除夕|正月|腊月",
    ),
    "year": (f"{PRINTED_NUMBER}年", "[〇零一二三四五六七八九]{4}|[去前明后]年"),
}
# 119, 12333 alone: digits that count nothing. 1140人 is no number to call.
ALONE = re.compile(r"(?<![\d.])\d{3,4}(?![\d一-鿿])")
# Of each, the measures whose numbers cannot stand for it.
NEVER = {
    "phone": "money clock day year share age",
    "money": "clock day phone age",
    "duration": "money share age phone year day clock",
    "age": "money share clock phone",
    "share": "money clock day phone age",
    "clock": "money day year share age phone duration",
    "day": "money clock share age phone duration",
    "year": "money clock share age phone",
}


def read_measures(entries: Sequence[PatternEntry]) -> tuple[Measure, ...]:
    """Return the measures, each with its list of what asks for it."""
    return tuple(
        Measure(
            name,
            re.compile(any_of(entries, name)),
            re.compile("|".join(looks)),
            frozenset(NEVER[name].split()),
        )
        for name, looks in LOOKS.items()
    )


ENTRIES = read_entries(Path(__file__).with_name("measures.tsv"))
MEASURES = read_measures(ENTRIES)


def measure_of(folded: str) -> Measure | None:
    """Return the measure that a folded question asks for.

    `"每人每月多少钱?"` asks for money, `"how old is he?"` for an age, `"谁获奖了?"` for none.
    """
    return next((one for one in MEASURES if one.asks.search(folded)), None)


def measured(folded: str, measure: Measure) -> list[str]:
    """Return what a folded sentence holds of a measure.

    `"每人每月180元,共三个月"` holds `["180元"]` of money.
    """
    return [match[0] for match in measure.looks.finditer(folded)]


def cannot_be(folded: str, measure: Measure | None) -> bool:
    """Say whether folded words cannot answer a question for a measure.

    They hold no number, or one of another measure: `"7月1日起"` and `"开放"` can be no hour,
    `"24小时开放"`, `"全天"` and `"305"` can be one. A number to call has to stand there.
    """
    if measure is None or measured(folded, measure):
        return False
    if measure.name == "phone":
        return ALONE.search(folded) is None
    other = any(one.looks.search(folded) for one in MEASURES if one.name in measure.never)
    return other or not holds_number(folded)


def holds_number(folded: str) -> bool:
    """Say whether folded words hold a number, or say that there is none of a thing."""
    return _NUMERAL.search(folded) is not None
