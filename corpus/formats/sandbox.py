"""PDFs are read in a process of their own, in a cell (`corpus/cell/confine.py`).

The library that decodes a PDF is written in C++ and reads whatever it is given; a damaged or
malicious file may crash it, keep it busy for ever, or take it over. Then that file is refused and
all else goes on. The process gets the file on its standard input and answers in JSON:
`{"texts": […]}` or `{"what": "…", "remedy": "…"}`, with what its cell leaves open. Next:
`corpus/formats/pdf/document.py`, which runs there.
"""

import json
import subprocess
import sys

from corpus.cell.confine import (
    LONGEST,
    LONGEST_SCAN,
    clean_environment,
    confine,
    limit,
    tell_what_stays_open,
)
from corpus.errors import PageError

REMEDY = "save or print it as PDF again, or split it"


def read_pdf(raw: bytes, seconds: float = 0.0) -> list[str]:
    """Return the texts of a PDF.

    Args:
        raw: The file.
        seconds: How long it may take; by default `LONGEST`, more where Tesseract is at work.

    Raises:
        PageError: It is damaged, locked, too large, a scan, takes too long or too much memory.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "corpus.formats.sandbox", str(seconds or LONGEST)],
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
        answer = json.loads(done.stdout)
    except ValueError:
        raise PageError(
            "reading it broke the PDF library or took too much memory", REMEDY
        ) from None
    tell_what_stays_open(answer["open"])
    if "texts" not in answer:
        raise PageError(answer["what"], answer["remedy"])
    return list(answer["texts"])


_ALARM = 14  # SIGALRM


def _too_long(seconds: float) -> PageError:
    return PageError(f"reading it takes longer than {seconds:g} seconds", REMEDY)


def _serve(seconds: float) -> None:
    """Read a PDF from standard input and write its texts to standard output."""
    limit(seconds)
    from corpus.formats.pdf.document import pdf_texts

    stays_open = confine()
    try:
        answer: dict[str, object] = {"texts": pdf_texts(sys.stdin.buffer.read())}
    except PageError as error:
        answer = {"what": error.what, "remedy": error.remedy}
    sys.stdout.buffer.write(json.dumps({**answer, "open": stays_open}).encode())


if __name__ == "__main__":
    _serve(float(sys.argv[1]))
