"""The bundled reader points into print: at words of a passage, in whole sentences."""

from dataclasses import replace

import pytest

from bot.question.question import analyse
from bot.readers import load_reader, reader_or_quick
from bot.reading.reader import Reader
from bot.reading.select import QUICK
from bot.reading.span_reader import repeats, whole_words
from corpus.article import Article
from corpus.config import BotSettings, Settings
from corpus.errors import ConfigError
from corpus.passages import cut
from index.hit import Hit, Why

POOL = Article(
    id="pool",
    title="游泳馆暑期开放",
    text="本报讯（记者 林静）区工会游泳馆7月1日起开放。工作日早上6点半开门，晚上9点关门。"
    "单次票价45元，持工会会员卡的职工半价。身高1.3米以下的儿童由成人陪同免费。",
)
LIBRARY = Article(
    id="library", title="职工书屋揭牌", text="书屋藏书两千册。借书证押金100元，可以借30天。"
)
LETTER = Article(
    id="letter",
    title="读者来信",
    text="“我在银行上班，合同却是跟另一家公司签的，这正常吗？”\n这种用工叫劳务派遣，工资由派遣公司发。",
)
HITS = [
    Hit(passage, 3.5 - place / 10, Why(lexical_rank=place + 1, lexical_score=5.0))
    for place, passage in enumerate([*cut(POOL), *cut(LIBRARY)])
]


def rarity(word: str, grams: bool = False) -> float:
    return 3.0


def reading(name: str) -> Settings:
    return Settings(bot=BotSettings(reader=name))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(reading("bundled"))


@pytest.mark.parametrize(
    ("question", "words", "sentence"),
    [
        ("游泳馆几点开门", "6点半", "工作日早上6点半开门，晚上9点关门。"),
        ("游一次多少钱", "45元", "单次票价45元，持工会会员卡的职工半价。"),
        ("how much does a swim cost?", "45元", "单次票价45元，持工会会员卡的职工半价。"),
        ("书能借多久", "30天", "借书证押金100元，可以借30天。"),
    ],
)
def test_the_words_that_answer_are_pointed_at(
    reader: Reader, question: str, words: str, sentence: str
) -> None:
    best = reader.read(analyse(question), HITS, rarity)[0]

    assert best.answer is not None
    assert words in best.article.text[best.answer[0] : best.answer[1]]
    assert best.text == sentence


def test_the_sentence_beside_it_that_may_answer_as_well_is_quoted_with_it(reader: Reader) -> None:
    best = reader.read(analyse("书屋有什么规定"), HITS, rarity)[0]

    assert best.text == "书屋藏书两千册。借书证押金100元，可以借30天。"
    assert best.hit.passage.start <= best.start


def test_a_question_that_is_quoted_in_print_answers_none(reader: Reader) -> None:
    hits = [Hit(passage, 3.5, Why(lexical_rank=1, lexical_score=5.0)) for passage in cut(LETTER)]

    best = reader.read(analyse("人在银行干活，合同却是别家公司签的，这正常吗"), hits, rarity)[0]

    assert best.text == "这种用工叫劳务派遣，工资由派遣公司发。"


@pytest.mark.parametrize("question", ["啥叫有限空间", "什么是有限空间"])
def test_what_explains_a_thing_comes_before_what_names_it(reader: Reader, question: str) -> None:
    article = Article(
        id="pit",
        title="有限空间作业大练兵",
        text="本报讯（通讯员 滕飞）6月5日，第二污水处理厂的工人练了有限空间救援。"
        "有限空间，是指封闭或者部分封闭、人可以进入的地方，比如窨井、储罐。"
        "下有限空间前要先通风、再检测、后作业。",
    )
    hits = [Hit(passage, 3.5, Why(lexical_rank=1, lexical_score=5.0)) for passage in cut(article)]

    best = reader.read(analyse(question), hits, rarity)[0]

    assert best.answer is not None
    assert best.answer[0] >= article.text.index("有限空间，是指")


def test_a_score_without_a_model_of_sentences_makes_no_answer_unlikely(reader: Reader) -> None:
    lower = [replace(hit, score=hit.score / 4) for hit in HITS]
    of_words = [replace(hit, why=replace(hit.why, of_sentences=False)) for hit in lower]
    asked = analyse("游泳馆几点开门")

    untold, unlikely = (reader.read(asked, hits, rarity)[0] for hits in (of_words, lower))

    assert untold.confidence >= reader.thresholds["zh"] > unlikely.confidence


@pytest.mark.parametrize(
    ("text", "piece", "whole"),
    [
        ("每份给付金额100000元。", "0000", "100000"),
        ("安全行驶 40.6万公里。", "6万公里", "40.6万公里"),
        ("由劳务派遣公司签订", "派遣", "派遣"),
        ("会员卡 丢了", " 丢了", "丢了"),
        ("Open from 6:30 daily", "rom 6", "from 6"),
    ],
)
def test_what_is_pointed_at_is_whole_words_and_numbers(text: str, piece: str, whole: str) -> None:
    start = text.rindex(piece)

    assert whole_words(text, start, start + len(piece)).of(text) == whole


def test_an_article_has_one_quote_and_the_likeliest_comes_first(reader: Reader) -> None:
    quotes = reader.read(analyse("押金要交多少"), HITS, rarity)

    assert len({quote.article.id for quote in quotes}) == len(quotes)
    assert quotes == sorted(quotes, key=lambda quote: -quote.confidence)


def test_the_words_stand_within_the_quote_and_the_quote_within_the_article(reader: Reader) -> None:
    for quote in reader.read(analyse("押金要交多少"), HITS, rarity):
        assert quote.answer is not None
        assert 0 <= quote.start <= quote.answer[0] < quote.answer[1] <= quote.end
        assert quote.end <= len(quote.article.text)


@pytest.mark.parametrize("question", ["游泳馆的电话是多少？", "When was the library built?"])
def test_what_no_passage_answers_is_below_the_threshold(reader: Reader, question: str) -> None:
    asked = analyse(question)

    quotes = reader.read(asked, HITS, rarity)

    assert all(quote.confidence < reader.thresholds[asked.language] for quote in quotes)


def test_nothing_to_read_gives_no_quote(reader: Reader) -> None:
    assert reader.read(analyse("谁？"), [], rarity) == []


def test_an_unknown_reader_is_refused_with_the_names_that_there_are() -> None:
    with pytest.raises(ConfigError, match="no reader is called 'wise'") as error:
        load_reader(reading("wise"))

    assert "bundled, quick, language_model, or hf:" in error.value.remedy


def test_where_a_reader_cannot_be_opened_quick_reads_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, caplog: pytest.LogCaptureFixture
) -> None:
    from corpus.errors import EncoderError

    def broken() -> Reader:
        raise EncoderError("the model in x cannot be opened", "reinstall gongda")

    monkeypatch.setattr("bot.readers.load_span_reader", broken)

    opened, note = reader_or_quick(reading("bundled"))

    assert opened is QUICK
    assert "`quick` reads instead" in note
    assert "cannot be opened" in caplog.text


@pytest.mark.parametrize(
    ("question", "words", "again"),
    [
        ("谭玉兰是谁？", "谭玉兰", True),
        ("谁是主席？", "主席像", True),
        ("谭玉兰是谁？", "公交驾驶员谭玉兰", False),
        ("是12天还是15天？", "15天", False),
        ("什么是哺乳期？", "哺乳期", True),
        ("婴儿能游泳吗？", "游泳", False),
    ],
)
def test_words_that_only_repeat_the_question_are_no_answer(
    question: str, words: str, again: bool
) -> None:
    assert repeats(analyse(question), words) == again
