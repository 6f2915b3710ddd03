"""Follow-ups that once lost what was talked about, or took a word for a name."""

import pytest

from bot.followups.mentions import mentions
from bot.followups.resolve import understand
from bot.followups.turn import Turn


def test_what_was_talked_about_stays_where_nothing_else_tells_it() -> None:
    assert understand("双胞胎呢？", [Turn("产假多少天？")]).text == "双胞胎，产假多少天？"


def test_a_thing_of_the_same_end_still_takes_the_place_of_the_other() -> None:
    assert understand("陪产假呢？", [Turn("产假多少天？")]).text == "陪产假多少天？"


def test_what_is_asked_of_a_festival_stands_alone() -> None:
    photos, library = Turn("摄影展收到多少幅作品"), Turn("图书馆周一开门吗")

    assert understand("春节放几天", [photos]).text == "春节放几天"
    assert understand("国庆几点开门", [library]).text == "图书馆周一，国庆几点开门？"


def test_a_festival_before_a_pointing_word_is_what_it_points_at() -> None:
    assert understand("五一那天有什么活动", []).text == "五一那天有什么活动"
    assert not understand("五一那天有什么活动", []).unclear


def test_a_word_of_the_dictionary_is_no_persons_name() -> None:
    turn = Turn("谁慰问了职工？", quote="刘光明带队慰问一线职工，送上新年祝福。")

    assert "祝福" not in [one.text for one in mentions(turn.quote) if one.kind == "person"]
    assert understand("他还提了什么要求？", [turn]).text == "刘光明还提了什么要求？"


@pytest.mark.parametrize(
    ("asked", "further", "meant"),
    [
        ("匠寓月租多少", "工寓呢", "工寓月租多少"),
        ("通勤1号线首班几点", "末班呢", "通勤1号线末班几点"),
        ("金秋助学本科生给多少", "专科呢", "金秋助学专科给多少"),
        ("怀孕不到4个月流产有几天假？", "满4个月的呢？", "怀孕满4个月流产有几天假？"),
        ("第十八届运动会几号开幕？", "闭幕呢？", "第十八届运动会几号闭幕？"),
        ("第十八届运动会几号开幕？", "闭幕在哪儿？", "第十八届运动会，闭幕在哪儿？"),
        ("半程马拉松报名费多少", "健康跑呢", "健康跑报名费多少"),
        ("驿站电话多少", "地址呢", "驿站地址多少"),
        ("第二十届篮球赛冠军是谁", "亚军呢", "第二十届篮球赛亚军是谁"),
        ("第20届篮球赛冠军是谁", "第21届呢", "第21届篮球赛冠军是谁"),
        ("技能大赛二等奖给多少钱", "三等奖呢", "技能大赛三等奖给多少钱"),
        ("2022年有多少人获奖", "2021年呢", "2021年有多少人获奖"),
        ("春节放几天", "国庆呢", "国庆放几天"),
        ("图书馆周一开门吗", "游泳馆呢", "游泳馆周一开门吗"),
        ("第九届合唱节谁拿了金奖", "唱的什么歌", "第九届合唱节，唱的什么歌？"),
        (
            "合同签半年，试用期最长多久",
            "签一年以上不满三年的呢",
            "合同签一年以上不满三年，试用期最长多久",
        ),
    ],
)
def test_what_a_follow_up_names_takes_the_place_of_what_it_resembles(
    asked: str, further: str, meant: str
) -> None:
    assert understand(further, [Turn(asked)]).text == meant


def test_a_chinese_name_in_an_english_follow_up_takes_the_place_of_the_one_before() -> None:
    asked = "How much is the monthly rent of 匠寓 (Jiangyu)?"

    assert understand("And of 工寓 (Gongyu)?", [Turn(asked)]).text == (
        "How much is the monthly rent of 工寓?"
    )
