"""What a web page tells about its report: headline, kicker, subtitle, day, author, paper, page.

Sites tell it in four places: in meta tags, in JSON-LD, in the lines between headline and report,
and in the page's title. Nothing that none of them tells is guessed.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.byline import names
from corpus.escape import escape
from corpus.markup import Line
from corpus.pageinfo import NAMED_DATE, PageInfo, dated
from corpus.punctuation import headline_like

TITLE_METAS = ("og:title", "twitter:title", "articletitle", "title", "headline")
DATE_METAS = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_time",
    "og:release_date",
    "article:create_at",
    "weibo:article:create_at",
    "dc.date",
    "dcterms.created",
    "date",
)
AUTHOR_METAS = ("author", "article:author", "dc.creator", "byl")
PAPER_METAS = ("source", "contentsource", "og:site_name", "mediaid")
SITE_SEAM = re.compile(r"\s*[|_｜]\s*|\s+[-–—]+\s+|--+|(?<=[^\x00-\x7f])-|-(?=[^\x00-\x7f])")
SOURCE = re.compile(r"(?:来源|稿源|来自)\s*[：:]\s*(?:《)?([^\s》，,|｜]{2,20})")
PAPER = re.compile(r"《?([^\W\d_]{1,12}报)(?:社|网|客户端|电子版|数字报)?》?")
WRITTEN = re.compile(
    r"(?:作者|记者|撰文|文)\s*[：:/]\s*([^|｜\n：:]{2,40}?)(?=\s*(?:[|｜]|来源|编辑|责编|时间|\d|$))"
)
ENGLISH_BYLINE = re.compile(r"\bby\s+([A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){1,3})", re.IGNORECASE)
PRINTED_PAGE = re.compile(r"第\s*0?(\d{1,3})\s*版")
NO_AUTHORS = re.compile(
    r"admin|编辑|管理员|本站|网站|root|unknown|[：:/@]|报社?$|网$|中心$", re.IGNORECASE
)
# Classes of the lines around a headline.
KICKER = re.compile(
    r"yinti|kicker|pretitle|pre-title|eyebrow|shoulder|jianti|引题|肩题", re.IGNORECASE
)
SUBTITLE = re.compile(r"sub-?_?title|futi|fubiaoti|sub-?head|deck|副题|副标题", re.IGNORECASE)
HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:title|headline|biaoti|arti?_?title)(?:[\s_-]|$)", re.IGNORECASE
)
LONGEST_TITLE = 120
# Characters of the page's own title that are looked at: headline, column, site.
LONGEST_WHOLE = 400
# Lines of the report among which its headline may stand.
HEAD_LINES = 6
# Elements before the report that are looked at, from the report back.
MOST_AROUND = 400


@dataclass(frozen=True, slots=True)
class Near:
    """A line that stands before the report, or right after: its words, tag and classes."""

    text: str
    tag: str
    name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a report.

    Attributes:
        title: Its headline.
        whole: The page's title, with the site's name in it.
        kicker: Above the headline.
        subtitle: Below it.
        info: Paper, day, page and authors.
        has_own_headings: The report brings its headlines itself.
    """

    title: str = ""
    whole: str = ""
    kicker: str = ""
    subtitle: str = ""
    info: PageInfo = PageInfo()
    has_own_headings: bool = False

    def with_page(self, near: Sequence[Near], lines: Sequence[tuple[str, str]]) -> "Facts":
        """Return these facts, filled up from the lines before the report and the report's own."""
        headings = [text for mark, text in lines if mark.startswith("#")]
        title = _headline(self, near, lines)
        printed = "\n".join([*(one.text for one in near), self.whole])
        info = self.info.over(_told(printed))
        own = any(_same(title, text) for text in [*headings, *_first(lines)]) or (
            len(headings) > 1 and not any(one.tag == "h1" for one in near)
        )
        return replace(
            self,
            title=title,
            info=info,
            has_own_headings=own,
            kicker=_named(near, KICKER),
            subtitle=_named(near, SUBTITLE),
        )

    def head_lines(self) -> list[str]:
        """Return kicker, headline and subtitle as Markdown."""
        lines = [escape(self.kicker)] if self.kicker and headline_like(Line(self.kicker)) else []
        lines += [f"# {escape(self.title)}"] if self.title else []
        return lines + ([escape(self.subtitle)] if self.subtitle and self.title else [])


def read_facts(root: Any) -> Facts:  # noqa: ANN401 - lxml has no types
    """Read meta tags, JSON-LD and title of a page."""
    metas = dict(reversed(list(_metas(root))))
    linked = _linked_data(root)
    whole = _clean((root.findtext(".//title") or "")[: 10 * LONGEST_WHOLE])[:LONGEST_WHOLE]
    times = [item.get("datetime") or "" for item in root.iter("time")]
    dates = [metas.get(key, "") for key in DATE_METAS] + [str(linked.get("datePublished", ""))]
    found = (NAMED_DATE.match(_day(value)) for value in [*dates, *times[:1]] if value)
    days = (day for one in found if one and (day := dated(one)))
    title = next((_clean(metas[key]) for key in TITLE_METAS if metas.get(key)), "")
    title = title or _clean(str(linked.get("headline", "")))
    people = [metas.get(key, "") for key in AUTHOR_METAS] + list(_people(linked.get("author")))
    papers = (PAPER.fullmatch(_clean(metas.get(key, ""))) for key in PAPER_METAS)
    paper = next((one[1] for one in papers if one), "")
    info = PageInfo(paper, next(days, None), None, _authors(people))
    return Facts(title[:LONGEST_TITLE], whole, info=info)


def around(body: Any, main: Any) -> list[Near]:  # noqa: ANN401
    """Return the lines before the report that stand outside it, in the page's order."""
    found: list[Near] = []
    for item in body.iter():
        if item is main:
            break
        if isinstance(item.tag, str) and not _holds(item, main):
            text = _clean(item.text_content() if item.tag != "a" else "")
            if 2 <= len(text) <= LONGEST_TITLE:
                name = f"{item.get('class') or ''} {item.get('id') or ''}"
                found.append(Near(text, item.tag, name))
    return found[-MOST_AROUND:]


def _holds(item: Any, main: Any) -> bool:  # noqa: ANN401
    return any(parent is item for parent in main.iterancestors())


def _metas(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if meta.get("content"):
            yield key.strip().lower(), meta.get("content").strip()


def _linked_data(root: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the first JSON-LD record that has a headline."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        for record in graph if isinstance(graph, list) else [graph]:
            if isinstance(record, dict) and ("headline" in record or "datePublished" in record):
                return record
    return {}


def _people(author: object) -> Iterator[str]:
    for one in author if isinstance(author, list) else [author]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str):
            yield name


def _authors(written: Iterable[str]) -> tuple[str, ...]:
    """Return the names among what a page gives as its author: a person, not the site."""
    for value in written:
        value = _clean(value)
        if not value or len(value) > 60 or NO_AUTHORS.search(value):
            continue
        if value.isascii():
            return tuple(filter(None, re.split(r"\s*(?:,| and |;)\s*", value)))
        if found := names(f"记者 {value}"):
            return tuple(found)
    return ()


def _told(printed: str) -> PageInfo:
    """Read the lines between headline and report: `2022年07月14日 来源：工会周报 作者：邵婷`."""
    days = (day for found in NAMED_DATE.finditer(printed) if (day := dated(found)))
    source = SOURCE.search(printed)
    paper = PAPER.fullmatch(source[1]) if source else None
    named = (PAPER.fullmatch(part.strip()) for part in SITE_SEAM.split(printed.split("\n")[-1]))
    paper = paper or next(filter(None, named), None)
    pages = set(PRINTED_PAGE.findall(printed))
    written = [found[1] for found in WRITTEN.finditer(printed)]
    written += [found[1] for found in ENGLISH_BYLINE.finditer(printed)]
    return PageInfo(
        paper[1] if paper else "",
        next(days, None),
        int(pages.pop()) if len(pages) == 1 else None,
        _authors(written),
    )


def _headline(facts: Facts, near: Sequence[Near], lines: Sequence[tuple[str, str]]) -> str:
    """Choose the headline: the one that stands on the page, else the one the page declares."""
    shown = [one.text for one in reversed(near) if one.tag == "h1"]
    shown += [one.text for one in reversed(near) if HEADLINE.search(one.name)]
    shown += [one.text for one in reversed(near) if one.tag in ("h2", "h3")]
    named = {_squeeze(part) for part in [facts.title, *SITE_SEAM.split(facts.whole)]}
    for text in [*shown, *_first(lines)]:
        if _squeeze(text) in named:
            return text
    for text in shown:
        if _squeeze(text) and _squeeze(text) in _squeeze(facts.whole + facts.title):
            return text
    return (
        (facts.title and _without_site(facts.title))
        or next(iter(shown), "")
        or _without_site(facts.whole)
    )


def _first(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Return the first lines of the report that may hold its headline."""
    return [text for _, text in lines[:HEAD_LINES] if headline_like(Line(text))]


def _without_site(title: str) -> str:
    """Cut the site's name off a title: `慰问 - 要闻 - 工会周报` -> `慰问`."""
    parts = [part.strip() for part in SITE_SEAM.split(title)]
    said = [p for p in parts if p and not (PAPER.fullmatch(p) or NAMED_DATE.match(p))]
    return said[0] if said else title


def _named(near: Sequence[Near], pattern: re.Pattern[str]) -> str:
    found = (one.text for one in reversed(near) if pattern.search(one.name))
    return next(found, "")


def _same(one: str, other: str) -> bool:
    return bool(one) and _squeeze(one) == _squeeze(other)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _day(value: str) -> str:
    """Return the day of a time: `20220714093000` and `2022-07-14T09:30` -> what a date begins."""
    return re.sub(r"^(\d{8})\d+", r"\1", value.strip())


def _clean(text: str) -> str:
    return " ".join(text.split())
