"""What every reader promises, kept by each that there is."""

import math

import pytest

from bot.question.question import analyse
from bot.reading.reader import Reader
from bot.reading.select import QUICK
from corpus.article import Article
from corpus.passages import cut
from index.hit import Hit, Why

READERS: list[Reader] = [QUICK]
CONTEST = Article("photo", "摄影大赛收官", "摄影大赛共收到近600幅作品。颁奖仪式5月8日举行。")
STATIONS = Article("award", "驿站获评最美", "鲁谷街道暖心驿站等6家驿站被评为全国最美站点。")
HITS = [
    Hit(passage, 1.0, Why(lexical_score=5.0, lexical_rank=rank))
    for rank, article in enumerate((CONTEST, STATIONS), 1)
    for passage in cut(article)
]


def rarity(word: str, grams: bool = False, /) -> float:
    return math.log(1 + len(word))


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
@pytest.mark.parametrize("question", ["大赛收到多少幅作品？", "Who won?", "火星上有水吗？", "？"])
def test_quotes_are_what_was_printed_with_how_likely_they_answer(
    reader: Reader, question: str
) -> None:
    quotes = reader.read(analyse(question), HITS, rarity)

    for quote in quotes:
        assert quote.article in (CONTEST, STATIONS)
        assert quote.text
        assert quote.text == quote.article.text[quote.start : quote.end]
        assert 0 <= quote.confidence <= 1
        assert 0 <= quote.probability <= 1 + 1e-6
        first, last = quote.answer or (quote.start, quote.end)
        assert quote.start <= first <= last <= quote.end
    assert quotes == sorted(quotes, key=lambda quote: -quote.probability)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
def test_where_there_is_nothing_to_read_nothing_is_quoted(reader: Reader) -> None:
    assert reader.read(analyse("大赛收到多少幅作品？"), [], rarity) == []
