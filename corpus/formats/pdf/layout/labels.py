"""Labels that hang in the margin of their paragraph: 第十四条, （一）, 地点：.

A label stands in a column of its own, so that the gap beside it looks like one between columns; but
nothing but labels stands in that column, and each begins where a line beside it begins. Pure
functions. Next: `corpus/formats/pdf/layout/lines.py`, which joins them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus.formats.pdf.sheet.geometry import Glyph
from corpus.page.punctuation import NUMERAL

# In sizes of the letter: a label and its paragraph stand no further apart; columns are wider.
LABEL_GAP = 6.0
# In sizes of the letter: a wider gap is kept as a blank.
BLANK_GAP = 0.3
LABEL = re.compile(
    rf"第(?:[{NUMERAL}千〇]{{1,7}}|\d{{1,4}})[条章节款项编]"  # 第十四条
    rf"|[（(〔\[](?:[{NUMERAL}]{{1,3}}|\d{{1,3}}|[A-Za-z])[）)〕\]]"  # （一）
    rf"|[{NUMERAL}]{{1,3}}[、.．]|\d{{1,3}}[.．、)）]|[A-Za-z][.)]"  # 一、 1. a)
    r"|[①-⑳●■◆▲★☆○◎□•·▪▶►➢❖✓※]"
    r"|[\u4e00-\u9fff]{2,6}[：:]"  # 主办单位：
)
LONGEST_LABEL = 10
# The font of the blank between a label and its paragraph, of which no other glyph is.
HANGING = -1


def hung(
    runs: Sequence[list[Glyph]],
    follows: Callable[[Glyph], bool],
    joins: Callable[[list[Glyph], list[Glyph]], bool],
) -> list[list[Glyph]]:
    """Join each label of a row to the run beside it.

    Args:
        runs: Of one row, from the left.
        follows: Says whether a line right below begins where a glyph stands.
        joins: Says whether nothing stands between two runs.
    """
    done: list[list[Glyph]] = []
    pieces = [piece for whole in runs for piece in _label_apart(whole, follows)]
    for run in pieces:
        if done and _is_label(done[-1], run) and joins(done[-1], run):
            blank = replace(done[-1][-1], text="　", left=done[-1][-1].right, right=run[0].left)
            hanging = follows(run[0]) and not follows(done[-1][0])
            done[-1] += [replace(blank, font=HANGING) if hanging else blank, *run]
        else:
            done.append(list(run))
    return done


def _label_apart(run: list[Glyph], follows: Callable[[Glyph], bool]) -> Iterator[list[Glyph]]:
    """Part a label that stands so near that no column's gap was seen, where it hangs."""
    for at in range(1, min(LONGEST_LABEL, len(run) - 1) + 1):
        if _is_label(run[:at], run[at:]) and follows(run[at]) and not follows(run[0]):
            yield run[:at]
            yield run[at:]
            return
    yield run


def _is_label(run: list[Glyph], following: list[Glyph]) -> bool:
    text = "".join(glyph.text for glyph in run).strip()
    size = run[-1].size
    near = BLANK_GAP * size < following[0].left - run[-1].right <= LABEL_GAP * size
    return near and LABEL.fullmatch(text) is not None


def hanging_at(run: Sequence[Glyph]) -> int | None:
    """Return which glyph of a line is the blank after a hanging label; None if it has none."""
    return next((at for at, glyph in enumerate(run) if glyph.font == HANGING), None)
