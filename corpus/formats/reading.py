"""A file -> its text, of whatever kind it is and in whatever encoding it was saved.

Markdown and plain text are decoded as they are (`corpus/encoding.py`). Of web pages and DOCX the
same Markdown is made by `corpus/formats/html/report.py` and `corpus/formats/office/docx.py`, of
other kinds in a process of their own (`corpus/formats/sandbox.py`) by `corpus/formats/readers.py`.
Next: `corpus/page/newspaper.py` reads the text.
"""

from dataclasses import replace
from pathlib import Path, PurePath

from corpus.encoding import decode
from corpus.errors import PageError
from corpus.notes import Document
from corpus.page.lookalikes import with_letters

PLAIN = frozenset({".md", ".markdown", ".txt", ".text"})
WEB = frozenset({".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"})
# Read in a process of their own (`corpus/formats/sandbox.py`).
APART = frozenset({".pdf", ".odt", ".rtf", ".epub", ".pptx", ".xlsx", ".eml"})
# Of the kinds those that are printed on no page of a paper, so that none is asked for.
UNPAGED = WEB | {".epub", ".pptx", ".xlsx", ".eml"}
# Bytes of the largest file of each kind. A page of text has 30,000, a yearbook 3 million; a saved
# web page carries its scripts, a PDF its pictures.
LARGEST = (
    dict.fromkeys(PLAIN, 8 * 2**20)
    | dict.fromkeys(WEB, 32 * 2**20)
    | dict.fromkeys((".docx", ".odt", ".epub", ".pptx"), 128 * 2**20)
    | {".rtf": 64 * 2**20, ".xlsx": 32 * 2**20, ".eml": 64 * 2**20, ".pdf": 512 * 2**20}
)
# Kinds that other programs write -> what the same programs save as well, and what is read.
INSTEAD = {
    **dict.fromkeys((".doc", ".wps", ".pages", ".dot", ".uot"), "DOCX"),
    **dict.fromkeys((".xls", ".et", ".ods", ".numbers", ".csv", ".tsv", ".xlsb"), "XLSX"),
    **dict.fromkeys((".ppt", ".dps", ".odp", ".key"), "PPTX"),
    **dict.fromkeys((".msg", ".oft"), "EML"),
    **dict.fromkeys((".mobi", ".azw3"), "EPUB"),
    **dict.fromkeys((".caj", ".ofd", ".ceb", ".djvu", ".jpg", ".jpeg", ".png", ".tif"), "PDF"),
    # What papers are set in.
    **dict.fromkeys(
        (".fbd", ".s2", ".s10", ".s72", ".s92", ".fit", ".indd", ".qxp", ".ai", ".cdr"), "PDF"
    ),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz"), "ZIP"),
}
# Of these some hold a DOCX under another name: a package, which begins like every zip.
RENAMED, PACKAGE = frozenset({".doc", ".wps"}), b"PK\3\4"
# Opened by `corpus/load.py`; each file in it is read as a file of its own.
ARCHIVE = ".zip"
SUFFIXES = frozenset(LARGEST)


def read_text(path: Path) -> str:
    """Return the text of a file as one, in the order in which its articles are read.

    Raises:
        PageError: It is of no kind that is read, too large, empty, binary, or damaged.
        OSError: It cannot be opened.
    """
    return "\n\n".join(read_texts(path))


def read_texts(path: Path) -> list[str]:
    """Return the texts of a file: one for most kinds, one an article for a newspaper's PDF.

    Raises:
        PageError: It is of no kind that is read, too large, empty, binary, or damaged.
        OSError: It cannot be opened.
    """
    return read_document(path).texts


def read_document(path: Path) -> Document:
    """Return the texts of a file, and what its reader has to say about them.

    Raises:
        PageError: It is of no kind that is read, too large, empty, binary, or damaged.
        OSError: It cannot be opened.
    """
    suffix = path.suffix.casefold()
    with path.open("rb") as file:
        suffix = _true_suffix(suffix, file.read(len(PACKAGE)))
    _check_size(suffix, path.stat().st_size)
    return document_of(path.name, path.read_bytes())


def texts_of(name: str, raw: bytes) -> list[str]:
    """Return the texts of a file of this name and content.

    >>> texts_of("page.txt", "职工之家".encode("gbk"))
    ['职工之家']

    Raises:
        PageError: It is of no kind that is read, too large, empty, binary, or damaged.
    """
    return document_of(name, raw).texts


def document_of(name: str, raw: bytes) -> Document:
    """Return the texts of a file of this name and content, and what its reader says about them.

    Raises:
        PageError: It is of no kind that is read, too large, empty, binary, or damaged.
    """
    suffix = _true_suffix(PurePath(name).suffix.casefold(), raw)
    _check_size(suffix, len(raw))
    document = _document(suffix, raw)
    texts = [with_letters(text) for text in document.texts if text.strip()]
    if not texts:
        raise PageError("it is empty", "delete it or write the page into it")
    return replace(document, texts=texts)


def _true_suffix(suffix: str, raw: bytes) -> str:
    """Return what a file is by its first bytes, where its name says the kind of an old program."""
    return ".docx" if suffix in RENAMED and raw.startswith(PACKAGE) else suffix


def _check_size(suffix: str, size: int) -> None:
    if suffix not in LARGEST:
        kinds = ", ".join(sorted({*SUFFIXES, ARCHIVE}))
        kind = suffix or "a name without suffix"
        known = f"the kinds are: {kinds}"
        if suffix in INSTEAD:
            what = f"{kind} is not read: save it as {INSTEAD[suffix]}"
            raise PageError(what, "open it in the program that wrote it, and choose “save as”")
        raise PageError(f"{kind} is no kind of file that is read", known)
    if size > LARGEST[suffix]:
        what = f"it has {size / 2**20:,.0f} MB, more than {LARGEST[suffix] / 2**20:,.0f}"
        raise PageError(what, "split it into pages or issues")


def _document(suffix: str, raw: bytes) -> Document:
    if suffix in APART:
        from corpus.formats.sandbox import read_apart

        return read_apart(suffix, raw)
    if suffix == ".docx":
        from corpus.formats.office.docx import docx_text

        return Document([docx_text(raw)])
    if suffix in WEB:
        from corpus.formats.html.report import html_text

        return Document([html_text(raw, suffix)])
    return Document([decode(raw)])
