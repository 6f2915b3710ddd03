"""A Word document (DOCX) -> Markdown: headings by style or by size, tables, lists, text boxes.

python-docx opens the package and knows its styles; the words are taken from every run that is
printed, so that inserted text counts and deleted text does not. Next: `corpus/newspaper.py`.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.errors import PageError
from corpus.escape import escape
from corpus.format_zip import check_listed, check_sizes
from corpus.markup import Line
from corpus.punctuation import headline_like

HEADING_STYLE = re.compile(r"(?:heading|标题|標題)\s*(\d)", re.IGNORECASE)
TITLE_STYLE = re.compile(r"title|标题|標題|题目", re.IGNORECASE)
SUBTITLE_STYLE = re.compile(r"subtitle|副标题|副標題", re.IGNORECASE)
# Times the body's size from which a line without a heading's style is one.
HEADLINE_SIZE = 1.25
# Points, where neither run nor style tells.
USUAL_SIZE = 10.5
# Steps from a style to the one it is based on; a loop has more.
DEEPEST_STYLE = 12
# What is not printed: deleted and moved text, field codes, the copy for older programs.
NOT_PRINTED = ("del", "moveFrom", "instrText", "delText", "Fallback")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Bytes of all XML of a document, the words of ten books; lxml takes ten times as many.
MOST_XML = 64 * 2**20
CHUNK = 2**20
# Mark, words and size in points of a paragraph.
Marked = tuple[str, str, float]
REMEDY = "save it again as DOCX, or as text"


def docx_text(raw: bytes) -> str:
    """Return a Word document as Markdown.

    Raises:
        PageError: It is damaged, locked, an older format under this name, or too large.
    """
    document = _opened(raw)
    try:
        paragraphs = list(_paragraphs(document))
    except (AttributeError, KeyError, TypeError, ValueError):  # parts of one kind named another
        raise PageError("it is a damaged Word document", REMEDY) from None
    usual = _usual_size(paragraphs)
    larger = sorted({s for _, _, s in paragraphs if s >= HEADLINE_SIZE * usual}, reverse=True)
    lines = []
    for mark, text, size in paragraphs:
        if mark in ("", "**") and size in larger and headline_like(Line(text)):
            mark = "#" * min(6, 1 + larger.index(size))
        lines.append(_written(mark, text))
    return "\n\n".join(lines)


def _usual_size(paragraphs: Iterable[Marked]) -> float:
    """Return the size that most letters have."""
    counts: Counter[float] = Counter()
    for _, text, size in paragraphs:
        counts[size] += len(text)
    return counts.most_common(1)[0][0] if counts else USUAL_SIZE


def _written(mark: str, text: str) -> str:
    words = escape(text)
    if mark == "**":
        return f"**{words}**"
    return f"| {words} |" if mark == "|" else f"{mark} {words}".strip()


def _opened(raw: bytes) -> Any:  # noqa: ANN401 - python-docx has no types for its parts
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        what = "it is a Word document of the old format, or locked by a password"
        raise PageError(what, "open it in Word and save it as DOCX without a password")
    try:
        check_listed(io.BytesIO(raw))
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            check_sizes(package)
            words = _words_only(package)
        return docx.Document(words)
    except (zipfile.BadZipFile, PackageNotFoundError, LxmlError, LookupError, ValueError) as error:
        what = f"it is no Word document, or a damaged one: {type(error).__name__}"
        raise PageError(what, REMEDY) from None
    except (RuntimeError, EOFError, OSError, AttributeError, TypeError, zlib.error):
        raise PageError("it is a damaged Word document", REMEDY) from None


def _words_only(package: zipfile.ZipFile) -> io.BytesIO:
    """Return a package again without pictures, so that no part is larger than it says.

    python-docx unpacks a part in one go, whatever it grows to.
    """
    copy, left = io.BytesIO(), MOST_XML
    with zipfile.ZipFile(copy, "w") as words:
        for name in dict.fromkeys(package.namelist()):
            parts: list[bytes] = []
            if name.endswith((".xml", ".rels")):
                with package.open(name) as packed:
                    while left >= 0 and (chunk := packed.read(CHUNK)):
                        parts.append(chunk)
                        left -= len(chunk)
            words.writestr(name, b"".join(parts))
    if left < 0:
        raise PageError(f"it unpacks to more than {MOST_XML / 2**20:.0f} MB of text", REMEDY)
    return copy


def _paragraphs(document: Any) -> Iterator[Marked]:  # noqa: ANN401
    """Yield mark, words and size of each paragraph that holds words."""
    styles = {style.style_id: style for style in document.styles}
    rows: set[Any] = set()
    for item in document.element.body.iter(f"{W}p"):
        row = next((one for one in item.iterancestors() if one.tag == f"{W}tr"), None)
        if row is not None:
            if row not in rows and (cells := _cells(row)):
                yield ("|" if " | " in cells else "", cells, USUAL_SIZE)
            rows.add(row)
            continue
        style = _style(item, styles)
        for text in _words(item).split("\n"):
            if text.strip():
                yield _mark(item, style), text.strip(" \t"), _size(item, style)


def _cells(row: Any) -> str:  # noqa: ANN401
    cells = (" ".join(_words(p).strip() for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc"))
    return " | ".join(cell.strip() for cell in cells if cell.strip()).replace("\n", " ")


def _words(paragraph: Any) -> str:  # noqa: ANN401
    """Return what is printed of a paragraph; a text box in it is a paragraph of its own."""
    parts: list[str] = []
    for item in paragraph.iter():
        if not isinstance(item.tag, str):
            continue
        name = item.tag.rpartition("}")[2]
        if name in ("t", "tab", "br", "cr") and _is_printed(item, paragraph):
            parts.append({"t": item.text or "", "tab": "\t"}.get(name, "\n"))
    return "".join(parts)


def _is_printed(item: Any, paragraph: Any) -> bool:  # noqa: ANN401
    for parent in item.iterancestors():
        name = parent.tag.rpartition("}")[2]
        if name in NOT_PRINTED:
            return False
        if name == "r" and parent.find(f"{W}rPr/{W}vanish") is not None:
            return False
        if name == "p":
            return parent is paragraph
    return True


def _style(paragraph: Any, styles: dict[str, Any]) -> Any:  # noqa: ANN401
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return styles.get(found.get(f"{W}val")) if found is not None else None


def _mark(paragraph: Any, style: Any) -> str:  # noqa: ANN401
    """Return `#`s for a heading, `-` for an item of a list, `**` for a bold line."""
    level = paragraph.find(f"{W}pPr/{W}outlineLvl")
    number = level.get(f"{W}val", "") if level is not None else ""
    if number.isdigit() and int(number) < 6:
        return "#" * (int(number) + 1)
    for name in _names(style):
        if SUBTITLE_STYLE.search(name):
            return ""
        if found := HEADING_STYLE.search(name):
            return "#" * min(6, max(1, int(found[1])))
        if TITLE_STYLE.search(name):
            return "#"
    if paragraph.find(f"{W}pPr/{W}numPr") is not None:
        return "-"
    runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
    bold = [run for run in runs if _is_on(run.find(f"{W}rPr/{W}b"))]
    return "**" if runs and len(bold) == len(runs) else ""


def _is_on(flag: Any) -> bool:  # noqa: ANN401
    return flag is not None and flag.get(f"{W}val", "1") not in ("0", "false", "off")


def _names(style: Any) -> Iterator[str]:  # noqa: ANN401
    for _ in range(DEEPEST_STYLE):
        if style is None:
            return
        yield style.name or ""
        style = style.base_style


def _size(paragraph: Any, style: Any) -> float:  # noqa: ANN401
    """Return the size of a paragraph's largest letters, in points."""
    own = [_half_points(run.find(f"{W}rPr/{W}sz")) for run in paragraph.iter(f"{W}r")]
    if any(own):
        return max(size for size in own if size)
    for _ in range(DEEPEST_STYLE):
        if style is None:
            break
        if size := _half_points(style.element.find(f"{W}rPr/{W}sz")):
            return size
        style = style.base_style
    return USUAL_SIZE


def _half_points(size: Any) -> float:  # noqa: ANN401
    written = size.get(f"{W}val", "") if size is not None else ""
    return int(written) / 2 if written.isdigit() and len(written) < 5 else 0.0
