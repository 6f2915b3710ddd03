"""Styled text is cut into messages without losing or breaking a character or moving a style."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.text.styled import (
    Formatted,
    StyledSpan,
    is_visible,
    join_styled,
    kept_by_telegram,
    split,
    styled,
    utf16_spans,
)

STYLES = ("bold", "italic", "expandable_blockquote")
TEXTS = st.text(
    st.one_of(
        st.sampled_from("，。！？ \n.<>&*_[]()~`|#"),
        st.sampled_from("工会站点🏆👩‍🔧𠮷é"),
        st.sampled_from(
            "\r\t\x00\u0085\u00ad\u200b\u200f\u2028\u202e\u2066\ufeff\u030a\u0301\ud83c"
        ),
        st.characters(),
    ),
    max_size=300,
)


@st.composite
def formatted(draw: st.DrawFn) -> Formatted:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places), max_size=12)) if text else []
    spans = [
        StyledSpan(draw(st.sampled_from(STYLES)), min(pair), max(pair))
        for pair in pairs
        if pair[0] != pair[1]
    ]
    return Formatted(text, tuple(sorted(spans, key=lambda span: (span.start, -span.end))))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def styled_places(pieces: tuple[Formatted, ...]) -> set[tuple[str, int]]:
    """Return which character of the whole text carries which style."""
    found, before = set(), 0
    for piece in pieces:
        for span in piece.spans:
            found |= {(span.style, before + place) for place in range(span.start, span.end)}
        before += len(piece.text)
    return found


@given(formatted(), st.integers(2, 60))
def test_pieces_put_together_are_the_text_again(whole: Formatted, room: int) -> None:
    pieces = split(whole, units=room)

    assert "".join(piece.text for piece in pieces) == kept_by_telegram(whole).text


@given(formatted(), st.integers(2, 60))
def test_no_piece_is_longer_than_telegram_takes(whole: Formatted, room: int) -> None:
    pieces = split(whole, units=room)

    assert all(0 < units(piece.text) <= room for piece in pieces)


@given(formatted(), st.integers(2, 60))
def test_every_style_stays_on_its_characters(whole: Formatted, room: int) -> None:
    pieces = split(whole, units=room)

    assert styled_places(pieces) == styled_places((kept_by_telegram(whole),))


@given(st.integers(1, 40), st.integers(1, 5))
def test_no_piece_has_more_styles_than_telegram_keeps(words: int, most: int) -> None:
    whole = join_styled([styled(f"站{n}", "bold") for n in range(words)], between="、")

    pieces = split(whole, entities=most)

    assert all(len(piece.spans) <= most for piece in pieces)
    assert styled_places(pieces) == styled_places((whole,))


@given(formatted())
def test_utf16_spans_cover_the_same_words(whole: Formatted) -> None:
    whole = kept_by_telegram(whole)
    encoded = whole.text.encode("utf-16-le")

    cut = [
        encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le")
        for _, offset, length in utf16_spans(whole)
    ]

    assert cut == [whole.text[span.start : span.end] for span in whole.spans]


@given(st.lists(formatted(), max_size=5))
def test_joining_keeps_every_style_on_its_words(parts: list[Formatted]) -> None:
    whole = join_styled(parts, between="\n\n")

    words = [whole.text[span.start : span.end] for span in whole.spans]
    assert words == [part.text[span.start : span.end] for part in parts for span in part.spans]


def test_a_text_is_cut_at_the_last_line_end_that_fits() -> None:
    whole = Formatted("第一行。\n第二行。第二行。\n第三行很长。")

    pieces = split(whole, units=16)

    assert [piece.text for piece in pieces] == ["第一行。\n第二行。第二行。\n", "第三行很长。"]


def test_a_line_that_does_not_fit_is_cut_after_a_sentence_and_its_closing_mark() -> None:
    whole = Formatted("他说：“大家好。”我们都来了，一起听一听")

    pieces = split(whole, units=12)

    assert pieces[0].text == "他说：“大家好。”"


def test_a_decimal_point_ends_no_sentence() -> None:
    whole = Formatted("It rose by 12.5 percent and then fell")

    pieces = split(whole, units=14)

    assert not any(re.search(r"\d\.$", piece.text) for piece in pieces)


def test_a_text_without_any_break_is_cut_between_two_characters() -> None:
    whole = styled("🏆" * 5, "bold")

    pieces = split(whole, units=5)

    assert [piece.text for piece in pieces] == ["🏆🏆", "🏆🏆", "🏆"]
    assert [utf16_spans(piece) for piece in pieces] == [
        [("bold", 0, 4)],
        [("bold", 0, 4)],
        [("bold", 0, 2)],
    ]


def test_an_empty_text_makes_no_message_and_an_empty_style_no_entity() -> None:
    assert split(Formatted("")) == ()
    assert styled("", "bold") == Formatted("")


@given(formatted())
def test_what_telegram_keeps_it_keeps_as_it_is(whole: Formatted) -> None:
    kept = kept_by_telegram(whole)

    assert kept_by_telegram(kept) == kept


def test_what_telegram_drops_takes_no_place_and_a_style_of_nothing_else_goes_with_it() -> None:
    whole = join_styled(
        ["甲\r", styled("\u202e", "italic"), styled("乙\u202c丙", "bold"), "\t\ud83c"]
    )

    kept = kept_by_telegram(whole)

    assert kept == Formatted("甲乙丙 \ufffd", (StyledSpan("bold", 1, 3),))


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200d", "\u2800", "\ufeff\u3000"])
def test_a_text_of_which_nothing_is_drawn_is_not_visible(text: str) -> None:
    visible, with_a_dot = is_visible(Formatted(text)), is_visible(Formatted(f"{text}."))

    assert (visible, with_a_dot) == (False, True)


@pytest.mark.parametrize(
    "sign", ["🧑🏽\u200d🔧", "🇨🇳", "e\u0301", "1\ufe0f\u20e3", "👨\u200d👩\u200d👧"]
)
def test_no_cut_falls_within_what_is_drawn_as_one_sign(sign: str) -> None:
    whole = Formatted(sign * 40)

    pieces = split(whole, units=31)

    assert all(len(piece.text) % len(sign) == 0 for piece in pieces)


def test_a_message_ends_before_a_paragraph_rather_than_within_it() -> None:
    whole = Formatted("一二三四五六七八九十\n\n甲。乙。\n丙。丁。")

    pieces = split(whole, units=18)

    assert [piece.text for piece in pieces] == ["一二三四五六七八九十\n\n", "甲。乙。\n丙。丁。"]
