"""Numerals to digits: exact, and silent about what may be something else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.text.numerals import everyday, value

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
UP_TO_A_MYRIAD_OF_YI = st.integers(0, 10**12)


def _below_a_myriad(number: int) -> str:
    """Write 1 to 9,999 as Chinese does, a 零 for each gap: 1,005 is 一千零五."""
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        gap = written and not written.endswith("零") and number % (unit * 10)
        written += DIGITS[digit] + name if digit else "零" if gap else ""
    return written


def _in_chinese(number: int) -> str:
    """Write 0 to 10**12 in Chinese."""
    if number == 0:
        return "零"
    written, gap = "", False
    for unit, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // unit % 10**4
        if part and written and (gap or part < 1000):
            written += "零"
        written += _below_a_myriad(part) + name if part else ""
        gap = part == 0
    return written.removeprefix("一") if written.startswith("一十") else written


@given(UP_TO_A_MYRIAD_OF_YI)
def test_a_number_written_in_chinese_has_its_value(number: int) -> None:
    assert value(_in_chinese(number)) == str(number)


@given(UP_TO_A_MYRIAD_OF_YI)
def test_a_number_with_commas_has_its_value(number: int) -> None:
    assert value(f"{number:,}") == str(number)


@given(st.integers(10, 10**8))
def test_a_formal_number_has_its_value(number: int) -> None:
    written = _in_chinese(number)
    formal = (f"一{written}" if written.startswith("十") else written).translate(FORMAL)

    assert value(everyday(formal)) == str(number)


@given(st.integers(1, 10**6), st.sampled_from([("千", 3), ("万", 4), ("亿", 8)]))
def test_tenths_of_a_unit_are_exact(tenths: int, unit: tuple[str, int]) -> None:
    name, zeros = unit

    assert value(f"{tenths // 10}.{tenths % 10}{name}") == str(tenths * 10 ** (zeros - 1))


@given(st.text(DIGITS + "〇两十百千万亿点.,0123456789", max_size=12))
@example("1.5点5")
def test_any_run_of_numerals_has_a_value_of_plain_digits_or_none(numeral: str) -> None:
    digits = value(numeral)

    assert digits is None or digits.replace(".", "", 1).isdecimal()


@pytest.mark.parametrize(
    ("numeral", "expected"),
    [
        ("一万二", "12000"),
        ("一万零二", "10002"),
        ("一百二", "120"),
        ("二〇二二", "2022"),
        ("二零二二", "2022"),
        ("一九四九", "1949"),
        ("1亿2000万", "120000000"),
        ("九十八点五", "98.5"),
        ("零点五", "0.5"),
        ("两百", "200"),
    ],
)
def test_usual_ways_to_write_a_number(numeral: str, expected: str) -> None:
    assert value(numeral) == expected


@pytest.mark.parametrize("word", ["万一", "千万", "三五", "九一八", "七七八八", "百千", "十百", ""])
def test_numerals_that_name_no_number_have_no_value(word: str) -> None:
    assert value(word) is None


def test_a_formal_numeral_alone_is_a_word() -> None:
    assert everyday("陆军收拾大陆") == "陆军收拾大陆"
