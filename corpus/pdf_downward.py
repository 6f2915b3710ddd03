"""Lines set downwards, as headlines beside a report are: told apart from level text.

A PDF draws them letter under letter, in the order of reading; digits and Latin lie on their side.
Drop capitals, the other letters that stand out of their line, are put back into it here. Pure
functions. Next: `corpus/pdf_lines.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.pdf_sheet import Glyph, TextLine

# Letters of the shortest line set downwards; two may be a line's end and the next one's start.
FEWEST_DOWNWARD = 4
# In sizes of the letter: from one letter to the next below, half for a narrow one on its side.
DOWN_STEP = (0.2, 1.9)
ASIDE = 0.35
# In sizes of the letter: from one line set downwards to the next.
NEXT_DOWNWARD = 2.0
# Times the body's size: an initial is two to four lines high.
INITIAL_SIZE = 1.8
# In sizes of the body: how far the lines beside an initial stand off, an indent included.
INITIAL_GAP = 3.2
# In sizes of the body: how far an initial may be indented.
INITIAL_INDENT = 3.0


def part_downward(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[list[Glyph]]]:
    """Return the glyphs of level text, and the runs that are set downwards.

    Glyphs on their side that stand in no such run are left out.
    """
    level: list[Glyph] = []
    downward: list[list[Glyph]] = []
    for run in _falling(glyphs):
        if downward and _goes_on(downward[-1], run):
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
    return first.size == size and level and ASIDE * size < step < NEXT_DOWNWARD * size


def _falling(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Cut glyphs, in the order of the file, into runs each of which stands below the last."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _is_below(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _is_below(upper: Glyph, lower: Glyph) -> bool:
    size = max(upper.size, lower.size)
    aside = abs((upper.left + upper.right) - (lower.left + lower.right)) / 2
    low, high = DOWN_STEP
    return aside <= ASIDE * size and low * size <= lower.base - upper.base <= high * size


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
        for line in beside:
            begins = line is beside[0]
            area = replace(line.area, left=initial.area.left if begins else edge)
            text = initial.text + line.text if begins else line.text
            left[left.index(line)] = replace(line, area=area, text=text)
    return left


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
