"""Which files in a folder are no pages: what programs, systems and browsers put beside them.

They are passed over without a word each; a build counts them in one line. Next: `corpus/load.py`.
"""

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from corpus.formats.reading import WEB

NO_PAGES = frozenset({"readme"})
# Locks and copies that editors' programs leave, lists of thumbnails, downloads that have not ended.
LITTER = re.compile(
    r"~\$.*|\.?~.*\.tmp|.*~|thumbs\.db|ehthumbs.*\.db|desktop\.ini|icon\r|"
    r".*\.(?:bak|tmp|temp|swp|swo|lnk|crdownload|download|part|partial|td|baiduyun\.p\.downloading)",
    re.IGNORECASE | re.DOTALL,
)
# The folder in which a browser saves the scripts, pictures and frames of a page.
SAVED = re.compile(r"(.+)(?:_files|\.files)", re.IGNORECASE | re.DOTALL)


def is_litter(name: str) -> bool:
    """Say whether a file is none that anybody wrote.

    >>> is_litter("~$2023-01-05.docx"), is_litter("Thumbs.db"), is_litter("2023-01-05_02.md")
    (True, True, False)
    """
    return LITTER.fullmatch(name) is not None


def is_hidden(name: str) -> bool:
    """Say whether a file is hidden, or explains the folder."""
    return name.startswith(".") or PurePosixPath(name).stem.casefold() in NO_PAGES


def is_saved_with(folder: str, names: Collection[str]) -> bool:
    """Say whether a folder came with a web page that stands beside it.

    >>> is_saved_with("慰问_files", ["慰问.html"]), is_saved_with("慰问_files", ["慰问.md"])
    (True, False)
    """
    saved = SAVED.fullmatch(folder)
    pages = (PurePosixPath(name) for name in names) if saved else ()
    return any(page.suffix.casefold() in WEB and page.stem == saved[1] for page in pages if saved)


def without_saved(sources: Collection[str]) -> set[str]:
    """Return the files of an archive without those that came with a web page in it."""
    folders: dict[PurePosixPath, list[str]] = {}
    for source in sources:
        path = PurePosixPath(source)
        folders.setdefault(path.parent, []).append(path.name)
    return {
        source
        for source in sources
        if not any(
            is_saved_with(above.name, folders.get(above.parent, ()))
            for above in PurePosixPath(source).parents
        )
    }
