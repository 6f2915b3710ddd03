"""Folding and cutting: one function for documents and questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import _cutter, _jieba_cutter, bigrams, fold, is_han, words

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), max_size=40)


def test_traditional_full_width_and_capitals_fold_to_one_form() -> None:
    folded = fold("戶外勞動者ＡＰＰ")

    assert folded == "户外劳动者app"


def test_punctuation_is_no_word() -> None:
    assert words("“暖心伴考”，……！") == words("暖心伴考")


def test_bigrams_keep_latin_and_digits_whole_and_do_not_cross_punctuation() -> None:
    assert bigrams("工会APP，共120家") == ["工会", "app", "共", "120", "家"]


@pytest.mark.parametrize(("text", "expected"), [("KN95口罩", True), ("KN95", False), ("", False)])
def test_a_text_is_chinese_when_one_character_is(text: str, expected: bool) -> None:
    assert is_han(text) is expected


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)

    assert fold(once) == once


@given(CHINESE)
def test_a_traditional_text_has_the_words_of_its_simplified_twin(text: str) -> None:
    import opencc

    simplified = fold(text)
    traditional = opencc.OpenCC("s2t").convert(simplified)

    if fold(traditional) == simplified:
        assert words(traditional) == words(simplified)


@given(CHINESE)
def test_every_character_stands_in_a_word_and_in_a_bigram(text: str) -> None:
    folded = fold(text)

    assert "".join(words(text)) == folded
    assert set("".join(bigrams(text))) == set(folded)


@pytest.mark.parametrize(
    "text",
    [
        "石景山区总工会户外劳动者暖心驿站等6家获评",
        "本报讯（记者 张晶）12月30日，KN95口罩",
        "3.5%的职工",
    ],
)
def test_jieba_cuts_as_its_rust_twin_does(text: str) -> None:
    assert _jieba_cutter()(text) == _cutter()(text)
