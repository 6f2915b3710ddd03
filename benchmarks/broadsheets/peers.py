"""What the plain text of other PDF libraries makes of the same pages.

    python -m benchmarks.broadsheets --out FOLDER
    python -m benchmarks.broadsheets.peers FOLDER

None of them splits a page into articles. So each is told where every article begins: its text is
cut where the headlines that were set stand in it, and each piece is measured as an article of ours
is. A library that is not installed is left out.
"""

import importlib.util
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.broadsheets.__main__ import in_order
from benchmarks.broadsheets.held_out import HELD_OUT
from benchmarks.broadsheets.layouts import LAYOUTS
from benchmarks.broadsheets.press import Printed, squeeze
from benchmarks.broadsheets.shapes import set_page
from benchmarks.broadsheets.web_layouts import WEB_HELD_OUT, WEB_LAYOUTS, set_file


def pypdf_text(raw: bytes) -> str:
    """Return what pypdf extracts."""
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)


def pdfplumber_text(raw: bytes) -> str:
    """Return what pdfplumber extracts."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(raw)) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def pymupdf_text(raw: bytes) -> str:
    """Return what PyMuPDF extracts, in the order of the file, which is better than sorted."""
    import pymupdf

    return "\n".join(page.get_text() for page in pymupdf.open(stream=raw))


def pdfium_text(raw: bytes) -> str:
    """Return what PDFium itself extracts, the library that we read glyphs with."""
    import pypdfium2

    document = pypdfium2.PdfDocument(raw)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


PEERS: dict[str, Callable[[bytes], str]] = {
    "pypdf": pypdf_text,
    "pdfplumber": pdfplumber_text,
    "pymupdf": pymupdf_text,
    "pypdfium2": pdfium_text,
}


def main() -> None:
    """Print a line a library: its share on either press."""
    folder = Path(sys.argv[1])
    set_by_press = [(one.name, set_page(one).truth) for one in (*LAYOUTS, *HELD_OUT)]
    by_browser = [(one.name, set_file(one).truth) for one in (*WEB_LAYOUTS, *WEB_HELD_OUT)]
    for name, read in PEERS.items():
        if not importlib.util.find_spec(name):
            continue
        shares = [_share(folder, read, truths) for truths in (set_by_press, by_browser)]
        print(f"{name:<12} reportlab {shares[0]:.3f}   browser {shares[1]:.3f}")


def _share(
    folder: Path, read: Callable[[bytes], str], truths: Sequence[tuple[str, Sequence[Printed]]]
) -> float:
    right, characters = 0.0, 0
    for name, articles in truths:
        path = folder / f"{name.replace(' ', '_')}.pdf"
        if path.exists():
            text = squeeze(read(path.read_bytes()))
            right += sum(
                in_order(one.head + one.body, _cut(text, one, articles)) for one in articles
            )
            characters += sum(len(one.head) + len(one.body) for one in articles)
    return right / max(1, characters)


def _cut(text: str, article: Printed, articles: Sequence[Printed]) -> str:
    """Return the text from an article's headline to the next one's, "" where it is not found."""
    starts = sorted(place for one in articles if (place := text.find(one.head)) >= 0)
    start = text.find(article.head)
    return (
        text[start : min((s for s in starts if s > start), default=len(text))] if start >= 0 else ""
    )


if __name__ == "__main__":
    main()
