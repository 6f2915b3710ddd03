"""Web pages to work with: sites of newspapers and their digital editions."""
# ruff: noqa: E501 - the markup is as sites write it

from benchmarks.webpages.page import Page
from benchmarks.webpages.words import (
    CANTEEN,
    CHOIR,
    HARBOUR,
    HOSPITAL,
    READING,
    SKILLS,
    TRAIL,
    WAGES,
    Told,
    linked,
    set_in,
)


def portal() -> Page:
    """Build the page of a large daily's portal: GB2312, a path, an editor's line, a share bar."""
    told = Told(
        "食堂里的十二元",
        CANTEEN,
        kicker="滨河物流园：让工友吃好一顿午饭",
        subtitle="十一家企业合办，一天供应1800份",
        date="2023-05-16",
        authors=("柏若山",),
        paper="人民日报",
    )
    pages = f"""<!DOCTYPE html><html><head>
<meta http-equiv="content-type" content="text/html;charset=GB2312"/>
<title>{told.title}--时政--某某网</title>
<meta name="keywords" content="食堂 职工"><meta name="description" content="{CANTEEN[0][:40]}">
<meta name="publishdate" content="2023-05-16"><meta name="source" content="来源：某某网－人民日报">
<script>var title = "{told.title}"; document.write("广告位招租。欢迎来电，价格从优。");</script></head>
<body><div class="header"><ul class="nav_list">{linked()}</ul></div>
<div class="path w1000"><a href="/">某某网</a>&gt;&gt;<a href="/sz">时政</a></div>
<div class="main"><div class="layout rm_txt cf"><div class="col col-1 fl">
<h3 class="pre">{told.kicker}</h3><h1>{told.title}</h1><h4 class="sub">{told.subtitle}</h4>
<div class="author cf">本报记者　柏若山</div>
<div class="channel cf"><div class="col-1-1 fl">2023年05月16日08:15 | 来源：<a href="/p">某某网－人民日报</a></div>
<div class="col-1-2 fr"><span id="paper_num">小字号</span></div></div>
<div class="rm_txt_con cf"><div class="box_pic"></div>
{set_in(CANTEEN, '<p style="text-indent: 2em;">&#10;　　')}
<div class="zdfy clearfix"></div><center><table><tr><td></td></tr></table></center>
<div class="box_pic"></div><div class="edit cf">(责编：甄一、冷二)</div></div>
<div class="bdshare cf">分享让更多人看到 <a href="#">微博</a> <a href="#">微信</a></div>
</div><div class="col col-2 fr"><div class="title-2"><h2>热门排行</h2></div><ol>{linked()}</ol></div>
</div></div><div class="copyright">某某网股份有限公司版权所有，未经书面授权禁止使用。</div></body></html>"""
    return Page("portal of a daily", pages, (told,), "gb2312")


def digital_edition() -> Page:
    """Build a report of a digital edition: tables, the publisher's own elements, all pages linked."""
    told = Told(
        "叉车手用铁臂摆鸡蛋",
        SKILLS,
        kicker="第七届行业技能比武开赛",
        subtitle="212名选手角逐四个项目",
        date="2022-06-10",
        paper="清江工人报",
        page=3,
    )
    pages = f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=utf-8">
<TITLE>清江工人报-{told.title}</TITLE></HEAD><BODY leftMargin=0>
<!--enpproperty <articleid>88123</articleid><date>2022-06-10 00:00:00:000</date><author></author>
<title>{told.title}</title><keyword></keyword><subtitle>{told.subtitle}</subtitle>
<introtitle>{told.kicker}</introtitle><siteid>2</siteid><nodename>综合</nodename>/enpproperty-->
<TABLE width=1000><TR><TD class=px12>2022年06月10日&nbsp;星期五</TD>
<TD>第03版：综合</TD></TR></TABLE>
<TABLE><TR><TD vAlign=top width=380><TABLE id=bmdhTable>
<TR><TD><a class=rigth_bmdh_href href=node_2.htm>第01版：要闻</a></TD></TR>
<TR><TD><a class=rigth_bmdh_href href=node_3.htm>第02版：关注</a></TD></TR>
<TR><TD><a class=rigth_bmdh_href href=node_4.htm>第03版：综合</a></TD></TR></TABLE></TD>
<TD vAlign=top><TABLE><TR><TD align=right><a class=preart href=content_1.htm>上一篇</a>
<a class=preart href=content_3.htm>下一篇</a> <a href="javascript:doZoom(16)">放大</a></TD></TR>
<TR vAlign=top><TD class=font02 align=center style="color:#827E7B"><founder-introtitle>{told.kicker}</founder-introtitle></TD></TR>
<TR><TD class=font01 align=center><founder-title>{told.title}</founder-title></TD></TR>
<TR><TD class=font02 align=center><founder-subtitle>{told.subtitle}</founder-subtitle></TD></TR>
<TR><TD class=font02 align=center><founder-author></founder-author></TD></TR></TABLE>
<div id=ozoom><founder-content><!--enpcontent-->
{set_in(SKILLS, "<P>　　", "</P>")}<!--/enpcontent--></founder-content></div></TD></TR></TABLE>
<TABLE><TR><TD align=center>版权所有 清江工人报社 ICP备00000000号</TD></TR></TABLE></BODY></HTML>"""
    return Page("report of a digital edition", pages, (told,))


def edition_new() -> Page:
    """Build a newer digital edition: kicker and subtitle as paragraphs with classes."""
    told = Told(
        "二楼仓库成了妈妈小屋",
        HOSPITAL,
        kicker="不到三万元，办成一件暖心事",
        subtitle="南苑医院启用一年无人因哺乳调岗",
        date="2023-01-05",
        authors=("危清如", "秋以南"),
        paper="城东工人报",
        page=2,
    )
    pages = f"""<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{told.title}-城东工人报数字报</title>
</head><body><header class="top"><div class="logo">城东工人报</div><span class="date">2023-01-05 星期四</span>
<span class="version">第02版：要闻</span></header>
<div class="newsdetail"><p class="introtitle">{told.kicker}</p><h2 class="art-title">{told.title}</h2>
<p class="subtitle">{told.subtitle}</p><div class="article-info"><span>作者：危清如 秋以南</span>
<span>字数：420</span></div><div class="newsdetatext">{set_in(HOSPITAL)}</div></div>
<div class="pagenav"><a href="1">上一版</a><a href="3">下一版</a></div>
<ul class="titles">{linked()}</ul><footer>技术支持：某软件公司</footer></body></html>"""
    return Page("newer digital edition", pages, (told,))


def whole_page() -> Page:
    """Build a whole page of an edition: three reports, each with its headline."""
    tolds = (
        Told("欠薪要回来了", WAGES, date="2023-08-24", paper="南坪工人报", page=4),
        Told("公交车队有间书屋", READING, date="2023-08-24", paper="南坪工人报", page=4),
        Told("六百人走完沿河步道", TRAIL, date="2023-08-24", paper="南坪工人报", page=4),
    )
    parts = "".join(
        f'<div class="art"><h3>{told.title}</h3><div class="txt">{set_in(told.body)}</div></div>'
        for told in tolds
    )
    pages = f"""<html><head><meta charset="utf-8"><title>南坪工人报 2023年08月24日 第4版</title></head>
<body><div class="menu"><a href="1">首页</a><a href="2">往期</a></div><div class="list">{parts}</div>
<div class="footer">南坪工人报社 地址：江边路8号</div></body></html>"""
    return Page("whole page of an edition", pages, tolds)


def old_table() -> Page:
    """Build a page of 2006: tables, fonts, line breaks and full-width indents, GBK not declared."""
    told = Told("炉火旁的合唱", CHOIR, date="2006-07-21", paper="铸造工人报")
    words = "<BR><BR>".join(f"　　{text}" for text in CHOIR)
    pages = f"""<HTML><HEAD><TITLE>{told.title}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>
<TABLE WIDTH=760 ALIGN=CENTER><TR><TD><A HREF=index.htm>首页</A> | <A HREF=news.htm>新闻</A> | <A HREF=bbs.htm>论坛</A></TD></TR>
<TR><TD ALIGN=CENTER><FONT SIZE=5 COLOR=RED><B>{told.title}</B></FONT></TD></TR>
<TR><TD ALIGN=CENTER><FONT SIZE=2>[2006-7-21 10:20:05]　来源：《铸造工人报》　浏览次数：<SCRIPT SRC=c.js></SCRIPT></FONT></TD></TR>
<TR><TD><FONT SIZE=3><FONT FACE="宋体">{words}</FONT></FONT></TD></TR>
<TR><TD ALIGN=RIGHT><A HREF=javascript:window.print()>打印本页</A> <A HREF=javascript:window.close()>关闭窗口</A></TD></TR>
</TABLE></BODY></HTML>"""
    return Page("page of 2006", pages, (told,), "gbk")


def traditional() -> Page:
    """Build a page in Big5."""
    told = Told("夜班縮到九小時", HARBOUR, date="2019-03-12", authors=("湯家寶",))
    pages = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5">
<title>{told.title} | 港灣新聞</title></head><body><div id="nav"><a href="/">主頁</a> <a href="/n">本地</a></div>
<div id="content"><h1 id="headline">{told.title}</h1>
<p class="info">2019-03-12　記者：湯家寶</p><div class="text">{set_in(HARBOUR)}</div></div>
<div id="related"><h4>相關新聞</h4><ul><li><a href="/1">碼頭擴建工程下月動工</a></li></ul></div></body></html>"""
    return Page("Traditional, Big5", pages, (told,), "big5")


PAPERS = (portal, digital_edition, edition_new, whole_page, old_table, traditional)
