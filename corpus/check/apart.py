"""A check of files that somebody sent and nobody has looked at, in a process in a cell.

What comes back is JSON. Next: `corpus/apart.py`, which reads them there without a check.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.apart import BROKEN, refused_whole, said_apart, too_long
from corpus.cell.confine import confine, limit, tell_what_stays_open
from corpus.check.findings import Checked, CheckedPage, Finding, Stretch
from corpus.check.run import check
from corpus.load import RefusedFile
from corpus.notes import Count
from corpus.rows import articles_as_json, articles_from_json


def check_apart(
    folder: Path, paper: str, stopped: Callable[[], bool], seconds: float = 0.0
) -> Checked | None:
    """Check a folder as `corpus.check.run.check` does, within limits; None once `stopped` says so.

    Args:
        folder: Of few files; all share the limits.
        paper: The paper's name where no file tells it.
        stopped: Looked at several times a second.
        seconds: How long it may take; by default as long as a PDF.
    """
    files = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    said, longest = said_apart("corpus.check.apart", folder, paper, (stopped, seconds))
    if said is None:
        return None if stopped() else Checked((), refused_whole(files, too_long(longest)))
    try:
        answer: dict[str, Any] = json.loads(said)
        tell_what_stays_open(answer["open"])
        return _checked(answer)
    except (ValueError, TypeError, KeyError, AttributeError):
        return Checked((), refused_whole(files, BROKEN))


def _checked(answer: dict[str, Any]) -> Checked:
    pages = tuple(_page(one) for one in answer["pages"])
    refused = tuple(RefusedFile(**one) for one in answer["refused"])
    return Checked(pages, refused, tuple(answer["habits"]), tuple(answer["left_out"]))


def _page(row: dict[str, Any]) -> CheckedPage:
    return CheckedPage(
        **{
            **row,
            "articles": articles_from_json(row["articles"].encode()),
            "stretches": tuple(Stretch(**one) for one in row["stretches"]),
            "findings": tuple(Finding(**one) for one in row["findings"]),
            "count": row["count"] and Count(**row["count"]),
        }
    )


def _as_tree(checked: Checked) -> dict[str, Any]:
    pages = []
    for page in checked.pages:
        stretches = [asdict(one) for one in page.stretches]
        findings = [asdict(one) for one in page.findings]
        row = {
            "source": page.source,
            "text": page.text,
            "characters": page.characters,
            "placed": page.placed,
            "count": page.count and asdict(page.count),
        }
        articles = articles_as_json(page.articles).decode()
        pages.append({**row, "articles": articles, "stretches": stretches, "findings": findings})
    refused = [asdict(one) for one in checked.refused]
    return {
        "pages": pages,
        "refused": refused,
        "habits": list(checked.habits),
        "left_out": list(checked.left_out),
    }


def _serve(folder: Path, paper: str, scratch: Path) -> None:
    """Check a folder and write what was found to standard output."""
    limit()
    stays_open = confine([folder], [scratch])
    answer = {**_as_tree(check([folder], paper)), "open": stays_open}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
