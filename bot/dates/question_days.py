"""The days a question means: "去年", "2022年5月", "last week", "latest", against today's date.

What it says of the words is only where they stand and which days they mean; `bot/dates/chinese.py`
and `bot/dates/english.py` hold the grammars. The same grammar reads the pages, against the day of
printing. Left out: seasons, hours, "in recent years". Next: `bot/dates/preference.py` prefers the
articles of a period.
"""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dates.chinese import chinese_expressions
from bot.dates.english import ENGLISH_FESTIVAL, english_expressions
from bot.dates.period import Expression, Period, hull
from bot.question.festivals import FESTIVAL
from bot.question.measure import measure_of
from corpus.brackets import TITLE_CLOSING, TITLE_OPENING
from index.text.english import STOP_WORDS, is_english, tokens
from index.text.words import fold

# 离自己最近的驿站 is about space, 最近三个月 is a period.
_NEWEST = {
    True: re.compile(
        r"(?:请?按照?(?:发布|报道)?(?:日期|时间)(?:先后)?(?:顺序|倒序|排[列序])?|从新到[旧老]|由新到旧|由近[到及]远)[,、]?"
        r"|(?<![离距])(?<![离距][^\W\d_])(?<![离距][^\W\d_]{2})(?<![离距][^\W\d_]{3})(?:最新|最近|近期|新近|近来)(?:一[期次条篇个])?的?"
    ),
    False: re.compile(
        r"\b(?:(?:the )?(?:newest|latest|most recent) first|(?:sort(?:ed)? )?by date"
        r"|most recent(?:ly)?|latest|newest|recent(?:ly)?)\b",
        re.IGNORECASE,
    ),
}
# What stands in quotation marks is a name: nothing in it is read as a day.
_QUOTED = re.compile(rf'[{TITLE_OPENING}"][^{TITLE_CLOSING}"]{{0,200}}[{TITLE_CLOSING}"]')
# Behind a festival: it is a day of printing then.
_THAT_DAY = re.compile("当[天日晚]|那[天几]|前[后夕]|假期|[?？。 ]{0,99}$")
_NAMED_PART = re.compile(
    rf"{FESTIVAL.pattern}|{ENGLISH_FESTIVAL.pattern}|季度|半年|\bquarter\b|\bhalf\b", re.IGNORECASE
)
# What a member says of the paper besides its day: 6月19日的报纸上说, 那期报上登的.
_IN_THE_PAPER = re.compile(
    r"^[,， ]*(?:的|那[一天期份张]?)*(?:报纸?|期报纸?|报道)[上里中]?(?:说|登|刊登|写|报道|讲|提到)?"
    r"[过了]?的?[,，: ]*"
    r"|^[,， ]*(?:in|on)? ?(?:the|that|your) (?:paper|newspaper|issue)\b[,:]? *",
    re.IGNORECASE,
)
# Days that others are measured by: 比去年多多少, "more than last year", 跟去年相比.
_COMPARED_WITH = re.compile(
    r"(?:[比较]|\b(?:than|compared (?:to|with)|versus|vs\.?)(?: in| that of)?(?: the)?) ?$",
    re.IGNORECASE,
)
_COMPARED_TO = re.compile("(?:的?同期)?(?:相比|比(?![例如重赛]))")
# What is left of a question when its days are taken out.
_GAP = re.compile(r"\s+|(?<=[,，、])[,，、]+")


@dataclass(frozen=True, slots=True)
class When:
    """The days that a question means.

    Attributes:
        text: The question, folded if it is Chinese; what the offsets of the expressions count in.
        expressions: The words for days, in order.
        newest: Whether the newest articles are asked for ("latest", 最近, 从新到旧).
        rest: The question without any of these words.
    """

    text: str
    expressions: tuple[Expression, ...]
    newest: bool
    rest: str

    def __bool__(self) -> bool:
        """Say whether the question speaks of time at all."""
        return self.newest or bool(self.expressions)

    @property
    def period(self) -> Period | None:
        """The shortest period that holds all that are named; None if none is."""
        return hull([one.period for one in self.expressions]) if self.expressions else None

    @property
    def firm(self) -> bool:
        """Whether it is counted from today (上周, "last year"): other days cannot be meant."""
        return bool(self.expressions) and all(one.firm for one in self.expressions)

    @property
    def by_name(self) -> bool:
        """Whether all are parts of a year that have a name: 春节期间, 四季度, "the second half"."""
        named = (_NAMED_PART.search(one.words) is not None for one in self.expressions)
        return bool(self.expressions) and all(named)

    @property
    def by_year(self) -> bool:
        """Whether only years are counted from today: 今年五一, "last year", but not 上周."""
        years = (str(one.period.first.year) in one.printed for one in self.expressions)
        return self.firm and all(years)

    @property
    def dated(self) -> str:
        """The question with 去年 written as a year, as a page of other days may print it.

        Words that need not be meant so (今天, "today") stay as they are.
        """
        if not self.firm:
            return self.text
        return replaced(self.text, [(one.start, one.end, one.printed) for one in self.expressions])


TIMELESS = When("", (), newest=False, rest="")


def read_days(question: str, today: datetime.date) -> When:
    """Return the days that a question means, seen from a day.

    >>> when = read_days("去年石景山区建了多少个站点？", datetime.date(2023, 1, 5))
    >>> when.period == of_year(2022), when.rest, when.dated
    (True, '石景山区建了多少个站点?', '2022年石景山区建了多少个站点?')
    """
    chinese = not is_english(question)
    text = fold(question) if chinese else unicodedata.normalize("NFKC", question)
    named = [match.span() for match in _QUOTED.finditer(text)]
    expressions = _meant_as_days(text, today, named)
    taken = [(one.start, one.end) for one in expressions]
    newest = [match.span() for match in _NEWEST[chinese].finditer(text)]
    fresh = _apart_from(newest, taken + named)
    rest = replaced(text, [(start, end, "") for start, end in sorted(taken + fresh)])
    rest = _IN_THE_PAPER.sub("", rest) if expressions else rest
    return When(text, expressions, bool(fresh), rest)


def _meant_as_days(
    text: str, today: datetime.date, named: Sequence[tuple[int, int]]
) -> tuple[Expression, ...]:
    """Return the expressions that stand in no quoted name, are no topic and measure nothing."""
    outside = [
        one
        for one in expressions_in(text, today)
        if not any(start <= one.start < end for start, end in named)
    ]
    meant = (one for one in outside if not _is_topic(one, text) and not _is_measure(one, text))
    return tuple(one for one in meant if not _goes_with_age(one, text, today))


def _is_measure(one: Expression, text: str) -> bool:
    """Say whether a year is only what another is compared with; it has its own pages, or none.

    比去年多了多少 asks for no page of last year.
    """
    if _COMPARED_WITH.search(text[: one.start]):
        return True
    joined = text[: one.start].endswith(("和", "跟", "与", "同"))
    return joined and _COMPARED_TO.match(text, one.end) is not None


def _goes_with_age(one: Expression, text: str, today: datetime.date) -> bool:
    """Say whether 今年 stands beside 多大: an age is told as of the day of printing."""
    measure = measure_of(text)
    age = measure is not None and measure.name == "age"
    return age and one.anchored and one.period.holds(today)


def _apart_from(
    ranges: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the ranges that share no character with any of the others."""
    return [
        (start, end)
        for start, end in ranges
        if not any(first < end and start < last for first, last in others)
    ]


def _is_topic(one: Expression, text: str) -> bool:
    """Say whether a festival of no year is what is asked about: 国庆加班, but not 国庆期间.

    In English it is where a noun follows: "the May Day holiday".

    Its word then stays in the question, and a page has to speak of it.
    """
    if ENGLISH_FESTIVAL.fullmatch(one.words):
        behind = tokens(text[one.end :])[:1]
        return bool(behind) and behind[0].text not in STOP_WORDS and behind[0].text.isalpha()
    if not FESTIVAL.fullmatch(one.words):
        return False
    written = text[one.start : one.end]
    within = written.startswith(("在", "于", "自", "从")) or written.endswith("期间")
    return not (within or written != one.words or _THAT_DAY.match(text, one.end))


def expressions_in(text: str, day: datetime.date) -> list[Expression]:
    """Return the words for days in a text (a folded one, if Chinese), in order, seen from a day."""
    return english_expressions(text, day) if is_english(text) else chinese_expressions(text, day)


def replaced(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    """Return the text with ranges of it written otherwise; the ranges are in order and apart."""
    parts, at = [], 0
    for start, end, words in changes:
        parts += [text[at:start], words]
        at = end
    return _GAP.sub(
        lambda gap: " " if gap[0].isspace() else "", "".join([*parts, text[at:]])
    ).strip()
