"""The sample pages that come with the project hold every trouble, and all of them are put right."""

import datetime

import pytest

from corpus.article import Article
from corpus.config import BUNDLED_PAGES
from corpus.load import load
from corpus.page.punctuation import CLOSERS


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    """Return the bundled articles by headline."""
    return {article.title: article for article in load([BUNDLED_PAGES]).articles}


def test_every_bundled_page_is_read() -> None:
    loaded = load([BUNDLED_PAGES])

    assert loaded.refused == ()
    assert len({article.source for article in loaded.articles}) == 4
    assert len({article.id for article in loaded.articles}) == len(loaded.articles) == 20


def test_every_bundled_article_knows_paper_date_page_and_authors(
    articles: dict[str, Article],
) -> None:
    assert {article.paper for article in articles.values()} == {"工会周报"}
    assert {(article.date, article.page) for article in articles.values()} == {
        (datetime.date(2022, 7, 14), 3),
        (datetime.date(2022, 11, 24), 4),
        (datetime.date(2023, 1, 5), 2),
        (datetime.date(2023, 3, 9), 1),
    }
    assert all(article.section and article.authors for article in articles.values())


def test_the_stations_are_one_unbroken_list(articles: dict[str, Article]) -> None:
    article = articles["石景山六家驿站登上全国榜单"]

    stations = article.text.split("榜上有名：")[1].split("。")[0].split("、")

    assert len(stations) == 6
    assert all(station.endswith("驿站") for station in stations)
    assert article.kicker == "2022年建成近300个服务站点 缓解户外劳动者“四难”"
    assert article.subtitle == "入选“最美工会户外劳动者服务站点”"


@pytest.mark.parametrize(
    ("title", "kicker", "subtitle", "authors"),
    [
        ("海淀工会晒出全年“成绩单”", "盘点2022", "", ("沈嘉",)),
        ("新年第一张合影在河内", "", "", ("严舟", "苏木", "李想")),
        (
            "大兴38名装修工讨回欠薪97.6万元",
            "法援在线",
            "工会律师全程代理 从受理到到账只用了45天",
            ("邵婷",),
        ),
        ("朝阳“夏送清凉”跑遍43个街乡", "", "", ("何苗", "田野", "孙一鸣")),
        (
            "百名工匠同台比武",
            "",
            "第五届职工职业技能大赛钳工决赛在京西落幕",
            ("徐航", "董亦凡"),
        ),
        (
            "四十万公里零事故",
            "劳模谭玉兰：把公交车开成“流动的家”",
            "——记公交18路驾驶员谭玉兰",
            ("程远", "葛文静", "吕航"),
        ),
        ("三月八日 她们在高空", "", "", ("程远",)),
    ],
)
def test_the_parts_of_an_article_are_told_apart(
    articles: dict[str, Article], title: str, kicker: str, subtitle: str, authors: tuple[str, ...]
) -> None:
    article = articles[title]

    assert (article.kicker, article.subtitle, article.authors) == (kicker, subtitle, authors)


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("海淀工会晒出全年“成绩单”", "近50家基层工会的1000名职工走完全程"),
        ("海淀工会晒出全年“成绩单”", "为考生和家长服务3000多人次"),
        ("高温津贴每人每月不低于180元", "市总工会法律工作部"),
        ("高温津贴每人每月不低于180元", "不能拿来抵扣津贴"),
        ("朝阳“夏送清凉”跑遍43个街乡", "投入资金520万元。"),
        ("百名工匠同台比武", "在六个小时里完成了一件"),
        ("快递员也能评职称", "今年29岁的冯凯"),
        ("三月八日 她们在高空", "送到了她们“手上”。"),
    ],
)
def test_what_a_column_cut_is_whole_again(
    articles: dict[str, Article], title: str, whole: str
) -> None:
    assert whole in articles[title].text


def test_verse_and_list_items_keep_their_lines(articles: dict[str, Article]) -> None:
    verse = articles["银球飞舞 以球会友"].text.split("\n")
    list_of_three = articles["互助保障这样办"].text.split("\n")

    assert verse[2:6] == ["小小银球转不停", "你来我往见真情", "班前班后练一练", "干起活来脚步轻"]
    assert [line[:2] for line in list_of_three[1:4]] == ["1.", "2.", "3."]


def test_no_bundled_paragraph_ends_in_mid_sentence(articles: dict[str, Article]) -> None:
    paragraphs = [line for each in articles.values() for line in each.text.split("\n")]

    open_ended = [line for line in paragraphs if line.rstrip(CLOSERS)[-1] in "，、的和在"]

    assert open_ended == []
