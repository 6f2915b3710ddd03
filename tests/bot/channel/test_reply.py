"""An answer in Telegram shows every passage word for word, whatever was printed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.text.styled import MESSAGE_ENTITIES, MESSAGE_UNITS, Formatted, split, utf16_spans
from bot.channel.views.answer import answer_text
from bot.reply import Answer, Citation, QuoteMismatchError
from corpus.article import Article
from tests.telegram.shelf_answerer import ShelfDesk

PRINT = st.text(
    st.one_of(st.sampled_from("<b>&*_[]()~`\n🏆𠮷，。"), st.characters(exclude_categories=["Cs"])),
    min_size=1,
    max_size=400,
)


def quoting(article: Article, *quotes: tuple[int, int], passage: str = "") -> Answer:
    passage = passage or f"{article.id}:0-{len(article.text)}"
    [base] = [ShelfDesk([article]).ask("?")]
    citations = tuple(
        Citation(n, article, start, end, passage, 0.9) for n, (start, end) in enumerate(quotes, 1)
    )
    return _with(base, citations)


def _with(base: Answer, citations: tuple[Citation, ...]) -> Answer:
    return replace(base, kind="quote", answer="…[1]", citations=citations, nearest=())


def words(shown: Formatted, style: str) -> list[str]:
    return [shown.text[span.start : span.end] for span in shown.spans if span.style == style]


@given(PRINT, st.data())
def test_the_passage_is_shown_as_printed_and_the_quote_in_it_is_bold(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    shown = answer_text(quoting(Article("a", "<i>", text), (start, end)))

    assert words(shown, "expandable_blockquote") == [text]
    assert words(shown, "bold") == ([text[start:end]] if end - start < len(text) else [])


@given(PRINT, st.integers(1, 40))
def test_every_message_of_a_long_answer_keeps_telegrams_limits(text: str, times: int) -> None:
    article = Article("a", "题", text * times)
    shown = answer_text(quoting(article, (0, 1), (len(article.text) - 1, len(article.text))))

    pieces = split(shown)

    assert all(len(piece.text.encode("utf-16-le")) <= 2 * MESSAGE_UNITS for piece in pieces)
    assert all(len(utf16_spans(piece)) <= MESSAGE_ENTITIES for piece in pieces)


def test_quotes_of_one_passage_share_it_and_overlapping_ones_are_marked_once() -> None:
    article = Article("a", "题", "甲乙丙丁戊", paper="劳动报", date=date(2023, 1, 5), page=2)

    shown = answer_text(quoting(article, (0, 2), (1, 3), (4, 5)))

    assert "[1][2][3] 《劳动报》 2023-01-05" in shown.text
    assert words(shown, "expandable_blockquote") == ["甲乙丙丁戊"]
    assert words(shown, "bold") == ["甲乙丙", "戊"]


def test_the_items_of_a_list_are_marked_and_not_the_sentence_around_them() -> None:
    article = Article("a", "题", "获奖的有甲站、乙站等。另有报道。")

    shown = answer_text(quoting(article, (0, 11), (4, 6), (7, 9)))

    assert words(shown, "bold") == ["甲站", "乙站"]


def test_a_quote_that_leaves_its_passage_widens_what_is_shown() -> None:
    article = Article("a", "题", "零一二三四五六七八九")

    shown = answer_text(quoting(article, (1, 8), passage="a:3-5"))

    assert words(shown, "expandable_blockquote") == ["一二三四五六七"]


def test_a_quote_that_is_not_in_its_article_is_never_shown() -> None:
    with pytest.raises(QuoteMismatchError):
        answer_text(quoting(Article("a", "题", "甲乙"), (0, 9)))


def test_what_a_word_for_a_day_means_stands_outside_the_passage() -> None:
    answer = quoting(Article("a", "题", "昨日，甲乙丙。"), (0, 7))
    note = "“昨日”：据报纸日期推算为 2023-01-04"

    shown = answer_text(replace(answer, citations=(replace(answer.citations[0], notes=(note,)),)))

    assert words(shown, "italic") == [note]
    assert words(shown, "expandable_blockquote") == ["昨日，甲乙丙。"]
