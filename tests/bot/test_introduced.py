"""Who wrote an article and who somebody is, quoted as it was printed."""

import pytest

from bot.introduced import introduced
from bot.question.question import analyse
from corpus.article import Article, Passage
from index.hit import Hit, Translation, Why

TEXT = "本报讯（记者 徐航 通讯员 田 野）11月21日，“妈咪小屋”投入使用。她说很好。"
ROOM = Article("room", "妈咪小屋开进物流园", TEXT)
BARE = Article("bare", "快递员也能评职称", "9名快递员拿到证书。")


LAWYER = Article("law", "讨回欠薪", "王强走进中心。值班律师罗欣当天立案受理。罗欣提醒，要签合同。")
MEDAL = Article(
    "bus", "四十万公里", "谭玉兰像往常一样走了一圈。2022年4月，谭玉兰获得首都劳动奖章。"
)


def hit(article: Article) -> Hit:
    return Hit(Passage(article, 0, len(article.text)), 1.0, Why())


@pytest.mark.parametrize(
    "question",
    ["《妈咪小屋开进物流园》是谁写的？", "《妈咪小屋开进物流园》who wrote it？"],
)
def test_the_byline_of_the_named_article_answers(question: str) -> None:
    found = introduced(analyse(question), [hit(BARE), hit(ROOM)])

    assert found is not None
    assert (found.text, found.article.text[slice(*(found.answer or (0, 0)))]) == (
        "本报讯（记者 徐航 通讯员 田 野）11月21日，“妈咪小屋”投入使用。",
        "（记者 徐航 通讯员 田 野）",
    )


@pytest.mark.parametrize(
    "question",
    ["《快递员也能评职称》是谁写的？", "是谁写的？", "《妈咪小屋开进物流园》有多大？"],
)
def test_no_byline_is_told_of_another_article_or_where_none_is_asked(question: str) -> None:
    assert introduced(analyse(question), [hit(BARE), hit(ROOM)]) is None


@pytest.mark.parametrize(
    ("question", "quoted", "answer"),
    [
        ("罗欣是谁？", "值班律师罗欣当天立案受理。", "值班律师罗欣"),
        ("谁是罗欣", "值班律师罗欣当天立案受理。", "值班律师罗欣"),
        ("谭玉兰是谁", "2022年4月，谭玉兰获得首都劳动奖章。", "谭玉兰获得首都劳动奖章"),
    ],
)
def test_who_somebody_is_stands_beside_the_name(question: str, quoted: str, answer: str) -> None:
    found = introduced(analyse(question), [hit(LAWYER), hit(MEDAL)])

    assert found is not None
    assert (found.text, found.article.text[slice(*(found.answer or (0, 0)))]) == (quoted, answer)


def test_an_english_name_is_looked_for_as_the_pages_write_it() -> None:
    bridge = [Translation("tan yulan", (("谭玉兰", 1.0),))]

    found = introduced(analyse("who is Tan Yulan", bridge), [hit(LAWYER), hit(MEDAL)])

    assert found is not None
    assert found.text == "2022年4月，谭玉兰获得首都劳动奖章。"


@pytest.mark.parametrize("question", ["王强是谁？", "罗欣是哪里人？", "谁是冠军？"])
def test_nobody_is_introduced_by_a_name_alone(question: str) -> None:
    assert introduced(analyse(question), [hit(LAWYER), hit(MEDAL)]) is None
