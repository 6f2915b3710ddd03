"""The first press's pages to work with: fourteen layouts."""

from benchmarks.broadsheets.press import Style
from benchmarks.broadsheets.shapes import Layout, P

TWO = Style(2, width=230)
THREE = Style(3)
FOUR = Style(4, width=160)
FIVE = Style(5, width=140, size=9.0, leading=13.0)

LAYOUTS = (
    Layout(
        "2 columns, stacked",
        TWO,
        (
            P("plain", 2, 26),
            P("plain", 1, 16),
            P("plain", 1, 16),
            P("plain", 2),
            P("plain", 1, 15),
            P("plain", 1, 15),
        ),
        1,
    ),
    Layout(
        "2 columns, pictures, no rules",
        Style(2, width=230, rules=False),
        (P("photo", 2, 28), P("plain", 1, 18), P("plain", 1, 18), P("inset", 2, 22)),
        2,
    ),
    Layout(
        "3 columns, stacked",
        THREE,
        (
            P("plain", 3, 30),
            P("plain", 2, 22),
            P("plain", 1, 15),
            P("plain", 1, 15),
            P("plain", 2, 20),
            P("plain", 3, 18),
        ),
        3,
    ),
    Layout(
        "3 columns, beside the headline",
        THREE,
        (
            P("beside", 3, 26),
            P("plain", 1, 16),
            P("beside", 2, 18),
            P("plain", 3, 20),
            P("beside", 3, 20),
        ),
        4,
    ),
    Layout(
        "3 columns, jumps",
        THREE,
        (
            P("jump", 2, 26),
            P("plain", 1, 16),
            P("plain", 1, 16),
            P("plain", 2, 20),
            P("plain", 1, 15),
        ),
        5,
    ),
    Layout(
        "3 columns, embedded font, no rules",
        Style(3, rules=False, embedded=True),
        (
            P("plain", 2, 26),
            P("plain", 1, 16),
            P("photo", 3, 24),
            P("plain", 1, 16),
            P("inset", 2, 20),
        ),
        6,
    ),
    Layout(
        "4 columns, stacked",
        FOUR,
        (
            P("plain", 4, 34),
            P("plain", 2, 22),
            P("plain", 2, 22),
            P("plain", 1, 14),
            P("plain", 1, 14),
            P("plain", 2, 18),
            P("plain", 3, 20),
            P("plain", 1, 14),
        ),
        7,
    ),
    Layout(
        "4 columns, boxes",
        FOUR,
        (
            P("plain", 3, 30),
            P("boxed", 1, 15),
            P("boxed", 2, 20),
            P("plain", 2, 20),
            P("plain", 1, 14),
            P("boxed", 3, 18),
        ),
        8,
    ),
    Layout(
        "4 columns, upright rules",
        Style(4, width=160, upright=True),
        (
            P("beside", 4, 28),
            P("plain", 1, 14),
            P("plain", 3, 22),
            P("inset", 2, 20),
            P("plain", 2, 18),
        ),
        9,
    ),
    Layout(
        "4 columns, jump and pictures",
        FOUR,
        (
            P("jump", 3, 28),
            P("plain", 1, 15),
            P("photo", 2, 20),
            P("plain", 2, 18),
            P("plain", 1, 14),
            P("plain", 1, 14),
        ),
        10,
    ),
    Layout(
        "5 columns, stacked",
        FIVE,
        (
            P("plain", 5, 36),
            P("plain", 2, 20),
            P("plain", 3, 22),
            P("plain", 1, 13),
            P("plain", 2, 18),
            P("plain", 1, 13),
            P("plain", 1, 13),
        ),
        11,
    ),
    Layout(
        "5 columns, everything",
        FIVE,
        (
            P("beside", 3, 26),
            P("boxed", 2, 18),
            P("jump", 2, 18),
            P("photo", 2, 18),
            P("plain", 1, 13),
            P("inset", 3, 20),
            P("plain", 2, 16),
        ),
        12,
    ),
    Layout(
        "5 columns, no rules, embedded font",
        Style(5, width=140, size=9.0, leading=13.0, rules=False, embedded=True),
        (
            P("plain", 3, 26),
            P("plain", 2, 20),
            P("plain", 1, 13),
            P("inset", 2, 18),
            P("plain", 2, 18),
            P("plain", 5, 22),
        ),
        13,
    ),
    Layout(
        "4 columns, paragraphs without indent",
        Style(4, width=160, indent=0),
        (
            P("plain", 2, 24),
            P("plain", 2, 22),
            P("plain", 4, 26),
            P("plain", 1, 14),
            P("plain", 3, 20),
        ),
        14,
    ),
)
