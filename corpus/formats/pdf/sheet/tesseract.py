"""A page as a picture -> glyphs, through Tesseract, a package of the system with its Chinese.

Tesseract tells each word's box and line; its letters are spread over it. It runs in a process of
its own, within the limits of the one that reads (`corpus/formats/sandbox.py`).
"""

import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import Any

from corpus.errors import PageError
from corpus.formats.pdf.sheet.geometry import Glyph
from corpus.formats.pdf.sheet.letter_sizes import stepped, usual_size

# Dots an inch, as scanners have it; Tesseract is made for 300.
RESOLUTION = 300
POINTS = 72
# Dots of a page: broadsheets at 300 have 8,000 by 6,000. Larger pages are drawn smaller.
MOST_DOTS = 60_000_000
CHINESE = "chi_sim"
# Seconds for one page.
LONGEST_PAGE = 240
# Percent. What Tesseract is less sure of is dirt, or a piece of a picture.
SUREST_DIRT = 5.0
# Full-width signs of a line from which its width tells their size better than their height does.
FEWEST_SIGNS = 4
# Ink of a Chinese character, as a share of its size.
INK = 0.9
# In sizes of the letter: within a line, words stand no further apart; columns may.
WIDEST_GAP = 1.3


def load_tesseract() -> Callable[[Any], list[Glyph]] | None:
    """Return what recognises a page; None where Tesseract or its Chinese is not installed."""
    if not shutil.which("tesseract"):
        return None
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False)
    known = done.stdout.decode("utf-8", "replace").split()
    return _recognised if CHINESE in known else None


def _recognised(page: Any) -> list[Glyph]:  # noqa: ANN401 - pypdfium2 has no types
    width, height = page.get_size()
    dots = width * height * (RESOLUTION / POINTS) ** 2
    scale = RESOLUTION / POINTS * min(1.0, (MOST_DOTS / max(dots, 1.0)) ** 0.5)
    picture = page.render(scale=scale, grayscale=True).to_numpy()
    rows, columns = picture.shape[:2]
    image = b"P5 %d %d 255\n" % (columns, rows) + picture.reshape(rows, columns).tobytes()
    command = ["tesseract", "-", "-", "-l", CHINESE, "--dpi", str(round(scale * POINTS)), "tsv"]
    try:
        done = subprocess.run(
            command, input=image, capture_output=True, timeout=LONGEST_PAGE, check=True
        )
    except subprocess.TimeoutExpired:
        what = f"Tesseract takes longer than {LONGEST_PAGE} seconds for a page"
        raise PageError(what, "scan it at 300 dots an inch") from None
    except subprocess.CalledProcessError as error:
        what = " ".join(error.stderr.decode("utf-8", "replace").split())
        raise PageError(f"Tesseract cannot read it: {what}"[:300], "scan it again") from None
    return list(read_table(done.stdout.decode("utf-8", "replace"), 1 / scale))


def read_table(table: str, scale: float) -> Iterator[Glyph]:
    """Turn Tesseract's table of words into glyphs; `scale` is points a dot."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if _is_word(row)]
    lines = [list(line) for _, line in groupby(words, key=_line_of)]
    sizes = [_size(line) * scale for line in lines]
    letters = [sum(len(word["text"]) for word in line) for line in lines]
    body = usual_size(zip(sizes, letters, strict=True))
    for line, size in zip(lines, sizes, strict=True):
        bottom = median(int(word["top"]) + int(word["height"]) for word in line) * scale
        even = stepped(size, body)
        yield from _glyphs(line, even, bottom - 0.06 * even, scale)


def _is_word(row: dict[str, str]) -> bool:
    text = row.get("text") or ""
    return row.get("level") == "5" and bool(text.strip()) and float(row["conf"]) >= SUREST_DIRT


def _line_of(row: dict[str, str]) -> tuple[str, ...]:
    return (row["block_num"], row["par_num"], row["line_num"])


def _size(line: Sequence[dict[str, str]]) -> float:
    """Return the size of a line's letters in dots: a Chinese one is as wide as it is high."""
    left = min(int(word["left"]) for word in line)
    right = max(int(word["left"]) + int(word["width"]) for word in line)
    units = sum(0.5 if sign.isascii() else 1.0 for word in line for sign in word["text"])
    height = median(int(word["height"]) for word in line) / INK
    wide = (right - left) / max(units, 1.0)
    return wide if units >= FEWEST_SIGNS else min(height, 1.2 * wide)


def _glyphs(
    line: Sequence[dict[str, str]], size: float, base: float, scale: float
) -> Iterator[Glyph]:
    """Spread each word over its box, up to the next word where that is near."""
    lefts = [int(word["left"]) * scale for word in line]
    rights = [left + int(word["width"]) * scale for left, word in zip(lefts, line, strict=True)]
    for number, word in enumerate(line):
        following = lefts[number + 1] if number + 1 < len(line) else rights[number]
        near = 0 < following - rights[number] < WIDEST_GAP * size
        right = following if near else rights[number]
        step = (right - lefts[number]) / len(word["text"])
        for place, sign in enumerate(word["text"]):
            left = lefts[number] + place * step
            yield Glyph(sign, left, left + step, base, size)
