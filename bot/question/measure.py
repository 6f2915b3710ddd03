"""What kind of number is asked for, and where one stands: money, a length of time, an age.

三类证据 is a number, but no answer to 多少钱. Cues of the languages, compared with folded text; a
number of things (多少名, "how many workers") is no measure. Next: `bot/question/question.py`.
"""

import re
from dataclasses import dataclass

# Bounded, and no sign can be taken by two neighbours: else what begins at each sign of a page of 百
# alone would be read in as many ways as there are pairs of them.
PRINTED_NUMBER = (
    r"(?:\d[\d,.]{0,20}[百千]{0,2}|[〇零一二三四五六七八九十百千两半几数]{1,20})"
    r"[万亿]{0,2}(?:[余多][百千万亿]{0,3}[余多]?)?个?"
)
_END = "(?=[?,。 ]|$)"


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


def _measure(name: str, asks: tuple[str, ...], looks: tuple[str, ...]) -> Measure:
    return Measure(name, re.compile("|".join(asks)), re.compile("|".join(looks)))


# In order: the first that asks decides.
MEASURES = (
    _measure(
        "phone",
        (
            r"(?:电话|手机号?码?|热线|传真|号码)(?:号码?)?(?:是|为)?(?:多少|几|什么|哪)|联系电话",
            r"\b(?:phone|telephone|mobile|hotline|fax|contact) numbers?\b",
        ),
        (r"\d{5,}", r"\d{3,4}-\d{3,}", "[〇零一二三四五六七八九]{5,}"),
    ),
    _measure(
        "money",
        (
            "(?:多少|几|多)[百千万亿]*(?:块?钱|元|块|美元|欧元|资金|经费|善款|款)",
            "(?:钱|工资|薪酬|月薪|年薪|津贴|补贴|补助|奖金|慰问金|费用?|价格?|票价|租金|金额|收入"
            f"|保费|保额|投资|赔偿金?|罚款)(?:标准)?(?:是|为|有|达到?|约)?多少{_END}",
            f"(?:花|值|赚|挣|卖|要价|拨款)了?(?:多少|几){_END}",
            r"\bhow much (?:money|did|does|do|is|was|were|are|will|would|can|could|a|per|the)\b",
            r"\bwhat (?:is|was|are|were) the (?:\w+ ){0,3}"
            r"(?:price|cost|salary|wages?|fee|budget|subsidy|allowance|pay)\b",
        ),
        (
            rf"{PRINTED_NUMBER}(?:元|块|角|美元|欧元|英镑|日元|港元|港币|圆|卢比|卢布|钱|两白?银|美金)",
        ),
    ),
    _measure(
        "duration",
        (
            "多久|多长时间|(?:多少|几)个月|期限(?:是|为)?多",
            "(?:多少|几)个?(?:年头|小时|钟头|分钟|秒|天|星期|周|工作日)(?!前)",
            r"\bhow long\b",
            r"\bhow many (?:years|months|weeks|days|hours|minutes|seconds)\b",
        ),
        (
            f"{PRINTED_NUMBER}(?:年|载|月|周|星期|礼拜|天|日|昼夜|小时|钟头|时|刻钟|分钟?|秒|世纪|工作日)",
            # "How long is the bridge?"
            r"\d(?:公里|千米|米|厘米|毫米|英里)",
            "终身|无固定期限|长期",
        ),
    ),
    _measure(
        "age",
        (
            "(?<![积模围度径寸力量小有])多大(?:年纪|岁数|年龄)?(?=[?,。了 ]|$|的?时)",
            "几岁|多少岁|(?:年龄|年纪|岁数)(?:是|为|有)?(?:多|几)",
            r"\bhow old\b|\b(?:what|which) age\b",
        ),
        (f"{PRINTED_NUMBER}周?岁", f"年(?:已|近|满|逾){PRINTED_NUMBER}"),
    ),
    _measure(
        "share",
        (
            "百分之(?:几|多少)|(?:多少|几)%",
            "(?:比例|占比|比重|百分比|[^利效功频]率)(?:是|为|有|达到?|约)?(?:多少|几)",
            r"\bpercent\w*\b|\bwhat (?:proportion|share|rate)\b",
        ),
        (rf"\d%|百分之|{PRINTED_NUMBER}(?:分之|成|倍)|一半|半数",),
    ),
    _measure(
        "clock",
        ("几点", r"\bwhat (?:time|hour)\b"),
        (rf"{PRINTED_NUMBER}(?:点|时(?!间))", r"\d:\d\d", r"正午|中午|午夜|[ap]\.?m\b"),
    ),
    _measure(
        "day",
        (
            "几月几[号日]|几月[初中底]?|几[号日](?!线)",
            r"\b(?:what|which) (?:date|day|month)\b|\bwhat (?:is|was) the date\b",
        ),
        (
            f"{PRINTED_NUMBER}(?:月|日|号)|(?:星期|周|礼拜)[一二三四五六日天]|当[天日]",
            "元旦|春节|中秋|国庆|端午|清明",
        ),
    ),
    _measure(
        "year",
        ("哪一?年|何年|几几年", r"\b(?:what|which) year\b"),
        (f"{PRINTED_NUMBER}年", "[〇零一二三四五六七八九]{4}"),
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
