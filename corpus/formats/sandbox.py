"""PDFs are read in a process of their own, with a limit of time and memory.

The library that decodes a PDF is written in C++ and reads whatever it is given; a damaged or
malicious file may crash it, or keep it busy for ever. Then that file is refused and all else goes
on. The process gets the file on its standard input and answers in JSON: `{"texts": […]}` or
`{"what": "…", "remedy": "…"}`. Next: `corpus/formats/pdf/document.py`, which runs there.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from corpus.errors import PageError

# Seconds. A full broadsheet page takes 0.4, a file of a million characters about 60.
LONGEST = 180
# Seconds, where pages are pictures: Tesseract takes 5 to 15 a page.
LONGEST_SCAN = 1_800
# Bytes. An issue of 32 pages takes 0.3 GB; Tesseract has a process of its own.
MOST_MEMORY = 4 * 1024**3
REMEDY = "save or print it as PDF again, or split it"


def read_pdf(raw: bytes, seconds: float = 0.0) -> list[str]:
    """Return the texts of a PDF.

    Args:
        raw: The file.
        seconds: How long it may take; by default `LONGEST`, more where Tesseract is at work.

    Raises:
        PageError: It is damaged, locked, too large, a scan, takes too long or too much memory.
    """
    house = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [house, os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": path, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "corpus.formats.sandbox", str(seconds or LONGEST)],
            input=raw,
            capture_output=True,
            timeout=seconds or LONGEST_SCAN,
            env=environment,
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
    if "texts" not in answer:
        raise PageError(answer["what"], answer["remedy"])
    return list(answer["texts"])


_ALARM = 14  # SIGALRM


def _too_long(seconds: float) -> PageError:
    return PageError(f"reading it takes longer than {seconds:g} seconds", REMEDY)


def _serve(seconds: float) -> None:
    """Read a PDF from standard input and write its texts to standard output."""
    _limit(seconds)
    from corpus.formats.pdf.document import pdf_texts

    try:
        answer: dict[str, object] = {"texts": pdf_texts(sys.stdin.buffer.read())}
    except PageError as error:
        answer = {"what": error.what, "remedy": error.remedy}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _limit(seconds: float) -> None:
    """Have the system end this process when it takes too long or too much memory."""
    with suppress(ImportError, ValueError, OSError):  # other systems have other limits
        import resource
        import signal

        signal.setitimer(signal.ITIMER_REAL, seconds)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _serve(float(sys.argv[1]))
