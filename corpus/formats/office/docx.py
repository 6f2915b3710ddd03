"""A Word document (DOCX) -> Markdown: headings by style or by look, tables, lists, text boxes.

python-docx opens the package and knows its styles, `corpus/formats/office/docx_lines.py` reads its
lines, `corpus/formats/office/looks.py` tells the headlines. Next: `corpus/page/newspaper.py`.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Collection, Mapping
from typing import Any

from corpus.errors import PageError
from corpus.formats.office.docx_lines import W, docx_lines, paragraph_words
from corpus.formats.office.looks import headed_by_look
from corpus.formats.office.package import CHUNK, MOST_XML, check_listed, check_sizes
from corpus.page.markdown import as_markdown

RELS = ".rels"
REMEDY = "save it again as DOCX, or as text"
OLD_FORMAT = b"\xd0\xcf\x11\xe0"


def docx_text(raw: bytes) -> str:
    """Return a Word document as Markdown.

    Raises:
        PageError: It is damaged, locked, an older format under this name, or too large.
    """
    document = _opened(raw)
    try:
        styles = {style.style_id: style for style in document.styles}
        looks = list(docx_lines(document.element.body, styles, _notes(document)))
    except (AttributeError, KeyError, TypeError, ValueError):  # parts of one kind named another
        raise PageError("it is a damaged Word document", REMEDY) from None
    return as_markdown(list(headed_by_look(looks)))


def _notes(document: Any) -> Mapping[str, str]:  # noqa: ANN401 - python-docx has no types for its parts
    """Return the words of foot- and endnotes: `foo1` and `end1` are the first of each kind."""
    from lxml import etree

    found: dict[str, str] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind not in ("footnotes", "endnotes") or relation.is_external:
            continue
        try:
            root = etree.fromstring(relation.target_part.blob, parser)
        except etree.LxmlError:
            continue
        for note in root.iter(f"{W}{kind[:-1]}"):
            words = " ".join(paragraph_words(one).strip() for one in note.iter(f"{W}p"))
            found[f"{kind[:3]}{note.get(f'{W}id')}"] = " ".join(words.split())
    return found


def _opened(raw: bytes) -> Any:  # noqa: ANN401
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    if raw.startswith(OLD_FORMAT):
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
    names = frozenset(package.namelist())
    with zipfile.ZipFile(copy, "w") as words:
        for name in dict.fromkeys(package.namelist()):
            parts: list[bytes] = []
            if name.endswith((".xml", ".rels")):
                with package.open(name) as packed:
                    while left >= 0 and (chunk := packed.read(CHUNK)):
                        parts.append(chunk)
                        left -= len(chunk)
            content = b"".join(parts)
            words.writestr(name, _sound(name, content, names) if name.endswith(RELS) else content)
    if left < 0:
        raise PageError(f"it unpacks to more than {MOST_XML / 2**20:.0f} MB of text", REMEDY)
    return copy


def _sound(name: str, content: bytes, names: Collection[str]) -> bytes:
    """Return a list of relations without those to parts that are not there.

    A picture that was pasted from a web page may point to `../NULL`.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    base = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root):
        target = posixpath.normpath(posixpath.join("/", base, relation.get("Target", "")))
        if relation.get("TargetMode") != "External" and target.lstrip("/") not in names:
            root.remove(relation)
    return bytes(etree.tostring(root))


__all__ = ["docx_text"]
