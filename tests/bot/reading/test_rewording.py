"""A question is read in the passage's words, and of its sentences those that may answer."""

import pytest

from bot.question.question import analyse
from bot.readers import load_reader
from bot.reading.reader import Reader
from bot.reading.rewording import in_words_of
from corpus.article import Article
from corpus.config import BotSettings, Settings
from corpus.passages import cut
from index.hit import Hit, Translation, Why

CONGRESS = Article(
    id="congress",
    title="代表大会闭幕",
    text="市总工会第十八次代表大会9日闭幕，会议选举杜明远为市总工会主席、林可为副主席。",
)
RULES = Article(
    id="rules",
    title="人社局解答职工提问",
    text="用人单位有下列情形之一的，劳动者可以解除劳动合同：未及时足额支付劳动报酬的；未依法缴纳社会保险费的。"
    "劳动者有下列情形之一的，用人单位不得解除劳动合同：在本单位患职业病的；女职工在孕期、产期、哺乳期的。"
    "下列时间视为工作时间：班前准备时间、交接班时间。午餐时间不视为工作时间。",
)
HOLIDAYS = Article(
    id="holidays",
    title="加班工资怎么算",
    text="国庆节期间放假8天，10月9日上班。中秋期间全市出游人数46万人次。今年春节放假9天。",
)
DISMISSAL = Translation("辞退", (("解除劳动合同", 0.6),))


def rarity(word: str, grams: bool = False) -> float:
    return 3.0


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(Settings(bot=BotSettings(reader="bundled")))


def hits(*stand_ins: Translation) -> list[Hit]:
    passages = [one for article in (CONGRESS, RULES, HOLIDAYS) for one in cut(article)]
    why = Why(lexical_rank=1, lexical_score=5.0, thesaurus=stand_ins)
    return [Hit(passage, 1.0, why) for passage in passages]


@pytest.mark.parametrize(
    ("question", "printed", "read"),
    [
        ("老板能辞退我吗", "不得解除劳动合同", "老板能解除劳动合同我吗"),
        ("老板能辞退我吗", "不得辞退，不得解除劳动合同", "老板能辞退我吗"),
        ("老板能辞退我吗", "市总工会闭幕", "老板能辞退我吗"),
        ("第20屆在哪", "第二十届职代会", "第二十届在哪"),
        ("第20屆在哪", "第十九届职代会", "第20屆在哪"),
        ("四季度有多少", "第4季度有5人", "4季度有多少"),
        ("第1届在哪", "首届职代会", "第1届在哪"),
        ("首届在哪", "第一届职代会", "首届在哪"),
    ],
)
def test_a_question_is_put_as_the_passage_puts_it(question: str, printed: str, read: str) -> None:
    assert in_words_of(printed, question, [DISMISSAL]) == read


def test_what_was_put_in_is_not_changed_again() -> None:
    company = Translation("公司", (("用人单位", 0.6),))
    unit = Translation("单位", (("企业", 0.6),))

    put = in_words_of("用人、企业。用人 单位", "公司和单位", [company, unit])

    assert put == "公司和单位"
    assert in_words_of("用人单位", "公司", [company, unit]) == "用人单位"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("第18次代表大会选谁当主席", "杜明远"),
        ("哪些时间视为工作时间", "班前准备时间、交接班时间"),
        ("哪些时间不视为工作时间", "午餐时间"),
        ("哪些情形不得解除劳动合同", "用人单位不得解除劳动合同"),
        ("哪些情形可以解除劳动合同", "未及时足额支付劳动报酬的"),
        ("春节放几天", "9天"),
    ],
)
def test_the_sentence_of_the_thing_asked_for_answers(
    reader: Reader, question: str, words: str
) -> None:
    best = reader.read(analyse(question), hits(), rarity)[0]

    assert words in best.text
    assert "副主席" not in best.article.text[slice(*best.answer or (0, 0))]
