"""Web pages to work with: messengers, blogs, content systems, pages of programs."""
# ruff: noqa: E501 - the markup is as sites write it

import json

from benchmarks.webpages.page import Page
from benchmarks.webpages.words import (
    CANTEEN,
    CHOIR,
    COOKIES,
    ENGLISH,
    HOSPITAL,
    READING,
    SKILLS,
    TRAIL,
    WAGES,
    WINNERS,
    Told,
    commented,
    linked,
    set_in,
)


def channel() -> Page:
    """Build a report of a messenger's channel: sections of spans, the day in a script only."""
    told = Told("深夜里的妈妈小屋", HOSPITAL, date="2022-07-14", authors=("南苑工会",)[:0])
    body = "".join(
        f'<section style="margin:0 8px"><p style="line-height:2em"><span style="font-size:15px">{text}'
        "</span></p></section><section><p><br></p></section>"
        for text in HOSPITAL
    )
    pages = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title></title>
<meta property="og:title" content="{told.title}"><meta property="og:site_name" content="公众平台">
<meta property="og:type" content="article"></head><body id="activity-detail">
<div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content">
<h1 class="rich_media_title" id="activity-name">
  {told.title}
</h1><div id="meta_content" class="rich_media_meta_list">
<span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">南苑工会</a></span>
<em id="publish_time" class="rich_media_meta rich_media_meta_text"></em></div>
<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0;">
{body}<p style="text-align:center"><img data-src="x.png"></p></div>
<div class="rich_media_tool" id="js_toobar3"><a href="#">阅读原文</a></div></div></div></div>
<div id="js_pc_qr_code" class="qr_code_pc_outer" style="display:none;"><p>微信扫一扫<br>关注该公众号</p></div>
<script>var biz = ""; var ct = "1657760400"; var createTime = '2022-07-14 09:00'; var msg_desc = "护士的夜晚。";</script>
</body></html>"""
    return Page("messenger channel", pages, (told,))


def blog() -> Page:
    """Build a blog's page: header, time element, related posts, comments, widgets."""
    told = Told("我们车队的书屋", READING, date="2021-04-28", authors=("伍朝晖",))
    pages = f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8">
<title>{told.title} &#8211; 七车队</title></head><body class="post-template-default single">
<header id="masthead" class="site-header"><p class="site-title"><a href="/">七车队</a></p><nav class="main-navigation"><ul>{linked()}</ul></nav></header>
<div id="content" class="site-content"><main id="main"><article id="post-77" class="post type-post">
<header class="entry-header"><h1 class="entry-title">{told.title}</h1><div class="entry-meta">
<span class="posted-on">发布于 <time class="entry-date published" datetime="2021-04-28T21:15:00+08:00">2021年4月28日</time></span>
<span class="byline">作者：<span class="author vcard"><a href="/u">伍朝晖</a></span></span></div></header>
<div class="entry-content">{set_in(READING)}<div class="sharedaddy"><h3>分享到：</h3><ul>{linked()}</ul></div></div>
<footer class="entry-footer"><span class="cat-links">分类：<a href="/c">生活</a></span></footer></article>
<nav class="navigation post-navigation"><a href="/prev">上一篇文章：春游</a></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">3 条评论</h2><ol class="comment-list">{commented("li", ' class="comment"')}</ol></div></main>
<aside id="secondary" class="widget-area"><section class="widget"><h2>最近文章</h2><ul>{linked()}</ul></section></aside></div>
<footer id="colophon">自豪地由某程序驱动</footer></body></html>"""
    return Page("blog", pages, (told,))


def linked_data() -> Page:
    """Build a page of a program: classes without meaning, all facts in JSON-LD."""
    told = Told(
        "二十八岁的焊接冠军", SKILLS, date="2023-06-11", authors=("厉行舟",), paper="机械工人报"
    )
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "机械工人报"},
            {
                "@type": "NewsArticle",
                "headline": told.title,
                "datePublished": "2023-06-11T06:30:00+08:00",
                "dateModified": "2023-06-12T06:30:00+08:00",
                "author": [{"@type": "Person", "name": "厉行舟"}],
                "publisher": {"@type": "Organization", "name": "机械工人报"},
            },
        ],
    }
    pages = f"""<html><head><meta charset="utf-8"><title>{told.title}</title>
<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script></head><body>
<div id="root"><div class="css-1a2"><div class="css-9z"><a href="/">登录</a><a href="/">注册</a></div>
<div class="css-3c"><div class="css-4d">{told.title}</div><div class="css-5e">{set_in(SKILLS, '<div class="css-6f">', "</div>")}</div></div>
<div class="css-7g">{linked("div")}</div></div></div>
<script>window.__STATE__ = {{"text": "{SKILLS[0]}"}};</script></body></html>"""
    return Page("JSON-LD, classes without meaning", pages, (told,))


def content_system() -> Page:
    """Build a public office's page: metas of its content system, an editor's container."""
    told = Told("援助站帮工友讨回欠薪", WAGES, date="2023-08-25", paper="法治工人报")
    pages = f"""<html><head><meta charset="utf-8"><title>{told.title}_工作动态_某区总工会</title>
<meta name="ArticleTitle" content="{told.title}"><meta name="PubDate" content="2023-08-25 10:00">
<meta name="ContentSource" content="法治工人报"><meta name="Author" content="管理员"></head><body>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/d">工作动态</a></div>
<div class="article"><ucaptitle><h1>{told.title}</h1></ucaptitle>
<div class="info"><span>发布时间：2023-08-25 10:00</span><span>来源：法治工人报</span><span>浏览次数：1024</span>
<span>字号：[ <a href="#">大</a> <a href="#">中</a> <a href="#">小</a> ]</span></div>
<div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style><div class="Custom_UnionStyle">
{set_in(WAGES, '<p align="justify"><span style="font-family:宋体">　　', "</span></p>")}</div></div>
<div class="close"><a href="javascript:window.print()">【打印】</a><a href="javascript:window.close()">【关闭】</a></div></div>
<div class="foot"><p>主办：某区总工会　备案号：某ICP备00000000号</p><p>地址：和平路1号　电话：010-00000000</p></div></body></html>"""
    return Page("content system of an office", pages, (told,))


def winners() -> Page:
    """Build an announcement with a table of names."""
    rows = (("一等奖", "段大勇", "滨河物流园"), ("二等奖", "卓依琳", "东岭机械厂"))
    table = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for row in (("奖项", "姓名", "单位"), *rows)
    )
    lines = tuple(" | ".join(row) for row in (("奖项", "姓名", "单位"), *rows))
    told = Told("“金扳手”奖名单公布", (WINNERS[0], *lines, WINNERS[1]), date="2023-03-30")
    pages = f"""<html><head><meta charset="utf-8"><title>{told.title} - 通知公告</title></head><body>
<div class="top"><a href="/">首页</a></div><div class="con"><div class="con_title">{told.title}</div>
<div class="con_time">时间：2023-03-30　点击：88</div><div class="con_text"><p>{WINNERS[0]}</p>
<table border="1"><tbody>{table}</tbody></table><p>{WINNERS[1]}</p></div></div></body></html>"""
    return Page("table of winners", pages, (told,))


def pictures() -> Page:
    """Build a report with captions between its paragraphs."""
    captions = ("职工在食堂排队取餐。 柏若山 摄", "意见本上的字迹。 柏若山 摄")
    told = Told(
        "一份套餐十二元", CANTEEN, date="2023-05-17", authors=("柏若山",), captions=captions
    )
    figures = [
        f'<figure><img src="{n}.jpg"><figcaption>{c}</figcaption></figure>'
        for n, c in enumerate(captions)
    ]
    body = [f"<p>{text}</p>" for text in CANTEEN]
    pages = f"""<html><head><meta charset="utf-8"><meta property="og:title" content="{told.title}">
<meta property="article:published_time" content="2023-05-17T07:00:00+08:00"><title>{told.title}</title></head><body>
<article><h1>{told.title}</h1><p class="by">记者 柏若山</p>{body[0]}{figures[0]}{body[1]}{body[2]}{figures[1]}{"".join(body[3:])}</article>
<section class="recommend"><h3>为你推荐</h3><ul>{linked()}</ul></section></body></html>"""
    return Page("captions between paragraphs", pages, (told,))


def english() -> Page:
    """Build a page in English: Open Graph, a byline, a cookie notice, comments."""
    told = Told(
        "Bus drivers accept pay deal",
        ENGLISH,
        subtitle="Split shifts limited to two a week",
        date="2024-02-07",
        authors=("Priya Lindqvist",),
    )
    pages = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{told.title} | Eastgate Echo</title>
<meta property="og:title" content="{told.title}"><meta property="article:published_time" content="2024-02-07T18:05:00Z">
<meta name="author" content="Priya Lindqvist"></head><body>
<div id="cookie-banner" class="cookie-banner"><p>{COOKIES}</p><button>Accept all</button></div>
<header><nav><a href="/">Home</a><a href="/local">Local</a></nav></header>
<main><article><h1>{told.title}</h1><p class="subheadline">{told.subtitle}</p>
<div class="byline">By <a href="/u">Priya Lindqvist</a></div><time datetime="2024-02-07T18:05:00Z">7 February 2024</time>
<div class="body">{set_in(ENGLISH[:2])}<aside class="newsletter"><p>Sign up for our morning letter. It is free.</p></aside>{set_in(ENGLISH[2:])}</div>
</article><section class="comments"><h2>Comments</h2>{commented("p")}</section></main>
<footer><p>© Eastgate Echo. All rights reserved.</p></footer></body></html>"""
    return Page("English, Open Graph", pages, (told,))


def archived() -> Page:
    """Build a page that a browser saved as one file."""
    told = Told("六百名职工步行八公里", TRAIL, date="2022-10-17")
    pages = f"""<html><head><meta charset="utf-8"><title>{told.title}</title></head><body>
<div class="wrap"><h1>{told.title}</h1><div class="meta">2022-10-17 09:12</div><div class="art">{set_in(TRAIL)}</div></div>
<div style="display:none">职工之家欢迎你。这里有你想要的一切。</div></body></html>"""
    return Page("saved as one file", pages, (told,), archived=True)


def no_date() -> Page:
    """Build a page that tells the day only relative to now, and hides text."""
    told = Told("礼堂里的歌声", CHOIR)
    pages = f"""<html><head><meta charset="utf-8"><title>{told.title}</title></head><body>
<div class="page"><h1>{told.title}</h1><p><span>3小时前</span> <span>昨天 08:10</span></p>
<div hidden><p>请使用新版客户端打开本页，旧版将于近期停用，谢谢理解。</p></div>
<div class="main-text">{set_in(CHOIR)}</div></div>
<ul class="hot-list">{linked()}</ul></body></html>"""
    return Page("no day, hidden text", pages, (told,))


SITES = (
    channel,
    blog,
    linked_data,
    content_system,
    winners,
    pictures,
    english,
    archived,
    no_date,
)
