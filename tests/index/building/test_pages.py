"""A file is read once: again only when its bytes, its name or what reads it is another."""

import resource
import shutil
import sqlite3
from pathlib import Path

import pytest

from corpus.config import Settings
from corpus.page.pageinfo import PageInfo
from index.building.build import build_generation
from index.building.cache import open_cache
from index.building.pages import LIBRARIES, Pages, reader_version
from index.store.generation import PAGES

SHEET = Path(__file__).parents[2] / "editors" / "2024-04-25_02.pdf"
DELIVERY = SHEET.parent / "later" / "2024-05-02.zip"


def seconds_of_children() -> float:
    """Return the processor time of the processes this one started: a PDF is read in its own."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def kept(path: Path) -> list[bytes]:
    with sqlite3.connect(path) as db:
        return [key for (key,) in db.execute("SELECT key FROM entry ORDER BY key")]


def read(path: Path, reader: str = "") -> int:
    """Read the sheet through a cache; return how many articles it has."""
    with open_cache(path) as cache:
        pages = Pages(cache, reader)
        articles = pages.read(SHEET, SHEET.name, PageInfo())
        pages.keep_only_used()
    return len(articles)


def test_a_rebuild_does_not_read_an_unchanged_pdf_again(settings: Settings) -> None:
    folder = settings.corpus.folders[0]
    shutil.copy(SHEET, folder)
    start = seconds_of_children()
    first = build_generation(settings)
    middle = seconds_of_children()

    (folder / "2024-05-09_01.md").write_text("## 新闻\n\n工会办了一场比赛。\n", encoding="utf-8")
    second = build_generation(settings)

    assert (first.articles, second.articles) == (4, 5)
    assert middle - start > 0.02
    assert seconds_of_children() - middle < 0.01


def test_a_page_in_a_zip_is_known_again_wherever_it_is_unpacked(settings: Settings) -> None:
    shutil.copy(DELIVERY, settings.corpus.folders[0])
    build_generation(settings)
    before = kept(settings.index.folder / PAGES)

    build_generation(settings)

    assert len(before) == 2
    assert kept(settings.index.folder / PAGES) == before


@pytest.mark.parametrize("reader", ["", "another program"])
def test_another_program_reads_again_and_the_same_one_does_not(tmp_path: Path, reader: str) -> None:
    read(tmp_path / "pages")
    first, start = kept(tmp_path / "pages"), seconds_of_children()

    articles = read(tmp_path / "pages", reader)

    assert articles == 4
    assert (kept(tmp_path / "pages") != first) == bool(reader)
    assert (seconds_of_children() - start > 0.02) == bool(reader)


def test_the_program_is_our_code_and_every_library_that_opens_a_file() -> None:
    assert all(f"{name} " in reader_version() for name in LIBRARIES)
