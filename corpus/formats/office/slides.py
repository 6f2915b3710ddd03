"""Slides (PPTX) -> Markdown: each slide's title is a headline, what stands on it the text.

lxml reads the parts in the order in which they are shown. Speaker's notes, hidden slides and what
every slide repeats (number, day, footer) are left out. Next: `corpus/page/newspaper.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.formats.office.looks import row_line
from corpus.formats.office.package import Package, open_package
from corpus.notes import Document, Note
from corpus.page.markdown import Marked, as_markdown

REMEDY = "save it again as PPTX, or as PDF"
KIND = "PPTX presentation"
_NAMES = "http://schemas.openxmlformats.org/"
P, A = f"{{{_NAMES}presentationml/2006/main}}", f"{{{_NAMES}drawingml/2006/main}}"
ID = f"{{{_NAMES}officeDocument/2006/relationships}}id"
TITLES = frozenset({"title", "ctrTitle"})
REPEATED = frozenset({"sldNum", "dt", "ftr", "hdr"})


@dataclass(frozen=True, slots=True)
class _Slide:
    """What a slide shows.

    Attributes:
        title: In one line, "" if it has none.
        lines: All else, in the order of the file.
        pictures: How many.
    """

    title: str
    lines: tuple[Marked, ...]
    pictures: int


def slides_document(raw: bytes) -> Document:
    """Return a presentation as Markdown, and which slides hold pictures and no words.

    Raises:
        PageError: It is damaged, locked, no such document, or too large.
    """
    with open_package(raw, KIND, REMEDY) as package:
        slides = [_slide(package.tree(name)) for name in _shown(package)]
    mute = [n for n, one in enumerate(slides, start=1) if one.pictures and not _has_words(one)]
    notes = (Note("picture", mute[0], count=len(mute)),) if mute else ()
    return Document([as_markdown(list(_lines(slides)))], notes)


def _has_words(slide: _Slide) -> bool:
    return bool(slide.title or slide.lines)


def _lines(slides: list[_Slide]) -> Iterator[Marked]:
    """Yield the lines of all slides; one of a title alone stands over those that follow."""
    for slide in slides:
        if slide.title:
            yield Marked(slide.title, "##" if slide.lines else "#")
        yield from slide.lines


def _shown(package: Package) -> Iterator[str]:
    """Yield the names of the slides in the order in which they are shown."""
    name = "ppt/presentation.xml"
    related = package.related(name)
    for slide in package.tree(name).iter(f"{P}sldId"):
        kind, part = related.get(slide.get(ID, ""), ("", ""))
        if kind == "slide":
            yield part


def _slide(root: Any) -> _Slide:  # noqa: ANN401 - lxml has no types
    if root.get("show") in ("0", "false"):
        return _Slide("", (), 0)
    titles: list[str] = []
    lines: list[Marked] = []
    for shape in root.iter(f"{P}sp", f"{A}tbl"):
        if shape.tag == f"{A}tbl":
            lines += filter(None, map(row_line, _rows(shape)))
            continue
        place = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        kind = place.get("type", "") if place is not None else ""
        words = list(_paragraphs(shape))
        if kind in TITLES:
            titles += words
        elif kind not in REPEATED:
            lines += (Marked(one, "-") for one in words)
    return _Slide(" ".join(titles), tuple(lines), sum(1 for _ in root.iter(f"{P}pic")))


def _rows(table: Any) -> Iterator[list[str]]:  # noqa: ANN401
    for row in table.iter(f"{A}tr"):
        yield [" ".join(_paragraphs(cell)) for cell in row.iter(f"{A}tc")]


def _paragraphs(parent: Any) -> Iterator[str]:  # noqa: ANN401
    for paragraph in parent.iter(f"{A}p"):
        parts = (
            "\n" if item.tag == f"{A}br" else item.text or ""
            for item in paragraph.iter(f"{A}t", f"{A}br")
        )
        for line in "".join(parts).split("\n"):
            if words := " ".join(line.split()):
                yield words


__all__ = ["slides_document"]
