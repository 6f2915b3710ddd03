"""Web pages held out: written after the reader, in markup that it was not worked on with."""
# ruff: noqa: E501 - the markup is as sites write it

import json

from benchmarks.webpages.page import Page
from benchmarks.webpages.words import (
    CANTEEN,
    CHOIR,
    ENGLISH,
    HARBOUR,
    HOSPITAL,
    READING,
    SKILLS,
    TRAIL,
    WAGES,
    Told,
    commented,
    linked,
    set_in,
)


def large_portal() -> Page:
    """Build a portal's page: source and day in a bar, an editor's paragraph, keywords."""
    caption = "冉小兵向工友展示到账信息。童雨薇 摄"
    told = Told(
        "十九名工友的工钱要回来了",
        WAGES,
        date="2023-08-24",
        authors=("童雨薇",),
        paper="南坪工人报",
        captions=(caption,),
    )
    return Page(
        "portal with a top bar",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{told.title}_新闻_某门户网</title>
<meta property="og:title" content="{told.title}"></head><body><div class="sina-header"><div class="top-nav">{linked("span")}</div></div>
<div class="main-content w1240"><h1 class="main-title">{told.title}</h1><div class="top-bar-wrap" id="top_bar_wrap"><div class="top-bar" id="top_bar">
<div class="date-source"><span class="date">2023年08月24日 07:12</span><a href="/s" class="source">南坪工人报</a></div><div class="second-title">缩小字体 放大字体 收藏 微博 微信 分享</div></div></div>
<div class="article-content clearfix"><div class="article-content-left"><div class="article" id="artibody">
<div class="img_wrapper"><img src="a.jpg"><span class="img_descr">{caption}</span></div>
{set_in(WAGES, "<p cms-style='font-L'>　　")}<p class="article-editor">责任编辑：冷三 </p></div>
<div class="article-bottom" id="article-bottom"><div class="keywords">关键字 : <a href="/k">欠薪</a></div><p>我要反馈</p></div></div>
<div class="article-content-right"><div class="tit">24小时热文</div><ul>{linked()}</ul></div></div></div></body></html>""",
        (told,),
    )


def second_portal() -> Page:
    """Build a portal's page: day, source and place in one line, a statement below."""
    told = Told("焊花里的女冠军", SKILLS, date="2022-06-10", paper="机械工人报")
    return Page(
        "portal with a statement",
        f"""<html><head><meta charset="utf-8"><title>{told.title}|焊接|技能大赛_某易订阅</title></head><body>
<div class="ntes_nav_wrap">{linked("div")}</div><div class="container clearfix" id="container"><div class="post_main"><h1 class="post_title">{told.title}</h1>
<div class="post_info">2022-06-10 10:11:12　来源: <a href="#">机械工人报</a> 清江 <a href="#" class="post_jubao">举报</a></div>
<div class="post_content"><div class="post_side"><a>0</a></div><div id="content" class="post_body">{set_in(SKILLS, '<p id="x">')}</div>
<div class="post_statement">特别声明：以上内容仅代表作者观点，与本平台无关。</div><div class="post_author"><a href="/"><img src="i.png"></a>责任编辑：白四_ND1</div></div>
<div class="tie_area">{commented()}</div></div><div class="post_right">{linked("p")}</div></div></body></html>""",
        (told,),
    )


def workers_daily() -> Page:
    """Build a workers' daily's page: a subtitle with a dash, the author in the source line."""
    told = Told(
        "一碗热粥守到天亮",
        CANTEEN,
        subtitle="——滨河物流园办食堂的故事",
        date="2023-05-18",
        authors=("危清如",),
        paper="城东工人报",
    )
    return Page(
        "workers' daily",
        f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk"><title>{told.title}-城东工人报</title></head><body>
<div class="topbar"><div class="w">{linked("b")}</div></div><div class="left_conter"><div class="location">首页 &gt; 基层</div><h2 class="bigtitle">{told.title}</h2><h5>{told.subtitle}</h5>
<p class="laiyuan">来源：城东工人报 作者：危清如 2023-05-18 06:40:00</p><div class="ccontent center" id="ccontent">{set_in(CANTEEN, "<p>　　")}</div>
<div class="editor">责任编辑：秋五</div><div class="fenxiang">分享到</div></div><div class="right_conter"><h3>图片新闻</h3>{linked("p")}</div></body></html>""",
        (told,),
        "gbk",
    )


def in_a_form() -> Page:
    """Build a page of an old framework: all of it in a form."""
    told = Told("书屋开进车队", READING, date="2012-04-28")
    return Page(
        "all in a form",
        f"""<html><head><title>
	{told.title}
</title><meta charset="utf-8"></head><body><form name="form1" method="post" action="show.aspx?id=9" id="form1"><input type="hidden" name="__VIEWSTATE" value="/wEPDw">
<table width="1002"><tr><td><a href="default.aspx">首 页</a></td><td><a href="list.aspx">工会动态</a></td></tr></table>
<table><tr><td><span id="lblTitle" style="font-size:18pt">{told.title}</span></td></tr><tr><td>发布人：<span id="lblUser">admin</span> 发布时间：<span id="lblTime">2012/4/28 9:15:22</span> 点击次数：<span>302</span></td></tr>
<tr><td><span id="lblContent">{set_in(READING, '<p style="text-indent:21pt"><span lang="EN-US"></span>')}</span></td></tr></table>
<select><option>友情链接</option></select></form></body></html>""",
        (told,),
    )


def subheads() -> Page:
    """Build a feature with sub-headings in headings of their own, its headline in a plain element."""
    heads = ("一口热饭", "一面意见墙")
    body = (CANTEEN[0], heads[0], *CANTEEN[1:3], heads[1], *CANTEEN[3:])
    told = Told("物流园的午饭时间", body, date="2023-05-20", authors=("柏若山", "童雨薇"))
    inner = "".join(f"<h2>{text}</h2>" if text in heads else f"<p>{text}</p>" for text in body)
    return Page(
        "feature with sub-headings",
        f"""<html><head><meta charset="utf-8"><title>{told.title} - 深度 - 工人周刊</title>
<meta name="author" content="柏若山 童雨薇"><meta itemprop="datePublished" content="2023-05-20"></head><body><header>{linked("i")}</header>
<div class="feature"><div class="feature__headline">{told.title}</div><div class="feature__body">{inner}</div></div><div class="feature__more">{linked("p")}</div></body></html>""",
        (told,),
    )


def english_blog() -> Page:
    """Build a blog's page in English: two authors, a written date, a biography, a link amid the text."""
    told = Told(
        "What the depot won", ENGLISH, date="2024-02-08", authors=("Marta Szabo", "Lee Grant")
    )
    return Page(
        "English blog",
        f"""<html lang="en-US"><head><meta charset="utf-8"><title>{told.title} &#8211; Shop Floor Notes</title></head><body class="single">
<a class="skip-link" href="#content">Skip to content</a><div id="page"><header class="site-header"><p class="site-title">Shop Floor Notes</p><p class="site-description">News from the garage. Written by the people who work there.</p></header>
<article class="hentry"><h1 class="entry-title">{told.title}</h1><p class="entry-byline">By Marta Szabo and Lee Grant | February 8, 2024</p>
<div class="entry-content">{set_in(ENGLISH[:2])}<p><strong>Related:</strong> <a href="/x">Why the night bus matters to all of us</a></p>{set_in(ENGLISH[2:])}<div id="jp-post-flair"><h3>Share this:</h3><ul>{linked()}</ul></div></div>
<div class="author-box"><p>Marta Szabo has driven buses for nine years. She edits this site.</p></div></article><div id="respond"><h3>Leave a Reply</h3><p>Your email address will not be published. Required fields are marked.</p></div></div></body></html>""",
        (told,),
    )


def office_table() -> Page:
    """Build a public office's page: facts in a table with head cells above the text."""
    told = Told("全区将再建十五间妈妈小屋", HOSPITAL, date="2023-01-06", paper="城东工人报")
    return Page(
        "facts in a table",
        f"""<html><head><meta charset="utf-8"><title>{told.title}</title></head><body><div class="wz">您现在的位置：<a>首页</a> - <a>信息公开</a></div>
<div class="xxgk"><table class="xxgk-t"><tbody><tr><th>索引号：</th><td>000-2023-0001</td><th>发布机构：</th><td>区总工会</td></tr><tr><th>发布日期：</th><td>2023-01-06</td><th>来源：</th><td>城东工人报</td></tr></tbody></table>
<h1 class="xxgk-h">{told.title}</h1><div class="zoom" id="zoom">{set_in(HOSPITAL, '<p style="text-align:left;">　　<span>', "</span></p>")}</div><p class="fujian">附件：</p><div class="ewm">扫一扫在手机打开当前页</div></div>
<div class="footer-box"><span>主办单位：区总工会</span><span>网站标识码：000</span></div></body></html>""",
        (told,),
    )


def static_blog() -> Page:
    """Build a page of a site generator: lists and a quotation in the text, tags, neighbours."""
    body = (TRAIL[0], "沿途五个驿站：", "旧码头", "水厂", "塔山", "纺织桥", "水闸公园", *TRAIL[1:])
    told = Told("一条河 六百人", body, date="2022-10-16", authors=("芮小满",))
    items = "".join(f"<li>{text}</li>" for text in body[2:7])
    return Page(
        "site generator, a list",
        f"""<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="UTF-8"><title>{told.title} · 行走笔记</title><meta name="generator" content="gen"></head><body>
<div class="wrapper"><nav id="site-nav">{linked("a")}</nav><article class="article"><h1 class="article-title">{told.title}</h1><div class="article-meta"><time datetime="2022-10-16T20:00:00.000Z">2022-10-16</time> · <span class="author">芮小满</span> · 约 3 分钟读完</div>
<div class="article-entry"><p>{TRAIL[0]}</p><p>{body[1]}</p><ul>{items}</ul><blockquote><p>{TRAIL[1]}</p></blockquote><p>{TRAIL[2]}</p></div><div class="article-tags"><a>#步道</a> <a>#职工</a></div></article>
<div class="post-nav"><a href="/1">« 春天的书</a><a href="/2">冬天的茶 »</a></div></div><footer>© 2022 行走笔记</footer></body></html>""",
        (told,),
    )


def other_edition() -> Page:
    """Build a digital edition of another maker: page as a label's value, neighbours, a reader aloud."""
    told = Told(
        "炉火不灭 歌声不散",
        CHOIR,
        kicker="铸造厂的四十名歌者",
        date="2024-03-05",
        authors=("童若水",),
        paper="铸造工人报",
        page=5,
    )
    return Page(
        "edition of another maker",
        f"""<html><head><meta charset="utf-8"><title>{told.title}</title></head><body>
<div class="epaper-head"><h1 class="logo"><a href="/">铸造工人报</a></h1><strong>2024年3月5日 星期二</strong> 第05版：文化 <a>PDF版</a> <a>上一期</a><a>下一期</a></div>
<div class="epaper"><div class="catalog"><ul>{linked()}</ul></div><div class="detail-art"><h4 class="yt">{told.kicker}</h4><h2>{told.title}</h2><h4 class="ft"></h4><p class="zz">本报记者 童若水</p>
<div class="voice">朗读</div><div class="content" id="content">{set_in(CHOIR, "<p>　　")}</div></div></div></body></html>""",
        (told,),
    )


def accelerated() -> Page:
    """Build an accelerated mobile page: elements of its own, JSON-LD in a list."""
    told = Told("夜班司機的新時刻表", HARBOUR, date="2019-03-13", authors=("湯家寶",))
    data = [
        {
            "@type": "NewsArticle",
            "headline": told.title,
            "datePublished": "2019-03-13T08:00:00+08:00",
            "author": {"@type": "Person", "name": "湯家寶"},
        }
    ]
    return Page(
        "accelerated mobile page",
        f"""<!doctype html><html amp lang="zh-Hant"><head><meta charset="utf-8"><title>{told.title} | 港灣新聞</title><script async src="v0.js"></script>
<script type="application/ld+json">{json.dumps(data)}</script><style amp-custom>body{{color:#000}}</style></head><body><amp-sidebar id="sb" layout="nodisplay"><ul>{linked()}</ul></amp-sidebar>
<main><div class="h"><h1>{told.title}</h1><small>撰文：湯家寶</small></div><amp-img src="a.jpg" width="1" height="1"></amp-img>{set_in(HARBOUR)}<amp-ad width="300" height="250"></amp-ad></main>
<div class="readmore"><h3>延伸閱讀</h3>{linked("p")}</div></body></html>""",
        (told,),
    )


def whole_issue() -> Page:
    """Build a list of whole reports: the page's headings are the reports'."""
    tolds = (
        Told("妈妈小屋亮起灯", HOSPITAL, date="2023-01-05"),
        Told("步道上的毛巾", TRAIL, date="2023-01-05"),
        Told("书屋不打烊", READING, date="2023-01-05"),
        Told("炉前工写歌", CHOIR, date="2023-01-05"),
    )
    parts = "".join(
        f"<li><h4>{told.title}</h4><div>{'<br>'.join('　　' + text for text in told.body)}</div></li>"
        for told in tolds
    )
    return Page(
        "whole issue in a list",
        f"""<html><head><meta charset="utf-8"><title>电子报</title></head><body><div class="date">2023年1月5日 星期四</div><ul class="issue">{parts}</ul></body></html>""",
        tolds,
    )


def phone() -> Page:
    """Build a phone's page without classes: the source stands at the end, readers' words below."""
    told = Told("手举手机的泥瓦工", WAGES, date="2020-09-01", paper="南坪工人报")
    return Page(
        "phone, source at the end",
        f"""<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{told.title} - 掌上工会</title></head><body>
<div><a href="/">返回</a></div><div><b>{told.title}</b></div><div>{"<br/>".join(WAGES)}<br/>（来源：南坪工人报 2020-09-01）<br/>点击下方“在看”让更多人看到</div>
<div class="liuyan"><p>网友说</p>{commented("p")}</div></body></html>""",
        (told,),
    )


HELD_OUT = (
    large_portal,
    second_portal,
    workers_daily,
    in_a_form,
    subheads,
    english_blog,
    office_table,
    static_blog,
    other_edition,
    accelerated,
    whole_issue,
    phone,
)
