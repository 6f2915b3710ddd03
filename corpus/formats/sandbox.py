"""Most kinds of files are read in a process of their own, in a cell (`corpus/cell/confine.py`).

The library that decodes a file reads whatever it is given; a damaged or malicious file may crash
it, keep it busy for ever, or take it over. Then that file is refused and all else goes on. The
process gets the file on its standard input and answers in JSON: `{"texts": […], …}` or
`{"what": "…", "remedy": "…"}`, with what its cell leaves open. Next: `corpus/formats/readers.py`,
which runs there.
"""

import base64
import datetime
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import corpus
from corpus.cell.confine import (
    LONGEST,
    LONGEST_SCAN,
    clean_environment,
    tell_what_stays_open,
)
from corpus.errors import PageError
from corpus.notes import Count, Document, Note, PlaceOnPage
from corpus.page.pageinfo import PageInfo

# Characters of words that are looked for in a PDF.
LONGEST_WORDS = 4_000
# What the process is asked to do, if not to read a file of some kind.
AGAIN = "read again"
# What it answers where pages have to be recognised, and what it is then started anew with.
SCANS = "scans"
# Seconds for a process to start in.
START = 20.0
REMEDY = "save or print it again, or split it"


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
from corpus.formats.readers import serve_reading
serve_reading(float(sys.argv[1]), sys.argv[2], bool(sys.argv[3]))
"""


def read_apart(kind: str, raw: bytes, seconds: float = 0.0) -> Document:
    """Return the texts of a file, and what is to be said of how they were read.

    Args:
        kind: The suffix that its name has, of `corpus/formats/readers.py`.
        raw: The file.
        seconds: How long it may take; by default `LONGEST`, and `LONGEST_SCAN` more where pages
            have to be recognised.

    Raises:
        PageError: It is damaged, locked, a scan, without text, takes too long or too much memory.
    """
    answer = _answer(kind, raw, seconds)
    notes = tuple(Note(**note) for note in answer["notes"])
    count = Count(**answer["count"]) if answer["count"] else None
    return Document(answer["texts"], notes, count, answer["aside"], _told(answer["told"]))


def _told(told: dict[str, Any]) -> PageInfo:
    day = datetime.date.fromisoformat(told["date"]) if told["date"] else None
    return PageInfo(**{**told, "date": day, "authors": tuple(told["authors"])})


def read_again(raw: bytes) -> Counter[str]:
    """Return how often a second reader finds each letter of a PDF; nothing if it cannot read it."""
    try:
        return Counter(_answer(AGAIN, raw, LONGEST)["letters"])
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
    """Have another process do its work, and return its answer.

    Loading what recognises pages takes longer than reading most files, so a process does it only
    after another has found such pages.
    """
    answer = _said(what, raw, seconds or LONGEST)
    return _said(what, raw, seconds or LONGEST_SCAN, SCANS) if SCANS in answer else answer


def _said(what: str, raw: bytes, seconds: float, scans: str = "") -> dict[str, Any]:
    """Start a process for some work, with `scans` one that recognises pages; return its answer."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", _START, str(seconds), what, scans],
            input=raw,
            capture_output=True,
            timeout=seconds + START,
            env=clean_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_long(seconds) from None
    if done.returncode == -_ALARM:
        raise _too_long(seconds)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise PageError("reading it broke a library or took too much memory", REMEDY) from None
    tell_what_stays_open(answer["open"])
    if "what" in answer:
        raise PageError(answer["what"], answer["remedy"])
    return answer


_ALARM = 14  # SIGALRM


def _too_long(seconds: float) -> PageError:
    return PageError(f"reading it takes longer than {seconds:g} seconds", REMEDY)
