"""Articles and passages come back from disk as they went in."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.passages import cut
from index.store.texts import open_texts, write_texts
from tests.conftest import AWARD, PHOTO, VISIT

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
ARTICLES = st.lists(
    st.builds(
        Article,
        id=WORDS,
        title=WORDS,
        text=WORDS,
        kicker=WORDS,
        subtitle=WORDS,
        section=WORDS,
        paper=WORDS,
        date=st.none() | st.dates(),
        page=st.none() | st.integers(1, 99),
        authors=st.lists(WORDS).map(tuple),
        source=WORDS,
        recognised=st.booleans(),
    ),
    unique_by=lambda article: article.id,
    max_size=5,
)


@given(ARTICLES)
def test_every_article_and_passage_comes_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article]
) -> None:
    path = tmp_path_factory.mktemp("texts") / "texts.sqlite"
    passages = [passage for article in articles for passage in cut(article)]
    write_texts(path, articles, passages)

    texts = open_texts(path)

    assert texts.every_article() == articles
    assert texts.every_passage() == passages
    texts.close()


def test_passages_are_found_by_number_and_articles_by_id(tmp_path: Path) -> None:
    articles = [AWARD, PHOTO, VISIT]
    passages = [passage for article in articles for passage in cut(article)]
    write_texts(tmp_path / "t", articles, passages)
    texts = open_texts(tmp_path / "t")

    found = texts.passages([len(passages) - 1, 0])

    assert found == {0: passages[0], len(passages) - 1: passages[-1]}
    assert texts.article("photo") == PHOTO
    assert texts.article("gone") is None
    assert texts.article_numbers([0]) == {0: 0}
    assert texts.passages([]) == {}
    texts.close()


def test_an_unknown_date_stays_unknown(tmp_path: Path) -> None:
    dated = Article("a", "", "", date=datetime.date(2023, 1, 5), page=2)
    write_texts(tmp_path / "t", [dated, Article("b", "", "")], [])
    texts = open_texts(tmp_path / "t")

    assert [article.date for article in texts.every_article()] == [datetime.date(2023, 1, 5), None]
    texts.close()


def test_days_are_told_newest_first_and_their_articles_page_by_page(tmp_path: Path) -> None:
    old, new = datetime.date(2023, 1, 5), datetime.date(2023, 3, 9)
    articles = [
        Article("b", "", "", date=old, page=2),
        Article("a", "", "", date=old, page=1),
        Article("c", "", "", date=new),
        Article("d", "", ""),
    ]
    write_texts(tmp_path / "t", articles, [])
    texts = open_texts(tmp_path / "t")

    assert texts.days() == [new, old]
    assert [article.id for article in texts.printed_on(old)] == ["a", "b"]
    assert texts.printed_on(datetime.date(2022, 1, 5)) == []
    texts.close()
