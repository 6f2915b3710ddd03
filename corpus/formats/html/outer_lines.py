"""What the lines around a report tell: day, paper, page, authors. They are no part of its text.

`2022-07-14 09:30　来源：工会周报　作者：邵婷　浏览：25` stands above a report or at its head,
`（责任编辑：沈嘉）` and `分享到：` below it. Next: `corpus/formats/html/headline.py` chooses the
headline.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from corpus.formats.html.declared import LONGEST_TITLE, authors_in, paper_in, spaced
from corpus.page.byline import is_byline
from corpus.page.markdown import Marked
from corpus.page.pageinfo import NAMED_DATE, PageInfo, dated

# Elements before the report that are looked at, from the report back.
MOST_AROUND = 400
# Lines at the report's head, and at its end, that may tell of it.
MOST_AT_HEAD = 8
MOST_AT_END = 12
# Characters of a value after a label, and of a line that tells.
LONGEST_VALUE = 30
LONGEST_LINE = 160
WRITERS = r"作者|记者|記者|撰文|撰稿|撰稿人|文字"
SOURCES = r"来源|來源|稿源|信息来源|文章来源|稿件来源|来自|出处"
OTHERS = (
    r"图片来源|图源|视频来源|数据来源|资料来源|采写|"
    r"发布时间|发表时间|发布日期|發佈時間|更新时间|更新日期|日期|时间|時間|发布者|发布人|发布机构|发布单位|上传者|"
    r"责任编辑|責任編輯|责编|编辑|編輯|编审|审核|终审|初审|复审|校对|监制|责任校对|值班编辑|"
    r"浏览次数|浏览量|浏览|瀏覽|阅读次数|阅读量|阅读数|阅读|点击数|点击率|点击量|点击|访问量|访问次数|人气|热度|"
    r"字体大小|字体|字号|字数|分享至|分享到|分享|评论|评论数|收藏|原标题|索引号|栏目|分类|标签|关键词"
)
LABEL = re.compile(rf"({WRITERS}|{SOURCES}|{OTHERS})\s*[：:∶]\s*")
DAY_LABEL = re.compile(
    r"(?:发布|发表|發佈|更新|刊发|出版|上传)?(?:日期|时间|時間)\s*[：:∶]|发布于|published"
)
WRITER, SOURCE = re.compile(WRITERS), re.compile(SOURCES)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<{{}}>{'|'.join(MONTHS)})[a-z]*\.?"
ENGLISH_DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('m1')},?\s+(?P<y1>20\d\d|19\d\d)"
    rf"|{_MONTH.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>20\d\d|19\d\d))\b",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"T?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+)?(?:\s*[ap]\.?m\.?\b|Z|\s*(?:GMT|UTC|[A-Z]ST|[A-Z]DT)\b)?",
    re.IGNORECASE,
)
# What else a line that tells may hold.
BESIDE = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日]|[上下]午|第?\s*[A-Z]?\d{1,3}\s*版|次|打印|关闭|窗口|收藏|大|中|小|复制链接|链接|"
    r"微信|微博|朋友圈|QQ空间|QQ|扫一扫|举报|评论|浏览|阅读|点赞|在看|分享|发布于|发表于|published|posted|updated|on|at|"
    r"\d+\s*(?:min(?:ute)?s?\s*read|views?|comments?)|\d+|[^\w]+",
    re.IGNORECASE,
)
SITE = re.compile(r"\S{1,12}(?:网|报|台|社|客户端|公众号|新闻)》?")
ENGLISH_BYLINE = re.compile(
    r"(?:[Ww]ritten )?(?:[Bb]y|BY):?\s+([A-Z][\w.'’-]+(?:(?:,|,?\s+and)?\s+[A-Z][\w.'’-]+){1,7})"
)
PRINTED_PAGE = re.compile(r"第\s*0?(\d{1,3})\s*版")
# Lines below a report that lead elsewhere or speak for the site.
BELOW = re.compile(
    r"上一[篇版页条]|下一[篇版页条]|[【\[(（]?(?:打印|关闭|返回|收藏|纠错|举报|推荐给?朋友)|分享(?:到|至|让更多)|扫一扫|扫描.{0,6}二维码|"
    r"长按.{0,8}(?:关注|识别)|相关(?:阅读|新闻|链接|文章|报道|推荐)|(?:推荐|延伸|更多|精彩)阅读|为你推荐|猜你喜欢|热门(?:新闻|推荐|文章)|"
    r"点击(?:下方|上方|查看|阅读|关注|蓝字)|阅读(?:原文|全文)|本文(?:网址|链接|地址|版权)|版权(?:所有|声明|归)|免责声明|"
    r"未经.{0,12}(?:许可|授权|允许|书面|转载)|转载请注明|声明[：:]|欢迎(?:转发|分享|关注)|特别声明|"
    r"©|copyright|all rights reserved|share this|related (?:articles|stories|posts|news)|read more|"
    r"more (?:on this|from|stories)|sign up|subscribe|follow us|tags?:|filed under|advertisement$",
    re.IGNORECASE,
)
SEAM = re.compile(r"[|｜·•]|\s{2,}|　")
NAMES_SITE = re.compile(r"logo|brand|masthead|site|paper|source|laiyuan", re.IGNORECASE)
STAFF = re.compile(
    r"(?:本[版文期]|责任|責任|值班|执行|栏目|图文|微信)?(?:编辑|編輯|责编|编审|校对|美编|审核|监制|主编)\s*[：:/|丨]?"
)
NOTICE = re.compile(
    r"(?:特别|版权|免责|郑重)?声明[：:]|(?:网友|热门|最新|精彩|全部)评论|相关(?:阅读|新闻|报道)$"
)
LONGEST_BELOW = 90
BRACKETS = " 　()（）[]【】"
# Share of the characters that stand above the editor's line, if that ends the report.
LEAST_ABOVE = 0.5


@dataclass(frozen=True, slots=True)
class OuterLine:
    """A line that stands before the report: its words, and its tag and classes."""

    text: str
    tag: str
    name: str


def lines_before(body: Any, main: Any) -> list[OuterLine]:  # noqa: ANN401 - lxml has no types
    """Return the lines before the report that stand outside it, in the page's order."""
    found: list[OuterLine] = []
    over = {main, *main.iterancestors()}
    for item in body.iter():
        if item is main:
            break
        if isinstance(item.tag, str) and item not in over:
            text = spaced(item.text_content() if item.tag != "a" else "")
            if 2 <= len(text) <= LONGEST_TITLE:
                name = f"{item.get('class') or ''} {item.get('id') or ''} {item.tag}"
                found.append(OuterLine(text, item.tag, name))
    return found[-MOST_AROUND:]


def split_report(lines: list[Marked]) -> tuple[list[Marked], list[str]]:
    """Part a report from the lines at its head and end that only tell of it."""
    prose = next((n for n, line in enumerate(lines) if "。" in line.text), len(lines))
    head = lines[: min(prose, MOST_AT_HEAD)]
    facts = [n for n, line in enumerate(head) if holds_only_facts(line.text)]
    kept = [line for n, line in enumerate(lines) if n not in facts]
    end = _last_prose(kept[: _end(kept)])
    outer = [lines[n] for n in facts] + kept[end:]
    return kept[:end], [line.text for line in outer]


def _last_prose(lines: Sequence[Marked]) -> int:
    """Return where the lines that lead elsewhere begin, at the end of a report."""
    end = len(lines)
    for number in range(len(lines) - 1, max(1, len(lines) - 1 - MOST_AT_END), -1):
        if _is_below(lines[number].text):
            end = number
        elif lines[number].mark != "^" and not lines[number].mark.startswith(("#", "-")):
            break
    return end


def _end(lines: Sequence[Marked]) -> int:
    """Return where the report ends: at the only line for its editor or notice, far enough down."""
    bare = [line.text.strip(BRACKETS)[:LONGEST_BELOW] for line in lines]
    staff = [n for n, text in enumerate(bare) if STAFF.match(text)]
    notices = [n for n, text in enumerate(bare) if NOTICE.match(text)]
    if len(staff) > 1 or not (staff or notices):
        return len(lines)
    place = min(staff + notices)
    return place if _length(lines[:place]) >= LEAST_ABOVE * _length(lines) else len(lines)


def _length(lines: Sequence[Marked]) -> int:
    return sum(len(line.text) for line in lines)


def _is_below(text: str) -> bool:
    bare = text.strip(BRACKETS)
    if len(bare) > LONGEST_BELOW:
        return False
    return bool(STAFF.match(bare) or BELOW.match(bare)) or (
        holds_only_facts(text) and not is_byline(bare)
    )


def spare_day(parts: Sequence[Any]) -> datetime.date | None:
    """Return the day in what was taken for furniture: in a line of facts, as of no other.

    `发布日期：2024-03-01 07:00` in a part called `post-tag` -> that day; None where they disagree.
    """
    texts = {spaced(item.text_content()) for part in parts for item in part.iter() if _is_day(item)}
    days = {day for text in texts for day in days_in(text)}
    return days.pop() if len(days) == 1 else None


def _is_day(item: Any) -> bool:  # noqa: ANN401 - lxml has no types
    """Say whether an element holds a line of facts, with a label of the day or a clock."""
    if not isinstance(item.tag, str) or item.tag == "a":
        return False
    text = spaced(item.text_content()[: 2 * LONGEST_LINE])
    return bool(DAY_LABEL.search(text) or CLOCK.search(text)) and holds_only_facts(text)


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
    bare = ENGLISH_BYLINE.sub("|", CLOCK.sub("|", _without_dates(first)))
    words = [one for one in BESIDE.sub(" ", bare).split() if not SITE.fullmatch(one)]
    return not words and (bool(rest) or bare != first)


def _without_dates(text: str) -> str:
    return ENGLISH_DATE.sub("|", NAMED_DATE.sub("|", text))


def read_outer_lines(outer: Sequence[OuterLine], cut_off: Sequence[str], whole: str) -> PageInfo:
    """Read day, paper, page and authors off the lines around a report.

    Args:
        outer: The lines before the report.
        cut_off: What `split_report` took off its head and end.
        whole: The page's title.
    """
    texts = [*cut_off, *(line.text for line in reversed(outer))]
    labelled = [pair for text in texts for pair in _labelled(text)]
    papers = map(paper_in, (*_papers(texts, labelled, outer), whole))
    days = (day for text in [*texts, whole] for day in days_in(text))
    return PageInfo(
        next(filter(None, papers), ""),
        next(days, None),
        _page([*texts, whole]),
        authors_in(_people(texts, labelled, outer)),
    )


def _papers(
    texts: Sequence[str], labelled: Sequence[tuple[str, str]], outer: Sequence[OuterLine]
) -> Iterator[str]:
    """Yield what may name the paper, the surest first."""
    yield from (value for label, value in labelled if SOURCE.fullmatch(label))
    yield from (CLOCK.sub("|", _without_dates(text)) for text in texts if holds_only_facts(text))
    yield from (line.text for line in outer if line.tag == "h1" or NAMES_SITE.search(line.name))


def _people(
    texts: Sequence[str], labelled: Sequence[tuple[str, str]], outer: Sequence[OuterLine]
) -> Iterator[str]:
    """Yield what names the authors, the surest first."""
    yield from (value for label, value in labelled if WRITER.fullmatch(label))
    yield from (
        SEAM.split(_without_dates(line.text))[0] for line in reversed(outer) if _signs(line)
    )
    yield from (match[1] for text in texts if (match := ENGLISH_BYLINE.match(text)))


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    parts = LABEL.split(text)[1:]
    for label, value in pairwise(parts):
        if LABEL.fullmatch(f"{label}："):
            yield label, SEAM.split(_without_dates(value).strip(" |"))[0]


def _signs(line: OuterLine) -> bool:
    """Say whether a line names who wrote: a byline, or what the site calls so."""
    return is_byline(line.text) or bool(re.search(r"author|byline|writer|zuozhe", line.name, re.I))


def _page(texts: Sequence[str]) -> int | None:
    """Return the printed page, None where several are named, as in a list of all pages."""
    pages = {found for text in texts for found in PRINTED_PAGE.findall(text)}
    return int(pages.pop()) if len(pages) == 1 else None


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


__all__ = ["OuterLine", "holds_only_facts", "lines_before", "read_outer_lines", "split_report"]
