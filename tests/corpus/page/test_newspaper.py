"""A printed page becomes exactly its articles, whole, whatever columns did to them."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.errors import PageError
from corpus.page import byline
from corpus.page.lines import clean
from corpus.page.newspaper import read_page
from corpus.page.paragraphs import glue
from corpus.page.punctuation import is_closed

# Nothing in it is a mark of Markdown or HTML, or makes a caption; headings are added by `pages`.
PRINTED = st.text(
    st.sampled_from("工会职人员大小的和，。、；：！？“”（）《》 　0123ab"), max_size=60
)
HEADING = st.builds(
    "{} {}{}".format,
    st.sampled_from(["#", "##", "###"]),
    st.sampled_from(["", "第一章 ", "一、"]),
    PRINTED,
)
PAGES = st.lists(st.one_of(PRINTED, HEADING, st.just("")), max_size=30).map("\n".join)

PARAGRAPH = (
    "根据安排，区总工会将在2023年新建12家驿站，其中8家设在商圈，4家设在园区，"
    "预计全年服务快递员、外卖骑手等15000人次；各街道工会负责日常管理，并接受职工评议。"
)
CUTS = [
    place
    for place in range(1, len(PARAGRAPH))
    if not is_closed(PARAGRAPH[:place]) and PARAGRAPH[place - 1] != "："
]


def without_space(text: str) -> str:
    return "".join(text.split())


def words(articles: tuple[Article, ...]) -> list[tuple[str, str, str, str]]:
    return [(each.section, each.kicker, each.title, each.subtitle) for each in articles]


def only(text: str) -> Article:
    [article] = read_page(text, "page.md")
    return article


@pytest.fixture
def seed(shared: Path) -> tuple[Article, ...]:
    """Return the articles of a real page."""
    return read_page((shared / "seed" / "page.md").read_text(encoding="utf-8"), "page.md")


def test_a_real_page_becomes_its_five_articles(seed: tuple[Article, ...]) -> None:
    banner = "深入学习贯彻党的二十大精神 奋力开拓首都工会工作新局面"

    assert words(seed) == [
        (
            banner,
            "在思想引领、职工教育、志愿服务等方面展现“工”力量",
            "海淀工会向职工交上一份满意年度“答卷”",
            "",
        ),
        (banner, "", "市水务局工会慰问河湖流域中心一线职工", ""),
        (
            banner,
            "",
            "石景山区建设户外劳动者服务站点近300个",
            "6家暖心驿站获评全国“最美工会户外劳动者服务站点”",
        ),
        (
            banner,
            "推动学习贯彻党的二十大精神落地生根",
            "天桥街道总工会开展党的二十大精神宣讲会",
            "",
        ),
        (banner, "", "海外职工别样庆新年", ""),
    ]


def test_a_real_page_keeps_its_authors(seed: tuple[Article, ...]) -> None:
    assert [article.authors for article in seed] == [
        ("赵思远",),
        ("孙艳", "张璟宇", "冯名姍"),
        ("张晶", "马宁"),
        ("陈曦", "赵红蕾"),
        ("马超", "苍靖", "李伟"),
    ]


def test_a_real_page_has_whole_paragraphs(seed: tuple[Article, ...]) -> None:
    printed = [article.text.split("\n") for article in seed]

    assert [len(paragraphs) for paragraphs in printed] == [5, 4, 4, 4, 2]
    assert all(is_closed(paragraph) for article in printed[:4] for paragraph in article)
    assert "设立5个“暖心伴考”志愿服务站点，辐射7个高考考点" in seed[0].text
    assert "以丰富干部职工“两节”期间文化生活" in seed[1].text


def test_a_real_page_loses_no_character(seed: tuple[Article, ...], shared: Path) -> None:
    page = (shared / "seed" / "page.md").read_text(encoding="utf-8")
    read = seed[0].section + "".join(
        article.kicker + article.title + article.subtitle + article.text for article in seed
    )

    assert without_space(read) == without_space(page.replace("#", ""))


@pytest.mark.parametrize("mark", ["#", "##", "###", "####"])
def test_a_headline_may_have_any_level(mark: str) -> None:
    page = f"{mark} 甲区开课\n\n本报讯（记者 张晶）开课了。\n\n{mark} 乙区开赛\n\n比赛开始。"

    assert [article.title for article in read_page(page, "p.md")] == ["甲区开课", "乙区开赛"]


@pytest.mark.parametrize(
    "banner", ["# 强国建设 工会有为", "**强国建设 工会有为**", "### 强国建设 工会有为"]
)
def test_a_banner_is_the_section_of_every_article(banner: str) -> None:
    page = f"{banner}\n\n### 甲区开课\n\n开课了。\n\n### 乙区开赛\n\n比赛开始。"

    assert words(read_page(page, "p.md")) == [
        ("强国建设 工会有为", "", "甲区开课", ""),
        ("强国建设 工会有为", "", "乙区开赛", ""),
    ]


def test_a_line_after_an_article_is_the_kicker_of_the_next() -> None:
    page = "## 甲区开课\n\n开课了。\n\n关注新就业形态\n\n## 乙区开赛\n\n比赛开始。"

    first, second = read_page(page, "p.md")

    assert (first.text, second.kicker) == ("开课了。", "关注新就业形态")


@pytest.mark.parametrize(
    "ending",
    [
        "图为开课现场。 刘洋 摄",
        "本报记者 马超 摄影报道",
        "（下转第3版）",
        "（本报记者 张晶）",
        "责任编辑：孙丽",
        "2023年1月5日",
        "咨询电话：12351",
        "祝大家平安凯旋！",
    ],
)
def test_what_ends_an_article_is_no_kicker(ending: str) -> None:
    page = f"## 甲区开课\n\n开课了。\n\n{ending}\n\n## 乙区开赛\n\n比赛开始。"

    first, second = read_page(page, "p.md")

    assert (first.text, second.kicker) == (f"开课了。\n{ending}", "")


def test_verse_at_the_end_of_an_article_stays_there_line_by_line() -> None:
    verse = "小小银球转不停\n\n你来我往见真情\n\n班前班后练一练\n\n干起活来脚步轻"
    page = f"## 甲区开赛\n\n职工写道：\n\n{verse}\n\n## 乙区开课\n\n开课了。"

    first, second = read_page(page, "p.md")

    assert first.text == "职工写道：\n" + verse.replace("\n\n", "\n")
    assert second.kicker == ""


def test_a_subtitle_stands_between_headline_and_byline() -> None:
    page = "## 近300个站点\n\n6家获评“最美”\n\n本报讯（记者 张晶）名单发布了。"

    assert only(page).subtitle == "6家获评“最美”"


def test_a_first_piece_of_a_paragraph_is_no_subtitle() -> None:
    page = "## 别样庆新年\n\n元旦来临之际，项目\n\n工会组织合影。\n\n本报记者 马超 摄影报道"

    article = only(page)

    assert article.subtitle == ""
    assert article.text == "元旦来临之际，项目工会组织合影。\n本报记者 马超 摄影报道"


def test_a_headline_in_two_lines_is_one() -> None:
    assert only("## 三月八日\n## 她们在高空\n\n她们开塔吊。").title == "三月八日 她们在高空"


def test_headings_inside_a_signed_report_are_sub_headings() -> None:
    page = (
        "# 改革纪实\n\n本报记者 高兴\n\n改革开始了。\n\n## 搭平台\n\n建了46家。\n\n"
        "## 强技能\n\n赛了18场。\n\n# 热线开通\n\n热线开了。"
    )

    first, second = read_page(page, "p.md")

    assert first.text == "本报记者 高兴\n改革开始了。\n搭平台\n建了46家。\n强技能\n赛了18场。"
    assert second.title == "热线开通"


def test_plain_sub_headings_are_not_joined_to_their_paragraphs() -> None:
    page = (
        "## 送清凉\n\n本报讯（记者 何苗）活动开始了。\n\n走进网点听需求\n\n主席来了，大家很高兴。"
        "\n\n跟进服务有实招\n\n驿站多了，路近了。"
    )

    assert only(page).text.split("\n")[1::2] == ["走进网点听需求", "跟进服务有实招"]


def test_a_page_without_marks_is_cut_at_its_bylines() -> None:
    page = (
        "第2版 要闻\n\n弘扬精神\n\n百人绣红旗\n\n针线寄深情\n\n本报讯（记者 吴楠）活动举行。\n\n"
        "书屋建起来了\n\n本报讯（记者 吴楠）书屋开放。\n\n春到密云\n\n大家健步走。\n\n"
        "本报记者 马骁 摄影报道"
    )

    assert words(read_page(page, "p.txt")) == [
        ("第2版 要闻", "弘扬精神", "百人绣红旗", "针线寄深情"),
        ("第2版 要闻", "", "书屋建起来了", ""),
        ("第2版 要闻", "", "春到密云", ""),
    ]


def test_a_transcript_in_html_has_an_article_a_heading() -> None:
    page = (
        "# 《联播》 (20240314)\n\n## 详细新闻\n\n### 水网建设提速\n\n"
        "<p><strong>央视网消息</strong>（新闻联播）：水网&nbsp;建成。</p><p>小标题</p><p>一段话。<br></p>"
        "\n\n[查看原文](https://example.org/1.shtml)\n\n### 春运开始\n\n<p>车开了。</p>\n"
    )

    first, second = read_page(page, "20240314.md")

    assert first.section == "《联播》 (20240314) 详细新闻"
    assert first.text == "央视网消息（新闻联播）：水网 建成。\n小标题\n一段话。"
    assert (second.title, second.kicker, second.text) == ("春运开始", "", "车开了。")


def test_a_law_has_an_article_a_chapter_named_with_the_law() -> None:
    page = (
        "# 工会法\n\n1992年4月3日 会议通过\n\n2021年12月24日 第三次修正\n\n<!-- INFO END -->\n\n"
        "## 第一章　总　则\n\n第一条 为了保障，制定本法。\n\n## 第二章 组织\n\n### 第一节 建立\n\n"
        "第二条 有下列情形的：\n\n（一）解散；\n\n（二）合并。\n"
    )

    articles = read_page(page, "law.md")

    assert [article.title for article in articles] == [
        "工会法",
        "工会法 第一章 总则",
        "工会法 第二章 组织 第一节 建立",
    ]
    assert articles[0].text == "1992年4月3日 会议通过\n2021年12月24日 第三次修正"
    assert articles[2].text == "第二条 有下列情形的：\n（一）解散；\n（二）合并。"


def test_a_caption_in_a_paragraph_comes_after_it() -> None:
    page = "## 开赛\n\n共有48支队、\n\n图为开幕式。 李伟 摄\n\n近400人参加。"

    assert only(page).text == "共有48支队、近400人参加。\n图为开幕式。 李伟 摄"


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    page = (
        "## 开课\n\n入伏在即职工关心津贴怎么发给。\n工会给出解答和标准，职工可以拨\n打热线。"
        "\n\n另一段。"
    )

    assert only(page).text.split("\n")[-1] == "另一段。"
    assert "可以拨打热线。" in only(page).text


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("服务5000", "万人次", "服务5000万人次"),
        ("矿泉水1", "200箱", "矿泉水1200箱"),
        ("the trade", "union", "the trade union"),
        ("用手机", "APP报名", "用手机APP报名"),
    ],
)
def test_a_seam_gets_a_space_between_latin_words_only(before: str, after: str, joined: str) -> None:
    assert glue(before, after) == joined


@pytest.mark.parametrize(
    ("printed", "authors"),
    [
        ("本报讯（记者 孙艳 通讯员 张璟宇 冯名姍）近日，会议召开。", ("孙艳", "张璟宇", "冯名姍")),
        ("本报讯(记者　张 晶、赵思远)近日，会议召开。", ("张晶", "赵思远")),
        ("新华社北京7月11日电（记者樊曦、王雨萧）会议召开。", ("樊曦", "王雨萧")),
        ("□本报记者 王宁 通讯员 赵小雨", ("王宁", "赵小雨")),
        ("本报讯 记者张晶 报道：会议召开。", ("张晶",)),
        ("会议结束。（本报记者 何苗 整理）", ("何苗",)),
        ("图为会场。 刘洋 摄", ("刘洋",)),
        ("摄影：李伟", ("李伟",)),
        ("文/张三 图/李四", ("张三", "李四")),
        ("记者从区总工会获悉，会议召开。", ()),
        ("责任编辑：孙丽", ()),
        ("图为会场。（资料图片）", ()),
    ],
)
def test_authors_are_read_off_the_byline(printed: str, authors: tuple[str, ...]) -> None:
    assert byline.authors([printed]) == authors


def test_an_id_is_the_file_and_the_headline() -> None:
    page = "## 简讯\n\n甲。\n\n## 开课\n\n乙。\n\n## 简讯\n\n丙。"

    first, other, second = (article.id for article in read_page(page, "a/2023-01-05_02.md"))

    assert first.startswith("2023-01-05_02-")
    assert second == f"{first}-2"
    assert other not in (first, second)


@given(
    st.lists(st.sampled_from("甲乙丙丁"), min_size=1, unique=True), st.text("子丑寅卯", min_size=1)
)
def test_an_id_survives_every_change_to_the_rest_of_the_page(kept: list[str], text: str) -> None:
    whole = "".join(f"## {name}区工会开课\n\n开课了。\n\n" for name in "甲乙丙丁")
    changed = "".join(f"## {name}区工会开课\n\n{text}。\n\n" for name in kept)

    names = {article.title: article.id for article in read_page(whole, "p.md")}

    for article in read_page(changed, "p.md"):
        assert article.id == names[article.title]


@given(PAGES)
def test_no_character_of_a_page_is_lost(page: str) -> None:
    articles = read_page(page, "page.md")

    printed = Counter(without_space(page.replace("#", "")))
    read: Counter[str] = Counter()
    for article in articles:
        parts = (article.section, article.kicker, article.title, article.subtitle, article.text)
        read.update(without_space("".join(parts)))
    assert not printed - read


@given(PAGES)
def test_every_text_stands_in_the_page_unbroken_and_in_order(page: str) -> None:
    printed = without_space(page.replace("#", ""))

    place = 0
    for article in read_page(page, "page.md"):
        found = printed.find(without_space(article.text), place)
        assert found >= 0
        place = found + len(without_space(article.text))


@given(st.sampled_from(CUTS), st.sampled_from(["\n", "\n\n", "\n\n\n\n"]))
def test_a_paragraph_cut_anywhere_is_whole_again(place: int, seam: str) -> None:
    cut = PARAGRAPH[:place] + seam + PARAGRAPH[place:]

    article = only(f"## 新建驿站\n\n本报讯（记者 张晶）会议召开。\n\n{cut}\n\n会议结束。")

    assert article.text.split("\n")[1] == PARAGRAPH


@given(st.text())
def test_any_text_at_all_is_read(page: str) -> None:
    try:
        articles = read_page(page, "page.md")
    except PageError:
        return

    assert all(article.text == clean(article.text) for article in articles)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_the_line_a_page_prints_about_itself_is_no_headline_of_a_text_without_marks() -> None:
    report = "本报讯（记者 骆一帆）每周三下午，律师在工地坐班。"
    text = f"清江职工报 2024年4月18日 星期四 第2版\n\n援助站搬到工地\n\n{report}"

    (article,) = read_page(text, "a.txt")

    assert article.title == "援助站搬到工地"
    assert article.section == "清江职工报 2024年4月18日 星期四 第2版"


def test_a_paragraph_below_a_table_is_no_part_of_its_last_row() -> None:
    page = "# 名单\n\n| 姓名 | 单位 |\n| --- | --- |\n| 乔安 | 小学 |\n\n获奖的5个集体是甲、乙。\n"

    article = only(page)

    assert article.text == "姓名 | 单位\n乔安 | 小学\n获奖的5个集体是甲、乙。"
