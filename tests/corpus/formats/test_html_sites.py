"""What news sites put around their reports, in the markup of many systems: one kind a test."""

import datetime

import pytest

from corpus.article import Article
from corpus.formats.html.declared import authors_in, read_facts
from corpus.formats.html.edges import leads_elsewhere
from corpus.formats.html.fact_lines import days_in, holds_only_facts, is_dated
from corpus.formats.html.report import html_text
from corpus.load import load_bytes
from corpus.page.byline import authors

DAY = datetime.date(2024, 3, 1)
TITLE = "夜班食堂搬进新楼"
FIRST = "三月一日，夜班食堂搬进了新楼，一共有二十四张桌子。"
LAST = "早上五点开门，晚上十一点关门，大家都说方便。"
TEXT = f"{FIRST}\n{LAST}"
ENGLISH = (
    "The night canteen moved into its new building on Friday and has 24 tables.",
    "Doors open at five and close at eleven, which everybody says is a relief.",
)


def saved(body: str, head: str = "", title: str = f"{TITLE}_某某网") -> Article:
    markup = f"<html><head><meta charset='utf-8'><title>{title}</title>{head}</head>{body}</html>"
    [article] = load_bytes("saved.html", markup.encode())
    return article


def page(*, below: str = "", after: str = "", box: str = "txt") -> str:
    report = f"<div class='{box}'><p>{FIRST}</p><p>{LAST}</p>{after}</div>"
    return f"<body><h1>{TITLE}</h1>{below}{report}</body>"


@pytest.mark.parametrize(
    "after",
    [
        "<p>— END —</p><p>编辑 | 米粒</p><p>审核 | 容易</p>",
        "<p>----------分隔线----------</p>",
        "<p>▼往期推荐▼</p>",
        "<p>顶一下(3) 100% 踩一下(0)</p>",
        "<div>责任编辑：伍智超</div><div>图片编辑：金洁</div><div>校对：施鋆</div>",
        "<p>【统筹】华茂</p><p>【来源】清江职工报</p>",
        "<p>本内容为作者独立观点，不代表本站立场。</p>",
        "<p>【推荐】【打印】【关闭】</p><p>相关新闻：</p><p>·夜校开课了(2024-02-01)</p>",
        "<p>本文为某某原创文章，转载请附上原文出处链接。</p>",
        "<p>特别声明：以上内容由用户上传，本平台仅提供信息存储服务。</p>"
        "<p>Notice: The content above (including the pictures and videos if any) is uploaded and "
        "posted by a user of this platform, which only provides information storage services.</p>",
        "<p>免责声明：本网站所有信息仅供参考，如自行使用本网资料发生偏差，本站概不负责。</p>"
        "<p>网友评论</p><p>食堂的菜要是再便宜一点就更好了，我天天去吃。</p>",
    ],
)
def test_what_a_site_puts_below_a_report_is_none_of_it(after: str) -> None:
    assert saved(page(after=after)).text == TEXT


@pytest.mark.parametrize(
    "words",
    [
        "审核通过以后，名单在车间门口贴了三天，谁都可以提意见。",
        "声明他不再参加评选的老段，把名额让给了徒弟，大家鼓了掌。",
        "编辑部的灯亮到凌晨，三个人把稿子又念了一遍。",
    ],
)
def test_a_sentence_that_begins_like_a_line_for_the_staff_is_the_report_s(words: str) -> None:
    assert saved(page(after=f"<p>{words}</p>")).text == f"{TEXT}\n{words}"


def test_who_signed_stays_where_the_site_s_lines_stand_around() -> None:
    after = "<p>来源：某某网</p><p>记者：童雨薇</p><p>编辑：米粒</p><p>长按识别二维码</p>"

    article = saved(page(after=after))

    assert article.text == f"{TEXT}\n记者：童雨薇"
    assert article.authors == ("童雨薇",)


@pytest.mark.parametrize(
    "line",
    [
        "点击上方蓝字关注我们",
        "查看: 2310 | 回复: 2",
        "发表于 2024-3-1 21:08:33 只看该作者",
        "收藏 分享",
    ],
)
def test_a_button_above_a_report_is_neither_its_subtitle_nor_its_text(line: str) -> None:
    article = saved(page(below=f"<div>{line}</div>"))
    within = saved(page().replace(f"<p>{FIRST}", f"<p>{line}</p><p>{FIRST}"))

    assert [(one.subtitle, one.text) for one in (article, within)] == [("", TEXT)] * 2


def test_a_menu_above_a_headline_within_the_same_table_is_no_text() -> None:
    row = "<tr><td>{}</td></tr>"
    rows = "".join(map(row.format, ("栏目导航", "您现在的位置：首页 &gt;&gt; 要闻", TITLE)))

    text = f"<tr><td><p>{FIRST}</p><p>{LAST}</p></td></tr>"
    assert saved(f"<body><table>{rows}{text}</table></body>").text == TEXT


def test_the_site_s_name_is_neither_headline_nor_kicker() -> None:
    bar = f"<div class='bar'>清江新闻</div><p class='detail-title'>{TITLE}</p>"
    named = f"<h2 class='site-name'>清江职工之家</h2><h1>{TITLE}</h1>"
    report = f"<div><p>{FIRST}</p><p>{LAST}</p></div>"

    assert saved(f"<body>{bar}{report}</body>", title="清江新闻").title == TITLE
    assert saved(f"<body>{named}{report}</body>").kicker == ""


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ("<div class='PagePromo-title'><b>{}</b></div>", "夜校的灯又亮了起来，工友们都来听课。"),
        ("<section data-component='related'><p>{}</p></section>", "夜校的灯又亮了起来，都来听课。"),
        ("<span class='visually-hidden'>{}</span>", "图片说明"),
        ("<ul><li><a><h3>{}</h3></a></li></ul>", "夜校的灯又亮了"),
        ("<h2>{}</h2>", "相关新闻"),
    ],
)
def test_a_box_amid_a_report_that_leads_to_others_is_none_of_it(box: str, words: str) -> None:
    body = f"<p>{FIRST}</p>{box.format(words)}<p>{LAST}</p>"

    assert saved(f"<body><h1>{TITLE}</h1><article>{body}</article></body>").text == TEXT


def test_a_subtitle_may_be_named_by_an_attribute_of_the_site_s_own() -> None:
    below = "<div data-name='standfirst'><div><p>二十四张桌子坐得满</p></div></div>"

    assert saved(page(below=below)).subtitle == "二十四张桌子坐得满"


def test_a_footer_longer_than_a_brief_report_is_no_report() -> None:
    foot = (
        "<div class='footer'><p>违法和不良信息举报电话：0551-61111111　邮箱：a@example.cn</p></div>"
    )

    article = saved(f"<body><h1>{TITLE}</h1><div>{FIRST}{LAST}</div>{foot * 4}</body>")

    assert article.text == FIRST + LAST


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="apub:time" content="2024/3/1 下午8:05:12">',
        '<meta property="og:time" content="2024-03-01 09:22:10">',
        '<script type="application/ld+json">{"pubDate": "2024-03-01T10:20:11"}</script>',
        '<script>window.DATA = {"media": "x", "pubtime": "2024-03-01 20:05:12"}</script>',
        '<link rel="canonical" href="http://a.example/2024/0301/c1-4023.html">',
        '<link rel="canonical" href="http://a.example/202403/t20240301_40231.html">',
        '<meta property="og:url" content="https://a.example/2024-03/01/content_22.htm">',
    ],
)
def test_the_day_may_stand_in_a_page_s_data_or_its_own_address(head: str) -> None:
    assert saved(page(), head).date == DAY


@pytest.mark.parametrize(
    "head",
    [
        '<script>[{"pubtime": "2024-03-01 20:05"}, {"pubtime": "2024-02-01 20:05"}]</script>',
        '<link rel="canonical" href="http://a.example/n/202403018812345.html">',
        '<link rel="canonical" href="http://a.example/a/20241399.html">',
        '<meta name="updatetime" content="2024-03-01">',
    ],
)
def test_what_may_be_another_day_or_a_number_tells_none(head: str) -> None:
    assert saved(page(), head).date is None


def test_a_shown_day_comes_before_the_one_of_the_address() -> None:
    head = '<link rel="canonical" href="http://a.example/20240228/a.html">'

    assert saved(page(below="<div>2024-03-01 07:00 某某网</div>"), head).date == DAY


@pytest.mark.parametrize(
    "bar",
    [
        "今天是2024年3月2日 星期六 <a>设为首页</a>",
        "<span>2024年3月2日 星期六</span> <a>登录</a>",
    ],
)
def test_the_day_on_which_a_site_is_looked_at_is_not_the_report_s(bar: str) -> None:
    top = f"<body><div class='bar'>{bar}</div>"
    told = page(below="<div>2024年3月1日 星期五</div>")

    assert saved(page().replace("<body>", top)).date is None
    assert saved(told.replace("<body>", top)).date == DAY
    assert saved(told).date == DAY


def test_of_two_days_beside_one_another_the_shown_one_counts_for_the_other_may_be_of_utc() -> None:
    head = '<meta property="article:published_time" content="2024-02-29T23:30:00Z">'

    assert saved(page(below="<div>2024-03-01 07:30</div>"), head).date == DAY
    assert saved(page(below="<div>2024-03-09 07:30</div>"), head).date == datetime.date(2024, 2, 29)


def test_a_headline_that_is_shown_with_a_word_before_it_is_the_headline() -> None:
    bar = "<div><span>清江在线</span></div>"

    article = saved(
        page(below=bar).replace(f"<h1>{TITLE}", f"<h1>快讯｜{TITLE}"), title=f"{TITLE}-清江在线"
    )

    assert article.title == f"快讯｜{TITLE}"


def test_verse_beside_a_footer_is_a_report() -> None:
    verse = ("炉火照着我们的脸，", "铁水流过春天的夜。", "下夜班的人慢慢走，", "窗边的灯还亮着。")
    foot = (
        "<div class='footer'><p>违法和不良信息举报电话：0551-61111111　邮箱：a@example.cn</p></div>"
    )
    lines = "".join(f"<p>{line}</p>" for line in verse)

    article = saved(f"<body><h1>{TITLE}</h1><div>{lines}</div>{foot}</body>")

    assert article.text.split("\n") == list(verse)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Tue, 06/13/2023 - 10:42", ["2023-06-13"]),
        ("13/06/2023 10:42", ["2023-06-13"]),
        ("Mon, 06/05/2023", ["2023-06-05"]),
        ("Sat, 06/05/2023", ["2023-05-06"]),
        ("06/05/2023", []),
        ("Sun, 06/05/2023", []),
    ],
)
def test_a_day_with_strokes_counts_where_only_one_is_meant(written: str, day: list[str]) -> None:
    assert [one.isoformat() for one in days_in(written)] == day


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("某某新闻记者 易若兰 实习生 祝昊", ("易若兰", "祝昊")),
        ("2024-03-01 07:20　清江日报　记者 温小暖　摄影记者 单飞", ("温小暖", "单飞")),
        ("2024-03-01 07:20 作者：姬小舟 来源：某某网", ("姬小舟",)),
        ("本文来自微信公众号：某某（ID：mm），作者：苗青，编辑：席梦", ("苗青",)),
        ("2024-03-01 07:20 作者：组织部 来源：本站", ()),
    ],
)
def test_who_signed_stands_in_a_line_above_the_report(line: str, people: tuple[str, ...]) -> None:
    picture = "<p>食堂的早上。 童雨薇 摄</p>"

    article = saved(page(below=f"<div class='info'>{line}</div>", after=picture))

    assert article.authors == (*people, "童雨薇")


def test_labels_in_brackets_sign_together() -> None:
    after = "<p>【记者】谷雨 钱多多</p><p>【通讯员】马小军</p><p>【图片】受访者提供</p>"

    article = saved(page(after=after))

    assert (article.text, article.authors) == (TEXT, ("谷雨", "钱多多", "马小军"))


def test_a_declared_author_whom_the_page_shows_as_its_editor_is_none() -> None:
    head = '<meta name="author" content="伍智超">'

    assert saved(page(after="<p>编辑：施鋆 责任编辑：伍智超</p>"), head).authors == ()
    assert saved(page(), head).authors == ("伍智超",)
    assert saved(page(below="<div>作者：单飞 2024-03-01</div>"), head).authors == ("单飞",)


def test_a_paper_that_signs_for_its_writers_is_no_author() -> None:
    data = '{"headline": "x", "author": [{"@type": "NewsMediaOrganization", "name": "Shop Floor"}]}'
    head = f'<script type="application/ld+json">{data}</script>'
    lines = "".join(f"<p>{line}</p>" for line in ENGLISH)

    article = saved(
        f"<body><h1>Night canteen moves</h1><div>By Colin Marsden</div><div>{lines}</div></body>",
        head,
        "Night canteen moves | Shop Floor",
    )

    assert article.authors == ("Colin Marsden",)


def test_english_bylines_stand_amid_a_line_with_the_day() -> None:
    lines = "".join(f"<p>{line}</p>" for line in ENGLISH)
    facts = "By MA XIAOYU in Hefei | Shop Floor Daily | Updated: 2024-03-01 09:22Share"

    article = saved(
        f"<body><h1>Night canteen moves</h1><div>{facts}</div><div>{lines}</div></body>",
        title="Night canteen moves - Shop Floor",
    )

    assert (article.date, article.authors) == (DAY, ("MA XIAOYU",))
    assert article.text == "\n".join(ENGLISH)


def test_paragraphs_in_english_that_end_in_a_word_stay_apart() -> None:
    lines = (ENGLISH[0], f"{ENGLISH[1][:-1]} Enditem", "Reporting by Jo Hart")
    body = "".join(f"<p>{line}</p>" for line in lines)

    article = saved(f"<body><h1>Night canteen moves</h1><div>{body}</div></body>")

    assert article.text.split("\n") == list(lines)


def test_bylines_in_traditional_characters_are_read() -> None:
    assert authors(["（中央社記者林秀蓉台北16日電）食堂搬家。"]) == ("林秀蓉",)
    assert authors(["（中央社記者林秀蓉、陳怡君高雄16日專電）食堂搬家。"]) == ("林秀蓉", "陳怡君")
    assert authors(["記者 黃志強 通訊員 趙小蘭"]) == ("黃志強", "趙小蘭")


def test_lines_that_lead_elsewhere_are_told_from_words() -> None:
    leading = ["▼ 往期推荐", "—END—", "Follow us on Facebook", "扫描下方二维码", "Related Topics"]
    words = ["往期的报纸都在书屋里", "“……”", "Following the vote", "—", "声明书贴在门口"]

    assert [leads_elsewhere(one) for one in leading] == [True] * len(leading)
    assert [leads_elsewhere(one) for one in words] == [False] * len(words)


def test_a_line_with_a_day_and_a_clock_tells_unless_it_says_more() -> None:
    assert is_dated("发表于 2024-3-1 21:08 楼主")
    assert not is_dated("2024-3-1 21:08 职工代表大会在文化宫开幕")
    assert not holds_only_facts("联系电话：0551-62221111 接待室")


def test_an_office_declared_as_author_is_no_person() -> None:
    assert authors_in(["组织部", "江城公司", "市总工会办公室"]) == ()


def test_a_page_of_many_lines_is_read_in_good_time() -> None:
    dashes = f"<p>{'-' * 200_000}x</p>"
    markup = f"<html><body><h1>{TITLE}</h1><p>{FIRST}</p>{dashes}<p>{LAST}</p></body></html>"

    assert LAST in html_text(markup.encode())


def test_what_a_record_of_a_search_engine_tells_is_declared() -> None:
    from lxml import html

    data = '{"title": "夜班食堂", "pubDate": "2024-03-01T10:20:11"}'
    markup = f'<html><head><script type="application/ld+json">{data}</script></head></html>'

    facts = read_facts(html.document_fromstring(markup), markup)

    assert (facts.title, facts.info.date) == ("夜班食堂", DAY)


INFO = "<div>2024-03-01 07:00 来源：清江职工报</div>"


def test_a_copy_of_the_report_for_telephones_is_no_second_text() -> None:
    more = "一荤两素十二元，汤和米饭不要钱，刷卡就能吃上。"
    report = f"<h1>{TITLE}</h1>{INFO}<div><p>{FIRST}</p><p>{LAST}</p><p>{more}</p></div>"

    article = saved(f"<body><div class='pc'>{report}</div><div class='m'>{report}</div></body>")

    assert article.text == f"{TEXT}\n{more}"


def test_a_line_that_is_said_again_stays() -> None:
    again = f"<p>{FIRST}</p><p>大家又说了一遍，声音比刚才还要大，门外也听得见。</p>"

    assert saved(page(after=again)).text.count(FIRST) == 2


def test_the_report_that_a_site_runs_on_to_is_none_of_the_first() -> None:
    first = f"<h1>{TITLE}</h1>{INFO}<div><p>{FIRST}</p><p>{LAST}</p></div>"
    report = "<div><p>书屋的长桌上摆满了新书，一共三千册，都能借回家。</p></div>"
    second = f"<h1>书屋添了新书</h1>{INFO}{report}"

    article = saved(f"<body><div>{first}</div><div>{second}</div></body>")
    headed = saved(
        f"<body><div>{first}<h1>怎么吃</h1><p>刷卡就能吃，一荤两素十二元，汤不要钱。</p></div></body>"
    )

    assert (article.title, article.text) == (TITLE, TEXT)
    assert "刷卡就能吃" in headed.text


def test_what_readers_wrote_below_a_brief_report_is_none_of_it() -> None:
    said = "<div><b>网友</b><p>饭菜比原来好吃多了，就是排队有点长，希望多开一个窗口。</p></div>"
    report = f"<div><h1>{TITLE}</h1><p>{FIRST}</p><p>{LAST}</p></div>"

    assert (
        saved(f"<body><div>{report}<div class='discuss'>{said * 9}</div></div></body>").text == TEXT
    )
    assert saved(f"<body><div>{report}<div><p>跟帖</p>{said}</div></div></body>").text == TEXT


def test_a_sentence_that_is_a_link_is_a_sentence() -> None:
    linked = page().replace(FIRST, f"<a href='/x'>{FIRST}</a>")

    assert saved(linked).text == TEXT


def test_a_column_of_opinions_is_a_report_although_it_is_called_comment() -> None:
    text = "".join(f"<p>{FIRST}{LAST}第{n}次去的时候，人更多了。</p>" for n in range(5))

    article = saved(
        f"<body><p>请登录后再看。</p><div class='comment'><h1>{TITLE}</h1>{text}</div></body>"
    )

    assert article.text.count("人更多了") == 5


def posted(number: int, words: str, name: str, system: str) -> str:
    """Return a post of a forum as two of the systems write it."""
    if system == "phpBB":
        return (
            f"<div id='p{number}' class='post has-profile'><dl class='postprofile'><dt>{name}</dt>"
            f"<dd>Posts: 88</dd></dl><div class='postbody'><h3>Re: {TITLE}</h3>"
            f"<div class='content'>{words}</div></div></div>"
        )
    return (
        f"<div id='post_{number}'><table id='pid{number}'><tr><td class='pls'><div class='favatar'>"
        f"<a href='u'>{name}</a><p>主题 12 | 帖子 88</p></div></td><td class='plc'>"
        f"<em>发表于 2024-3-{number} 09:12</em><table><tr><td id='postmessage_{number}'>"
        f"{words}</td></tr></table></td></tr></table></div>"
    )


@pytest.mark.parametrize("system", ["Discuz", "phpBB"])
def test_replies_below_a_forum_s_post_are_no_text(system: str) -> None:
    replies = ("顶一个，希望多开几家这样的食堂，我们厂里也要。", "楼主辛苦了，请问早上几点开门？")
    posts = [f"{FIRST}<br>{LAST}", *replies]
    thread = "".join(posted(n, words, f"网友{n}", system) for n, words in enumerate(posts, start=1))

    article = saved(f"<body><h1>{TITLE}</h1><div id='postlist'>{thread}</div></body>")

    assert (article.title, article.text) == (TITLE, TEXT)


def test_paragraphs_and_reports_with_a_number_are_no_replies() -> None:
    numbered = f"<p id='p1'>{FIRST}</p><p id='p2'>{LAST}</p>"
    blog = "".join(
        f"<div id='post-{n}'><p>{words}</p></div>" for n, words in ((1, FIRST), (2, LAST))
    )

    for inside in (numbered, blog):
        assert saved(f"<body><h1>{TITLE}</h1><div>{inside}</div></body>").text == TEXT


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<span class='secno'>1.1</span><span>Members</span>", "1.1 Members"),
        ("<b>第二章</b><span>会员</span>", "第二章 会员"),
        ("<b>3.5</b>万人参加健步走", "3.5万人参加健步走"),
        ("<b>5</b>月1日起免费坐车", "5月1日起免费坐车"),
    ],
)
def test_a_number_that_only_style_sets_apart_stands_apart(markup: str, title: str) -> None:
    body = f"<body><h2>{markup}</h2><p>{FIRST}</p><p>{LAST}</p></body>"

    assert saved(body, title="").title == title
