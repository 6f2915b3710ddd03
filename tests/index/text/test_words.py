"""Folding and cutting: one function for documents and questions."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.text.numerals import HAN_NUMERALS
from index.text.words import _cutter, _jieba_cutter, bigrams, bigrams_of, fold, is_han, words

CHINESE = st.text(
    st.characters(
        min_codepoint=0x4E00,
        max_codepoint=0x9FD5,
        exclude_characters=[*HAN_NUMERALS, *"壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩弌弍弎参"],
    ),
    max_size=40,
)


def test_traditional_full_width_and_capitals_fold_to_one_form() -> None:
    folded = fold("戶外勞動者ＡＰＰ")

    assert folded == "户外劳动者app"


def test_punctuation_is_no_word() -> None:
    assert words("“暖心伴考”，……！") == words("暖心伴考")


def test_a_name_is_whole_over_a_space_a_line_end_and_any_middle_dot() -> None:
    printed = ["王　伟获奖", "王 伟获奖", "王\n伟获奖", "王-\n伟获奖", "王·伟获奖", "王•伟获奖"]

    assert {tuple(bigrams(one)) for one in printed} == {("王伟", "伟获", "获奖")}
    assert {tuple(words(one)) for one in printed} == {tuple(words("王伟获奖"))}


def test_a_sentence_does_not_run_on_into_the_next_paragraph() -> None:
    assert bigrams("收工。\n会议") == ["收工", "会议"]


@pytest.mark.parametrize(
    ("one", "other"), [("KN-95", "kn95"), ("COVID-19", "Covid‐19"), ("COVID–19", "covid19")]
)
def test_latin_names_match_in_any_case_and_with_any_hyphen(one: str, other: str) -> None:
    assert set(words(one)) & set(words(other))


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [("臺灣", "台湾"), ("裡面", "里面"), ("裏面", "里面"), ("頭髮", "头发"), ("發展", "发展")],
)
def test_variants_of_a_character_fold_to_one(traditional: str, simplified: str) -> None:
    assert fold(traditional) == simplified


def test_bigrams_keep_latin_and_digits_whole_and_do_not_cross_punctuation() -> None:
    assert bigrams("工会APP，共120家") == ["工会", "app", "共", "120", "家"]


@pytest.mark.parametrize(("text", "expected"), [("KN95口罩", True), ("KN95", False), ("", False)])
def test_a_text_is_chinese_when_one_character_is(text: str, expected: bool) -> None:
    assert is_han(text) is expected


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)

    assert fold(once) == once


@settings(deadline=None)  # the first example loads two dictionaries
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


@given(st.text([*HAN_NUMERALS, *"壹叁陆拾佰仟分之第点个年月 ·a1%暖心驛站工會"], max_size=6))
@example("")
@example("叁拾")
def test_the_bigrams_of_a_word_are_those_of_a_text(word: str) -> None:
    assert list(bigrams_of(word)) == bigrams(word)


def test_jieba_cuts_as_its_rust_twin_does() -> None:
    cutter = _jieba_cutter()

    for text in (
        "石景山区总工会户外劳动者暖心驿站等6家获评",
        "本报讯（记者 张晶）12月30日，KN95口罩",
        "3.5%的职工",
    ):
        assert cutter(text) == _cutter()(text)
