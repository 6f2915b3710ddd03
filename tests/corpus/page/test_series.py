"""Tables of contents answer nothing, short news are articles, formulas are not quoted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.check.run import check
from corpus.page.newspaper import read_page
from corpus.page.series import is_contents, read_headline
from corpus.passages import cut

FORMULA = "央视网消息（新闻联播）："
BRIEFS = {
    "全市叉车技能竞赛开赛": "全市叉车技能竞赛今天在港务公司开赛，64名司机同场比武。",
    "云溪区建起骑手之家": "云溪区的骑手之家昨天建起来了，有26个充电柜。",
    "职工书屋晚间开放": "从本月起，职工书屋在晚间也开放，到九点关门。",
}
REPORTS = {
    "医疗互助给付206万元": "本报讯（记者 覃朗）一季度，医疗互助给付206万元，惠及职工1300人。",
    "货车司机免费体检": "本报讯（记者 沙澄）货车司机体检不花一分钱，第一周来了212人。",
}


def transcript(before: str = "**", after: str = "**") -> str:
    headlines = [*REPORTS, "联播快讯", *BRIEFS]
    contents = "\n\n".join(f"{n}.{title}；" for n, title in enumerate(headlines, start=1))
    reports = "\n\n".join(f"### {title}\n\n{text}" for title, text in REPORTS.items())
    briefs = "\n\n".join(f"{before}{title}{after}\n\n{text}" for title, text in BRIEFS.items())
    return (
        f"# 晚间播报\n\n## 内容提要\n\n本期主要内容：\n\n{contents}\n\n## 详细内容\n\n{reports}"
        f"\n\n### 联播快讯\n\n{FORMULA}\n\n{briefs}\n\n(更新时间戳: 1691499120470)\n"
    )


@pytest.mark.parametrize(
    ("before", "after"), [("**", "**"), ("#### ", ""), ("<p><strong>", "</strong></p>")]
)
def test_a_transcript_is_its_reports_and_its_short_news(before: str, after: str) -> None:
    articles = read_page(transcript(before, after), "2024-04-18.md")

    assert [one.title for one in articles] == [*REPORTS, *BRIEFS]
    for one in articles[2:]:
        assert BRIEFS[one.title] in one.text
        assert one.section.endswith("联播快讯")
    assert len({one.id for one in articles}) == len(articles)


def test_no_formula_and_no_stamp_is_quoted() -> None:
    articles = read_page(transcript(), "2024-04-18.md")

    quoted = [passage.text for article in articles for passage in cut(article)]

    assert "央视网" not in "".join(quoted)
    assert "时间戳" not in "".join(quoted)
    assert quoted[0].startswith("本报讯（记者 覃朗）")
    for text in BRIEFS.values():
        assert any(text in one for one in quoted)


def test_the_check_says_nothing_of_a_table_of_contents(tmp_path: Path) -> None:
    (tmp_path / "2024-04-18.md").write_text(transcript(), encoding="utf-8")

    [page] = check([tmp_path]).pages

    assert [one.words for one in page.findings if one.kind == "left over"] == []


def test_a_report_with_sub_headings_stays_one_article() -> None:
    text = (
        "## 练兵场上比叉车\n\n本报讯（记者 花蕾）4月10日，全市技能竞赛举行，64名司机同场比武。\n\n"
        "**起早贪黑苦练功**\n\n师傅们每天五点到场，先检查轮胎，再练转弯。\n\n"
        "**一枚鸡蛋见真章**\n\n决赛那天，裁判把考题放在台上，谁也不敢大意。\n"
    )

    [article] = read_page(text, "2024-04-18_04.md")

    assert article.title == "练兵场上比叉车"
    assert "起早贪黑苦练功" in article.text


def test_a_report_that_names_other_reports_is_no_table_of_contents() -> None:
    lines = [
        "医疗互助给付206万元",
        "这一季度，工会办了三件事。",
        "第二件是体检。",
        "第三件是书屋。",
    ]

    assert not is_contents(lines, [*map(read_headline, REPORTS)])


ISSUE = REPORTS | {
    "夜校开到船厂车间里": "本报讯（记者 张晶）清江船厂的夜校昨天开课，首批学员46人。"
}
CONTENTS = {
    "page numbers": "\n\n".join(f"- {title}（见第{n}版）" for n, title in enumerate(ISSUE, 2)),
    "one paragraph": "；".join(f"{n}.{title}" for n, title in enumerate(ISSUE, 1)) + "。",
    "times": "\n".join(f"19:0{n} {title}" for n, title in enumerate(ISSUE, 1)),
    "dots": "\n".join(f"{title}………{4 * n}" for n, title in enumerate(ISSUE, 1)),
    "table": "| 序号 | 标题 | 时长 |\n|---|---|---|\n"
    + "\n".join(f"| {n} | {title} | 0{n}:20 |" for n, title in enumerate(ISSUE, 1)),
    "shortened": "1.医疗互助：一季度给付206万元\n\n2.货车司机可免费体检\n\n3.夜校开到船厂车间",
}


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
def test_a_table_of_contents_is_told_however_it_is_set(contents: str) -> None:
    body = "\n\n".join(f"## {title}\n\n{text}" for title, text in ISSUE.items())

    articles = read_page(f"# 晚间播报\n\n## 内容提要\n\n{contents}\n\n{body}\n", "a.md")

    assert [one.title for one in articles] == list(ISSUE)


def test_a_table_of_contents_above_bare_headlines_is_no_banner() -> None:
    contents = "\n".join(f"{n}、{title}" for n, title in enumerate(REPORTS, start=1))
    body = "\n\n".join(f"{title}\n\n{text}" for title, text in REPORTS.items())

    articles = read_page(f"晚间播报 2024年4月18日\n\n{contents}\n\n{body}\n", "2024-04-18.txt")

    assert {one.section for one in articles} == {"晚间播报 2024年4月18日"}


RUN_IN = {
    "brackets": "【{title}】{text}",
    "bullets": "● {title}　{text}",
    "bold bullets": "◆ **{title}** {text}",
    "numbers": "{n}. {title}\n\n{text}",
    "no mark": "{title}\n\n{text}",
}


@pytest.mark.parametrize("form", RUN_IN.values(), ids=RUN_IN)
def test_short_news_is_parted_however_its_headlines_are_set(form: str) -> None:
    briefs = "\n\n".join(
        form.format(n=n, title=title, text=text) for n, (title, text) in enumerate(BRIEFS.items())
    )
    [report, *_] = REPORTS

    articles = read_page(
        f"# 清江职工报\n\n## 工会快讯\n\n{briefs}\n\n## {report}\n\n{REPORTS[report]}\n", "a.md"
    )

    assert {one.title: one.text for one in articles[:-1]} == BRIEFS
    assert {one.section for one in articles[:-1]} == {"清江职工报 工会快讯"}


@pytest.mark.parametrize(
    "formula", ["【大河新闻讯】", "据清江电视台报道：", "本台消息：", "国际在线消息："]
)
def test_the_formula_of_any_outlet_is_not_quoted(formula: str) -> None:
    [article] = read_page(f"## 骑手之家开门\n\n{formula}昨天，骑手之家开门了。\n", "a.md")

    assert article.text.startswith(formula)
    assert [passage.text for passage in cut(article)] == ["昨天，骑手之家开门了。"]


@given(
    st.lists(
        st.text("夜班食堂书屋焊工体检互助司机", min_size=6, max_size=14),
        min_size=3,
        max_size=12,
        unique=True,
    ),
    st.integers(0, 2),
)
def test_what_repeats_the_headlines_is_a_table_whatever_its_numbers(
    titles: list[str], style: int
) -> None:
    marks = ("{n}.{title}；", "（{n}）{title}", "{title}。")
    lines = [marks[style].format(n=n, title=title) for n, title in enumerate(titles, start=1)]

    assert is_contents(lines, [*map(read_headline, titles)])
    assert not is_contents(lines, [])
