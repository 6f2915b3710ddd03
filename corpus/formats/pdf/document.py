"""A PDF -> Markdown: one text an article for newspaper pages, one text for a plain document.

A page whose text stands in columns beside one another is a newspaper page, and every article on it
becomes a text of its own. Pages of one column follow one another as a document. A page without
letters is recognised where a program for that is installed (`sheet/textless.py`), else refused.
Runs in a process of its own, started by `corpus/formats/sandbox.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from corpus.errors import PageError
from corpus.formats.pdf.headlines import without_banners
from corpus.formats.pdf.jumps import join_jumps
from corpus.formats.pdf.layout.aligned_tables import ColumnEdges, take_aligned
from corpus.formats.pdf.layout.blocks import (
    COMES,
    LEAVES,
    LONGEST_NOTE,
    TABLE,
    Head,
    PdfStory,
    Roles,
    TextBlock,
    read_blocks,
)
from corpus.formats.pdf.layout.lines import body_size, frame_of, read_text_lines, sideways
from corpus.formats.pdf.layout.ruled_tables import take_ruled
from corpus.formats.pdf.markdown import kicker_line, story_markdown, story_paragraphs
from corpus.formats.pdf.noting import reading_notes
from corpus.formats.pdf.pieces import uses_indents
from corpus.formats.pdf.reading_order import read_stories
from corpus.formats.pdf.roles import read_roles
from corpus.formats.pdf.sheet.decode import open_pdf, read_sheets
from corpus.formats.pdf.sheet.geometry import Sheet
from corpus.formats.pdf.sheet.letter_sizes import evened
from corpus.formats.pdf.sheet.textless import read_textless
from corpus.notes import Count, Document
from corpus.page.markdown import APART, escape, headed
from corpus.page.pageinfo import NAMED_DATE, NAMED_PAPER, PageInfo, dated

# Articles of a page. A page of short news has about 30; OCR makes hundreds of a page of a book.
MOST_STORIES = 60
# Pages on which the same line stands at the same edge before it is taken for the page's own.
REPEATED = 3
# Times as wide as high: two pages on one sheet.
DOUBLE = 1.2
# How many pages the paper has that day (今日8版) is no page's number.
PRINTED_PAGE = re.compile(
    r"第\s*0?(\d{1,3})\s*版"
    r"|(?<![\dA-Za-z])(?<!今[日天])(?<!本[期报])(?<!共)(?<!今[日天]\s)(?<!本[期报]\s)(?<!共\s)[A-D]?0?(\d{1,2})\s*版"
)
DEEPEST_HEADING = 6
# Lines of a table down to the names of its columns.
MOST_TITLES = 2


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page as it was read.

    Attributes:
        number: Counted from 1 within the file.
        roles: What its blocks are.
        stories: Its articles.
        indents: Whether its paragraphs begin with an indent.
        crowded: Whether it has more articles than any page, so that they are none.
        recognised: Whether a program recognised its letters on a picture.
        fold: Where two pages beside one another meet, in points from the left; 0 on a single one.
    """

    number: int
    roles: Roles
    stories: list[PdfStory]
    indents: bool
    crowded: bool = False
    recognised: bool = False
    fold: float = 0.0

    @property
    def is_document(self) -> bool:
        """Whether no two blocks of it stand beside one another, or it cannot be told apart."""
        if self.crowded:
            return True
        bodies = [block for block in self.roles.bodies if len(block.lines) > 1]
        return not any(
            a.area.beside(b.area) > a.size and a.area.over(b.area) < 0
            for a in bodies
            for b in bodies
        )


def pdf_document(raw: bytes) -> Document:
    """Return the texts of a PDF for `corpus/page/newspaper.py`, and what became of its glyphs.

    Raises:
        PageError: It is damaged, locked, too large, empty, or has no text that can be read here.
        ScansWaitError: It has pages to be recognised, and nothing was loaded for that.
    """
    document = open_pdf(raw)
    sheets = list(read_sheets(document))
    if not sheets:
        raise PageError("none of its pages can be read", "save or print it as PDF again")
    sheets, notes = read_textless(document, sheets)
    if not any(sheet.glyphs for sheet in sheets):
        raise PageError("nothing is written on its pages", "save or print it as PDF again")
    read = list(_read_pages(sheets))
    named = "".join(_named_again(read))
    leads = "".join(_leads(read))
    pages = _joined_pages(read)
    texts = list(page_texts(pages))
    count = sum((sheet.count for sheet in sheets), Count())
    notes += reading_notes(sheets, [page.number for page in pages if page.crowded])
    return Document(texts, tuple(notes), count, named + leads + _aside(sheets, pages))


def _read_pages(sheets: Sequence[Sheet]) -> Iterator[PdfPage]:
    """Yield what stands on each page; a table may go on from the page before."""
    above: tuple[ColumnEdges, ...] = ()
    for number, sheet in enumerate(sheets, start=1):
        page = read_page_of(number, sheet, above)
        last = max(page.roles.bodies, key=lambda block: block.area.bottom, default=None)
        above = last.columns if last else ()
        yield page


def _named_again(pages: Sequence[PdfPage]) -> Iterator[str]:
    """Take off the names of columns that a table has again on the next page, and yield them."""
    known: set[str] = set()
    for page, after in pairwise(pages):
        last = max(page.roles.bodies, key=lambda block: block.area.bottom, default=None)
        first = min(after.roles.bodies, key=lambda block: block.area.top, default=None)
        if not (last and first and TABLE in last.tags & first.tags and len(first.lines) > 1):
            known.clear()
            continue
        known |= {line.text for line in last.lines[:MOST_TITLES]}
        if first.lines[0].text in known:
            yield f"{first.lines.pop(0).text}\n"


def _leads(pages: Sequence[PdfPage]) -> Iterator[str]:
    """Yield the notes that lead from page to page; they are dropped where both halves are found."""
    for page in pages:
        for block in (block for story in page.stories for block in story.blocks):
            for found in (
                COMES.match(block.lines[0].text),
                LEAVES.search(block.text[-LONGEST_NOTE:]),
            ):
                if found:
                    yield f"{found[0]}\n"


def _aside(sheets: Sequence[Sheet], pages: Sequence[PdfPage]) -> str:
    """Return what stands in no text on purpose, line by line."""
    repeated = _repeated(pages)
    bodies = [block for page in pages if page.is_document for block in page.roles.bodies]
    return "\n".join(
        [
            *(sheet.twice for sheet in sheets),
            *(sheet.aslant + sideways(sheet.glyphs) for sheet in sheets),
            *(block.text for page in pages for block in page.roles.margin),
            *(block.text for block in bodies if _bare(block) in repeated),
        ]
    )


def _joined_pages(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Make articles whole that jump from page to page."""
    numbered = [(_printed_info(page, len(pages)).page or 1, page.stories) for page in pages]
    return [
        replace(page, stories=stories)
        for page, stories in zip(pages, join_jumps(numbered), strict=True)
    ]


def read_page_of(number: int, sheet: Sheet, above: Sequence[ColumnEdges] = ()) -> PdfPage:
    """Return what stands on a page.

    Args:
        number: Of the page, counted from 1 within the file.
        sheet: What was read of it.
        above: The columns of the table that the page before ends with, if it does.
    """
    body = body_size(sheet.glyphs)
    sheet = evened(sheet, body) if sheet.recognised else sheet
    sheet, ruled = take_ruled(sheet)
    sheet, aligned = take_aligned(sheet, above)
    sheet = without_banners(sheet, body)
    blocks = read_blocks(read_text_lines(sheet), sheet)
    roles = read_roles(blocks, sheet, body)
    for table in (tables := [*ruled, *aligned]):
        table.frame = frame_of(table.area, sheet.frames)
    roles.bodies += tables
    stories = read_stories(roles, sheet.rules)
    crowded = len(stories) > MOST_STORIES
    fold = sheet.area.width / 2 if sheet.area.width > DOUBLE * sheet.area.height else 0.0
    return PdfPage(number, roles, stories, uses_indents(roles), crowded, sheet.recognised, fold)


def page_texts(pages: Sequence[PdfPage]) -> Iterator[str]:
    """Yield the texts of pages, one an article where they are of a newspaper."""
    document: list[PdfPage] = []
    for page in pages:
        if page.is_document:
            document.append(page)
            continue
        yield from _document(document)
        document = []
        info = _printed_info(page, len(pages))
        for story in page.stories:
            yield headed(story_markdown(story, page.indents), _info_of(page, story, info))
    yield from _document(document)


def _info_of(page: PdfPage, story: PdfStory, info: PageInfo) -> PageInfo:
    """Return what is known of an article's page; the number of a double page is one half's alone.

    Args:
        page: Where it stands.
        story: The article.
        info: What the lines of both halves say.
    """
    if not page.fold:
        return info
    area = story.head.area if story.head else story.area
    right = area.left + area.right > 2 * page.fold
    own = [
        one
        for one in page.roles.margin
        if (one.area.left + one.area.right > 2 * page.fold) is right
    ]
    return _told(own).over(replace(info, page=None))


def _printed_info(page: PdfPage, pages: int) -> PageInfo:
    """Return what the page's own line says of it: paper, day, number."""
    told = _told(page.roles.margin)
    number = page.number if pages > 1 else None
    return replace(told, page=told.page or number, recognised=page.recognised or None)


def _told(margin: Sequence[TextBlock]) -> PageInfo:
    """Return what lines of a page's own say of it."""
    printed = " ".join(block.text for block in margin)
    found = NAMED_DATE.search(printed)
    number = PRINTED_PAGE.search(printed)
    papers = [word for word in printed.split() if NAMED_PAPER.fullmatch(word)]
    return PageInfo(
        paper=papers[0] if papers else "",
        date=dated(found) if found else None,
        page=int(number[1] or number[2]) if number else None,
    )


def _document(pages: Sequence[PdfPage]) -> Iterator[str]:
    """Write pages of one column as one text, a paragraph that runs over the page's end whole."""
    if pages:
        recognised = any(page.recognised for page in pages) or None
        yield headed("\n\n".join(_document_parts(pages)), PageInfo(recognised=recognised))


def _document_parts(pages: Sequence[PdfPage]) -> Iterator[str]:
    """Yield the headings of pages, and what stands between them."""
    waiting: list[TextBlock] = []
    sizes = sorted({head.size for page in pages for head in page.roles.heads}, reverse=True)
    indents = any(page.indents for page in pages)
    repeated = _repeated(pages)
    for page, item in ((one, item) for one in pages for item in _in_order(one)):
        if isinstance(item, Head):
            yield from _joined(waiting, indents)
            yield _bare_head(item) if page.crowded else _heading(item, sizes)
            waiting = []
        elif _bare(item) not in repeated:
            waiting.append(item)
    yield from _joined(waiting, indents)


def _in_order(page: PdfPage) -> list[Any]:
    captions = [caption.block for caption in page.roles.captions]
    items = [*page.roles.heads, *page.roles.bodies, *captions]
    return sorted(items, key=lambda item: item.area.top)


def _joined(blocks: Sequence[TextBlock], indents: bool) -> list[str]:
    return [APART.join(story_paragraphs(blocks, indents)) + APART.rstrip()] if blocks else []


def _heading(head: Head, sizes: Sequence[float]) -> str:
    marks = "#" * min(DEEPEST_HEADING, 1 + sizes.index(head.size))
    kicker = [kicker_line(head)] if head.kicker else []
    lines = [*kicker, *(f"{marks} {escape(line)}" for line in head.title)]
    return "\n".join([*lines, *([""] if head.subtitle else []), *map(escape, head.subtitle)])


def _bare_head(head: Head) -> str:
    """Write what is set like a headline as text, for a page that has too many of them."""
    return APART.join(map(escape, [*head.kicker, *head.title, *head.subtitle])) + APART.rstrip()


def _repeated(pages: Sequence[PdfPage]) -> set[str]:
    """Return the lines that stand on several pages, page numbers left out: running titles."""
    counts = Counter(
        text
        for page in pages
        for text in {_bare(block) for block in page.roles.bodies if len(block.lines) == 1}
    )
    return {text for text, count in counts.items() if count >= REPEATED}


def _bare(block: TextBlock) -> str:
    return re.sub(r"[\d\s]+", "", block.text)
