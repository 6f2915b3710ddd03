"""Messages that were once refused or answered wrongly, and what each of them gets now."""

from collections.abc import Callable, Sequence

import pytest

from bot.answerer import ArchiveAnswerer as Desk
from bot.answerer import turns_after
from corpus.article import Article
from corpus.config import Settings
from index.search import Index

PRINTED = {
    "消防": "发现火情不要慌，火警电话119，讲清地点和火势。",
    "热线": "职工疗休养咨询热线400 650 1122，每天有人接听。",
    "游泳馆": "区工会游泳馆免费向会员开放，凭卡入场。",
    "书屋": "东风路职工书屋24小时开放，刷卡进门。",
    "灯会": "职工灯会正月十五在人民公园举行。",
    "大桥": "跨江大桥去年建成通车，职工上下班少绕八公里。",
    "会员卡": "工会会员卡永久有效，不用换领。",
    "理赔": "互助保障理赔款当天到账。",
    "换汇": "会上公布的美元汇率7.12，职工出境疗养按此结算。",
    "体检": "体检时他的心率72次，医生说很好。",
    "登记": "外地代表住三号楼，登记处房间号码305。",
    "金牌": "职工运动会上，机械厂代表队得了六块金牌。",
    "驿站": "户外劳动者有吃饭难、喝水难、歇脚难、如厕难。"
    "首批站点共4家：东风站、和平站、胜利站和光明站。",
    "食堂": "本周菜价如下：\n菜名 | 价格（元） | 供应时间\n红烧肉 | 12 | 午餐\n牛肉面 | 15 | 早餐",
    "产假": "女职工生育享受98天产假；生育多胞胎的，每多生育1个婴儿，增加产假15天。",
}


@pytest.fixture
def desk(settings: Settings, published: Callable[[Sequence[Article]], Index]) -> Desk:
    published([Article(title, title, text) for title, text in PRINTED.items()])
    return Desk(settings)


@pytest.mark.parametrize(
    ("message", "holds"),
    [
        ("火警电话是多少？", "119"),
        ("疗休养咨询热线电话是多少？", "400 650 1122"),
        ("区工会游泳馆多少钱？", "免费"),
        ("东风路职工书屋几点开门？", "24小时"),
        ("职工灯会是几号？", "正月十五"),
        ("跨江大桥是哪一年建成的？", "去年"),
        ("会员卡有效期多久？", "永久有效"),
        ("互助保障理赔多久到账？", "当天到账"),
        ("美元汇率是多少？", "7.12"),
        ("登记处的房间号码是多少？", "305"),
        ("机械厂得了几块金牌？", "六块金牌"),
        ("红烧肉多少钱？", "红烧肉 | 12"),
        ("牛肉面什么时候供应？", "牛肉面 | 15 | 早餐"),
        ("我是快递员，上个月刚入会。火警电话是多少？谢谢！", "119"),
    ],
)
def test_a_printed_number_answers_whatever_it_looks_like(
    desk: Desk, message: str, holds: str
) -> None:
    reply = desk.ask(message)

    assert holds in "\n".join(citation.quote for citation in reply.citations)


@pytest.mark.parametrize(
    ("message", "items"),
    [
        ("首批站点有哪几家？", ["东风站", "和平站", "胜利站", "光明站"]),
        ("食堂有哪些菜？", ["红烧肉", "牛肉面"]),
    ],
)
def test_a_list_is_whole_and_never_a_header(desk: Desk, message: str, items: list[str]) -> None:
    reply = desk.ask(message)

    assert [claim.text for claim in reply.claims] == items


@pytest.mark.parametrize(
    "message",
    [
        "When was Google founded?",
        "thx",
        "lol",
        "good morning",
        "asdf",
        "Messi",
        "ok",
        "hi",
        "收到",
        "好吧",
        "下午好",
        "干嘛呢",
        "你好",
        "谢谢",
        "／help",
        "/帮助",
        "糖醋排骨多少钱？",
    ],
)
def test_nothing_is_quoted_for_talk_or_for_what_is_not_printed(desk: Desk, message: str) -> None:
    assert desk.ask(message).citations == ()


def test_twins_after_maternity_leave_keep_what_was_talked_about(desk: Desk) -> None:
    turns = turns_after(desk, ["产假多少天？"])

    reply = desk.ask("双胞胎呢？", None, turns)

    assert reply.understood == "双胞胎，产假多少天？"
