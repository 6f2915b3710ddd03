"""Numbers and days in a cut text, in one form: 六家 and 6家, 百分之五 and 5%, 5.1 and 5月1日.

A numeral counts where words begin and end around it; inside a word of the dictionary (万一, 十分,
三明, 千方百计) it belongs to the word. Printed text is never changed: this is for comparing. Left
out: the value of a numeral (`index/text/numerals.py`). Next: `index/text/words.py` cuts with it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.text.numerals import HAN_DIGITS, HAN_NUMERALS, value

# Stands between words while numbers are looked for among them.
BORDER = "\x1f"
# What is counted. Left out: what also makes other words of a numeral (四处, 八方, 千里, 五行).
COUNTERS = (
    "年代|年级|周年|世纪|分钟|小时|公里|平方米|平方公里|公斤|公顷|万元|美元|人次"
    "|年|月|日|号|时|点|分|秒|天|岁|届|期|次|遍|个|名|位|人|家|户|口|项|条|件|篇|章|节|卷|册|页|版|幅|张"
    "|份|部|本|首|集|座|栋|幢|间|层|楼|所|台|架|辆|艘|枚|块|只|匹|株|棵|根|支|把|颗|粒|套|种|类|款|场|轮"
    "|局|批|组|队|对|班|级|代|任|倍|度|米|克|斤|吨|亩|元|角|镑|例|笔|步|省|市|区|县|乡|镇|村|站|票"
)
# A lone 一 seldom counts (一个, 一家人); before these it does.
COUNTED_ONE = frozenset(["年", "月", "日", "号", "时", "点", "届", "期", "年级", "世纪"])
# A numeral and a counter, and yet neither.
WORDS = frozenset(["十分", "万分", "百分", "五一", "五四"])

# More than this is seldom a share.
MOST_PERCENT = 100

_S = f"{BORDER}?"
_TENTHS = rf"点{_S}[{HAN_DIGITS}](?:{_S}[{HAN_DIGITS}])*(?!{_S}[十百千分刻])(?:{_S}[万亿]{{1,2}})?"
_ARABIC = rf"\d+(?:{_S},{_S}\d{{3}}(?!\d))*(?:{_S}\.{_S}\d+)?"
# 千 must end a word here: 5千米 are five kilometres. What two 万 are is never taken apart again:
# a row of them would be read in 2^n ways.
_UNIT = rf"{_S}(?:[百千](?={BORDER}|$)|[万亿]{{1,2}}+)"
_RUN = rf"(?:{_ARABIC}(?:{_UNIT}(?:{_S}{_ARABIC})?)*|[{HAN_NUMERALS}](?:{_S}[{HAN_NUMERALS}])*)"
_ITEM = rf"(?:第{_S})?{_RUN}(?:{_S}{_TENTHS})?(?:{_S}[余多来])?(?:{_S}(?:%|‰|{COUNTERS}))?"
_SHARE = rf"{_RUN}{_S}分{_S}之{_S}[{HAN_NUMERALS}](?:{_S}[{HAN_NUMERALS}])*(?:{_S}{_TENTHS})?"
_DATE = rf"\d{{4}}{_S}([-/.]){_S}\d{{1,2}}{_S}\1{_S}\d{{1,2}}"
_DAY = rf"\d{{1,2}}{_S}[./·]{_S}\d{{1,2}}(?!{_S}(?:[\d.%‰百千万亿]|{COUNTERS}))"
_HYPHENED = rf"(?=[\da-z{BORDER}-]{{0,60}}[a-z])[a-z0-9]+(?:{_S}-{_S}[a-z0-9]+)+"
# Never inside a numeral: 1111a would be read as one item or as four, in 2^n ways.
_NEXT = rf"(?:{BORDER}|(?<![\d{HAN_NUMERALS}])){_ITEM}"
_NUMBER = re.compile(
    rf"(?<={BORDER})(?:{_DATE}|{_HYPHENED}|{_SHARE}|{_DAY}|{_ITEM}(?:{_NEXT})*)(?={BORDER})"
)
# The same without borders, to take an expression apart.
_ITEMS = re.compile(rf"(第)?({_RUN}(?:{_TENTHS})?)([余多来])?(%|‰|{COUNTERS})?")
_SHARES = re.compile(r"(.{1,60})分之(.{1,60})")
_DATES = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DAYS = re.compile(r"(\d{1,2})[./·](\d{1,2})")
_HOLDS_NUMERAL = re.compile(rf"[\d{HAN_NUMERALS}]")
_NUMERAL = re.compile(rf"[\d{HAN_NUMERALS}]+")
_LATIN = re.compile("[a-z]")

Forms = tuple[str, ...]


def with_numbers(cut: Sequence[str]) -> tuple[list[str], str]:
    """Return a cut of folded text with its numbers in one form, and the text written so.

    >>> with_numbers(["六家", "驿站", "，", "一万二千", "人"])
    (['六家', '6', '6家', '驿站', '，', '12000', '12000人'], '六家驿站，12000人')

    A word that holds a numeral and more keeps its place beside the number's forms; numerals cut
    into pieces are replaced.
    """
    joined = f"{BORDER}{BORDER.join(cut)}{BORDER}"
    words, text, end = [], [], 0
    for match in _NUMBER.finditer(joined):
        forms, written = _rewritten(match[0])
        words += [joined[end : match.start()], *forms, ""]
        text += [joined[end : match.start()], written]
        end = match.end()
    words.append(joined[end:])
    text.append(joined[end:])
    return [word for word in BORDER.join(words).split(BORDER) if word], "".join(text).replace(
        BORDER, ""
    )


def digits_in(word: str) -> Forms:
    """Return the forms of an Arabic number, alone, as a share and as a day: 5, 5% and 5日.

    >>> digits_in("5th"), digits_in("2023"), digits_in("kn95")
    (('5', '5%', '5日'), ('2023',), ())
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:st|nd|rd|th)?", word)
    if match is None:
        return ()
    number = match[1]
    share = (f"{number}%",) if float(number) <= MOST_PERCENT else ()
    day = (f"{int(number)}日",) if number.isdecimal() and 1 <= int(number) <= 31 else ()
    return number, *share, *day


@lru_cache(maxsize=65536)
def _rewritten(found: str) -> tuple[Forms, str]:
    """Return the words that an expression between borders becomes, and its text."""
    own = tuple(found.split(BORDER))
    plain = "".join(own)
    parts = list(_parts(plain)) if plain not in WORDS else []
    forms = [form for _, forms in parts for form in forms]
    if not _is_read_whole(own, parts):
        return tuple(dict.fromkeys((*own, *forms))), plain
    kept = [word for word in own if len(word) > 1 and not _HOLDS_NUMERAL.search(word)]
    return tuple(dict.fromkeys((*kept, *forms))), "".join(text for text, _ in parts)


def _is_read_whole(own: Forms, parts: Sequence[tuple[str, Forms]]) -> bool:
    """Say whether every part has a value, so that an expression may be written in one form.

    One dictionary word must be a numeral and no more: 六家 stays beside 6家.
    """
    if not parts or not all(forms for _, forms in parts):
        return False
    return len(own) > 1 or _NUMERAL.fullmatch(own[0]) is not None


def _parts(plain: str) -> Iterator[tuple[str, Forms]]:
    """Yield the parts of an expression, each as it is written and with its forms, () if unread."""
    if match := _DATES.fullmatch(plain):
        month, day = int(match[3]), int(match[4])
        year = f"{match[1]}年"
        yield f"{year}{month}月{day}日", (match[1], year, *_day(month, day))
    elif match := _DAYS.fullmatch(plain):
        yield plain, (plain.replace("·", "."), *_day(int(match[1]), int(match[2])))
    elif match := _SHARES.fullmatch(plain):
        share = _share(match[1], match[2])
        yield share, (share,) if share else ()
    elif "-" in plain:
        yield plain, ()
        yield "", (plain.replace("-", ""),)
    else:
        yield from _items(plain)


def _day(month: int, day: int) -> Forms:
    """Return the forms of a day of the year; none of what cannot be one."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ()
    return f"{month}月", f"{day}日", f"{month}月{day}日"


def _share(under: str, over: str) -> str:
    """Return 5% for 百 and 五, 1/3 for 三 and 一, "" for what is no number."""
    base = {"百": "100", "千": "1000"}.get(under) or value(under)
    count = value(over)
    if base is None or count is None:
        return ""
    return count + {"100": "%", "1000": "‰"}.get(base, f"/{base}")


def _items(plain: str) -> Iterator[tuple[str, Forms]]:
    """Yield the numbers of an expression with what they count; a day also with its month."""
    end, month = 0, ""
    for match in _ITEMS.finditer(plain):
        if match.start() > end:
            yield plain[end : match.start()], ()
        end = match.end()
        counter = "日" if month and match[4] == "号" else match[4] or ""
        text, forms = _item(match, counter)
        yield text, _with_month(forms, month) if counter == "日" else forms
        month = forms[0] if counter == "月" and forms else ""
    if end < len(plain):
        yield plain[end:], ()


def _with_month(forms: Forms, month: str) -> Forms:
    """Return the forms of a day, and with the month that stands before it: 5日, 1月5日."""
    return (*forms, month + forms[0]) if month and forms else forms


def _item(match: re.Match[str], counter: str) -> tuple[str, Forms]:
    """Return one number as it is written, and its forms: itself, and with what it counts."""
    ordinal, numeral, about, _ = match.groups("")
    number = value(numeral)
    lone = numeral == "一" and not ordinal
    if number is None or (lone and counter not in COUNTED_ONE):
        return match[0], ()
    if counter in ("月", "日", "号") and number.isdecimal():
        number = str(int(number))
    written = f"{ordinal}{number}{about}{counter}"
    if counter in ("%", "‰", "月", "日", "号"):
        return written, (number + counter,)
    return written, _forms(number, counter, ordinal, lone)


def _forms(number: str, counter: str, ordinal: str, lone: bool) -> Forms:
    """Return a number alone, and with what it counts: 3, 3家; of 1家 also 一家; 第3."""
    glued = (number + counter,) if counter else ()
    if lone:
        return glued
    if ordinal:
        return f"第{number}", *glued
    as_one = (f"一{counter}",) if number == "1" and counter else ()
    return number, *glued, *as_one
