"""The head of a web page's report: which line is the headline, which kicker and subtitle.

The headline is the line that stands on the page and in what the page declares. A page whose title
names no line of it may hold several reports, each with a headline of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.formats.html.around import NAMES_SITE, Near, tells
from corpus.formats.html.declared import PAPER, Facts
from corpus.page.headlines import is_masthead
from corpus.page.lines import Line
from corpus.page.markdown import Marked
from corpus.page.pageinfo import NAMED_DATE, PageInfo
from corpus.page.punctuation import headline_like

SITE_SEAM = re.compile(r"\s*[|_｜»]\s*|\s+[-–—·]+\s+|--+|(?<=[^\x00-\x7f])-|-(?=[^\x00-\x7f])")
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
HEADING = re.compile(r"h[1-6]")
# Lines of the report among which its headline may stand.
HEAD_LINES = 6
# Lines from the headline that its kicker or subtitle may stand away.
CLOSE = 4


def headed_lines(
    facts: Facts, near: Sequence[Near], lines: Sequence[Marked]
) -> tuple[PageInfo, list[Marked]]:
    """Return kicker and subtitle, and the lines with their headline.

    Where the page holds one report, its headline is the only heading; captions come last.
    """
    title, sure = _headline(facts, near, lines)
    headings = [line for line in lines if line.mark.startswith("#")]
    if not sure and len(headings) > 1 and not any(one.tag == "h1" for one in near):
        return PageInfo(), list(lines)
    at = next((n for n, line in enumerate(lines[:HEAD_LINES]) if _same(line.text, title)), None)
    if at is None:
        kicker, subtitle = _beside(title, near)
        above, below = [], list(lines)
    else:
        kicker = subtitle = ""
        above, below = list(lines[:at]), list(lines[at + 1 :])
        if above and _is_beside(above[-1]):
            kicker = above.pop().text
        if below and below[0].mark.startswith("#") and headline_like(Line(below[0].text)):
            subtitle = below.pop(0).text
    kicker, subtitle = kicker or facts.kicker, subtitle or facts.subtitle
    body = [_demoted(line) for line in (*above, *below)]
    body = [line for line in body if not any(_same(line.text, one) for one in (kicker, subtitle))]
    body.sort(key=lambda line: line.mark == "^")
    return PageInfo(kicker=kicker, subtitle=subtitle), [*_title(title), *body]


def _title(title: str) -> list[Marked]:
    return [Marked(title, "#")] if title else []


def _demoted(line: Marked) -> Marked:
    return replace(line, mark="**") if line.mark.startswith("#") else line


def _is_beside(line: Marked) -> bool:
    return headline_like(Line(line.text)) and not line.mark.startswith(("-", "|"))


def _headline(facts: Facts, near: Sequence[Near], lines: Sequence[Marked]) -> tuple[str, bool]:
    """Choose the headline, and say whether the page declares it, and shows or names it."""
    strong, weak = _shown(near)
    first = [line.text for line in lines[:HEAD_LINES] if _may_be_headline(line.text)]
    shown = [*strong, *weak, *first]
    parts = [facts.title, *sorted(SITE_SEAM.split(facts.whole), key=len, reverse=True)]
    for part in filter(None, map(_squeezed, parts)):
        if text := next((text for text in shown if _squeezed(text) == part), ""):
            return text, True
    declared = _squeezed(facts.whole + facts.title)
    for text in shown:
        if len(text) > CLOSE and _squeezed(text) in declared:
            return text, True
    if facts.title:
        return _without_site(facts.title), True
    heading = [line.text for line in lines[:HEAD_LINES] if line.mark.startswith("#")]
    return next(iter([*strong, *heading]), "") or _without_site(facts.whole), False


def _shown(near: Sequence[Near]) -> tuple[list[str], list[str]]:
    """Return the lines before the report that look like its headline, and the others."""
    lines = [one for one in reversed(near) if _may_be_headline(one.text)]
    lines = [one for one in lines if not NAMES_SITE.search(one.name)]
    strong = [one.text for one in lines if one.tag == "h1"]
    strong += [one.text for one in lines if HEADLINE.search(one.name)]
    weak = [one.text for one in lines if re.fullmatch("h[2-4]", one.tag)]
    return strong, weak + [one.text for one in lines]


def _may_be_headline(text: str) -> bool:
    return bool(text) and not (PAPER.fullmatch(text) or is_masthead(text) or tells(text))


def _without_site(title: str) -> str:
    """Cut the site's name off a title: `慰问 - 要闻 - 工会周报` -> `慰问`."""
    parts = [part.strip() for part in SITE_SEAM.split(title)]
    said = [p for p in parts if p and not (PAPER.fullmatch(p) or NAMED_DATE.match(p))]
    return said[0] if said else title


def _beside(title: str, near: Sequence[Near]) -> tuple[str, str]:
    """Return kicker and subtitle of a headline that stands before the report."""
    places = [n for n, one in enumerate(near) if _same(one.text, title)]
    if not places:
        return "", ""
    above, below = near[max(0, places[0] - CLOSE) : places[0]], near[places[-1] + 1 :][:CLOSE]
    kickers = [one for one in reversed(above) if KICKER.search(one.name)]
    kickers += [one for one in above[-1:] if re.fullmatch("h[2-6]", one.tag)]
    subtitles = [one for one in below if SUBTITLE.search(one.name)]
    subtitles += [one for one in below[:1] if HEADING.fullmatch(one.tag)]
    return _first_line(kickers), _first_line(subtitles)


def _first_line(found: Sequence[Near]) -> str:
    return next((one.text for one in found if not tells(one.text)), "")


def _same(one: str, other: str) -> bool:
    return bool(one) and _squeezed(one) == _squeezed(other)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


__all__ = ["headed_lines"]
