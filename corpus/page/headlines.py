"""Lines of a page -> one `Story` an article: which line is banner, kicker, headline or sub-heading.

Heading levels differ from page to page, so a level alone says nothing. What decides is what stands
under a heading: a banner has only headings, a headline has a report, a sub-heading stands inside a
report and has no byline of its own. `corpus/page/bare_headlines.py` has marked the headlines that
carry no Markdown before. Next: `corpus/page/newspaper.py` makes an article of each story.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from corpus.page import byline
from corpus.page.lines import PageLine
from corpus.page.punctuation import LONGEST_HEADLINE, NUMERAL, headline_like, is_closed

# A kicker has one line, rarely two; more bare lines in a row are verse.
KICKER_LINES = 2
SUBTITLE_LINES = 3

CHAPTER = re.compile(
    rf"第\s*[{NUMERAL}千\d]{{1,7}}\s*(?:分?编|章|节|条|部分|篇)(?:之[{NUMERAL}])?(?:\s|$)"
    r"|(?:序\s*言|前\s*言|总\s*则|分\s*则|附\s*则|附\s*录|附\s*件)[\d一二三四五]?\s*$"
)
NUMBERED = re.compile(
    rf"[{NUMERAL}]{{1,3}}、|[（(][{NUMERAL}\d]{{1,3}}[）)]|\d{{1,2}}[.．、](?!\d)"
)
# Characters. Each article is told the banners over it, so a longer one is kept as an article of its
# own: else a page of long banners and many headlines would grow without bounds. The longest of
# 21,176 broadcast items and sample pages has 27.
LONGEST_BANNER = 400
# The line a page prints about itself: 2023年1月5日 星期四 第2版.
MASTHEAD = re.compile(
    r"星期[一二三四五六日天]|第?[\dA-D]{1,4}版|第\s{0,9}\d{1,9}\s{0,9}期|\d{4}年\d{1,2}月\d{1,2}日"
)


@dataclass(slots=True)
class Story:
    """One heading and what stands under it, while its parts are gathered.

    Attributes:
        level: Of the heading; 0 for what stands before the first.
        title: Lines of the headline.
        kicker: Lines above it.
        subtitle: Lines below it that were marked as headings themselves.
        section: Banners over it, from the page's down.
        body: Everything else, in printed order.
    """

    level: int = 0
    title: list[str] = field(default_factory=list)
    kicker: list[str] = field(default_factory=list)
    subtitle: list[str] = field(default_factory=list)
    section: list[str] = field(default_factory=list)
    body: list[PageLine] = field(default_factory=list)

    @property
    def is_chapter(self) -> bool:
        """Whether it is a part of a law: `第二章 工会组织`."""
        return bool(self.title) and bool(CHAPTER.match(self.title[0]))

    @property
    def is_numbered(self) -> bool:
        """Whether the headline counts, as sub-headings do: `一、主要做法`."""
        return bool(self.title) and bool(NUMBERED.match(self.title[0]))

    @property
    def opens(self) -> bool:
        """Whether the body begins as a report does, below at most a subtitle."""
        for line in self.body[: SUBTITLE_LINES + 1]:
            if byline.opens(line.text):
                return True
            if not headline_like(line):
                return False
        return False

    @property
    def is_signed(self) -> bool:
        """Whether the body has a byline, at its start or at its end."""
        tail = self.body[-1 - KICKER_LINES :]
        return self.opens or any(byline.closes(line.text) for line in tail)

    @property
    def has_prose(self) -> bool:
        """Whether the body holds whole sentences or a byline."""
        return any(
            is_closed(line.text) or len(line.text) > LONGEST_HEADLINE or byline.opens(line.text)
            for line in self.body
        )


def is_masthead(text: str) -> bool:
    """Say whether a line is what a page prints about itself, which no headline is.

    >>> is_masthead("清江职工报 2023年1月5日 星期四 第2版"), is_masthead("2023年1月5日起免费")
    (True, False)
    """
    return len(MASTHEAD.findall(text)) > 1


def stories(lines: Sequence[PageLine]) -> list[Story]:
    """Give every line of a page to the article it belongs to.

    `# 横幅`, `引题`, `## 主题`, `本报讯 …` -> one story with section, kicker, title and body.
    """
    nodes = _folded(_nodes(lines))
    page = _page_banner(nodes)
    for node, following in pairwise(nodes):
        if node.level and not following.is_chapter:
            _move_kicker(node, following)
    found = _without_bare_headings(nodes)
    return _under_banners([node for node in found if node.title or node.body], page)


def _nodes(lines: Sequence[PageLine]) -> list[Story]:
    """Cut at the headings; two headings on adjacent lines are one headline."""
    nodes = [Story()]
    for line in lines:
        last = nodes[-1]
        if not line.level:
            last.body.append(line)
        elif last.level == line.level and not (last.body or line.gap or line.hard):
            last.title.append(line.text)
        else:
            nodes.append(Story(line.level, [line.text]))
    return nodes


def _folded(nodes: Sequence[Story]) -> list[Story]:
    """Put sub-headings and what stands under them back into their article."""
    kept: list[Story] = []
    has_prose = False
    for node in nodes:
        if has_prose and _is_subheading(node, kept[-1]):
            heading = [PageLine(text, bold=True, gap=True) for text in node.title]
            kept[-1].body += heading + node.body
        else:
            kept.append(node)
            has_prose = node.has_prose
    return kept


def _is_subheading(node: Story, article: Story) -> bool:
    """Say whether a heading stands inside an article that has prose."""
    if not (article.title and node.body) or node.is_chapter or node.opens:
        return False
    if node.level == article.level:
        return node.is_numbered and not article.is_numbered
    return node.level > article.level and not (node.is_signed and article.is_signed)


def _page_banner(nodes: Sequence[Story]) -> list[str]:
    """Take the banner off the top of the page: lines before, or a heading of the headlines' level.

    A lone plain line right above the first headline is its kicker, a bold one is a banner.
    """
    top, *rest = nodes
    if not rest:
        return []
    short = _is_short(top) and not top.has_prose
    return (_lines_above(top, rest[0]) if short else []) + _heading_above(rest)


def _lines_above(top: Story, first: Story) -> list[str]:
    """Take what stands before the first headline: its kicker, and the banner."""
    above, top.body = top.body, []
    if above and _tops_headline(above) and not first.is_chapter:
        first.kicker.append(above.pop().text)
    return [line.text for line in above]


def _heading_above(nodes: Sequence[Story]) -> list[str]:
    """Take the first heading if it is a banner: nothing under it, and the next one on its level."""
    first = nodes[0]
    if len(nodes) < 2 or first.body or first.level != nodes[1].level or not _is_banner(first):
        return []
    banner = [*first.kicker, *first.title]
    first.kicker, first.title = [], []
    return banner


def _is_short(top: Story) -> bool:
    return sum(len(line.text) for line in top.body) <= LONGEST_BANNER


def _tops_headline(above: Sequence[PageLine]) -> bool:
    last = above[-1]
    if not headline_like(last) or MASTHEAD.search(last.text):
        return False
    lines = [line for line in above if not MASTHEAD.search(line.text)]
    return len(lines) > 1 or not last.bold


def _move_kicker(node: Story, following: Story) -> None:
    """Give the bare lines at the end of a body to the headline that follows.

    They stay where they are when nothing else stands under their own headline, unless that is a
    banner over the next.
    """
    start = len(node.body)
    while start and _is_kicker(node.body[start - 1]):
        start -= 1
    count = len(node.body) - start
    if not 0 < count <= KICKER_LINES or (start == 0 and following.level <= node.level):
        return
    following.kicker = [line.text for line in node.body[start:]] + following.kicker
    del node.body[start:]


def _is_kicker(line: PageLine) -> bool:
    """Tell a kicker from the last cry of a report: of 12 such lines in 1,424 files none was one."""
    return headline_like(line) and line.text[-1] not in "！!"


def _without_bare_headings(nodes: list[Story]) -> list[Story]:
    """Find what a heading with nothing under it is: kicker, headline, first line or banner."""
    bodied = {node.level for node in nodes if node.body}
    kept: list[Story] = []
    for number, node in enumerate(nodes):
        bare = bool(node.title) and not node.body and number + 1 < len(nodes)
        if not (bare and _gave_way(nodes[number : number + 3], node.level in bodied)):
            kept.append(node)
    return kept


def _gave_way(nodes: Sequence[Story], level_has_bodies: bool) -> bool:
    """Join a bare heading, the first of some, with the next one; say whether it was no banner."""
    node, following = nodes[:2]
    if _merges_chapter(node, following):
        _merge(node, following)
    elif following.level < node.level:
        following.kicker = [*node.kicker, *node.title, *following.kicker]
    elif following.level == node.level and not following.kicker and following.body:
        _merge(node, following)
    elif level_has_bodies and _has_one_part(nodes):
        following.subtitle = [*following.title]
        following.title, following.level = node.title, node.level
        following.kicker = [*node.kicker, *following.kicker]
    else:
        return False
    return True


def _merges_chapter(node: Story, following: Story) -> bool:
    above = node.is_chapter and following.is_chapter and following.level <= node.level
    return above and _is_banner(node)


def _merge(node: Story, following: Story) -> None:
    """Join a headline in two lines, or a chapter of a law and its first section."""
    following.title = [*node.title, *following.title]
    following.kicker = [*node.kicker, *following.kicker]


def _has_one_part(nodes: Sequence[Story]) -> bool:
    """Say whether the first has exactly one heading below it, which is then its subtitle."""
    first, only, *rest = nodes
    if only.level <= first.level or not only.body:
        return False
    return not only.is_chapter and not only.kicker and (not rest or rest[0].level <= first.level)


def _under_banners(nodes: Sequence[Story], page: Sequence[str]) -> list[Story]:
    """Tell every article what stands over it, and drop the banners themselves."""
    over: list[Story] = []
    kept: list[Story] = []
    for node, following in zip_longest(nodes, nodes[1:]):
        over = [story for story in over if story.level < node.level]
        node.section = [*page, *_words_over(node, over)]
        over.append(node)
        deeper = following is not None and following.level > node.level
        if node.body or not deeper or not _is_banner(node):
            kept.append(node)
    return kept


def _words_over(node: Story, over: Sequence[Story]) -> Iterator[str]:
    """Yield the lines of the banners over an article; over a chapter they may have a body."""
    for story in over:
        if (node.is_chapter or not story.body) and _is_banner(story):
            yield from (*story.kicker, *story.title)


def _is_banner(story: Story) -> bool:
    return sum(map(len, (*story.kicker, *story.title))) <= LONGEST_BANNER
