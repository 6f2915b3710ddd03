"""Glyphs of a page -> lines of one column each: rows are parted into runs, runs become lines.

A row runs over the whole page; where it parts is seen by the gap. A gap between columns may be no
wider than one within a loosely set line, so what decides in between is whether lines near by begin
at the same place: only columns have an edge.

Headlines beside a report are set downwards. A PDF draws them letter under letter, in the order of
reading; digits and Latin lie on their side. Drop capitals, the other letters that stand out of
their line, are put back into it. Pure functions. Next:
`corpus/formats/pdf/layout/blocks.py` gathers the lines of a column.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise
from statistics import median

from corpus.formats.pdf.layout.labels import hanging_at, hung
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet, TextLine

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
# In sizes of the letter: how far below the next line stands.
NEXT_LINE = 2.3
# Points by which letters of one size differ.
SAME_SIZE = 0.5
GlyphRun = list[Glyph]
# Base, left, right and size of runs, from the top.
Spans = list[tuple[float, float, float, float]]
# The heights at which lines begin, by left edge to a point.
Edges = dict[int, list[float]]

# Letters of the shortest line set downwards; two may be a line's end and the next one's start.
FEWEST_DOWNWARD = 4
# Lines set downwards whose letters may stand between one another in the file.
OPEN_RUNS = 4
# In sizes of the letter: from one letter to the next below, half for a narrow one on its side.
DOWN_STEP = (0.2, 1.9)
ASIDE, BLANK_ASIDE = 0.35, 1.0
# In sizes of the letter: from one line set downwards to the next.
NEXT_DOWNWARD = 2.0
# Times the body's size: an initial is two to four lines high.
INITIAL_SIZE = 1.8
# In sizes of the body: how far the lines beside an initial stand off, an indent included.
INITIAL_GAP = 3.2
# In sizes of the body: how far an initial may be indented.
INITIAL_INDENT = 3.0

# A Latin word ends at a gap of this.
WORD_GAP = 0.18
# Glyphs of one line differ in height by less, in size by less (a share).
BASE_SLACK = 0.25
SIZE_SLACK = 0.07
# In sizes of the letter: how far it reaches above and below the line it stands on.
ASCENT, DESCENT = 0.88, 0.12
BLANK = re.compile(r"\s")


def read_runs(
    rows: Iterable[Sequence[Glyph]], rules: Sequence[Area], body: float
) -> list[GlyphRun]:
    """Cut rows where the columns part; `body` is the size of most letters."""
    upright = [rule for rule in rules if rule.height > rule.width]
    parted = [list(_parted(row, _beside(row, upright), body)) for row in rows]
    edges = _edges(run for row in parted for run in row)
    spans = _spans(run for row in parted for run in row)
    runs = []
    for row in parted:
        rules_here = _beside(row[0], upright)
        pieces = chain.from_iterable(_cut_at(run, edges) for run in row)
        is_one = partial(_is_one, edges=edges, spans=spans)
        joined = _rejoined(pieces, is_one, rules_here)
        begins = partial(_begins_below, edges=edges)
        runs += hung(joined, begins, partial(_is_open, rules=rules_here))
    return runs


def _rejoined(
    pieces: Iterable[GlyphRun],
    is_one: Callable[[GlyphRun, GlyphRun], bool],
    rules: Sequence[Area],
) -> list[GlyphRun]:
    """Join neighbours of a row that are one run after all, with no rule between them."""
    joined: list[GlyphRun] = []
    for piece in pieces:
        ruled = bool(joined) and _is_ruled(joined[-1][-1], piece[0], rules)
        if joined and not ruled and is_one(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(list(piece))
    return joined


def _is_open(one: GlyphRun, other: GlyphRun, rules: Sequence[Area]) -> bool:
    """Say whether no rule stands between two runs."""
    return not _is_ruled(one[-1], other[0], rules)


def _begins_below(glyph: Glyph, edges: Edges) -> bool:
    """Say whether the next line begins where a glyph stands."""
    first, last = round(glyph.left - EDGE_SLACK), round(glyph.left + EDGE_SLACK)
    low, high = glyph.base + BASE_SLACK * glyph.size, glyph.base + NEXT_LINE * glyph.size
    heights = (edges.get(left, []) for left in range(first, last + 1))
    return any(bisect_right(one, high) > bisect_left(one, low) for one in heights)


def _beside(row: Sequence[Glyph], upright: Sequence[Area]) -> list[Area]:
    return [rule for rule in upright if rule.top < row[0].base < rule.bottom + 1]


def _parted(row: Sequence[Glyph], rules: Sequence[Area], body: float) -> Iterator[GlyphRun]:
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


def _edges(runs: Iterable[GlyphRun]) -> Edges:
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


def _spans(runs: Iterable[GlyphRun]) -> Spans:
    """Return base, left and right edge, and size of each run, from the top."""
    return sorted((run[0].base, run[0].left, run[-1].right, run[0].size) for run in runs)


def _cut_at(run: GlyphRun, edges: Edges) -> Iterator[GlyphRun]:
    """Cut a line that reaches into the gutter, as a stop set beyond the edge does."""
    usual = _usual_gap(run)
    start = 0
    for number, (last, glyph) in enumerate(pairwise(run), start=1):
        gap = glyph.left - last.right
        if gap > max(NARROW_GUTTER * glyph.size, OUTSTANDING * usual) and _is_edge(glyph, edges):
            yield run[start:number]
            start = number
    yield run[start:]


def _is_one(before: GlyphRun, after: GlyphRun, edges: Edges, spans: Spans) -> bool:
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


def _usual_gap(run: GlyphRun) -> float:
    return median(b.left - a.right for a, b in pairwise(run)) if len(run) > 1 else 0.0


def part_downward(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[list[Glyph]]]:
    """Return the glyphs of level text, and the runs that are set downwards.

    Glyphs on their side that stand in no such run are left out.
    """
    level: list[Glyph] = []
    downward: list[list[Glyph]] = []
    for run in _falling(glyphs):
        if any(_goes_on(before, run) for before in downward[-OPEN_RUNS:]):
            downward.append(run)
            continue
        standing = sum(not glyph.turned for glyph in run)
        if len(run) >= FEWEST_DOWNWARD and standing > len(run) / 2:
            downward.append(run)
        else:
            level += [glyph for glyph in run if not glyph.turned]
    return level, downward


def _goes_on(before: Sequence[Glyph], run: Sequence[Glyph]) -> bool:
    """Say whether a run, however short, is the next line, on the left of one set downwards."""
    first, size = run[0], before[0].size
    step = before[0].left - first.left
    level = abs(first.base - before[0].base) < ASIDE * size
    same = abs(first.size - size) < SAME_SIZE
    return same and level and ASIDE * size < step < NEXT_DOWNWARD * size


def sideways(glyphs: Sequence[Glyph]) -> str:
    """Return the letters on their side that stand in no line set downwards, so are left out."""
    if not any(glyph.turned for glyph in glyphs):
        return ""
    _, downward = part_downward(glyphs)
    kept = {id(glyph) for run in downward for glyph in run}
    return "".join(g.text for g in glyphs if g.turned and id(g) not in kept and g.text.strip())


def _falling(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cut glyphs, in the order of the file, into runs each of which stands below the last.

    A run of two and more may be interrupted by a letter of the line beside it.
    """
    runs: list[list[Glyph]] = []
    open_runs: list[list[Glyph]] = []
    for glyph in glyphs:
        fitting = (one for one in reversed(open_runs) if _is_below(one[-1], glyph))
        run = next((one for one in fitting if one is open_runs[-1] or len(one) > 1), None)
        if run is None:
            run = []
            runs.append(run)
        run.append(_in_line(glyph, run))
        open_runs = [*(one for one in open_runs if one is not run), run][-OPEN_RUNS:]
    return runs


def _in_line(glyph: Glyph, run: Sequence[Glyph]) -> Glyph:
    """Return a glyph, a blank as wide as the letter above it: PDFium tells another place of it."""
    if run and glyph.text.isspace():
        return replace(glyph, left=run[-1].left, right=run[-1].right)
    return glyph


def _is_below(upper: Glyph, lower: Glyph) -> bool:
    size = max(upper.size, lower.size)
    aside = abs((upper.left + upper.right) - (lower.left + lower.right)) / 2
    most = BLANK_ASIDE if lower.text.isspace() else ASIDE
    low, high = DOWN_STEP
    return aside <= most * size and low * size <= lower.base - upper.base <= high * size


def with_initials(lines: Sequence[TextLine], body: float) -> list[TextLine]:
    """Put drop capitals back into their lines; `body` is the size of most letters."""
    left = list(lines)
    for initial in lines:
        if len(initial.text) > 2 or initial.size < INITIAL_SIZE * body:
            continue
        beside = sorted(
            (line for line in left if _is_beside(initial, line, body)), key=lambda line: line.base
        )
        if len(beside) < 2:
            continue
        edge = _column_edge(initial, left, body)
        left.remove(initial)
        first, *below = beside
        blank = " " if _is_own_word(initial, first, below[0]) else ""
        area = replace(first.area, left=initial.area.left)
        text = f"{initial.text}{blank}{first.text}"
        left[left.index(first)] = replace(first, area=area, text=text)
        for line in below:
            left[left.index(line)] = replace(line, area=replace(line.area, left=edge))
    return left


def _is_own_word(initial: TextLine, first: TextLine, second: TextLine) -> bool:
    """Say whether a Latin initial is a word, A or I: a blank sets its line off further."""
    letters = initial.text[-1] + first.text[0]
    apart = first.area.left - second.area.left > WORD_GAP * first.size
    return letters.isascii() and letters.isalpha() and apart


def _is_beside(initial: TextLine, line: TextLine, body: float) -> bool:
    gap = line.area.left - initial.area.right
    height = initial.area.top - 0.5 * body < line.area.top < initial.base - 0.3 * body
    return height and -2 <= gap <= INITIAL_GAP * body and line.size < INITIAL_SIZE * body


def _column_edge(initial: TextLine, lines: Sequence[TextLine], body: float) -> float:
    """Return where the lines below an initial begin."""
    below = [
        line.area.left
        for line in lines
        if 0 < line.base - initial.base < 3 * body
        and -body / 2 <= initial.area.left - line.area.left <= INITIAL_INDENT * body
    ]
    return min(below, default=initial.area.left)


def read_text_lines(sheet: Sheet) -> list[TextLine]:
    """Return the lines of a page from the top, those beside one another from the left."""
    level, downward = part_downward(sheet.glyphs)
    body = body_size(level)
    lines = [
        line for run in read_runs(glyph_rows(level), sheet.rules, body) if (line := _line(run))
    ]
    lines = [*with_initials(lines, body), *map(_downward_line, downward)]
    lines = [replace(line, frame=frame_of(line.area, sheet.frames)) for line in lines]
    return sorted(lines, key=lambda line: (line.base, line.area.left))


def _downward_line(run: Sequence[Glyph]) -> TextLine:
    """Return a line that is set downwards."""
    size = median(glyph.size for glyph in run)
    left, right = min(glyph.left for glyph in run), max(glyph.right for glyph in run)
    area = Area(left, run[0].base - ASCENT * size, right, run[-1].base + DESCENT * size)
    text = "".join(glyph.text for glyph in run).strip()
    bold = sum(glyph.bold for glyph in run) > len(run) / 2
    return TextLine(text, area, area.bottom, size, run[0].font, bold, downward=True)


def body_size(glyphs: Sequence[Glyph]) -> float:
    """Return the size that most letters of a page have, to half a point."""
    counts: dict[float, int] = {}
    for glyph in glyphs:
        size = round(glyph.size * 2) / 2
        counts[size] = counts.get(size, 0) + 1
    return max(counts, key=lambda size: counts[size], default=10.0)


def glyph_rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs on one base and of one size, over the whole page, from the left."""
    rows: list[list[Glyph]] = []
    open_rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        open_rows = [
            row for row in open_rows if glyph.base - row[0].base < BASE_SLACK * row[0].size
        ]
        fitting = (
            row for row in open_rows if abs(row[0].size - glyph.size) <= SIZE_SLACK * glyph.size
        )
        row = next(fitting, None)
        if row is None:
            row = []
            rows.append(row)
            open_rows.append(row)
        row.append(glyph)
    for row in rows:
        yield sorted(row, key=lambda glyph: glyph.left)


def _line(run: Sequence[Glyph]) -> TextLine | None:
    inked = [number for number, glyph in enumerate(run) if not BLANK.fullmatch(glyph.text)]
    if not inked:
        return None
    run = run[inked[0] : inked[-1] + 1]
    size = median(glyph.size for glyph in run)
    base = median(glyph.base for glyph in run)
    hanging = hanging_at(run)
    left = run[0 if hanging is None else hanging + 1].left
    area = Area(left, base - ASCENT * size, run[-1].right, base + DESCENT * size)
    fonts = [glyph.font for glyph in run]
    bold = sum(glyph.bold for glyph in run) > len(run) / 2
    font = max(set(fonts), key=fonts.count)
    return TextLine(_words(run), area, base, size, font, bold, labelled=hanging is not None)


def _words(run: Sequence[Glyph]) -> str:
    """Return the text of a run, with a space where a gap parts two Latin words."""
    parts = [run[0].text]
    for last, glyph in pairwise(run):
        latin = last.text.isascii() and glyph.text.isascii()
        wide = glyph.left - last.right > WORD_GAP * glyph.size
        if latin and wide and last.text.isalnum() and glyph.text.isalnum() and _is_word_gap(run):
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts)


def _is_word_gap(run: Sequence[Glyph]) -> bool:
    """Tell words without spaces from letters that are spaced to fill a line."""
    gaps = [glyph.left - last.right for last, glyph in pairwise(run)]
    return median(gaps) < WORD_GAP * run[0].size / 2


def frame_of(area: Area, frames: Sequence[Area]) -> int:
    """Return the number of the smallest frame around an area."""
    around = [n for n, frame in enumerate(frames) if frame.holds(area, slack=2.0)]
    return min(around, key=lambda n: frames[n].width * frames[n].height, default=-1)
