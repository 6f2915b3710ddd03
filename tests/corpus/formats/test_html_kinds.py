"""Pages that editors save, and what readers of web pages stumble over: one kind a test."""

import datetime
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.formats.html.declared import authors_in, is_paper, paper_in
from corpus.formats.html.headline import may_stand_beside
from corpus.load import load, load_bytes
from corpus.page.byline import persons_in

DAY = datetime.date(2024, 3, 1)
REPORT = (
    "<p>三月一日，夜班食堂搬进了新楼，一共有二十四张桌子。</p>"
    "<p>早上五点开门，晚上十一点关门，大家都说方便。</p>"
)
FIRST = "三月一日，夜班食堂搬进了新楼，一共有二十四张桌子。"
TEXT = f"{FIRST}\n早上五点开门，晚上十一点关门，大家都说方便。"
TEASER = "一月，车间里办起了夜校，师傅讲图纸，工友下班就来听课，已经有三百多人报名。"


def saved(body: str, after: str = "") -> Article:
    head = "<html><head><meta charset='utf-8'><title>夜班食堂搬进新楼_某网</title></head>"
    page = f"{head}<body>{body}</body>{after}</html>"
    [article] = load_bytes("saved.html", page.encode())
    return article


def report(above: str = "", below: str = "") -> str:
    return f"{above}<h1>夜班食堂搬进新楼</h1>{below}<div class='txt'>{REPORT}</div>"


@pytest.mark.parametrize(
    "teasers",
    [
        "<ul>" + f"<li><a>往期</a><p>{TEASER}</p></li>" * 20 + "</ul>",
        "<div>" + f"<div><h3><a href='/x'>夜校开课</a></h3><p>{TEASER}</p></div>" * 9 + "</div>",
        "<div>" + f"<article><a href='/x'>夜校</a>{TEASER}</article>" * 5 + "</div>",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_brief_report_stands_beside_a_long_list_of_others(teasers: str, first: bool) -> None:
    parts = [f"<div class='left'>{report()}</div>", f"<div class='right'>{teasers}</div>"]

    article = saved("<div class='wrap'>" + "".join(parts if first else parts[::-1]) + "</div>")

    assert article.text == TEXT


def test_a_report_that_lists_with_links_in_its_own_part_keeps_its_list() -> None:
    items = "".join(
        f"<li><a href='/{n}'>第{n}条</a>规定了加班工资怎么算，请照办。</li>" for n in range(6)
    )

    article = saved(f"<h1>夜班食堂搬进新楼</h1><div class='txt'>{REPORT}<ul>{items}</ul></div>")

    assert "第5条规定了加班工资怎么算，请照办。" in article.text


def test_a_page_that_is_nothing_but_such_a_list_is_read() -> None:
    items = "".join(
        f"<li><a href='/{n}'>第{n}条</a>规定了加班工资怎么算，请照办。</li>" for n in range(6)
    )

    assert "第5条规定了加班工资" in saved(f"<h1>夜班食堂搬进新楼</h1><ul>{items}</ul>").text


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("2024-03-01 07:00 来源: 清江职工报 <a>举报</a>", "清江职工报"),
        ("2024-03-01 07:00 来源: 清江网 <a>举报</a>", ""),
        ("2024-03-01 07:00 来源: 清江网 不良信息举报", ""),
        ("2024-03-01 来源：大公报", "大公报"),
    ],
)
def test_a_button_to_complain_is_no_paper(line: str, paper: str) -> None:
    assert saved(report(below=f"<div class='info'>{line}</div>")).paper == paper


@pytest.mark.parametrize(
    "word", ["举报", "财报", "情报", "通报", "天气预报", "工作汇报", "海报", "填报"]
)
def test_words_that_end_like_papers_are_none(word: str) -> None:
    assert not is_paper(word)
    assert paper_in(f"来源：{word}") == ""


@pytest.mark.parametrize(
    "paper", ["清江职工报", "文汇报", "大公报", "中国青年报", "参考快报", "新民晚报"]
)
def test_papers_stay_papers(paper: str) -> None:
    assert paper_in(f"来源：{paper}") == paper


@pytest.mark.parametrize(
    ("inside", "after"),
    [
        ("<div>logo</div>", f"<div class='content'>{report()}</div>"),
        ("", report()),
        ("<h1>夜班食堂搬进新楼</h1>", f"<div>{REPORT}</div><div class='footer'>某网</div>"),
    ],
)
def test_what_stands_after_the_body_belongs_to_it(inside: str, after: str) -> None:
    article = saved(inside, after)

    assert (article.title, article.text) == ("夜班食堂搬进新楼", TEXT)


@pytest.mark.parametrize(
    "part",
    [
        "<div class='post-tag'>发布日期：2024-03-01 07:00</div>",
        "<aside><span>2024年3月1日 07:00</span></aside>",
        "<div class='author-info'><p>童雨薇</p><p>发布时间：2024-03-01</p></div>",
        "<footer><p>更新时间：2024年3月1日</p></footer>",
    ],
)
def test_the_day_may_stand_in_what_is_called_furniture(part: str) -> None:
    assert saved(report(below=part)).date == DAY


@pytest.mark.parametrize(
    "part",
    [
        "<div class='comments'><p>2024-03-01 07:00</p><p>说得好。</p></div>",
        "<aside><p>2024-03-01 07:00</p><p>2024-03-02 08:00</p></aside>",
        "<footer>© 2024 某网 2024-03-01</footer>",
        "<div class='related'><li>2024-03-01 07:00</li></div>",
        "<aside style='display:none'>发布日期：2024-03-01 07:00</aside>",
    ],
)
def test_days_of_others_are_not_the_report_s(part: str) -> None:
    assert saved(report(below=part)).date is None


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("采写：清江见习记者 童雨薇", ("童雨薇",)),
        ("采写：童雨薇", ("童雨薇",)),
        ("清江日报记者 童雨薇 通讯员 白小满", ("童雨薇", "白小满")),
        ("本报记者童雨薇通讯员白小满", ("童雨薇", "白小满")),
    ],
)
def test_what_names_the_office_or_the_outlet_is_no_author(
    line: str, people: tuple[str, ...]
) -> None:
    assert tuple(persons_in(line)) == people
    body = f"<h1>夜班食堂搬进新楼</h1><div class='txt'>{REPORT}<p>{line}</p></div>"
    assert saved(body).authors == people


@pytest.mark.parametrize(
    "value", ["采写", "网易", "104363", "图片来源", "xiaobian01", "Reuters", "user"]
)
def test_a_declared_author_that_is_no_person_is_left_out(value: str) -> None:
    assert authors_in([value]) == ()
    assert authors_in([value, "沈嘉 邵婷"]) == ("沈嘉", "邵婷")


@pytest.mark.parametrize(
    "line",
    [
        "您的当前位置：新闻中心 &gt; 工会",
        "首页 &gt; 要闻",
        "首页&gt;工会&gt;正文",
        "新闻中心",
        "要闻",
        "本报记者 童雨薇",
        "2024年3月1日",
    ],
)
def test_neither_the_way_through_the_site_nor_a_byline_is_a_kicker_or_a_subtitle(line: str) -> None:
    above = saved(report(above=f"<div class='top'><h3>{line}</h3></div>"))
    below = saved(report(below=f"<h3>{line}</h3>"))

    assert (above.kicker, above.subtitle, below.kicker, below.subtitle) == ("", "", "", "")


def test_a_real_kicker_and_subtitle_stay() -> None:
    article = saved(report(above="<h3>新春走基层</h3>", below="<h3>二十四张桌子坐得满</h3>"))

    assert (article.kicker, article.subtitle) == ("新春走基层", "二十四张桌子坐得满")
    assert may_stand_beside("聚焦职工之家")


@pytest.mark.parametrize(
    ("page", "folder"), [("网页.html", "网页_files"), ("a b.htm", "a b.files")]
)
def test_what_a_browser_saves_beside_a_page_is_not_read(
    tmp_path: Path, page: str, folder: str
) -> None:
    (tmp_path / page).write_text(report(), "utf-8")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "frame.html").write_text("<p>清仓大甩卖，全场一折。</p>", "utf-8")
    (tmp_path / folder / "site.js").write_text("var a = 1;")

    loaded = load([tmp_path])

    assert [article.title for article in loaded.articles] == ["夜班食堂搬进新楼"]
    assert loaded.refused == ()


def test_a_folder_of_that_name_without_its_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "april_files").mkdir()
    (tmp_path / "april_files" / "a.html").write_text(report(), "utf-8")

    assert len(load([tmp_path]).articles) == 1
