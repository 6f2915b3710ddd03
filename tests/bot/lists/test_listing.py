"""The list that is asked for is chosen, and a quote that announces one is completed by it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lists.choose import completed, listing, only_tallies
from bot.lists.pairs import pairs
from bot.question.question import analyse
from bot.reading.reader import Quote
from corpus.article import Article, Passage
from index.hit import Hit, Why

LAW = (
    "第九条 街道、社区工会具备下列条件的，可以登记：\n（一）有会员二十五人以上；\n"
    "（二）有委员会、有章程；\n（三）有经费。\n登记不收费。"
)


def quoted(text: str, end: int | None = None) -> Quote:
    passage = Passage(Article("one", "", text), 0, len(text))
    return Quote(Hit(passage, 1.0, Why()), 0, len(text) if end is None else end, 1.0, 1.0)


def evenly(word: str, grams: bool = False, /) -> float:
    return 1.0


def items(question: str, quote: Quote) -> list[str]:
    found = listing(analyse(question), quote, evenly)
    return [item.of(quote.article.text) for item in found.items] if found else []


def test_the_items_on_the_lines_below_count_not_those_of_the_lead() -> None:
    lead = quoted(LAW, LAW.index("\n"))

    assert items("社区工会登记要具备哪些条件？", lead) == [
        "有会员二十五人以上",
        "有委员会、有章程",
        "有经费",
    ]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("哪两家银行被关闭了？", "硅谷银行和签名银行相继被关闭。", ["硅谷银行", "签名银行"]),
        ("海峡连着哪两片海？", "海峡连接红海和亚丁湾，很窄。", ["红海", "亚丁湾"]),
        ("要带哪些证件？", "接种时带上身份证和工会会员卡，不用空腹。", ["身份证", "工会会员卡"]),
        ("哪些作品获得二等奖？", "评出一等奖5篇、二等奖15篇、三等奖30篇。", []),
        ("哪些城市停了课？", "北京、上海、广州停课，有小学、中学。", ["北京", "上海", "广州"]),
    ],
)  # fmt: skip
def test_the_list_is_of_the_kind_that_is_asked_for(
    question: str, text: str, expected: list[str]
) -> None:
    assert items(question, quoted(text)) == expected


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Which stations won awards?", True),
        ("What is in the cooling pack?", True),
        ("What documents are needed?", True),
        ("Which two bodies signed?", True),
        ("What does the kit contain?", True),
        ("What was the largest payment?", False),
        ("What happens to the contract?", False),
        ("Which museum holds the exhibition?", False),
        ("Which hotline can workers call?", False),
        ("包里都装了啥？", True),
        ("站里有什么设施？", True),
        ("在什么情形下可以解除合同？", True),
        ("哪几门课最受欢迎？", True),
        ("成都世园会是什么时候开幕的？", False),
        ("这次活动有什么意义？", False),
        ("花坛摆在什么地方？", False),
    ],
)
def test_the_words_of_a_question_tell_whether_several_things_are_asked_for(
    question: str, several: bool
) -> None:
    assert analyse(question).wants_list is several


def test_a_quote_that_ends_in_a_colon_goes_on_to_the_end_of_its_list() -> None:
    lead = quoted(LAW, LAW.index("\n"))

    assert completed(lead).text == LAW[: LAW.index("。\n登记")]


def test_a_quote_that_announces_nothing_stays_as_it_is() -> None:
    quote = quoted("登记不收费。")

    assert completed(quote) == quote


@given(st.text(alphabet="甲乙丙县区和与，。《》（）a 1", max_size=40))
def test_pairs_are_two_ranges_of_the_text_in_order(text: str) -> None:
    for found in pairs(text, 0, len(text)):
        first, second = found.items

        assert 0 <= first.start < first.end <= second.start < second.end <= len(text)


@pytest.mark.parametrize(
    ("question", "text", "only"),
    [
        ("哪些作品获得二等奖？", "评出一等奖5篇、二等奖15篇、三等奖30篇。", True),
        ("二等奖有多少篇？", "评出一等奖5篇、二等奖15篇、三等奖30篇。", False),
        ("设了哪些项目？", "设男子100米、女子200米、混合接力。", False),
        ("哪些城市停了课？", "北京、上海、广州停课。", False),
    ],
)
def test_a_sentence_that_only_counts_names_nothing(question: str, text: str, only: bool) -> None:
    assert only_tallies(analyse(question), quoted(text)) is only


def test_a_list_beside_the_quote_is_given_where_the_quote_lists_nothing() -> None:
    text = "新建的母婴室开放了。这间母婴室12平方米，配了冰箱、沙发、尿布台和洗手池，门可以反锁。"
    lead = quoted(text, text.index("这间"))

    assert items("母婴室里配了什么？", lead) == ["冰箱", "沙发", "尿布台", "洗手池"]
    assert items("母婴室里的6件配了哪些东西？", lead) == []


def test_a_count_names_nobody() -> None:
    text = "二等奖2名，奖金各6000元；三等奖6名。"
    quote = replace(quoted(text), answer=(text.index("三等奖"), len(text) - 1))

    assert only_tallies(analyse("三等奖都有谁？"), quote)
    assert not only_tallies(analyse("三等奖有什么？"), quote)
