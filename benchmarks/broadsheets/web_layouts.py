"""Files for the second press: eight to look at, and six that nothing was fitted to."""

import random
from dataclasses import dataclass

from benchmarks.broadsheets.shapes import copy
from benchmarks.broadsheets.web import Look, WebPress


@dataclass(frozen=True, slots=True)
class WebLayout:
    """A file: its name, its look, the cells of its pages, and the order of the copy."""

    name: str
    look: Look
    pages: tuple[tuple[tuple[int, ...], ...], ...]
    seed: int


def set_file(layout: WebLayout) -> WebPress:
    """Set a file with the bundled articles."""
    press = WebPress(layout.look, random.Random(layout.seed), copy(layout.seed), len(layout.pages))
    for bands in layout.pages:
        press.page(bands)
    return press


TRADITIONAL = "body{letter-spacing:.06em}"
CENTRED = "h1,h2{text-align:center} .story{border-top:1px solid #000} .on{text-indent:2em}"
RULED = ".text{column-rule:1px solid #999} .cell+.cell{border-left:1px solid #999;padding-left:8px}"
DOTTED = ".story{border-bottom:1px dotted #555;padding-bottom:6px} .plate{height:120px}"
TIGHT = "p{line-break:strict} body{line-height:1.3} h1{letter-spacing:.1em}"
PLAINLY = "p{text-indent:0;margin-bottom:.5em} h2{color:#a00} .cell{justify-content:space-between}"

WEB_LAYOUTS = (
    WebLayout(
        "browser, 3 columns, pictures",
        Look(3, shapes=("photo", "inset", "plain")),
        (((3,), (2, 1), (1, 2)),),
        41,
    ),
    WebLayout(
        "browser, 4 columns, boxes",
        Look(4, style=CENTRED, shapes=("tinted", "boxed", "reversed")),
        (((4,), (2, 2), (1, 3)),),
        42,
    ),
    WebLayout(
        "browser, 4 columns, Traditional",
        Look(
            4, "Noto Serif CJK TC", "Noto Sans CJK TC", TRADITIONAL, ("photo", "side"), opencc="s2t"
        ),
        (((3, 1), (1, 1, 2), (2, 2)),),
        43,
    ),
    WebLayout(
        "browser, 5 columns, rules, headlines within",
        Look(5, style=RULED, shapes=("within", "inset"), column=170, size=12, gap=14),
        (((3, 2), (1, 2, 2), (5,)),),
        44,
    ),
    WebLayout(
        "browser, 3 columns, floats and drop caps",
        Look(3, "AR PL SungtiL GB", "WenQuanYi Zen Hei", DOTTED, ("float", "dropped")),
        (((2, 1), (3,), (1, 2)),),
        45,
    ),
    WebLayout(
        "browser, 4 columns, upright headlines",
        Look(4, style=RULED, shapes=("upright",)),
        (((2, 2), (4,), (1, 3)),),
        46,
    ),
    WebLayout(
        "browser, 2 pages, stories turned over",
        Look(4, style=CENTRED, shapes=("turned", "headed", "turned")),
        (((4,), (2, 2)), ((3, 1), (2, 2))),
        47,
    ),
    WebLayout(
        "browser, 6 columns, no indents",
        Look(6, style=PLAINLY, shapes=("photo", "side", "within"), column=150, size=12, gap=16),
        (((4, 2), (2, 1, 3), (3, 3)),),
        48,
    ),
)

WEB_HELD_OUT = (
    WebLayout(
        "browser, 3 columns, all shapes, tight",
        Look(
            3,
            "WenQuanYi Zen Hei",
            style=TIGHT,
            shapes=("photo", "tinted", "side", "dropped"),
            column=220,
        ),
        (((2, 1), (3,), (1, 1, 1)),),
        51,
    ),
    WebLayout(
        "browser, 4 columns, centred, insets",
        Look(4, style=CENTRED, shapes=("inset", "boxed", "within")),
        (((1, 3), (2, 2), (4,)),),
        52,
    ),
    WebLayout(
        "browser, 5 columns, Hong Kong, floats",
        Look(
            5,
            "Noto Serif CJK HK",
            "Noto Sans CJK HK",
            DOTTED,
            ("float", "reversed", "side"),
            column=180,
            opencc="s2hk",
        ),
        (((2, 3), (3, 2), (1, 2, 2)),),
        53,
    ),
    WebLayout(
        "browser, 2 pages, turned, rules",
        Look(4, style=RULED, shapes=("turned", "photo", "headed", "upright")),
        (((2, 2), (3, 1)), ((4,), (2, 2))),
        54,
    ),
    WebLayout(
        "browser, 4 columns, no indents, boxes",
        Look(4, "AR PL SungtiL GB", style=PLAINLY, shapes=("tinted", "reversed", "inset"), gap=16),
        (((2, 2), (1, 1, 2), (4,)),),
        55,
    ),
    WebLayout(
        "browser, 6 columns, dense",
        Look(
            6, style=TIGHT + RULED, shapes=("photo", "within", "boxed"), column=140, size=11, gap=16
        ),
        (((3, 3), (2, 1, 3), (1, 2, 2, 1)),),
        56,
    ),
)
