"""One numeral, however written, to digits: 6 and 六, 12,000 and 1.2万, 二〇二二 and 2022.

Pure and exact: whole numbers and decimals, no floats. Left out: which characters of a text are a
numeral at all (万一 is a word, 三明 a town). Next: `index/text/numbers.py`.
"""

import re
from decimal import Decimal
from functools import lru_cache

HAN_DIGITS = "〇零○一二三四五六七八九"
HAN_NUMERALS = f"{HAN_DIGITS}十百千万亿两"
FORMAL_SIGNS = "壹贰叁肆伍陆柒捌玖拾佰仟"
# 叁万伍仟 on a contract. One of these alone is a surname or a word (陆军, 收拾).
FORMAL = re.compile(f"[壹贰叁肆伍陆柒捌玖][拾佰仟万亿][{FORMAL_SIGNS}万亿零]*")

_PLAIN = str.maketrans(FORMAL_SIGNS, "一二三四五六七八九十百千")
_DIGITS = str.maketrans(f"{HAN_DIGITS}两", "0001234567892")
_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_ARABIC_UNIT = re.compile(r"(\d{1,30}(?:\.\d{1,30})?)([百千])")
_TENTHS = re.compile(r"([^点.]{1,60})点(\d{1,60})(万?亿?)")
_SECTION = re.compile(r"(?:(\d)千)?0?(?:(\d)百)?0?(?:(\d?)十)?0?(\d)?")
# Zeros behind a unit.
_ZEROS = {"": 0, "百": 2, "千": 3, "万": 4, "亿": 8, "万亿": 12}


def everyday(text: str) -> str:
    """Return the text with formal numerals written as everyday ones.

    >>> everyday("奖金叁万伍仟元，大陆")
    '奖金三万五千元，大陆'
    """
    return FORMAL.sub(lambda match: match[0].translate(_PLAIN), text)


@lru_cache(maxsize=65536)
def value(numeral: str) -> str | None:
    """Return a folded numeral in digits; None if it is none, or may be something else.

    >>> value("一万二千"), value("1.2万"), value("12,000"), value("二〇二二"), value("三点五亿")
    ('12000', '12000', '12000', '2022', '350000000')
    >>> value("万一"), value("三五")
    (None, None)
    """
    plain = numeral.replace(",", "").translate(_DIGITS)
    if match := _TENTHS.fullmatch(plain):
        whole = _number(match[1])
        if whole is None:
            return None
        return _written(Decimal(f"{whole:f}.{match[2]}").scaleb(_ZEROS[match[3]]))
    if _ARABIC.fullmatch(plain):
        return plain if numeral[0].isdecimal() or _is_spelt(plain) else None
    number = _number(plain)
    return None if number is None else _written(number)


def _is_spelt(digits: str) -> bool:
    """Tell a digit or a year from neighbours: 六 and 二〇二二, but not 三五, 九一八 or 七七八八."""
    return len(digits) == 1 or "0" in digits or (len(digits) == 4 and digits[0] in "12")


def _written(number: Decimal) -> str:
    """Return a number without an exponent and without zeros that mean nothing."""
    return f"{number.normalize():f}"


def _number(plain: str) -> Decimal | None:
    """Return the number of a numeral whose digits are Arabic already: 1万2千, 3亿05百."""
    return _grown(plain, "亿")


def _grown(plain: str, unit: str) -> Decimal | None:
    """Return what stands before the unit times the unit, and what stands behind it."""
    head, found, tail = plain.rpartition(unit)
    if not found:
        return _below(plain, unit)
    many = _below(head, unit)
    rest = Decimal(0) if not tail else _rest(tail, unit)
    return None if many is None or rest is None else many.scaleb(_ZEROS[unit]) + rest


def _below(plain: str, unit: str) -> Decimal | None:
    return _grown(plain, "万") if unit == "亿" else _section(plain)


def _rest(tail: str, unit: str) -> Decimal | None:
    """Return what stands behind a unit: 二 of 一万二 is two thousand, but of 一万零二 two."""
    if len(tail) == 1 and tail.isdecimal():
        return Decimal(tail).scaleb(_ZEROS[unit] - 1)
    return _below(tail.removeprefix("0"), unit)


def _section(plain: str) -> Decimal | None:
    """Return a number below a myriad: in digits, or with 千, 百 and 十."""
    if _ARABIC.fullmatch(plain):
        return Decimal(plain)
    if match := _ARABIC_UNIT.fullmatch(plain):
        return Decimal(match[1]).scaleb(_ZEROS[match[2]])
    match = _SECTION.fullmatch(plain)
    if match is None or not plain:
        return None
    thousands, hundreds, tens, ones = match.groups()
    total = 1000 * int(thousands or 0) + 100 * int(hundreds or 0)
    total += 10 * int(tens or 1) if tens is not None else 0
    # 一百二 is 120: a digit right behind 百 or 千 counts tenths of it.
    colloquial = {"百": 10, "千": 100}.get(plain[-2:-1], 1)
    return Decimal(total + colloquial * int(ones or 0))
