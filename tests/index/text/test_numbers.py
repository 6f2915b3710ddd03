"""The same number or day in every usual form has the same words; idioms keep theirs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question.question import analyse
from bot.question.tags import tag_sentence
from bot.reading.overlap import strengths, words_and_characters
from index.text.words import bigrams, words

SAME = [
    ("6家驿站", "六家驿站", "６家驿站"),
    ("18次", "十八次"),
    ("12000人", "12,000人", "1.2万人", "一万二千人", "1万2000人"),
    ("5%", "百分之五", "５％"),
    ("98.5%", "百分之九十八点五"),
    ("2022年", "二〇二二年", "二零二二年", "２０２２ 年"),
    ("5月1日", "五月一日", "5月1号", "05月01日", "5 月 1 日"),
    ("2023年1月5日", "2023-01-05", "2023/1/5", "2023.1.5", "二〇二三年一月五日"),
    ("第6届", "第六届", "第 6 届"),
    ("20世纪30年代", "二十世纪三十年代"),
    ("3.5亿元", "三点五亿元", "350000000元"),
    ("35000元", "叁万伍仟元"),
    ("600多人", "六百多人"),
]


def _forms(text: str) -> set[str]:
    """Return the words that hold a digit: what a number became."""
    return {word for word in words(text) if any(sign.isdecimal() for sign in word)}


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: ways[0])
def test_every_way_to_write_a_number_has_the_same_forms(ways: tuple[str, ...]) -> None:
    forms = [_forms(way) for way in ways]

    assert forms[0]
    assert all(one == forms[0] for one in forms)


def test_a_fraction_is_found_by_its_words() -> None:
    assert "1/3" in set(words("三分之一")) & set(words("1/3"))


def test_a_day_written_with_a_point_has_the_words_of_the_day() -> None:
    assert {"5月", "1日", "5月1日"} <= set(words("5.1假期")) & set(words("五月一日"))


@pytest.mark.parametrize(
    "word",
    [
        "一定",
        "三明",
        "四川",
        "万一",
        "十分",
        "一心一意",
        "千方百计",
        "五四运动",
        "九一八",
        "七上八下",
    ],
)
def test_a_word_that_holds_a_numeral_stays_a_word(word: str) -> None:
    assert words(word) == [word]


@pytest.mark.parametrize(("text", "unit"), [("5千米", "千米"), ("3万科", "万科")])
def test_a_unit_that_begins_another_word_is_left_to_it(text: str, unit: str) -> None:
    assert words(text) == [text[0], unit]


def test_a_decimal_that_counts_is_no_day() -> None:
    assert not any("月" in word for word in words("5.1万人，增长5.1%，5.1倍，跑了5.1公里"))


def test_a_range_is_no_year() -> None:
    assert {"3", "5"} <= set(words("3-5家"))


@given(st.integers(1, 12), st.integers(1, 31))
def test_a_day_has_the_same_words_with_and_without_zeros(month: int, day: int) -> None:
    assert _forms(f"2023-{month:02}-{day:02}") == _forms(f"2023年{month}月{day}日")


@given(st.text("0123456789.,-/%·第〇零一二三十百千万亿点年月日号个家分之多", max_size=16))
def test_any_jumble_of_numerals_is_cut_without_borders_or_empty_words(text: str) -> None:
    cut = [*words(text), *bigrams(text)]

    assert all(word and word.isprintable() and not word.isspace() for word in cut)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("哪6家驿站获评", "六家驿站获评。"),
        ("二〇二二年参加", "2022年参加。"),
        ("5月1日参加", "五月一日参加。"),
        ("一万二千人参加", "共1.2万人参加。"),
        ("王伟参加", "王　伟参加。"),
    ],
)
def test_a_quote_holds_a_number_or_a_name_in_another_form(question: str, sentence: str) -> None:
    asked = analyse(question)

    held = strengths(
        asked.groups,
        tag_sentence(sentence).folded,
        words_and_characters(tag_sentence(sentence).folded),
    )

    assert held == [1.0] * len(asked.groups)


def test_an_amount_in_chinese_is_one_amount() -> None:
    assert tag_sentence("共一万二千三百人参加，万一下雨。").amounts == ("一万二千三百人",)


def test_a_row_of_ten_thousands_behind_a_number_is_cut_at_once() -> None:
    start = time.process_time()

    words("编号1,111.1" + "万" * 48 + "x的证书")

    assert time.process_time() - start < 5.0
