"""Lists in print come out whole, each item with its own offsets, and a stated count is read."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.lists.counts import number
from bot.lists.enumerations import enumerations

PRINTED = Path(__file__).parents[2] / "golden" / "lists.yaml"
HAN = st.text(alphabet="甲乙丙丁戊己庚辛壬癸东南西北", min_size=2, max_size=6)
MARKS = st.text(alphabet="甲乙丙，、；：。！“”《》（）\n一二三是第1①②. 等和及共个", max_size=60)


def listed(text: str) -> list[list[str]]:
    return [[item.of(text) for item in one.items] for one in enumerations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "items", "stated_count"),
    [
        ("公布名单，东山驿站、南里驿站、西河驿站等3家入选。", "东山驿站|南里驿站|西河驿站", 3),
        ("大会表彰了李秀英、王磊和赵敏三人。", "李秀英|王磊|赵敏", 3),
        ("争创“安全型、节约型、文明型、和谐型”四型班组。", "安全型|节约型|文明型|和谐型", 4),
        ("服务站配备了微波炉、饮水机、急救箱，供大家使用。", "微波炉|饮水机|急救箱", None),
        ("代表来自制造、建筑、交通和医疗卫生四个行业。", "制造|建筑|交通|医疗卫生", 4),
        ("会议印发了《工会法》《劳动法》《条例》等文件。", "《工会法》|《劳动法》|《条例》", None),
        ("丰台区、房山区及大兴区的职工参加。", "丰台区|房山区|大兴区", None),
        ("首批站点共4家：东风站、和平站、胜利站和光明站。", "东风站|和平站|胜利站|光明站", 4),
        ("沿线有东风站、胜利站、和平站和光明站。", "东风站|胜利站|和平站|光明站", None),
        ("沿线有东风站、胜利站、人和站和光明站。", "东风站|胜利站|人和站|光明站", None),
        ("发热的人、怕痛的人、不满三个月的人不得接种。", "发热的人|怕痛的人|不满三个月的人", None),
        ("采取三项措施：一是培训；二是建账，落实责任；三是督查。", "培训|建账，落实责任|督查", 3),
    ],
)  # fmt: skip
def test_a_list_in_a_sentence_is_read_whole(
    text: str, items: str, stated_count: int | None
) -> None:
    found = enumerations(text, 0, len(text))

    assert "|".join(item.of(text) for item in found[0].items) == items
    assert found[0].stated_count == stated_count


def test_what_leads_up_to_the_first_item_is_no_part_of_it() -> None:
    text = "本次活动在2022年举办了“喜迎新时代”职工摄影展、书法比赛和诵读会等活动。"

    assert listed(text)[0] == ["“喜迎新时代”职工摄影展", "书法比赛", "诵读会"]


def test_a_quoted_name_with_a_pause_in_it_is_not_torn() -> None:
    text = "“唱、跳”大赛、健步走、拔河等3项活动同时举行。"

    assert listed(text)[0] == ["“唱、跳”大赛", "健步走", "拔河"]


def test_fewer_names_than_stated_are_told_by_the_stated_count() -> None:
    text = "表彰了东山驿站、南里驿站等6家驿站。"

    [found] = enumerations(text, 0, len(text))

    assert (len(found.items), found.stated_count) == (2, 6)


def test_a_year_behind_a_list_is_no_count() -> None:
    text = "东山驿站、南里驿站、西河驿站2023年入选。"

    assert [one.stated_count for one in enumerations(text, 0, len(text))] == [None]


def test_short_lines_after_a_colon_are_a_list() -> None:
    text = "获奖名单如下：\n一等奖：王磊\n二等奖：赵敏\n特此公布，欢迎监督。"

    assert [item.of(text) for item in enumerations(text, 0, 7)[0].items] == [
        "一等奖：王磊",
        "二等奖：赵敏",
    ]


def test_a_numbered_series_goes_on_after_the_quote() -> None:
    text = "要做好两件事。一是办好食堂。二是修好宿舍。"

    assert [item.of(text) for item in enumerations(text, 7, 14)[0].items] == [
        "办好食堂",
        "修好宿舍",
    ]


@pytest.mark.parametrize(
    ("printed", "value"),
    [("6", 6), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23)],
)
def test_numbers_are_read_in_digits_and_in_chinese(printed: str, value: int) -> None:
    assert number(printed) == value


@given(st.lists(HAN.map(lambda name: f"{name}驿站"), min_size=3, max_size=9, unique=True))
def test_every_item_between_pauses_is_found_with_the_count(names: list[str]) -> None:
    text = f"公布名单，{'、'.join(names)}等{len(names)}家入选。"

    [found] = enumerations(text, 0, len(text))

    assert [item.of(text) for item in found.items] == names
    assert found.stated_count == len(names)


@given(MARKS)
def test_items_are_ranges_of_the_text_in_order_and_never_empty(text: str) -> None:
    for found in enumerations(text, 0, len(text)):
        places = [place for item in found.items for place in (item.start, item.end)]

        assert places == sorted(places)
        assert all(item.of(text).strip() for item in found.items)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("实施修复项目98个、绿化项目25个。", ["修复项目98个", "绿化项目25个"]),
        ("增强“四个意识”、做到“两个维护”。", ["四个意识", "做到“两个维护”"]),
    ],
)
def test_a_count_that_belongs_to_an_item_stays_with_it(text: str, items: list[str]) -> None:
    [found] = enumerations(text, 0, len(text))

    assert [item.of(text) for item in found.items][-1] == items[-1]
    assert found.stated_count is None


def test_a_count_of_something_else_in_the_words_before_is_no_count_of_the_items() -> None:
    text = "拓展县乡三级网络，推动智能云仓、无人配送、低空物流，造福两国人民，促进和平、发展。"

    assert [one.stated_count for one in enumerations(text, 0, len(text))] == [None, None]


def test_the_sentence_above_a_series_may_tell_its_count() -> None:
    text = "今年要办好三件事。一是建驿站。二是修食堂。三是开学校。"

    assert [one.stated_count for one in enumerations(text, 0, len(text))] == [3]


def test_an_ordinal_or_a_part_of_a_number_is_no_count() -> None:
    text = "第二次会议上，甲公司、乙公司、丙公司分别增长158.3亿元。"

    assert [one.stated_count for one in enumerations(text, 0, len(text))] == [None]


def printed() -> list[Any]:
    """Read the sentences; one that is known to be misread is marked so."""
    found: list[dict[str, Any]] = yaml.safe_load(PRINTED.read_text(encoding="utf-8"))
    return [
        pytest.param(
            case["text"],
            case["items"],
            marks=[pytest.mark.xfail(reason=case["misread"], raises=AssertionError)]
            if "misread" in case
            else [],
        )
        for case in found
    ]


@pytest.mark.parametrize(("text", "items"), printed())
def test_lists_of_newspapers_and_laws_are_read_whole(text: str, items: list[str]) -> None:
    assert items in listed(text)


def test_what_stands_behind_a_colon_parted_by_semicolons_is_a_list() -> None:
    text = "劳动者有下列情形之一的，可以解除劳动合同：严重违反规章的；失职、舞弊的；被追究刑责的。"

    found = enumerations(text, 0, len(text))

    assert ["严重违反规章的", "失职、舞弊的", "被追究刑责的"] in [
        [item.of(text) for item in one.items] for one in found
    ]
