"""What others make of the web pages of `benchmarks/webpages/`: the body of all reports of a page.

    python -m benchmarks.webpages.peers

Packages that are not installed are left out: trafilatura, readability-lxml, markitdown. All get the
page's text in its right encoding. Lines that are just a headline, kicker, subtitle or caption count
neither way, for everyone.
"""

import io
import statistics
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from benchmarks.webpages.__main__ import SETS, common, ours, squeeze
from benchmarks.webpages.page import Page


def of_ours(page: Page) -> str:
    """Read by the index's reader."""
    return "\n".join(line for told in ours(page) for line in told.body)


def of_trafilatura(page: Page) -> str:
    """Read by trafilatura with its settings as they come."""
    found = import_module("trafilatura").extract(page.markup, include_comments=False)
    return str(found or "")


def of_trafilatura_precise(page: Page) -> str:
    """Read by trafilatura told to leave out rather more."""
    reader = import_module("trafilatura")
    found = reader.extract(page.markup, include_comments=False, favor_precision=True)
    return str(found or "")


def of_readability(page: Page) -> str:
    """Read by readability-lxml."""
    from lxml import html

    found = import_module("readability").Document(page.markup).summary()
    return str(html.fromstring(found).text_content())


def of_markitdown(page: Page) -> str:
    """Read by markitdown, which keeps all of a page."""
    reader = import_module("markitdown").MarkItDown()
    stream = io.BytesIO(page.markup.encode())
    return str(reader.convert_stream(stream, file_extension=".html").text_content)


READERS: tuple[tuple[str, Callable[[Page], str]], ...] = (
    ("corpus", of_ours),
    ("trafilatura", of_trafilatura),
    ("trafilatura", of_trafilatura_precise),
    ("readability", of_readability),
    ("markitdown", of_markitdown),
)


def main() -> None:
    """Print precision and recall of every reader over both sets."""
    for package, read in READERS:
        if not find_spec(package):
            print(f"{package} is not installed")
            continue
        for title, makers in SETS:
            shares = [_shares(make(), read) for make in makers]
            precision, recall = (statistics.mean(one) for one in zip(*shares, strict=True))
            name = read.__name__.removeprefix("of_")
            print(f"{name:<24} {title:<14} precision {precision:.3f}  recall {recall:.3f}")


def _shares(page: Page, read: Callable[[Page], str]) -> tuple[float, float]:
    heads = [
        (told.title, told.kicker, told.subtitle, *told.authors, *told.captions)
        for told in page.tolds
    ]
    apart = {squeeze(words) for head in heads for words in head}
    lines = map(squeeze, read(page).split("\n"))
    body = "".join(line for line in lines if line.lstrip("#") not in apart)
    truth = squeeze("".join(text for told in page.tolds for text in told.body))
    right = common(truth, body)
    return right / max(1, len(body)), right / len(truth)


if __name__ == "__main__":
    main()
