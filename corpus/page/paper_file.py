"""`_paper.yaml` in a folder: paper, day and page of all its files, and what of them is left out.

    paper: 清江职工报
    date: 2024-04-18
    leave_out:
      files: [广告/, "*_08.md"]
      pages: [4]
      headlines: [天气预报, "*启事"]

It holds for the folder and all below it, where neither a file's words nor its name tell; of two the
nearer one tells. What any of them leaves out is left out. Next: `corpus/load.py`.
"""

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

import yaml

from corpus.article import Article
from corpus.encoding import decode
from corpus.errors import PageError
from corpus.page.pageinfo import (
    DATE_KEYS,
    PAGE_KEYS,
    PAPER_KEYS,
    RECOGNISED_KEYS,
    PageInfo,
    info_from_values,
    plain_yaml,
)

NAME = "_paper.yaml"
LEAVE_OUT = ("leave_out", "不收")
FILES, PAGES, HEADLINES = ("files", "文件"), ("pages", *PAGE_KEYS), ("headlines", "标题")
KNOWN = (*PAPER_KEYS, *DATE_KEYS, *PAGE_KEYS, *RECOGNISED_KEYS, *LEAVE_OUT)
PIECES = (*FILES, *PAGES, *HEADLINES)
# What makes a name a pattern.
WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class PaperFile:
    """What one `_paper.yaml` says.

    Attributes:
        info: Of every file in the folder.
        files: Names or patterns of files to leave out, from the folder on; `广告/` is a folder.
        pages: Page numbers to leave out.
        headlines: Headlines, or patterns of them, to leave out.
    """

    info: PageInfo = field(default=PageInfo())
    files: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    headlines: tuple[str, ...] = ()

    def leaves_file(self, path: str) -> bool:
        """Say whether a file is left out; its path counts from the folder."""
        return any(True for _ in self.patterns_of(path))

    def patterns_of(self, path: str) -> Iterator[str]:
        """Yield what is said to leave out a file."""
        name = PurePosixPath(path).name
        for one in self.files:
            below = one.endswith("/") and f"/{one}" in f"/{path}"
            if below or _means(one, path) or _means(one, name):
                yield one

    def leaves_article(self, article: Article) -> bool:
        """Say whether an article is left out."""
        if article.page in self.pages:
            return True
        return any(_means(one, article.title) for one in self.headlines)


def read_paper_file(content: bytes) -> PaperFile:
    """Return what a `_paper.yaml` says.

    Raises:
        PageError: It is no YAML, or has a key or a value that nobody knows.
    """
    try:
        values = plain_yaml(decode(content))
    except (yaml.YAMLError, ValueError) as error:
        what = f"{NAME} is no valid YAML: {' '.join(str(error).split())}"
        raise PageError(what, f"mend {NAME}") from None
    if not isinstance(values, dict):
        raise PageError(f"{NAME} is no mapping of keys to values", "start it with `paper:`")
    _check_keys(values, KNOWN)
    try:
        info = info_from_values(values)
    except PageError as error:
        raise PageError(error.what.replace("its front matter", NAME), error.remedy) from None
    left = _under(values, LEAVE_OUT) or {}
    if not isinstance(left, dict):
        what = f"leave_out in {NAME} is no mapping"
        raise PageError(what, "write files:, pages: or headlines: below it, each with a list")
    _check_keys(left, PIECES)
    return PaperFile(
        info,
        tuple(_listed(left, FILES)),
        tuple(map(_page, _listed(left, PAGES))),
        tuple(_listed(left, HEADLINES)),
    )


class PaperFiles:
    """Every `_paper.yaml` of the corpus folders, and which of them hold for a file."""

    def __init__(
        self, known: Mapping[tuple[Path, str], PaperFile], broken: Collection[tuple[Path, str]]
    ) -> None:
        """Keep them by corpus folder and path within it; of those that are wrong the place."""
        self._known, self._broken = known, broken

    def _over(self, root: Path, source: str) -> Iterator[tuple[str, PaperFile, str]]:
        """Yield the folders above a file that have one, the nearest first, and its path there."""
        path = PurePosixPath(source)
        for folder in path.parents:
            if paper := self._known.get((root, str(folder))):
                yield str(folder), paper, str(path.relative_to(folder))

    def wants(self, root: Path, source: str) -> bool:
        """Say whether a file may be a page: no `_paper.yaml`, none below a wrong one."""
        path = PurePosixPath(source)
        below = any((root, str(folder)) in self._broken for folder in path.parents)
        return not below and path.name != NAME

    def leaves(self, root: Path, source: str) -> bool:
        """Say whether a file is left out."""
        return any(paper.leaves_file(path) for _, paper, path in self._over(root, source))

    def told(self, root: Path, source: str) -> PageInfo:
        """Return what is told of a file: what the nearest does not tell, those above it do."""
        told = PageInfo()
        for _, paper, _ in self._over(root, source):
            told = told.over(paper.info)
        return told

    def parted(
        self, root: Path, source: str, articles: Iterable[Article]
    ) -> tuple[list[Article], list[Article]]:
        """Return the articles of a file that are kept, and those that are left out."""
        over = [paper for _, paper, _ in self._over(root, source)]
        kept: list[Article] = []
        left_out: list[Article] = []
        for article in articles:
            leaves = any(paper.leaves_article(article) for paper in over)
            (left_out if leaves else kept).append(article)
        return kept, left_out

    def missing(self, files: Iterable[tuple[Path, str]]) -> Iterator[tuple[str, str]]:
        """Yield what is said to leave out and is no file: a slip of the pen; patterns aside.

        Args:
            files: The corpus folder and the path within it of every file.

        Yields:
            The path of a `_paper.yaml`, and the name in it.
        """
        used: defaultdict[tuple[Path, str], set[str]] = defaultdict(set)
        for root, source in files:
            for folder, paper, path in self._over(root, source):
                used[root, folder].update(paper.patterns_of(path))
        for (root, folder), paper in self._known.items():
            for one in paper.files:
                if one not in used[root, folder] and WILD.isdisjoint(one):
                    yield str(PurePosixPath(folder, NAME)), one


def _means(pattern: str, name: str) -> bool:
    """Say whether a name is meant: by itself, though it has brackets, or by a pattern."""
    return name == pattern or (not WILD.isdisjoint(pattern) and fnmatchcase(name, pattern))


def _under(values: Mapping[object, object], keys: Sequence[str]) -> object:
    return next((values[key] for key in keys if key in values), None)


def _check_keys(values: Mapping[object, object], known: Sequence[str]) -> None:
    for key in values:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            keys = ", ".join(one for one in known if one.isascii())
            remedy = f"did you mean {near[0]}?" if near else f"the keys are: {keys}"
            raise PageError(f"unknown key {key} in {NAME}", remedy)


def _listed(left: Mapping[object, object], keys: Sequence[str]) -> list[str]:
    value = _under(left, keys)
    items = value if isinstance(value, list) else [value] if value else []
    if not all(isinstance(one, str) and one.strip() for one in items):
        raise PageError(f"{keys[0]} of leave_out in {NAME} is no list of words", "write one a line")
    return [str(one).strip() for one in items]


def _page(written: str) -> int:
    page = info_from_values({PAGE_KEYS[0]: written}).page if written.isascii() else None
    if page is None:
        raise PageError(f"pages of leave_out in {NAME} has {written!r}", "write numbers: [4, 8]")
    return page
