"""How much of a saved web page comes back: headline, day, authors, and the report and nothing else.

    python -m benchmarks.webpages [--page NAME] [--wrong] [--peer trafilatura]

The pages are built by `benchmarks/webpages_*.py` in the markup of papers' sites, digital editions,
channels, blogs and content systems; of each the truth is known. Those to work with were written
before the reader was finished, those held out after. Of a body, the characters are compared in
order: precision is the share of what was read that belongs there, recall the share of what belongs
there that was read. A caption counts neither way.
"""

import argparse
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib import import_module

from benchmarks.webpages.held_out import HELD_OUT
from benchmarks.webpages.page import Page
from benchmarks.webpages.papers import PAPERS
from benchmarks.webpages.sites import SITES
from benchmarks.webpages.words import Told
from corpus.errors import PageError
from corpus.load import load_bytes

Reader = Callable[[Page], list[Told]]
FIELDS = ("title", "kicker", "subtitle", "date", "authors", "paper", "page")
SETS = (("to work with", (*PAPERS, *SITES)), ("held out", HELD_OUT))


@dataclass(frozen=True, slots=True)
class Figures:
    """What came back of a report.

    Attributes:
        name: Of the page.
        right: Field -> it is as the page tells it.
        precision: Share of the body read that belongs there.
        recall: Share of the body that was read.
        wrong: Field -> what was read instead.
    """

    name: str
    right: dict[str, bool]
    precision: float
    recall: float
    wrong: dict[str, str]


def ours(page: Page) -> list[Told]:
    """Read a page as the index does."""
    try:
        articles = load_bytes(page.file_name, page.raw)
    except PageError:
        return []
    return [
        Told(
            one.title,
            tuple(one.text.split("\n")),
            one.kicker,
            one.subtitle,
            one.date.isoformat() if one.date else "",
            one.authors,
            one.paper,
            one.page or 0,
        )
        for one in articles
    ]


def trafilatura(page: Page) -> list[Told]:
    """Read a page by trafilatura with its settings as they come, without comments."""
    found = import_module("trafilatura").bare_extraction(
        page.raw, with_metadata=True, include_comments=False
    )
    if found is None:
        return []
    told = found.as_dict()
    people = tuple(filter(None, (told["author"] or "").split("; ")))
    body = tuple((told["text"] or "").split("\n"))
    return [Told(told["title"] or "", body, date=told["date"] or "", authors=people)]


def measure(page: Page, read: Reader) -> list[Figures]:
    """Compare each report of a page with the one read that is most like it."""
    found = read(page)
    return [_compared(page, told, _nearest(told, found)) for told in page.tolds]


def _nearest(told: Told, found: Sequence[Told]) -> Told:
    whole = squeeze("".join(told.body))
    return max(found, key=lambda one: common(whole, _body(one, told)), default=Told("", ()))


def _compared(page: Page, told: Told, read: Told) -> Figures:
    truth, body = squeeze("".join(told.body)), _body(read, told)
    right = common(truth, body)
    pairs = {field: (getattr(told, field), getattr(read, field)) for field in FIELDS}
    return Figures(
        page.name,
        {field: _same(*pair) for field, pair in pairs.items()},
        right / max(1, len(body)),
        right / len(truth),
        {field: str(pair[1]) for field, pair in pairs.items() if not _same(*pair)},
    )


def _same(told: object, read: object) -> bool:
    if isinstance(told, tuple) or isinstance(read, tuple):
        return told == read
    return squeeze(str(told)) == squeeze(str(read))


def _body(read: Told, told: Told) -> str:
    """Return the body that was read, without captions, headline and the byline's own line."""
    head = (told.title, told.kicker, told.subtitle)
    apart = {squeeze(one) for one in (*told.captions, *head)}
    lines = (squeeze(line) for line in read.body)
    names = "".join(told.authors)
    kept = (line for line in lines if line not in apart)
    return "".join(line for line in kept if not (names and _is_byline(line, names)))


def _is_byline(line: str, names: str) -> bool:
    """Say whether a line only signs; a reader may keep it as printed or take it for a field."""
    return len(line) <= len(names) + 8 and names in line


def common(one: str, other: str) -> int:
    """Count the characters that stand in both in the same order."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def squeeze(text: str) -> str:
    """Return a text without blanks and bars."""
    return "".join(text.replace("|", "").split())


def main() -> None:
    """Print the figures of every page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--page", default="", help="only pages with this in their name")
    parser.add_argument("--peer", choices=["trafilatura"], help="measure this instead of ours")
    parser.add_argument("--wrong", action="store_true", help="show what was read instead")
    chosen = parser.parse_args()
    read = trafilatura if chosen.peer else ours
    for title, makers in SETS:
        pages = [page for make in makers if chosen.page in (page := make()).name]
        figures = [one for page in pages for one in measure(page, read)]
        if figures:
            _show(title, figures, chosen.wrong)


def _show(title: str, figures: Sequence[Figures], wrong: bool) -> None:
    print(f"{title:<36} {'  '.join(FIELDS)}  precision  recall")
    for one in figures:
        marks = "  ".join(("+" if one.right[f] else "-").center(len(f)) for f in FIELDS)
        print(f"{one.name:<36} {marks}  {one.precision:9.3f}  {one.recall:6.3f}")
        for field, value in one.wrong.items() if wrong else ():
            print(f"    {field}: {value[:110]!r}")
    sums = "  ".join(f"{sum(o.right[f] for o in figures)}".center(len(f)) for f in FIELDS)
    precision = statistics.mean(one.precision for one in figures)
    recall = statistics.mean(one.recall for one in figures)
    print(f"{f'all {len(figures)}':<36} {sums}  {precision:9.3f}  {recall:6.3f}\n")


if __name__ == "__main__":
    main()
