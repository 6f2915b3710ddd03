"""What a cell of a spreadsheet shows: its value in the number format that the sheet gives it.

Only what changes the words is followed: per cent, digits behind the point, thousands, days. Next:
`corpus/formats/office/sheets.py`.
"""

import datetime
import re

# Of a format: what is written as it stands, colours and conditions.
LITERAL = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[[^\]]*\]")
DIGITS = re.compile(r"\.(0+)")
# Digits of a number that spreadsheets keep.
KEPT_DIGITS = 15
TRUTH = {True: "TRUE", False: "FALSE"}
# An error stands where a result should.
ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")


def cell_words(value: object, number_format: str = "") -> str:
    r"""Return what a cell shows, on one line.

    >>> cell_words(0.35, "0%"), cell_words(12.0), cell_words(1234.5, "#,##0.00"), cell_words(None)
    ('35%', '12', '1,234.50', '')
    """
    if isinstance(value, bool):
        return TRUTH[value]
    if isinstance(value, int | float):
        return _number(value, LITERAL.sub("", number_format.partition(";")[0]))
    if isinstance(value, datetime.date | datetime.time):
        return _day(value, number_format)
    words = " ".join(str(value if value is not None else "").split())
    return "" if ERROR.fullmatch(words) else words


def _number(value: float, written: str) -> str:
    digits = DIGITS.search(written)
    places = len(digits[1]) if digits else 0
    if "%" in written:
        return f"{value * 100:.{places}f}%"
    if digits or "," in written:
        return f"{value:,.{places}f}" if "," in written else f"{value:.{places}f}"
    if re.fullmatch("0+", written) and value == int(value):
        return f"{int(value):0{len(written)}}"
    return f"{value:.{KEPT_DIGITS}g}" if isinstance(value, float) else str(value)


def _day(value: datetime.date | datetime.time, number_format: str) -> str:
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    told = (
        f"{value.year}年{value.month}月{value.day}日"
        if "年" in number_format
        else (f"{value:%Y-%m-%d}")
    )
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return f"{told} {value:%H:%M}"
    return told
