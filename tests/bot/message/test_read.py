"""Which questions are read out of a message."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message.commands import as_typed
from bot.message.likeness import CONTEXT, example_sentences
from bot.message.read import MOST, is_errand, read_message
from bot.question.question import LONGEST_ANALYSED

PLAIN = [
    "谭玉兰安全行驶了多少公里？",
    "哪些站点获评全国“最美工会户外劳动者服务站点”？",
    "女职工公益课堂开设哪几门课",
    "工资集体协议什么时候开始执行？",
    "五险一金",
    "石景山 驿站",
    "which stations won awards?",
    "How many kilometres did the bus driver drive safely?",
    "tan yulan medal year",
]
ADDED = [
    ("我是一名快递员，上个月刚入会。", ""),
    ("我妈妈昨天看到报纸上的消息，让我帮忙问一下，", ""),
    ("https://www.example.cn/news/1.html ", ""),
    ("", " https://www.example.cn/news/1.html"),
    ("", "\n发自我的iPhone"),
    ("", "我们班组都想知道，麻烦尽快回复。"),
    ("@小王 ", ""),
    ("@小王", ""),
    ("你好！", " 🙏🙏"),
    ("谢谢老师🌹🌹 ", ""),
    ("转发自 快乐工友群：\n", ""),
    ("转自“快乐工友群”：", ""),
    ("> 昨天说的那件事\n", ""),
    ("「李姐：最近什么都涨价」\n- - - - - - - - -\n", ""),
    ("替我们科室问一声：", ""),
    ("", "——快递小陈"),
    ("我平时也不怎么会用手机，这几个字还是孙子教的。", ""),
]
CONTEXTS = [words for kind, words in example_sentences() if kind == CONTEXT]


def questions(text: str) -> list[str]:
    return [part.question for part in read_message(text).parts]


@pytest.mark.parametrize("question", PLAIN)
def test_a_plain_question_stays_letter_for_letter(question: str) -> None:
    assert questions(question) == [question]


@pytest.mark.parametrize(("before", "after"), ADDED)
@pytest.mark.parametrize("question", [one for one in PLAIN if one.endswith("？")])
def test_what_stands_beside_a_question_is_put_aside(before: str, after: str, question: str) -> None:
    assert questions(f"{before}{question}{after}") == [question]


@pytest.mark.parametrize("begun", ["来自", "sent from ", "， "])
def test_what_only_begins_like_an_aside_is_read_at_once(begun: str) -> None:
    """Seconds of processor: linear time takes a tenth of one here, and the square of it several."""
    text = f"石景山有几家驿站？{begun * (20_000 // len(begun))}!"
    start = time.process_time()

    read_message(text)

    assert time.process_time() - start < 1.0


def test_an_english_introduction_is_put_aside() -> None:
    told = "Hi, I am a courier and joined the union last month."

    assert questions(f"{told} Which stations won awards?") == ["Which stations won awards?"]


@given(
    st.sampled_from([one for one in PLAIN if one.endswith("？")]),
    st.lists(st.sampled_from([one for one in CONTEXTS if not one.isascii()]), max_size=3),
    st.lists(st.sampled_from([one for one in CONTEXTS if not one.isascii()]), max_size=3),
    st.sampled_from("。！\n"),
)
def test_no_context_around_a_question_changes_which_is_asked(
    question: str, before: list[str], after: list[str], end: str
) -> None:
    told = (
        "".join(f"{one}{end}" for one in before)
        + question
        + "".join(f"{one}{end}" for one in after)
    )

    assert questions(told) == [question]


def test_several_questions_are_kept_in_order_and_those_beyond_are_counted() -> None:
    several = [f"第{n}届运动会有多少人参加？" for n in range(1, MOST + 3)]

    message = read_message("".join(several))

    assert [part.question for part in message.parts] == several[:MOST]
    assert message.more == 2


def test_a_further_question_behind_a_comma_is_one_of_its_own() -> None:
    assert questions("谭玉兰安全行驶了多少公里，另外女职工公益课堂开设哪几门课？") == [
        "谭玉兰安全行驶了多少公里",
        "女职工公益课堂开设哪几门课？",
    ]


def test_the_numbers_before_several_questions_are_no_part_of_them() -> None:
    assert questions("1、末班几点？2、能带宠物吗？③电话多少？") == [
        "末班几点？",
        "能带宠物吗？",
        "电话多少？",
    ]
    assert questions("3.8节放假吗？") == ["3.8节放假吗？"]


def test_a_time_with_a_colon_stays_whole() -> None:
    assert questions("早上7:30开门吗？") == ["早上7:30开门吗？"]


def test_a_topic_before_a_question_that_needs_it_stays_with_it() -> None:
    assert questions("关于工伤认定。要多久？") == ["关于工伤认定，要多久？"]


def test_stops_in_a_row_count_as_one_and_what_is_too_long_is_cut_and_said() -> None:
    assert questions("。" * 310 + PLAIN[0]) == [PLAIN[0]]
    assert read_message(PLAIN[0] + "工" * LONGEST_ANALYSED).cut
    assert not read_message(PLAIN[0]).cut


@pytest.mark.parametrize(
    "talk",
    [
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
        "/幫助",
        "👍",
        "THX!!",
        "好的，谢谢",
        "哈哈哈哈哈哈",
        "早上好呀",
    ],
)
def test_talk_asks_nothing(talk: str) -> None:
    message = read_message(talk)

    assert (message.parts, bool(message.talk)) == ((), True)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("／help", "/help"),
        ("/帮助", "/help"),
        ("／幫助", "/help"),
        ("/ 帮助", "/help"),
        ("／ask 谁获奖了", "/ask 谁获奖了"),
        ("谁获奖了", "谁获奖了"),
        ("/hlep", "/hlep"),
    ],
)
def test_commands_are_known_however_they_are_typed(typed: str, known: str) -> None:
    assert as_typed(typed) == known


@pytest.mark.parametrize("errand", ["", "帮忙查一下", "请回答一下", "please look this up"])
def test_an_errand_points_to_another_message(errand: str) -> None:
    assert is_errand(errand)
    assert not is_errand("帮忙查一下石景山有几家驿站")


@given(st.text(max_size=700))
def test_any_text_at_all_is_read(text: str) -> None:
    message = read_message(text)

    assert bool(message.parts) or message.talk == text or message.talk or not text


@pytest.mark.parametrize(
    "text", ["你是谁呀", "你叫什么名字呀", "你能听懂英语吗", "are you a robot?", "do you sleep?"]
)
def test_a_question_to_the_bot_about_itself_is_talk(text: str) -> None:
    assert read_message(text).talk == text


@pytest.mark.parametrize(
    "text", ["你们几点下班", "Do you pay for overtime?", "谁赢了", "你好呀 换电柜E07是什么意思"]
)
def test_a_question_that_only_says_you_is_none(text: str) -> None:
    assert questions(text) == [text]


def test_a_further_question_stands_without_what_joins_it() -> None:
    assert questions("图书馆藏书多少？另外健步走报名费多少？") == [
        "图书馆藏书多少？",
        "健步走报名费多少？",
    ]


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("征文收到多少作品，哪些单位选送？", ["征文收到多少作品", "哪些单位选送？"]),
        ("国庆加班给几倍工资，哪几天算", ["国庆加班给几倍工资", "哪几天算"]),
        ("产假多少天，陪产假呢？", ["产假多少天", "陪产假呢？"]),
        ("谁主张，谁举证是什么意思", None),
        ("我干了几年了，能领多少补贴", None),
        ("几个月没发工资，找谁投诉", None),
        ("谁知道，石景山有几家驿站", None),
        ("when approving it, which three departments assess", None),
    ],
)
def test_two_clauses_that_each_ask_for_a_thing_are_two_questions(
    message: str, parts: list[str] | None
) -> None:
    assert questions(message) == (parts or [message])
