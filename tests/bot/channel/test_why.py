"""How an answer was found, in words for members."""

from dataclasses import replace

from bot.channel.views.why import why_text
from index.hit import Why
from tests.bot.answers import NOT_FOUND, QUOTED, STATIONS, UNDATED, hit


def test_the_sureness_the_words_and_the_articles_are_told() -> None:
    assert why_text(QUOTED) == (
        "我对答案有 91% 的把握。",
        "“stations”是按“站点、驿站”查找的。",
        "最相关的几篇：",
        "1. 石景山区建设户外劳动者服务站点近300个 — 有您问到的词：站点、全国",
        "2. 慰问一线职工 — 有您问到的词：慰问",
    )


def test_a_refusal_says_that_the_nearest_was_not_sure_enough() -> None:
    [first, *_] = why_text(replace(NOT_FOUND, confidence=0.05, language="en"))

    assert first.startswith("Even the nearest passage is hardly an answer: I am only 5% sure")


def test_a_passage_found_without_a_word_of_the_question_is_close_to_it() -> None:
    near = replace(hit(STATIONS), why=Why(dense_rank=1, dense_score=0.7))

    *_, last = why_text(replace(QUOTED, hits=(near,)))

    assert last.endswith(" — 内容相近")


def test_headlines_were_not_searched_for() -> None:
    headlines = replace(QUOTED, hits=(), confidence=1.0)

    assert why_text(headlines) == ("这些是按报纸的日期列出来的。",)


def test_an_article_is_named_once_and_scraps_of_words_are_left_out() -> None:
    scraps = Why(query_words=("户", "外劳", "站点", "点近"), lexical_rank=1)
    twice = replace(hit(STATIONS), why=scraps)

    *_, last = why_text(replace(QUOTED, hits=(twice, twice)))

    assert last == "1. 石景山区建设户外劳动者服务站点近300个 — 有您问到的词：站点"


def test_the_lines_are_in_traditional_characters_where_the_answer_is_and_headlines_never() -> None:
    first, *_, last = why_text(replace(QUOTED, hits=(hit(UNDATED),)), in_traditional=True)

    assert first == "我對答案有 91% 的把握。"
    assert last.startswith("1. 慰问一线职工 — 有您問到的詞：")
