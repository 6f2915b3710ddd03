"""A share that goes offline deletes nothing: most articles vanish only when somebody says so."""

import os
import shutil
import threading
import time
import zipfile
from pathlib import Path
from queue import Queue

import pytest

from corpus.config import CorpusSettings, Settings
from corpus.errors import GongdaError, HeldBackError
from corpus.load import Loaded, RefusedFile, load
from index.building.build import BuildReport, build_generation
from index.building.hold_back import hold_back
from index.building.watch import Pace, watch
from index.store.generation import PAGES, current_name


def pages(folder: Path, numbers: range) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        text = f"## 第{number}场报告会\n\n本报讯（记者 张晶）第{number}场报告会有多名职工参加。\n"
        (folder / f"2023-01-{number + 1:02}_01.md").write_text(text, "utf-8")


@pytest.fixture
def share(settings: Settings) -> Path:
    """Return the folder of an archive of twelve articles, indexed."""
    folder = settings.corpus.folders[0]
    pages(folder, range(12))
    build_generation(settings)
    return folder


def held(settings: Settings) -> HeldBackError:
    with pytest.raises(HeldBackError) as caught:
        build_generation(settings)
    return caught.value


def test_an_empty_share_leaves_the_twelve_articles_that_answer(
    settings: Settings, share: Path
) -> None:
    kept = (settings.index.folder / PAGES).read_bytes()
    for page in share.iterdir():
        page.unlink()

    error = held(settings)

    assert error.what == (
        "nothing was published: 12 of the 12 articles that answer are gone "
        "(from 2023-01-01_01.md, 2023-01-02_01.md, 2023-01-03_01.md and 9 more)"
    )
    assert error.remedy.endswith("if they are to go, type `gongda index build --yes`")
    assert current_name(settings.index.folder) == "gen-000001"
    assert (settings.index.folder / PAGES).read_bytes() == kept


def test_when_the_share_is_back_nothing_is_embedded_again(settings: Settings, share: Path) -> None:
    away = share.rename(share.with_name("away"))
    share.mkdir()
    held(settings)

    share.rmdir()
    away.rename(share)
    report = build_generation(settings)

    assert (report.articles, report.embedded) == (12, 0)


def test_whoever_confirms_deletes_and_is_not_asked_again(settings: Settings, share: Path) -> None:
    for page in share.iterdir():
        page.unlink()

    first, second = build_generation(settings, confirmed=True), build_generation(settings)

    assert (first.articles, second.articles) == (0, 0)


@pytest.mark.parametrize(("left", "is_held"), [(11, False), (6, False), (5, True), (1, True)])
def test_half_may_go_and_not_more(
    settings: Settings, share: Path, left: int, is_held: bool
) -> None:
    for page in sorted(share.iterdir())[left:]:
        page.unlink()

    if is_held:
        held(settings)
    else:
        assert build_generation(settings).articles == left


def test_pages_cut_short_inside_their_files_are_held_back(settings: Settings, share: Path) -> None:
    whole = share / "laws.md"
    whole.write_text(
        "".join(f"## 第{n}章的名字\n\n第{n}章说了不少话。\n\n" for n in range(60)), "utf-8"
    )
    build_generation(settings)
    whole.write_text("## 第0章的名字\n\n第0章说了不少话。\n", "utf-8")

    assert "13 articles would answer in place of 72" in held(settings).what


def test_renamed_moved_and_corrected_pages_have_not_vanished(
    settings: Settings, share: Path
) -> None:
    (share / "2023").mkdir()
    for number, page in enumerate(sorted(share.glob("*.md"))):
        text = page.read_text("utf-8").replace("多名", "许多")
        page.unlink()
        (share / "2023" / f"page {number}.md").write_text(text, "utf-8")

    assert build_generation(settings).articles == 12


def test_a_folder_that_the_system_does_not_list_is_told_as_a_folder(tmp_path: Path) -> None:
    pages(tmp_path, range(1))
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(40):  # a path of more than 4,096 bytes cannot be opened by its name
            Path("long" * 30).mkdir()
            os.chdir("long" * 30)
    finally:
        os.chdir(here)

    loaded = load([tmp_path])

    assert [article.title for article in loaded.articles] == ["第0场报告会"]
    assert [one.is_folder for one in loaded.refused] == [True]


@pytest.mark.parametrize("folder", ["2022", "."])
def test_a_folder_that_cannot_be_read_is_held_back_however_few_stand_there(
    settings: Settings, folder: str
) -> None:
    pages(settings.corpus.folders[0], range(9))
    pages(settings.corpus.folders[0] / "2022", range(20, 21))
    build_generation(settings)
    (settings.corpus.folders[0] / "2022" / "2023-01-21_01.md").unlink()
    loaded = load_closed(settings, folder)

    with pytest.raises(HeldBackError) as caught:
        hold_back(settings.index.folder, loaded)

    assert f"{folder} cannot be read, and 1 articles stand there" in caught.value.what


def test_a_folder_that_never_held_a_page_may_be_closed(settings: Settings, share: Path) -> None:
    hold_back(settings.index.folder, load_closed(settings, "private"))


def load_closed(settings: Settings, folder: str) -> Loaded:
    """Load the pages as if a folder among them could not be listed."""
    found = load(settings.corpus.folders)
    return Loaded(found.articles, (RefusedFile(folder, "Permission denied", is_folder=True),))


def test_a_sub_folder_in_which_nothing_lies_is_held_back_however_few_stood_there(
    settings: Settings, share: Path
) -> None:
    pages(share / "2024" / "05", range(20, 22))
    build_generation(settings)
    for page in (share / "2024" / "05").iterdir():
        page.unlink()

    assert "2024/05 is empty, and 2 articles stood there" in held(settings).what

    shutil.rmtree(share / "2024")
    assert build_generation(settings).articles == 12


def test_whoever_takes_out_the_last_file_of_a_folder_is_not_asked(
    settings: Settings, share: Path
) -> None:
    pages(share / "may", range(20, 21))
    build_generation(settings)
    (share / "may" / "2023-01-21_01.md").unlink()

    assert build_generation(settings).articles == 12


def test_one_of_two_corpus_folders_that_is_empty_is_held_back(
    settings: Settings, share: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    pages(other, range(20, 24))
    folders = (share, other)
    both = settings.model_copy(update={"corpus": CorpusSettings(folders=folders)})
    build_generation(both)
    for page in other.iterdir():
        page.unlink()

    assert ". is empty, and 4 articles stood there" in held(both).what


def test_a_folder_that_was_always_empty_asks_nobody_who_deletes_a_page(
    settings: Settings, share: Path, tmp_path: Path
) -> None:
    (tmp_path / "inbox").mkdir()
    (share / "2022").mkdir()
    corpus = CorpusSettings(folders=(share, tmp_path / "inbox"))
    next(share.glob("*.md")).unlink()

    assert build_generation(settings.model_copy(update={"corpus": corpus})).articles == 11


def test_files_without_a_byte_are_held_back(settings: Settings, share: Path) -> None:
    next(share.glob("*.md")).write_bytes(b"")

    assert "is empty, and 1 articles stood there" in held(settings).what


def test_an_archive_that_is_damaged_is_held_back(settings: Settings, share: Path) -> None:
    zipped = share / "may.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("2024-05-02_01.md", "## 骑手之家\n\n骑手之家今天开门了。\n")
    assert build_generation(settings).articles == 13
    zipped.write_bytes(zipped.read_bytes()[:40])

    assert "may.zip cannot be read, and 1 articles stand there" in held(settings).what


def test_a_link_to_a_drive_that_is_away_is_held_back(
    settings: Settings, share: Path, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    pages(drive, range(20, 22))
    (share / "drive").symlink_to(drive)
    assert build_generation(settings).articles == 14
    drive.rename(tmp_path / "away")

    assert "drive cannot be read, and 2 articles stand there" in held(settings).what


def test_another_folder_in_its_place_asks_too(
    settings: Settings, share: Path, tmp_path: Path
) -> None:
    pages(tmp_path / "other", range(0))
    (tmp_path / "other" / "new.md").write_text("## 新报开张\n\n新报今天开张了。\n", "utf-8")
    corpus = CorpusSettings(folders=(tmp_path / "other",))

    assert "12 of the 12" in held(settings.model_copy(update={"corpus": corpus})).what


def test_a_watch_waits_says_why_once_and_goes_on_when_the_share_is_back(
    settings: Settings, share: Path
) -> None:
    told: Queue[BuildReport | GongdaError] = Queue()
    stop = threading.Event()
    pace = Pace(look=0.02, quiet=0.1, again=0.1)
    watching = threading.Thread(
        target=watch, args=(settings, told.put, stop), kwargs={"pace": pace}
    )
    watching.start()
    try:
        assert isinstance(told.get(timeout=60), BuildReport)

        away = share.rename(share.with_name("away"))
        share.mkdir()
        first = told.get(timeout=60)
        while not isinstance(first, HeldBackError):  # it may look while the share is nowhere
            first = told.get(timeout=60)
        time.sleep(1)
        assert told.empty()

        share.rmdir()
        away.rename(share)
        back = told.get(timeout=60)
        while not isinstance(back, BuildReport):
            back = told.get(timeout=60)
        assert (back.articles, back.embedded) == (12, 0)
    finally:
        stop.set()
        watching.join(60)
