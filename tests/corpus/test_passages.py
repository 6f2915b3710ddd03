"""Sentences and passages cover the text and keep its offsets."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.page.lines import DAMAGED
from corpus.passages import LIMIT, LONGEST, cut, sentences

PRINTED = st.text(
    st.one_of(
        st.sampled_from("。！？”’）；，、\n 　.!?…：“（工会职工站点2023a"),
        st.characters(codec="utf-8"),
    ),
    max_size=600,
)


def without_space(text: str) -> str:
    return "".join(text.split())


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    text = "他说：“大家好！”随后离开。（完）"

    assert [span.of(text) for span in sentences(text)] == [
        "他说：“大家好！”",
        "随后离开。",
        "（完）",
    ]


def test_a_decimal_point_ends_no_sentence() -> None:
    text = "增长3.5%。Grew 3.5 percent. Then stopped."

    assert [span.of(text) for span in sentences(text)] == [
        "增长3.5%。",
        "Grew 3.5 percent.",
        "Then stopped.",
    ]


def test_an_article_without_a_body_has_no_passage() -> None:
    assert cut(Article("a", "只有标题", " \n")) == []


def test_a_passage_ends_where_a_sentence_ends() -> None:
    article = Article("a", "", "慰问一线职工。" * 100)

    passages = cut(article)

    assert len(passages) > 1
    assert all(passage.text.endswith("。") for passage in passages)


@pytest.mark.parametrize("mark", ["、", ""])
def test_a_sentence_without_end_is_cut_all_the_same(mark: str) -> None:
    article = Article("a", "", f"暖心驿站{mark}" * 2000)

    passages = cut(article)

    assert max(len(passage.text) for passage in passages) <= LONGEST


@given(PRINTED)
def test_sentences_hold_every_printed_character_once_and_in_order(text: str) -> None:
    spans = sentences(text)

    assert without_space("".join(span.of(text) for span in spans)) == without_space(text)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))


@given(PRINTED)
def test_passages_hold_every_readable_sentence_once_and_in_order(text: str) -> None:
    readable = "".join(one.of(text) for one in sentences(text) if DAMAGED not in one.of(text))

    passages = cut(Article("a", "", text))

    assert without_space("".join(passage.text for passage in passages)) == without_space(readable)
    assert all(passage.text == passage.text.strip() != "" for passage in passages)


def test_a_sentence_with_a_letter_that_nobody_could_read_is_in_no_passage() -> None:
    passages = cut(Article("a", "", "职工之家开放了。书屋有\ufffd百册书。食堂也开放了。"))

    assert [passage.text for passage in passages] == ["职工之家开放了。", "食堂也开放了。"]


@given(PRINTED)
def test_a_passage_past_the_limit_is_a_single_sentence(text: str) -> None:
    for passage in cut(Article("a", "", text)):
        if len(passage.text) > LIMIT:
            assert len(sentences(passage.text)) == 1
