"""What is stored of an answer, and the pages that its buttons show: the words as printed."""

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.channel.text.styled import Formatted, join_styled, split, styled
from bot.channel.text.traditional import converted, is_traditional, simplified, traditional
from bot.channel.views.answer import answer_text
from bot.channel.views.pages import PAGE_UNITS, article_page, more_page
from bot.channel.views.view import VERSION, View, is_current, view_from_json, view_of, view_to_json
from bot.compose import LONGEST_PERHAPS, say_nothing, say_perhaps
from bot.glimpse import glimpse, named_briefly
from bot.messages import messages
from bot.reading.reader import Quote
from bot.reply import Answer, Language
from bot.telegram.handlers.keyboards import answer_keyboard
from corpus.article import Article, Passage
from index.hit import Hit, Why
from tests.bot.answers import NOT_FOUND, QUOTED, STATIONS, UNDATED, cite, hit

SENTENCES = st.lists(
    st.text("工会站点在报上写得很长，“好”🏆ab ", min_size=1, max_size=80).map(
        lambda one: f"{one}。"
    ),
    min_size=1,
    max_size=120,
).map(lambda some: "\n".join("".join(some[at : at + 3]) for at in range(0, len(some), 3)))


def viewed(answer: Answer, script: bool = False) -> View:
    return view_of(answer, split(answer_text(answer)), script)


def opened(article: Article, quote: tuple[int, int], number: int = 0) -> Formatted:
    return article_page(article, quote, viewed(QUOTED), number).text


def page_count(article: Article, quote: tuple[int, int]) -> int:
    return article_page(article, quote, viewed(QUOTED)).count


def bold(shown: Formatted) -> list[str]:
    return [shown.text[span.start : span.end] for span in shown.spans if span.style == "bold"]


@given(st.booleans(), st.sampled_from([QUOTED, NOT_FOUND]))
def test_a_view_is_the_same_after_its_way_through_the_journal(script: bool, answer: Answer) -> None:
    view = viewed(answer, script)

    assert view_from_json(view_to_json(view)) == view


def test_what_another_version_stored_counts_as_erased() -> None:
    other = json.dumps(json.loads(view_to_json(viewed(QUOTED))) | {"version": VERSION + 1})

    assert view_from_json(other) is None
    assert view_from_json(None) is None


def test_further_passages_are_those_that_the_answer_does_not_show_and_are_numbered_on() -> None:
    view = viewed(QUOTED)

    assert [(one.n, one.article) for one in view.cited] == [(1, "stations")]
    assert [(one.n, one.article) for one in view.more] == [(2, "visit")]


def test_a_refusal_numbers_the_nearest_passages() -> None:
    view = viewed(NOT_FOUND)

    assert [(one.n, one.article) for one in view.cited] == [(1, "visit"), (2, "stations")]
    assert view.more == ()


def test_an_answer_without_any_passage_offers_none() -> None:
    view = viewed(replace(NOT_FOUND, nearest=()))

    assert (view.cited, view.more) == ((), ())
    assert len(answer_keyboard(view, "key").inline_keyboard) == 1


def test_a_view_tells_how_the_answer_was_found() -> None:
    assert "我对答案有 91% 的把握。" in viewed(QUOTED).why


@pytest.mark.parametrize(
    ("now", "current"),
    [
        (STATIONS, True),
        (replace(STATIONS, text=STATIONS.text.replace("近300个", "近400个")), False),
        (replace(STATIONS, text=f"又{STATIONS.text}"), False),
        (None, False),
    ],
)
def test_an_answer_is_current_while_its_passages_stand_where_they_were(
    now: Article | None, current: bool
) -> None:
    shelf = {"stations": now}

    assert is_current(viewed(QUOTED), shelf.get) is current


def test_a_long_list_has_a_button_for_each_of_its_passages() -> None:
    many = Article("many", "名单", "。".join(f"第{n}站" for n in range(1, 31)))
    items = [cite(n, many, f"第{n}站") for n in range(1, 31)]

    rows = answer_keyboard(viewed(replace(QUOTED, citations=tuple(items))), "key").inline_keyboard

    assert [button.text for button in rows[0]] == ["[1]–[30]"]


def test_numbers_stand_in_rows_of_eight() -> None:
    items = [cite(n, STATIONS, "站点") for n in range(1, 13)]

    rows = answer_keyboard(viewed(replace(QUOTED, citations=tuple(items))), "key").inline_keyboard

    assert [len(row) for row in rows[:2]] == [8, 4]


@given(SENTENCES, st.data())
def test_the_pages_of_an_article_hold_all_of_it_as_printed(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = (start, data.draw(st.integers(start + 1, min(len(text), start + 300))))
    article = Article("a", "题", text)

    pages = [opened(article, quote, n) for n in range(1, page_count(article, quote) + 1)]

    bodies = [page.text.split("\n\n", 1)[1].removesuffix("\n\n") for page in pages]
    bodies = [body.rpartition("\n\n（")[0] if len(pages) > 1 else body for body in bodies]
    assert all(body in text for body in bodies)
    assert "".join("".join(bodies).split()) == "".join(text.split())


@given(SENTENCES, st.data())
def test_the_first_page_shown_holds_the_whole_quote_in_bold(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, min(len(text) - 1, start + 300)))
    quoted = text[start:end].strip()
    assume(quoted not in ("", text.strip()))

    shown = opened(Article("a", "题", text), (start, end))

    assert [part.strip() for part in bold(shown)] == [quoted]


def test_pages_end_at_the_ends_of_paragraphs_and_are_about_equally_long() -> None:
    paragraph = "这一段讲的是工会的站点，写得不长也不短。" * 6 + "\n"
    article = Article("a", "题", paragraph * 30)

    count = page_count(article, (0, 3))
    pages = [opened(article, (0, 3), n).text for n in range(1, count + 1)]

    assert count == 3
    assert all("。\n\n（第 " in page for page in pages)
    assert max(map(len, pages)) < 1.5 * min(map(len, pages))


def test_an_article_that_fits_is_one_page_without_a_number() -> None:
    shown = opened(replace(STATIONS, text="工" * (PAGE_UNITS - 1) + "。"), (0, 1))

    assert "第 1/1 页" not in shown.text


def test_the_head_of_a_page_tells_all_that_was_printed_over_the_article() -> None:
    assert opened(STATIONS, (0, 3)).text.split("\n\n")[0] == (
        "《劳动午报》 2023-01-05 第2版\n关心关爱户外劳动者\n"
        "【石景山区建设户外劳动者服务站点近300个】\n2家暖心驿站获评全国最美\n作者：张晶、马宁"
    )


def test_a_page_is_one_message_however_long_its_heads_and_passages_are() -> None:
    endless = "🏆" * 5000
    article = Article("a", endless, endless, endless, endless, endless, endless, authors=(endless,))
    hits = tuple(Hit(Passage(article, at, at + 1600), 0.1, Why()) for at in (0, 1600, 3200))
    view = viewed(replace(QUOTED, hits=hits))

    page = article_page(article, (0, 3), view)
    further, here = more_page([(one, article) for one in view.more], view)

    assert len(here) == 3
    assert len(split(page.text)) == 1
    assert len(split(further.text)) == 1


def test_further_passages_come_three_to_a_page_word_for_word() -> None:
    text = "".join(f"第{n}段。" for n in range(1, 10))
    article = Article("a", "题", text)
    hits = tuple(Hit(Passage(article, at, at + 4), 0.1, Why()) for at in range(0, len(text), 4))
    view = viewed(replace(QUOTED, hits=hits))

    page, here = more_page([(one, article) for one in view.more], view, 2)

    assert (page.number, page.count) == (2, 3)
    assert [one.n for one in here] == [5, 6, 7]
    assert "第4段。" in page.text.text
    assert "第3段。" not in page.text.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("哪些驛站獲評最美？", True),
        ("台灣的工會有哪些活動", True),
        ("这里公里皇后台阶", False),
        ("哪些驿站获评最美？", False),
        ("工人文化", False),
        ("Who won?", False),
        ("", False),
    ],
)
def test_a_text_is_traditional_by_most_of_its_characters(text: str, expected: bool) -> None:
    assert is_traditional(text) is expected


@given(st.text("后面的头发发展干部里面了解工会🏆“”《》ab\x00\x07\u202e", max_size=60), st.data())
def test_converting_moves_no_style_off_its_words_and_leaves_what_was_printed(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    printed = text[start:end]
    whole = [text[:start], printed, text[end:]]
    piece = Formatted("".join(whole), styled(printed, "bold").spans)

    shown = converted(piece, traditional, [printed] if printed else [])

    assert not printed or printed in shown.text
    assert simplified(shown.text) == simplified(text)
    assert [len(part) for part in bold(shown)] == [len(printed)] * len(piece.spans)


def test_no_character_hides_what_stands_behind_it_from_conversion() -> None:
    every = [chr(code) for code in range(0x10000)]

    lost = [one for one in every if not traditional(f"a{one}b").endswith("b")]

    assert lost == []
    assert traditional("后面\x00后面\ud83c后面") == "後面\x00後面\ufffd後面"


def test_a_style_is_gone_with_its_last_character() -> None:
    piece = join_styled(["a", styled("b", "bold"), "c"])

    assert converted(piece, lambda text: text.replace("b", "")) == Formatted("ac")


def test_the_frame_is_converted_and_what_was_printed_is_not() -> None:
    answer = replace(NOT_FOUND, coverage="目前收录：《劳动午报》，共 2 篇文章。")

    shown = answer_text(answer, in_traditional=True).text

    assert "沒有找到答案" in shown
    assert "目前收錄" not in shown
    bare = answer_text(replace(answer, nearest=()), in_traditional=True).text
    assert "目前收錄：《劳动午报》，共 2 篇文章。" in bare
    assert f"[1] 日期不詳 · {UNDATED.title}\n{UNDATED.text}" in shown
    assert glimpse(hit(STATIONS)).text in shown
    assert named_briefly(STATIONS).title in shown


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_refusal_has_less_than_300_characters_whatever_is_asked_and_found(
    language: Language,
) -> None:
    article = replace(STATIONS, title="很长的标题" * 20, paper="很长的报名" * 9, page=12)
    long = replace(article, text="站点全国慰问" * 300)
    frame = messages(language)
    asked = "how long is this question " * 40
    quote = Quote(hit(long), 0, LONGEST_PERHAPS, 0.4, 0.4)
    perhaps = say_perhaps(quote, "a missing word", frame)
    refused = replace(NOT_FOUND, language=language, coverage="x" * 99, understood=asked)
    plain = replace(refused, answer=say_nothing(asked, frame).text, nearest=(hit(long), hit(long)))
    guess = replace(refused, answer=say_nothing(asked, frame, perhaps).text, nearest=(hit(long),))

    assert perhaps
    assert len(answer_text(plain).text) < 300
    assert len(answer_text(guess).text) < 300
