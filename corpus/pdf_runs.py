"""Rows of glyphs -> runs: the piece of a row that stands in one column.

A row runs over the whole page; where it parts is seen by the gap. A gap between columns may be no
wider than one within a loosely set line, so what decides in between is whether lines near by begin
at the same place: only columns have an edge. Pure functions. Next: `corpus/pdf_lines.py`.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from corpus.pdf_sheet import Area, Glyph

# In sizes of the letter. Two words of a line stand nearer, two columns further apart: justified
# Chinese is spaced by up to 0.3, a narrow gutter is 1. Headlines are set more loosely.
COLUMN_GAP = 0.8
HEADLINE_GAP = 1.6
HEADLINE_SIZE = 1.5
# A gap with a blank in it, or in a line as loose elsewhere, is none of columns up to this.
LOOSEST_GAP = 2.0
# Where so many lines near by begin, a gap of this parts columns.
NARROW_GUTTER = 0.25
EDGE_LINES = 4
# Points by which lines of one edge differ, and sizes of the letter up and down that are near by:
# about ten lines. Further off, another article may have another column there.
EDGE_SLACK = 1.5
EDGE_REACH = 16.0
# Times the usual gap of a line: a wider one stands out.
OUTSTANDING = 2.0

# In sizes of the letter: how far up and down a line is looked for that runs across a gap: about
# three lines.
BRIDGE_REACH = 5.0
# A line may begin with an indent of two characters, and a little.
INDENT = 2.6
# Points by which letters of one size differ.
SAME_SIZE = 0.5

Run = list[Glyph]
# Base, left, right and size of runs, from the top.
Spans = list[tuple[float, float, float, float]]
# The heights at which lines begin, by left edge to a point.
Edges = dict[int, list[float]]


def read_runs(rows: Iterable[Sequence[Glyph]], rules: Sequence[Area], body: float) -> list[Run]:
    """Cut rows where the columns part; `body` is the size of most letters."""
    upright = [rule for rule in rules if rule.height > rule.width]
    parted = [list(_parted(row, _beside(row, upright), body)) for row in rows]
    edges = _edges(run for row in parted for run in row)
    spans = _spans(run for row in parted for run in row)
    runs = []
    for row in parted:
        rules_here = _beside(row[0], upright)
        joined: list[Run] = []
        for piece in (piece for run in row for piece in _cut_at(run, edges)):
            ruled = bool(joined) and _is_ruled(joined[-1][-1], piece[0], rules_here)
            if joined and not ruled and _is_one(joined[-1], piece, edges, spans):
                joined[-1] += piece
            else:
                joined.append(list(piece))
        runs += joined
    return runs


def _beside(row: Sequence[Glyph], upright: Sequence[Area]) -> list[Area]:
    return [rule for rule in upright if rule.top < row[0].base < rule.bottom + 1]


def _parted(row: Sequence[Glyph], rules: Sequence[Area], body: float) -> Iterator[Run]:
    """Cut a row at rules and wherever columns might part."""
    gap = HEADLINE_GAP if row[0].size > HEADLINE_SIZE * body else COLUMN_GAP
    run = [row[0]]
    for last, glyph in pairwise(row):
        if glyph.left - last.right > gap * glyph.size or _is_ruled(last, glyph, rules):
            yield run
            run = []
        run.append(glyph)
    yield run


def _is_ruled(last: Glyph, glyph: Glyph, rules: Sequence[Area]) -> bool:
    return any(last.right - 1 <= rule.left and rule.right <= glyph.left + 1 for rule in rules)


def _edges(runs: Iterable[Run]) -> Edges:
    edges: Edges = defaultdict(list)
    for run in runs:
        edges[round(run[0].left)].append(run[0].base)
    return {place: sorted(heights) for place, heights in edges.items()}


def _is_edge(glyph: Glyph, edges: Edges) -> bool:
    """Say whether several lines near by begin where a glyph stands."""
    reach = EDGE_REACH * glyph.size
    first, last = round(glyph.left - EDGE_SLACK), round(glyph.left + EDGE_SLACK)
    near = 0
    for left in range(first, last + 1):
        heights = edges.get(left, [])
        low, high = glyph.base - reach, glyph.base + reach
        near += bisect_right(heights, high) - bisect_left(heights, low)
    return near >= EDGE_LINES


def _spans(runs: Iterable[Run]) -> Spans:
    """Return base, left and right edge, and size of each run, from the top."""
    return sorted((run[0].base, run[0].left, run[-1].right, run[0].size) for run in runs)


def _cut_at(run: Run, edges: Edges) -> Iterator[Run]:
    """Cut a line that reaches into the gutter, as a stop set beyond the edge does."""
    usual = _usual_gap(run)
    start = 0
    for number, (last, glyph) in enumerate(pairwise(run), start=1):
        gap = glyph.left - last.right
        if gap > max(NARROW_GUTTER * glyph.size, OUTSTANDING * usual) and _is_edge(glyph, edges):
            yield run[start:number]
            start = number
    yield run[start:]


def _is_one(before: Run, after: Run, edges: Edges, spans: Spans) -> bool:
    """Say whether a gap between two pieces is one between words, not between columns."""
    last, glyph = before[-1], after[0]
    gap = glyph.left - last.right
    if gap > LOOSEST_GAP * glyph.size or _is_edge(glyph, edges):
        return False
    blank = last.text.isspace() or glyph.text.isspace()
    usual = OUTSTANDING * max(_usual_gap(before), _usual_gap(after))
    return blank or gap <= usual or _is_bridged(last, glyph, spans)


def _is_bridged(last: Glyph, glyph: Glyph, spans: Spans) -> bool:
    """Say whether a line near by runs across a gap, and none begins there."""
    slack, indent = glyph.size / 2, INDENT * glyph.size
    start = bisect_left(spans, (glyph.base - BRIDGE_REACH * glyph.size,))
    end = bisect_right(spans, (glyph.base + BRIDGE_REACH * glyph.size,))
    near = [
        (left, right)
        for base, left, right, size in spans[start:end]
        if abs(base - glyph.base) > slack and abs(size - glyph.size) < SAME_SIZE
    ]
    begun = any(last.right - slack <= left <= glyph.left + indent for left, _ in near)
    return not begun and any(left < last.right and right > glyph.left for left, right in near)


def _usual_gap(run: Run) -> float:
    return median(b.left - a.right for a, b in pairwise(run)) if len(run) > 1 else 0.0
