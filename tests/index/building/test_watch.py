"""A folder that is watched is built after every change, once the change is over."""

import os
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from corpus.config import Settings
from corpus.errors import CorpusError, GongdaError
from index.building.build import BuildReport
from index.building.watch import Pace, look, watch
from index.store.generation import current_name

QUICK = Pace(look=0.02, quiet=0.1, again=0.2)
# Seconds that a build of two articles may take on a busy machine.
PATIENCE = 60


def page(settings: Settings, name: str, body: str) -> Path:
    path = settings.corpus.folders[0] / name
    path.write_text(f"## {name}\n\n本报讯（记者 张晶）{body}\n", "utf-8")
    return path


@contextmanager
def watched(settings: Settings) -> Iterator[Callable[[], BuildReport | GongdaError]]:
    """Watch in a thread; gives what waits for the next thing told."""
    told: Queue[BuildReport | GongdaError] = Queue()
    stop = threading.Event()
    thread = threading.Thread(target=watch, args=(settings, told.put, stop), kwargs={"pace": QUICK})
    thread.start()
    try:
        yield lambda: told.get(timeout=PATIENCE)
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()
    assert told.empty()


def report(said: BuildReport | GongdaError) -> BuildReport:
    assert isinstance(said, BuildReport)
    return said


def test_new_changed_and_deleted_pages_are_built_and_nothing_else_is(settings: Settings) -> None:
    page(settings, "one.md", "第一篇。")
    with watched(settings) as next_told:
        assert report(next_told()).articles == 1

        other = page(settings, "two.md", "第二篇。")
        assert report(next_told()).articles == 2

        page(settings, "two.md", "第二篇，改正了。")
        assert report(next_told()).embedded == 1

        other.unlink()
        assert report(next_told()).articles == 1

        time.sleep(5 * QUICK.quiet)


def test_an_archive_that_is_replaced_is_read_again(settings: Settings) -> None:
    archive = settings.corpus.folders[0] / "april.zip"

    def deliver(*bodies: str) -> None:
        fresh = archive.with_name(".april.zip")
        with zipfile.ZipFile(fresh, "w") as package:
            for number, body in enumerate(bodies, 1):
                words = f"## 第{number}篇\n\n本报讯（记者 张晶）{body}\n"
                package.writestr(f"2024-04-18_0{number}.md", words)
        fresh.replace(archive)

    deliver("第一篇。")
    with watched(settings) as next_told:
        assert report(next_told()).articles == 1

        deliver("第一篇。", "第二篇。")
        second = report(next_told())

        assert (second.articles, second.embedded) == (2, 1)


def test_a_file_that_grows_is_built_once_it_stands_still(settings: Settings) -> None:
    page(settings, "one.md", "第一篇。")
    with watched(settings) as next_told:
        next_told()

        with (settings.corpus.folders[0] / "slow.md").open("w", encoding="utf-8") as file:
            for number in range(10):
                file.write(f"## 第{number}篇\n\n本报讯（记者 张晶）第{number}篇的正文。\n\n")
                file.flush()
                time.sleep(QUICK.quiet / 5)

        assert report(next_told()).articles == 11


def test_a_broken_file_is_told_and_the_watch_goes_on(settings: Settings) -> None:
    page(settings, "one.md", "第一篇。")
    with watched(settings) as next_told:
        next_told()

        (settings.corpus.folders[0] / "scan.md").write_bytes(bytes(range(256)) * 20)
        refused = report(next_told()).refused
        page(settings, "two.md", "第二篇。")

        assert [one.source for one in refused] == ["scan.md"]
        assert report(next_told()).articles == 2


def test_a_build_that_fails_is_told_and_tried_again(settings: Settings) -> None:
    with watched(settings) as next_told:
        failed = [next_told(), next_told()]
        page(settings, "one.md", "第一篇。")
        said = next_told()
        while isinstance(said, GongdaError):
            said = next_told()

        assert all(isinstance(one, CorpusError) for one in failed)
        assert said.articles == 1
    assert current_name(settings.index.folder) == "gen-000001"


def test_links_in_a_circle_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("…")
    (tmp_path / ".hidden").write_text("…")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "up").symlink_to(tmp_path)

    assert list(look([tmp_path, tmp_path / "no-such-folder"])) == [str(tmp_path / "a.md")]


@pytest.mark.parametrize("change", ["size", "time"])
def test_a_change_of_size_or_time_is_seen(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.md"
    path.write_text("一")
    before = look([tmp_path])

    if change == "size":
        path.write_text("一二")
    else:
        os.utime(path, ns=(0, 1))

    assert look([tmp_path]) != before
