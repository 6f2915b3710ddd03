"""A dry run over folders of pages: which articles are found, where they stand, what looks wrong.

Nothing is written. The main path: `corpus/load.py` reads, `corpus/check/places.py` finds each
article in its page's text, `corpus/check/sentences.py` looks at one article,
`corpus/check/across_files.py` at all of them together. Next: `bot/check/lines.py` and
`bot/check/html.py` show it.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.article import Article
from corpus.check.across_files import (
    doubles,
    habits,
    left_over,
    missing_facts,
    stray_signs,
    unsigned,
)
from corpus.check.findings import Checked, CheckedPage, Finding, Flaw, FlawKind, Stretch
from corpus.check.places import Placed, place
from corpus.check.raw_text import was_typed, without_markdown
from corpus.check.reader_notes import reader_findings
from corpus.check.second_reading import second_reading
from corpus.check.sentences import flaws
from corpus.formats.reading import read_document
from corpus.load import FileProgress, articles_of, load
from corpus.notes import Count
from corpus.page.pageinfo import PageInfo

# Of `across_files.named`: told by the reader's own note where there is one.
UNREADABLE = "U+FFFD"
# As habits are told.
HABITS: tuple[FlawKind, ...] = ("no byline", "no date", "no page number")


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was read.

    Attributes:
        source: Its path relative to the corpus folder.
        text: What was read from it.
        articles: In printed order.
        typed: Whether its text is Markdown that someone wrote.
        count: What became of the glyphs of a PDF.
        notes: What its reader, and a second one, say about the reading.
    """

    source: str
    text: str
    articles: tuple[Article, ...]
    typed: bool
    count: Count | None
    notes: tuple[Finding, ...]


def check(
    folders: Iterable[Path],
    paper: str = "",
    today: datetime.date | None = None,
    progress: FileProgress | None = None,
) -> Checked:
    """Read every page in the folders and say what looks wrong.

    `check([Path("corpus/articles")])` -> four pages, 20 articles, nothing refused.

    Args:
        folders: Folders of pages; a single file is taken as well.
        paper: The paper's name where neither front matter nor file name tells it.
        today: No page is printed later; the machine's today by default.
        progress: Told after each file how many are done.

    Raises:
        CorpusError: A folder does not exist.
    """
    read: list[_Read] = []

    def reading(path: Path, source: str, defaults: PageInfo) -> tuple[Article, ...]:
        document = read_document(path)  # Once: a PDF takes a second.
        articles = articles_of(document, source, defaults)
        if articles:
            typed = was_typed(path)
            texts = document.texts
            text = "\n\n".join(texts) if typed else without_markdown(texts)
            said = (*reader_findings(document.notes, text), *second_reading(path, document))
            read.append(_Read(source, text, articles, typed, document.count, said))
        return articles

    loaded = load(folders, paper, progress, reading)
    usual = habits([one.articles for one in read])
    between: dict[int, list[Finding]] = {}
    everything = [one.articles for one in read]
    unnamed = () if "no byline" in usual else unsigned(everything)
    for at, finding in (*unnamed, *doubles(everything)):
        between.setdefault(at, []).append(finding)
    day = today or datetime.date.today()
    pages = tuple(
        _checked(one, [*missing_facts(one.articles, usual, day), *between.get(at, ())])
        for at, one in enumerate(read)
    )
    said_once = tuple(kind for kind in HABITS if kind in usual)
    return Checked(pages, loaded.refused, said_once, loaded.left_out)


def _checked(page: _Read, known: Iterable[Finding]) -> CheckedPage:
    """Place a page's articles, and every finding with them."""
    placed = place(page.text, page.articles, page.typed)
    known = [*known, *page.notes]
    headlines = [article.title for article in page.articles]
    told = any(one.kind == "unreadable" for one in page.notes)
    stray = (one for one in stray_signs(page.text) if not (told and UNREADABLE in one.other))
    findings = [*known, *stray, *left_over(page.text, placed.left, headlines)]
    for number, article in enumerate(page.articles):
        findings += (_finding(number, flaw, placed) for flaw in flaws(article))
    first = _first_places(placed)
    located = [_located(finding, first) for finding in findings]
    return CheckedPage(
        page.source,
        page.text,
        page.articles,
        placed.stretches,
        tuple(sorted(located, key=lambda one: -1 if one.start is None else one.start)),
        placed.characters,
        placed.found,
        page.count,
    )


def _finding(number: int, flaw: Flaw, placed: Placed) -> Finding:
    """Turn places in an article into places on its page."""
    spots = [spot for spot in placed.texts[number][flaw.start : flaw.end] if spot >= 0]
    if not spots:
        return Finding(flaw.kind, number, words=flaw.words)
    # A stretch that runs over a column's end is marked up to there.
    run = list(_unbroken(spots))
    return Finding(flaw.kind, number, run[0], run[-1] + 1, flaw.words)


def _unbroken(spots: list[int]) -> Iterator[int]:
    before = spots[0]
    for spot in spots:
        if not before <= spot <= before + len(spots):
            return
        yield spot
        before = spot


def _first_places(placed: Placed) -> dict[int, Stretch]:
    """Return where each article begins: its headline, or its first words if it has none."""
    first: dict[int, Stretch] = {}
    for one in placed.stretches:
        if one.article not in first or one.start == placed.heads[one.article]:
            first[one.article] = one
    return first


def _located(finding: Finding, first: Mapping[int, Stretch]) -> Finding:
    """Give a finding about a whole article the place where that begins."""
    if finding.start is not None or finding.article is None or finding.article not in first:
        return finding
    place = first[finding.article]
    return replace(finding, start=place.start, end=place.end)
