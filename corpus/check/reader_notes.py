"""What a reader says about its own reading, as findings with a place in the file's text.

Next: `corpus/check/run.py` puts them beside all others.
"""

from collections.abc import Iterator

from corpus.check.findings import Finding
from corpus.formats.pdf.sheet.letters import UNREADABLE
from corpus.notes import Note


def reader_findings(notes: tuple[Note, ...], text: str) -> Iterator[Finding]:
    """Yield a finding for each note, placed where its sample stands in the text, if it does.

    A note on unreadable letters is placed at the first of them.
    """
    for note in notes:
        at = text.find(UNREADABLE) if note.kind == "unreadable" else -1
        start, end = (at, at + 1) if at >= 0 else (None, None)
        page = str(note.page) if note.page else ""
        yield Finding(note.kind, None, start, end, note.words, page, note.count)
