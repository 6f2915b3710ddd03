"""The first press's pages that nothing was ever fitted to: six layouts."""

from benchmarks.broadsheets.press import Style
from benchmarks.broadsheets.shapes import Layout, P

HELD_OUT = (
    Layout(
        "2 columns, beside and jump",
        Style(2, width=200, size=10.5, leading=15.0),
        (
            P("beside", 2, 22),
            P("jump", 1, 16),
            P("plain", 1, 16),
            P("plain", 2, 20),
            P("plain", 1, 14),
        ),
        21,
    ),
    Layout(
        "3 columns, mixed, embedded font",
        Style(3, width=150, size=8.5, leading=12.0, embedded=True),
        (
            P("photo", 2, 24),
            P("boxed", 1, 14),
            P("beside", 3, 20),
            P("jump", 2, 18),
            P("plain", 1, 14),
            P("plain", 3, 16),
        ),
        22,
    ),
    Layout(
        "4 columns, no rules, beside",
        Style(4, width=150, gutter=12.0, rules=False),
        (
            P("beside", 3, 26),
            P("plain", 1, 14),
            P("inset", 4, 24),
            P("plain", 2, 18),
            P("plain", 2, 18),
        ),
        23,
    ),
    Layout(
        "4 columns, narrow gutter, jumps",
        Style(4, width=150, gutter=10.0, upright=True),
        (
            P("jump", 2, 22),
            P("plain", 2, 20),
            P("jump", 2, 18),
            P("plain", 1, 14),
            P("plain", 1, 14),
            P("boxed", 2, 16),
        ),
        24,
    ),
    Layout(
        "5 columns, bricks",
        Style(5, width=130, size=9.0, leading=12.5),
        (
            P("plain", 2, 24),
            P("plain", 3, 22),
            P("plain", 1, 13),
            P("beside", 3, 18),
            P("plain", 1, 13),
            P("photo", 2, 16),
            P("plain", 2, 15),
            P("plain", 1, 13),
        ),
        25,
    ),
    Layout(
        "5 columns, no masthead",
        Style(5, width=130, size=9.0, leading=12.5, rules=False),
        (
            P("plain", 5, 34),
            P("plain", 2, 18),
            P("boxed", 2, 18),
            P("plain", 1, 13),
            P("plain", 2, 16),
            P("inset", 3, 16),
        ),
        26,
        masthead=False,
    ),
)
