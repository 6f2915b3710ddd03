"""What every reader promises, kept by each that there is."""

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.language_model.address import ModelAddress
from bot.language_model.reader import LanguageModelReader
from bot.question.question import analyse
from bot.reading.hugging_face import load_hugging_face
from bot.reading.reader import Reader
from bot.reading.select import QUICK
from bot.reading.span_reader import load_span_reader
from corpus.article import Article
from corpus.passages import cut
from index.hit import Hit, Why
from tests.bot.language_model.articles import settings_of
from tests.bot.language_model.liar import points, serving

CONTEST = Article("photo", "摄影大赛收官", "摄影大赛共收到近600幅作品。颁奖仪式5月8日举行。")
STATIONS = Article("award", "驿站获评最美", "鲁谷街道暖心驿站等6家驿站被评为全国最美站点。")
HITS = [
    Hit(passage, 1.0, Why(lexical_score=5.0, lexical_rank=rank))
    for rank, article in enumerate((CONTEST, STATIONS), 1)
    for passage in cut(article)
]


def rarity(word: str, grams: bool = False, /) -> float:
    return math.log(1 + len(word))


@pytest.fixture(scope="module")
def pointing_model() -> Iterator[Reader]:
    """Give a reader whose language model points at something in each passage."""
    with serving(points((1, "600幅"), (2, "6家驿站"), (1, "5月8日"))) as served:
        settings = settings_of(served.address, seconds=30.0)
        address = ModelAddress(settings, "")
        yield LanguageModelReader(address, QUICK, settings)
        address.close()


def answering(folder: Path) -> Reader:
    """Return a reader with a question-answering model of the test's own."""
    from tests.bot.reading.answering_model import write_answering_model

    return load_hugging_face(str(write_answering_model(folder)))


@pytest.fixture(
    scope="module",
    params=["quick", "bundled", "language_model", "cross-encoder", "question-answering"],
)
def reader(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, judge: Path
) -> Reader:
    """Return each reader."""
    openers: dict[str, Callable[[], Reader]] = {
        "quick": lambda: QUICK,
        "bundled": load_span_reader,
        "language_model": lambda: request.getfixturevalue("pointing_model"),
        "cross-encoder": lambda: load_hugging_face(str(judge)),
        "question-answering": lambda: answering(tmp_path_factory.mktemp("answering")),
    }
    return openers[request.param]()


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


def test_where_there_is_nothing_to_read_nothing_is_quoted(reader: Reader) -> None:
    assert reader.read(analyse("大赛收到多少幅作品？"), [], rarity) == []


def test_a_reader_says_from_where_on_it_is_believed(reader: Reader) -> None:
    assert reader.passages >= 1
    assert {*reader.thresholds} == {"zh", "en"}
    assert all(0 < threshold < 1 for threshold in reader.thresholds.values())


def test_a_cross_encoder_finds_the_sentence_with_the_words_of_the_question(judge: Path) -> None:
    best = load_hugging_face(str(judge)).read(analyse("站点获奖"), HITS, rarity)[0]

    assert best.article == STATIONS


def test_a_model_that_fails_over_a_question_leaves_it_to_quick(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from tests.index.cross_encoder import write_cross_encoder

    broken = load_hugging_face(str(write_cross_encoder(tmp_path, bias=math.nan)))
    question = analyse("大赛收到多少幅作品？")

    assert broken.read(question, HITS, rarity) == QUICK.read(question, HITS, rarity)
    assert "`quick` reads" in caplog.text


@pytest.mark.parametrize("architecture", ["BertModel", ""])
def test_a_model_of_another_kind_is_refused(tmp_path: Path, architecture: str) -> None:
    from corpus.errors import EncoderError

    kinds = [architecture] if architecture else None
    config = {"model_type": "bert", "architectures": kinds}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")

    with pytest.raises(EncoderError, match="neither kind of reader"):
        load_hugging_face(str(tmp_path))


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    from corpus.errors import EncoderError

    with pytest.raises(EncoderError, match="cannot be opened"):
        load_hugging_face(str(tmp_path / "nothing"))
