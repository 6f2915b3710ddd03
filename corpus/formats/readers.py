"""The readers that run in a process of their own: a kind of file -> what makes a document of it.

Imported there alone (`corpus/formats/sandbox.py` starts it); each library is loaded for its own
kind only. Next: `corpus/formats/pdf/document.py` and the others, one a kind.
"""

import base64
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from corpus.cell.confine import confine, limit
from corpus.errors import PageError
from corpus.formats.pdf.sheet.ocr import ScansWaitError, prepare_recognition
from corpus.formats.sandbox import AGAIN, SCANS
from corpus.notes import Document

FileReader = Callable[[bytes], Document]


def serve_reading(seconds: float, what: str, scans: bool) -> None:
    """Read a file from standard input and write what was read to standard output.

    Args:
        seconds: How long it may take.
        what: A kind of file, or a task as `corpus/formats/sandbox.py` writes it.
        scans: Whether pages are to be recognised; if some have to be and this is not said, the
            answer is `{"scans": true}`.
    """
    limit(seconds)
    reading = _reading_of(what)
    if scans:
        prepare_recognition()
    stays_open = confine()
    raw = sys.stdin.buffer.read()
    try:
        answer = reading(raw)
    except PageError as error:
        answer = {"what": error.what, "remedy": error.remedy}
    except ScansWaitError:
        answer = {SCANS: True}
    written = json.dumps({**answer, "open": stays_open}, default=str)
    sys.stdout.buffer.write(written.encode())


def _reading_of(what: str) -> Callable[[bytes], dict[str, Any]]:
    if what == AGAIN:
        return _again()
    return _shown(json.loads(what)) if what.startswith("{") else _once(what)


def _shown(task: dict[str, Any]) -> Callable[[bytes], dict[str, Any]]:
    """Return what finds the words of a task in a PDF, or draws a page of it."""
    import numpy  # noqa: F401 - no import finds it within the cell

    from corpus.formats.pdf.places import draw_page, find_words

    def found(raw: bytes) -> dict[str, Any]:
        place = find_words(raw, task["words"], task["first"])
        return {"place": place and asdict(place)}

    def drawn(raw: bytes) -> dict[str, Any]:
        return {"picture": base64.b64encode(draw_page(raw, task["page"])).decode()}

    return found if "words" in task else drawn


def _once(kind: str) -> Callable[[bytes], dict[str, Any]]:
    reader = reader_of(kind)
    return lambda raw: asdict(reader(raw))


def _again() -> Callable[[bytes], dict[str, Any]]:
    from corpus.formats.pdf.sheet.second_reading import letters_of

    return lambda raw: {"letters": letters_of(raw)}


def reader_of(kind: str) -> FileReader:
    """Return what reads a kind of file, `.pdf` and the like, with its library loaded."""
    return {
        ".pdf": _pdf,
        ".odt": _odt,
        ".rtf": _rtf,
        ".epub": _epub,
        ".pptx": _pptx,
        ".xlsx": _xlsx,
        ".eml": _eml,
    }[kind]()


def _pdf() -> FileReader:
    from corpus.formats.pdf.document import pdf_document

    return pdf_document


def _odt() -> FileReader:
    from corpus.formats.office.odt import odt_text

    return lambda raw: Document([odt_text(raw)])


def _rtf() -> FileReader:
    from corpus.formats.office.rtf import rtf_text

    return lambda raw: Document([rtf_text(raw)])


def _epub() -> FileReader:
    from corpus.formats.epub import epub_document

    return epub_document


def _pptx() -> FileReader:
    from corpus.formats.office.slides import slides_document

    return slides_document


def _xlsx() -> FileReader:
    from corpus.formats.office.sheets import sheets_document

    return sheets_document


def _eml() -> FileReader:
    from corpus.formats.mail import mail_document

    return mail_document
