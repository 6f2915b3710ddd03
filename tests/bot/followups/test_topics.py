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


@pytest.mark.parametrize(
    ("asked", "further", "meant"),
    [
        ("换电柜E12是什么意思", "E21呢", "换电柜e21是什么意思"),
        ("38度一天最多干几个小时", "40度呢", "40度一天最多干几个小时"),
        ("白天几点开门", "晚上呢", "晚上几点开门"),
        ("书屋几点开门", "周末呢", "周末书屋几点开门"),
        ("打完疫苗当天能洗澡吗", "喝酒呢", "打完疫苗当天能喝酒吗"),
        ("红烧带鱼多少钱", "清蒸鲈鱼呢", "清蒸鲈鱼多少钱"),
        ("男子拔河谁赢了", "女的呢", "女子拔河谁赢了"),
        ("男子拔河谁赢了", "女的呢，谁第一", "女子拔河赢，谁第一？"),
        ("第六届梧桐杯在哪办的", "下届谁承办", "第7届梧桐杯，谁承办？"),
        ("第六届梧桐杯在哪办的", "本届谁赢了", "第六届梧桐杯，谁赢了？"),
        ("梧桐杯在哪办的", "下一届谁承办", "梧桐杯，下一届谁承办？"),
    ],
)
def test_codes_days_deeds_and_rows_give_way_to_their_like(
    asked: str, further: str, meant: str
) -> None:
    assert understand(further, [Turn(asked)]).text == meant


@pytest.mark.parametrize(
    ("further", "meant"),
    [
        ("收费吗", "夜校，收费吗？"),
        ("还收费吗", "夜校，还收费吗？"),
        ("是免费的吗", "夜校，是免费的吗？"),
        ("有没有补贴", "夜校，有没有补贴？"),
        ("可以带孩子吗", "夜校，可以带孩子吗？"),
        ("管午饭不", "夜校，管午饭不？"),
        ("要带啥", "夜校，要带什么？"),
        ("咋报名", "夜校，怎么报名？"),
        ("退休能返聘吗", "退休能返聘吗"),
        ("食堂有包间吗", "食堂有包间吗"),
    ],
)
def test_what_begins_with_its_verb_or_asks_in_everyday_words_leaves_its_topic_out(
    further: str, meant: str
) -> None:
    assert understand(further, [Turn("夜校几号开课")]).text == meant


@pytest.mark.parametrize(
    ("asked", "further", "other"),
    [
        ("哺乳期上班每天给多久喂奶", "双胞胎呢", "双胞胎，哺乳期上班每天给多久喂奶"),
        ("产假合计多少天", "那难产的呢", "难产多少天"),
        ("在哪报名", "电话呢", "报名，电话？"),
        ("匠寓的押金多少", "那海淀区呢", ""),
        ("产假多少天？", "陪产假呢？", ""),
    ],
)
def test_a_guess_has_another_reading(asked: str, further: str, other: str) -> None:
    assert understand(further, [Turn(asked)]).other == other


def test_what_answered_stands_for_who_was_asked_for() -> None:
    quote = "教育工会合唱团以《江水谣》获得金奖。"
    around = f"{quote}指挥家宁致远担任评委会主任。"
    turn = Turn("第九届合唱节谁拿了金奖", quote, around, answer="教育工会合唱团")

    meant = understand("唱的什么歌", [turn]).text

    assert meant == "第九届合唱节教育工会合唱团，唱的什么歌？"


@pytest.mark.parametrize(
    ("asked", "further", "meant"),
    [
        (
            "Until when is the flu vaccine free?",
            "What do I have to bring?",
            "the flu vaccine free: What do I have to bring?",
        ),
        (
            "How many return buses are there for Spring Festival?",
            "where do they leave from",
            "return buses for Spring Festival: where do they leave from?",
        ),
    ],
)
def test_an_english_topic_is_without_what_asks(asked: str, further: str, meant: str) -> None:
    assert understand(further, [Turn(asked)]).text == meant


def test_a_pointing_word_before_what_takes_a_place_is_who_was_asked_about() -> None:
    assert understand("她徒弟呢", [Turn("白秀珍多大岁数了")]).text == "白秀珍徒弟多大岁数了"


def test_how_often_before_a_pointing_word_says_nothing_of_its_own() -> None:
    turn = Turn("Where are the fridges on the ring road?")

    assert understand("how often are they filled up", [turn]).text == (
        "the fridges on the ring road: how often are they filled up?"
    )
