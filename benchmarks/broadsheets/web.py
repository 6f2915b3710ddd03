"""A second press that shares nothing with the first: pages of HTML and CSS, printed by Chromium.

The browser breaks, justifies and balances the columns, so nothing here knows where a line stands.
A page is cut into bands and cells at random (a seed a page), each cell holds a story in one of the
shapes below, and the page has one look: fonts, spacing, rules. Layouts stand in
`benchmarks/broadsheets/web_layouts.py`.
"""

import html
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.broadsheets.press import Printed, body_of, captions_of, squeeze
from corpus.article import Article

# Seconds for one file; it takes two.
LONGEST = 60
STAND_IN = "图为活动现场。 李伟 摄"


@dataclass(frozen=True, slots=True)
class Look:
    """How the pages of a file look; CSS lengths.

    Attributes:
        columns: Of a page.
        body: Fonts of the reports.
        head: Fonts of the headlines.
        style: Further rules of CSS.
        shapes: Shapes that stories may have beside the plain one.
        gap: Between columns.
        size: Of the letters, in pixels.
        column: Width of a column, in pixels.
        height: Of a page, in pixels.
        opencc: The conversion of the copy, "" for none.
    """

    columns: int
    body: str = "Noto Serif CJK SC"
    head: str = "Noto Sans CJK SC"
    style: str = ""
    shapes: tuple[str, ...] = ()
    gap: int = 20
    size: int = 13
    column: int = 200
    height: int = 4_000
    opencc: str = ""


@dataclass(slots=True)
class WebPress:
    """A file while it is written: its pages, and what stands on them."""

    look: Look
    chance: random.Random
    copy: Iterator[Article]
    pages: int = 1
    truth: list[Printed] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    def page(self, bands: tuple[tuple[int, ...], ...]) -> None:
        """Write a page: bands from the top, in each cells of so many columns."""
        number = len(self.sheets) + 1
        waiting, self.waiting = self.waiting, []
        rows = "".join(self._band(widths) for widths in bands)
        rest = "".join(f'<div class="band">{one}</div>' for one in waiting)
        title = f'<div class="top">清江职工报　2023年3月9日　星期四　第{number}版</div>'
        self.sheets.append(f'<div class="sheet">{title}{rows}{rest}</div>')

    def _band(self, widths: tuple[int, ...]) -> str:
        return f'<div class="band">{"".join(map(self._cell, widths))}</div>'

    def _cell(self, width: int) -> str:
        """Fill a cell: a wide one with a story, or a story over a band; a narrow one with a few."""
        if width == 1:
            inner = "".join(self._story(1) for _ in range(self.chance.choice((1, 2))))
        elif width < 4 and self.chance.random() < 0.3:
            left = self.chance.randint(1, width - 1)
            inner = self._story(width) + self._band((left, width - left))
        else:
            inner = self._story(width)
        room = width * self.look.column + (width - 1) * self.look.gap
        return f'<div class="cell" style="width:{room}px">{inner}</div>'

    def _story(self, width: int) -> str:
        article = next(self.copy, None)
        if article is None:
            return ""
        fitting = [shape for shape in self.look.shapes if self._fits(shape, width)]
        shape = self.chance.choice([*fitting, "plain"])
        head = tuple(self._set(part) for part in (article.kicker, article.title, article.subtitle))
        body = [self._set(part) for part in body_of(article)]
        captions = [self._set(part) for part in captions_of(article)]
        if shape in ("photo", "float", "inset") and not captions:
            captions = [self._set(STAND_IN)]
        said = "".join(map(squeeze, head)), "".join(map(squeeze, body))
        self.truth.append(Printed(*said, tuple(map(squeeze, captions))))
        return self._drawn(shape, width, head, (body, captions))

    def _fits(self, shape: str, width: int) -> bool:
        if shape in TURNED:
            return len(self.sheets) + 1 < self.pages
        return width > 1 or shape in NARROW

    def _set(self, text: str) -> str:
        if not self.look.opencc:
            return text
        from opencc import OpenCC

        return str(OpenCC(self.look.opencc).convert(text))

    def _drawn(
        self,
        shape: str,
        width: int,
        head: tuple[str, ...],
        report: tuple[list[str], list[str]],
    ) -> str:
        """Return a story as HTML."""
        body, captions = report
        size = {1: 18, 2: 24, 3: 28}.get(width, 34)
        title = _head(head, size)
        figures = [
            f'<figure><div class="plate"></div><p class="cap">{_e(c)}</p></figure>'
            for c in captions
        ]
        if shape in TURNED:
            body = self._cut(body, head, shape)
        paragraphs = [f"<p>{_e(one)}</p>" for one in body]
        middle = len(paragraphs) // 2
        if shape in ("inset", "float"):
            paragraphs[middle:middle] = figures
        columns = _text(width, "".join(paragraphs))
        pictures = "" if shape in ("inset", "float") else "".join(figures)
        narrower = _text(max(1, width - 1), "".join(paragraphs))
        aside = f'<div class="aside"><div class="by">{title}</div>{narrower}</div>'
        parts = {
            "photo": title + pictures + columns,
            "within": _text(width, title + "".join(paragraphs)) + pictures,
            "side": aside + pictures,
        }
        return f'<div class="story {shape}">{parts.get(shape, title + columns + pictures)}</div>'

    def _cut(self, body: list[str], head: tuple[str, ...], shape: str) -> list[str]:
        """Leave the end of a report for the next page; return what stays."""
        page = len(self.sheets) + 1
        text = "\n".join(body)
        place = len(text) * 3 // 5
        stays, goes = text[:place].split("\n"), text[place:].split("\n")
        title = f"<h3>{_e(head[1])}</h3>" if shape == "headed" else ""
        rest = [
            f"<p class='on'>（上接第{page}版）{_e(goes[0])}</p>",
            *(f"<p>{_e(g)}</p>" for g in goes[1:]),
        ]
        room = 2 * self.look.column + self.look.gap
        story = f'<div class="story">{title}{_text(2, "".join(rest))}</div>'
        self.waiting.append(f'<div class="cell" style="width:{room}px">{story}</div>')
        return [*stays[:-1], f"{stays[-1]}（下转第{page + 1}版）"]

    def printed(self) -> bytes:
        """Return the file as PDF."""
        return print_page(self.written())

    def written(self) -> str:
        """Return the file as HTML."""
        look = self.look
        wide = look.columns * look.column + (look.columns - 1) * look.gap + 80
        page = f"@page{{size:{wide}px {look.height}px;margin:0}}"
        sheet = f".sheet{{width:{wide}px;height:{look.height}px}}"
        text = f"body{{font:{look.size}px/1.55 '{look.body}'}}"
        heads = f"h1,h2,h3,.top{{font-family:'{look.head}'}} .by{{width:{look.column}px}}"
        gaps = f".band,.aside{{gap:{look.gap}px}} .text{{column-gap:{look.gap}px}}"
        rules = "".join((page, STYLE.replace("DOT", DOT), sheet, text, heads, gaps, look.style))
        return f'<meta charset="utf-8"><style>{rules}</style>{"".join(self.sheets)}'


TURNED = ("turned", "headed")
NARROW = ("dropped", "tinted", "boxed", "reversed")

PLATE = '<div class="plate"></div>'
# One grey dot.
DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAHd3dwAAACwAAAAAAQABAAACAkQBADs="
STYLE = """
*{box-sizing:border-box} body{margin:0} .sheet{padding:30px 40px;break-after:page}
.top{font-size:12px;border-bottom:1px solid #000;margin-bottom:12px;padding-bottom:4px}
.band{display:flex;margin-bottom:6px} .cell{display:flex;flex-direction:column;gap:10px}
.story{padding-top:6px} p{margin:0;text-indent:2em;text-align:justify} .on{text-indent:0}
.titles{break-inside:avoid;break-after:avoid}
h1{line-height:1.2;margin:2px 0 6px} h2{font-weight:400;margin:2px 0}
h3{font-size:16px;margin:2px 0}
figure{margin:6px 0;break-inside:avoid} .plate{height:80px}
.plate{background:url(DOT);background-size:cover}
.cap{font-size:11px;text-indent:0;line-height:1.3} .aside{display:flex} .aside .text{flex:1}
.tinted{background:#eee;padding:8px} .boxed{border:1px solid #333;padding:8px}
.reversed h1{background:#333;color:#fff;padding:4px}
.dropped p:first-child::first-letter{font-size:40px;float:left;line-height:1;padding-right:4px}
.float figure{float:left;width:46%;margin:2px 8px 2px 0}
.upright{display:flex;flex-direction:row-reverse;gap:12px} .upright .text{flex:1}
.upright .titles{writing-mode:vertical-rl;max-height:280px}
"""


def _text(columns: int, inner: str) -> str:
    return f'<div class="text" style="columns:{columns}">{inner}</div>'


def _head(head: tuple[str, ...], size: int) -> str:
    kicker, title, subtitle = head
    minor = f"font-size:{max(15, size * 5 // 9)}px"
    lines = [
        f'<h2 style="{minor}">{_e(kicker)}</h2>' if kicker else "",
        f'<h1 style="font-size:{size}px">{_e(title)}</h1>',
        f'<h2 style="{minor}">{_e(subtitle)}</h2>' if subtitle else "",
    ]
    return f'<div class="titles">{"".join(lines)}</div>'


def _e(text: str) -> str:
    return html.escape(text)


def browser() -> str:
    """Return the path of Chromium, "" where it is not installed."""
    return shutil.which("chromium") or shutil.which("google-chrome") or ""


def print_page(page: str) -> bytes:
    """Return a page of HTML as PDF, as Chromium prints it."""
    with TemporaryDirectory(prefix="gongda-") as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run(
            [
                browser(),
                *options,
                f"--user-data-dir={folder}/profile",
                f"--print-to-pdf={target}",
                source.as_uri(),
            ],
            capture_output=True,
            check=True,
            timeout=LONGEST,
        )
        return target.read_bytes()
