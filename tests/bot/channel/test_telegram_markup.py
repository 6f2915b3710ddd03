"""What the bot sends is judged by Telegram's own code and by the models of its documentation.

`tdjson` is TDLib, the library behind Telegram's clients and its Bot API server, run offline. Its
`parseMarkdown` first checks and cleans text and entities as a server does with a message; its
`parseTextEntities` reads HTML.
"""

import html
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import tdjson
from hypothesis import example, given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.channel.text.styled import (
    Formatted,
    is_visible,
    join_styled,
    kept_by_telegram,
    split,
    styled,
    utf16_spans,
)
from bot.channel.text.traditional import Convert, simplified, traditional
from bot.channel.views.answer import answer_text
from bot.channel.views.pages import article_page, more_page
from bot.channel.views.view import View, view_from_json, view_of, view_to_json
from bot.reply import Answer, Citation
from bot.telegram.handlers.keyboards import answer_keyboard, article_keyboard, more_keyboard
from bot.telegram.transport.post import entities_of
from corpus.article import Article, Passage
from index.hit import Hit, Why
from tests.bot.answers import NOT_FOUND, QUOTED
from tests.examples import examples

tdjson.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}')

# Random bytes make a key of twelve characters (`bot/telegram/handlers/questions.py`); this one is
# longer.
KEY = "k" * 16
NASTY = (
    *"<>&*_[]()~`#+-=|{}.!\\/@\"'，。！？；：“”…\n\n\n \t",
    *"\r\x00\x07\x1b\x7f\u0085\u00a0\u00ad\u200b\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2066",
    *"\ufeff\ufffc\ufffd\u0301\u030a\u0333\u033f\ufe0f\u20e3\U000e0041\ud83c\udfc6",
    *(
        "工会",
        "站點",
        "صحيفة",
        "שלום",
        "é",
        "𠮷",
        "🏆",
        "🧑🏽\u200d🔧",
        "🇨🇳",
        "</blockquote>",
        "&lt;",
    ),
    *(
        "</blockquote>",
        "&lt;",
        "https://t.me/x",
        "/start",
        "@somebody",
        "#tag",
        "**bold**",
        "a@b.example",
    ),
)
WORDS = st.lists(st.sampled_from(NASTY) | st.characters(), max_size=60).map("".join)
STYLES = {
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeExpandableBlockQuote": "expandable_blockquote",
}
TAGS = {"bold": "b", "italic": "i", "expandable_blockquote": "blockquote"}
SLOW = settings(max_examples=examples(15))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(WORDS.filter(bool)) * draw(st.sampled_from([1, 1, 3, 90]))
    return Article(
        draw(st.sampled_from(["a", "b", "文章:1-2"])),
        draw(WORDS),
        text[:5000],
        kicker=draw(WORDS),
        subtitle=draw(WORDS) * 9,
        paper=draw(WORDS),
        date=draw(st.none() | st.just(date(2023, 1, 5))),
        page=draw(st.none() | st.integers(1, 99)),
        authors=tuple(draw(st.lists(WORDS, max_size=3))),
        source="page.md",
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    article = draw(articles())
    length = len(article.text)
    starts = draw(st.lists(st.integers(0, length - 1), max_size=30, unique=True))
    ranges = [(at, min(length, at + draw(st.integers(1, 80)))) for at in sorted(starts)]
    around = [(max(0, start - 40), min(length, end + 60)) for start, end in ranges]
    citations = tuple(
        Citation(n, article, *quote, f"{article.id}:{first}-{last}", 0.9, (draw(WORDS),))
        for n, (quote, (first, last)) in enumerate(zip(ranges, around, strict=True), 1)
    )
    other = draw(articles())
    hits = tuple(
        Hit(
            Passage(other, at, min(at + 200, len(other.text))), 0.1, Why(query_words=(draw(WORDS),))
        )
        for at in range(0, len(other.text), 200)
    )
    base = QUOTED if citations else NOT_FOUND
    return replace(
        base,
        answer=draw(WORDS) + "[1]",
        language=draw(st.sampled_from(["zh", "en"])),
        citations=citations,
        nearest=() if citations else hits,
        hits=hits,
        understood=draw(st.none() | WORDS),
        coverage=draw(WORDS),
    )


def quoting(text: str, start: int, end: int) -> Answer:
    """Return an answer that quotes a stretch of an article with this text."""
    article = Article("a", "", text)
    citation = Citation(1, article, start, end, f"a:0-{len(text)}", 0.9)
    return replace(QUOTED, citations=(citation,), nearest=(), hits=())


# OpenCC read no further than the first NUL, so that nothing was left of the quote.
CUT_SHORT = quoting("<\x00<\x00<\x00", 3, 4)


def td(request: dict[str, Any]) -> dict[str, Any]:
    """Ask TDLib."""
    reply = tdjson.td_execute(json.dumps(request).encode())
    assert reply is not None
    answer: dict[str, Any] = json.loads(reply)
    assert answer["@type"] != "error", answer
    return answer


def placed(entities: Sequence[dict[str, Any]]) -> set[tuple[str, int]]:
    """Return which UTF-16 unit carries which style; TDLib cuts and joins styles that cross."""
    return {
        (STYLES.get(one["type"]["@type"], one["type"]["@type"]), unit)
        for one in entities
        for unit in range(one["offset"], one["offset"] + one["length"])
    }


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def as_telegram_keeps(piece: Formatted) -> tuple[str, set[tuple[str, int]]]:
    """Return text and styles after Telegram's own checks and cleaning, signs of Markdown aside."""
    named = {style: name for name, style in STYLES.items()}
    entities = [
        {"@type": "textEntity", "offset": at, "length": size, "type": {"@type": named[style]}}
        for style, at, size in utf16_spans(piece)
    ]
    words = {"@type": "formattedText", "text": plain(piece.text), "entities": entities}
    kept = td({"@type": "parseMarkdown", "text": words})
    return kept["text"], placed(kept["entities"])


def plain(text: str) -> str:
    """Return the text without the signs that `parseMarkdown` reads, each replaced by a letter."""
    return text.translate(dict.fromkeys(map(ord, "*_~|`[]"), "x"))


def as_html(piece: Formatted) -> str:
    """Write the styles as tags, in a way of its own: by walking over the characters."""
    tags: dict[int, list[str]] = {}
    for span in piece.spans:
        tag = TAGS[span.style]
        more = " expandable" if tag == "blockquote" else ""
        tags.setdefault(span.start, []).append(f"<{tag}{more}>")
        tags.setdefault(span.end, []).insert(0, f"</{tag}>")
    for place, here in tags.items():
        tags[place] = sorted(here, key=lambda tag: not tag.startswith("</"))
    return "".join(
        "".join(tags.get(place, [])) + html.escape(piece.text[place : place + 1], quote=False)
        for place in range(len(piece.text) + 1)
    )


def checked(piece: Formatted, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Fail on a message that Telegram would refuse, change, or show otherwise than it is meant."""
    assert is_visible(piece)
    text, styles = as_telegram_keeps(piece)
    meant = {
        (style, unit) for style, at, size in utf16_spans(piece) for unit in range(at, at + size)
    }
    assert (text, styles) == (plain(piece.text), meant)
    parsed = td(
        {
            "@type": "parseTextEntities",
            "text": as_html(piece),
            "parse_mode": {"@type": "textParseModeHTML"},
        }
    )
    assert (parsed["text"], placed(parsed["entities"])) == (piece.text, meant)
    assert units(piece.text) <= 4096
    assert len(piece.spans) <= 100
    accepted(piece, keyboard)


def accepted(piece: Formatted, keyboard: InlineKeyboardMarkup | None) -> None:
    """Fail on what the models of the Bot API's documentation do not take."""
    from aiogram.methods import EditMessageText, SendMessage

    entities = [one.to_dict() for one in entities_of(piece)]
    below = keyboard.to_dict() if keyboard else None
    fields = {"text": piece.text, "entities": entities, "reply_markup": below, "chat_id": 1}
    SendMessage.model_validate(fields, strict=False)
    EditMessageText.model_validate({**fields, "message_id": 1}, strict=False)
    for row in keyboard.inline_keyboard if keyboard else ():
        assert 1 <= len(row) <= 8
        for button in row:
            assert 1 <= len(str(button.callback_data).encode()) <= 64
            assert button.text.strip()


def blockquotes(piece: Formatted) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in piece.spans if span.style == "expandable_blockquote"]


def stored(answer: Answer, pieces: Sequence[Formatted], script: bool) -> View:
    """Return the view after its way into the journal and back."""
    view = view_from_json(view_to_json(view_of(answer, pieces, script)))
    assert view is not None
    return view


@SLOW
@given(answers(), st.booleans())
@example(CUT_SHORT, True)
def test_telegram_takes_every_message_of_an_answer_as_it_is_meant(
    answer: Answer, script: bool
) -> None:
    pieces = [piece for piece in split(answer_text(answer, script)) if is_visible(piece)]
    view = stored(answer, pieces, script)

    for piece in pieces[:-1]:
        checked(piece)
    for reasons in (False, True):
        checked(view.last, answer_keyboard(view, KEY, "good", reasons))


@SLOW
@given(
    answers(),
    st.booleans(),
    st.integers(0, 30),
    st.integers(0, 9),
    st.sampled_from([None, traditional, simplified]),
)
@example(CUT_SHORT, False, 0, 0, traditional)
def test_telegram_takes_every_page_of_an_opened_article(
    answer: Answer, script: bool, chosen: int, number: int, convert: Convert | None
) -> None:
    view = stored(answer, split(answer_text(answer)), script)
    passages = [*view.cited, *view.more]
    if not passages:
        return
    shown = passages[chosen % len(passages)]
    known = [*(one.article for one in answer.citations)]
    known += [hit.passage.article for hit in (*answer.nearest, *answer.hits)]
    article = next(one for one in known if one.id == shown.article and shown.within(one))

    page = article_page(article, (shown.start, shown.end), view, number, convert)

    [only] = split(page.text)
    checked(only, article_keyboard(view, KEY, shown.n, page, "other"))


@SLOW
@given(answers(), st.integers(0, 9))
def test_telegram_takes_every_page_of_further_passages(answer: Answer, number: int) -> None:
    view = stored(answer, split(answer_text(answer)), False)
    known = {hit.passage.article.id: hit.passage.article for hit in (*answer.nearest, *answer.hits)}
    found = [(one, known[one.article]) for one in view.more]
    if not found:
        return

    page, here = more_page(found, view, number)

    [only] = split(page.text)
    checked(only, more_keyboard(view, KEY, page, here))


@SLOW
@given(answers())
def test_no_quote_stands_within_another(answer: Answer) -> None:
    pieces = split(answer_text(answer))

    for piece in pieces:
        found = blockquotes(piece)
        assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_every_character_is_kept_by_telegram_as_it_is_foreseen() -> None:
    every = [chr(code) for code in range(0x3100)] + [chr(code) for code in range(0xE000, 0x10000)]

    kept = {one: as_telegram_keeps(kept_by_telegram(Formatted(f"a{one}b")))[0] for one in every}

    assert [
        one for one in every if kept[one] != plain(kept_by_telegram(Formatted(f"a{one}b")).text)
    ] == []


@pytest.mark.parametrize("gone", ["\r", "\u202e", "\u030a", "\u0333", "\u033f"])
def test_what_telegram_drops_would_move_nothing_if_it_were_sent(gone: str) -> None:
    piece = join_styled([f"a{gone}", styled("b", "bold")])

    text, styles = as_telegram_keeps(piece)

    assert (text, styles) == ("ab", {("bold", 1)})
    assert kept_by_telegram(piece) == join_styled(["a", styled("b", "bold")])
