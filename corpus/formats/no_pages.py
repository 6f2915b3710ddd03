"""Which files in a folder are no pages: what programs, systems and browsers put beside them.

They are passed over without a word each; a build counts them in one line. Next: `corpus/load.py`.
"""

from collections.abc import Collection
from pathlib import PurePosixPath

from corpus.formats.reading import WEB

NO_PAGES = frozenset({"readme"})
# The editors' corrections of what lies in the folder (`corpus/page/overlay.py`).
OVERLAY_NAME = "overlay.yaml"
# Lists of thumbnails and marks of folders that systems leave.
LITTER = frozenset({"thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r"})
# Copies that editors' programs leave, links, downloads that have not ended.
LITTER_SUFFIXES = (
    ".bak",
    ".orig",
    ".rej",
    ".wbk",
    ".xlk",
    ".asd",
    ".tmp",
    ".temp",
    ".swp",
    ".swo",
    ".lnk",
    ".url",
    ".webloc",
    ".crdownload",
    ".download",
    ".downloading",
    ".part",
    ".partial",
    ".td",
)
# Folders in which systems, shares and programs keep what was deleted, older or small.
LITTER_FOLDERS = frozenset(
    {"$recycle.bin", "recycler", "#recycle", "@recycle", "@eadir", "#snapshot", "lost+found"}
    | {"system volume information", "__macosx"}
)
# The folder in which a browser saves the scripts, pictures and frames of a page.
SAVED = ("_files", ".files")


def is_litter(name: str) -> bool:
    """Say whether a file is none that anybody wrote.

    >>> is_litter("~$2023-01-05.docx"), is_litter("Thumbs.db"), is_litter("2023-01-05_02.md")
    (True, True, False)
    """
    bare = name.casefold()
    if bare.startswith("~$") or bare.endswith(("~", *LITTER_SUFFIXES)):
        return True
    return bare in LITTER or (bare[0] == bare[-1] == "#")


def is_litter_folder(name: str) -> bool:
    """Say whether a folder holds nothing that anybody put there to be read.

    >>> is_litter_folder("$RECYCLE.BIN"), is_litter_folder("2023-01-05")
    (True, False)
    """
    return name.casefold() in LITTER_FOLDERS


def is_hidden(name: str) -> bool:
    """Say whether a file is hidden, explains the folder, or corrects what lies in it."""
    explains = PurePosixPath(name).stem.casefold() in NO_PAGES
    return explains or name.startswith(".") or name == OVERLAY_NAME


def is_saved_with(folder: str, names: Collection[str]) -> bool:
    """Say whether a folder came with a web page that stands beside it.

    >>> is_saved_with("慰问_files", ["慰问.html"]), is_saved_with("慰问_files", ["慰问.md"])
    (True, False)
    """
    if not folder.casefold().endswith(SAVED):
        return False
    stem = folder[: -len(SAVED[0])]
    pages = map(PurePosixPath, names)
    return any(page.stem == stem and page.suffix.casefold() in WEB for page in pages)


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
