"""Files for the second press drawn by lot: a seed decides columns, fonts, shapes, rules and cells.

Seeds from 100 are there to work with. Of those from 500 only the shares are seen: nothing of the
reader was fitted to them.
"""

import random

from benchmarks.broadsheets.web import Look
from benchmarks.broadsheets.web_layouts import (
    CENTRED,
    DOTTED,
    PLAINLY,
    RULED,
    TIGHT,
    TRADITIONAL,
    WebLayout,
)

WORKED = range(100, 150)
KEPT = range(500, 516)

STYLES = ("", TRADITIONAL, CENTRED, RULED, DOTTED, TIGHT, PLAINLY, TIGHT + RULED, CENTRED + RULED)
SHAPES = (
    *("photo", "inset", "float", "side", "within", "tinted", "boxed", "reversed"),
    *("dropped", "upright", "turned", "headed"),
)
# Columns of a page: width of one in pixels, and size of its letters.
SIZES = {3: (200, 13), 4: (200, 13), 5: (170, 12), 6: (150, 12)}
BANDS = 3


def drawn_by_lot(seed: int) -> WebLayout:
    """Return the file of a seed."""
    chance = random.Random(seed)
    columns = chance.choice(tuple(SIZES))
    column, size = SIZES[columns]
    shapes = tuple(chance.sample(SHAPES, chance.randint(2, 4)))
    style, gap = chance.choice(STYLES), chance.choice((14, 16, 20))
    look = Look(columns, style=style, shapes=shapes, gap=gap, size=size, column=column)
    sheets = 2 if {"turned", "headed"} & {*shapes} else 1
    bands = BANDS if sheets == 1 else BANDS - 1
    pages = tuple(tuple(_cells(chance, columns) for _ in range(bands)) for _ in range(sheets))
    return WebLayout(f"lot {seed}, {columns} columns, {', '.join(shapes)}", look, pages, seed)


def _cells(chance: random.Random, columns: int) -> tuple[int, ...]:
    """Return the widths of the cells of a band."""
    widths: list[int] = []
    while (left := columns - sum(widths)) > 0:
        widths.append(min(left, chance.randint(1, columns)))
    return tuple(widths)
