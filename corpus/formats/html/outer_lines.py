"""What the lines around a report tell: day, paper, page, authors. They are no part of its text.

`2022-07-14 09:30　来源：工会周报　作者：邵婷　浏览：25` stands above a report or at its head,
`（责任编辑：沈嘉）` and `分享到：` below it. Next: `corpus/formats/html/headline.py` chooses the
headline.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.formats.html.declared import LONGEST_TITLE, authors_in, paper_in, spaced
from corpus.formats.html.fact_lines import (
    CLOCK,
    DAY_LABEL,
    ENGLISH_BYLINE,
    LONGEST_LINE,
    SEAM,
    SOURCE,
    WRITER,
    byline_in,
    days_in,
    holds_only_facts,
    labels_in,
    without_dates,
)
from corpus.formats.html.main_part import site_words
from corpus.page.byline import is_byline
from corpus.page.pageinfo import PageInfo

# Elements before the report that are looked at, from the report back.
MOST_AROUND = 400
PRINTED_PAGE = re.compile(r"(?:第|日[）)\s，,]{1,5})\s*0?(\d{1,3})\s*版")
NAMES_SITE = re.compile(r"logo|brand|masthead|site|paper|source|laiyuan", re.IGNORECASE)
# What stands beside a day in the bar at the top of a site.
TODAY = re.compile(
    r"今天是|现在是|当前时间|登录|登入|注册|设为首页|加入收藏|农历|天气预报|无障碍|"
    r"today is|log ?in|sign ?in",
    re.IGNORECASE,
)
SIGNED = re.compile(r"author|byline|writer|zuozhe", re.IGNORECASE)


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
                found.append(OuterLine(text, item.tag, f"{site_words(item)} {item.tag}"))
    return found[-MOST_AROUND:]


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


def read_outer_lines(outer: Sequence[OuterLine], cut_off: Sequence[str], whole: str) -> PageInfo:
    """Read day, paper, page and authors off the lines around a report.

    Args:
        outer: The lines before the report.
        cut_off: What `split_report` took off its head and end.
        whole: The page's title.
    """
    texts = [*cut_off, *(line.text for line in reversed(outer))]
    pairs = [pair for text in texts for pair in labels_in(text)]
    papers = map(paper_in, (*_papers(texts, pairs, outer), whole))
    days = (day for text in [*_without_today(texts), whole] for day in days_in(text))
    return PageInfo(
        next(filter(None, papers), ""),
        next(days, None),
        _page([*texts, whole]),
        authors_in(_people(texts, pairs, outer)),
    )


def _without_today(texts: Sequence[str]) -> list[str]:
    """Return the lines without those of the day on which a site is looked at.

    `2024年3月1日 星期五` is one where it stands beside 登录 or 设为首页, and no clock stands in it.
    """
    today = {day for text in texts if TODAY.search(text) for day in days_in(text)}
    return [
        text
        for text in texts
        if CLOCK.search(text) or DAY_LABEL.search(text) or not today.intersection(days_in(text))
    ]


def _papers(
    texts: Sequence[str], pairs: Sequence[tuple[str, str]], outer: Sequence[OuterLine]
) -> Iterator[str]:
    """Yield what may name the paper, the surest first."""
    yield from (value for label, value in pairs if SOURCE.fullmatch(label))
    yield from (without_dates(text) for text in texts if holds_only_facts(text))
    yield from (line.text for line in outer if line.tag == "h1" or NAMES_SITE.search(line.name))


def _people(
    texts: Sequence[str], pairs: Sequence[tuple[str, str]], outer: Sequence[OuterLine]
) -> Iterator[str]:
    """Yield what names the authors, the surest first."""
    written = [value for label, value in pairs if WRITER.fullmatch(label)]
    yield "、".join(written)
    yield from written
    yield from (SEAM.split(without_dates(line.text))[0] for line in reversed(outer) if _signs(line))
    yield from (byline_in(text) for text in texts if holds_only_facts(text))
    yield from (match[1] for text in texts if (match := _english_byline(text)))


def _english_byline(text: str) -> re.Match[str] | None:
    """Find who wrote: at a line's beginning, or anywhere in one that holds only facts."""
    return ENGLISH_BYLINE.match(text) or (
        ENGLISH_BYLINE.search(text) if holds_only_facts(text) else None
    )


def _signs(line: OuterLine) -> bool:
    """Say whether a line names who wrote: a byline, or what the site calls so."""
    return is_byline(line.text) or bool(SIGNED.search(line.name))


def _page(texts: Sequence[str]) -> int | None:
    """Return the printed page, None where several are named, as in a list of all pages."""
    pages = {found for text in texts for found in PRINTED_PAGE.findall(text)}
    return int(pages.pop()) if len(pages) == 1 else None


__all__ = ["OuterLine", "lines_before", "read_outer_lines", "spare_day"]
