"""The head of a web page's report: which line is the headline, which kicker and subtitle.

The headline is the line that stands on the page and in what the page declares. A page whose title
names no line of it may hold several reports, each with a headline of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.formats.html.declared import Facts, is_paper
from corpus.formats.html.edges import leads_elsewhere
from corpus.formats.html.fact_lines import COUNTER, ENGLISH_BYLINE, SITE, holds_only_facts
from corpus.formats.html.main_part import STOP
from corpus.formats.html.outer_lines import NAMES_SITE, OuterLine
from corpus.page.byline import is_byline
from corpus.page.headlines import is_masthead
from corpus.page.lines import PageLine
from corpus.page.markdown import Marked
from corpus.page.pageinfo import NAMED_DATE, PageInfo
from corpus.page.punctuation import headline_like

SITE_SEAM = re.compile(
    r"\s{0,9}[|_｜»]\s{0,9}|\s{1,9}[-–—·]{1,9}\s{1,9}|--+|(?<=[^\x00-\x7f])-|-(?=[^\x00-\x7f])"
)
# Classes of the lines around a headline.
KICKER = re.compile(
    r"yinti|kicker|pre-?title|intro-?title|eyebrow|overline|shoulder|jianti|引题|肩题|\bpre\b", re.I
)
SUBTITLE = re.compile(
    r"sub-?_?(?:title|head)|futi|fubiaoti|deck|standfirst|dek\b|\bsub\b|副题|副标题", re.I
)
HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:title|headline|biaoti|arti?(?:cle)?_?-?title)(?:[\s_-]|$)", re.I
)
# The way through a site to a page, and the sections on it.
CRUMB = re.compile(
    r"(?:当前|所在|現在|现在)(?:的)?位置|^首页|^主页|\s[>＞»›]{1,9}\s|^\S{1,8}[>＞»›→]|"
    r"^.{0,6}(?:中心|频道|栏目|首页|正文|详情|资讯)$"
)
# Characters; what is shorter names a section.
SHORTEST_BESIDE = 4
# Characters of a part of the title that a longer line may begin or end with.
SHORTEST_TITLE = 8
# Lines of the report among which its headline may stand.
HEAD_LINES = 6
# Lines from the headline that its kicker or subtitle may stand away.
CLOSE = 4


def lines_with_headline(
    facts: Facts, outer: Sequence[OuterLine], lines: Sequence[Marked]
) -> tuple[PageInfo, list[Marked]]:
    """Return kicker and subtitle, and the lines with their headline.

    Where the page holds one report, its headline is the only heading; captions come last.
    """
    title, sure = _headline(facts, outer, lines)
    if not sure and _holds_several(outer, lines):
        return PageInfo(), list(lines)
    kicker, subtitle, body = _parts(title, outer, lines)
    kicker, subtitle = kicker or facts.kicker, subtitle or facts.subtitle
    kept = [_demoted(line) for line in body if not _is_either(line.text, kicker, subtitle)]
    kept.sort(key=lambda line: line.mark == "^")
    head = [Marked(title, "#")] if title else []
    return PageInfo(kicker=kicker, subtitle=subtitle), [*head, *kept]


def _parts(
    title: str, outer: Sequence[OuterLine], lines: Sequence[Marked]
) -> tuple[str, str, list[Marked]]:
    """Return kicker, subtitle and the other lines of a headline, which may stand among them."""
    place = next((n for n, line in enumerate(lines[:HEAD_LINES]) if _same(line.text, title)), None)
    if place is None:
        return (*_beside(title, outer), list(lines))
    return _parts_at(place, lines)


def _holds_several(outer: Sequence[OuterLine], lines: Sequence[Marked]) -> bool:
    """Say whether a page has several headings, and none over all of them."""
    headings = [line for line in lines if line.mark.startswith("#")]
    return len(headings) > 1 and not any(line.tag == "h1" for line in outer)


def _parts_at(place: int, lines: Sequence[Marked]) -> tuple[str, str, list[Marked]]:
    """Return kicker and subtitle of the headline at a place among the lines, and the others.

    What else stands above a headline without being a sentence is a menu or the way to the page.
    """
    above, below = list(lines[:place]), list(lines[place + 1 :])
    kicker = above.pop().text if above and _is_beside(above[-1]) else ""
    above = [line for line in above if line.mark == "^" or STOP.search(line.text)]
    subtitle = below.pop(0).text if below and _is_subtitle(below[0]) else ""
    return kicker, subtitle, above + below


def _is_subtitle(line: Marked) -> bool:
    return line.mark.startswith("#") and _is_beside(line)


def _is_either(text: str, kicker: str, subtitle: str) -> bool:
    return _same(text, kicker) or _same(text, subtitle)


def _demoted(line: Marked) -> Marked:
    return replace(line, mark="**") if line.mark.startswith("#") else line


def _is_beside(line: Marked) -> bool:
    if not may_stand_beside(line.text):
        return False
    return headline_like(PageLine(line.text)) and not line.mark.startswith(("-", "|"))


def _headline(
    facts: Facts, outer: Sequence[OuterLine], lines: Sequence[Marked]
) -> tuple[str, bool]:
    """Choose the headline, and say whether the page declares it, and shows or names it."""
    strong, weak = _shown(outer)
    top = lines[:HEAD_LINES]
    shown = [*strong, *weak, *(line.text for line in top if _may_be_headline(line.text))]
    if text := _declared(facts, shown):
        return text, True
    if facts.title:
        return _without_site(facts.title), True
    heading = [line.text for line in top if line.mark.startswith("#")]
    return next(iter([*strong, *heading]), "") or _without_site(facts.whole), False


def _declared(facts: Facts, shown: Sequence[str]) -> str:
    """Return the line that is the page's title or a part of it, "" if none is."""
    squeezed = [(_squeezed(text), text) for text in shown]
    whole = next(filter(None, (_line_of(part, squeezed) for part in _titles(facts))), "")
    declared = _squeezed(facts.whole + facts.title)
    within = (text for letters, text in squeezed if len(text) > CLOSE and letters in declared)
    return whole or next(within, "")


def _line_of(part: str, squeezed: Sequence[tuple[str, str]]) -> str:
    """Return the line that is a part of the title, or begins or ends with it: `快讯｜…`."""
    same = (text for letters, text in squeezed if letters == part)
    longer = (
        text
        for letters, text in squeezed
        if len(part) >= SHORTEST_TITLE and letters.startswith(part) | letters.endswith(part)
    )
    return next(same, "") or next(longer, "")


def _titles(facts: Facts) -> list[str]:
    """Return what may be the headline in what a page declares, without spaces: no site's name."""
    parts = [facts.title, *sorted(SITE_SEAM.split(facts.whole), key=len, reverse=True)]
    named = [part for part in parts if not SITE.fullmatch(part.strip())] or parts
    return [part for part in map(_squeezed, named) if part]


def _shown(outer: Sequence[OuterLine]) -> tuple[list[str], list[str]]:
    """Return the lines before the report that look like its headline, and the others."""
    lines = [line for line in reversed(outer) if _may_stand_over(line)]
    strong = [line.text for line in lines if line.tag == "h1"]
    strong += [line.text for line in lines if HEADLINE.search(line.name)]
    weak = [line.text for line in lines if re.fullmatch("h[2-4]", line.tag)]
    return strong, weak + [line.text for line in lines]


def _may_stand_over(line: OuterLine) -> bool:
    return _may_be_headline(line.text) and not NAMES_SITE.search(line.name)


def _may_be_headline(text: str) -> bool:
    return bool(text) and not (is_paper(text) or is_masthead(text) or holds_only_facts(text))


def _without_site(title: str) -> str:
    """Cut the site's name off a title: `慰问 - 要闻 - 工会周报` -> `慰问`."""
    parts = [part.strip() for part in SITE_SEAM.split(title)]
    said = [p for p in parts if p and not (is_paper(p) or NAMED_DATE.match(p))]
    return said[0] if said else title


def _beside(title: str, outer: Sequence[OuterLine]) -> tuple[str, str]:
    """Return kicker and subtitle of a headline that stands before the report."""
    places = [n for n, line in enumerate(outer) if _same(line.text, title)]
    if not places:
        return "", ""
    above, below = outer[max(0, places[0] - CLOSE) : places[0]], outer[places[-1] + 1 :][:CLOSE]
    kickers = [*_named(KICKER, reversed(above)), *_tagged("h[2-6]", above[-1:])]
    subtitles = [*_named(SUBTITLE, below), *_tagged("h[1-6]", below[:1])]
    return _first_line(kickers), _first_line(subtitles)


def may_stand_beside(text: str) -> bool:
    """Say whether a line may be a kicker or a subtitle: no way through the site, byline or day.

    >>> may_stand_beside("聚焦职工之家"), may_stand_beside("您的当前位置：新闻中心 > 工会")
    (True, False)
    """
    tells = holds_only_facts(text) or COUNTER.fullmatch(text) or leads_elsewhere(text)
    if len(text) < SHORTEST_BESIDE or tells or is_byline(text):
        return False
    return not (CRUMB.search(text) or NAMED_DATE.search(text) or ENGLISH_BYLINE.match(text))


def _named(pattern: re.Pattern[str], lines: Iterable[OuterLine]) -> Iterator[OuterLine]:
    return (line for line in lines if pattern.search(line.name))


def _tagged(pattern: str, lines: Iterable[OuterLine]) -> Iterator[OuterLine]:
    return (line for line in lines if re.fullmatch(pattern, line.tag))


def _first_line(lines: Iterable[OuterLine]) -> str:
    beside = (line for line in lines if not NAMES_SITE.search(line.name))
    return next((line.text for line in beside if may_stand_beside(line.text)), "")


def _same(text: str, other: str) -> bool:
    return bool(text) and _squeezed(text) == _squeezed(other)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


__all__ = ["lines_with_headline"]
