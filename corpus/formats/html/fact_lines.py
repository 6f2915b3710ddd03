"""A line that only tells of a report: its day, labels with their values, buttons, who wrote it.

`2022-07-14 09:30　来源：工会周报　作者：邵婷` tells, `时间定在7月14日。` is a report's own.
Next: `corpus/formats/html/edges.py` takes such lines off a report.
"""

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.page.byline import is_byline
from corpus.page.pageinfo import NAMED_DATE, dated

# Characters of a value after a label, and of a line that tells.
LONGEST_VALUE = 30
LONGEST_LINE = 160
# Characters of other words in a line that tells a day and a clock.
LONGEST_BESIDE = 8
WRITERS = r"作者|记者|記者|通讯员|通訊員|实习生|撰文|撰稿|撰稿人|文字"
SOURCES = r"来源|來源|稿源|信息来源|文章来源|稿件来源|来自|出处"
OTHERS = (
    r"图片来源|题图来源|题图|图源|图片|摄影|统筹|策划|制图|出品|视频来源|数据来源|资料来源|采写|"
    r"发布时间|发表时间|发布日期|發佈時間|更新时间|更新日期|日期|时间|時間|发布者|发布人|发布机构|发布单位|上传者|"
    r"责任编辑|責任編輯|责编|图片编辑|视频编辑|编辑|編輯|编审|审核|终审|初审|复审|校对|监制|责任校对|值班编辑|"
    r"浏览次数|浏览量|浏览|瀏覽|阅读次数|阅读量|阅读数|阅读|点击数|点击率|点击量|点击|访问量|访问次数|人气|热度|"
    r"字体大小|字体|字号|字数|分享至|分享到|分享|评论|评论数|收藏|原标题|索引号|栏目|分类|标签|关键词"
)
# `作者：`, `作者 |`, `【作者】`
LABEL = re.compile(rf"【?({WRITERS}|{SOURCES}|{OTHERS})(?:\s*[：:∶丨｜|]|】[：:]?)\s*")
DAY_LABEL = re.compile(
    r"(?:发布|发表|發佈|更新|刊发|出版|上传)?(?:日期|时间|時間)\s*[：:∶]|发布于|published"
)
WRITER, SOURCE = re.compile(WRITERS), re.compile(SOURCES)
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<{{}}>{'|'.join(MONTHS)})[a-z]*\.?"
ENGLISH_DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('m1')},?\s+(?P<y1>20\d\d|19\d\d)"
    rf"|{_MONTH.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>20\d\d|19\d\d))\b",
    re.IGNORECASE,
)
# 06/13/2023, as one country writes it, and 13/06/2023, as others do.
SLASHED_DATE = re.compile(
    r"(?:\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s{1,3})?"
    r"(?<![\d/])(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"T?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+)?(?:\s*[ap]\.?m\.?\b|Z|\s*(?:GMT|UTC|[A-Z]ST|[A-Z]DT)\b)?",
    re.IGNORECASE,
)
# A clock beside the day, or how long the report takes to read.
READING_TIME = r"\d{1,4}\s{0,9}min(?:ute)?s?\s{0,9}read"
SHOWN_TIME = re.compile(rf"{CLOCK.pattern}|{READING_TIME}", re.IGNORECASE)
STOP = re.compile(r"[。！？]|[.!?](?:\s|$)")
# Counts as two characters.
LATIN_WORD = re.compile(r"[A-Za-z'’]+ ?")
# What else a line that tells may hold.
BESIDE = re.compile(
    r"[^\W\d]{1,8}\s{0,2}[(（]\d{1,9}[)）]|\d+%|"
    r"星期[一二三四五六日天]|周[一二三四五六日]|[上下]午|第?\s*[A-Z]?\d{1,3}\s*版|(?<=[\d\s])次|打印|关闭|窗口|收藏|(?<![\u3400-\u9fff])[大中小]{1,3}(?![\u3400-\u9fff])|复制链接|链接|"
    r"微信|微博|朋友圈|QQ空间|QQ|扫一扫|举报|评论|浏览|阅读|点赞|在看|分享|发布于|发表于|published|posted|updated|on|at|"
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b|\d+\s*(?:min(?:ute)?s?\s*read|views?|comments?)|\d+|[^\w]+",
    re.IGNORECASE,
)
SITE = re.compile(r"\S{1,12}(?:网|報|报|台|社|客户端|公众号|新闻|新聞)》?")
ENGLISH_BYLINE = re.compile(
    r"(?:(?:[Ww]ritten|[Pp]osted|[Ss]ubmitted|[Pp]ublished|[Rr]eported|[Ww]ords|[Ss]tory) )?"
    r"(?:[Bb]y|BY):?\s+([A-Z][\w.'’-]+(?:(?:,|,?\s+and)?\s+[A-Z][\w.'’-]+){1,7})"
)
# Views, replies: `查看: 2310`. A telephone number may have more digits.
COUNTER = re.compile(r"(?:[^\W\d]{1,6}\s{0,2}[：:]\s{0,2}\d{1,6}(?!\d)[\s|｜]*)+")
LETTER = re.compile(r"[^\W\d_]")
SEAM = re.compile(r"[|｜·•]|\s{2,}|　")


def holds_only_facts(text: str) -> bool:
    """Say whether a line holds only a day, labels with their values, buttons.

    >>> holds_only_facts("2022-07-14 09:30　来源：工会周报　浏览：25")
    True
    >>> holds_only_facts("时间定在7月14日。")
    False
    """
    if len(text) > LONGEST_LINE or "。" in text:
        return False
    first, *rest = LABEL.split(text)
    if any(len(value) > LONGEST_VALUE for value in rest[1::2]):
        return False
    bare = without_dates(first)
    words = _words_beside(bare)
    tells = bool(rest) or bare != first
    if words:
        return tells and is_byline(" ".join(words))
    return tells or (len(first) > 1 and bool(LETTER.search(first)))


def is_dated(text: str) -> bool:
    """Say whether a line tells a day with its clock, and hardly more.

    >>> is_dated("发表于 2024-1-14 21:08 楼主"), is_dated("2024-1-14，职工代表大会开幕")
    (True, False)
    """
    if len(text) > LONGEST_LINE or STOP.search(text) or next(days_in(text), None) is None:
        return False
    beside = " ".join(_words_beside(without_dates(text)))
    short = sum(map(len, LATIN_WORD.sub("ab", beside).split())) <= LONGEST_BESIDE
    return bool(ENGLISH_BYLINE.match(text) or (short and SHOWN_TIME.search(text)))


def byline_in(text: str) -> str:
    """Return what signs a line of facts without a label; "" if nothing does.

    `2023-12-04 07:20　清江日报　记者 沈嘉` -> `记者 沈嘉`
    """
    signed = " ".join(_words_beside(without_dates(LABEL.split(text)[0])))
    return signed if is_byline(signed) else ""


def _words_beside(bare: str) -> list[str]:
    """Return the words of a line without its dates that are no button and name no site."""
    bare = ENGLISH_BYLINE.sub("|", bare)
    return [one for one in BESIDE.sub(" ", bare).split() if not SITE.fullmatch(one)]


def without_dates(text: str) -> str:
    """Return a text with a bar for each day and clock in it."""
    for written in (NAMED_DATE, ENGLISH_DATE, SLASHED_DATE, CLOCK):
        text = written.sub("|", text)
    return text


def labels_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the labels of a line, each with its value."""
    parts = LABEL.split(text)[1:]
    for label, value in pairwise(parts):
        if LABEL.fullmatch(f"{label}："):
            yield label, SEAM.split(without_dates(value).strip(" |"))[0]


def days_in(text: str) -> Iterator[datetime.date]:
    """Yield the days written out in a text, Chinese or English."""
    for found in NAMED_DATE.finditer(text):
        if day := dated(found):
            yield day
    for one in ENGLISH_DATE.finditer(text):
        month = MONTHS.index((one["m1"] or one["m2"]).lower()) + 1
        try:
            yield datetime.date(int(one["y1"] or one["y2"]), month, int(one["d1"] or one["d2"]))
        except ValueError:
            continue
    for slashed in SLASHED_DATE.finditer(text):
        if day := _slashed(slashed):
            yield day


def _slashed(found: re.Match[str]) -> datetime.date | None:
    """Return a day that is written with strokes, if only one is meant: its weekday may tell."""
    numbers = int(found["one"]), int(found["other"])
    days = set()
    for month, day in (numbers, numbers[::-1]):
        try:
            days.add(datetime.date(int(found["year"]), month, day))
        except ValueError:
            continue
    weekday = (found["weekday"] or "").lower()
    days = {day for day in days if not weekday or WEEKDAYS[day.weekday()] == weekday}
    return days.pop() if len(days) == 1 else None


__all__ = ["byline_in", "days_in", "holds_only_facts", "is_dated", "labels_in", "without_dates"]
