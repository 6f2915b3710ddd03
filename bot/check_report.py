"""A check as one HTML page: the text of each file coloured by article, the findings beside it.

The page needs no network, runs no script and says so to the browser; everything that comes from a
file is escaped. Where a colour tells something, a number tells it, too. Next: `bot/cli_check.py`
writes it.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from bot.check_lines import WORDS, length, placed_share, summary, told
from bot.check_style import HUES, STYLE
from bot.messages_check import CheckMessages, check_messages
from bot.render import excerpt, source_line
from bot.reply import Language
from bot.screen import harmless
from corpus.check_finding import Checked, CheckedPage, Finding, Stretch

# The first words of every report; no other file is overwritten.
START = "<!doctype html>\n<!-- gongda index check -->\n"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# Characters of one file that are shown; a newspaper page has about 8,000.
LONGEST_SHOWN = 100_000
# Files whose text is shown though nothing looks wrong in them. 300 pages make about 4 MB.
MOST_WHOLE = 300
HEADLINE = 60
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def report_html(checked: Checked, language: Language) -> str:
    """Return the whole page."""
    frame = check_messages(language)
    shown = list(_shown(checked))
    hidden = len(checked.pages) - len(shown)
    lang = "zh-CN" if language == "zh" else "en"
    return "".join(
        [
            f'{START}<html lang="{lang}"><head><meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
            '<meta name="viewport" content="width=device-width,initial-scale=1">\n',
            f"<title>{_safe(frame.title)}</title><style>{STYLE}</style></head><body>\n",
            *_head(checked, frame),
            *_legend(frame),
            *_files(checked, {number for number, _ in shown}, frame),
            *(part for number, page in shown for part in _page(number, page, language, frame)),
            f'<p class="quiet">{frame.more.format(n=hidden)}</p>\n' if hidden else "",
            "</body></html>\n",
        ]
    )


def _shown(checked: Checked) -> Iterator[tuple[int, CheckedPage]]:
    """Yield the files whose text is shown: all with findings, and the first without."""
    whole = 0
    for number, page in enumerate(checked.pages, 1):
        whole += not page.findings
        if page.findings or whole <= MOST_WHOLE:
            yield number, page


def _safe(text: str) -> str:
    """Return text as HTML: escaped, and without characters that turn the page around."""
    return escape(harmless(text))


def _head(checked: Checked, frame: CheckMessages) -> Iterator[str]:
    yield f"<h1>{frame.title}</h1><p>{_safe(summary(checked, frame))}</p>\n"
    share = _safe(frame.placed.format(share=placed_share(checked)))
    yield f'<p class="quiet">{share}</p>\n' if checked.pages else ""
    yield from (f'<p class="quiet">{_safe(frame.habits[kind])}</p>\n' for kind in checked.habits)
    if not checked.findings:
        yield f'<p class="good">{_safe(frame.clean)}</p>\n'


def _legend(frame: CheckMessages) -> Iterator[str]:
    yield '<div class="legend a0">'
    yield from (f'<span class="{role}">{name}</span>' for role, name in frame.roles.items())
    yield f'<span class="none">{frame.nobody}</span></div>\n'


def _files(checked: Checked, shown: set[int], frame: CheckMessages) -> Iterator[str]:
    """Yield the table of all files, those that cannot be read at its end."""
    yield '<table class="files">'
    for number, page in enumerate(checked.pages, 1):
        name = _safe(page.source)
        link = f'<a href="#p{number}">{name}</a>' if number in shown else name
        articles = _safe(frame.count.format(n=len(page.articles)))
        look, found = _verdict(page, frame)
        yield f'<tr><td>{link}</td><td class="n">{articles}</td>'
        yield f'<td class="n {look}">{found}</td></tr>\n'
    for one in checked.refused:
        reason = _safe(frame.refused.format(reason=one.advice))
        yield f'<tr><td>{_safe(one.source)}</td><td class="bad" colspan="2">{reason}</td></tr>\n'
    yield "</table>\n"


def _verdict(page: CheckedPage, frame: CheckMessages) -> tuple[str, str]:
    """Return the look and the words of what a check says of a file."""
    if not page.findings:
        return "good", _safe(frame.whole)
    return "bad", _safe(frame.found.format(n=len(page.findings)))


def _page(
    number: int, page: CheckedPage, language: Language, frame: CheckMessages
) -> Iterator[str]:
    where = source_line(page.articles[0], language).split(" · ")[0]
    look, found = _verdict(page, frame)
    yield f'<section class="page" id="p{number}"><header><h2>{_safe(page.source)}</h2>'
    yield f'<span class="quiet">{_safe(where)}</span><span class="count {look}">{found}</span>'
    yield '</header>\n<div class="grid"><div class="text" lang="zh">'
    yield from _text(number, page)
    if len(page.text) > LONGEST_SHOWN:
        yield f"\n\n{_safe(frame.cut.format(n=f'{LONGEST_SHOWN:,}'))}"
    yield "</div>\n<aside>"
    yield from _findings(number, page, frame)
    yield from _articles(number, page, frame)
    yield "</aside></div></section>\n"


def _articles(number: int, page: CheckedPage, frame: CheckMessages) -> Iterator[str]:
    yield f"<h3>{frame.articles}</h3><ol>"
    for at, article in enumerate(page.articles):
        title = _safe(excerpt(article.title, HEADLINE) or frame.untitled)
        about = [*article.authors, frame.characters.format(n=f"{length(article):,}")]
        yield f'<li class="{_hue(at)}"><span class="chip">{at + 1}</span><span>'
        yield f'<a class="to" href="#p{number}a{at + 1}">{title}</a>'
        yield f"<small>{_safe(' · '.join(about))}</small></span></li>"
    yield "</ol>"


def _findings(number: int, page: CheckedPage, frame: CheckMessages) -> Iterator[str]:
    if not page.findings:
        return
    yield f'<h3>{frame.findings}</h3><ul class="findings">'
    for at, finding in enumerate(page.findings, 1):
        name, meaning = (_safe(words) for words in told(finding, frame))
        place = f' href="#p{number}f{at}"' if finding.start is not None else ""
        words = _safe(excerpt(finding.words, WORDS)) if finding.start is not None else ""
        yield f'<li id="p{number}c{at}"><a class="pin"{place}>{at}</a><span><b>{name}</b>'
        yield f"{f' <q>{words}</q>' if words else ' '}{meaning}</span></li>"
    yield "</ul>"


def _text(number: int, page: CheckedPage) -> Iterator[str]:
    """Yield the text of a file, cut wherever an article's part or a finding begins or ends."""
    owners = {one.start: one for one in page.stretches}
    pins: dict[int, list[tuple[int, int]]] = {}
    for at, one in enumerate(page.findings, 1):
        if one.start is not None and one.end is not None:
            pins.setdefault(one.start, []).append((at, one.end))
    begun: set[int] = set()
    owner, flawed_until = None, 0
    for start, end in pairwise(_cuts(page)):
        owner = owners.get(start, owner if owner and start < owner.end else None)
        if owner and owner.article not in begun and owner.role != "banner":
            begun.add(owner.article)
            yield _chip(number, owner.article)
        for at, flaw_end in pins.get(start, ()):
            yield _pin(number, at)
            flawed_until = max(flawed_until, flaw_end)
        yield _piece(page.text[start:end], owner, start < flawed_until)


def _cuts(page: CheckedPage) -> list[int]:
    whole = min(len(page.text), LONGEST_SHOWN)
    everything: tuple[Stretch | Finding, ...] = (*page.stretches, *page.findings)
    ranges = [(one.start, one.end) for one in everything]
    places = {place for both in ranges for place in both if place is not None and place < whole}
    return sorted({0, whole, *places})


def _chip(number: int, article: int) -> str:
    name = article + 1
    return f'<b class="chip {_hue(article)}" id="p{number}a{name}">{name}</b>'


def _pin(number: int, at: int) -> str:
    return f'<a class="pin" id="p{number}f{at}" href="#p{number}c{at}">{at}</a>'


def _piece(text: str, owner: Stretch | None, flawed: bool) -> str:
    if owner is None and not flawed:
        return "<i></i>".join(map(_safe, BLANK_LINES.split(text)))
    names = [_hue(owner.article), owner.role] if owner else ["none"]
    return f'<span class="{" ".join([*names, *(["flaw"] if flawed else [])])}">{_safe(text)}</span>'


def _hue(article: int) -> str:
    return f"a{article % len(HUES)}"


__all__: Sequence[str] = ["START", "report_html"]
