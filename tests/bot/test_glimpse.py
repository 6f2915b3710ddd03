"""The places that a refusal shows."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.glimpse import WIDTH, glimpse, named_briefly
from corpus.article import Article, Passage
from index.hit import Hit, Why


def glimpsed(text: str, *asked: str) -> tuple[str, list[str]]:
    hit = Hit(Passage(Article("a", "", text), 0, len(text)), 0.5, Why(query_words=asked))
    seen = glimpse(hit)
    return seen.text, [seen.text[first:last] for first, last in seen.fits]


def test_the_stretch_with_most_of_the_words_is_shown_and_they_are_marked() -> None:
    text = "前面说了许多与此无关的话。" * 8 + "职工书屋每天早7点开门。" + "后面也是。" * 20

    shown, marked = glimpsed(text, "书屋", "开门")

    assert shown.startswith("…")
    assert shown.endswith("…")
    assert marked == ["书屋", "开门"]


def test_a_pair_of_characters_across_two_words_is_not_marked() -> None:
    _, marked = glimpsed("工会主席和现场的工作人员一一作答。", "工会主席", "的工", "工资")

    assert marked == ["工会主席"]


def test_a_short_passage_is_shown_whole() -> None:
    assert glimpsed("刘光明慰问职工。", "慰问") == ("刘光明慰问职工。", ["慰问"])


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=3), max_size=4))
def test_any_passage_is_short_and_its_marks_lie_within(text: str, words: list[str]) -> None:
    shown, marked = glimpsed(text, *words)

    assert len(shown) <= WIDTH + 2
    assert all(marked)


def test_a_refusal_names_an_article_by_the_beginning_of_its_headline() -> None:
    article = replace(Article("a", "很长的标题" * 9, "文"), authors=("甲", "乙"))

    assert len(named_briefly(article).title) <= 16
    assert named_briefly(article).authors == ()
