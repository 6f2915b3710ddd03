"""What a web page declares about its report: in meta tags, JSON-LD, a script, a comment, its title.

Nothing that none of them tells is guessed. The names that a page declares are often those of its
site and of its staff: the names of papers and of people are told apart from them here, too. Next:
`corpus/formats/html/outer_lines.py` reads what is shown.
"""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.page.byline import is_byline, persons_in
from corpus.page.pageinfo import NAMED_DATE, PageInfo, dated

PAPER = re.compile(
    r"《?([^\W\d_]{1,12}?报)》?(?:社|网|客户端|电子版|电子报|数字版|数字报|微信公众号|公众号)*"
)
# What a site calls itself beside its paper's name.
NO_PAPERS = frozenset({"电子报", "数字报", "本报", "日报", "晚报", "海报", "简报", "快报", "公报"})
# Words that end in 报 and name no paper, alone or at the end of others: 财务情况通报, 不良信息举报.
# 大公报 and 文汇报 are papers.
NO_PAPER = re.compile(
    r"[举财情通预警捷喜战播电填瞒谎板墙壁剪回]报$|(?<!文)汇报$|^(?:申|上|呈|登|订|读|看|送|月|季|年|周)报$"
)
PAPER_SEAM = re.compile(r"[\s－—\-·|｜/、，,：:()（）]+")
# What a page may give as its author, and no person is; user names and numbers are told below.
NO_PERSON = re.compile(
    r"admin|编辑|管理员|本站|网站|root|unknown|佚名|staff|newsroom|desk|[：:/@]|报社?$|网$|中心$|"
    r"工会$|公众号|采写|来源|图片|供稿|原创|综合|转载|匿名|官方|客户端|融媒|传媒|新闻|电视台|"
    r"[部处局委组队院厂]$|办公室$|公司$|网易|新浪|搜狐|腾讯|凤凰|澎湃|头条|百度|微博|微信",
    re.IGNORECASE,
)
ENGLISH_SEAM = re.compile(r" ?(?:,|;|、|\band\b|&) ?")
# Two words at least: one alone is a user's or an agency's.
ENGLISH_NAME = re.compile(r"[A-Z][A-Za-z.'’-]{0,30}(?: [A-Za-z][A-Za-z.'’-]{0,30}){1,6}")
LONGEST_AUTHORS = 60
# Who edited, as pages name them below their reports.
EDITED = re.compile(
    r"(?:编辑|編輯|责编|编审|审核|初审|复审|终审|校对|监制|主编)\s?[：:/|丨｜]\s?(?:[\u3400-\u9fff]{2,4}[、，]?){1,3}"
)

TITLE_METAS = ("og:title", "twitter:title", "articletitle", "title", "headline")
DATE_METAS = re.split(
    " ",
    "article:published_time datepublished pubdate publishdate publish_time og:release_date"
    " article:create_at weibo:article:create_at og:published_time dc.date dc.date.issued"
    " dcterms.created sailthru.date parsely-pub-date publish-date publication_date date",
)
AUTHOR_METAS = ("author", "article:author", "dc.creator", "byl", "parsely-author")
PAPER_METAS = ("source", "contentsource", "og:site_name", "mediaid")
# Other names of the day of publication: `apub:time`, `_pubtime`, `firstpublishedtime`.
PUBLISHED = re.compile(r"pub(?:lish(?:ed)?)?[-_:]?(?:time|date)|^og:time$|^pubtime$", re.IGNORECASE)
# The day in a page's own address: `/2023/0516/c1.html`, `/2023-05/16/content_2.htm`, `t20230516_3`.
ADDRESS_DAY = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?:(?P<seam>[-_/]?)(?P<month>0[1-9]|1[0-2])[-_/]?(?P<day>0[1-9]|[12]\d|3[01]))"
    r"(?=\D|\d{4,6}\D)"
)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,500})")
# In the data that a page's script shows: `"pubTime":"2024-01-13 07:25"`.
SCRIPT_DAY = re.compile(
    r"[\"'](?:pub|publish|news|issue|release)(?:ed)?_?(?:time|date|at)[\"']\s*:\s*[\"'](\d{4}[-/]\d{1,2}[-/]\d{1,2})",
    re.IGNORECASE,
)
# Hours, before Chinese midnight, of a time that is written in UTC.
CHINA = datetime.timezone(datetime.timedelta(hours=8))
# How the largest Chinese messenger writes when an article was sent: seconds, or the time itself.
SENT = re.compile(r"\bct\s*=\s*[\"'](\d{10})[\"']|\bcreateTime\s*=\s*[\"']([\d\- :]{10,19})[\"']")
# Characters of a script that are looked at.
LONGEST_SCRIPT = 500_000
# How the system of most digital editions notes a report, in a comment.
NOTED = re.compile(r"<!--\s*enpproperty((?:(?!<!--).){0,20000}?)/enpproperty", re.DOTALL)
NOTED_FIELD = re.compile(r"<(date|author|title|introtitle|subtitle)>([^<>]*)</\1>")
LONGEST_TITLE = 120
# Characters of the page's own title that are looked at: headline, column, site.
LONGEST_WHOLE = 400


def paper_in(value: str) -> str:
    """Return the paper that a source names, "" if none.

    >>> paper_in("来源：某某网－《工会周报》"), paper_in("某某网")
    ('工会周报', '')
    """
    found = (PAPER.fullmatch(part) for part in PAPER_SEAM.split(value[:100]))
    return next((one[1] for one in found if one and is_paper(one[1])), "")


def is_paper(name: str) -> bool:
    """Say whether a word that ends in 报 may be a paper's name.

    >>> is_paper("清江职工报"), is_paper("举报"), is_paper("天气预报")
    (True, False, False)
    """
    paper = PAPER.fullmatch(name)
    return bool(paper and paper[1] not in NO_PAPERS and not NO_PAPER.search(paper[1]))


def authors_in(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names among what a page gives as its author: a person, not the site.

    >>> authors_in(["管理员", "本报记者 沈嘉 邵婷"]), authors_in(["Priya Lindqvist and Jo Hart"])
    (('沈嘉', '邵婷'), ('Priya Lindqvist', 'Jo Hart'))
    """
    return next(filter(None, map(_people_in, values)), ())


def _people_in(value: str) -> tuple[str, ...]:
    value = " ".join(value.split())
    signed = is_byline(value)
    if not value or len(value) > LONGEST_AUTHORS or (NO_PERSON.search(value) and not signed):
        return ()
    if value.isascii():
        return _english_people(value)
    found = persons_in(value if signed else f"记者 {value}")
    return tuple(name for name in found if not NO_PERSON.search(name))


def _english_people(value: str) -> tuple[str, ...]:
    """Return the names in a value of Latin letters, none if one of them is no name."""
    bare = re.sub(r"^by\s+", "", value, flags=re.IGNORECASE)
    people = tuple(filter(None, ENGLISH_SEAM.split(bare)))
    return people if all(map(ENGLISH_NAME.fullmatch, people)) else ()


def split_declared(
    people: Iterable[str],
    body: Any,  # noqa: ANN401
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the declared authors that a page shows from those it does not, without its editors.

    Args:
        people: Whom the page declares; many sites declare who edited.
        body: What it shows, scripts taken out.
    """
    shown = _closed_up(body.text_content())
    signed = _closed_up(EDITED.sub(" ", spaced(body.text_content())))
    names = {name: _closed_up(name) for name in people}
    sure = tuple(name for name, letters in names.items() if letters in signed)
    return sure, tuple(name for name, letters in names.items() if letters not in shown)


def _closed_up(text: str) -> str:
    return "".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page declares.

    Attributes:
        title: The report's headline.
        whole: The page's title, with the site's name in it.
        kicker: Above the headline.
        subtitle: Below it.
        info: Paper, day and authors.
    """

    title: str
    whole: str
    kicker: str
    subtitle: str
    info: PageInfo


def read_facts(root: Any, markup: str) -> Facts:  # noqa: ANN401 - lxml has no types
    """Read what a page declares."""
    metas = dict(reversed(list(_metas(root))))
    linked = _linked_data(root)
    found = NOTED.search(markup)
    noted = dict(NOTED_FIELD.findall(found[1])) if found else {}
    titles = [metas.get(key, "") for key in TITLE_METAS]
    titles += [_word(linked.get("headline")), _word(linked.get("title")), noted.get("title", "")]
    whole = (root.findtext(".//title") or "")[: 10 * LONGEST_WHOLE]
    info = PageInfo(
        _paper(metas, linked),
        next(_days(root, metas, linked, noted), None),
        None,
        authors_in([*_people(metas, linked), noted.get("author", "")]),
    )
    return Facts(
        next((spaced(title) for title in titles if title.strip()), "")[:LONGEST_TITLE],
        spaced(whole)[:LONGEST_WHOLE],
        spaced(noted.get("introtitle", ""))[:LONGEST_TITLE],
        spaced(noted.get("subtitle", ""))[:LONGEST_TITLE],
        info,
    )


def _metas(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if meta.get("content"):
            yield key.strip().lower(), meta.get("content").strip()


def _linked_data(root: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the first JSON-LD record that has a headline or a day."""
    wanted = {"headline", "datePublished", "pubDate"}
    return next((record for record in _records(root) if wanted & record.keys()), {})


def _records(root: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Yield the JSON-LD records of a page; what is no JSON is passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        records = graph if isinstance(graph, list) else [graph]
        yield from (record for record in records if isinstance(record, dict))


def _days(
    root: Any,  # noqa: ANN401
    metas: Mapping[str, str],
    linked: Mapping[str, Any],
    noted: Mapping[str, str],
) -> Iterator[datetime.date]:
    """Yield the days that are told, the surest first."""
    values = [metas.get(key, "") for key in DATE_METAS]
    values += [value for key, value in metas.items() if PUBLISHED.search(key)]
    values += [_word(linked.get(key)) for key in ("datePublished", "pubDate")]
    values += [noted.get("date", ""), *_sent(root)]
    values += [time.get("datetime") or "" for time in list(root.iter("time"))[:1]]
    for value in values:
        found = NAMED_DATE.match(re.sub(r"^(\d{8})\d+", r"\1", value.strip()))
        if found and (day := dated(found)):
            yield day


def _sent(root: Any) -> Iterator[str]:  # noqa: ANN401
    for script in root.iter("script"):
        if found := SENT.search((script.text or "")[:LONGEST_SCRIPT]):
            seconds = int(found[1] or 0)
            yield found[2] or datetime.datetime.fromtimestamp(seconds, CHINA).date().isoformat()


def _paper(metas: Mapping[str, str], linked: Mapping[str, Any]) -> str:
    publisher = linked.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    values = [*(metas.get(key, "") for key in PAPER_METAS), _word(name)]
    return next(filter(None, map(paper_in, values)), "")


def _people(metas: Mapping[str, str], linked: Mapping[str, Any]) -> Iterator[str]:
    author = linked.get("author")
    told = author if isinstance(author, list) else [author]
    told = [one for one in told[:9] if not _is_organization(one)]
    people = [_word(one.get("name") if isinstance(one, dict) else one) for one in told]
    yield "、".join(filter(None, people))
    yield from (metas.get(key, "") for key in AUTHOR_METAS)


def _is_organization(record: object) -> bool:
    """Say whether a record is of an organisation, as of a paper that signs for its writers."""
    return isinstance(record, dict) and "Organization" in str(record.get("@type"))


def spare_days(root: Any, markup: str) -> Iterator[datetime.date]:  # noqa: ANN401
    """Yield days that a page's script or its own address tells, where nothing shown does.

    What its script tells counts only where all days of publication in it agree.
    """
    scripts = ((script.text or "")[:LONGEST_SCRIPT] for script in root.iter("script"))
    told = {NAMED_DATE.match(day) for script in scripts for day in SCRIPT_DAY.findall(script)}
    days = set(_dated(told))
    if len(days) == 1:
        yield days.pop()
    yield from _dated(map(ADDRESS_DAY.search, _addresses(root, markup)))


def _dated(found: Iterable[re.Match[str] | None]) -> Iterator[datetime.date]:
    """Yield the days among what was found."""
    yield from filter(None, (dated(match) for match in found if match))


def _addresses(root: Any, markup: str) -> Iterator[str]:  # noqa: ANN401
    """Yield the addresses that a page gives as its own."""
    yield from (
        link.get("href") or "" for link in root.iter("link") if link.get("rel") == "canonical"
    )
    yield from (value for key, value in _metas(root) if key == "og:url")
    if found := SAVED_FROM.search(markup[:LONGEST_SCRIPT]):
        yield found[1]


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def spaced(text: str) -> str:
    """Return a text with plain single spaces."""
    return " ".join(text.split())


__all__ = ["Facts", "is_paper", "read_facts", "spaced", "spare_days", "split_declared"]
