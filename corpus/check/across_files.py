"""What looks wrong between articles and files: doubles, what a file does not tell, stray signs.

What nearly all files lack (laws have no bylines, broadcasts no page numbers) is a habit of the
archive and said once. Next: `corpus/check/run.py` puts everything together.
"""

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from corpus.article import Article
from corpus.check.findings import Finding, FlawKind
from corpus.check.places import Left
from corpus.duplicates import duplicates
from corpus.formats.reading import UNPAGED
from corpus.page import byline
from corpus.page.series import is_contents, read_headline

# Share of articles, or of files, that must have something before its lack is worth a word each.
USUAL = 0.5
# Files of an archive that has habits; of fewer, each is code_and_name.
FEWEST_FILES = 4
# A headline that so many articles without names share is a column's.
STANDING = 3
# Paragraphs that are looked at for a dateline: lines of a long headline may stand above it; and
# for a signature.
START, END = 6, 2
# Signs of a text read in the wrong encoding: 锟斤拷 and 烫烫烫, and UTF-8 taken for Latin-1.
GARBLED = re.compile(r"锟斤拷|烫烫烫|屯屯屯|(?:[ÃÂåäæçèé][\x80-\xbf¡-¿]){2,}")
# Damage. No format signs: joiners, direction marks of one character, soft hyphens, marks.
STRANGE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufff0-\uffff]"
)
# Characters of a page's words that no article took; a page's number and day have fewer.
MOST_LEFT = 40
FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n.*?\n---[ \t]*(?:\n|$)", re.DOTALL)
SHOWN = 24

ArticlesOfPage = Sequence[Article]


def stray_signs(text: str) -> Iterator[Finding]:
    """Yield each kind of character that no newspaper prints, once, with how often it stands there.

    `工会\ufffd动态` -> one finding at 2 to 3 with the words `工会\ufffd动态`.
    """
    found = [*STRANGE.finditer(text), *GARBLED.finditer(text)]
    seen: dict[str, list[re.Match[str]]] = {}
    for one in found:
        seen.setdefault(one[0][0], []).append(one)
    for matches in seen.values():
        start, end = matches[0].span()
        before = text[max(0, start - SHOWN // 2) : start].rpartition("\n")[2]
        around = before + text[start : end + SHOWN // 2].split("\n")[0]
        yield Finding("damaged", None, start, end, around, code_and_name(text[start]), len(matches))


def code_and_name(character: str) -> str:
    """Return a character's code and, where it has one, its name.

    >>> code_and_name("�")
    'U+FFFD REPLACEMENT CHARACTER'
    """
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def left_over(text: str, left: Sequence[Left], headlines: Sequence[str]) -> Iterator[Finding]:
    """Yield words of the page that stand in no article, front matter and contents aside."""
    matter = FRONT_MATTER.match(text)
    start_of_page = matter.end() if matter else 0
    beside = [*map(read_headline, headlines)]
    for one in left:
        lines = [line.strip() for line in text[one.start : one.end].splitlines()]
        if is_contents(lines, beside):
            continue
        if one.start >= start_of_page and one.characters >= MOST_LEFT:
            words = text[one.start : one.end][: 2 * SHOWN]
            yield Finding("left over", None, one.start, one.end, words, count=one.characters)


def habits(pages: Sequence[ArticlesOfPage]) -> frozenset[FlawKind]:
    """Return what most files lack, so that it is said once."""
    articles = [article for page in pages for article in page]
    shares: Mapping[FlawKind, float] = {
        "no byline": _share([is_signed(article) for article in articles]),
        "no date": _share([page[0].date is not None for page in pages]),
        "no page number": _share([page[0].page is not None for page in pages]),
    }
    rare = {kind for kind, share in shares.items() if share < USUAL}
    return frozenset(rare if len(pages) >= FEWEST_FILES else rare & {"no byline"})


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 1.0


def is_signed(article: Article) -> bool:
    """Say whether an article tells where it comes from: names, or a dateline like 新华社电."""
    if article.authors:
        return True
    paragraphs = article.text.split("\n")
    ends = [*paragraphs[:START], *paragraphs[-END:]]
    return any(byline.opens(one) or byline.closes(one) or byline.is_caption(one) for one in ends)


def unsigned(pages: Sequence[ArticlesOfPage]) -> Iterator[tuple[int, Finding]]:
    """Yield, by page, every article without names, standing columns like 简讯 aside."""
    found = [
        (at, number, article)
        for at, page in enumerate(pages)
        for number, article in enumerate(page)
        if not is_signed(article) and article.text != article.title
    ]
    columns = Counter(article.title for _, _, article in found)
    for at, number, article in found:
        if columns[article.title] < STANDING:
            yield at, Finding("no byline", number, words=article.title or article.text[:SHOWN])


def missing_facts(
    page: ArticlesOfPage, usual: frozenset[FlawKind], today: datetime.date
) -> Iterator[Finding]:
    """Yield what a file does not tell although others do, or what cannot be true."""
    first = page[0]
    if first.date is None and "no date" not in usual:
        yield Finding("no date")
    if first.date is not None and first.date > today:
        yield Finding("future date", words=first.date.isoformat())
    web = PurePosixPath(first.source).suffix.casefold() in UNPAGED  # printed on no page
    if first.page is None and not web and "no page number" not in usual:
        yield Finding("no page number")


def doubles(pages: Sequence[ArticlesOfPage]) -> Iterator[tuple[int, Finding]]:
    """Yield every article that a newer one replaces, and files that are the same page, by page."""
    places = {
        id(article): (at, number)
        for at, page in enumerate(pages)
        for number, article in enumerate(page)
    }
    for one in duplicates([article for page in pages for article in page]):
        at, number = places[id(one.older)]
        kind: FlawKind = "duplicate" if one.kind == "same" else "corrected"
        words = one.older.title or one.older.text[:SHOWN]
        yield at, Finding(kind, number, words=words, other=one.newer.source)
    for at, other in _same_pages(pages):
        yield at, Finding("same page", other=other)


def _same_pages(pages: Sequence[ArticlesOfPage]) -> Iterator[tuple[int, str]]:
    """Yield files that print the day and page of one before: 2023-01-05_02.md, 20230105-2.txt."""
    keys = [(page[0].paper, page[0].date, page[0].page) for page in pages]
    counts = Counter(keys)
    first: dict[object, str] = {}
    for at, (key, page) in enumerate(zip(keys, pages, strict=True)):
        if None in key or counts[key] < 2:
            continue
        if key in first:
            yield at, first[key]
        first.setdefault(key, page[0].source)
