"""Pictures of pages -> glyphs, through Tesseract where that is installed.

Tesseract tells each word's box and line; which line belongs to which column and article is decided
as for any other PDF. Letters of one size come out a little different in each line, so sizes are
brought to steps. Runs in a process of its own (`corpus/formats/sandbox.py`).
"""

import csv
import io
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import Any

from corpus.errors import PageError
from corpus.formats.pdf.sheet.geometry import Area, Glyph, Sheet
from corpus.notes import Count

# Dots an inch, as scanners have it; Tesseract is made for 300.
RESOLUTION = 300
POINTS = 72
# Dots of a page: broadsheets at 300 have 8,000 by 6,000. Larger pages are drawn smaller.
MOST_DOTS = 60_000_000
MOST_SCANS = 64
LANGUAGES = ("chi_sim",)
# Seconds for one page.
LONGEST_PAGE = 240
# Percent. What Tesseract is less sure of is dirt, or a piece of a picture.
SUREST_DIRT = 5.0
# Full-width signs of a line from which its width tells their size better than their height does.
FEWEST_SIGNS = 4
# Ink of a Chinese character, as a share of its size.
INK = 0.9
# Lines whose size differs from the body's by less are body; others are brought to steps of this.
STEP = 0.16
# In sizes of the letter: within a line, words stand no further apart; columns may.
WIDEST_GAP = 1.3
INSTALL = (
    "install Tesseract with Chinese (`sudo apt install tesseract-ocr tesseract-ocr-chi-sim`) and "
    "try again, or save the page with its text"
)


def read_scans(document: Any, numbers: Sequence[int], what: str) -> list[Sheet]:  # noqa: ANN401
    """Return what Tesseract reads on some pages.

    Args:
        document: PDFium's.
        numbers: Of the pages, counted from 0.
        what: Why their own text is not enough.

    Raises:
        PageError: Tesseract or its Chinese is not installed, or there are too many pages.
    """
    if not shutil.which("tesseract"):
        raise PageError(f"{what}, and Tesseract is not installed", INSTALL)
    known = [one for one in LANGUAGES if one in _languages()]
    if "chi_sim" not in known:
        raise PageError(f"{what}, and Tesseract has no Chinese here", INSTALL)
    if len(numbers) > MOST_SCANS:
        raise PageError(f"{what}, {len(numbers)} of them: more than {MOST_SCANS}", "split it")
    return [_scan(document[number], "+".join(known)) for number in numbers]


def _languages() -> list[str]:
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace").split()


def _scan(page: Any, languages: str) -> Sheet:  # noqa: ANN401
    width, height = page.get_size()
    dots = width * height * (RESOLUTION / POINTS) ** 2
    scale = RESOLUTION / POINTS * min(1.0, (MOST_DOTS / max(dots, 1.0)) ** 0.5)
    picture = page.render(scale=scale, grayscale=True).to_numpy()
    rows, columns = picture.shape[:2]
    image = b"P5 %d %d 255\n" % (columns, rows) + picture.reshape(rows, columns).tobytes()
    command = ["tesseract", "-", "-", "-l", languages, "--dpi", str(round(scale * POINTS)), "tsv"]
    try:
        done = subprocess.run(
            command, input=image, capture_output=True, timeout=LONGEST_PAGE, check=True
        )
    except subprocess.TimeoutExpired:
        what = f"Tesseract takes longer than {LONGEST_PAGE} seconds for a page"
        raise PageError(what, "scan it at 300 dots an inch") from None
    except subprocess.CalledProcessError as error:
        what = "Tesseract cannot read it: " + " ".join(
            error.stderr.decode("utf-8", "replace").split()
        )
        raise PageError(what[:300], INSTALL) from None
    glyphs = tuple(read_table(done.stdout.decode("utf-8", "replace"), 1 / scale))
    count = Count(read=len(glyphs))
    return Sheet(Area(0.0, 0.0, width, height), glyphs, count=count, recognised=True)


def evened(sheet: Sheet, body: float) -> Sheet:
    """Bring the sizes of recognised letters to steps, so that a line a little larger is no head."""
    sized = (replace(one, size=_stepped(one.size, body)) for one in sheet.glyphs)
    return replace(sheet, glyphs=tuple(sized))


def read_table(table: str, scale: float) -> Iterator[Glyph]:
    """Turn Tesseract's table of words into glyphs; `scale` is points a dot."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if _is_word(row)]
    lines = [list(line) for _, line in groupby(words, key=_line_of)]
    sizes = [_size(line) * scale for line in lines]
    body = _body_size(lines, sizes)
    for line, size in zip(lines, sizes, strict=True):
        bottom = median(int(word["top"]) + int(word["height"]) for word in line) * scale
        stepped = _stepped(size, body)
        yield from _glyphs(line, stepped, bottom - 0.06 * stepped, scale)


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


def _body_size(lines: Sequence[Sequence[dict[str, str]]], sizes: Sequence[float]) -> float:
    counts: Counter[int] = Counter()
    for line, size in zip(lines, sizes, strict=True):
        counts[round(size)] += sum(len(word["text"]) for word in line)
    around = {size: sum(counts[size + near] for near in (-1, 0, 1)) for size in counts}
    return float(max(around, key=lambda size: around[size], default=10))


def _stepped(size: float, body: float) -> float:
    if abs(size - body) < STEP * body:
        return body
    return body * (1 + STEP * round((size / body - 1) / STEP))


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
