"""The cell of a table that a question asks for."""

import io

import openpyxl
import pytest

from bot.compose import say_quotes
from bot.lists.cells import asked_cell
from bot.lists.columns import listed_column
from bot.messages import messages
from bot.question.question import analyse
from corpus.article import Article
from corpus.load import load_bytes
from corpus.passages import cut
from index.hit import Hit, Translation, Why

MENU = Article(
    "menu",
    "食堂价格上墙",
    "石湾港务公司食堂公布菜价，下表是部分菜品：\n"
    "菜名 | 价格（元） | 供应时间 | 窗口\n"
    "红烧带鱼 | 14 | 午餐 | 1号\n"
    "羊肉泡馍 | 18 | 晚餐 | 3号\n"
    "小米粥 | 2 | 早餐 | 4号\n"
    "意见簿挂在3号窗口旁。",
)
CLASSES = Article(
    "classes",
    "夜校课表",
    "课程 | 教师 | 上课时间 | 教室\n"
    "人像摄影 | 骆冰 | 周三19点 | 305\n"
    "太极拳 | 沈从武 | 周四19点 | 体操房",
)
LINES = Article(
    "lines",
    "通勤专线开行",
    "专线 | 起点 | 终点 | 首班 | 末班 | 票价（元）\n"
    "通勤1号线 | 火车北站 | 石湾港 | 6点20分 | 19点40分 | 3\n"
    "通勤2号线 | 云桥广场 | 造船厂 | 6点40分 | 20点10分 | 2",
)
COACHES = Article(
    "coaches",
    "返乡大巴等你上车",
    "线路 | 发车日期 | 发车时间 | 座位（个）\n"
    "霞洲—信阳 | 1月18日 | 8:00 | 45\n"
    "霞洲—赣州 | 1月20日 | 9:20 | 45",
)
FAULTS = Article(
    "faults",
    "换电柜报故障",
    "换电柜代码 | 意思 | 怎么办\nE03 | 电池没有插到位 | 拔出重插\n"
    "E07 | 电池温度过高 | 离柜晾20分钟",
)
TRIPS = Article(
    "trips",
    "疗休养线路开卖",
    "线路 | 天数 | 会员价（元）\n竹岭避暑 | 3 | 680\n古窑寻陶 | 1 | 98",
)
CUP = Article(
    "cup",
    "第六届“梧桐杯”竞赛",
    "名次 | 选手 | 奖金（元）\n第一名 | 柴玉梅 | 10000\n第四名 | 褚亮 | 1000",
)
COOKS = Article(
    "cooks", "菜单上墙", "菜名 | 原价（元） | 掌勺\n番茄牛腩 | 22 | 龙秋菊\n豆腐脑 | 3 | 卜师傅"
)
HALLS = Article(
    "halls", "联谊会三场", "地区 | 日期 | 名额\n北坪区 | 8月16日 | 80人\n云麓县 | 8月29日 | 60人"
)
PRINTED = (CUP, COOKS, HALLS, MENU, CLASSES, LINES, COACHES, FAULTS, TRIPS)
HITS = [Hit(cut(article)[0], 1.0, Why()) for article in PRINTED]


@pytest.mark.parametrize(
    ("question", "row", "cell"),
    [
        ("红烧带鱼多少钱", "红烧带鱼 | 14 | 午餐 | 1号", "14"),
        ("羊肉泡馍什么时候供应", "羊肉泡馍 | 18 | 晚餐 | 3号", "晚餐"),
        ("小米粥在几号窗口", "小米粥 | 2 | 早餐 | 4号", "4号"),
        ("坐通勤2号线要几块钱", "通勤2号线 | 云桥广场 | 造船厂 | 6点40分 | 20点10分 | 2", "2"),
        ("人像摄影在几号教室", "人像摄影 | 骆冰 | 周三19点 | 305", "305"),
        ("去赣州的返乡大巴几点发车", "霞洲—赣州 | 1月20日 | 9:20 | 45", "9:20"),
        ("信阳的大巴多少个座位", "霞洲—信阳 | 1月18日 | 8:00 | 45", "45"),
        ("换电柜报E07怎么办", "E07 | 电池温度过高 | 离柜晾20分钟", "离柜晾20分钟"),
        ("换电柜出E03咋弄", "E03 | 电池没有插到位 | 拔出重插", "拔出重插"),
        ("98块的是哪条线路", "古窑寻陶 | 1 | 98", "古窑寻陶"),
        ("第六届梧桐杯第四名是谁", "第四名 | 褚亮 | 1000", "褚亮"),
        ("番茄牛腩谁烧的", "番茄牛腩 | 22 | 龙秋菊", "龙秋菊"),
        ("豆腐脑什么价", "豆腐脑 | 3 | 卜师傅", "3"),
        ("联谊会北坪那场是哪天", "北坪区 | 8月16日 | 80人", "8月16日"),
        ("人像摄影谁教", "人像摄影 | 骆冰 | 周三19点 | 305", "骆冰"),
        ("太极拳在哪个教室", "太极拳 | 沈从武 | 周四19点 | 体操房", "体操房"),
        (
            "通勤2号线末班几点",
            "通勤2号线 | 云桥广场 | 造船厂 | 6点40分 | 20点10分 | 2",
            "20点10分",
        ),
        (
            "从火车北站发车的是通勤几号线",
            "通勤1号线 | 火车北站 | 石湾港 | 6点20分 | 19点40分 | 3",
            "通勤1号线",
        ),
    ],
)
def test_a_row_and_a_column_that_are_named_have_one_cell(
    question: str, row: str, cell: str
) -> None:
    found = asked_cell(analyse(question), HITS)

    assert found is not None
    assert found.answer is not None
    assert (found.text, found.article.text[slice(*found.answer)]) == (row, cell)


@pytest.mark.parametrize(
    "question",
    [
        "糖醋排骨多少钱",
        "瑜伽课谁教",
        "骆冰今年多大",
        "红烧带鱼的热量是多少",
        "第七届梧桐杯第四名是谁",
        "人像摄影的押金多少钱",
        "食堂有多少个窗口",
    ],
)
def test_without_row_column_or_another_noun_there_is_none(question: str) -> None:
    assert asked_cell(analyse(question), HITS) is None


def test_a_column_is_a_list_if_the_article_names_the_rest_of_the_question() -> None:
    found = listed_column(analyse("食堂公布了哪些菜"), HITS, 0.5)

    assert found is not None
    assert found.article is MENU
    assert listed_column(analyse("托管班安排哪些课程"), HITS, 0.5) is None


def workbook(*rows: tuple[str | int, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ROWS = (
    ("单位", "图书室（间）", "开放时间"),
    ("东风机务段", 4, "早八点"),
    ("西山客运站", 2, "早九点"),
)
MARKED = "\n".join(f"| {' | '.join(map(str, row))} |" for row in (ROWS[0], ("---",) * 3, *ROWS[1:]))


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("reading.xlsx", workbook(("各单位图书室",), *ROWS)),
        ("reading.md", f"# 各单位图书室\n\n{MARKED}\n".encode()),
    ],
)
def test_a_cell_is_answered_with_its_column_and_unit_in_every_format(name: str, raw: bytes) -> None:
    [article] = load_bytes(name, raw)
    hit = Hit(cut(article)[0], 1.0, Why())

    found = asked_cell(analyse("东风机务段的图书室有多少间"), [hit])

    assert found is not None
    assert say_quotes([found], messages("zh")).text.splitlines() == [
        "图书室：4间 [1]",
        "报上是这样写的：",
        "“单位 | 图书室（间） | 开放时间”",
        "“东风机务段 | 4 | 早八点”[1]",
    ]


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("When is the last bus of Commuter Line 2?", "20点10分"),
        ("When is the first bus of Commuter Line 1?", "6点20分"),
    ],
)
def test_an_english_question_names_a_row_by_its_number(question: str, cell: str) -> None:
    words = {"last": "末班", "first": "首班", "bus": "专线", "commuter": "通勤", "line": "专线"}
    bridge = [Translation(word, ((chinese, 1.0),)) for word, chinese in words.items()]

    found = asked_cell(analyse(question, bridge), HITS)

    assert found is not None
    assert found.article.text[slice(*(found.answer or (0, 0)))] == cell
