"""What stands in an issue: 最近有什么新闻, 1月5日第2版有哪些文章, "what is in the latest issue".

A question of nothing but days, pages and words for news wants headlines. Each is told with a
sentence of its article as the proof: its beginning, or the one that names the day, where the paper
of that day is not there but a later one tells of it. Next: `bot/compose.py` says it.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dates.period import Day, Period, in_nearest_year
from bot.dates.printed_days import days_named
from bot.dates.question_days import When, read_days
from bot.lists.counts import number
from corpus.article import Article, Passage
from corpus.passages import TextRange, sentences
from index.hit import Hit, Why
from index.text.english import is_english

PrintedOn = Callable[[Day], Sequence[Article]]

# Headlines told at most: more than a screen is no answer.
MOST_HEADLINES = 10
# Characters: a byline alone, or a cry that opens a story, proves no headline.
_LEAST = 40
# Days after an event within which a paper still tells of it as news, and of how long an event.
LATER, LONGEST = 14, 31
# Days looked through for the newest page of a number.
LOOKED_THROUGH = 30
_PAGE = re.compile(
    r"第?(?P<zh>\d{1,3}|[一二三四五六七八九十]{1,3}|头)版(?![本权画图])"
    r"|\bpage (?P<en>\d{1,3})\b|\b(?P<front>front) page\b",
    re.IGNORECASE,
)
# Words that ask for news even where no day is named.
_NEWS = re.compile(r"新闻|报道|动态|消息|要闻|头条|\b(?:news|headlines)\b", re.IGNORECASE)
# A question is for headlines if nothing is left of it without these words. In the paper of a trade
# union 工会 and 职工 tell no story from another.
_TELLS_NOTHING = {
    True: re.compile(
        r"工会|职工|周报|日报|晚报|新闻|报道|文章|消息|内容|报纸|报上|版面|头条|标题|要闻|动态|大事|事情|活动"
        r"|情况|进展|一期|这期|本期|期|版|篇|有哪些|有什么|有啥|哪些|什么|哪一?天|日期|请?列出|列一下|告诉我"
        r"|请问|给我|看看|看|我想知道|刊登|登载|发生|发布|写|说|讲|登|报|[按从到事了过的在和是有里上中都呢吗啊请第]"
    ),
    False: re.compile(
        r"\b(?:what|which|is|are|was|were|has|have|been|did|do|does|you|me|us|any|all|there|tell|show"
        r"|give|list|read|can|please|happen(?:ed|s|ing)?|the|a|an|in|on|of|from|at|for|about|new|news"
        r"|newspaper|paper|union|issue|edition|stor(?:y|ies)|articles?|headlines?|reports?|pages?"
        r"|events?|print(?:ed)?|published|reported|writes?|wrote|written|says?|said|appear(?:ed|s)?"
        r"|stands?|s|it|going|up|to)\b",
        re.IGNORECASE,
    ),
}
# Whether a day is told does not depend on today.
_ANY_DAY = date(2000, 1, 1)
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class HeadlineRequest:
    """Which headlines are asked for.

    Attributes:
        period: Of which days; None: of the newest one.
        page: On which page; None: on any.
    """

    period: Period | None
    page: int | None


def headline_request(when: When) -> HeadlineRequest | None:
    """Return which headlines a question asks for; None if it asks about something.

    >>> headline_request(read_days("2023年1月5日第2版有哪些文章？", today)).page
    2
    """
    page = _PAGE.search(when.rest)
    if not (when or page or _NEWS.search(when.rest)):
        return None
    rest = _PAGE.sub("", when.rest)
    if _WORD.search(_TELLS_NOTHING[not is_english(when.text)].sub("", rest)):
        return None
    return HeadlineRequest(when.period, _number(page) if page else None)


def names_an_issue(question: str) -> bool:
    """Say whether a question asks for headlines and tells of which days: 最新一期是哪天的.

    >>> names_an_issue("最新一期是哪天的？"), names_an_issue("报道了什么？")
    (True, False)
    """
    when = read_days(question, _ANY_DAY)
    return bool(when) and headline_request(when) is not None


def _number(page: re.Match[str]) -> int:
    if page["front"] or page["zh"] == "头":
        return 1
    return int(page["en"]) if page["en"] else number(page["zh"])


def headline_hits(
    days: Sequence[Day], printed_on: PrintedOn, request: HeadlineRequest
) -> list[Hit]:
    """Return what opens the articles that are asked for, newest first.

    Args:
        days: Those of which there is an article, newest first.
        printed_on: Gives the articles of a day.
        request: Which of them; an article without a body is left out.
    """
    period = request.period
    hits = list(itertools.islice(_opened(_articles(days, printed_on, request)), MOST_HEADLINES))
    if hits or period is None or request.page is not None or period.days > LONGEST:
        return hits
    later = (day for day in days if _after(day, period))
    return list(itertools.islice(_retold(later, printed_on, period), MOST_HEADLINES))


def _articles(
    days: Sequence[Day], printed_on: PrintedOn, request: HeadlineRequest
) -> Iterable[Article]:
    """Return the articles of the period, or of the newest issue with such a page."""
    if request.period is None:
        issues = (_of_page(printed_on(day), request.page) for day in days[:LOOKED_THROUGH])
        return next(filter(None, issues), [])
    of_period = filter(request.period.holds, days)
    return (article for day in of_period for article in _of_page(printed_on(day), request.page))


def _of_page(articles: Sequence[Article], page: int | None) -> list[Article]:
    return [article for article in articles if page is None or article.page == page]


def _after(day: Day, period: Period) -> bool:
    """Say whether a paper of a day may still tell of a period as news."""
    last = in_nearest_year(period, day).last
    return timedelta() < day - last <= timedelta(days=LATER)


def _opened(articles: Iterable[Article]) -> Iterator[Hit]:
    for article in articles:
        spans = sentences(article.text)
        if spans:
            long_enough = (span.end for span in spans if span.end >= _LEAST)
            yield _hit(article, TextRange(spans[0].start, next(long_enough, spans[-1].end)))


def _retold(days: Iterable[Day], printed_on: PrintedOn, period: Period) -> Iterator[Hit]:
    """Yield the first sentence of each article that names a day of the period."""
    for day in days:
        for article in printed_on(day):
            for span in sentences(article.text):
                named = days_named(span.of(article.text), day)
                if any(one.days <= LONGEST and one.meets(period) for one in named):
                    yield _hit(article, span)
                    break


def _hit(article: Article, span: TextRange) -> Hit:
    return Hit(Passage(article, span.start, span.end), 0.0, Why())
