"""How much of a newspaper page set in columns comes back in the right article and order.

    python -m benchmarks.broadsheets [--lots] [--page NAME] [--out FOLDER]

The bundled articles are set on twenty pages of two to five columns by reportlab, and in fourteen
files of three to six columns by a browser, where Chromium is installed; with `--lots` in 66 more,
whose look and cells were drawn by lot. Each PDF is read as any is. Of each article that was set,
the one that was read with the most of its headline is compared, head and report, blanks left out.
The share counts the characters found in the same order in both, of the longer of the two: what is
missing, misplaced or too much counts alike.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.broadsheets.held_out import HELD_OUT
from benchmarks.broadsheets.layouts import LAYOUTS
from benchmarks.broadsheets.press import Printed, squeeze
from benchmarks.broadsheets.shapes import Layout, set_page
from benchmarks.broadsheets.web import browser
from benchmarks.broadsheets.web_layouts import WEB_HELD_OUT, WEB_LAYOUTS, WebLayout, set_file
from benchmarks.broadsheets.web_random import KEPT, WORKED, drawn_by_lot
from corpus.article import Article
from corpus.load import load_bytes


@dataclass(frozen=True, slots=True)
class Figures:
    """What came back of a page.

    Attributes:
        characters: That were set.
        right: Of them, those in the right article and order.
        articles: That were set.
        whole: Of them, those that came back with just the head that was set.
        captions: That were set.
        apart: Of them, those that stand in the right article, in a paragraph of their own.
    """

    characters: int
    right: float
    articles: int
    whole: int
    captions: int
    apart: int

    @property
    def share(self) -> float:
        """Of the characters."""
        return self.right / self.characters


def main() -> None:
    """Print the figures of every page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--page", default="", help="only pages with this in their name")
    parser.add_argument("--out", type=Path, help="keep the PDFs in this folder")
    parser.add_argument("--lots", action="store_true", help="also the files drawn by lot")
    chosen = parser.parse_args()
    sections: list[tuple[str, Sequence[Layout | WebLayout]]] = [
        ("set by reportlab, to work with", LAYOUTS),
        ("set by reportlab, held out", HELD_OUT),
    ]
    if browser():
        sections += [
            ("printed by a browser, to work with", WEB_LAYOUTS),
            ("printed by a browser, held out", WEB_HELD_OUT),
        ]
        if chosen.lots:
            sections += [
                ("drawn by lot, to work with", list(map(drawn_by_lot, WORKED))),
                ("drawn by lot, held out", list(map(drawn_by_lot, KEPT))),
            ]
    else:
        print("Chromium is not installed: its pages are left out\n")
    for title, layouts in sections:
        print(f"{title:<46} share   heads  captions")
        figures = [_shown(layout, chosen.out) for layout in layouts if chosen.page in layout.name]
        if figures:
            print(f"{'all':<46} {_all(figures):.4f}\n")


def _shown(layout: Layout | WebLayout, out: Path | None) -> Figures:
    press = set_page(layout) if isinstance(layout, Layout) else set_file(layout)
    printed = press.printed()
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{layout.name.replace(' ', '_')}.pdf").write_bytes(printed)
    figures = measure(press.truth, load_bytes("page.pdf", printed))
    heads, captions = f"{figures.whole}/{figures.articles}", f"{figures.apart}/{figures.captions}"
    print(f"{layout.name:<46} {figures.share:.4f} {heads:>6} {captions:>9}")
    return figures


def _all(figures: Sequence[Figures]) -> float:
    return sum(one.right for one in figures) / sum(one.characters for one in figures)


def measure(truths: Sequence[Printed], found: Sequence[Article]) -> Figures:
    """Compare what was set with what was read."""
    right, whole, apart = 0.0, 0, 0
    for truth in truths:
        read = max(found, key=lambda article: _likeness(truth, article), default=None)
        if read is None:
            continue
        body, captions = _parts(read, truth.captions)
        head = squeeze(read.kicker + read.title + read.subtitle)
        right += in_order(truth.head + truth.body, head + body)
        whole += head == truth.head
        apart += sum(caption in captions for caption in truth.captions)
    return Figures(
        sum(len(truth.head) + len(truth.body) for truth in truths),
        right,
        len(truths),
        whole,
        sum(len(truth.captions) for truth in truths),
        apart,
    )


def _parts(article: Article, set_captions: Sequence[str]) -> tuple[str, list[str]]:
    """Return an article's report without its captions, and those."""
    paragraphs = [squeeze(one) for one in article.text.split("\n")]
    captions = [one for one in paragraphs if one in set_captions]
    return "".join(one for one in paragraphs if one not in set_captions), captions


def _likeness(truth: Printed, article: Article) -> int:
    head = squeeze(article.kicker + article.title + article.subtitle)
    return _matched(truth.head, head) * 3 + _matched(truth.body[:80], squeeze(article.text))


def in_order(truth: str, read: str) -> float:
    """Return how many characters of the truth count, cut by the share of what is too much."""
    matched = _matched(truth, read)
    return matched * len(truth) / max(len(truth), len(read))


def _matched(truth: str, read: str) -> int:
    blocks = SequenceMatcher(None, truth, read, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


if __name__ == "__main__":
    main()
