"""An electronic book or issue (EPUB) -> Markdown: one text a chapter, in the order of reading.

The package file says which chapters there are, who published them and when; each chapter is a web
page without furniture (`corpus/formats/html/report.py`). The table of contents and covers without
words are left out. Next: `corpus/page/newspaper.py`.
"""

import datetime
import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from corpus.errors import PageError
from corpus.formats.html.report import chapter_text
from corpus.formats.office.package import Package, open_package
from corpus.notes import Document
from corpus.page.pageinfo import NAMED_DATE, NAMED_PAPER, PageInfo, dated, printable

REMEDY = "save it again as EPUB, or its chapters as HTML"
KIND = "EPUB book"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTAINER = "META-INF/container.xml"
ROOT_FILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
PAGES = frozenset({"application/xhtml+xml", "text/html"})


def epub_document(raw: bytes) -> Document:
    """Return a book as Markdown, one text a chapter, and what it tells of itself.

    Raises:
        PageError: It is damaged, locked, no such document, or too large.
    """
    with open_package(raw, KIND, REMEDY) as package:
        name = package.tree(CONTAINER).find(f".//{ROOT_FILE}").get("full-path", "")
        book = package.tree(name)
        title = " ".join("".join(book.findtext(f".//{DC}title", "")).split())
        texts = [chapter_text(package.part(one), title) for one in _chapters(package, name, book)]
        if not any(texts) and "META-INF/encryption.xml" in package.names:
            raise PageError("it is locked against copying", "ask its publisher for an open copy")
    return Document([text for text in texts if text], told=_told(book, title))


def _chapters(package: Package, name: str, book: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the parts that are read, in the order of reading."""
    folder = posixpath.dirname(name)
    listed = {one.get("id"): one for one in book.iter(f"{OPF}item")}
    for reference in book.iter(f"{OPF}itemref"):
        item = listed.get(reference.get("idref"))
        if item is None or item.get("media-type") not in PAGES:
            continue
        if reference.get("linear") == "no" or "nav" in item.get("properties", "").split():
            continue
        part = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        if part in package.names:
            yield part


def _told(book: Any, title: str) -> PageInfo:  # noqa: ANN401
    """Return paper, day and authors as the book declares them."""
    names = [title, *(" ".join((one.text or "").split()) for one in book.iter(f"{DC}publisher"))]
    papers = (NAMED_PAPER.match(one) for one in names)
    authors = (printable(one.text or "") for one in book.iter(f"{DC}creator"))
    return PageInfo(
        next((paper["paper"] for paper in papers if paper), ""),
        _day([one.text or "" for one in book.iter(f"{DC}date")] + [title]),
        authors=tuple(filter(None, authors)),
    )


def _day(written: list[str]) -> datetime.date | None:
    found = (NAMED_DATE.search(one) for one in written)
    return next((day for one in found if one and (day := dated(one))), None)


__all__ = ["epub_document"]
