"""Folders -> articles. What cannot be read is reported with its reason and kept aside.

Folders are searched to any depth, in sorted order; hidden files and README are no pages. A file
that two folders share, or that a link leads to a second time, is read once. Next:
`corpus/passages.py` cuts the articles, `index/building/build.py` indexes them.
"""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from corpus.article import Article
from corpus.cell.scratch import scratch_folder
from corpus.errors import CorpusError, PageError
from corpus.formats.archive import members
from corpus.formats.no_pages import (
    is_hidden,
    is_litter,
    is_litter_folder,
    is_saved_with,
    without_saved,
)
from corpus.formats.reading import ARCHIVE, document_of, read_document
from corpus.notes import Document
from corpus.page.lines import DAMAGED, HALF
from corpus.page.newspaper import read_page
from corpus.page.pageinfo import PageInfo
from corpus.page.paper_file import NAME as PAPER_FILE
from corpus.page.paper_file import PaperFile, PaperFiles, read_paper_file

# Called after each file with the number of files done and of all files.
FileProgress = Callable[[int, int], None]
# Reads one file as `read_file` does, or takes what it read before from elsewhere.
Reading = Callable[[Path, str, PageInfo], tuple[Article, ...]]


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that could not be read.

    Attributes:
        source: Its path relative to the corpus folder.
        reason: What is wrong, in one line.
        remedy: What to do about it, "" if nothing is known; two of equal reason are equal.
        is_folder: Whether it is a folder, of whose files nothing is known.
        is_closed: Whether the system did not let it be read, so that nothing is known of its words.
    """

    source: str
    reason: str
    remedy: str = field(default="", compare=False)
    is_folder: bool = field(default=False, compare=False)
    is_closed: bool = field(default=False, compare=False)

    @property
    def advice(self) -> str:
        """The reason, and what to do where that is known, in one line."""
        return f"{self.reason}; {self.remedy}" if self.remedy else self.reason


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found in the folders.

    Attributes:
        articles: In the order of the folders, of the paths in them, and of print.
        refused: The files kept aside.
        ignored: Files that are no pages: locks, copies and lists of other programs, empty files.
        left_out: Files and articles that a `_paper.yaml` leaves out, by name.
        bare: Folders in which nothing lies at all, by name, "." for a corpus folder; and files
            without a byte.
    """

    articles: tuple[Article, ...]
    refused: tuple[RefusedFile, ...]
    ignored: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A file, and its name within the corpus; or a folder that could not be listed, and why.

    Attributes:
        path: Where it lies.
        source: Its path relative to the corpus folder.
        root: The corpus folder.
        problem: Why it cannot be read, "" if it may be.
        is_folder: Whether it is a folder.
    """

    path: Path
    source: str
    root: Path
    problem: str = ""
    is_folder: bool = False

    @property
    def is_ignored(self) -> bool:
        """Whether it is no page, or an empty one."""
        if self.problem:
            return False
        return is_litter(PurePosixPath(self.source).name) or self.is_bare

    @property
    def is_bare(self) -> bool:
        """Whether it is a file without a byte."""
        with suppress(OSError):
            about = self.path.stat()
            return stat.S_ISREG(about.st_mode) and not about.st_size
        return False  # reading it fails, and is told


def read_file(path: Path, source: str, defaults: PageInfo) -> tuple[Article, ...]:
    """Return the articles of one file; `source` is its path relative to the corpus folder.

    Raises:
        PageError: It cannot be read as a page.
        OSError: It cannot be opened.
    """
    return articles_of(read_document(path), source, defaults)


def load_bytes(name: str, raw: bytes) -> tuple[Article, ...]:
    """Return the articles of a file that is not on disk; `name` tells its kind.

    Raises:
        PageError: It cannot be read as a page.
    """
    return tuple(_with_own_ids(articles_of(document_of(name, raw), name, PageInfo())))


def articles_of(document: Document, source: str, defaults: PageInfo) -> tuple[Article, ...]:
    """Return the articles of a file that was read.

    Raises:
        PageError: Its front matter is broken.
    """
    known = replace(defaults.over(document.told), paper=document.told.paper or defaults.paper)
    return tuple(one for text in document.texts for one in read_page(text, source, known))


def load(
    folders: Iterable[Path],
    paper: str = "",
    progress: FileProgress | None = None,
    reading: Reading = read_file,
) -> Loaded:
    """Read every page in the folders.

    `load([Path("corpus/articles")])` -> all bundled articles, nothing refused.

    Args:
        folders: Folders of pages; a single file is taken as well.
        paper: The paper's name where neither front matter nor file name tells it.
        progress: Told after each file how many are done.
        reading: What reads a file.

    Raises:
        CorpusError: A folder does not exist.
    """
    articles: list[Article] = []
    with scratch_folder() as unpacked:
        listed, empty = _find(list(folders))
        found = list(_unpacked(listed, unpacked))
        papers, refused = _paper_files(found)
        files, left_out = _wanted(found, papers)
        for done, file in enumerate(files, start=1):
            told = papers.told(file.root, file.source)
            page = _read(file, told.over(PageInfo(paper=paper)), reading)
            if isinstance(page, RefusedFile):
                refused.append(page)
            else:
                kept, out = papers.parted(file.root, file.source, page)
                articles += kept
                left_out += map(_named, out)
            if progress:
                progress(done, len(files))
        ignored = tuple(_ignored(file) for file in found if file.is_ignored)
        bare = (*empty, *(file.source for file in found if file.is_bare))
    return Loaded(tuple(_with_own_ids(articles)), tuple(refused), ignored, tuple(left_out), bare)


def _wanted(found: Sequence[_Found], papers: PaperFiles) -> tuple[list[_Found], list[str]]:
    """Return the files that may be pages, and the names of those that are left out."""
    pages: list[_Found] = []
    out: list[str] = []
    for one in found:
        if one.is_ignored or not papers.wants(one.root, one.source):
            continue
        if papers.leaves(one.root, one.source):
            out.append(one.source)
        else:
            pages.append(one)
    return pages, out


def _named(article: Article) -> str:
    return f"{article.source}: {article.title or article.page}"


def _paper_files(found: Sequence[_Found]) -> tuple[PaperFiles, list[RefusedFile]]:
    """Read every `_paper.yaml`; a folder whose is wrong cannot be read, as if it were closed."""
    known: dict[tuple[Path, str], PaperFile] = {}
    refused: list[RefusedFile] = []
    broken: set[tuple[Path, str]] = set()
    for file in found:
        path = PurePosixPath(file.source)
        if path.name != PAPER_FILE or file.problem:
            continue
        place = file.root, str(path.parent)
        try:
            known[place] = read_paper_file(file.path.read_bytes())
        except (PageError, OSError) as error:
            what, remedy = _why(error)
            broken.add(place)
            refused.append(RefusedFile(str(path.parent), what, remedy, is_folder=True))
    papers = PaperFiles(known, broken)
    for source, name in papers.missing((one.root, one.source) for one in found):
        what = f"leave_out names {name!r}, and no such file is there"
        refused.append(RefusedFile(source, what, "mend the name, or take it out"))
    return papers, refused


def _why(error: PageError | OSError) -> tuple[str, str]:
    if isinstance(error, PageError):
        return error.what, error.remedy
    return f"its {PAPER_FILE} cannot be read: {error.strerror or error}", "make it readable"


def _unpacked(files: Iterable[_Found], folder: Path) -> Iterator[_Found]:
    """Put the files of an archive in its place."""
    for file in files:
        if file.problem or file.is_ignored or not _is_archive(file.path):
            yield file
        else:
            inside = _inside(file, folder)
            empty = _Found(file.path, file.source, file.root, "no file was found in it")
            yield from inside or [empty]


def _inside(archive: _Found, folder: Path) -> list[_Found]:
    """Return the files of an archive that may be pages, unpacked into a folder."""
    found = list(members(archive.path, archive.source, folder))
    wanted = without_saved([member.source for member in found])
    return [
        _Found(member.path or archive.path, member.source, archive.root, member.problem)
        for member in found
        if member.source in wanted and not is_hidden(PurePosixPath(member.source).name)
    ]


def _ignored(file: _Found) -> str:
    """Return the name of a file that is no page, and whether that is for want of words."""
    return file.source if is_litter(PurePosixPath(file.source).name) else f"{file.source} (empty)"


def _is_archive(path: Path) -> bool:
    return path.suffix.casefold() == ARCHIVE and stat.S_ISREG(_mode(path))


def _mode(path: Path) -> int:
    """Return what a path is, as the system tells it; 0 where it does not."""
    with suppress(OSError):
        return path.stat().st_mode
    return 0


def _read(file: _Found, defaults: PageInfo, reading: Reading) -> tuple[Article, ...] | RefusedFile:
    if file.problem:
        return RefusedFile(file.source, file.problem, is_folder=file.is_folder)
    if (mode := _mode(file.path)) and not stat.S_ISREG(mode):
        return RefusedFile(file.source, "it is no regular file")
    try:
        found = reading(file.path, file.source, defaults)
    except PageError as error:
        return RefusedFile(file.source, error.what, error.remedy)
    except (MemoryError, RecursionError):
        return RefusedFile(file.source, "reading it takes more memory than there is")
    except OSError as error:
        return RefusedFile(file.source, error.strerror or str(error), is_closed=True)
    return found or RefusedFile(file.source, "no article was found in it")


def _with_own_ids(articles: Iterable[Article]) -> Iterator[Article]:
    """Tell apart articles of equal name in equally named files of two folders."""
    seen: Counter[str] = Counter()
    for article in articles:
        seen[article.id] += 1
        number = seen[article.id]
        yield article if number == 1 else replace(article, id=f"{article.id}~{number}")


def _find(folders: Sequence[Path]) -> tuple[list[_Found], list[str]]:
    """Return the files of some folders, and the names of folders in which nothing lies."""
    for folder in folders:
        _reach(folder)
    read: set[str] = set()
    found: list[_Found] = []
    empty: list[str] = []
    for folder in folders:
        for file in _files(folder, empty):
            real = os.path.realpath(file.path)
            if real not in read:
                read.add(real)
                found.append(file)
    return found, empty


def _reach(folder: Path) -> None:
    try:
        folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise CorpusError(
            f"no folder at {folder}",
            f"type `mkdir -p {folder}` and put pages there, or mend corpus.folders",
        ) from None
    except OSError as error:
        raise CorpusError(
            f"{folder} cannot be reached: {error.strerror or error}",
            "see whether its drive is there and open to this program, or mend corpus.folders",
        ) from None


def _files(folder: Path, empty: list[str]) -> Iterator[_Found]:
    """Yield the files of a folder, and add to `empty` what lies below it with nothing in it."""
    if folder.is_file():
        yield from _alone(folder)
        return
    problems: list[_Found] = []
    listed = {folder.resolve()}

    def note(error: OSError) -> None:
        path = Path(error.filename)
        reason = error.strerror or str(error)
        name = _written(path.relative_to(folder).as_posix())
        problems.append(_Found(path, name, folder, reason, is_folder=True))

    for parent, below, names in os.walk(folder, followlinks=True, onerror=note):
        if not below and not names:
            empty.append(_written(Path(parent).relative_to(folder).as_posix()))
        below[:] = sorted(
            name
            for name in below
            if not is_saved_with(name, names) and _is_new(Path(parent, name), listed)
        )
        for name in sorted(names):
            path = Path(parent, name)
            if not is_hidden(name):
                yield _Found(path, _written(path.relative_to(folder).as_posix()), folder)
    yield from problems


def _alone(file: Path) -> Iterator[_Found]:
    """Yield a file that stands for a folder, and what its folder's `_paper.yaml` tells of it."""
    if (beside := file.with_name(PAPER_FILE)).is_file():
        yield _Found(beside, PAPER_FILE, file)
    yield _Found(file, _written(file.name), file)


def _written(name: str) -> str:
    r"""Return a name as text: what is no UTF-8 in it cannot be stored or shown.

    >>> _written("a\udcff.md")
    'a\ufffd.md'
    """
    return HALF.sub(DAMAGED, name)


def _is_new(folder: Path, listed: set[Path]) -> bool:
    """Say whether a folder is to be entered: not hidden, not reached before, none over another.

    A link to a folder that holds one already listed (`..`, `/`) would bring in all around it.
    """
    try:
        real, linked = folder.resolve(), folder.is_symlink()
    except OSError:
        return True  # listing it fails, and is told
    if folder.name.startswith(".") or is_litter_folder(folder.name) or real in listed:
        return False
    if linked and any(real in one.parents for one in listed):
        return False
    listed.add(real)
    return True
