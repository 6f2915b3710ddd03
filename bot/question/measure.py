"""What kind of number is asked for, and where one stands: money, a length of time, an age.

三类证据 is a number, but no answer to 多少钱. Cues of the languages, compared with folded text; a
number of things (多少名, "how many workers") is no measure. Next: `bot/question/question.py`.
"""

import re
from dataclasses import dataclass

from bot.question.cues import NUMBERED_THINGS

# Bounded, and no sign can be taken by two neighbours: else what begins at each sign of a page of 百
# alone would be read in as many ways as there are pairs of them.
PRINTED_NUMBER = (
    r"(?:\d[\d,.]{0,20}[百千]{0,2}|[〇零一二三四五六七八九十百千两半几数]{1,20})"
    r"[万亿]{0,2}(?:[余多][百千万亿]{0,3}[余多]?)?个?"
)
_END = "(?=[?,。 ]|$)"
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


def _measure(name: str, asks: tuple[str, ...], looks: tuple[str, ...], never: str = "") -> Measure:
    either = [re.compile("|".join(patterns)) for patterns in (asks, looks)]
    return Measure(name, either[0], either[1], frozenset(never.split()))


# In order: the first that asks decides.
MEASURES = (
    _measure(
        "phone",
        (
            r"(?:电话|手机号?码?|热线|传真)(?:号码?)?(?:是|为)?(?:多少|几|什么|哪)|联系电话",
            r"(?:什么|啥|哪个|哪一个|多少)(?:电话|热线|手机号)|[打拨](?:什么|啥|哪个|哪一个|几)号",
            r"\b(?:phone|telephone|mobile|hotline|fax|contact) numbers?\b",
            r"\b(?:who|what number|which number) (?:do|should|can|must) (?:i|we|you)"
            r" (?:call|ring|phone|dial)\b",
        ),
        (
            r"\d{5,}",
            r"\d{3,4}[- ]\d{3,}",
            "[〇零一二三四五六七八九]{5,}",
            # 火警电话119: so few digits are a number to call only behind a word for it.
            r"(?:电话|热线|[拨打])[^\d,。]{0,4}\d{3,4}(?!\d|[-. ]\d|元|人|家|件|个|户)",
        ),
        "money clock day year share age",
    ),
    _measure(
        "money",
        (
            "(?:多少|几|多)[百千万亿]*(?:块?钱|元|美元|欧元|资金|经费|善款|款|块(?=[?,。 了]|$))",
            "(?:钱|工资|薪酬|月薪|年薪|津贴|补贴|补助|奖金|慰问金|费用?|价格?|票价|租金|金额|收入"
            f"|保费|保额|投资|赔偿金?|罚款)(?:标准)?(?:是|为|有|达到?|约)?多少{_END}",
            f"(?:花|值|赚|挣|卖|要价|拨款)了?(?:多少|几){_END}",
            r"\bhow much (?:money|did|does|do|is|was|were|are|will|would|can|could|a|per|the)\b",
            r"\bwhat (?:is|was|are|were) the (?:\w+ ){0,3}"
            r"(?:price|cost|salary|wages?|fee|budget|subsidy|allowance|pay)\b",
        ),
        (
            rf"{PRINTED_NUMBER}(?:元|块|角|美元|欧元|英镑|日元|港元|港币|圆|卢比|卢布|钱|两白?银|美金)",
            r"(?:¥|\$|€|£|rmb|cny|usd) ?\d|免费|不收费|不要钱|无偿",
        ),
        "clock day phone age",
    ),
    _measure(
        "duration",
        (
            "多久|多长|(?:多少|(?<!哪)几)个月|期限(?:是|为)?多",
            "(?:多少|(?<!哪)几)年(?!级|代|前|出生|生的|成立|的)",
            "(?:多少|(?<!哪)几)个?(?:年头|小时|钟头|分钟|秒|天|星期|周|工作日)(?!前)",
            r"\bhow long\b",
            r"\bhow many (?:years|months|weeks|days|hours|minutes|seconds)\b",
        ),
        (
            # Four digits are a year, and behind 月 stands a day.
            rf"(?<!\d)(?!(?:19|20)\d\d年){PRINTED_NUMBER}(?:年|载|周|星期|礼拜|天|昼夜|小时|钟头|时|刻钟)",
            rf"{PRINTED_NUMBER}(?:分钟?|秒|世纪|工作日)|{PRINTED_NUMBER}(?<=[个数两几])月",
            rf"(?<![月\d]){PRINTED_NUMBER}日(?!电)|[至到].{{0,8}}[日号天]",
            # "How long is the bridge?"
            r"\d(?:公里|千米|米|厘米|毫米|英里)",
            "终身|无固定期限|长期|永久|当[天日]|即时|周年",
        ),
        "money share age phone year day clock",
    ),
    _measure(
        "age",
        (
            "(?<![积模围度径寸力量小有])多大(?:年纪|岁数|年龄)?(?=[?,。了 ]|$|的?时)",
            "几岁|多少岁|(?:年龄|年纪|岁数)(?:是|为|有)?(?:多|几)",
            r"\bhow old\b|\b(?:what|which) age\b",
        ),
        (f"{PRINTED_NUMBER}周?岁", f"年(?:已|近|满|逾){PRINTED_NUMBER}"),
        "money share clock phone",
    ),
    _measure(
        "share",
        (
            "百分之(?:几|多少)|(?:多少|几)%",
            "(?:比例|占比|比重|百分比|[^利效功频心汇费]率)(?:是|为|有|达到?|约)?(?:多少|几)",
            r"\bpercent\w*\b|\bwhat (?:proportion|share|rate)\b",
        ),
        (rf"\d%|百分之|{PRINTED_NUMBER}(?:分之|成|倍)|一半|半数",),
        "money clock day phone age",
    ),
    _measure(
        "clock",
        ("几点", r"\bwhat (?:time|hour)\b|\b(?:opening|business|office|visiting) hours\b"),
        (
            rf"{PRINTED_NUMBER}(?:点|时(?!间))",
            r"\d:\d\d",
            r"正午|中午|午夜|[ap]\.?m\b|24小时|全天|昼夜",
        ),
        "money day year share age phone duration",
    ),
    _measure(
        "day",
        (
            "哪一?天",
            f"几月几[号日]|几月[初中底]?|几[号日](?!{NUMBERED_THINGS})",
            r"\b(?:what|which) (?:date|day|month)\b|\bwhat (?:is|was) the date\b",
        ),
        (
            f"{PRINTED_NUMBER}(?:月|日|号)|(?:星期|周|礼拜)[一二三四五六日天]|当[天日]",
            "元旦|春节|中秋|国庆|端午|清明|重阳|元宵|除夕|正月|腊月",
        ),
        "money clock share age phone duration",
    ),
    _measure(
        "year",
        ("哪一?年|何年|几几年", r"\b(?:what|which) year\b"),
        (f"{PRINTED_NUMBER}年", "[〇零一二三四五六七八九]{4}|[去前明后]年"),
        "money clock share age phone",
    ),
)


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
    `"24小时开放"`, `"全天"` and `"305"` can be one.
    """
    if measure is None or measured(folded, measure):
        return False
    other = any(one.looks.search(folded) for one in MEASURES if one.name in measure.never)
    return other or not holds_number(folded)


def holds_number(folded: str) -> bool:
    """Say whether folded words hold a number, or say that there is none of a thing."""
    return _NUMERAL.search(folded) is not None
