"""An answer is kept as JSON, and comes back only while every quote is what was printed."""

import json
from dataclasses import replace

import pytest

from bot.channel.views.kept import kept_from_json, kept_to_json
from bot.reply import Answer, Claim, to_json
from corpus.article import Article
from tests.bot.answers import NOT_FOUND, QUOTED, STATIONS, UNDATED

ARTICLES = {article.id: article for article in (STATIONS, UNDATED)}
SPAN = (STATIONS.text.index("近300个。"), STATIONS.text.index("近300个。") + 5)
MARKED = replace(
    QUOTED,
    claims=(Claim(QUOTED.citations[0].quote, (1,), SPAN),),
    citations=(replace(QUOTED.citations[0], answer=SPAN),),
)


@pytest.mark.parametrize("answer", [QUOTED, NOT_FOUND, MARKED])
def test_what_is_kept_comes_back(answer: Answer) -> None:
    kept = kept_from_json(kept_to_json(answer, traditional=True), ARTICLES.get)

    assert kept is not None
    assert kept.traditional
    assert kept.tree == to_json(answer)
    assert kept.answer.citations == answer.citations
    assert to_json(kept.answer) == to_json(answer)


@pytest.mark.parametrize("text", [None, "", "{}", json.dumps({"kept": 0})])
def test_what_was_erased_or_is_of_another_version_does_not(text: str | None) -> None:
    assert kept_from_json(text, ARTICLES.get) is None


@pytest.mark.parametrize("answer", [QUOTED, NOT_FOUND])
def test_an_answer_whose_article_changed_or_went_does_not(answer: Answer) -> None:
    text = kept_to_json(answer, traditional=False)

    def changed(article_id: str) -> Article | None:
        article = ARTICLES[article_id]
        return replace(article, text="更正：" + article.text)

    assert kept_from_json(text, changed) is None
    assert kept_from_json(text, {}.get) is None
