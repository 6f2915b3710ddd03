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


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of number.

    Attributes:
        name: For reading and testing.
        asks: What asks for it, in Chinese and in English.
        looks: What it looks like in print.
    """

    name: str
    asks: re.Pattern[str]
    looks: re.Pattern[str]


# What each looks like in print. In order: the first that is asked for decides.
LOOKS = {
    "phone": (r"\d{5,}", r"\d{3,4}-\d{3,}", "[〇零一二三四五六七八九]{5,}"),
    "money": (
        rf"{PRINTED_NUMBER}(?:元|块|角|美元|欧元|英镑|日元|港元|港币|圆|卢比|卢布|钱|两白?银|美金)",
    ),
    "duration": (
        f"{PRINTED_NUMBER}(?:年|载|月|周|星期|礼拜|天|日|昼夜|小时|钟头|时|刻钟|分钟?|秒|世纪|工作日)",
        # "How long is the bridge?"
        r"\d(?:公里|千米|米|厘米|毫米|英里)",
        "终身|无固定期限|长期",
    ),
    "age": (f"{PRINTED_NUMBER}周?岁", f"年(?:已|近|满|逾){PRINTED_NUMBER}"),
    "share": (rf"\d%|百分之|{PRINTED_NUMBER}(?:分之|成|倍)|一半|半数",),
    "clock": (rf"{PRINTED_NUMBER}(?:点|时(?!间))", r"\d:\d\d", r"正午|中午|午夜|[ap]\.?m\b"),
    "day": (
        f"{PRINTED_NUMBER}(?:月|日|号)|(?:星期|周|礼拜)[一二三四五六日天]|当[天日]",
        "元旦|春节|中秋|国庆|端午|清明",
    ),
    "year": (f"{PRINTED_NUMBER}年", "[〇零一二三四五六七八九]{4}"),
}


def read_measures(entries: Sequence[PatternEntry]) -> tuple[Measure, ...]:
    """Return the measures, each with its list of what asks for it."""
    return tuple(
        Measure(name, re.compile(any_of(entries, name)), re.compile("|".join(looks)))
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
