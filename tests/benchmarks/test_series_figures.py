"""`python -m benchmarks.series` counts what its reader did right and what it did not."""

from benchmarks.series import counted

REPORTS = {
    "医疗互助给付206万元": "一季度，医疗互助给付206万元，惠及职工1300人，比去年同期多了两成。",
    "货车司机免费体检": "货车司机体检不花一分钱，第一周来了212人，体检车开进了物流园。",
    "叉车司机比技能": "全市叉车技能竞赛今天在港务公司开赛，来自19家单位的64名司机同场比武。",
}
BRIEFS = {
    "云溪区建起骑手之家": "云溪区的骑手之家昨天建起来了，有26个充电柜和一间能睡午觉的屋子。",
    "职工书屋晚间开放": "从本月起，职工书屋在晚间也开放，到九点关门，周末也是这样。",
}


def broadcast(contents: list[str], briefs: dict[str, str]) -> str:
    lines = "\n\n".join(f"{n}.{line}；" for n, line in enumerate(contents, start=1))
    items = "\n\n".join(f"### {title}\n\n{text}" for title, text in REPORTS.items())
    short = "\n\n".join(f"**{title}**\n\n{text}" for title, text in briefs.items())
    return (
        f"# 播报\n\n## 新闻摘要\n\n本期主要内容：\n\n{lines}\n\n## 详细新闻\n\n{items}"
        f"\n\n### 国内联播快讯\n\n央视网消息（新闻联播）：\n\n{short}\n"
    )


def test_what_is_read_right_is_counted_as_such() -> None:
    figures = counted("20240418.md", broadcast([*REPORTS, "国内联播快讯"], BRIEFS))

    assert figures["tables of contents", "recognised"] == figures["tables of contents", ""] == 1
    assert figures["short news", "parted"] == figures["short news", ""] == 1
    assert figures["reports", ""] == 3
    assert figures["reports", "parted"] == figures["reports", "taken for a table"] == 0


def test_a_table_and_short_news_that_repeat_nothing_are_counted_as_missed() -> None:
    other = ["夜班食堂开了门迎来客人", "九名焊工评上高级技师", "夏天的高温津贴发到手"]
    mute = dict.fromkeys(
        ("甲乙丙丁戊己庚", "子丑寅卯辰巳午"), "从今天开始一连三天，大家都可以来看一看，不用预约。"
    )

    figures = counted("20240418.md", broadcast(other, mute))

    assert figures["tables of contents", ""] == 1
    assert figures["tables of contents", "recognised"] == 0
    assert figures["short news", ""] == 1
    assert figures["short news", "parted"] == 0
