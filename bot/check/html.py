"""A check as one HTML page: the text of each file coloured by article, the findings beside it.

The page needs no network, runs no script and says so to the browser; everything that comes from a
file is escaped. Each article has a hue, each of its parts a shade; where a colour tells something,
a number tells it, too. Next: `bot/commands/check.py` writes it.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from bot.check.lines import WORDS, check_summary, finding_words, glyphs, placed_share
from bot.check.messages import CheckMessages, check_messages
from bot.printed import excerpt, printed_length
from bot.reply import Language
from bot.terminal.render import source_line
from bot.terminal.screen import harmless
from bot.terminal.tables import first_names
from corpus.check.findings import Checked, CheckedPage, Finding, Stretch

# Neighbours on a page differ as far as eight hues allow, also for most who see red and green alike.
HUES = (212, 32, 150, 285, 52, 340, 186, 100)
STYLE = (
    """
:root{color-scheme:light dark;--page:#f6f5f1;--sheet:#fff;--ink:#1d1d1b;--quiet:#6d6a63;
--none:#8d8a83;--line:#dedbd2;--alarm:#b3261e;--alarm-soft:#fbe9e7;--fine:#2e6b3a;
--s:74%;--body:93%;--head:81%;--mid:87%;--name:27%}
@media(prefers-color-scheme:dark){:root{--page:#161615;--sheet:#1e1e1c;--ink:#e9e6df;
--quiet:#a19d94;--none:#88847b;--line:#383631;--alarm:#ff8a80;--alarm-soft:#3a201d;--fine:#86c993;
--s:38%;--body:17%;--head:30%;--mid:23%;--name:78%}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:78rem;padding:1.5rem 1.25rem 4rem;background:var(--page);
color:var(--ink);font:16px/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",
sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.1rem;margin:0;display:inline}
h3{font-size:.8rem;margin:0 0 .4rem;color:var(--quiet);font-weight:600;letter-spacing:.04em}
a{color:inherit;text-underline-offset:.2em}p{margin:.2rem 0}small,.quiet{color:var(--quiet)}
.legend{display:flex;flex-wrap:wrap;gap:.4rem .5rem;margin:1rem 0;font-size:.9rem}
.legend span{padding:.05rem .5rem;border-radius:.3rem}
.files{border-collapse:collapse;width:100%;margin:1rem 0 2rem;background:var(--sheet);
border:1px solid var(--line);border-radius:.5rem;overflow:hidden}
.files td{padding:.35rem .75rem;border-top:1px solid var(--line);vertical-align:baseline}
.files tr:first-child td{border-top:0}.files .n{text-align:right;white-space:nowrap}
.files td:first-child{width:55%}
.bad{color:var(--alarm);font-weight:600}.good{color:var(--fine)}
.page{background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;
margin:0 0 2rem;padding:1rem 1.25rem 1.25rem}
.page header{display:flex;flex-wrap:wrap;gap:.2rem .9rem;align-items:baseline;
padding-bottom:.6rem;margin-bottom:.9rem;border-bottom:1px solid var(--line)}
.page header .count{margin-left:auto}.text i{display:block;height:.55em}
.grid{display:grid;grid-template-columns:minmax(0,1fr) 20rem;gap:1.75rem;align-items:start}
.text{white-space:pre-wrap;line-height:1.95;color:var(--none);font-size:1rem}
.text span{color:var(--ink);background:hsl(var(--h) var(--s) var(--body));padding:.14em 0;
-webkit-box-decoration-break:clone;box-decoration-break:clone}
span.kicker,span.subtitle{background:hsl(var(--h) var(--s) var(--mid))!important;font-weight:500}
span.headline{background:hsl(var(--h) var(--s) var(--head))!important;font-weight:700}
.text span.headline{font-size:1.12em}
span.byline{color:hsl(var(--h) 70% var(--name))!important;
background:hsl(var(--h) var(--s) var(--body));font-weight:600;
text-decoration:underline dotted;text-underline-offset:.35em;text-decoration-thickness:1px}
span.body{background:hsl(var(--h) var(--s) var(--body))}
span.caption{background:repeating-linear-gradient(-45deg,hsl(var(--h) var(--s) var(--body)) 0 .5em,
hsl(var(--h) var(--s) var(--mid)) .5em 1em)!important}
span.banner{background:none!important;color:var(--quiet)!important;font-weight:700;
box-shadow:inset 0 -.14em var(--line)}
.none{color:var(--none)}
.chip,.pin{display:inline-block;min-width:1.45em;padding:0 .35em;border-radius:.8em;
font:600 .75rem/1.45em system-ui,sans-serif;text-align:center;text-decoration:none;
vertical-align:.12em;white-space:nowrap;align-self:start}
.chip{background:hsl(var(--h) 55% 38%);color:#fff;margin-right:.35em}
.pin{background:var(--alarm);color:var(--sheet);margin:0 .2em;border-radius:.3em}
.text span.flaw{text-decoration:underline wavy var(--alarm) 2px;text-underline-offset:.28em;
text-decoration-skip-ink:none}
aside{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow:auto;font-size:.88rem}
aside ol,aside ul{list-style:none;margin:0 0 1.2rem;padding:0}
aside li{margin:0 0 .5rem;display:grid;grid-template-columns:auto 1fr;column-gap:.35rem}
aside li>.chip,aside li>.pin{margin:.15rem 0 0 .1rem}
aside li a.to{text-decoration:none}aside li a.to:hover{text-decoration:underline}
aside small{display:block}
.findings li{background:var(--alarm-soft);border-radius:.4rem;padding:.4rem .6rem .45rem .4rem}
.findings q{display:block;color:var(--ink)}
li:target,.pin:target,.chip:target{outline:2px solid var(--alarm);outline-offset:2px}
@media(max-width:56rem){body{padding:1rem .6rem 3rem}.page{padding:.8rem}
.grid{display:flex;flex-direction:column;gap:1rem}.text{order:2}
aside{position:static;max-height:none;width:100%;order:1}.files td{padding:.3rem .45rem}}
@media(max-width:40rem){.files,.files tbody{display:block}
.files tr{display:grid;grid-template-columns:auto 1fr;padding:.35rem .3rem;
border-top:1px solid var(--line)}.files tr:first-child{border-top:0}
.files td{border:0;padding:.05rem .3rem}.files td:first-child{grid-column:1/-1;width:auto}
.files td.bad[colspan]{grid-column:1/-1}}
@media print{body{max-width:none;background:#fff;padding:0;font-size:10pt}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.page{border:0;padding:0;break-before:page}.grid{grid-template-columns:minmax(0,1fr) 5cm}
aside{position:static;max-height:none}aside li{break-inside:avoid}.text{line-height:1.7}}
"""
    + "".join(f".a{number}{{--h:{hue}}}" for number, hue in enumerate(HUES))
    + "\n"
)

# The first words of every report; no other file is overwritten.
REPORT_START = "<!doctype html>\n<!-- gongda index check -->\n"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# Characters of one file that are shown; a newspaper page has about 8,000.
LONGEST_SHOWN = 100_000
# Files whose text is shown though nothing looks wrong in them. 300 pages make about 4 MB.
MOST_WHOLE = 300
_HEADLINE = 60
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def report_html(checked: Checked, language: Language) -> str:
    """Return the whole page."""
    frame = check_messages(language)
    shown = list(_shown(checked))
    hidden = len(checked.pages) - len(shown)
    lang = "zh-CN" if language == "zh" else "en"
    return "".join(
        [
            f'{REPORT_START}<html lang="{lang}"><head><meta charset="utf-8">\n',
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
    yield f"<h1>{frame.title}</h1><p>{_safe(check_summary(checked, frame))}</p>\n"
    share = _safe(frame.placed.format(share=placed_share(checked)))
    yield f'<p class="quiet">{share}</p>\n' if checked.pages else ""
    yield from (f'<p class="quiet">{_safe(frame.habits[kind])}</p>\n' for kind in checked.habits)
    if checked.left_out:
        left_out = frame.left_out.format(names=first_names(checked.left_out))
        yield f'<p class="quiet">{_safe(left_out)}</p>\n'
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
        title = _safe(excerpt(article.title, _HEADLINE) or frame.untitled)
        about = [*article.authors, frame.characters.format(n=f"{printed_length(article):,}")]
        yield f'<li class="{_hue(at)}"><span class="chip">{at + 1}</span><span>'
        yield f'<a class="to" href="#p{number}a{at + 1}">{title}</a>'
        yield f"<small>{_safe(' · '.join(about))}</small></span></li>"
    yield "</ol>"
    if page.count:
        yield f'<p class="quiet">{_safe(glyphs(page.count, frame))}</p>'


def _findings(number: int, page: CheckedPage, frame: CheckMessages) -> Iterator[str]:
    if not page.findings:
        return
    yield f'<h3>{frame.findings}</h3><ul class="findings">'
    for at, finding in enumerate(page.findings, 1):
        name, meaning = (_safe(words) for words in finding_words(finding, frame))
        place = f' href="#p{number}f{at}"' if finding.start is not None else ""
        words = _safe(excerpt(finding.words, WORDS)) if finding.start is not None else ""
        yield f'<li id="p{number}c{at}"><a class="pin"{place}>{at}</a><span><b>{name}</b>'
        yield f"{f' <q>{words}</q>' if words else ' '}{meaning}</span></li>"
    yield "</ul>"


def _text(number: int, page: CheckedPage) -> Iterator[str]:
    """Yield the text of a file, cut wherever an article's part or a finding begins or ends."""
    owners = {stretch.start: stretch for stretch in page.stretches}
    pins = _pins(page.findings)
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


def _pins(findings: Sequence[Finding]) -> dict[int, list[tuple[int, int]]]:
    """Return by first character the findings that begin there: number, counted from 1, and end."""
    pins: dict[int, list[tuple[int, int]]] = {}
    for at, finding in enumerate(findings, 1):
        if finding.start is not None and finding.end is not None:
            pins.setdefault(finding.start, []).append((at, finding.end))
    return pins


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
        return "<i></i>".join(map(_safe, _BLANK_LINES.split(text)))
    names = [_hue(owner.article), owner.role] if owner else ["none"]
    return f'<span class="{" ".join([*names, *(["flaw"] if flawed else [])])}">{_safe(text)}</span>'


def _hue(article: int) -> str:
    return f"a{article % len(HUES)}"


__all__: Sequence[str] = ["REPORT_START", "report_html"]
