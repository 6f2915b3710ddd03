"""PDFs are read in a process of their own, in a cell (`corpus/cell/confine.py`).

The library that decodes a PDF is written in C++ and reads whatever it is given; a damaged or
malicious file may crash it, keep it busy for ever, or take it over. Then that file is refused and
all else goes on. The process gets the file on its standard input and answers in JSON:
`{"texts": […], …}` or `{"what": "…", "remedy": "…"}`, with what its cell leaves open. Next:
`corpus/formats/pdf/document.py`, which runs there, and
`corpus/formats/pdf/sheet/second_reading.py`, which runs there alone.
"""

import base64
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import corpus
from corpus.cell.confine import (
    LONGEST,
    LONGEST_SCAN,
    clean_environment,
    confine,
    limit,
    tell_what_stays_open,
)
from corpus.errors import PageError
from corpus.notes import Count, Document, Note, PlaceOnPage

# Characters of words that are looked for in a PDF.
LONGEST_WORDS = 4_000
REMEDY = "save or print it as PDF again, or split it"


# Within another cell the folder that our packages lie in cannot be listed, so that no import finds
# them; this one is loaded by its place.
_ROOM = Path(corpus.__file__).parent
_START = f"""
import importlib.util, sys
spec = importlib.util.spec_from_file_location(
    "corpus", {str(_ROOM / "__init__.py")!r}, submodule_search_locations=[{str(_ROOM)!r}]
)
sys.modules["corpus"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sys.modules["corpus"])
from corpus.formats.sandbox import serve_reading
serve_reading(float(sys.argv[1]), sys.argv[2])
"""


def read_pdf(raw: bytes, seconds: float = 0.0) -> Document:
    """Return the texts of a PDF, and what is to be said of how they were read.

    Args:
        raw: The file.
        seconds: How long it may take; by default `LONGEST`, more where Tesseract is at work.

    Raises:
        PageError: It is damaged, locked, a scan, without text, takes too long or too much memory.
    """
    answer = _answer("read", raw, seconds)
    notes = tuple(Note(**note) for note in answer["notes"])
    return Document(answer["texts"], notes, Count(**answer["count"]), answer["aside"])


def read_again(raw: bytes) -> Counter[str]:
    """Return how often a second reader finds each letter of a PDF; nothing if it cannot read it."""
    try:
        return Counter(_answer("read again", raw, LONGEST)["letters"])
    except PageError:
        return Counter()


def find_in_pdf(raw: bytes, words: str, first: int = 1) -> PlaceOnPage | None:
    """Return where words stand in a PDF, looking at the page `first` first; None if nowhere.

    Raises:
        PageError: It is damaged or locked, or takes too long or too much memory.
    """
    task = json.dumps({"words": words[:LONGEST_WORDS], "first": first})
    found = _answer(task, raw, LONGEST)["place"]
    return found and PlaceOnPage(**{**found, "boxes": tuple(map(tuple, found["boxes"]))})


def draw_pdf(raw: bytes, page: int) -> bytes:
    """Return a page of a PDF, counted from 1, as a PNG; raises as `find_in_pdf` does."""
    return base64.b64decode(_answer(json.dumps({"page": page}), raw, LONGEST)["picture"])


def _answer(what: str, raw: bytes, seconds: float) -> dict[str, Any]:
    """Have another process do its work, and return its answer."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", _START, str(seconds or LONGEST), what],
            input=raw,
            capture_output=True,
            timeout=seconds or LONGEST_SCAN,
            env=clean_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_long(seconds or LONGEST_SCAN) from None
    if done.returncode == -_ALARM:
        raise _too_long(seconds or LONGEST)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise PageError(
            "reading it broke the PDF library or took too much memory", REMEDY
        ) from None
    tell_what_stays_open(answer["open"])
    if "what" in answer:
        raise PageError(answer["what"], answer["remedy"])
    return answer


_ALARM = 14  # SIGALRM


def _too_long(seconds: float) -> PageError:
    return PageError(f"reading it takes longer than {seconds:g} seconds", REMEDY)


def serve_reading(seconds: float, what: str) -> None:
    """Read a PDF from standard input and write what was read to standard output."""
    limit(seconds)
    from corpus.formats.pdf.document import pdf_document
    from corpus.formats.pdf.sheet.second_reading import letters_of

    tasks: dict[str, Callable[[bytes], dict[str, Any]]] = {
        "read": lambda raw: asdict(pdf_document(raw)),
        "read again": lambda raw: {"letters": letters_of(raw)},
    }
    work = tasks.get(what) or _shown(json.loads(what))
    stays_open = confine()
    raw = sys.stdin.buffer.read()
    try:
        answer = work(raw)
    except PageError as error:
        answer = {"what": error.what, "remedy": error.remedy}
    sys.stdout.buffer.write(json.dumps({**answer, "open": stays_open}).encode())


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
