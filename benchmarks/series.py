"""How well what a series prints beside its reports is told: tables of contents, and short news.

    python -m benchmarks.series [--shared ../shared] [--every 4]

Reads every so many-th of the broadcasts that are not kept aside, as the index does. What is true
comes from how their makers mark them, which the reader does not look at: the table stands under
“新闻摘要”, short news under a headline that ends in “快讯”, all else is a report. A table is
recognised if no article holds three of its lines; an item is whole if one article holds all of it,
taken for a table if its headline is gone from the articles, and parted otherwise.
"""

import argparse
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.page.lines import clean, read_lines
from corpus.page.newspaper import read_page
from index.training.transformer.items import KEPT_DAYS

CONTENTS, SHORT_NEWS = "新闻摘要", "快讯"
CHAPTER = re.compile(r"^## ", re.MULTILINE)
ITEM = re.compile(r"^### ", re.MULTILINE)
NUMBERED = re.compile(r"^\d{1,2}\s*[.．、](.+)$", re.MULTILINE)
# Lines that make a table, and characters of a line that stands in one place only.
FEWEST_LINES, FEWEST = 3, 20
NOT_LETTERS = re.compile(r"[\W_]+")
FIGURES = (
    ("tables of contents", "recognised"),
    ("reports", "taken for a table"),
    ("reports", "parted"),
    ("short news", "parted"),
)


def broadcasts(shared: Path, every: int) -> Iterator[tuple[str, str]]:
    """Yield name and text of every so many-th broadcast that may be looked at."""
    with tarfile.open(shared / "data" / "news" / "xwlb.tar.xz") as archive:
        pages = sorted(one.name for one in archive if one.name.endswith(".md"))
        open_days = (one for one in pages if not _kept(Path(one).stem))
        for number, name in enumerate(open_days):
            stream = None if number % every else archive.extractfile(name)
            if stream:
                yield Path(name).name, stream.read().decode("utf-8")


def counted(name: str, page: str) -> Counter[tuple[str, str]]:
    """Return of a broadcast how many there are of each kind, and what became of them."""
    articles = read_page(page, name)
    told = [_letters(one.kicker + one.title + one.subtitle + one.text) for one in articles]
    titles = {_letters(one.title) for one in articles}
    found: Counter[tuple[str, str]] = Counter()
    table, items = _marked(page)
    if len(table) >= FEWEST_LINES:
        held = max((sum(line in one for line in table) for one in told), default=0)
        found["tables of contents", ""] += 1
        found["tables of contents", "recognised"] += held < FEWEST_LINES
    for headline, lines in items:
        kind = "short news" if headline.endswith(SHORT_NEWS) else "reports"
        found[kind, ""] += 1
        if not any(all(line in one for line in lines) for one in told):
            gone = kind == "reports" and _letters(headline) not in titles
            found[kind, "taken for a table" if gone else "parted"] += 1
    return found


def _marked(page: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Return the lines of the table, and each item's headline with its long lines."""
    chapters = CHAPTER.split(clean(page))
    contents = next((one for one in chapters if one.startswith(CONTENTS)), "")
    items = []
    for chapter in chapters:
        for item in ITEM.split(chapter)[1:]:
            headline, _, body = item.partition("\n")
            lines = [_letters(line.text) for line in read_lines(body)]
            if kept := [line for line in lines if len(line) >= FEWEST]:
                items.append((headline.strip(), kept))
    return [_letters(line) for line in NUMBERED.findall(contents)], items


def _letters(words: str) -> str:
    return NOT_LETTERS.sub("", words)


def _kept(day: str) -> bool:
    return any(first <= day <= last for first, last in KEPT_DAYS)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Tables of contents and short news, as read.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--every", type=int, default=4)
    wanted = parser.parse_args()
    total: Counter[tuple[str, str]] = Counter()
    pages = 0
    for name, page in broadcasts(wanted.shared, wanted.every):
        pages += 1
        total += counted(name, page)
    print(f"broadcasts: {pages:,}")
    for kind, what in FIGURES:
        print(f"{kind} {what}: {total[kind, what]:,} of {total[kind, '']:,}")


if __name__ == "__main__":
    main()
