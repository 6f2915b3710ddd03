"""What comes back of pages that are pictures, with each program that is installed here.

    python -m benchmarks.broadsheets.scans [--pages 3] [--pieces 0] [--turned 0.0]

Pages of the first press are drawn at 200 dots an inch, so a Chinese font of the system is needed,
and read as pictures. Of the characters that were set, `found` counts those that stand anywhere,
`right` those in the right article and order (`python -m benchmarks.broadsheets`); `seconds` are of
processor time a page, loading apart.
"""

import argparse
import io
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2

from benchmarks.broadsheets.__main__ import measure
from benchmarks.broadsheets.layouts import LAYOUTS
from benchmarks.broadsheets.press import Press
from benchmarks.broadsheets.shapes import set_page
from corpus.article import Article
from corpus.formats.pdf.document import pdf_document
from corpus.formats.pdf.sheet.ocr import PROGRAMS, prepare_recognition
from corpus.load import articles_of
from corpus.page.pageinfo import PageInfo

RESOLUTION = 200
# Layouts of two, four and three columns.
CHOSEN = (0, 6, 2)


def main() -> None:
    """Print a line a program and page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=len(CHOSEN), help="how many of the three")
    parser.add_argument("--pieces", type=int, default=0, help="articles of each, 0 for all")
    parser.add_argument("--turned", type=float, default=0.0, help="degrees that a page lies askew")
    chosen = parser.parse_args()
    print(f"{'page':<32} {'program':<16} found  right  heads seconds")
    for load in PROGRAMS:
        program = load.__module__.rpartition(".")[2]
        if load() is None:
            print(f"{'':<32} {program:<16} is not installed")
            continue
        prepare_recognition([load])
        for number in CHOSEN[: chosen.pages]:
            layout = LAYOUTS[number]
            pieces = layout.pieces[: chosen.pieces or None]
            press = set_page(replace(layout, pieces=pieces))
            print(f"{layout.name:<32} {program:<16} {_measured(press, chosen.turned)}", flush=True)


def _measured(press: Press, turned: float) -> str:
    raw = scanned(press, turned)
    start = sum(os.times()[:4])  # with those of programs that were called
    document = pdf_document(raw)
    seconds = sum(os.times()[:4]) - start
    articles = articles_of(document, "scan.pdf", PageInfo())
    figures = measure(press.truth, articles)
    shares = f"{_found(press, articles):.3f}  {figures.share:.3f}"
    return f"{shares}  {figures.whole:>2}/{figures.articles} {seconds:>6.1f}"


def scanned(press: Press, turned: float = 0.0) -> bytes:
    """Return a page as a picture in a PDF, turned by some degrees."""
    page = pypdfium2.PdfDocument(press.printed())[0]
    picture = page.render(scale=RESOLUTION / 72).to_pil().convert("L")
    stream = io.BytesIO()
    grey = picture.rotate(turned, resample=2, fillcolor=255)
    grey.save(stream, format="PDF", resolution=float(RESOLUTION))
    return stream.getvalue()


def _found(press: Press, articles: Sequence[Article]) -> float:
    """Return the share of the characters that were set that stand anywhere, each once."""
    said = Counter("".join(one.head + one.body + "".join(one.captions) for one in press.truth))
    read = Counter("".join(one.kicker + one.title + one.subtitle + one.text for one in articles))
    return sum((said & read).values()) / sum(said.values())


if __name__ == "__main__":
    main()
