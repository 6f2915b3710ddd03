"""Places -> an SVG that stands on light and on dark pages: floors, rooms, arrows, names.

Whoever opens the file by itself and points at a room sees its purpose, and its arrows in colour.
"""

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from textwrap import wrap

from tests.architecture.floors import Layout, lay_out
from tests.architecture.imports import PACKAGES, ROOT, direct, halls, modules, rooms

COMMAND = "python -m tests.architecture"
# Fill and edge of the rooms of each package; dark letters are read on all of them.
COLOURS = {
    "bot": ("#d9e8fb", "#4a7fc1"),
    "index": ("#fbe6c8", "#c98a2b"),
    "corpus": ("#d8efdc", "#4c9a63"),
}
INK, GREY = "#1f2933", "#808a96"
# In units of the picture: a room's height, a letter's width, a floor, what a package has around it.
HIGH, LETTER, FLOOR, MARGIN = 34, 7.6, 66, 24
# Left of the rooms: what a package is for, in lines of so many letters.
SIGN, SIGN_LETTERS = 178, 24
STYLE = f"""
text {{ font-family: ui-sans-serif, system-ui, "Helvetica Neue", Arial, sans-serif; }}
.name {{ font-size: 13px; font-weight: 600; fill: {INK}; text-anchor: middle; }}
.inner {{ font-size: 10.5px; fill: {INK}; opacity: .75; text-anchor: middle; }}
.package {{ font-size: 17px; font-weight: 700; fill: {GREY}; }}
.purpose {{ font-size: 12.5px; fill: {GREY}; }}
.arrow {{ fill: none; stroke: {GREY}; stroke-width: 1.2; stroke-opacity: .75; }}
.head {{ fill: {GREY}; }}
g.room:hover .arrow {{ stroke: #d1495b; stroke-width: 2.4; stroke-opacity: 1; }}
g.room:hover rect {{ stroke-width: 3; }}
""".strip()


LEGEND = (
    "Square corners: a folder.",
    "Round: a file of its own.",
    "An arrow: imports. One that",
    "follows from others is not",
    "drawn. Point at a room to",
    "see its arrows.",
)


@dataclass(frozen=True, slots=True)
class Box:
    """A room as it is drawn.

    Attributes:
        room: Its name, as `Graph` has it.
        label: What is written in it.
        inner: The folders within it, in small letters, or nothing.
        x: Its middle, in units of the picture, from the left.
        y: Its upper edge, from the top.
    """

    room: str
    label: str
    inner: str
    x: int = 0
    y: int = 0

    @property
    def width(self) -> int:
        """As much as the letters need."""
        return round(max(len(self.label) * LETTER, len(self.inner) * LETTER * 0.74)) + 22

    @property
    def package(self) -> str:
        """The package that it lies in."""
        return self.room.partition(".")[0]


def picture() -> str:
    """Return the house as one SVG, the same for the same imports."""
    every = rooms()
    drawn = direct(halls(every))
    unplaced = {room: _box(room, every) for room in sorted(drawn)}
    layout = lay_out(drawn, {room: box.width for room, box in unplaced.items()})
    y = _heights(layout)
    places = {
        node: (round(layout.x[node]) + SIGN + MARGIN, y[at])
        for at, floor in enumerate(layout.floors)
        for node in floor
    }
    boxes = []
    for room, box in unplaced.items():
        across, down = places[(room,)]
        boxes.append(replace(box, x=across, y=down))
    wide = max(box.x + box.width // 2 for box in boxes) + MARGIN
    high = y[-1] + HIGH + MARGIN + 8
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">',
        f"<!-- Made from the imports by `{COMMAND}`; do not edit. -->",
        "<title>The rooms of Gongda, and which needs which</title>",
        f"<style>\n{STYLE}\n</style>",
        *(line for package in PACKAGES for line in _package(package, boxes, wide)),
    ]
    for box in boxes:
        ways = [way for (start, _), way in sorted(layout.ways.items()) if start == box.room]
        lines += [
            '<g class="room">',
            f"<title>{escape(_purpose(box.room))}</title>",
            *(line for way in ways for line in _arrow([places[node] for node in way])),
            *_room(box),
            "</g>",
        ]
    return "\n".join([*lines, "</svg>", ""])


def _box(room: str, every: Iterable[str]) -> Box:
    """Return the box of a room, its place still open: `context · text` within `telegram/`."""
    folder = ROOT.joinpath(*room.split("."))
    label = "/".join(room.split(".")[1:]) + ("/" if folder.is_dir() else ".py")
    within = [other for other in every if other.startswith(f"{room}.")]
    parts = [other.split(".")[2] for other in within if ROOT.joinpath(*other.split(".")).is_dir()]
    return Box(room, label, " · ".join(sorted({*parts})))


def _heights(layout: Layout) -> list[int]:
    """Return the upper edge of every floor; each package has a margin."""
    tops: list[int] = []
    y, above = 8 - MARGIN, ""
    for floor in layout.floors:
        package = next(str(node[0]).partition(".")[0] for node in floor if len(node) == 1)
        y += 0 if package == above else 2 * MARGIN
        tops.append(y)
        y, above = y + FLOOR, package
    return tops


def _package(package: str, boxes: Sequence[Box], wide: int) -> list[str]:
    inside = [box.y for box in boxes if box.package == package]
    y, end = min(inside) - MARGIN, max(inside) + HIGH + MARGIN
    _, edge = COLOURS[package]
    sign = [
        *wrap(_purpose(package), SIGN_LETTERS),
        *(["", *LEGEND] if package == PACKAGES[0] else ()),
    ]
    return [
        f'<rect x="6" y="{y}" width="{wide - 12}" height="{end - y}" rx="10" '
        f'fill="{edge}" fill-opacity=".09" stroke="{edge}" stroke-opacity=".5"/>',
        f'<text class="package" x="22" y="{y + 34}">{package}/</text>',
        *(
            f'<text class="purpose" x="22" y="{y + 56 + 17 * at}">{escape(line)}</text>'
            for at, line in enumerate(sign)
            if line
        ),
    ]


def _purpose(module: str) -> str:
    """Return the first line of a module's docstring."""
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").partition("\n")[0]


def _arrow(points: Sequence[tuple[int, int]]) -> list[str]:
    """Return a line from the foot of a room to the top of another, past the rooms between."""
    x, y = points[0][0], points[0][1] + HIGH
    path = [f"M{x} {y}"]
    for end, upper in points[1:]:
        middle = (y + upper) // 2
        path.append(f"C{x} {middle} {end} {middle} {end} {upper} V{upper + HIGH}")
        x, y = end, upper + HIGH
    end, upper = points[-1]
    # The last stretch ends at the room, not at its foot.
    path[-1] = path[-1].rpartition(" V")[0]
    return [
        f'<path class="arrow" d="{" ".join(path)}"/>',
        f'<path class="head" d="M{end} {upper} l-4 -7 h8 z"/>',
    ]


def _room(box: Box) -> list[str]:
    fill, edge = COLOURS[box.package]
    corner, line = (5, 1.6) if box.label.endswith("/") else (17, 1)
    name = f'<text class="name" x="{box.x}" y="{box.y + (15 if box.inner else 22)}">'
    inner = f'<text class="inner" x="{box.x}" y="{box.y + 28}">{box.inner}</text>'
    return [
        f'<rect x="{box.x - box.width // 2}" y="{box.y}" width="{box.width}" height="{HIGH}" '
        f'rx="{corner}" fill="{fill}" stroke="{edge}" stroke-width="{line}"/>',
        f"{name}{box.label}</text>",
        *([inner] if box.inner else []),
    ]
